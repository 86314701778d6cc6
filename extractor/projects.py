"""Finds named projects: lists before 等…项目, names with a verb of building beside them, signed contracts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba

from corpus.structure.model import SectionRole, Structure
from extractor.mentions import ProjectCandidate, QuantityMention
from patterns.alternation import alternation
from patterns.bundle import Patterns
from patterns.places import Gazetteer
from patterns.projects import ProjectCues, StageVerbs
from schemas.records import Stage

# How sure it is that words name one thing: not at all; by an unknown word; by a place, company, code or phase.
NONE, WEAK, STRONG = 0, 1, 2
_LONGEST_NAME = 45

_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]++")
_SHIELD = re.compile(r"（[^（）]*+）|\([^()]*+\)|“[^“”]*+”|《[^《》]*+》")
_JOINT = re.compile(r"、|以及|(?<![中共调缓饱温平])和(?![谐平美睦解])|及(?![时早])|与")
_PHASE = r"(?:[一二三四五六七八九]期|\d+号机组|[一二三四五六七八九十\d]+号线)"
_CODE = re.compile(
    rf"[A-Z]{{1,4}}\d|{_PHASE}|\d(?:号|期|万吨|万千瓦|兆瓦|千伏|亿立方米|万立方米|亿方|英寸|吉瓦)|[一-鿿]至[一-鿿]"
)
_COUNTED = re.compile(r"(?:约|近|超过?)?[\d一二三四五六七八九十百千两几数]++(?:多|余)?[个座条家项所处批大]")
_GENERIC = re.compile(r"^(?:各|多|若干|一些|这些|有关|相关|本|该)|一批|“?[一二三四五六七八九十\d]+[个大条项]|^“[^”]*”(?:工程|项目|基地)$")
_SUPERLATIVE = re.compile(r"(?:全国|全球|世界|国内|亚洲|全省|国家|我国)[一-鿿]{0,4}?(?:最大|唯一|首[个座条家])")
_NAME_TAGS = ("nz", "nr", "nt", "j", "nrt")
_UNQUOTED = ("项目", "工程", "基地")
_PLANNING = re.compile(r"[将要]|力争|今年")


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
    grammar = _grammar(knowledge)
    found: list[ProjectCandidate] = []
    for sentence in structure.sentences:
        role: SectionRole | None = None
        known_role = False
        carried: StageVerbs | None = None
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
            clause = match.group()
            if not grammar.anchor.search(clause):
                continue
            listed = "等" in clause and grammar.listed.search(clause)
            if not (listed or grammar.cue.search(clause)):
                continue
            if not known_role:
                role, known_role = structure.role_of(sentence.section) if structure.sections else None, True
            for group in _groups(clause, grammar):
                if group.before is None and group.after is None and group.listed:
                    group.before = carried
                carried = group.before or carried
                found += _candidates(group, clause, match.start(), role, grammar)
            found += _signed(clause, match.start(), grammar)
    found = _without_overlap(found)
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
    """Names that share the verbs before and after them; `listed` is the class named after 等."""

    before: StageVerbs | None = None
    after: StageVerbs | None = None
    mark: Stage | None = None
    listed: str | None = None
    items: list[_Item] = field(default_factory=list)


class _Grammar:
    """The project cues, compiled."""

    def __init__(self, cues: ProjectCues, places: Gazetteer) -> None:
        self.cues = cues
        names = {e.name for e in places.entries if e.level not in ("township", "zone")}
        short = {s for s in map(places.short_name, names) if s}
        self.places = frozenset((names | short) - places.words.words - places.words.generic - set(cues.common))
        self.before = {word: verbs for verbs in cues.before for word in verbs.words}
        self.after = {word: verbs for verbs in cues.after for word in verbs.words}
        self.soft = frozenset(cues.soft_heads)
        self.lines = frozenset(cues.line_heads)
        self.common = frozenset(cues.common)
        heads, works = alternation(cues.heads), alternation(cues.works)
        adverbs, classes = alternation(cues.adverbs), alternation(cues.classes)
        before, after = alternation(self.before), alternation(self.after)
        signing = alternation(cues.signing_verbs)
        ends = rf"(?:的|新址)?(?:{adverbs})*+(?:{after}|{alternation(cues.after_name)})"
        tail = rf"(?:{works}|{_PHASE}|（[^（）]{{1,14}}）|\([^()]{{1,14}}\)|“[^“”]{{1,10}}[厅馆号线园城宫]”|[一-鿿]{{2,4}}段|(?:工程|项目)(?={_PHASE}))"
        closes = rf"(?={ends}|$|[^一-鿿]|[和及与有在的现已均要正占总])"
        everything = (*cues.heads, *cues.works, *cues.signing_verbs, *self.after, "等", "期", "号机组", "号线")
        self.anchor = re.compile(alternation(everything))
        marked = [word for mark in cues.marks for word in mark.words]
        self.cue = re.compile(alternation([*self.before, *self.after, *cues.signing_verbs, *marked]))
        self.lead = re.compile(rf"(?:{adverbs}(?!化)|(?P<verb>{before}))++")
        self.inner = re.compile(alternation(w for w in self.before if w not in cues.lead_only))
        self.prefix = re.compile(rf"(?:(?:{alternation(cues.before_name)})的?|、)++")
        self.listed = re.compile(rf"等(?P<class>(?:(?:[^等、]{{0,14}}?|\d[^等、]{{0,14}}、\d[^等、]{{0,12}}?){classes}”?{closes}|(?={ends})))")
        self.named = re.compile(rf"(?P<name>.*(?P<head>{heads}))(?P<tail>{tail}*+)(?={ends}|$)")
        self.works = re.compile(rf"(?P<name>.{{2,}}?(?P<head>(?:{works}|{_PHASE})++))(?={ends}|$)")
        self.built = re.compile(rf"{alternation(cues.building_works)}|{_PHASE}|[河江湖渠溪](?:综合)?治理")
        self.followed = re.compile(rf"(?:的|有)?(?:{adverbs})*+(?:主体|建设)?(?:{adverbs})*+(?P<after>{after})")
        self.companies = re.compile(alternation(cues.companies))
        self.programme = re.compile(alternation(cues.programme_words))
        self.provinces = re.compile(rf"[{cues.province_characters}](?:[^、，]{{0,2}}[{cues.province_characters}]|电)")
        self.marks = [(re.compile(alternation(m.words)), m.stage) for m in cues.marks]
        things = alternation(cues.signed_things)
        self.signed = re.compile(
            rf"与(?P<party>[^与，、]{{2,30}}?)(?:共同|正式)?{signing}了?"
            rf"(?:[^，、]*的)?(?P<name>[^的，、《》\d]{{2,25}}?)(?:{things})+(?=$|、)"
        )
        self.signing = re.compile(signing)
        self.money = re.compile(rf"{alternation(cues.investment_words)}(?:约|达到?|为|额|近|超过?|共|人民币)*$")


@lru_cache(maxsize=4)
def _grammar(knowledge: Patterns) -> _Grammar:
    return _Grammar(knowledge.projects, knowledge.places)


def _groups(clause: str, grammar: _Grammar) -> Iterator[_Group]:
    """Read a clause from left to right as groups of names between verbs."""
    group = _Group()
    for start, end in _pieces(clause, grammar):
        piece = clause[start:end]
        verb, cut = _leading_verb(piece, grammar)
        if verb:
            yield group
            group = _Group(before=grammar.before[verb])
        elif group.listed is not None or group.after:
            yield group
            group = _Group(before=group.before)
        listed = grammar.listed.search(piece, cut) if "等" in piece else None
        limit = listed.start() if listed else len(piece)
        opened = cut
        cut = _after_attribute(piece, cut, limit, group, grammar)
        prefix = grammar.prefix.match(piece, cut)
        if prefix:
            cut = prefix.end()
        item = _item(piece, cut, start, listed, grammar)
        if item and _COUNTED.match(piece, opened) and not listed:
            item.sure = NONE
        elif item and item.kind == "head" and item.head not in ("平台", "中心") and _SUPERLATIVE.match(piece, opened):
            item.sure = STRONG
        if listed:
            group.listed = listed["class"]
        rest = listed.end() if listed else (item.end - start if item else cut)
        after = grammar.followed.match(piece, rest) or (listed and grammar.followed.search(piece, rest))
        if after and (listed or len(piece) - after.end() <= 6 or not piece[after.end()].isalpha()):
            group.after = grammar.after[after["after"]]
        if item:
            group.items.append(item)
    yield group


def _leading_verb(piece: str, grammar: _Grammar) -> tuple[str | None, int]:
    """The verb of building that a piece begins with, or has after a subject, and where it ends."""
    lead = grammar.lead.match(piece)
    if lead and lead["verb"] and lead.end() < len(piece):
        return lead["verb"], lead.end()
    if lead and lead.end() < len(piece):
        return None, lead.end()
    inner = grammar.inner.search(piece, 2)
    if inner and inner.end() < len(piece) - 2:
        more = grammar.lead.match(piece, inner.end())
        if more and more.end() < len(piece):
            return more["verb"] or inner.group(), more.end()
        return inner.group(), inner.end()
    return None, 0


def _after_attribute(piece: str, cut: int, limit: int, group: _Group, grammar: _Grammar) -> int:
    """Where the name begins behind an attribute that ends in 的 (目前在谈的, 世界最大的)."""
    of = piece.rfind("的", cut, limit)
    if of < 0 or of + 2 >= limit or "”" in piece[of:limit]:
        return cut
    for pattern, stage in grammar.marks:
        if pattern.search(piece, 0, of):
            group.mark = stage
    return of + 1


def _pieces(clause: str, grammar: _Grammar) -> list[tuple[int, int]]:
    """Split a clause at its list joints; 和, 及 and 与 count only where a name seems to end or begin there."""
    shielded = _SHIELD.sub(lambda m: "\0" * len(m.group()), clause)
    within = [m.span() for m in grammar.listed.finditer(clause)] if "等" in clause else []
    cuts = [(0, 0)]
    for joint in _JOINT.finditer(shielded):
        if any(start < joint.start() < end for start, end in within):
            continue
        if joint.group() != "、" and not _joins_names(clause, cuts[-1][1], joint, shielded, grammar):
            continue
        cuts.append((joint.start(), joint.end()))
    ends = [start for start, _ in cuts[1:]] + [len(clause)]
    return [(begin, end) for (_, begin), end in zip(cuts, ends, strict=True) if end > begin]


def _joins_names(clause: str, start: int, joint: re.Match[str], shielded: str, grammar: _Grammar) -> bool:
    left = clause[start : joint.start()]
    if grammar.named.fullmatch(left) or grammar.works.fullmatch(left) or grammar.listed.search(left):
        return True
    following = _JOINT.search(shielded, joint.end())
    right = clause[joint.end() : following.start() if following else len(clause)]
    listed = grammar.listed.search(right) if "等" in right else None
    if listed is None:
        return False
    name = right[: listed.start()]
    _, cut = _leading_verb(left, grammar)
    cut = max(cut, left.rfind("的") + 1)
    if grammar.named.fullmatch(name) and _sureness(left[cut:], grammar):
        return True
    return min(_sureness(name, grammar), _sureness(left[cut:], grammar)) > NONE


def _item(piece: str, cut: int, offset: int, listed: re.Match[str] | None, grammar: _Grammar) -> _Item | None:
    """Read the name at the beginning of a piece of a list."""
    body = piece[cut : listed.start()] if listed else piece[cut:]
    kind, head = ("listed", "") if listed else ("bare", "")
    match = grammar.named.match(body) or grammar.works.match(body)
    if match and not listed:
        kind, head = "head" if "tail" in match.re.groupindex else "works", match["head"]
        body = body[: match.end("head") if body.endswith("”") and head in _UNQUOTED else match.end()]
    elif not listed:
        after = grammar.followed.search(body, 2)
        body = body[: after.start()] if after else body
    elif match and match.end() == len(body):
        head = match["head"]
    if not 2 <= len(body) <= _LONGEST_NAME or body[0] == "的":
        return None
    return _Item(offset + cut, offset + cut + len(body), kind, head, _sureness(body, grammar, head))


def _sureness(name: str, grammar: _Grammar, head: str = "") -> int:
    """How surely the words name one particular thing."""
    if not name or len(name) > _LONGEST_NAME or _GENERIC.search(name):
        return NONE
    core = name.removesuffix(head)
    if name.endswith("”") and head and not name.startswith("“"):
        return STRONG
    if _CODE.search(name) or grammar.companies.search(core) or grammar.provinces.search(core):
        return STRONG
    if any(core[:length] in grammar.places for length in (2, 3, 4)):
        return STRONG
    if head in grammar.lines and 2 <= len(core) <= 4 and core not in grammar.common:
        return WEAK
    sure, run = NONE, ""
    for position, (word, tag) in enumerate(rjieba.tag(core, hmm=False) if core else ()):
        if word in grammar.common:
            run = ""
        elif tag == "ns" and len(word) > 1:
            return STRONG
        elif len(word) == 1 and "一" <= word <= "鿿":
            run += word
            if position + 1 == len(run) and len(run) > 1 and any(c not in grammar.cues.plain_characters for c in run):
                sure = WEAK
        else:
            run = ""
            if position == 0 and tag in _NAME_TAGS and len(word) == 2:
                sure = WEAK
    return sure


def _candidates(
    group: _Group, clause: str, offset: int, role: SectionRole | None, grammar: _Grammar
) -> Iterator[ProjectCandidate]:
    items = [i for i in group.items if not grammar.programme.search(clause, i.start, i.end)]
    if not items:
        return
    stage = _stage(group, clause, role)
    for item in _of_list(group, items, grammar) if group.listed is not None else _of_verbs(group, items, clause, grammar):
        yield ProjectCandidate(
            offset + item.start,
            offset + item.end,
            clause[item.start : item.end],
            stage,
            rule=f"project:{item.kind}",
            confidence=0.9 if item.sure == STRONG else 0.7,
        )


def _of_list(group: _Group, items: list[_Item], grammar: _Grammar) -> list[_Item]:
    """The members of a list that ends in 等 and a class: all of them where at least half are names."""
    named = group.listed or ""
    if grammar.programme.search(named):
        return []
    weak = not named or any(named.endswith(word) for word in grammar.cues.weak_classes)
    if weak and not (group.before or group.after or group.mark):
        return []
    if not named:
        return [i for i in items if i.head and i.sure >= (STRONG if i.head in grammar.soft else WEAK)]
    proper = sum(i.sure >= (STRONG if weak else WEAK) for i in items)
    return items if 2 * proper >= len(items) else []


def _of_verbs(group: _Group, items: list[_Item], clause: str, grammar: _Grammar) -> list[_Item]:
    """The names beside a verb; one without a head counts where it stands right before one that has it."""
    if not (group.before or group.after or group.mark):
        return []
    kept: list[_Item] = []
    for item in reversed(items):
        if item.kind == "bare":
            good = item.end - item.start <= 20 and _stands_alone(item, items, kept, group, clause, grammar)
        elif item.kind == "works":
            good = item.sure == STRONG and bool(grammar.built.search(clause, item.start, item.end))
        else:
            happened = group.after is not None and group.after.plan == "operating"
            good = item.sure >= (STRONG if item.head in grammar.soft and not happened else WEAK)
        if good:
            kept.append(item)
    return kept[::-1]


def _stands_alone(
    item: _Item, items: list[_Item], kept: list[_Item], group: _Group, clause: str, grammar: _Grammar
) -> bool:
    """Whether words without a head are a name: before or after one in a list, or a company's between two verbs."""
    if kept and kept[-1].start - item.end <= 2:
        return item.sure >= WEAK
    if _CODE.search(clause, item.start, item.end) and any(i.kind == "head" and i.end < item.start for i in items):
        return True
    both = group.before is not None and group.after is not None
    return both and bool(grammar.companies.search(clause, item.start, item.end))


