"""Finds measures: clauses in which a government body acts on something, with what serves the act."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.structure.model import SectionRole, Sentence, Structure
from extractor.mentions import MeasureCandidate, PeriodMention, QuantityMention
from patterns.alternation import alternation
from patterns.bundle import Patterns
from patterns.measures import MeasureCues
from schemas.records import MeasureStatus

# Lengths in characters that tell a heading from an act, and a remark from a clause of its own.
_NUMBERED_SENTENCE, _HEADING, _SENTENCE_HEADING, _LEADING_PHRASE, _REMARK, _SERVICE = 16, 13, 9, 9, 7, 30
_IDLE_ROLES: frozenset[SectionRole] = frozenset({"closing", "head", "annex"})

# A clause ends at a comma or stop that stands in no brackets, quotation marks or number.
_CLAUSE = re.compile(
    r"(?:[^，；;：:。！？!?\n,“（《(]++|“[^“”]{0,60}+”|（[^（）]{0,80}+）|《[^《》]{0,80}+》|\([^()]{0,80}+\)"
    r"|[“（《(]|(?<=\d)[,:](?=\d))++"
)
_ORDINAL = re.compile(
    r"(?:[\s　]|——|—|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[是要、]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十][，、])++"
)
_TIME = r"(?:\d{4}年|[今去明]年|\d{1,2}月份?(?:\d{1,2}日)?|[一二三四]季度|[上下]半年|近[三五两]年|全年|年[初中内]|年底)(?:以?来|以?前|之前|底前?|末|初|内|[上中下]旬|期间)*"
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[；;：:]")
_RESULT = re.compile(r"、(?=增长|下降|提高|同比|居|占|高于|超计划|较|比|惠及|带动|达)")
_NUMBER = r"[\d一二两三四五六七八九十百千万亿数.,]+(?:多|余)?(?:万|亿|千|百)*"
# A verb that is only half of a noun (建成面积, 考核成绩), a clause that states a result, a gap or a place in time.
_NOUN_AFTER = re.compile(r"的(?!一)|面积|人数|人口|率|量(?!化)|值|额|里程|户数|总数|成绩|结果(?!运用)|情况[良较]|资金达|开放|后(?!续|备|勤)|中(?=[，、仅经]|$)|预算数|期|者|攻坚|举措|工作?(?:中|上|时)")
_OUTCOME = re.compile(r"达到?\d|占|居全|居[前首]|位[居列]|列全|成效|取得|[支收][出入]\d|没有|尚未|稳增长|促改革|入选|获[批评得]|荣获|名列|跃居|创(?:历史)?新高|连续\d|(?:少|慢|差|弱|难|低|不足|不够|不强|不高|不大|如下|以来)$")
_PLACE_IN_TIME = re.compile(r"(?:在|当|从).*(?:中|上|下|时|后|期间|方面|基础上)$|.*(?:项目|过程|工作|同时)中?$(?<=中)")
_TALLY = re.compile(r"(?:[\d一二三四五六七八九十几]+(?:个方面|方面|项|点|件)|以下).{0,6}(?:工作|任务|意见|问题|措施)$")
_SO_MUCH = re.compile(r"(?:全[市省县区国年]|累计|共计?|已)+")
_REFUSAL = re.compile(r"(?P<object>.{4,}?)(?:原则上|一律|坚决|均|也)*(?P<verb>不(?:再)?(?:认定|作为|予|批准|安排|受理|审批))")
_AIM = re.compile(r"为(?!.*(?:提供|办理|减轻|发放|解决|配备|缴纳)).*")
_PROBLEM = re.compile(r"问题|不足|困难|挑战|不够|不强|不高|薄弱|滞后|缺乏")
_SCHEME = re.compile(r"行动|工程$|试点$|条例|《")
_SERVICE_FOR = re.compile(r"(?:切实|更好|积极)?为[^，]+提供")
_HANDED = re.compile(r"对(?![接标外口照])|将(?![来近])|把(?![握关脉])|由(?!于)")
_LED = re.compile(r"由.{2,30}(?:牵头|负责|主办)$")
_DONE = re.compile(r"了|已|先后|相继|成功|累计|去年|以来")
_ORDERED = re.compile(r"[要应须]|务必|不得|严禁|不允许")
_ONGOING = re.compile(r"正(?!式|常|确|当|规|面)")
_PLANNED = re.compile(r"将|今年|明年|下一步|力争")
_BEFORE_DEADLINE = re.compile(r"[底末]?(?:以|之)?前|[底末]")


def find_measures(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    periods: list[PeriodMention],
    knowledge: Patterns,
) -> list[MeasureCandidate]:
    """Find what government bodies did, do, will do or order done, in the order of the text.

    Reads the cleaned text, its sentences and the roles of its sections, its quantities and periods; sets the span,
    status, verb, object, body, deadline, and the indexes of the quantities inside. Offsets are code points.

    Example:
        >>> from corpus.structure.model import Sentence, Structure
        >>> import patterns
        >>> text = "县财政要设立技改基金，出台贴息办法，企业信心明显增强。"
        >>> one = Structure(sentences=(Sentence(0, len(text), 0, 0, ((0, len(text)),)),))
        >>> [(text[m.start:m.end], m.body) for m in find_measures(text, one, [], [], patterns.load())]
        [('县财政要设立技改基金', '县财政'), ('出台贴息办法', None)]
    """
    reader = _Reader(_grammar(knowledge), text, structure)
    found = list(reader.measures())
    _add_details(found, text, quantities, periods)
    return found


@dataclass(slots=True)
class _Clause:
    """A clause with what was read in it; `start` leaves out numbering and words of connection."""

    start: int
    end: int
    rule: str | None = None
    verb: tuple[int, int] = (0, 0)
    body: tuple[int, int] | None = None
    numbered: bool = False

    def __len__(self) -> int:
        return self.end - self.start


class _Grammar:
    """The measure cues, compiled."""

    def __init__(self, cues: MeasureCues) -> None:
        adverbs, act = alternation(cues.adverbs), alternation(cues.act)
        soft_words = [word for group in cues.soft for word in group.words]
        verbs = alternation([*cues.act, *soft_words, *cues.counted])
        manner = rf"(?:{adverbs}|[一-鿿]{{2,6}}地|[一二三四五六七八九十]次|“[^”]{{2,8}}”)*"
        self.opener = re.compile(rf"(?:{alternation(cues.openers)}|{_TIME}|[、\s])*+")
        self.frame = re.compile(rf"(?:{adverbs})*{alternation(cues.frames)}")
        bodies = rf"(?P<body>[^的，“”\d]{{0,22}}?{alternation(cues.body_ends)})"
        bodies = rf"(?P<body>[^的，“”\d成为比于被受超占对把将由在]{{0,22}}?(?:{alternation(cues.body_ends)}|(?<![城超上股都楼夜门])市|县|(?<![园社小地山景城库灾老牧校港厂矿街片特])区|[州旗]))"
        topic = r"(?:[一-鿿]{1,8}(?:产业|方面|领域))?"
        prepositions = "对|为|向|在|从|与|由|将|把|给|利用|通过|围绕|按照?|根据|依托|针对|赴|采取"
        carried = rf"(?P<carried>正?(?:{prepositions})[^，]{{1,40}}?)"
        led = rf"{bodies}(?=要|将|应|必须|先后|累计|共|[^一-鿿]|{adverbs}|{verbs}|对|为|向|在|与|把)"
        tail = rf"(?P<verb>{verbs})(?:[好了]|并|和|、)*(?P<object>.*)"
        # Twice, since a word may be the manner of a verb or the verb: 支持建设…, 支持企业….
        nobody = "(?P<body>(?!))?"
        self.plain, self.led = (
            tuple(
                re.compile(rf"{body}{topic}(?P<manner>{some})(?:{carried}{some}){how}{tail}")
                for some, how in ((manner, "?"), (f"{manner}?", "??"))
            )
            for body in (nobody, led)
        )
        self.bodied = re.compile(alternation([*cues.body_ends, "市", "县", "区", "州", "旗"]))
        self.moved = re.compile(
            rf"{nobody}(?P<carried>(?!))?{manner}(?P<verb>{alternation(cues.moving)})"
            rf"(?P<object>[^，]{{2,24}}?(?P<moved>{alternation(cues.moved)})[^，]{{2,}})"
        )
        self.done = re.compile(
            rf"{nobody}(?P<carried>(?!))?(?![^，]{{0,20}}(?:企业|公司|群众|农民|居民|产业|市场|[园社]区))"
            rf"[^，]{{1,22}}?(?P<verb>{act})了(?P<object>.{{3,}})"
        )
        self.money_clause = re.compile(
            rf"(?P<body>[^，]{{0,10}}(?:财政|本级|省级|市级|县级|中央|国家))[^，]{{0,14}}?(?P<verb>投入|安排|拨付|下达|补助)(?:资金|专款)?(?P<object>{_NUMBER}[余多]?元.*)"
        )
        self.cut = re.compile(
            rf"(?P<object>.{{0,30}}{alternation(cues.cut_objects)})(?:{adverbs}|分别|平均)*(?P<verb>{alternation(cues.cut_verbs)})(?:了|约|近|到)*\d"
        )
        self.act = frozenset(cues.act)
        self.soft: dict[str, list[re.Pattern[str]]] = {}
        for group in cues.soft:
            objects = re.compile(
                rf"{alternation(group.objects)}(?=等|[和及、与”]|$|力度|工作|进度|步伐|进程|规模|范围|力量|[\d近超约达至到两三四五六七八九十百]|并)"
            )
            for word in group.words:
                self.soft.setdefault(word, []).append(objects)
        self.counted = frozenset(cues.counted)
        self.count = re.compile(rf"{_NUMBER}(?:{alternation(cues.counted_units)})")
        self.hollow = re.compile(
            rf"(?:{adverbs})*(?:推进|开展|实施|进行|见效|提速|加快|突破|深化|完成|到位|向好|提升|增强|改善|回升|起步|运行|推开|显现|凸显|落地)"
        )
        self.tallied = frozenset(cues.tallied)
        self.tally = re.compile(rf"{alternation(cues.tallied_things)}[^，]{{0,4}}?[\dX×*]")
        self.idle = cues.idle_objects
        self.passive = re.compile(
            rf"(?P<object>.{{2,50}}(?:{alternation(cues.schemes)})”?)[^，]{{0,12}}?(?:{adverbs})*(?P<verb>{alternation(cues.passive)})$"
        )
        self.passive_ends = frozenset(word[-2:] for word in cues.passive)
        self.standard = re.compile(
            rf"(?P<object>.{{0,40}}{alternation(cues.standards)})[一-鿿]{{0,6}}?(?:{adverbs}|分别|平均|人均|每月|最低)*"
            rf"(?P<verb>{alternation(cues.set_to)})(?:了|约|近|到)*\d"
        )
        self.carrier = re.compile(rf"{alternation(cues.carriers)}")
        self.servant = re.compile(alternation(cues.servants))
        self.joined = re.compile("并|由|负责")
        self.heading = frozenset(cues.heading_verbs) | frozenset(soft_words)
        self.opening = frozenset(cues.opening_verbs)
        self.concrete = re.compile(alternation(cues.concrete))
        self.money = re.compile(rf"{_NUMBER}[余多]?元")
        self.brief = re.compile(rf"{manner}{act}")
        self.prefilter = re.compile(verbs)


    def heads(self, words: str) -> Iterator[re.Match[str]]:
        """Give the ways to read a clause as body, manner and verb, the likeliest first."""
        for first, second in ((self.plain, True), (self.led, self.bodied.search(words))):
            if not second:
                continue
            for pattern in first:
                match = pattern.match(words)
                if match is None:
                    break
                yield match
        for pattern in (self.moved, *((self.done,) if "了" in words else ())):
            match = pattern.match(words)
            if match:
                yield match

    def others(self, words: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Give the readings of a clause that has a scheme, a standard or spending for its subject."""
        numbered = _DIGIT.search(words) is not None
        rules = (
            ("money", self.money_clause, "元" in words),
            ("passive", self.passive, words[-2:] in self.passive_ends),
            ("standard", self.standard, numbered),
            ("cut", self.cut, numbered or "半" in words or "分之" in words),
            ("refusal", _REFUSAL, "不" in words),
        )
        for name, pattern, possible in rules:
            match = pattern.match(words) if possible else None
            if match:
                yield name, match


