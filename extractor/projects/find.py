"""Goes through the clauses of a text and gives the projects that it calls by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.structure.model import SectionRole, Sentence, Structure
from extractor.mentions import ProjectCandidate, QuantityMention
from extractor.projects.grammar import FAINT, NONE, STRONG, WEAK, Grammar
from extractor.projects.groups import Group, Item, read_groups
from patterns.bundle import Patterns
from patterns.projects import StageVerbs
from schemas.records import Stage

_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]++")
# No list of names is as long; text without any stop is no prose.
_LONGEST_CLAUSE = 600
_PLANNING = re.compile("[将要]|力争|今年")
_AMOUNT = "元的0123456789.万亿美港欧"
_BETWEEN = ("的", "的新建", "建设的")


def find_projects(
    text: str, structure: Structure, quantities: list[QuantityMention], knowledge: Patterns
) -> list[ProjectCandidate]:
    """Find the projects that a text calls by name, in the order of the text.

    Reads the cleaned text, its sentences and the roles of its sections, and its quantities (for the money of
    a project, in its base unit); sets name, stage, investment and parties. Offsets are code points.

    Example:
        >>> from corpus.structure.model import Sentence, Structure
        >>> import patterns
        >>> text = "加快青溪水库、柳湾大桥等项目建设。"
        >>> one = Structure(sentences=(Sentence(0, len(text), 0, 0, ((0, len(text)),)),))
        >>> [(p.name, p.stage) for p in find_projects(text, one, [], patterns.load())]
        [('青溪水库', 'under_construction'), ('柳湾大桥', 'under_construction')]
    """
    grammar = grammar_of(knowledge)
    found: list[ProjectCandidate] = []
    for sentence in structure.sentences:
        if grammar.anchor.search(text, sentence.start, sentence.end):
            found += _in_sentence(text, sentence, structure, grammar)
    found = _without_overlap(found)
    add_money(found, text, quantities, grammar)
    return found


@lru_cache(maxsize=4)
def grammar_of(knowledge: Patterns) -> Grammar:
    """Return the project cues of a body of knowledge, compiled."""
    return Grammar(knowledge.projects, knowledge.places)


def _in_sentence(
    text: str, sentence: Sentence, structure: Structure, grammar: Grammar
) -> Iterator[ProjectCandidate]:
    carried: StageVerbs | None = None
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        clause = match.group()
        if len(clause) > _LONGEST_CLAUSE or not grammar.anchor.search(clause):
            continue
        listed = grammar.may_list.search(clause) and grammar.listed.search(clause)
        if not (listed or grammar.cue.search(clause)):
            continue
        role = structure.role_of(sentence.section) if structure.sections else None
        for group in read_groups(clause, grammar):
            # A list may go on behind a comma (加快…铁路，以及…等水库): its verb stands in the clause before.
            if group.before is None and group.after is None and group.listed:
                group.before = carried
            carried = group.before or carried
            yield from _candidates(group, clause, match.start(), role, grammar)
        yield from _signed(clause, match.start(), grammar)


def _candidates(
    group: Group, clause: str, offset: int, role: SectionRole | None, grammar: Grammar
) -> Iterator[ProjectCandidate]:
    items = [i for i in group.items if not grammar.programme.search(clause, i.start, i.end)]
    if not items:
        return
    investor = grammar.investor.search(clause) if "由" in clause else None
    stage = _stage(group, clause, role)
    names = (
        _of_verbs(group, items, clause, grammar)
        if group.listed is None
        else _of_list(group, items, clause, grammar)
    )
    for item in names:
        yield ProjectCandidate(
            offset + item.start,
            offset + item.end,
            clause[item.start : item.end],
            stage,
            parties=(investor["party"],) if investor else (),
            rule=f"project:{item.kind}",
            confidence=0.9 if item.sure == STRONG else 0.7,
        )


def _of_list(group: Group, items: list[Item], clause: str, grammar: Grammar) -> list[Item]:
    """The members of a list that ends in 等 and a class: all of them where at least half are names."""
    named = group.listed or ""
    if grammar.programme.search(named) and not (group.verbs and group.verbs.single):
        return []
    weak = not named or named.endswith(grammar.cues.weak_classes)
    if weak and not (group.verbs or group.mark):
        return []
    own = [i for i in items if i.head and i.sure >= (STRONG if i.head in grammar.soft else WEAK)]
    if not named:
        # Without a class, one member at least must have a noun of a thing, and places alone are none.
        return [i for i in items if i in own or _joins(i, clause, grammar)] if own else []
    if named.endswith(grammar.cues.naming_classes):
        least = FAINT
    elif grammar.numbered(named):
        own, least = items, NONE
    else:
        least = STRONG if weak and not (group.verbs and group.verbs.single) else WEAK
    if 2 * sum(i.sure >= least for i in items) < len(items) or grammar.programme.search(named):
        return [] if weak else own
    # 干线公路 among named lines is a class of lines.
    return [
        i
        for i in items
        if i.sure > NONE or not (i.head in grammar.lines or grammar.is_class(clause[i.start : i.end]))
    ]


def _joins(item: Item, clause: str, grammar: Grammar) -> bool:
    """Whether words that are no name by themselves are one among names."""
    words = clause[item.start : item.end]
    if item.head:
        return item.sure >= NONE and item.head not in grammar.soft and not grammar.is_class(words)
    return item.sure == STRONG and words not in grammar.places


def _of_verbs(group: Group, items: list[Item], clause: str, grammar: Grammar) -> list[Item]:
    """The names beside a verb, each by its own noun or by its neighbours'."""
    if not (group.verbs or group.mark):
        return []
    happened = group.after is not None and group.after.plan == "operating"
    single = group.verbs is not None and group.verbs.single
    kept: list[Item] = []
    for item in reversed(items):
        if item.priced and item.sure > NONE:
            good = True
        elif item.kind == "bare":
            good = item.end - item.start <= 20 and _stands_alone(item, items, kept, group, clause, grammar)
        elif item.kind == "works":
            good = item.sure == STRONG and bool(grammar.built.search(clause, item.start, item.end))
        else:
            firm = item.head not in grammar.soft
            least = FAINT if (firm or happened) and single else WEAK if firm or happened else STRONG
            good = item.sure >= least
        if good:
            kept.append(item)
    if kept and single:
        kept += [i for i in items if i.kind == "head" and i not in kept and _joins(i, clause, grammar)]
    return sorted(kept, key=lambda item: item.start)