def _stage(group: _Group, clause: str, role: SectionRole | None) -> Stage | None:
    if group.mark:
        return group.mark
    verbs = group.after or group.before
    if verbs is None:
        return None
    planned = role == "plan" or (role is None and _PLANNING.search(clause))
    return verbs.plan if planned else verbs.review


def _signed(clause: str, offset: int, grammar: _Grammar) -> Iterator[ProjectCandidate]:
    """What was signed with a party (与…公司签署总投资…的…合同), where something but the paper is named."""
    if not grammar.signing.search(clause):
        return
    for match in grammar.signed.finditer(clause):
        if not grammar.money.search(clause[: match.start("name")].rstrip("元的0123456789.万亿美港欧")):
            continue
        start, end = match.span("name")
        yield ProjectCandidate(
            offset + start, offset + end, match["name"], "signed", parties=(match["party"],), rule="project:signed"
        )


def _without_overlap(found: list[ProjectCandidate]) -> list[ProjectCandidate]:
    kept: list[ProjectCandidate] = []
    for project in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or project.start >= kept[-1].end:
            kept.append(project)
    return kept


def _add_money(found: list[ProjectCandidate], text: str, quantities: list[QuantityMention], grammar: _Grammar) -> None:
    """Give each project the investment that stands right beside it (总投资5亿元的…, …总投资达5亿元)."""
    at = 0
    for quantity in quantities:
        if quantity.type != "money" or quantity.value is None:
            continue
        if not grammar.money.search(text[max(0, quantity.start - 12) : quantity.start]):
            continue
        while at < len(found) and found[at].start < quantity.end:
            at += 1
        if at < len(found) and text[quantity.end : found[at].start] in ("的", "的新建", "建设的"):
            owner = found[at]
        elif at and not re.search(r"[。；\n]", text[found[at - 1].end : quantity.start]) and quantity.start - found[at - 1].end <= 16:
            owner = found[at - 1]
        else:
            continue
        owner.investment, owner.investment_unit = quantity.value, quantity.unit
