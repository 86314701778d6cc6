"""Splits a sentence into clauses, and reads in each one what act it states."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.measures.grammar import Grammar

# A clause ends at a comma or stop that stands in no brackets, quotation marks or number.
_CLAUSE = re.compile(
    r"(?:[^，；;：:。！？!?\n,“（《(]++|“[^“”]{0,60}+”|（[^（）]{0,80}+）|《[^《》]{0,80}+》|\([^()]{0,80}+\)"
    r"|[“（《(]|(?<=\d)[,:](?=\d))++"
)
_COUNT = "[一二三四五六七八九十]"
_ORDINAL = re.compile(
    rf"(?:[\s　]|—|[（(](?:\d{{1,3}}|{_COUNT}{{1,3}})[)）]|{_COUNT}{{1,3}}[是要、]"
    rf"|\d{{1,2}}[.、．](?!\d)|第{_COUNT}[，、])++"
)
_BLANK = " 　\n\t"
_LED = re.compile(r"由.{2,30}(?:牵头|负责|主办)$")
_PLACE_IN_TIME = re.compile(r"(?:在|当|从).*(?:[中上下时后]|期间|方面)|.*(?:项目|过程|工作|同时)中")
_SHORTEST = 4


@dataclass(slots=True)
class Clause:
    """A clause with what was read in it; `start` leaves out numbering and words of connection.

    `rule` is None where it states no act; `verbal` tells whether it holds any verb of acting at all; `verb` and `body`
    are spans in the text.
    """

    start: int
    end: int
    rule: str | None = None
    verbal: bool = False
    verb: tuple[int, int] = (0, 0)
    body: tuple[int, int] | None = None
    numbered: bool = False

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


def read_clauses(text: str, start: int, end: int, grammar: Grammar) -> list[Clause]:
    """Return the clauses of `text[start:end]`, each read for the act it states.

    >>> import patterns
    >>> text = "一是出台奖补办法，企业信心增强"
    >>> [(text[c.start:c.end], c.rule) for c in read_clauses(text, 0, 15, Grammar(patterns.load().measures))]
    [('出台奖补办法', 'act'), ('企业信心增强', None)]
    """
    return [_read(text, match.start(), match.end(), grammar) for match in _CLAUSE.finditer(text, start, end)]


def _read(text: str, start: int, end: int, grammar: Grammar) -> Clause:
    ordinal = _ORDINAL.match(text, start, end)
    numbered = False
    if ordinal:
        numbered = bool(ordinal.group().strip(_BLANK + "—"))
        start = ordinal.end()
    opener = grammar.opener.match(text, start, end)
    start = opener.end() if opener else start
    result = grammar.result.search(text, start, end)
    if result:
        end = result.start()
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    words = text[start:end]
    clause = Clause(start, end, numbered=numbered)
    if len(words) < _SHORTEST:
        return clause
    if grammar.any_verb.search(words):
        clause.verbal = True
        if grammar.frame.match(words) or _is_frame(words, grammar):
            return clause
        reading = _likeliest(words, grammar)
        if reading is not None:
            head, clause.rule = reading
            clause.verb = (start + head.start("verb"), start + head.end("verb"))
            if head["body"]:
                clause.body = (start + head.start("body"), start + head.end("body"))
            return clause
    for name, match in grammar.others(words):
        clause.rule, clause.verb = name, (start + match.start("verb"), start + match.end("verb"))
        if name == "paid":
            clause.body = (start + match.start("body"), start + match.end("body"))
        break
    return clause


def _likeliest(words: str, grammar: Grammar) -> tuple[re.Match[str], str] | None:
    """The first way to read an act; a verb with its object goes before one without (加强对…的检查)."""
    bare = None
    for head in grammar.heads(words):
        rule = grammar.rule(head)
        if rule and head["object"]:
            return head, rule
        if rule and bare is None:
            bare = head, rule
    return bare


def _is_frame(words: str, grammar: Grammar) -> bool:
    """Whether a clause is only a time, a place, an aim, or tells who leads."""
    if words[0] == "为":
        return bool(grammar.aim.fullmatch(words))
    if words[0] == "由":
        return bool(_LED.match(words))
    return words[-1] in "中上下时后间面" and bool(_PLACE_IN_TIME.fullmatch(words))
