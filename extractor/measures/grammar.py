"""The measure cues, compiled: how a clause may be read as body, manner, verb and object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patterns.alternation import alternation
from patterns.measures import MeasureCues

DIGIT = re.compile(r"\d")
_NUMBER = r"[\d一二两三四五六七八九十百千万亿数.,]+(?:多|余)?[万亿千百]*"
_WHEN = r"(?:以?来|以?前|之前|底前?|末|初|内|[上中下]旬|期间)*"
_YEAR = r"\d{4}年|[今去明]年|近[三五两]年|全年|年[初中内]|年底"
_TIME = rf"(?:{_YEAR}|\d{{1,2}}月份?(?:\d{{1,2}}日)?|[一二三四]季度|[上下]半年){_WHEN}"
_ABOUT = "(?:了|约|近|到)*"
# What may stand between an object word and the end of the object (…建设力度, …改造3万户).
_OBJECT_ENDS = (
    r"(?=等|[和及、与”]|$|力度|工作|进度|步伐|进程|规模|范围|力量|[\d近超约达至到两三四五六七八九十百]|并)"
)
# Neither matches anything: the names are asked for whichever pattern matched.
_NO_BODY, _NOT_CARRIED = "(?P<body>(?!))?", "(?P<carried>(?!))?"


class Grammar:
    """What `MeasureCues` say, as patterns over one clause."""

    def __init__(self, cues: MeasureCues) -> None:
        self.act = frozenset(cues.act)
        self.counted = frozenset(cues.counted)
        self.tallied = frozenset(cues.tallied)
        self.idle = cues.idle_objects
        self.opening = frozenset(cues.opening_verbs)
        self.count = re.compile(rf"{_NUMBER}{alternation(cues.counted_units)}")
        self.tally = re.compile(rf"{alternation(cues.tallied_things)}[^，]{{0,4}}?[\dX×*]")
        self.money = re.compile(rf"{_NUMBER}[余多]?元")
        self.carrier = re.compile(alternation(cues.carriers))
        self.servant = re.compile(alternation(cues.servants))
        self.concrete = re.compile(alternation(cues.concrete))
        self.problem = re.compile(alternation(cues.problems))
        self.result = re.compile("、(?=" + alternation(cues.result_verbs) + ")")
        self.aim = re.compile(rf"为(?!.*{alternation(cues.services)}).*")
        self.half_noun = re.compile(rf"(?!{alternation(cues.whole_nouns)}){alternation(cues.half_nouns)}")
        self.outcome = re.compile(
            rf"{alternation(cues.outcomes)}|{alternation(cues.outcomes_with_number)}\d"
            rf"|{alternation(cues.outcome_ends)}$"
        )
        self._denied = re.compile(alternation(cues.denials))
        self.soft: dict[str, list[re.Pattern[str]]] = {}
        for group in cues.soft:
            objects = re.compile(alternation(group.objects) + _OBJECT_ENDS)
            for word in group.words:
                self.soft.setdefault(word, []).append(objects)
        self.heading = frozenset(cues.heading_verbs) | frozenset(self.soft)
        self._manner = (
            rf"(?:{alternation(cues.adverbs)}|[一-鿿]{{2,6}}地|[一二三四五六七八九十]次|“[^”]{{2,8}}”)"
        )
        self.opener = re.compile(rf"(?:{alternation(cues.openers)}|{_TIME}|[、\s])*+")
        self.frame = re.compile(rf"(?:{alternation(cues.adverbs)}){{0,6}}{alternation(cues.frames)}")
        self.hollow = re.compile(rf"{self._manner}{{0,6}}{alternation(cues.hollow_verbs)}")
        self.brief = re.compile(rf"{self._manner}{{0,6}}{alternation(cues.act)}")
        self._compile_heads(cues)
        self._compile_others(cues)

    def _compile_heads(self, cues: MeasureCues) -> None:
        manner, act = self._manner, alternation(cues.act)
        verbs = alternation([*cues.act, *self.soft, *cues.counted])
        adverbs = alternation(cues.adverbs)
        government = rf"{alternation([*cues.body_ends, '市', '县', '区', '州', '旗'])}"
        unlike = "".join(rf"(?<!{place})" for place in cues.not_bodies)
        led = (
            rf"(?P<body>[^的，“”\d成为比于被受超占对把将由在]{{0,22}}?{government}{unlike})"
            rf"(?=要|将|应|必须|先后|累计|共|[^一-鿿]|{adverbs}|{verbs}|对|为|向|在|与|把)"
        )
        topic = "(?:[一-鿿]{1,8}(?:产业|方面|领域))?"
        carried = rf"(?P<carried>正?(?!对[照标接口外]){alternation(cues.prepositions)}[^，]{{1,40}}?)"
        tail = rf"(?P<verb>{verbs})(?:[好了]|并|和|、)*(?P<object>.*)"
        # Each twice, since a word may be the manner of a verb or itself the verb: 支持建设…, 支持企业….
        self._plain, self._led = (
            tuple(
                re.compile(rf"{body}{topic}{some}(?:{carried}{some}){how}{tail}")
                for some, how in ((manner + "{0,6}", "?"), (manner + "{0,6}?", "??"))
            )
            for body in (_NO_BODY, led)
        )
        self._government = re.compile(government)
        self._moved = re.compile(
            rf"{_NO_BODY}{_NOT_CARRIED}{manner}{{0,6}}(?P<verb>{alternation(cues.moving)})"
            rf"(?P<object>[^，]{{2,24}}?(?P<moved>{alternation(cues.moved)})[^，]{{2,}})"
        )
        self._done = re.compile(
            rf"{_NO_BODY}{_NOT_CARRIED}(?![^，]{{0,20}}{alternation(cues.others)})"
            rf"[^，]{{1,22}}?(?P<verb>{act})了(?P<object>.{{3,}})"
        )
        self.any_verb = re.compile(verbs)

    def _compile_others(self, cues: MeasureCues) -> None:
        adverbs = alternation(cues.adverbs)
        self._paid = re.compile(
            rf"(?P<body>[^，]{{0,10}}{alternation(cues.payers)})[^，]{{0,14}}?(?P<verb>{alternation(cues.payments)})"
            rf"(?:资金|专款)?(?P<object>{_NUMBER}[余多]?元.*)"
        )
        self._passive = re.compile(
            rf"(?P<object>.{{2,50}}{alternation(cues.schemes)}”?)[^，]{{0,12}}?(?:{adverbs}){{0,6}}"
            rf"(?P<verb>{alternation(cues.passive)})$"
        )
        self._passive_ends = frozenset(word[-2:] for word in cues.passive)
        self._standard = re.compile(
            rf"(?P<object>.{{0,40}}{alternation(cues.standards)})[一-鿿]{{0,6}}?"
            rf"(?:{adverbs}|分别|平均|人均|每月|最低){{0,6}}(?P<verb>{alternation(cues.set_to)}){_ABOUT}\d"
        )
        self._cut = re.compile(
            rf"(?P<object>.{{0,30}}{alternation(cues.cut_objects)})(?:{adverbs}|分别|平均){{0,6}}"
            rf"(?P<verb>{alternation(cues.cut_verbs)}){_ABOUT}(?:\d|一半|[二三四五]分之)"
        )
        self._refusal = re.compile(
            rf"(?P<object>.{{4,60}}?)(?:原则上|一律|坚决|均|也)*(?P<verb>{alternation(cues.refusals)})"
        )

    def heads(self, words: str) -> Iterator[re.Match[str]]:
        """Give the ways to read a clause as body, manner and verb, the likeliest first."""
        for patterns, possible in ((self._plain, True), (self._led, self._government.search(words))):
            for pattern in patterns if possible else ():
                match = pattern.match(words)
                if match is None:
                    break  # the second reads the same words otherwise
                yield match
        for pattern in (self._moved, *((self._done,) if "了" in words else ())):
            match = pattern.match(words)
            if match:
                yield match

    def others(self, words: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Give the readings of a clause whose subject is a payer, a scheme, a standard or spending."""
        numbered = DIGIT.search(words) is not None
        rules = (
            ("paid", self._paid, "元" in words),
            ("passive", self._passive, words[-2:] in self._passive_ends),
            ("standard", self._standard, numbered),
            ("cut", self._cut, numbered or "半" in words or "分之" in words),
            ("refusal", self._refusal, "不" in words),
        )
        for name, pattern, possible in rules:
            match = pattern.match(words) if possible else None
            if match:
                yield name, match

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
        if object_.endswith(self.idle) or self.hollow.fullmatch(object_):
            return None
        if self.half_noun.match(object_) or self.outcome.search(object_) or _TALLY.search(object_):
            return None
        if self._denied.search(head.string):
            return None
        if verb in self.tallied and self.tally.search(object_):
            return None
        return rule


# 抓好以下几项工作, 五个方面任务: an announcement of acts.
_TALLY = re.compile(
    r"(?:[\d一二三四五六七八九十几]+(?:个方面|方面|项|点|件)|以下).{0,6}(?:工作|任务|意见|问题|措施)$"
)
