"""The claim stage: from figures and their words to claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from corpus.structure.model import Sentence, Structure
from extractor.claims import circumstances, status
from extractor.claims.cues import Cues, cues
from extractor.claims.lists import members
from extractor.claims.model import ClaimCandidate, Kind, Name
from extractor.claims.naming import clean_name, finish, noun_after, subject
from extractor.claims.reading import Reading, read_words
from extractor.claims.relations import relate
from extractor.claims.slots import Slot, slots_of
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention
from extractor.periods import PeriodResolver
from patterns import Patterns
from schemas import Comparability, Comparison, Period, Plan
from schemas.records import Basis

_SEGMENT_END = regex.compile(r"[，；;。：:\n！？]|,(?!\d{3})|(?<=\D),|（(?=[^）]*$)|\((?=[^)]*$)")
_FRAME = regex.compile(r"(?P<x>[^，,。；;：:]{2,20})中[，,：:]?$")
_FRAME_INSIDE = regex.compile(r"(?:^|[，,。；;])(?P<x>[^，,。；;：:]{2,20})中[，,]")
_TOPIC = regex.compile(
    r"(?:^|[。！？\n 　])(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.])?(?P<x>[^，,。；;、]{1,10}?)产业(?=[^\d，,。；;]{2,})"
)
_TOPIC_ANY = regex.compile(r"(?P<x>[\p{Han}]{2,6})产业")
_OF_WHICH = regex.compile(r"其中[，,：:]?")
_NEGATIVE_NAME = regex.compile(r"(?:降幅|减幅|跌幅|下降幅度|负增长)$")
_ENTITY = regex.compile(r"^(?P<x>.{2,12}?(?:企业|单位|机构|学校|高校|公司|银行|园区))(?=.{2,})")
_FISCAL = regex.compile(r"收入|支出|结[转余]|总计|合计|缺口|债务|基金|预算|税|平衡")
_AWARD = regex.compile(r"(?:评为|评选为|授予|获评)(?P<x>[^，,。；;]{4,30})")
_SUBSTANCE = ("n", "v", "j", "e", "l", "i", "b", "s")
_RELATIONAL = regex.compile(r"对.+的|占|所占")
_QUOTED_NAME = regex.compile(r"[“\"][^”\"]{2,12}[”\"]")
_SUMMED = regex.compile(r"累计|新增|净增|总计|新建|建成|引进|改造|年均|每年|年度")
_HELD = frozenset(("保持", "保持在", "稳定在", "维持在", "稳定"))
_EVENT = regex.compile(
    r"在(?P<x>[^，,。；;在]{2,18}?(?:会|仪式|大赛|比赛|节|论坛|峰会))上|举[办行]了?(?P<y>[^，,。；;]{2,30}?(?:会|仪式|节))[，,]"
)
_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_AT_EVENT = ("签约", "成交", "达成", "合同", "获", "夺得", "金牌", "银牌", "铜牌", "奖牌")
_SUBJECT_END = regex.compile(r"^(?P<x>[^，,]{4,40}?)(?:均|都|双双|全部|超额|全面|稳步|持续|大幅|快速)")
_DONE_TO = regex.compile(r"(?P<verb>\p{Han}{2})了[^了，,。；;]{0,20}等$")
_EMPTY = frozenset(("总", "其", "数", "人", "累计", "总计", "合计", "总数", "每人", "人均", "每人每年"))
_PRICED = regex.compile(r"(?:总?投资|总?金额|投资总?额|总造价|造价|概算|合同额|总额|资金)$")
# 增加到2002年的10.2万亿元: the verb stands before the year.
_TIME_OF = regex.compile(
    r"(?:(?:19|20)?\d{2}年|[一二][〇零○九八七六五四三二一]{3}年|[去上今前]年)(?:末|底|初)?的?$"
)
_BOTH = regex.compile(r"双双|[均都]")
_OF_THE_WHOLE = frozenset(("总额", "总量", "规模", "增速", "增幅", "幅度", "提升幅度", "增长幅度"))
_HUNDRED = Decimal(100)


@dataclass(slots=True)
class Passage:
    """What earlier claims of a paragraph leave to later ones."""

    paragraph: int = -1
    last: ClaimCandidate | None = None
    group: Name | None = None
    scope: str | None = None
    frame: str | None = None
    event: str | None = None
    topic: str | None = None
    entity: str | None = None
    account: str | None = None
    heads: str | None = None
    recent: list[Name] = field(default_factory=list)
    whole: int | None = None
    comparison: Comparison | None = None
    consumed: int = -1
    share_whole: str = ""
    scanned: int = -1
    sentence_start: int = -1


def find_claims(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    periods: PeriodResolver,
    knowledge: Patterns,
) -> list[ClaimCandidate]:
    """Find the claims of a document.

    Reads the cleaned text, its structure, quantities and periods; sets nothing. Claims come in the order of the
    text, their relations as indexes into the list.
    """
    return _Finder(text, structure, periods, knowledge).find(quantities)


class _Finder:
    def __init__(self, text: str, structure: Structure, periods: PeriodResolver, knowledge: Patterns) -> None:
        self.text = text
        self.structure = structure
        self.periods = periods
        self.ontology = knowledge.indicators
        self.cues: Cues = cues(knowledge)
        self.passage = Passage()
        self.claims: list[ClaimCandidate] = []
        self.vintage = circumstances.document_vintage(text, self.cues)

    def find(self, quantities: list[QuantityMention]) -> list[ClaimCandidate]:
        for slots in slots_of(self.text, self.structure, quantities, self.cues):
            self._enter(slots[0].sentence)
            for slot, following in zip(slots, [*slots[1:], None], strict=True):
                self._slot(slot, following)
        relate(self.claims, self.text)
        return self.claims

    # -- one sentence, one slot -------------------------------------------------------------------------------

    def _enter(self, sentence: Sentence) -> None:
        passage = self.passage
        if passage.paragraph != sentence.paragraph:
            self.passage = passage = Passage(paragraph=sentence.paragraph)
        passage.sentence_start = sentence.start
        passage.comparison = None
        passage.whole = None
        passage.event = None
        passage.recent = []
        since = passage.scanned if passage.scanned >= 0 else self._paragraph_start(sentence)
        for topic in _TOPIC.finditer(self.text, since, min(sentence.end, sentence.start + 60)):
            if not topic["x"].endswith(("次", "第一", "第二", "第三")):
                name = clean_name(self.text, topic.start("x"), topic.end("x"), self.cues).text
                passage.topic = name + "产业" if name else passage.topic
        passage.scanned = sentence.start

    def _paragraph_start(self, sentence: Sentence) -> int:
        return self.text.rfind("\n", 0, sentence.start) + 1

    def _slot(self, slot: Slot, following: Slot | None) -> None:
        first = slot.figures[0]
        if slot.left_start < self.passage.consumed <= slot.left_end:
            slot.left_start = self.passage.consumed
        left = self.text[slot.left_start : slot.left_end]
        cuts = [found.end() for found in _SEGMENT_END.finditer(left)]
        local_at = cuts[-1] if cuts else 0
        local = left[local_at:]
        after = self.text[
            slot.figures[-1].end : min(slot.right_end + 8, slot.figures[-1].end + 40, slot.sentence.end)
        ]
        reading = self._reading(local, first, after, slot)
        self._frame(left, cuts)
        event = next(iter(_EVENT.finditer(left)), None)
        if event:
            self.passage.event = event["x"] or tagged(event["y"])[-1][1]
        name = self._name(slot, left, local_at, cuts, reading, after)
        if name is None:
            return
        basis = self._basis(reading, first, name, after)
        name = self._plain_name(name, basis, first)
        if not any(tag.startswith(_SUBSTANCE) for _, _, tag in tagged(name.text)):
            return
        name = self._at_event(self._carried(self._scoped(finish(name, self.cues)), left), first)
        names = self._distribute(name, slot, local)
        before = self.text[slot.sentence.start : slot.left_end]
        for mention, one in names:
            self._claim(slot, mention, one, reading, basis, local, before, left)

    def _reading(self, local: str, first: QuantityMention, after: str, slot: Slot) -> Reading:
        last = self.passage.last
        if (
            local.strip() in ("的", "")
            and first.type == "percent"
            and last is not None
            and last.mention.end == slot.left_start
        ):
            if last.plan is not None and last.kind == "target" and local.strip() == "的":
                return Reading(0, "completion", plan=last.plan.text)
            if local.strip() == "的":
                return Reading(0, "share", whole=self.text[last.mention.start : last.mention.end])
        inside = self.text[first.start : first.core_start]
        timed = _TIME_OF.search(local)
        return read_words(local[: timed.start()] if timed else local, first, after, self.cues, inside)

    def _frame(self, left: str, cuts: list[int]) -> None:
        found = _FRAME_INSIDE.search(left)
        if found:
            self.passage.frame = found["x"]

    # -- the name ---------------------------------------------------------------------------------------------

    def _name(
        self, slot: Slot, left: str, local_at: int, cuts: list[int], reading: Reading, after: str
    ) -> Name | None:
        base = slot.left_start + local_at
        name = clean_name(self.text, base, base + reading.cut, self.cues)
        first = slot.figures[0]
        last = self.passage.last
        if first.type == "money" and after.startswith("的") and _PRICED.search(name.text):
            noun, stop = noun_after(
                self.text, slot.figures[-1].end, min(slot.right_end, slot.figures[-1].end + 40), self.cues
            )
            self.passage.consumed = stop
            return Name(noun + _PRICED.search(name.text).group(), name.start, name.end)  # type: ignore[union-attr]
        if (
            first.type in ("count", "physical", "money", "number", "percent")
            and reading.basis in ("level", None, "share", "change")
            and not reading.reached
            and not reading.plan_figure
        ):
            name = self._with_noun_after(name, slot, reading)
        if reading.basis == "share" and reading.whole is not None:
            return self._share_name(name, reading, left, slot, cuts)
        if name.text.endswith(("收入预算", "支出预算")) and reading.basis in ("level", "change"):
            reading.plan_figure = True
        if name.text.startswith("净增") and reading.basis == "level" and len(name.text) > 2:
            reading.basis, cut = "change", 3 if name.text.startswith("净增加") else 2
            name = Name(name.text[cut:], None if name.start is None else name.start + cut, name.end)
        if self.cues.funds.match(name.text):
            name = self._with_purpose(name, slot)
        if self.cues.needs_subject.match(name.text):
            return self._with_subject(name, left, slot, cuts)
        if _RELATIONAL.match(name.text) and last is not None and name.start is not None:
            owner = self._owner(last.name)
            return name.prefixed(owner)
        if not name.text or name.text in _EMPTY:
            return self._understood(left, slot, cuts, reading)
        return self._completed(name, left, slot, cuts)

    def _with_noun_after(self, name: Name, slot: Slot, reading: Reading) -> Name:
        at = slot.figures[-1].end
        if at >= slot.sentence.end or self.text[at] in "，,。；;、：:（() \n及和与等":
            return name
        noun, stop = noun_after(self.text, at, min(slot.right_end, at + 40), self.cues, alone=not name.text)
        if not noun or (len(noun) < 2 and noun not in self.cues.generic_nouns):
            return name
        self.passage.consumed = stop
        first = slot.figures[0]
        words = tagged(name.text)
        ends_with_verb = bool(words) and words[-1][2].startswith("v")
        if first.type == "percent" and not (self.text[at] == "的" or not name.text or ends_with_verb):
            return name
        if not name.text:
            return Name(noun, at, stop)
        if name.text.endswith(("等", "的")) and not ends_with_verb:
            done = _DONE_TO.search(self.text, max(slot.left_start, at - 40), slot.left_end)
            return Name(done["verb"] + noun, None, None) if done else Name(noun, at, stop)
        if first.type in ("money", "number") and not ends_with_verb:
            return name
        kept = name.text
        if len(kept) > 10 or "、" in kept:
            kept = words[-1][1] if ends_with_verb else ""
        return Name(kept + noun, None, None)

    def _with_purpose(self, name: Name, slot: Slot) -> Name:
        at = max(slot.figures[-1].end, self.passage.consumed)
        found = self.cues.purpose.match(self.text[at : at + 40])
        return (
            Name(finish(Name(found["x"]), self.cues).text + name.text, name.start, name.end)
            if found
            else name
        )

    def _with_subject(self, name: Name, left: str, slot: Slot, cuts: list[int]) -> Name:
        """拉动消费3亿元 is about what pulled: an earlier claim's subject, a quoted name, the clause's subject."""
        for earlier in reversed(self.passage.recent):
            found = self.cues.needs_subject.search(earlier.text)
            if found and found.start() >= 2:
                return Name(earlier.text[: found.start()] + name.text, name.start, name.end)
        starts = [0, *cuts]
        for begin, end in reversed(list(zip(starts, cuts, strict=False))):
            quoted = _QUOTED_NAME.search(left[begin:end])
            opening = quoted.group() if quoted else subject(left[begin:end].lstrip("，,；;、"))
            if len(opening) >= 2:
                return Name(opening + name.text, name.start, name.end)
        return name

    def _share_name(
        self, name: Name, reading: Reading, left: str, slot: Slot, cuts: list[int]
    ) -> Name | None:
        if not name.text:
            understood = self._understood(left, slot, cuts, reading)
            if understood is None:
                return None
            name = replace(understood, inherited=True)
        else:
            name = self._completed(name, left, slot, cuts)
        whole = (reading.whole or "").strip("的达到为由从 ") or self.passage.share_whole
        self.passage.share_whole = whole
        return Name(f"{finish(name, self.cues).text}占{whole}", name.start, name.end, name.inherited)

    def _understood(self, left: str, slot: Slot, cuts: list[int], reading: Reading) -> Name | None:
        """The name that the words leave out: an earlier clause's subject, or the last claim's."""
        starts = [0, *cuts]
        for begin, end in reversed(list(zip(starts, cuts, strict=False))):
            segment = clean_name(self.text, slot.left_start + begin, slot.left_start + end - 1, self.cues)
            if segment.text and (self.cues.measurable.search(segment.text) or self._code(segment.text)):
                return replace(segment, inherited=True)
            opening = subject(segment.text) if segment.text else ""
            before = _SUBJECT_END.match(self.text, slot.left_start + begin, slot.left_start + end)
            if before and self.cues.measurable.search(before["x"]):
                whole = clean_name(self.text, before.start("x"), before.end("x"), self.cues)
                if whole.text:
                    return replace(whole, inherited=True)
            several = len(slot.figures) > 1 and members(opening, len(slot.figures), self.cues) is not None
            if opening and (several or self._code(opening)) and segment.start is not None:
                return Name(opening, segment.start, segment.start + len(opening), True)
        last = self.passage.last
        if reading.basis == "rank":
            award = _AWARD.search(left)
            if award:
                return clean_name(
                    self.text, slot.left_start + award.start("x"), slot.left_start + award.end("x"), self.cues
                )
        if last is None:
            return None
        if reading.basis in ("level", None) and last.mention.end < slot.sentence.start:
            return None
        return replace(last.name, inherited=True)

    def _completed(self, name: Name, left: str, slot: Slot, cuts: list[int]) -> Name:
        """Complete a name that says too little alone with what stands before it."""
        passage, last = self.passage, self.passage.last
        text = name.text
        bare = self.cues.wide_scope.sub("", text)
        if last is not None and text in self.cues.level_word:
            found = self.cues.level_lead.match(last.name.text)
            return (
                name.prefixed("")
                if not last
                else Name(text + last.name.text[found.end() if found else 0 :], None, None)
            )
        words = tagged(text)
        if (
            last is not None
            and len(words) == 1
            and words[0][2].startswith("v")
            and last.mention.type == "count"
        ):
            earlier = tagged(last.name.text)
            if earlier and earlier[-1][2].startswith("v") and last.mention.start >= slot.sentence.start:
                return Name(last.name.text[: earlier[-1][0]] + text, name.start, name.end)
        if bare in self.cues.dependent:
            owner = self._group_owner()
            if owner.endswith(bare[:2]):
                return Name(owner + bare[2:], name.start, name.end)
            if owner and bare[:2] not in owner:
                return Name(owner + bare, name.start, name.end)
        scope = self.cues.any_scope.match(text)
        rest = (text[scope.end() :] if scope else text).removesuffix("预算")
        if rest in ("收入", "支出"):
            earlier = next(
                (n for n in reversed(passage.recent) if n.text.endswith(rest) and len(n.text) > 6), None
            )
            if earlier is not None:
                base = self.cues.any_scope.sub("", earlier.text) if scope else earlier.text
                return Name((scope.group() if scope else "") + base, name.start, name.end, not scope)
            if passage.account:
                own = scope.group() if scope else passage.scope or ""
                return Name(own + _account(passage.account) + rest, name.start, name.end)
        if bare in self.cues.generic:
            owner = self._topic_owner(bare, left, slot, cuts)
            if owner and not owner.endswith(bare):
                return Name(owner + bare, name.start, name.end)
            earlier = next(
                (
                    n
                    for n in reversed(passage.recent)
                    if n.text.endswith(bare) and len(n.text) > len(bare) + 2
                ),
                None,
            )
            if earlier is not None:
                return replace(earlier, inherited=True)
        return name

    def _topic_owner(self, head: str, left: str, slot: Slot, cuts: list[int]) -> str:
        passage, last = self.passage, self.passage.last
        same_sentence = last is not None and last.mention.start >= slot.sentence.start
        if last is not None and same_sentence:
            if last.name.text.endswith(head):
                return ""
            if last.basis == "level" and last.mention.type == "count":
                return last.name.text.removeprefix("新增").removeprefix("累计").removeprefix("净增")
        if head.startswith("产业") and passage.topic:
            return passage.topic.removesuffix("产业")
        starts = [0, *cuts]
        for begin, end in reversed(list(zip(starts, cuts, strict=False))):
            opening = subject(left[begin:end].lstrip("，,；;、"))
            if len(opening) >= 2 and opening not in self.cues.generic_nouns:
                return opening
            product = _TOPIC_ANY.search(left[begin:end])
            if product and head.startswith("产"):
                return product["x"] + ("产业" if not head.startswith("产业") else "")
        if last is not None and same_sentence:
            return self._owner(last.name, head).removeprefix("新增")
        if passage.entity:
            return passage.entity
        if passage.topic:
            return passage.topic
        return ""

    def _group_owner(self) -> str:
        """The counted group, or the kind of body, that the passage speaks of."""
        group = self.passage.group
        if group is None:
            return self.passage.entity or ""
        for head in self.cues.dependent:
            if group.text.endswith(head) and len(group.text) > len(head):
                return group.text.removesuffix(head)
        return group.text

    def _owner(self, name: Name, head: str = "") -> str:
        """A name without its measurable head: 第一产业增加值 gives 第一产业."""
        if head in _OF_THE_WHOLE:
            return name.text
        if name.text in self.cues.generic or name.text in self.cues.dependent:
            return self.passage.entity or ""
        found = self.cues.measurable.search(name.text)
        return name.text[: found.start()] if found and found.start() >= 2 else name.text

    def _plain_name(self, name: Name, basis: Basis, mention: QuantityMention) -> Name:
        """Take the word for growth off the name of what grows, and lend a class its measurable head."""
        text = name.text
        if basis == "growth":
            found = self.cues.growth_name.search(text)
            if found and found.start() >= 2:
                name = Name(
                    text[: found.start()],
                    name.start,
                    name.end and name.start and name.start + found.start(),
                    name.inherited,
                )
                text = name.text
        if text.endswith("类") and self.passage.heads:
            return Name(text + self.passage.heads, name.start, name.end)
        if text.endswith("业") and basis == "growth" and self.passage.heads and not name.inherited:
            head = self.cues.measurable.search(self.passage.heads)
            return Name(text + (head.group() if head else ""), name.start, name.end)
        last = self.passage.last
        if (
            last is not None
            and mention.type == "physical"
            and last.unit == mention.unit
            and last.mention.start >= self.passage.sentence_start
            and not name.inherited
            and self.passage.heads
            and not self.cues.measurable.search(text)
            and self.cues.measurable.search(last.name.text)
        ):
            # 原煤产量由6亿吨增加到8亿吨，原油由1亿吨…: the head holds for the next product too.
            return Name(text + self.passage.heads, name.start, name.end)
        frame = self.passage.frame
        if (
            frame
            and basis in ("level", "growth")
            and not name.inherited
            and not self.cues.measurable.search(text)
        ):
            head = self.cues.measurable.search(frame)
            if head:
                return Name(text + head.group(), name.start, name.end)
        return name

    def _at_event(self, name: Name, mention: QuantityMention) -> Name:
        """What is won or signed at an event is named by it."""
        event = self.passage.event
        medal = _MEDALS.get(self.text[mention.core_end - 1]) if mention.unit == "枚" else None
        if medal:
            return Name((event or "") + medal, None, None)
        if event and event not in name.text and name.text.startswith(_AT_EVENT):
            return Name(event + name.text, name.start, name.end, name.inherited)
        return name

    def _carried(self, name: Name, left: str) -> Name:
        """In 新建幼儿园9所、小学7所 the verb holds for both."""
        last = self.passage.last
        if last is None or name.inherited or not left.startswith(("、", "和", "及", "与")) or "，" in left:
            return name
        if last.mention.type != "count" or any(tag == "v" for _, _, tag in tagged(name.text)[:1]):
            return name
        verbs = ""
        for _, word, tag in tagged(last.name.text):
            if tag == "v" or (verbs and tag in ("vn", "v", "c") or word in self.cues.build_verbs):
                verbs += word
            else:
                break
        if not verbs or verbs == last.name.text:
            return name
        return Name(verbs + name.text, name.start, name.end)

    def _scoped(self, name: Name) -> Name:
        passage = self.passage
        if name.inherited:
            return name
        account = self.cues.account.search(name.text)
        if account:
            passage.account = account.group()
        own = self.cues.own_level.match(name.text)
        if own:
            passage.scope = own.group() if _FISCAL.search(name.text) else passage.scope
        elif self.cues.wide_scope.match(name.text):
            passage.scope = None
        text = name.text
        if passage.account and not account and self.cues.account_item.match(text):
            whose = _account(passage.account)
            text = whose.removesuffix("基金") + text if text.startswith("基金") else whose + text
        item = self.cues.account_item.match(name.text)
        if (
            not own
            and passage.scope
            and passage.scope.endswith("本级")
            and (item or _FISCAL.search(name.text))
        ):
            text = passage.scope + text
        return name if text == name.text else Name(text, name.start, name.end)

    # -- basis and lists --------------------------------------------------------------------------------------

    def _basis(self, reading: Reading, mention: QuantityMention, name: Name, after: str) -> Basis:
        if reading.basis is not None:
            return reading.basis
        if mention.type != "percent":
            return "level"
        text = name.text
        if self.cues.growth_name.search(text):
            return "growth"
        if self.cues.share_name.search(text):
            return "share"
        if self.cues.rate_name.search(text) or reading.reached:
            return "level"
        if after[:1] == "的" or (after[:1] and after[:1] not in "，,。；;、：:（）() \n"):
            return "share"
        last = self.passage.last
        if name.inherited and last is not None and last.basis in ("share", "growth"):
            return last.basis
        return "level"

    def _distribute(self, name: Name, slot: Slot, local: str) -> list[tuple[QuantityMention, Name]]:
        figures = slot.figures
        count = len(figures)
        if count == 1:
            if figures[0].type in ("rank", "growth_word") or _BOTH.search(local):
                for several in (2, 3, 4):
                    both = members(name.text, several, self.cues)
                    if both:
                        return [(figures[0], Name(one, name.start, name.end)) for one in both]
            return [(figures[0], name)]
        recent = list(dict.fromkeys(n.text for n in self.passage.recent))
        if figures[0].type == "ratio" and name.inherited and len(recent) >= count:
            return list(zip(figures, [Name(t, None, None, True) for t in recent[-count:]], strict=True))
        if figures[0].type == "ratio":
            parts = members(name.text, count, self.cues)
            return list(
                zip(
                    figures,
                    [Name(p, name.start, name.end) for p in parts] if parts else [name] * count,
                    strict=True,
                )
            )
        parts = members(name.text, count, self.cues)
        if parts:
            return list(
                zip(figures, [Name(p, name.start, name.end, name.inherited) for p in parts], strict=True)
            )
        if name.inherited and len(recent) >= count:
            return list(zip(figures, [Name(t, None, None, True) for t in recent[-count:]], strict=True))
        return [(figure, name) for figure in figures]

    # -- the claim --------------------------------------------------------------------------------------------

    def _claim(
        self,
        slot: Slot,
        mention: QuantityMention,
        name: Name,
        reading: Reading,
        basis: Basis,
        local: str,
        before: str,
        left: str,
    ) -> None:
        passage = self.passage
        value, low, high, unit, resolution = _figure(mention, basis, reading, name)
        if unit is None:
            unit = self._unit(name, slot, mention)
            if unit is None:
                return
        code = self._code(name.text)
        cumulative = self._cumulative(name, basis, local, reading, mention)
        period = self._period(mention.start, slot.sentence, cumulative)
        kind, rule = self._kind(slot, reading, period, before, left, basis)
        if basis == "completion" and kind == "target":
            # A plan that says how much of its task shall be done by when.
            basis = "share"
            name = Name((reading.plan or name.text).strip("的 ") + "完成", name.start, name.end)
        plan: Plan | None = None
        if reading.plan is not None or basis == "completion":
            plan = circumstances.plan_of(reading.plan or "", self.cues)
        if kind == "completion" and basis == "completion":
            value, low, high = _completed_percent(value, low, high, reading)
        elif kind == "target" and plan is None:
            plan = (
                circumstances.plan_of(before[-60:], self.cues)
                if self.cues.plan_word.search(before[-60:])
                else None
            )
        words = left if len(left) <= 80 else left[-80:]
        compared = (
            circumstances.comparison(words, self.cues)
            if basis in ("growth", "change", "difference")
            else None
        )
        if basis in ("growth", "change"):
            if compared is None and passage.last is not None and name.inherited:
                compared = passage.comparison
            if compared is None and basis == "growth":
                compared = Comparison(type="yoy", base_status="unknown" if kind == "target" else "actual")
            passage.comparison = compared
        elif basis == "difference" and (compared is None or reading.other):
            if reading.plan is not None:
                compared = Comparison(type="vs_plan", base_status="task", text=reading.plan)
            else:
                compared = Comparison(type="vs_place", base_status="actual", text=reading.other)
        claim = ClaimCandidate(
            mention=mention,
            kind=kind,
            basis=basis,
            name=name,
            value=value,
            low=low,
            high=high,
            unit=unit,
            bound=mention.bound,
            resolution=resolution,
            code=code,
            period=period,
            scope=self._scope(name),
            comparison=_based(compared, period),
            comparability=self._comparability(words, code, basis),
            vintage=circumstances.vintage(words, self.cues) or (self.vintage if kind == "actual" else None),
            plan=plan,
            modality=circumstances.modality(words, self.cues) if kind == "target" else None,
            rule=rule,
            cumulative=cumulative,
        )
        self._remember(claim, left)

    def _remember(self, claim: ClaimCandidate, left: str) -> None:
        passage = self.passage
        index = len(self.claims)
        of_which = _OF_WHICH.search(left)
        if of_which and passage.last is not None:
            passage.whole = next(
                (
                    i
                    for i in range(index - 1, -1, -1)
                    if self.claims[i].basis == "level" and self.claims[i].kind != "completion"
                ),
                None,
            )
        if (
            passage.whole is not None
            and claim.basis == "level"
            and claim.mention.start >= passage.sentence_start
        ):
            whole = self.claims[passage.whole]
            if whole.unit == claim.unit and whole.kind == claim.kind:
                claim.relations.append(("part_of", passage.whole))
        self.claims.append(claim)
        passage.last = claim
        text = claim.name.text
        if not passage.recent or passage.recent[-1].text != text:
            passage.recent.append(claim.name)
        if claim.basis == "level" and claim.mention.type == "count" and self.cues.group.search(text):
            passage.group = claim.name
        elif claim.basis == "level" and self.cues.group.search(text):
            passage.group = claim.name
        entity = _ENTITY.match(text)
        if entity and claim.mention.type != "count":
            passage.entity = entity["x"]
        if not text.endswith("类") and not claim.name.inherited:
            head = self.cues.measurable.search(text.removesuffix("总指数").removesuffix("指数"))
            if head:
                words = [word for _, word, _ in tagged(text.removesuffix("指数")[: head.start()])]
                passage.heads = _class_head(words, head.group())

    def _kind(
        self, slot: Slot, reading: Reading, period: Period | None, before: str, left: str, basis: Basis
    ) -> tuple[Kind, str]:
        if reading.plan_figure:
            return "target", "plan_figure"
        clause_at = max(left.rfind(mark) for mark in "；;。")
        kind, rule = status.decide(
            before,
            left[clause_at + 1 :] if left.strip("，,、 ") else before[-40:],
            self.structure.role_of(slot.sentence.section),
            period,
            self.structure.anchor_year,
            self.structure.review_year,
            self.cues,
        )
        if basis == "completion" and not (kind == "target" and rule == "plan_section"):
            return "completion", f"completion_{rule}"
        return kind, rule

    def _period(self, at: int, sentence: Sentence, cumulative: bool) -> Period | None:
        clause = next((c for c in sentence.clauses if c[0] <= at < c[1]), (sentence.start, sentence.end))
        found = self.periods.resolve(at, clause, sentence, cumulative)
        if found is None:
            return None
        words = None if found.start is None or found.end is None else self.text[found.start : found.end]
        return Period(
            label=found.label, start=found.first, end=found.last, text=words, inherited=found.inherited
        )

    # -- small decisions --------------------------------------------------------------------------------------

    def _unit(self, name: Name, slot: Slot, mention: QuantityMention) -> str | None:
        noun, _ = noun_after(self.text, mention.end, min(slot.sentence.end, mention.end + 12), self.cues)
        if (noun and self.cues.person.search(noun)) or self.cues.person.search(name.text):
            return "人"
        if self.cues.money.search(name.text):
            return "CNY"
        found = self.ontology.lookup(name.text)
        if found is not None and found.entry.usual_unit:
            return found.entry.usual_unit
        last = self.passage.last
        return last.unit if last is not None and name.inherited else None

    def _code(self, name: str) -> str | None:
        found = self.ontology.lookup(name)
        return found.entry.code if found is not None and found.exact else None

    def _scope(self, name: Name) -> str | None:
        found = self.cues.any_scope.match(name.text)
        return found.group() if found else self.passage.scope

    def _cumulative(
        self, name: Name, basis: Basis, local: str, reading: Reading, mention: QuantityMention
    ) -> bool:
        """Whether a figure said of several years is of all of them, and not of where they ended."""
        if basis in ("growth", "change") or reading.verb in _HELD or name.text.endswith("幅度"):
            return True
        if basis in ("share", "difference", "rank", "completion"):
            return False
        if _SUMMED.search(local + name.text):
            return True
        if reading.reached or (mention.bound_text or "").startswith(("突破", "超")):
            return False
        found = self.ontology.lookup(name.text)
        return found is not None and found.entry.direction == "flow"

    def _comparability(self, words: str, code: str | None, basis: Basis) -> Comparability | None:
        said = circumstances.comparability(words, self.cues)
        if said is not None or basis != "growth" or code is None:
            return said
        entry = self.ontology.entry(code)
        return Comparability(type=entry.usual_comparability) if entry and entry.usual_comparability else None


def _account(account: str) -> str:
    """The name an account's items bear: 政府性基金, not 政府性基金预算."""
    return account.removesuffix("预算") if "基金" in account else account


