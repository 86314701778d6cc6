"""The project cues, compiled, and how surely words name one particular thing."""

from __future__ import annotations

import re

import rjieba

from patterns.alternation import alternation
from patterns.places import Gazetteer
from patterns.projects import ProjectCues

# How sure it is that words name one thing: not at all; by an unknown word; by a place, company or code.
NONE, WEAK, STRONG = 0, 1, 2
LONGEST_NAME = 45

_PHASE = r"(?:[一二三四五六七八九]期|\d+号机组|[一二三四五六七八九十\d]+号线)"
_COUNT = r"[\d一二三四五六七八九十百千两几数]"
_GENERIC = re.compile(
    r"^(?:各|多|若干|一些|这些|有关|相关|本|该)|一批|“?[一二三四五六七八九十\d]+[个大条项]"
    r"|^“[^”]*”(?:工程|项目|基地)$"
)
# Tags of the dictionary that a name may begin with; longer words that bear them are mostly terms (集成电路).
_NAME_TAGS = ("nz", "nr", "nt", "j", "nrt")
_NAME_LENGTH = 2


class Grammar:
    """What `ProjectCues` and the gazetteer say, as patterns over one clause."""

    def __init__(self, cues: ProjectCues, places: Gazetteer) -> None:
        self.cues = cues
        names = {e.name for e in places.entries if e.level not in ("township", "zone")}
        short = {s for s in map(places.short_name, names) if s}
        self.common = frozenset(cues.common)
        self.places = frozenset((names | short) - places.words.words - places.words.generic - self.common)
        self.before = {word: verbs for verbs in cues.before for word in verbs.words}
        self.after = {word: verbs for verbs in cues.after for word in verbs.words}
        self.soft = frozenset(cues.soft_heads)
        self.lines = frozenset(cues.line_heads)
        self.companies = re.compile(alternation(cues.companies))
        self.programme = re.compile(alternation(cues.programme_words))
        self.marks = [(re.compile(alternation(mark.words)), mark.stage) for mark in cues.marks]
        self.code = re.compile(rf"[A-Z]{{1,4}}\d|{_PHASE}|\d{alternation(cues.size_units)}|[一-鿿]至[一-鿿]")
        characters = cues.province_characters
        self._provinces = re.compile(rf"[{characters}](?:[^、，]{{0,2}}[{characters}]|电)")
        self._compile_cues()
        self._compile_names()
        self._compile_signing()

    def _compile_cues(self) -> None:
        cues = self.cues
        marked = [word for mark in cues.marks for word in mark.words]
        ends = ("等", "期", "号机组", "号线")
        self.anchor = re.compile(
            alternation([*cues.heads, *cues.works, *cues.signing_verbs, *self.after, *ends])
        )
        self.cue = re.compile(alternation([*self.before, *self.after, *cues.signing_verbs, *marked]))

    def _compile_names(self) -> None:
        cues = self.cues
        heads, works = alternation(cues.heads), alternation(cues.works)
        adverbs, after = rf"(?:{alternation(cues.adverbs)})*+", alternation(self.after)
        ends = rf"(?:的|新址)?{adverbs}(?:{after}|{alternation(cues.after_name)})"
        quoted = "“[^“”]{1,10}[厅馆号线园城宫]”"
        bracketed = r"（[^（）]{1,14}）|\([^()]{1,14}\)"
        tail = rf"(?:{works}|{_PHASE}|{bracketed}|{quoted}|[一-鿿]{{2,4}}段|(?:工程|项目)(?={_PHASE}))"
        closes = rf"(?={ends}|$|[^一-鿿]|[和及与有在的现已均要正占总])"
        modifiers = r"(?:[^等、了]{0,14}?|\d[^等、了]{0,14}、\d[^等、了]{0,12}?)"
        classes = rf"{modifiers}{alternation(cues.classes)}”?{closes}"
        self.listed = re.compile(rf"等(?P<class>{classes}|(?={ends}))")
        self.named = re.compile(rf"(?P<name>.*(?P<head>{heads}))(?P<tail>{tail}*+)(?={ends}|$)")
        self.works = re.compile(rf"(?P<name>.{{2,}}?(?P<head>(?:{works}|{_PHASE})++))(?={ends}|$)")
        self.built = re.compile(rf"{alternation(cues.building_works)}|{_PHASE}|[河江湖渠溪](?:综合)?治理")
        self.lead = re.compile(
            rf"(?:{alternation(cues.adverbs)}(?!化)|(?P<verb>{alternation(self.before)}))++"
        )
        self.inner = re.compile(alternation(word for word in self.before if word not in cues.lead_only))
        self.prefix = re.compile(rf"(?:{alternation(cues.before_name)}的?|、)++")
        self.followed = re.compile(rf"[的有]?{adverbs}(?:主体|建设)?{adverbs}(?P<after>{after})")
        self.counted = re.compile(rf"(?:约|近|超过?)?{_COUNT}++[多余]?[个座条家项所处批大]")
        scopes, most = alternation(cues.superlative_scopes), alternation(cues.superlatives)
        self.superlative = re.compile(rf"{scopes}[一-鿿]{{0,4}}?{most}")

    def _compile_signing(self) -> None:
        cues = self.cues
        self.signing = re.compile(alternation(cues.signing_verbs))
        self.signed = re.compile(
            rf"与(?P<party>[^与，、]{{2,30}}?)(?:共同|正式)?{self.signing.pattern}了?(?:[^，、]*的)?"
            rf"(?P<name>[^的，、《》\d]{{2,25}}?){alternation(cues.signed_things)}+(?=$|、)"
        )
        makers, acts = "(?:集团|公司|企业|实业)", "(?:投资|承建|建设|兴建|出资)"
        self.investor = re.compile(rf"由(?P<party>[^，、由]{{2,24}}?{makers}){acts}")
        self.money = re.compile(
            rf"{alternation(cues.investment_words)}(?:约|达到?|为|额|近|超过?|共|人民币)*$"
        )

    def sureness(self, name: str, head: str = "") -> int:
        """Tell how surely the words name one particular thing: NONE, WEAK or STRONG.

        `head` is the noun that ends the name, where one does.

        >>> import patterns
        >>> grammar = Grammar(patterns.load().projects, patterns.load().places)
        >>> [grammar.sureness(*words) for words in (("特色农庄",), ("椒溪水库", "水库"), ("南昌水厂",))]
        [0, 1, 2]
        """
        if not name or len(name) > LONGEST_NAME or _GENERIC.search(name):
            return NONE
        core = name.removesuffix(head)
        if name.endswith("”") and head and not name.startswith("“"):
            return STRONG
        if self.code.search(name) or self.companies.search(core) or self._provinces.search(core):
            return STRONG
        if any(core[:length] in self.places for length in (2, 3, 4)):
            return STRONG
        if head in self.lines and 2 <= len(core) <= 4 and core not in self.common:
            return WEAK
        return self._by_words(core)

    def _by_words(self, core: str) -> int:
        """Look for a place among the words, or at their beginning a name or characters that make no word."""
        sure, run = NONE, ""
        for position, (word, tag) in enumerate(rjieba.tag(core, hmm=False) if core else ()):
            if word in self.common:
                run = ""
            elif tag == "ns" and len(word) > 1:
                if position == 0 or word in self.places:
                    return STRONG
                sure, run = WEAK, ""
            elif len(word) == 1 and "一" <= word <= "鿿":
                run += word
                begins = position + 1 == len(run) > 1
                if begins and any(character not in self.cues.plain_characters for character in run):
                    sure = WEAK
            else:
                run = ""
                if position == 0 and tag in _NAME_TAGS and len(word) == _NAME_LENGTH:
                    sure = WEAK
        return sure
