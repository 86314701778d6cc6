"""Finds named projects: lists before 等…项目, names with a verb of building beside them, signed contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex
import rjieba

from corpus.structure.model import SectionRole, Structure
from extractor.mentions import ProjectCandidate, QuantityMention
from patterns.bundle import Patterns
from patterns.projects import ProjectCues, StageVerbs
from schemas.records import Stage

# How sure it is that words name one thing: not at all, by an unknown word, by a place, company, code or phase.
NONE, WEAK, STRONG = 0, 1, 2

_CLAUSE = regex.compile(r"[^，,。；;：:！？!?\n]++")
_SHIELD = regex.compile(r"（[^（）]*+）|\([^()]*+\)|“[^“”]*+”|《[^《》]*+》")
_JOINT = regex.compile(r"、|以及|(?<=[^中共调缓饱温平])和(?=[^谐平美睦解])|及(?![时早])|与")
_PHASE = r"(?:[一二三四五六七八九]期|\d+号机组|[一二三四五六七八九十\d]+号线)"
_CODE = regex.compile(
    rf"[A-Z]{{1,4}}\d+|{_PHASE}|\d+(?:号|期|万吨|万千瓦|兆瓦|千伏|亿立方米|万立方米)|[\p{{Han}}]至[\p{{Han}}]"
)
_COUNTED = regex.compile(r"^(?:约|近|超|超过)?[\d一二三四五六七八九十百千两几数]+(?:多|余)?(?:个|座|条|家|项|所|处|批|大)")
_GENERIC = regex.compile(r"^(?:各|多|若干|一些|这些|有关|相关|本|该)|一批|[“”]?[一二三四五六七八九十\d]+(?:个|大|条|项)")
_SUPERLATIVE = regex.compile(r"(?:全国|全球|世界|国内|亚洲|全省|国家|我国)[\p{Han}]{0,4}?(?:最大|唯一|首[个座条列家])|^首[座条]")


def find_projects(
    text: str, structure: Structure, quantities: list[QuantityMention], knowledge: Patterns
) -> list[ProjectCandidate]:
    """Find the projects that a text calls by name, in the order of the text.

    Reads the cleaned text, its sentences and sections, and its quantities (for the money of a project); sets name,
    stage, investment and parties. Offsets are code points into `text`.

    Example:
        >>> from corpus.structure.model import Sentence, Structure
        >>> import patterns
        >>> text = "加快青溪水库、柳湾大桥等项目建设。"
        >>> one = Structure(sentences=(Sentence(0, len(text), 0, 0, ((0, len(text)),)),))
        >>> [(p.name, p.stage) for p in find_projects(text, one, [], patterns.load())]
        [('青溪水库', 'under_construction'), ('柳湾大桥', 'under_construction')]
    """
    grammar = _grammar(knowledge.projects)
    found: list[ProjectCandidate] = []
    for sentence in structure.sentences:
        if not grammar.anchor.search(text, sentence.start, sentence.end):
            continue
        role = structure.role_of(sentence.section) if structure.sections else None
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
            if grammar.anchor.search(match.group()) and grammar.cue.search(match.group()):
                found += _in_clause(match.group(), match.start(), role, grammar)
    _add_money(found, text, quantities, grammar)
    return found


@dataclass(slots=True)
class _Item:
    """One member of a list: `start:end` is the name within its clause, `kind` how its end was found."""

    start: int
    end: int
    kind: str
    head: str
    sure: int


@dataclass(slots=True)
class _Group:
    """Names that share the verbs before and after them."""

    before: StageVerbs | None = None
    after: StageVerbs | None = None
    mark: Stage | None = None
    listed: str = ""
    items: list[_Item] = field(default_factory=list)


class _Grammar:
    """The compiled form of the project cues."""

    def __init__(self, cues: ProjectCues) -> None:
        self.cues = cues
        self.before = {word: verbs for verbs in cues.before for word in verbs.words}
        self.after = {word: verbs for verbs in cues.after for word in verbs.words}
        self.soft = frozenset(cues.soft_heads)
        self.weak = frozenset(cues.weak_classes)
        self.common = frozenset(cues.common)
        heads, works = _any(cues.heads), _any(cues.works)
        classes, adverbs = _any(cues.classes), _any(cues.adverbs)
        before, after = _any(self.before), _any(self.after)
        ends = rf"(?:的|新址)?(?:{adverbs})*+(?:(?P<after>{after})|{_any(cues.after_name)})"
        tail = rf"(?:{works}|{_PHASE}|（[^（）]{{1,14}}）|\([^()]{{1,14}}\)|[\p{{Han}}]{{2,4}}段|(?:工程|项目)(?:{_PHASE})?)"
        self.anchor = regex.compile(rf"等|{heads}|{works}|期(?=[、，])|{_any(cues.signing_verbs)}")
        self.cue = regex.compile(rf"{before}|{after}|{_any(cues.signing_verbs)}|{_any(w for m in cues.marks for w in m.words)}")
        self.lead = regex.compile(rf"^(?:(?:{adverbs})|(?P<verb>{before}))++")
        self.inner = regex.compile(
            rf"(?:{_any(w for w in self.before if w not in ('建设', '新建', '扩建', '改建', '规划', '开放', '储备', '完成'))})"
        )
        self.prefix = regex.compile(rf"^(?:(?:{_any(cues.before_name)})的?|{_COUNTED.pattern[1:]}|、)++")
        self.listed = regex.compile(
            rf"等(?P<mid>[^等、]{{0,12}}?(?:、[^等、]{{1,12}}?)?)(?P<class>{classes})(?P<quote>”)?(?={ends}|$|[^\p{{Han}}]|、|和|及|有|在|的|现|已|均|要|正)"
        )
        self.named = regex.compile(rf"^(?P<name>.*(?P<head>{heads}))(?P<tail>{tail}*+)(?={ends}|$)")
        self.works = regex.compile(rf"^(?P<name>.{{2,}}?(?P<head>(?:{works}|{_PHASE})++))(?={ends}|$)")
        self.ends = regex.compile(ends)
        self.after_any = regex.compile(rf"(?:{adverbs})*+(?P<after>{after})")
        self.companies = regex.compile(_any(cues.companies))
        self.programme = regex.compile(_any(cues.programme_words))
        self.mark = [(regex.compile(_any(m.words)), m.stage) for m in cues.marks]
        self.signed = regex.compile(
            rf"与(?P<party>[^与，。]{{2,30}}?)(?:共同)?(?:{_any(cues.signing_verbs)})了?(?P<rest>[^，。]*?)(?P<name>[^的，。]{{2,30}}?)(?:{_any(cues.signed_things)})"
        )
        self.money = regex.compile(rf"(?:{_any(cues.investment_words)})(?:约|达|为|额|近|超|超过|达到|共)*$")


@lru_cache(maxsize=4)
def _grammar_for(cues: ProjectCues) -> _Grammar:
    return _Grammar(cues)


def _grammar(cues: ProjectCues) -> _Grammar:
    return _grammar_for(cues)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted({regex.escape(w) for w in words}, key=lambda w: (-len(w), w)))


def _in_clause(clause: str, offset: int, role: SectionRole | None, grammar: _Grammar) -> Iterator[ProjectCandidate]:
    for group in _groups(clause, grammar):
        stage = _stage(group, clause, role)
        for item in _accepted(group, clause, grammar):
            yield ProjectCandidate(
                offset + item.start,
                offset + item.end,
                clause[item.start : item.end],
                stage,
                rule="listed" if group.listed else f"named:{item.kind}",
                confidence=0.9 if item.sure == STRONG else 0.7,
            )


def _groups(clause: str, grammar: _Grammar) -> Iterator[_Group]:
    shielded = _SHIELD.sub(lambda m: "\0" * len(m.group()), clause)
    pieces = _pieces(clause, shielded, grammar)
    group = _Group()
    for index, (start, end) in enumerate(pieces):
        piece = clause[start:end]
        lead = grammar.lead.match(piece)
        verb = lead["verb"] if lead else None
        cut = lead.end() if lead else 0
        if verb is None:
            for inner in grammar.inner.finditer(piece):
                if not grammar.lead.match(piece) and inner.end() < len(piece) - 1:
                    verb, cut = inner.group(), inner.end()
                    follow = grammar.lead.match(piece[cut:])
                    if follow:
                        verb, cut = follow["verb"] or verb, cut + follow.end()
                    break
        if verb:
            yield group
            group = _Group(before=grammar.before[verb])
        elif group.listed or group.after:
            yield group
            group = _Group(before=group.before)
        of = piece.rfind("的", cut)
        listed = grammar.listed.search(piece, cut)
        limit = listed.start() if listed else len(piece)
        if cut <= of < limit - 2 and not _SHIELD.search(piece[of:limit]) and of + 1 < limit:
            head_before = piece[cut:of]
            for pattern, stage in grammar.mark:
                if pattern.search(head_before):
                    group.mark = stage
            if not grammar.named.match(piece[cut:of]) or listed:
                cut = of + 1
        superlative = bool(_SUPERLATIVE.match(piece[lead.end() if lead else 0 :]) or _SUPERLATIVE.search(piece[:cut + 6]))
        prefix = grammar.prefix.match(piece[cut:])
        if prefix:
            cut += prefix.end()
        item = _item(piece, cut, start, listed, grammar)
        if listed:
            group.listed = listed["mid"] + listed["class"]
            rest = piece[listed.end() :]
        else:
            rest = piece[item.end - start :] if item else piece[cut:]
        after = grammar.after_any.match(rest.removeprefix("的").removeprefix("有"))
        late = after or (grammar.after_any.search(rest) if index == len(pieces) - 1 and len(rest) <= 14 else None)
        if late:
            group.after = grammar.after[late["after"]]
        if item:
            if superlative and item.kind == "head":
                item.sure = max(item.sure, STRONG)
            group.items.append(item)
        elif not listed:
            yield group
            group = _Group(before=group.before)
    yield group


def _pieces(clause: str, shielded: str, grammar: _Grammar) -> list[tuple[int, int]]:
    """Split a clause at its list joints; 和, 及 and 与 count only where a name seems to end or begin there."""
    cuts = [(0, 0)]
    for joint in _JOINT.finditer(shielded):
        word = joint.group()
        if word != "、":
            left = clause[cuts[-1][1] : joint.start()]
            right = _JOINT.split(shielded[joint.end() :], maxsplit=1)[0]
            right = clause[joint.end() : joint.end() + len(right)]
            ended = grammar.named.match(left) or grammar.works.match(left) or grammar.listed.search(left)
            if not ended and not (
                "等" in right and _sureness(right.split("等")[0], grammar) and _sureness(_after_verb(left, grammar), grammar)
            ):
                continue
        cuts.append((joint.start(), joint.end()))
    ends = [start for start, _ in cuts[1:]] + [len(clause)]
    return [(begin, end) for (_, begin), end in zip(cuts, ends, strict=True) if end > begin]


def _after_verb(piece: str, grammar: _Grammar) -> str:
    lead = grammar.lead.match(piece)
    return piece[lead.end() :] if lead else piece


def _item(piece: str, cut: int, offset: int, listed: regex.Match[str] | None, grammar: _Grammar) -> _Item | None:
    body = piece[cut : listed.start()] if listed else piece[cut:]
    if not body:
        return None
    if listed:
        return _Item(offset + cut, offset + listed.start(), "listed", "", _sureness(body, grammar))
    match = grammar.named.match(body) or grammar.works.match(body)
    if match:
        end = match.end()
        kind = "head" if "tail" in match.groupdict() else "works"
        return _Item(offset + cut, offset + cut + end, kind, match["head"], _sureness(body[:end], grammar, match["head"]))
    after = grammar.after_any.search(body)
    if after and after.start() > 1:
        body = body[: after.start()]
        return _Item(offset + cut, offset + cut + len(body), "bare", "", _sureness(body, grammar))
    return _Item(offset + cut, offset + cut + len(body), "bare", "", _sureness(body, grammar))


def _sureness(name: str, grammar: _Grammar, head: str = "") -> int:
    """How surely the words name one particular thing."""
    if _GENERIC.search(name) or len(name) > 45:
        return NONE
    core = name.removesuffix(head)
    if _CODE.search(name) or grammar.companies.search(core):
        return STRONG
    sure = NONE
    words = rjieba.tag(core, hmm=False) if core else []
    run = ""
    for position, (word, tag) in enumerate(words):
        if word in grammar.common:
            run = ""
            continue
        if tag == "ns" and len(word) > 1:
            return STRONG
        if len(word) == 1 and "\u4e00" <= word <= "\u9fff":
            run += word
            if len(run) >= 2 and (position + 1 == len(run) or sure) and any(c not in grammar.cues.plain_characters for c in run):
                sure = WEAK
        else:
            run = ""
            if position == 0 and tag in ("nz", "nr", "nt", "j", "nrt") and len(word) > 1:
                sure = WEAK
    return sure


def _accepted(group: _Group, clause: str, grammar: _Grammar) -> list[_Item]:
    items = [i for i in group.items if 2 <= i.end - i.start <= 45]
    if not items or grammar.programme.search(group.listed):
        return []
    if not (group.before or group.after or group.mark or (group.listed and not any(map(group.listed.endswith, grammar.weak)))):
        return []
    items = [i for i in items if not grammar.programme.search(clause[i.start : i.end])]
    if group.listed:
        weak_class = any(map(group.listed.endswith, grammar.weak))
        needed = STRONG if weak_class else WEAK
        proper = sum(i.sure >= needed for i in items)
        return items if items and 2 * proper >= len(items) else []
    kept: list[_Item] = []
    following = False
    for item in reversed(items):
        if item.kind == "bare":
            good = following and item.sure >= WEAK and item.end - item.start <= 20
        else:
            good = item.sure >= (STRONG if item.head in grammar.soft or item.kind == "works" else WEAK)
        if good:
            kept.append(item)
        following = good
    return kept[::-1]


def _stage(group: _Group, clause: str, role: SectionRole | None) -> Stage | None:
    if group.mark:
        return group.mark
    looking_back = role != "plan" and not (role is None and regex.search(r"将|要|力争|今年", clause))
    verbs = group.after or group.before
    if group.after and group.before and not looking_back and group.after.plan == "operating":
        verbs = group.after
    if verbs is None:
        return None
    return verbs.review if looking_back else verbs.plan


def _add_money(found: list[ProjectCandidate], text: str, quantities: list[QuantityMention], grammar: _Grammar) -> None:
    for quantity in quantities:
        if quantity.type != "money" or quantity.value is None:
            continue
        if not grammar.money.search(text, max(0, quantity.start - 12), quantity.start):
            continue
        near = [p for p in found if 0 <= p.start - quantity.end <= 12 or 0 <= quantity.start - p.end <= 16]
        if near:
            project = min(near, key=lambda p: abs(p.start - quantity.end))
            if not any(c in text[min(project.end, quantity.end) : max(project.start, quantity.start)] for c in "。；\n"):
                project.investment, project.investment_unit = quantity.value, quantity.unit