def _stands_alone(
    item: Item, items: list[Item], kept: list[Item], group: Group, clause: str, grammar: Grammar
) -> bool:
    """Whether words without a noun at their end are a name.

    Before one in a list, after one by a code (沈山高铁、G331), or a company's between two verbs.
    """
    if kept and kept[-1].start - item.end <= 2:
        # 南宁、百色、梧州…基地 is one base in several places, 清柳、柳云高铁 are two lines.
        place = clause[item.start : item.end] in grammar.places and kept[-1].head not in grammar.local
        return item.sure >= WEAK and not place
    words = clause[item.start : item.end]
    if grammar.known.fullmatch(words) or grammar.is_route(words):
        return True
    if grammar.code.search(clause, item.start, item.end):
        return any(other.kind == "head" and other.end < item.start for other in items)
    both = group.before is not None and group.after is not None
    return both and bool(grammar.companies.search(clause, item.start, item.end))


def _stage(group: Group, clause: str, role: SectionRole | None) -> Stage | None:
    if group.mark:
        return group.mark
    verbs = group.verbs
    if verbs is None:
        return None
    planned = role == "plan" or (role is None and _PLANNING.search(clause))
    return verbs.plan if planned else verbs.review


def _signed(clause: str, offset: int, grammar: Grammar) -> Iterator[ProjectCandidate]:
    """What was signed with a party for an amount (与…公司签署总投资…的…合同)."""
    if not grammar.signing.search(clause):
        return
    for match in grammar.signed.finditer(clause):
        start, end = match.span("name")
        if grammar.thing.fullmatch(match["name"]) and grammar.money.search(clause[:start].rstrip(_AMOUNT)):
            party = (match["party"],)
            yield ProjectCandidate(
                offset + start, offset + end, match["name"], "signed", parties=party, rule="project:signed"
            )


def _without_overlap(found: list[ProjectCandidate]) -> list[ProjectCandidate]:
    kept: list[ProjectCandidate] = []
    for project in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or project.start >= kept[-1].end:
            kept.append(project)
    return kept


def add_money(
    found: list[ProjectCandidate], text: str, quantities: list[QuantityMention], grammar: Grammar
) -> None:
    """Give each project the investment right beside it (总投资5亿元的…, …总投资达5亿元), but no total of a list."""
    at = 0
    for quantity in quantities:
        if quantity.type != "money" or quantity.value is None:
            continue
        if not grammar.money.search(text[max(0, quantity.start - 12) : quantity.start]):
            continue
        while at < len(found) and found[at].start < quantity.end:
            at += 1
        before = text[found[at - 1].end : quantity.start] if at else "\n"
        if at < len(found) and text[quantity.end : found[at].start] in _BETWEEN:
            owner, total = found[at], grammar.remainder.match(text, found[at].end)
        elif len(before) <= 16 and not re.search(r"[。；\n]", before):
            owner, total = found[at - 1], grammar.shared.search(before)
        else:
            continue
        if total:
            continue
        owner.investment, owner.investment_unit = quantity.value, quantity.unit
