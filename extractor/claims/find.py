"""The claim stage: from figures and their words to claims."""

from __future__ import annotations

import datetime as dt
import re

from corpus.structure.model import Sentence, Structure
from corpus.structure.numerals import YEAR_DIGITS, year_number
from extractor.claims import circumstances, status
from extractor.claims.clause import Clause, clause_of
from extractor.claims.cues import Cues, cues
from extractor.claims.figures import figure_of
from extractor.claims.lists import members
from extractor.claims.model import ClaimCandidate, Kind, Name
from extractor.claims.namer import Namer
from extractor.claims.naming import noun_after
from extractor.claims.passage import Passage
from extractor.claims.reading import Reading, read_words
from extractor.claims.slots import Slot, slots_of
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention
from extractor.periods import PeriodResolver
from patterns import Patterns
from schemas import Comparability, Comparison, Period, Plan
from schemas.records import BaseStatus, Basis, PlanVersion
from schemas.speech import Level

_SUBSTANCE = ("n", "v", "j", "e", "l", "i", "b", "s", "an")
_FROM_TO = re.compile(
    rf"[由从](?P<first>{YEAR_DIGITS})年[^。；;\n]{{0,40}}?(?:到|至|为)(?P<last>{YEAR_DIGITS})年"
)
_BASE_FIGURE = re.compile(r"(?:比|较)(?P<year>\d{4}年|去年|上年)[^，,。；;]{0,10}的$")
# ——社会保险基金预算完成情况。全市收入…: a heading that runs in with its paragraph.
_RUN_IN_HEADING = re.compile(r"[^\d。：:，,\n]{4,30}[。：:]")
_LIST_REACH = 16
_SUCH = re.compile(r"^(?:[两三四]|以上|上述|前述)[两三四]?项?(?P<head>增速|增幅|指标|)$")
_OF_BUDGET: dict[PlanVersion, BaseStatus] = {
    "initial_budget": "initial_budget",
    "adjusted_budget": "adjusted_budget",
}
_LAST_RESORT = frozenset(("default", "target_words_in_sentence", "target_words_in_review"))
_LEVELS: tuple[Level, ...] = ("national", "provincial", "prefecture", "county", "township")
# 增加到2002年的10.2万亿元: the verb stands before the year.
_TIME_OF = re.compile(
    r"(?:(?:19|20)?\d{2}年|[一二][〇零○九八七六五四三二一]{3}年|[去上今前]年)(?:末|底|初)?的?$"
)


def find_claims(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    periods: PeriodResolver,
    knowledge: Patterns,
) -> list[ClaimCandidate]:
    """Find the claims of a document.

    Reads the cleaned text, its structure, quantities and periods; sets nothing. Claims come in the order of the
    text; `relate` ties them together.
    """
    return _Finder(text, structure, periods, knowledge).find(quantities)


