"""The project cues, compiled, and how surely words name one particular thing."""

from __future__ import annotations

import re
from functools import cached_property

import rjieba

from patterns.alternation import alternation
from patterns.places import Gazetteer
from patterns.projects import ProjectCues
from schemas.records import Stage

# How sure it is that words name one thing: surely not, being counted or of a kind; not at all; by words of its
# own; by an unknown word; by a place, company or code.
BARRED, NONE, FAINT, WEAK, STRONG = -1, 0, 1, 2, 3
LONGEST_NAME = 45

_PHASE = r"(?:[一二三四五六七八九]期|\d+号机组|[一二三四五六七八九十\d]+号线)"
_COUNT = r"[\d一二三四五六七八九十百千两几数]"
_GENERIC = re.compile(
    r"^(?:各|多|若干|一些|这些|有关|相关|本|该)|一批|“?[一二三四五六七八九十\d]+[个大条项]"
    r"|^“[^”]*”(?:工程|项目|基地)$|^“[^”]*\+"
)
# Tags of the dictionary that a name may begin with; longer words that bear them are mostly terms (集成电路).
_NAME_TAGS = ("nz", "nr", "nt", "j", "nrt")
_NAME_LENGTH = 2


class Grammar:
    """What `ProjectCues` and the gazetteer say, as patterns over one clause, each compiled when first asked for."""

    def __init__(self, cues: ProjectCues, places: Gazetteer) -> None:
        self.cues = cues
        self._gazetteer = places
        self.common = frozenset(cues.common)
        self.before = {word: verbs for verbs in cues.before for word in verbs.words}
        self.after = {word: verbs for verbs in cues.after for word in verbs.words}
        self.heads = frozenset(cues.heads)
        self.soft = frozenset(cues.soft_heads)
        self.lines = frozenset(cues.line_heads)
        self.local = self.lines.union(cues.local_heads)

    @cached_property
    def places(self) -> frozenset[str]:
        """Names of divisions, full and short, that are no common words."""
        gazetteer = self._gazetteer
        names = {e.name for e in gazetteer.entries if e.level not in ("township", "zone")}
        short = {s for s in map(gazetteer.short_name, names) if s}
        return frozenset((names | short) - gazetteer.words.words - gazetteer.words.generic - self.common)

    @cached_property
    def companies(self) -> re.Pattern[str]:
        """Words that end a company's name."""
        return re.compile(alternation(self.cues.companies))

    @cached_property
    def programme(self) -> re.Pattern[str]:
        """Words of a programme of many projects."""
        cues = self.cues
        return re.compile(rf"(?!{alternation(cues.not_programmes)}){alternation(cues.programme_words)}")

    @cached_property
    def marks(self) -> list[tuple[re.Pattern[str], Stage]]:
        """Words that tell the stage of what a sentence lists."""
        return [(re.compile(alternation(mark.words)), mark.stage) for mark in self.cues.marks]

    @cached_property
    def code(self) -> re.Pattern[str]:
        """A number, size or line (G331, 二期, 甲至乙) that makes words a name."""
        sizes = alternation(self.cues.size_units)
        stretch = rf"{alternation(self.cues.line_heads)}[一-鿿]{{2,4}}段"
        return re.compile(rf"[A-Z]{{1,4}}\d|{_PHASE}|\d{sizes}|[一-鿿]至[一-鿿]|{stretch}")

    @cached_property
    def _size(self) -> re.Pattern[str]:
        """A size before anything else."""
        return re.compile(rf"\d[\d.]*{alternation(self.cues.size_units)}级?(?=.{{2}})")

    @cached_property
    def _worked(self) -> re.Pattern[str]:
        """Works on a line that is named (清柳铁路电气化改造工程)."""
        return re.compile(rf"[一-鿿]{{2,4}}{alternation(self.cues.line_heads)}.*(?:工程|项目)")

    @cached_property
    def known(self) -> re.Pattern[str]:
        """Works with a name of their own (西气东输, 引江济淮)."""
        return re.compile("|".join([alternation(self.cues.known), *self.cues.routes]))

    @cached_property
    def _natural(self) -> re.Pattern[str]:
        """The name of a water or a hill at the beginning of words."""
        cues = self.cues
        return re.compile(rf"(?!.?[{cues.natural_unlike}])[一-鿿]{{2,3}}(?<=[{cues.natural_ends}])")

    @cached_property
    def _own_body(self) -> re.Pattern[str]:
        return re.compile(self.cues.own_bodies)

    @cached_property
    def _provinces(self) -> re.Pattern[str]:
        characters = self.cues.province_characters
        return re.compile(rf"[{characters}](?:[^、，]{{0,2}}[{characters}]|电)")

    @cached_property
    def anchor(self) -> re.Pattern[str]:
        """What a clause must hold to name a project."""
        cues = self.cues
        ends = ("等", "期", "号机组", "号线")
        words = alternation([*cues.heads, *cues.works, *cues.signing_verbs, *self.after, *ends])
        return re.compile(rf"{words}|{self.known.pattern}")

    @cached_property
    def cue(self) -> re.Pattern[str]:
        """Verbs and marks beside a project's name."""
        cues = self.cues
        marked = [word for mark in cues.marks for word in mark.words]
        return re.compile(alternation([*self.before, *self.after, *cues.signing_verbs, *marked]))

    @cached_property
    def _adverbs(self) -> str:
        return rf"(?:{alternation(self.cues.adverbs)})*+"

    @cached_property
    def _ends(self) -> str:
        return rf"(?:的|新址)?{self._adverbs}(?:{self._after}|{alternation(self.cues.after_name)})"

    @cached_property
    def _after(self) -> str:
        """A verb behind a name, but no half of a noun (运营里程)."""
        return rf"(?:{alternation(self.after)}(?!{alternation(self.cues.half_verbs)}))"

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """The end of a list of names, 等 or a number, with their class."""
        closes = rf"(?={self._ends}|$|[^一-鿿]|[和及与有在的现已均要正占总])"
        modifiers = r"(?:[^等、了]{0,14}?|\d[^等、了]{0,14}、\d[^等、了]{0,12}?)"
        nouns = alternation(
            [*self.cues.classes, *(head for head in self.cues.heads if head not in self.soft)]
        )
        classes = rf"{modifiers}{nouns}”?{closes}"
        # The number alone ends a list as well (鸿远化工、绿源食品2家企业).
        counted = rf"(?<=[一-鿿])(?=\d++{alternation(self.cues.counters)})(?={classes})"
        return re.compile(rf"(?:等|{counted})(?P<class>{classes}|(?={self._ends}))")

    @cached_property
    def may_list(self) -> re.Pattern[str]:
        """What every end of a list holds."""
        return re.compile(rf"等|[一-鿿]\d++{alternation(self.cues.counters)}[一-鿿]{{0,8}}?(?:项目|企业)")

    @cached_property
    def manner(self) -> re.Pattern[str]:
        """Adverbs alone."""
        return re.compile(self._adverbs)

    @cached_property
    def named(self) -> re.Pattern[str]:
        """A name that ends in a noun for what is built."""
        heads, works = alternation(self.cues.heads), alternation(self.cues.works)
        quoted = "“[^“”]{1,10}[厅馆号线园城宫]”"
        bracketed = r"（[^（）]{1,14}）|\([^()]{1,14}\)"
        tail = rf"(?:{works}|{_PHASE}|{bracketed}|{quoted}|[一-鿿]{{2,4}}段|(?:工程|项目)(?={_PHASE}))"
        trunk = "".join(rf"(?<!{word})" for word in self.cues.trunks)
        return re.compile(rf"(?P<name>.*(?P<head>{trunk}{heads}))(?P<tail>{tail}*+)(?={self._ends}|$)")

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """The noun for what is built at the end of a name, with the works on it (灌区改造工程)."""
        heads, works = alternation(self.cues.heads), alternation(self.cues.works)
        return re.compile(rf"(?P<noun>{heads})(?:{works})*(?:{alternation(self.cues.loose_heads)})?$")

    @cached_property
    def closed(self) -> re.Pattern[str]:
        """A list that has come to its end, and the verb behind it."""
        return re.compile(rf"{self.listed.pattern}{self._adverbs}{self._after}$")

    @cached_property
    def works(self) -> re.Pattern[str]:
        """A name that ends in the works done."""
        works = alternation(self.cues.works)
        return re.compile(rf"(?P<name>.{{2,}}?(?P<head>(?:{works}|{_PHASE})++))(?={self._ends}|$)")

    @cached_property
    def built(self) -> re.Pattern[str]:
        """Works that build."""
        works = alternation(self.cues.building_works)
        return re.compile(rf"{works}|{_PHASE}|[河江湖渠溪](?:综合)?治理")

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """Adverbs and verbs before a name."""
        adverbs, before = alternation(self.cues.adverbs), alternation(self.before)
        return re.compile(rf"(?:{adverbs}(?!化)|(?P<verb>{before}))++")

    @cached_property
    def inner(self) -> re.Pattern[str]:
        """A verb within a clause, the name behind it."""
        return re.compile(alternation(word for word in self.before if word not in self.cues.lead_only))

    @cached_property
    def prefix(self) -> re.Pattern[str]:
        """Words before a name that are no part of it."""
        scopes = rf"{alternation(self.cues.superlative_scopes)}(?={alternation(self.cues.before_name)})"
        return re.compile(rf"(?:{scopes}|{alternation(self.cues.before_name)}的?|、)++")

    @cached_property
    def followed(self) -> re.Pattern[str]:
        """The verb behind a name."""
        between = rf"[的有]?{self._adverbs}(?:主体|建设)?{self._adverbs}"
        nouns = alternation(self.cues.half_verbs)
        return re.compile(rf"{between}(?P<after>{alternation(self.after)})(?!{nouns})")

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """建设 and the like at the end of a clause, behind a name."""
        return re.compile(rf"{alternation(self.cues.after_name)}(?=$|[^一-鿿])")

    @cached_property
    def appended(self) -> re.Pattern[str]:
        """What follows 及 and 与 within one name: a bare noun (水库及灌区), or what links two things."""
        cues = self.cues
        nouns = alternation([*cues.heads, *cues.appended])
        links = rf"[^、，]{{1,12}}?{alternation(cues.linking)}(?:工程|项目)"
        return re.compile(rf"(?:{nouns}(?={self._ends}|$|等)|{links})")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """A number of things in the place of a name."""
        return re.compile(rf"(?:约|近|超过?)?{_COUNT}++[多余]?[个座条家项所处批大]")

    @cached_property
    def superlative(self) -> re.Pattern[str]:
        """What singles one thing out (全省最大)."""
        scopes, most = alternation(self.cues.superlative_scopes), alternation(self.cues.superlatives)
        return re.compile(rf"{scopes}[一-鿿]{{0,4}}?{most}")

    @cached_property
    def signing(self) -> re.Pattern[str]:
        """Verbs of signing."""
        return re.compile(alternation(self.cues.signing_verbs))

    @cached_property
    def signed(self) -> re.Pattern[str]:
        """What is signed with whom."""
        things = alternation(self.cues.signed_things)
        return re.compile(
            rf"与(?P<party>[^与，、]{{2,30}}?)(?:共同|正式)?{self.signing.pattern}了?(?:[^，、]*的)?"
            rf"(?P<name>[^的，、《》\d]{{2,25}}?(?:项目|(?={things}))){things}*(?=$|、)"
        )

    @cached_property
    def thing(self) -> re.Pattern[str]:
        """Words that end in a noun for what is built, or in the works done."""
        nouns = alternation([*self.cues.heads, *self.cues.works])
        return re.compile(rf".+{nouns}(?:{_PHASE})?")

    @cached_property
    def shared(self) -> re.Pattern[str]:
        """What shows between a name and an amount that the amount is no sum of its own: the total of several
        (等20个项目), or what was spent in a time (完成投资)."""
        return re.compile(rf"等|完成|{_COUNT}\s*[多余]?\s*{alternation(self.cues.counters)}")

    @cached_property
    def remainder(self) -> re.Pattern[str]:
        """The counted rest of a list right behind a name (等20个)."""
        return re.compile(rf"等[^，；。\n]{{0,12}}?{_COUNT}\s*[多余]?\s*{alternation(self.cues.counters)}")

    @cached_property
    def investor(self) -> re.Pattern[str]:
        """Who builds or pays (由…公司投资)."""
        makers, acts = "(?:集团|公司|企业|实业)", "(?:投资|承建|建设|兴建|出资)"
        return re.compile(rf"由(?P<party>[^，、由]{{2,24}}?{makers}){acts}")

    @cached_property
    def builds(self) -> re.Pattern[str]:
        """Words before or behind who builds, pays or runs."""
        return re.compile(alternation(self.cues.building_parties))

    @cached_property
    def priced(self) -> re.Pattern[str]:
        """An attribute with what is invested, the thing behind it."""
        return re.compile(
            rf"{alternation(self.cues.investment_words)}[约达为近超过]*[\d.]++[万亿]?[美港欧]?元的$"
        )

    @cached_property
    def money(self) -> re.Pattern[str]:
        """The words of an investment right before its amount."""
        return re.compile(
            rf"{alternation(self.cues.investment_words)}(?:约|达到?|为|额|近|超过?|共|人民币)*$"
        )

    def numbered(self, named: str) -> bool:
        """Whether a class counts things of which each has a name (11处煤矿), and no projects of any kind."""
        ending = self.ending.search(named)
        return bool(ending and named[0].isdigit() and ending["noun"] not in self.soft)

    def is_class(self, words: str) -> bool:
        """Whether words are a noun of a thing without any words of its own, or common words alone."""
        return words in self.common or bool(self.ending.fullmatch(words))

    def is_route(self, words: str) -> bool:
        """Whether words are a line from one place to another (日照至五莲)."""
        line = words.removesuffix("段")
        joints = [at for at, character in enumerate(line) if character == "至"]
        return any(line[:at] in self.places and line[at + 1 :] in self.places for at in joints)

    def sureness(self, name: str, head: str = "", core: str | None = None) -> int:
        """Tell how surely the words name one particular thing: BARRED, NONE, FAINT, WEAK or STRONG.

        `head` is the noun that ends the name, where one does, and `core` the words before it where the name
        does not end in that noun itself (灌区改造工程).

        >>> import patterns
        >>> grammar = Grammar(patterns.load().projects, patterns.load().places)
        >>> names = ("特色园区", "园区"), ("瓷器博物馆", "博物馆"), ("椒溪水库", "水库"), ("南昌水厂", "水厂")
        >>> [grammar.sureness(*words) for words in names]
        [0, 1, 2, 3]
        """
        if not name or len(name) > LONGEST_NAME or _GENERIC.search(name):
            return BARRED
        core = name.removesuffix(head) if core is None else core
        if name.endswith("”") and head and not name.startswith("“"):
            return STRONG
        # A size at the beginning is said of a kind as well (2100万千瓦机组).
        size = self._size.match(name)
        if size:
            return self.sureness(name[size.end() :], head)
        if self._worked.match(name) and core[:2] not in self.common:
            return STRONG
        if self.code.search(name) or self.companies.search(core) or self._provinces.search(core):
            return STRONG
        if any(core[:length] in self.places for length in (2, 3, 4)):
            return STRONG
        if self.known.search(name):
            return STRONG
        if head in self.lines and 2 <= len(core) <= 4 and core not in self.common:
            return WEAK
        if head and (self._natural.match(core) or self._own_body.match(name)):
            return WEAK
        return self._by_words(core)

    def _by_words(self, core: str) -> int:
        """Look for a place among the words, or at their beginning a name or characters that make no word."""
        sure, run = NONE, ""
        if core in self.common:
            return NONE
        for position, (word, tag) in enumerate(rjieba.tag(core, hmm=False) if core else ()):
            if word in self.common:
                run = ""
            elif tag == "ns" and len(word) > 1:
                if position == 0 or word in self.places:
                    return STRONG
                sure, run = WEAK, ""
            elif len(word) == 1 and "一" <= word <= "鿿":
                run += word
                begins = position + 1 == len(run) > 1 and run not in self.common
                if begins and any(character not in self.cues.plain_characters for character in run):
                    sure = WEAK
            else:
                run = ""
                if position == 0 and tag in _NAME_TAGS and len(word) == _NAME_LENGTH:
                    sure = WEAK
                elif tag[0] == "n":
                    sure = max(sure, FAINT)
        return sure
