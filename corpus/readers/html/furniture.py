"""What a site puts around a document, told by names, roles and words."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.readers.html.flow import Line
from corpus.readers.html.tree import Node
from patterns import Patterns
from patterns.expressions import compiled, literal

_TAGS = frozenset(("nav", "footer", "aside", "dialog", "search"))
_ROLES = frozenset(
    ("navigation", "search", "banner", "contentinfo", "complementary", "menu", "dialog", "alert")
)
# A class or id falls apart at signs, digits, and where a capital follows a small letter.
_NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LONGEST_NAME = 300
_LONGEST_LINE = 200
_LONGEST_VALUE = 40
_STAMP = re.compile(
    r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)(?P<time>\s{1,3}\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\s*"
)
_LINK_DATE = re.compile(r"[\[(（]?\s?(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s?[\])）]?(?=\s|$)")
_SENTENCE_END = re.compile("[。；！？]")


class SiteWords:
    """The words of `webpages.toml` and `boilerplate.toml`, compiled, and the questions they answer."""

    def __init__(self, patterns: Patterns) -> None:
        pages, plain = patterns.webpages, patterns.boilerplate
        self._furniture = pages.furniture
        self._containers = pages.containers
        self._titles = pages.titles
        self._whole = compiled(rf"\s*(?:{'|'.join([literal(plain.words), *plain.lines, *pages.lines])})\s*")
        by_length = sorted([*pages.labels, *pages.weak_labels], key=lambda word: (-len(word), word))
        self._label = compiled(rf"(?P<label>{literal(by_length)})\s?[:：]|【?字[号体]|(?:打印|关闭|分享)")
        self._strong = frozenset(pages.labels)
        self._foot = compiled(literal(pages.foot))

    def is_furniture(self, node: Node) -> bool:
        """Tell an element that its tag, role, class or id gives to the site."""
        return (
            node.tag in _TAGS
            or node.get("role").lower() in _ROLES
            or not self._furniture.isdisjoint(_name_parts(node))
        )

    def is_container(self, node: Node) -> bool:
        """Tell an element that its class or id says to hold the text."""
        return not self._containers.isdisjoint(_name_parts(node))

    def is_title(self, node: Node) -> bool:
        """Tell an element that its class or id says to hold the title."""
        return not self._titles.isdisjoint(_name_parts(node))

    def is_link(self, line: Line) -> bool:
        """Tell a line that is links to other pages, with their dates, and no sentence."""
        if not line.linked or (line.chars >= 40 and _SENTENCE_END.search(line.text)):
            return False
        dates = sum(len("".join(found[0].split())) for found in _LINK_DATE.finditer(line.text))
        return line.linked * 10 >= (line.chars - dates) * 7

    def is_site_line(self, line: Line) -> bool:
        """Tell a whole line that belongs to the site: a button, a share bar, a trail."""
        if not re.search(r"[\w%]", line.text):
            # Signs between buttons, and the letters of icon fonts.
            return True
        return len(line.text) <= _LONGEST_LINE and bool(self._whole.fullmatch(line.text))

    def is_notice(self, line: Line, *, weak: bool = False) -> bool:
        """Tell the line that says who put up the page and when; `weak` takes labels that texts use too.

        >>> from patterns import load
        >>> from corpus.readers.html.tree import Node
        >>> line = Line("来源：市财政局 时间：2020-05-26 字体：[大 中 小]", 0, Node("p", {}, None, 0))
        >>> SiteWords(load()).is_notice(line)
        True
        """
        text = line.text.strip().lstrip("【[")
        if len(text) > _LONGEST_LINE or _SENTENCE_END.search(text):
            return False
        if stamp := _STAMP.match(text):
            text = text[stamp.end() :].lstrip("|丨 ")
            if not text:
                return stamp["time"] is not None
        found = list(self._label.finditer(text))
        if not found or found[0].start() > 0:
            return False
        if not weak and not any(one["label"] is None or one["label"] in self._strong for one in found):
            return False
        ends = [*(one.start() for one in found[1:]), len(text)]
        return all(end - one.end() <= _LONGEST_VALUE for one, end in zip(found, ends, strict=True))

    def is_foot(self, text: str) -> bool:
        """Tell words of the foot of a site."""
        return bool(self._foot.search(text))


@lru_cache(maxsize=4)
def site_words(patterns: Patterns) -> SiteWords:
    """Return the words compiled, once for each set of patterns."""
    return SiteWords(patterns)


def _name_parts(node: Node) -> frozenset[str]:
    return _parts_of(f"{node.get('class')} {node.get('id')}"[:_LONGEST_NAME])


@lru_cache(maxsize=1 << 14)
def _parts_of(names: str) -> frozenset[str]:
    words = re.findall(r"[A-Za-z]+", names)
    return frozenset(
        [word.lower() for word in words]
        + [part.lower() for word in words for part in _NAME_PART.findall(word)]
    )