class _Finder:
    def __init__(self, text: str, structure: Structure, periods: PeriodResolver, knowledge: Patterns) -> None:
        self.text = text
        self.structure = structure
        self.periods = periods
        self.ontology = knowledge.indicators
        self.cues: Cues = cues(knowledge)
        self.confidence = knowledge.claims.confidence
        self.namer = Namer(text, self.cues, self.ontology)
        self.passage = Passage()
        self.claims: list[ClaimCandidate] = []
        self.level = _level_of(structure)
        self.vintage = circumstances.document_vintage(text, self.cues)
        self.notes = circumstances.notes(text, self.cues)

    def find(self, quantities: list[QuantityMention]) -> list[ClaimCandidate]:
        for slots in slots_of(self.text, self.structure, quantities, self.cues):
            sentence = slots[0].sentence
            if self.passage.paragraph != sentence.paragraph:
                self.passage = Passage(
                    paragraph=sentence.paragraph,
                    account=self._account(sentence),
                    wide=self._wide(sentence),
                )
            if self._foreign(self.passage.wide):
                self.passage.wide = None
            self.passage.enter(sentence, self.text, self.cues)
            for slot in slots:
                self._slot(slot)
        return self.claims

    def _account(self, sentence: Sentence) -> str | None:
        """The account of a budget that a paragraph is about: by the words that head it, or by its section's heading."""
        start = self.text.rfind("\n", 0, sentence.start) + 1
        heading = _RUN_IN_HEADING.match(self.text, start, sentence.end)
        said = self.cues.account.findall(heading.group()) if heading else []
        at: int | None = sentence.section
        while not said and at is not None and self.structure.sections[at].level > 0:
            node = self.structure.sections[at]
            said, at = self.cues.account.findall(node.title), node.parent
        return said[0] if len(said) == 1 else None

    def _wide(self, sentence: Sentence) -> str | None:
        """The place with all its governments, where the nearest heading says so (（1）全市收支情况)."""
        titles = self.structure.headings(sentence.section)
        found = self.cues.heading_scope.match(titles[-1]) if titles else None
        return found["scope"] if found else None

    def _foreign(self, scope: str | None) -> bool:
        """Tell whether a scope is wider than what the document is about (全国 in a county's speech)."""
        return self.level is not None and self.cues.scope_levels.get(scope or "", self.level) < self.level

    def _slot(self, slot: Slot) -> None:
        clause = clause_of(self.text, slot, self.passage.consumed, self.cues.aside)
        self.passage.resume(clause.aside)
        self.passage.hear(clause.left, self.cues)
        reading = self._reading(clause)
        name = self.namer.name(clause, reading, self.passage)
        if name is None:
            return
        basis = self._basis(reading, clause, name)
        if basis == "growth" and self.cues.falling.search(name.text):
            reading.sign = -1
        name = self.namer.dressed(name, clause, basis, self.passage).bounded()
        named = any(tag.startswith(_SUBSTANCE) for _, _, tag in tagged(name.text))
        if not named and self.ontology.lookup(name.text) is None:
            return
        for place, (mention, one) in enumerate(self._distribute(name, clause)):
            self._claim(clause, mention, one, reading, basis, place)

    def _reading(self, clause: Clause) -> Reading:
        last, first, local = self.passage.last, clause.first, clause.local
        base = _BASE_FIGURE.search(local)
        if base and last is not None and first.type != "percent":
            return Reading(base.start(), "level", base=base["year"])
        if (
            last is not None
            and last.basis == "completion"
            and local.endswith("完成")
            and first.type == "percent"
        ):
            return Reading(
                base.start() if base else 0, "completion", plan=last.plan.text if last.plan else ""
            )
        beside_a_plan = last is not None and last.kind == "target" and last.plan is not None
        beside_a_plan = beside_a_plan and self.passage.in_sentence()
        if beside_a_plan and first.type == "money":
            adjusted = self.cues.adjusted_to.search(local) or self._changed_plan(local)
            if adjusted:
                return Reading(adjusted.start(), "level", plan="调整预算", plan_figure=True)
        directly = last is not None and last.mention.end == clause.start and local.strip() == "的"
        if last is not None and directly and first.type == "percent":
            if last.plan is not None and last.kind == "target":
                return Reading(0, "completion", plan=last.plan.text)
            return Reading(0, "share", whole=self.text[last.mention.start : last.mention.end])
        indexed = first.type == "percent" and self.cues.of_last_year.search(local)
        timed = _TIME_OF.search(local) if "年" in local and not indexed else None
        inside = self.text[first.start : first.core_start]
        origin = self.cues.origin.search(local) if self.cues.change_ahead.match(clause.after) else None
        cut = origin.start() if origin and first.type != "rank" else timed.start() if timed else len(local)
        reading = read_words(local[:cut], first, clause.after, self.cues, inside)
        reading.origin = origin is not None
        if reading.verb in self.cues.plan_changes and beside_a_plan:
            reading.plan_figure = True
        if first.type == "money" and reading.basis == "level" and self._left_unchanged(first):
            reading.plan, reading.plan_figure = reading.plan or "预算", True
        return reading

    def _left_unchanged(self, mention: QuantityMention) -> bool:
        return self.cues.left_unchanged.match(self.text, mention.end, mention.end + 40) is not None

    def _changed_plan(self, local: str) -> re.Match[str] | None:
        """Find that a plan of which the figure before told is changed to another (支出预算由3亿元增加到5亿元)."""
        last = self.passage.last
        if last is None or not self.cues.origin.search(
            self.text, max(0, last.mention.start - 16), last.mention.start
        ):
            return None
        return self.cues.change_ahead.fullmatch(local)

    def _basis(self, reading: Reading, clause: Clause, name: Name) -> Basis:
        if reading.basis is not None:
            return reading.basis
        if clause.first.type != "percent":
            return "level"
        if self.cues.growth_name.search(name.text):
            return "growth"
        if self.cues.share_name.search(name.text):
            return "share"
        if self.cues.rate_name.search(name.text) or reading.reached:
            return "level"
        if clause.after[:1] not in ("", *"，,。；;、：:（）() \n"):
            return "share"
        last = self.passage.last
        if name.inherited and last is not None and last.basis in ("share", "growth"):
            return last.basis
        return "level"

    def _distribute(self, name: Name, clause: Clause) -> list[tuple[QuantityMention, Name]]:
        """Give each figure of a list its name; one figure may be said of several names (均居首位)."""
        figures = clause.slot.figures
        count = len(figures)
        if count == 1:
            said_of_all = figures[0].type in ("rank", "growth_word") and not name.inherited
            if said_of_all or self.cues.of_each.search(clause.local):
                for several in (2, 3, 4):
                    both = members(name.text, several, self.cues)
                    if both:
                        both = self._of_scopes(both)
                        return [(figures[0], Name(one, name.start, name.end)) for one in both]
            return [(figures[0], name)]
        recent = list(dict.fromkeys(earlier.text for earlier in self.passage.recent))
        such = _SUCH.match(name.text)
        if such and len(recent) >= count:
            # 两项增速分别位居第三和第四: of the two named before.
            said = [Name(text + such["head"], None, None, True) for text in recent[-count:]]
            return list(zip(figures, said, strict=True))
        said_before = [Name(text, None, None, True) for text in recent[-count:]]
        repeated = name.inherited and len(said_before) == count
        parts = None if repeated and figures[0].type == "ratio" else members(name.text, count, self.cues)
        if parts:
            names = [Name(part, name.start, name.end, name.inherited) for part in parts]
        else:
            names = said_before if repeated else [name] * count
        return list(zip(figures, names, strict=True))

    def _of_scopes(self, names: list[str]) -> list[str]:
        """市本级和开发区均增长10%: what was spoken of before, of each of these."""
        main = self.passage.main
        whose = [
            bool(self.cues.any_scope.fullmatch(name) or self.cues.area_alone.fullmatch(name))
            for name in names
        ]
        if main is None or not all(whose) or not self.passage.in_sentence():
            return names
        bare = main.name.text.removeprefix(main.scope or "")
        return [name + bare for name in names]

    # the claim

    def _claim(
        self,
        clause: Clause,
        mention: QuantityMention,
        name: Name,
        reading: Reading,
        basis: Basis,
        place: int,
    ) -> None:
        lost_percent = mention.unit is None and mention.type == "number" and basis == "growth"
        ratio = mention.type == "ratio" and self.cues.bare_ratio.search(name.text) is not None
        unit = "%" if lost_percent else mention.unit
        if unit is None and not ratio:
            unit = self._unit(name, clause, mention)
            if unit is None:
                return
        cumulative = self._cumulative(name, basis, reading)
        deeds = _of_deeds(name, reading, mention) or self._goes_on(clause, name, basis, mention)
        period = self._period(mention, clause.slot.sentence, cumulative, deeds)
        if reading.base:
            period = self._base_period(reading.base) or period
        kind, rule = self._kind(clause, reading, period, basis)
        plan = self._plan(reading, basis, kind, clause)
        if basis == "completion" and kind == "target":
            # A plan that says how much of its task shall be done by when, or what part of it is whose.
            basis = "share"
            part = "占" in clause.local and not name.text.endswith("完成")
            whole = (reading.plan or "").strip("的 ")
            name = (
                Name(f"{name.text}占{whole}", None, None, True)
                if part
                else Name((reading.plan or name.text).strip("的 ") + "完成", name.start, name.end)
            )
        figure = figure_of(mention, basis, reading)
        words = clause.left[-80:]
        code = self.namer.code(name.text)
        claim = ClaimCandidate(
            mention=mention,
            kind=kind,
            basis=basis,
            name=name,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            unit=figure.unit or unit,
            bound=mention.bound,
            resolution=figure.resolution,
            code=code,
            period=period,
            scope=self._scope(name, clause),
            comparison=self._comparison(words, reading, basis, kind, name, period),
            comparability=self._comparability(words, code, basis, name, mention.start),
            vintage=circumstances.vintage(words, self.cues) or (self.vintage if kind == "actual" else None),
            plan=plan,
            modality=circumstances.modality(words, self.cues) if kind == "target" else None,
            rule=rule,
            confidence=self._confidence(code, basis, rule, lost_percent),
            of_which=circumstances.of_which(clause.left, self.cues),
            divides=circumstances.divides(clause.left, self.cues),
            clause=clause,
            cut=reading.cut,
            place=place,
        )
        self.claims.append(claim)
        self.passage.remember(claim, self.cues, clause.aside)

    def _kind(
        self, clause: Clause, reading: Reading, period: Period | None, basis: Basis
    ) -> tuple[Kind, str]:
        if reading.plan_figure:
            return "target", "plan_figure"
        if reading.base:
            return "actual", "base_of_comparison"
        main = self.passage.main
        if clause.aside and main is not None and main.basis == basis and self.passage.in_sentence():
            return main.kind, "as_outside_the_brackets"
        if basis == "difference" and reading.plan is not None:
            role = self.structure.role_of(clause.slot.sentence.section)
            return ("target", "plan_section") if role == "plan" else ("actual", "against_a_plan")
        left = clause.left
        clause_at = max(left.rfind(mark) for mark in "；;。")
        kind, rule = status.decide(
            clause.before,
            left[clause_at + 1 :] if left.strip("，,、 ") else clause.before[-40:],
            self.structure.role_of(clause.slot.sentence.section),
            period,
            self.structure.anchor_year,
            self.structure.review_year,
            self.cues,
            reading.origin,
        )
        if basis == "completion" and not (kind == "target" and rule == "plan_section"):
            return "completion", f"completion_{rule}"
        if rule == "plan_section" and self._lists_what_was_done(clause):
            return "actual", "as_its_whole"
        return kind, rule

    def _lists_what_was_done(self, clause: Clause) -> bool:
        """Whether a list of sums goes on whose whole the same sentence says was spent (已支出9亿元，其中：…)."""
        last = self.passage.last
        if last is None or clause.first.type != "money" or not self.passage.in_sentence():
            return False
        opened = last.rule == "past_words_in_plan" and circumstances.of_which(clause.left, self.cues)
        return opened or last.rule == "as_its_whole"

    def _plan(self, reading: Reading, basis: Basis, kind: Kind, clause: Clause) -> Plan | None:
        if self.cues.adjusted.search(clause.local) and (reading.plan_figure or reading.plan is not None):
            self.passage.adjusted = True
        if reading.plan is not None or basis == "completion":
            return circumstances.plan_of(reading.plan or "", self.cues, self.passage.adjusted)
        if kind == "target" and self.cues.goals.search(clause.before):
            return circumstances.plan_of("目标", self.cues)
        named = self.cues.plan_word.search(clause.before[-60:]) if kind == "target" else None
        return circumstances.plan_of(named.group(), self.cues, self.passage.adjusted) if named else None

    def _comparison(
        self, words: str, reading: Reading, basis: Basis, kind: Kind, name: Name, period: Period | None
    ) -> Comparison | None:
        if basis == "difference":
            if reading.plan is not None:
                version = circumstances.plan_of(reading.plan, self.cues, self.passage.adjusted).version
                status_of_plan = _OF_BUDGET.get(version, "task")
                planned = Comparison(type="vs_plan", base_status=status_of_plan, text=reading.plan)
                return circumstances.with_base_period(planned, period, self.cues)
            if reading.other is not None:
                return Comparison(type="vs_place", base_status="actual", text=reading.other)
        if basis == "change" and reading.plan_figure:
            return circumstances.with_base_period(
                Comparison(type="vs_plan", base_status="initial_budget"), period, self.cues
            )
        if basis not in ("growth", "change", "difference"):
            return None
        said = circumstances.comparison(words, self.cues)
        if said is None and name.inherited:
            said = self.passage.comparison
        if said is None and basis != "difference":
            said = Comparison(type="yoy", base_status="unknown" if kind == "target" else "actual")
        self.passage.comparison = said
        return circumstances.with_base_period(said, period, self.cues)

    def _comparability(
        self, words: str, code: str | None, basis: Basis, name: Name, at: int
    ) -> Comparability | None:
        """What the words say, what a note holds for the figure, or what is usual for the indicator."""
        said = circumstances.comparability(words, self.cues)
        if said is not None or basis not in ("growth", "change"):
            return said
        last = self.passage.last if self.passage.in_sentence() else None
        if last is not None and last.basis == "change" and last.name.text == name.text and last.comparability:
            # 同口径比上年减少3亿元，下降13%: both are like for like.
            return last.comparability
        said = circumstances.noted(self.notes, at, name.text)
        entry = self.ontology.entry(code) if code is not None and basis == "growth" else None
        if said is not None or entry is None or entry.usual_comparability is None:
            return said
        return Comparability(type=entry.usual_comparability)

    def _period(
        self, mention: QuantityMention, sentence: Sentence, cumulative: bool | None, of_deeds: bool
    ) -> Period | None:
        at = mention.start
        clause = sentence.clause_at(at) or (sentence.start, sentence.end)
        found = self.periods.resolve(at, clause, sentence, cumulative, of_deeds)
        if found is None:
            return None
        averaged = _FROM_TO.search(self.text, sentence.start, at) if cumulative else None
        if (
            averaged
            and found.label == found.end_label
            and self.cues.averaged.search(self.text, averaged.end(), at)
        ):
            # 从1997年的…增加到2002年的…，年均增长7.7%: over the years between.
            first, last = (year_number(averaged[name]) for name in ("first", "last"))
            if first < last:
                return Period(
                    label=f"{first + 1}/{last}",
                    start=dt.date(first + 1, 1, 1),
                    end=dt.date(last, 12, 31),
                    text=averaged.group(),
                    inherited=True,
                )
        words = None if found.start is None or found.end is None else self.text[found.start : found.end]
        return Period(
            label=found.label, start=found.first, end=found.last, text=words, inherited=found.inherited
        )

    def _base_period(self, words: str) -> Period | None:
        """The year of a figure that another is compared with: 较2011年的25亿元."""
        anchor = self.structure.anchor_year
        year = int(words[:4]) if words[:4].isdigit() else anchor - 1 if anchor is not None else None
        if year is None:
            return None
        return Period(label=str(year), start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), text=words)

    def _cumulative(self, name: Name, basis: Basis, reading: Reading) -> bool | None:
        """Whether a figure said of several years is of all of them or of where they ended; None by its words."""
        if basis in ("growth", "change") or reading.verb in self.cues.held or name.text.endswith("幅度"):
            return True
        return None if basis == "level" else False

    def _goes_on(self, clause: Clause, name: Name, basis: Basis, mention: QuantityMention) -> bool:
        """Whether a figure goes on with a sum over years: 五年建成新线5000公里，复线4000公里."""
        last = self.passage.last if self.passage.in_sentence() else None
        if last is None or last.period is None or "/" not in last.period.label or basis != "level":
            return False
        near = len(clause.left) <= _LIST_REACH and last.mention.type == mention.type
        return near and last.basis == "level" and self.ontology.lookup(name.text) is None

    def _confidence(self, code: str | None, basis: Basis, rule: str, lost_percent: bool) -> float:
        told = self.confidence
        weak = [told.known_indicator if code is not None else told.unknown_indicator]
        weak += [told.rank] if basis == "rank" else []
        weak += [told.default_status] if rule in _LAST_RESORT else []
        weak += [told.lost_percent] if lost_percent else []
        return min(weak)

    def _unit(self, name: Name, clause: Clause, mention: QuantityMention) -> str | None:
        """The unit of a number that bears none: people, money, or what is usual for the indicator."""
        if name.text.endswith("人次"):
            return "人次"
        end = min(clause.slot.sentence.end, mention.end + 12)
        noun, _ = noun_after(self.text, mention.end, end, self.cues)
        if self.cues.person.search(noun) or self.cues.person.search(name.text):
            return "人"
        if self.cues.money.search(name.text):
            return "CNY"
        found = self.ontology.lookup(name.text)
        if found is not None and found.entry.usual_unit:
            return found.entry.usual_unit
        last = self.passage.last
        return last.unit if last is not None and name.inherited else None

    def _scope(self, name: Name, clause: Clause) -> str | None:
        found = self.cues.any_scope.match(name.text)
        if found:
            return found.group()
        main = self.passage.main
        if clause.aside and main is not None and self.passage.in_sentence():
            return main.scope
        return (self.passage.scope if self.namer.is_fiscal(name.text) else None) or self.passage.wide


def _of_deeds(name: Name, reading: Reading, mention: QuantityMention) -> bool:
    """Whether a figure counts what was done (推出举措111项), not what there is (小学达9所)."""
    if reading.reached or mention.type not in ("count", "physical", "money"):
        return False
    return any(tag == "v" for _, _, tag in tagged(name.text))


def _level_of(structure: Structure) -> int | None:
    """How far below the nation a document's issuer stands; a county that is a city says 全市 of itself."""
    if structure.level is None or structure.level not in _LEVELS:
        return None
    level = _LEVELS.index(structure.level)
    city = structure.place is not None and structure.place.name.endswith("市")
    return min(level, _LEVELS.index("prefecture")) if city else level
