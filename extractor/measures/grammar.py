"""The measure cues, compiled: how a clause may be read as body, manner, verb and object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from patterns.alternation import alternation
from patterns.expressions import compiled
from patterns.measures import MeasureCues

DIGIT = re.compile(r"\d")
_DIGITS = r"[\d一二两三四五六七八九十百千万亿数.,]"
# From where the digits begin alone: a search from each of them would take time by the square of their number and more.
_NUMBER = rf"(?<!{_DIGITS}){_DIGITS}+(?:多|余)?[万亿千百]*"
_WHEN = r"(?:以?来|以?前|之前|底前?|末|初|内|[上中下]旬|期间)*"
_YEAR = r"\d{4}年|[今去明]年|近[三五两]年|全年|年[初中内]|年底"
_TIME = rf"(?:{_YEAR}|\d{{1,2}}月份?(?:\d{{1,2}}日)?|[一二三四]季度|[上下]半年){_WHEN}"
_ABOUT = "(?:了|约|近|到)*"
# Neither matches anything: the names are asked for whichever pattern matched.
_NO_BODY, _NOT_CARRIED = "(?P<body>(?!))?", "(?P<carried>(?!))?"


class Grammar:
    """What `MeasureCues` say, as patterns over one clause, each compiled when a text first asks for it."""

    def __init__(self, cues: MeasureCues) -> None:
        self.cues = cues
        self.act = frozenset(cues.act)
        self.counted = frozenset(cues.counted)
        self.tallied = frozenset(cues.tallied)
        self.idle = cues.idle_objects
        self.opening = frozenset(cues.opening_verbs)
        self._passive_ends = frozenset(word[-2:] for word in cues.passive)
        self._adverbs = alternation(cues.adverbs)
        times = "[一二三四五六七八九十]次|[一二两三四五六七八九十]年之?内"
        # 地 that ends a noun (土地, 基地) makes no adverb.
        slowly = "[一-鿿]{2,6}(?<![土各当工基用耕林绿场异本阵草湿产园住在的属驻])地(?![区方块点])"
        self._manner = rf"(?:{self._adverbs}|{slowly}|{times}|“[^”]{{2,8}}”)"

    @cached_property
    def count(self) -> re.Pattern[str]:
        """A number with what is counted."""
        return re.compile(rf"{_NUMBER}{alternation(self.cues.counted_units)}")

    @cached_property
    def tally(self) -> re.Pattern[str]:
        """What is tallied, with its number."""
        return re.compile(
            rf"{alternation(self.cues.tallied_things)}[^，]{{0,4}}?(?:[\dX×*]|[一二三四五六七八九十][十百千万多余个])"
        )

    @cached_property
    def money(self) -> re.Pattern[str]:
        """An amount of money."""
        return re.compile(rf"{_NUMBER}[余多]?元")

    @cached_property
    def carrier(self) -> re.Pattern[str]:
        """The beginning of a clause that hands its object over to the next."""
        return re.compile(alternation(self.cues.carriers))

    @cached_property
    def servant(self) -> re.Pattern[str]:
        """The beginning of a clause that says what money is for."""
        return re.compile(rf"{self._manner}{{0,3}}{alternation(self.cues.servants)}")

    @cached_property
    def concrete(self) -> re.Pattern[str]:
        """Words that make an object a thing done."""
        return re.compile(alternation(self.cues.concrete))

    @cached_property
    def scheme(self) -> re.Pattern[str]:
        """Words of a scheme, which a heading does not name."""
        return compiled("|".join(self.cues.scheme_words))

    @cached_property
    def handed(self) -> re.Pattern[str]:
        """The beginning of a clause that hands its object over."""
        return compiled("|".join(self.cues.handed))

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """The beginning of a clause that belongs to the act before it."""
        return re.compile(alternation(self.cues.joined))

    @cached_property
    def so_much(self) -> re.Pattern[str]:
        """Words before a clause that says how much came of an act."""
        return re.compile(rf"{alternation(self.cues.so_much)}+")

    @cached_property
    def ongoing(self) -> re.Pattern[str]:
        """Words that say an act is under way."""
        return compiled("|".join(self.cues.ongoing))

    @cached_property
    def problem(self) -> re.Pattern[str]:
        """Words that own to problems."""
        return re.compile(alternation(self.cues.problems))

    @cached_property
    def happened(self) -> re.Pattern[str]:
        """Words that say an act is done."""
        return self._modal(self.cues.done_words)

    @cached_property
    def ordered(self) -> re.Pattern[str]:
        """Words that order an act."""
        return self._modal(self.cues.ordered_words)

    @cached_property
    def planned(self) -> re.Pattern[str]:
        """Words that say an act is to come."""
        return self._modal(self.cues.planned_words)

    def _modal(self, words: tuple[str, ...]) -> re.Pattern[str]:
        """Words that stand for themselves: 要, but not 要素 or 重要."""
        unlike = alternation(self.cues.modal_unlike)
        within = {(word[:at], word[at:]) for word in self.cues.modal_unlike for at in range(len(word))}
        behind = {first for first, rest in within if first and rest.startswith(words)}
        guard = "".join(rf"(?<!{re.escape(first)})" for first in sorted(behind))
        return re.compile(rf"(?!{unlike}){guard}{alternation(words)}")

    @cached_property
    def result(self) -> re.Pattern[str]:
        """A result joined to an act by 、."""
        return re.compile("[、并](?=" + alternation(self.cues.result_verbs) + ")")

    @cached_property
    def aim(self) -> re.Pattern[str]:
        """A clause that is only an aim."""
        return re.compile(rf"为(?!.*{alternation(self.cues.services)}).*")

    @cached_property
    def half_noun(self) -> re.Pattern[str]:
        """An object that turns a verb into a noun."""
        cues = self.cues
        return re.compile(rf"(?!{alternation(cues.whole_nouns)}){alternation(cues.half_nouns)}")

    @cached_property
    def outcome(self) -> re.Pattern[str]:
        """An object that tells an outcome."""
        cues = self.cues
        return re.compile(
            rf"{alternation(cues.outcomes)}|{alternation(cues.outcomes_with_number)}\d"
            rf"|{alternation(cues.outcome_ends)}$"
        )

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return re.compile(alternation(self.cues.denials))

    @cached_property
    def soft(self) -> dict[str, list[re.Pattern[str]]]:
        """The objects that each soft verb needs."""
        ends = rf"(?=[和及、与”]|$|{alternation(self.cues.object_ends)}|[\d近超约达至到两三四五六七八九十百])"
        soft: dict[str, list[re.Pattern[str]]] = {}
        for group in self.cues.soft:
            objects = re.compile(alternation(group.objects) + ends)
            for word in group.words:
                soft.setdefault(word, []).append(objects)
        return soft

    @cached_property
    def heading(self) -> frozenset[str]:
        """Verbs that announce."""
        return frozenset(self.cues.heading_verbs).union(self._soft_words)

    @cached_property
    def _soft_words(self) -> tuple[str, ...]:
        return tuple(word for group in self.cues.soft for word in group.words)

    @cached_property
    def opener(self) -> re.Pattern[str]:
        """Words of connection and time at the front of a clause."""
        return re.compile(rf"(?:{alternation(self.cues.openers)}|{_TIME}|[、\s])*+")

    @cached_property
    def frame(self) -> re.Pattern[str]:
        """A clause that only frames the next."""
        return re.compile(rf"(?:{self._adverbs}){{0,6}}{alternation(self.cues.frames)}")

    @cached_property
    def hollow(self) -> re.Pattern[str]:
        """An object that is a verb of no content."""
        return re.compile(rf"(?:{self._manner}{{0,6}}{alternation(self.cues.hollow_verbs)}、?)++")

    @cached_property
    def brief(self) -> re.Pattern[str]:
        """A short remark that acts."""
        return re.compile(rf"{self._manner}{{0,6}}{alternation(self.cues.act)}")

    @cached_property
    def _verbs(self) -> str:
        return alternation([*self.cues.act, *self._soft_words, *self.cues.counted])

    @cached_property
    def any_verb(self) -> re.Pattern[str]:
        """Any verb of acting."""
        return re.compile(self._verbs)

    @cached_property
    def timed(self) -> re.Pattern[str]:
        """What follows a time by which something is to be done: a verb of acting, or its manner."""
        return re.compile(rf"[，,]?\s*{self._manner}{{0,6}}{self._verbs}(?!的)|[，,]?\s*{self._manner}")

    @cached_property
    def _body_end(self) -> str:
        cues = self.cues
        return alternation([*cues.body_ends, "市", "县", "区", "州", "旗"])

    @cached_property
    def _government(self) -> re.Pattern[str]:
        return re.compile(self._body_end)

    @cached_property
    def _body(self) -> str:
        """A government body before its verb."""
        cues = self.cues
        unlike = "".join(rf"(?<!{re.escape(place)})" for place in cues.not_bodies)
        words = {*cues.body_begins, *cues.adverbs, *cues.act, *self._soft_words, *cues.counted}
        # A look ahead need not read a word to its end.
        shortest = [w for w in words if not any(w[:length] in words for length in range(1, len(w)))]
        return (
            rf"(?P<body>[^的，“”\d成为比于被受超占对把将由在]{{0,22}}?{self._body_end}{unlike})"
            rf"(?=[^一-鿿]|{alternation(shortest)})"
        )

    def _head(self, body: str, reluctant: str = "") -> re.Pattern[str]:
        cues, some = self.cues, f"{self._manner}{{0,6}}{reluctant}"
        topic = rf"(?:(?!{self._verbs})[一-鿿]{{1,8}}(?:产业|方面|领域))?"
        carried = rf"(?P<carried>正?(?!对[照标接口外]){alternation(cues.prepositions)}[^，]{{1,40}}?)"
        tail = rf"(?P<verb>{self._verbs})(?:[好了]|并|和|、)*(?P<object>.*)"
        return re.compile(rf"{body}{topic}{some}(?:{carried}{some})?{reluctant}{tail}")

    # Each twice, since a word may be the manner of a verb or itself the verb: 支持建设…, 支持企业….

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return self._head(_NO_BODY)

    @cached_property
    def _plain_reluctant(self) -> re.Pattern[str]:
        return self._head(_NO_BODY, "?")

    @cached_property
    def _led(self) -> re.Pattern[str]:
        return self._head(self._body)

    @cached_property
    def _led_reluctant(self) -> re.Pattern[str]:
        return self._head(self._body, "?")

    @cached_property
    def _moved(self) -> re.Pattern[str]:
        moving, moved = alternation(self.cues.moving), alternation(self.cues.moved)
        return re.compile(
            rf"{_NO_BODY}{_NOT_CARRIED}{self._manner}{{0,6}}(?P<verb>{moving})"
            rf"(?P<object>[^，]{{2,24}}?(?P<moved>{moved})[^，]{{2,}})"
        )

    @cached_property
    def _done(self) -> re.Pattern[str]:
        cues = self.cues
        return re.compile(
            rf"{_NO_BODY}{_NOT_CARRIED}(?![^，]{{0,20}}{alternation(cues.others)})"
            rf"[^，]{{1,22}}?(?P<verb>{alternation(cues.act)})了(?P<object>.{{3,}})"
        )

    @cached_property
    def _paid(self) -> re.Pattern[str]:
        cues = self.cues
        between = rf"(?:(?!{alternation(cues.budget_lines)})[^，]){{0,14}}?"
        return re.compile(
            rf"(?P<body>[^，]{{0,10}}{alternation(cues.payers)}){between}(?P<verb>{alternation(cues.payments)})"
            rf"(?:资金|专款)?(?P<object>{_NUMBER}[余多]?元.*)"
        )

    @cached_property
    def _judging(self) -> re.Pattern[str]:
        return re.compile(alternation(self.cues.judging))

    @cached_property
    def _passive(self) -> re.Pattern[str]:
        cues = self.cues
        return re.compile(
            rf"(?P<object>.{{2,50}}{alternation(cues.schemes)}”?)[^，]{{0,12}}?(?:{self._adverbs}){{0,6}}"
            rf"(?P<verb>{alternation(cues.passive)})$"
        )

    @cached_property
    def _standard(self) -> re.Pattern[str]:
        cues = self.cues
        return re.compile(
            rf"(?P<object>.{{0,40}}{alternation(cues.standards)})[一-鿿]{{0,6}}?"
            rf"(?:{self._adverbs}|分别|平均|人均|每月|最低){{0,6}}(?P<verb>{alternation(cues.set_to)}){_ABOUT}\d"
        )

    @cached_property
    def _cut(self) -> re.Pattern[str]:
        cues = self.cues
        return re.compile(
            rf"(?![^，]{{0,20}}[比较])(?P<object>.{{0,30}}{alternation(cues.cut_objects)})(?:{self._adverbs}|分别|平均){{0,6}}"
            rf"(?P<verb>{alternation(cues.cut_verbs)}){_ABOUT}(?:\d|一半|[二三四五]分之)"
        )

    @cached_property
    def _refusal(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?P<object>.{{4,60}}?)(?:原则上|一律|坚决|均|也)*(?P<verb>{alternation(self.cues.refusals)})"
        )

    def heads(self, words: str) -> Iterator[re.Match[str]]:
        """Give the ways to read a clause as body, manner and verb, the likeliest first."""
        match = self._plain.match(words)
        if match:
            yield match
            match = self._plain_reluctant.match(words)
            if match:
                yield match
        match = self._led.match(words) if self._government.search(words) else None
        if match:
            yield match
            match = self._led_reluctant.match(words)
            if match:
                yield match
        match = self._moved.match(words)
        if match:
            yield match
        match = self._done.match(words) if "了" in words else None
        if match:
            yield match

    def others(self, words: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Give the readings of a clause whose subject is a payer, a scheme, a standard or spending."""
        if "元" in words and (match := self._paid.match(words)):
            yield "paid", match
        match = self._passive.match(words) if words[-2:] in self._passive_ends else None
        if match and not self._judging.search(words, match.end("object")):
            yield "passive", match
        numbered = DIGIT.search(words)
        if numbered and (match := self._standard.match(words)):
            yield "standard", match
        if (numbered or "半" in words or "分之" in words) and (match := self._cut.match(words)):
            yield "cut", match
        if "不" in words and (match := self._refusal.match(words)):
            yield "refusal", match

    def rule(self, head: re.Match[str]) -> str | None:
        """Tell by which rule a reading states an act, or None where it states none."""
        verb, object_ = head["verb"], head["object"]
        if verb in self.act:
            rule = "act"
        elif "moved" in head.re.groupindex:
            rule = "moved"
        elif verb in self.soft and any(pattern.search(object_) for pattern in self.soft[verb]):
            rule = "soft"
        elif verb in self.counted and self.count.search(object_):
            rule = "counted"
        else:
            return None
        fronted = head["carried"] and head["carried"][0] in "对将把由"
        if len(object_) < 3 and not (fronted or (len(object_) == 2 and self.concrete.search(object_))):
            return None
        if not fronted and (object_.startswith(("及", "为")) or "《" in (head["carried"] or "")):
            return None
        if object_.endswith(self.idle) or self.hollow.fullmatch(object_):
            return None
        if self.half_noun.match(object_) or self.outcome.search(object_) or _TALLY.search(object_):
            return None
        if self._denied.search(head.string):
            return None
        # A subject that itself states a result, and an attribute whose noun is told of (纳入预算的企业有80户).
        body = head["body"]
        if body and (self.outcome.search(body) or body.startswith(self._soft_words)):
            return None
        if _TOLD.search(object_) or (head["carried"] and head["carried"].endswith(("、", "和"))):
            return None
        if verb in self.tallied and self.tally.search(object_):
            return None
        return rule


# 抓好以下几项工作, 五个方面任务: an announcement of acts.
_TALLY = re.compile(
    r"(?:[\d一二三四五六七八九十几]+(?:个方面|方面|项|点|件)|以下).{0,6}(?:工作|任务|意见|问题|措施)$"
    r"|以下.{1,4}个方面$"
)
_TOLD = re.compile(r"的[^，的]{1,12}(?:仅有|共有|有|共|为)[\d一二两三四五六七八九十]")