def _figure(
    mention: QuantityMention, basis: Basis, reading: Reading, name: Name
) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None, Decimal | None]:
    value, low, high, unit, resolution = (
        mention.value,
        mention.low,
        mention.high,
        mention.unit,
        mention.resolution,
    )
    if mention.type == "multiple" and basis != "growth":
        # As a growth 1.82倍 is 182 %; as a level it keeps its own unit.
        value, low, high, resolution = (
            None if v is None else v / _HUNDRED for v in (value, low, high, resolution)
        )
        unit = "倍"
    if mention.type == "ratio":
        unit = "%"
    negative = reading.sign < 0 or (basis == "growth" and bool(_NEGATIVE_NAME.search(name.text)))
    if negative and basis in ("growth", "change", "difference"):
        if value is not None and value > 0:
            value = -value
        if low is not None and high is not None and low >= 0:
            low, high = -high, -low
    return value, low, high, unit, resolution


def _completed_percent(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, reading: Reading
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if not reading.gap:
        return value, low, high
    return (
        None if value is None else _HUNDRED + reading.gap * value,
        None if low is None else _HUNDRED + reading.gap * low,
        None if high is None else _HUNDRED + reading.gap * high,
    )


def _based(compared: Comparison | None, period: Period | None) -> Comparison | None:
    if compared is None or compared.base_period is not None or period is None or period.start is None:
        return compared
    if compared.type == "yoy" and period.label.startswith(str(period.start.year)) and "/" not in period.label:
        label = str(period.start.year - 1) + period.label[4:]
        return compared.model_copy(update={"base_period": label})
    return compared


def _class_head(words: list[str], head: str) -> str:
    """What a class borrows from its whole: 居民消费价格 from 居民消费价格指数, 商品零售额 from …业商品零售额."""
    kept: list[str] = []
    for word in reversed(words):
        if len("".join(kept)) + len(word) > 4 or word in ("和", "的", "、", "年末", "全市", "全省"):
            break
        kept.insert(0, word)
    return "".join(kept) + head