def _is_frame(words: str) -> bool:
    """Whether a clause is only a time, a place, an aim, or tells who leads."""
    if words[0] == "为":
        return bool(_AIM.fullmatch(words))
    if words[0] == "由":
        return bool(_LED.match(words))
    return words[-1] in "中上下时后间面" and bool(_PLACE_IN_TIME.fullmatch(words))


@lru_cache(maxsize=4)
def _grammar(knowledge: Patterns) -> _Grammar:
    return _Grammar(knowledge.measures)


class _Reader:
    """Goes through the sentences of one text."""

    def __init__(self, grammar: _Grammar, text: str, structure: Structure) -> None:
        self.grammar, self.text, self.structure = grammar, text, structure

    def measures(self) -> Iterator[MeasureCandidate]:
        """Give the measures of all sentences that are no headings and stand in sections that speak of acts."""
        headings = {node.start: node.body for node in self.structure.sections if node.level > 0}
        for index, sentence in enumerate(self.structure.sentences):
            role = self.structure.role_of(sentence.section) if self.structure.sections else None
            if role in _IDLE_ROLES or headings.get(sentence.start, 0) >= sentence.end - 1:
                continue
            following = self.structure.sentences[index + 1 : index + 2]
            goes_on = bool(following) and following[0].paragraph == sentence.paragraph
            first = index == 0 or self.structure.sentences[index - 1].paragraph != sentence.paragraph
            yield from self._sentence(sentence, role, goes_on, first)

    def _sentence(self, sentence: Sentence, role: SectionRole | None, goes_on: bool, first: bool) -> Iterator[MeasureCandidate]:
        clauses = self._clauses(sentence)
        in_doubt = role == "problems" and self._tells_problems(sentence)
        last: MeasureCandidate | None = None
        pending: int | None = None
        for number, clause in enumerate(clauses):
            words = self.text[clause.start : clause.end]
            close = self.text[clauses[number - 1].end : clause.start] if number else ""
            if _STOP.search(close):
                last, pending = None, None
            if last:
                served = self._serves(last, clause, words)
                if served is not None:
                    last.end = clause.end if served else last.end
                    continue
            more = number + 1 < len(clauses) or goes_on
            if clause.rule is None or self._is_heading(clause, words, number, len(clauses), more, first):
                carrying = clause.rule is None and self.grammar.carrier.match(words) and len(clause) <= 60
                pending = clause.start if carrying and _HANDED.match(words) else None
                last = None if clause.rule is None and not carrying and len(clause) > _REMARK else last
                continue
            last = self._candidate(clause, pending, role, sentence)
            pending = None
            if in_doubt and last.status != "ordered":
                continue  # what was done in vain, or by others
            yield last  # it may still grow by the clauses that serve it

    def _tells_problems(self, sentence: Sentence) -> bool:
        titles = "".join(self.structure.headings(sentence.section))
        return bool(_PROBLEM.search(titles) or _PROBLEM.search(self.text, sentence.start, sentence.end))

    def _clauses(self, sentence: Sentence) -> list[_Clause]:
        found = _CLAUSE.finditer(self.text, sentence.start, sentence.end)
        return [self._read(match.start(), match.end()) for match in found]

    def _read(self, start: int, end: int) -> _Clause:
        """Read one clause: strip numbering and connection, then look for an act."""
        text, grammar = self.text, self.grammar
        ordinal = _ORDINAL.match(text, start, end)
        numbered = bool(ordinal and ordinal.group().strip(" 　\n\t—"))
        if ordinal:
            start = ordinal.end()
        opener = grammar.opener.match(text, start, end)
        start = opener.end() if opener else start
        result = _RESULT.search(text, start, end) if text.find("、", start, end) >= 0 else None
        if result:
            end = result.start()
        while end > start and text[end - 1] in " 　\n\t":
            end -= 1
        words = text[start:end]
        bare = _Clause(start, end, numbered=numbered)
        if len(words) < 4:
            return bare
        if not grammar.prefilter.search(words):
            return self._set_by_rule(words, start, end, numbered) or bare
        if grammar.frame.match(words) or _is_frame(words):
            return bare
        for head in grammar.heads(words):
            rule = self._rule(head)
            if rule:
                body = (start + head.start("body"), start + head.end("body")) if head["body"] else None
                verb = (start + head.start("verb"), start + head.end("verb"))
                return _Clause(start, end, rule, verb, body, numbered)
        return self._set_by_rule(words, start, end, numbered) or bare

    def _set_by_rule(self, words: str, start: int, end: int, numbered: bool) -> _Clause | None:
        for name, match in self.grammar.others(words):
            verb = (start + match.start("verb"), start + match.end("verb"))
            return _Clause(start, end, name, verb, None, numbered)
        return None

    def _rule(self, head: re.Match[str]) -> str | None:
        grammar, verb, object_ = self.grammar, head["verb"], head["object"]
        if verb in grammar.act:
            rule = "act"
        elif "moved" in head.re.groupindex:
            rule = "moved"
        elif verb in grammar.soft and any(p.search(object_) for p in grammar.soft[verb]):
            rule = "soft"
        elif verb in grammar.counted and grammar.count.search(object_):
            rule = "counted"
        else:
            return None
        fronted = head["carried"] and head["carried"][0] in "对将把由"
        if len(object_) < 3 and not (fronted or (len(object_) == 2 and grammar.concrete.search(object_))):
            return None
        if object_.endswith(grammar.idle) or grammar.hollow.fullmatch(object_):
            return None
        if _NOUN_AFTER.match(object_) or _OUTCOME.search(object_) or _TALLY.search(object_):
            return None
        if verb in grammar.tallied and grammar.tally.search(object_):
            return None
        return rule

    def _is_heading(self, clause: _Clause, words: str, number: int, of: int, more: bool, first: bool) -> bool:
        """Whether the clause only announces what the following ones say."""
        grammar, length = self.grammar, len(clause)
        verb = self.text[slice(*clause.verb)]
        if clause.numbered and of == 1 and length <= _NUMBERED_SENTENCE:
            return True
        if not more or _DIGIT.search(words):
            return False
        if first and of == 1 and (verb in grammar.heading or verb in grammar.opening):
            return length <= _NUMBERED_SENTENCE and not _SCHEME.search(words)
        if verb not in grammar.heading or grammar.concrete.search(words):
            return False
        if clause.numbered:
            return length <= _HEADING
        if of == 1:
            return length <= _SENTENCE_HEADING
        return number == 0 and length <= _LEADING_PHRASE

    def _serves(self, last: MeasureCandidate, clause: _Clause, words: str) -> bool | None:
        """Whether a clause serves the act before it, so that it is taken up into it (True) or left out (False).

        What the money is for, who is in charge, how much came of it, a short remark; None for a clause of its own.
        """
        length = last.end - last.start
        near = clause.start - last.end <= 3
        if self.grammar.money.search(self.text, last.start, last.end):
            if self.grammar.servant.match(words) and not _OUTCOME.search(words):
                return near and len(clause) <= _SERVICE
            if clause.rule == "soft" and words.startswith(("推动", "促进")):
                return False
        if not near:
            return None
        if _SERVICE_FOR.match(words) and clause.rule:
            return len(clause) < length
        if self._open_object(last) or (clause.rule and _SO_MUCH.match(self.text, last.end + 1, clause.verb[0])):
            return True
        with_and = "并" in self.text[last.end : clause.start + 1]
        if with_and and clause.rule == "act" and "了" in words:
            return None
        if (self.grammar.joined.match(words) or with_and) and len(clause) < length:
            return True
        if len(clause) <= _REMARK and len(clause) < length and self.grammar.brief.match(words):
            return True
        return None

    def _open_object(self, last: MeasureCandidate) -> bool:
        """Whether the act's object is still to come (成立由…任组长, …为成员的领导小组)."""
        return bool(last.object and last.object.startswith("由") and "的" not in last.object)

    def _candidate(
        self, clause: _Clause, pending: int | None, role: SectionRole | None, sentence: Sentence
    ) -> MeasureCandidate:
        text = self.text
        start = pending if pending is not None else clause.start
        verb_start, verb_end = clause.verb
        object_ = text[verb_end : clause.end] if clause.rule not in ("passive", "standard") else text[start:verb_start]
        return MeasureCandidate(
            start,
            clause.end,
            status=_status(text[max(sentence.start, start - 8) : clause.end], role),
            action=text[verb_start:verb_end],
            object=object_.lstrip("了好") or None,
            body=text[slice(*clause.body)] if clause.body else None,
            rule=f"measure:{clause.rule}",
            confidence={"act": 0.8, "soft": 0.65, "counted": 0.65}.get(clause.rule or "", 0.6),
        )


def _status(words: str, role: SectionRole | None) -> MeasureStatus | None:
    if _ONGOING.search(words):
        return "ongoing"
    if role == "review":
        return "done"
    if _ORDERED.search(words):
        return "ordered"
    if role == "plan":
        return "planned"
    if _DONE.search(words):
        return "done"
    return "planned" if role == "policy" or _PLANNED.search(words) else None


def _add_details(
    found: list[MeasureCandidate], text: str, quantities: list[QuantityMention], periods: list[PeriodMention]
) -> None:
    """Tie the amounts inside each measure to it, and the date by which it is to be done."""
    starts = [q.start for q in quantities]
    period_starts = [p.start for p in periods]
    for measure in found:
        first = bisect_left(starts, measure.start)
        while first < len(quantities) and quantities[first].end <= measure.end:
            measure.amounts.append(first)
            first += 1
        near = bisect_left(period_starts, max(0, measure.start - 16))
        while near < len(periods) and periods[near].start < measure.end:
            period = periods[near]
            before = _BEFORE_DEADLINE.match(text, period.end) or text[period.start : period.end].endswith("前")
            if before and not re.search(r"[。；\n]", text[period.end : measure.start]):
                measure.deadline = period
            near += 1
