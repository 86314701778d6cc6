"""What a paragraph's earlier claims leave to its later ones: subjects, groups, accounts, scopes, topics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.structure.model import Sentence
from extractor.claims.cues import Cues
from extractor.claims.model import ClaimCandidate, Name
from extractor.claims.naming import clean_name
from extractor.claims.words import tagged
from schemas import Comparison

_TOPIC = re.compile(
    r"(?:^|(?<=[。！？\n 　]))(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.])?"
    r"(?P<x>[^，,。；;、]{1,10}?)产业(?!开发区|园区|园)(?=[^\d，,。；;]{2,})"
)
_GROUP_REACH = 120
_NO_TOPIC = ("次", "第一", "第二", "第三")
_FRAME = re.compile(r"(?:^|[，,。；;])(?P<x>[^，,。；;：:]{2,20})中[，,]")
_TIME_LEAD = re.compile(r"^(?:(?:19|20)\d\d年|[全今去上当]年|年末)+")
_ASPECT = re.compile(r"(?:^|[。；\n])(?P<x>[^，,。；;]{2,6})方面[，,]")

# Of a sentence that goes on and on, a table mostly, the last names are enough.
_KEPT = 50


@dataclass(slots=True)
class Passage:
    """The state that runs through a paragraph.

    `group` is the counted group last named (项目, 企业); `entity` the kind of body that figures are of
    (规模以上工业企业); `heads` the measurable head of the last full name (居民消费价格), `unit_heads` those by unit,
    `kin_heads` those of money by how their owners end; `frame` what …中 opened; `recent` the names of the sentence;
    `consumed` how far the words behind a figure were taken for its name.
    """

    paragraph: int = -1
    sentence_start: int = -1
    last: ClaimCandidate | None = None
    main: ClaimCandidate | None = None
    in_parts: bool = False
    group: Name | None = None
    group_at: int = -1
    entity: str | None = None
    heads: str | None = None
    frame: str | None = None
    frame_owner: str = ""
    area: str | None = None
    aside: bool = False
    area_outside: str | None = None
    whole: ClaimCandidate | None = None
    event: str | None = None
    topic: str | None = None
    aspect: str = ""
    scope: str | None = None
    wide: str | None = None
    adjusted: bool = False
    account: str | None = None
    comparison: Comparison | None = None
    share_whole: str = ""
    recent: list[Name] = field(default_factory=list)
    said: list[ClaimCandidate] = field(default_factory=list)
    whole_name: str = ""
    unit_heads: dict[str, str] = field(default_factory=dict)
    kin_heads: dict[str, str] = field(default_factory=dict)
    consumed: int = -1
    scanned: int = -1

    def enter(self, sentence: Sentence, text: str, cues: Cues) -> None:
        """Go on to a sentence of the same paragraph."""
        self.sentence_start = sentence.start
        self.comparison = None
        self.event = None
        self.in_parts = False
        self.whole = None
        self.frame_owner = ""
        self.recent = []
        self.said = []
        if not text.startswith("其中", sentence.start):
            self.unit_heads = {}
            self.kin_heads = {}
        since = self.scanned if self.scanned >= 0 else text.rfind("\n", 0, sentence.start) + 1
        until = min(sentence.end, sentence.start + 60)
        topics = _TOPIC.finditer(text, since, until) if text.find("产业", since, until) >= 0 else ()
        for found in topics:
            if not found["x"].endswith(_NO_TOPIC):
                name = clean_name(text, found.start("x"), found.end("x"), cues).text
                self.topic = name + "产业" if name else self.topic
        self.scanned = sentence.start

    def hear(self, left: str, cues: Cues) -> None:
        """Take in what the words before a figure open: a frame (主要产品产量中，) or an event (在…会上)."""
        self.in_parts = self.in_parts or "其中" in left
        if "其中" in left and self.last is not None and self.last.basis in ("level", "growth", "change"):
            self.whole_name = self.last.name.text
            self.whole = self.last
        frame = _FRAME.search(left) if "中" in left else None
        if frame:
            self.frame = frame["x"]
            owner = cues.entity.match(_TIME_LEAD.sub("", self.frame))
            self.frame_owner = owner["x"] if owner else ""
        aspect = _ASPECT.search(left) if "方面" in left else None
        if aspect:
            self.aspect = aspect["x"]
        event = cues.event.search(left) if "上" in left or "举" in left else None
        if event:
            self.event = event["x"] or tagged(event["y"])[-1][1]

    def resume(self, aside: bool) -> None:
        """Go back to what was spoken of before brackets, and to its area, where a figure stands outside of them."""
        if aside != self.aside:
            self.area, self.area_outside = (self.area, self.area) if aside else (self.area_outside, None)
            self.aside = aside
        if not aside and self.main is not None and self.last is not self.main:
            self.last = self.main

    def remember(self, claim: ClaimCandidate, cues: Cues, aside: bool = False) -> None:
        """Take in a claim; one in brackets, an `aside`, is forgotten where they close."""
        self.last = claim
        if not aside:
            self.main = claim
            self.said.append(claim)
            del self.said[:-_KEPT]
        name = claim.name
        if not aside and (not self.recent or self.recent[-1].text != name.text):
            self.recent.append(name)
            del self.recent[:-_KEPT]
        if claim.basis == "level" and cues.group.search(name.text):
            self.group, self.group_at = name, claim.mention.start
        entity = cues.entity.match(name.text)
        if entity and claim.mention.type != "count":
            self.entity = entity["x"]
        if name.text.isascii():
            # CPI has no head to lend, and what was lent before is no longer spoken of.
            self.heads = None
        if not name.inherited and not name.text.endswith("类"):
            stem = name.text.removesuffix("指数").removesuffix("总")
            head = cues.measurable.search(stem)
            if head and claim.unit and claim.mention.type == "physical":
                lent = cues.class_qualifiers.search(stem[: head.start()])
                self.unit_heads[claim.unit] = (lent.group() if lent else "") + head.group()
            kin = cues.kin_end.search(stem[: head.start()]) if head and claim.basis == "level" else None
            if head and kin and claim.mention.type == "money":
                self.kin_heads[kin.group()] = head.group()
            if head and not stem.endswith(f"类{self.heads}"):
                self.heads = _class_head(stem[: head.start()], head.group(), cues)

    def in_sentence(self) -> bool:
        """Tell whether the last claim stands in the sentence at hand."""
        return self.last is not None and self.last.mention.start >= self.sentence_start

    def group_owner(self, cues: Cues) -> str:
        """Return the counted group, or the kind of body, that the passage speaks of."""
        if self.group is None or self.sentence_start - self.group_at > _GROUP_REACH:
            return self.entity or ""
        words = self.group.text
        for head in cues.dependent:
            if words.endswith(head) and len(words) > len(head):
                return words.removesuffix(head)
        return words

    def owner(self, name: Name, cues: Cues, head: str = "") -> str:
        """Return a name without its measurable head: 第一产业增加值 gives 第一产业."""
        if head in cues.whole_heads:
            return name.text
        if name.text in cues.generic or name.text in cues.dependent:
            return self.entity or ""
        found = cues.measurable.search(name.text)
        return name.text[: found.start()] if found and found.start() >= 2 else name.text

    def account_name(self) -> str:
        """Return the name that items of the account bear."""
        return in_names(self.account or "")


def in_names(account: str) -> str:
    """Return the name that items of an account bear: 政府性基金, not 政府性基金预算.

    >>> in_names("政府性基金预算"), in_names("一般公共预算")
    ('政府性基金', '一般公共预算')
    """
    return account.removesuffix("预算") if "基金" in account else account


def _class_head(before: str, head: str, cues: Cues) -> str:
    """What a class borrows from its whole: 居民消费价格 from 居民消费价格指数, 商品零售额 from …业商品零售额."""
    kept: list[str] = []
    for _, word, _ in reversed(tagged(before)):
        if len("".join(kept)) + len(word) > 4 or word.endswith(cues.class_stops):
            break
        kept.insert(0, word)
    return "".join(kept) + head
