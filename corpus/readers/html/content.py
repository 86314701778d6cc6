"""Chooses the lines of a page that are the document, and leaves those that the site put around it."""

from __future__ import annotations

import re

from corpus.readers.html.flow import Line
from corpus.readers.html.furniture import SiteWords
from corpus.readers.html.tree import Node, Page

_SENTENCE = re.compile("[，。；！？、]")
_SENTENCE_END = re.compile("[。；！？]")
# The longest line that is looked at for words of the site.
_SHORT = 120
_LEAST_SENTENCE = 12
# Blocks that hold part of a text, not the whole of it.
_PARTS_OF_TEXT = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre"])
# fmt: off
_HOLDERS = frozenset(
    ("body", "div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td", "html")
)
_NEVER_NAMED = frozenset((
    "html", "body", "form", "table", "tbody", "tr", "td", "th", "p", "a", "h1", "h2", "h3", "h4", "h5",
    "h6",
))
# fmt: on
_MOST = 0.8
_LINES_OF_A_TEXT = 3
_FEW_LINES = 3
_LIST_OF_LINKS = 3
_DATE = re.compile(
    r"[（(]?\s*(?:\d{4}|[〇○ＯO零一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月"
    r"(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?\s*[）)]?"
)


def choose(page: Page, lines: list[Line], titles: list[str], words: SiteWords) -> list[Line]:
    """Return the lines of the document in the order of the page.

    The block that holds most of the running text is the document, with the title above it, what stands between,
    and a signature below. Other blocks count too where they hold running text and are not named as the site's.
    Within all of them, trails, buttons, lists of links and the line on who put up the page are left out.

    Args:
        page: the page.
        lines: what it shows.
        titles: what may be the title of the document, the best first.
        words: what is known about sites.
    """
    if not lines:
        return []
    whole = [_weight(line, words) for line in lines]
    named = _named_furniture(page, lines, whole, words, share=0.3)
    weights = [0 if named[line.node.index] else weight for line, weight in zip(lines, whole, strict=True)]
    if any(weights):
        core = _core(page, lines, weights, words)
        within = _within(page, core)
        # Within the document a name alone takes no sentence away.
        bare = _named_furniture(page, lines, whole, words, share=0)
        chosen = [within[line.node.index] and not bare[line.node.index] for line in lines]
        weights = [
            all_of if keep else rest for keep, all_of, rest in zip(chosen, whole, weights, strict=True)
        ]
        wanted = [_bare(title) for title in titles]
        title = _title_above(lines, wanted, named, chosen, words)
        around = _around(page, core, lines[title[0]].node if title else None)
        _add_other_text(page, core, around, lines, weights, named, chosen, words)
        for at in title:
            chosen[at] = True
        _add_signature(lines, named, chosen, words)
    else:
        chosen = [not named[line.node.index] for line in lines]
    _leave_furniture(lines, weights, chosen, words)
    if not any(chosen):
        chosen = [True] * len(lines)
    return [line for line, keep in zip(lines, chosen, strict=True) if keep]


def _weight(line: Line, words: SiteWords) -> int:
    """Return how much running text, or figures in a table, a line holds."""
    free = max(line.chars - line.linked, 0)
    if line.table is not None:
        return free if any(char.isdecimal() for char in line.text) and line.linked * 3 < line.chars else 0
    ended = line.text.rstrip().endswith(("。", "；", "！", "？"))
    if free < (_LEAST_SENTENCE if not ended else _LEAST_SENTENCE // 2) or not _SENTENCE.search(line.text):
        return 0
    if words.is_site_line(line) or words.is_notice(line, weak=True) or _is_foot(line, words):
        return 0
    return free if _SENTENCE_END.search(line.text) else (free + 1) // 2


def _summed(page: Page, lines: list[Line], values: list[int]) -> list[int]:
    """Return for each element the sum of the values of the lines in it."""
    sums = [0] * len(page.nodes)
    for line, value in zip(lines, values, strict=True):
        sums[line.node.index] += value
    for node in reversed(page.nodes):
        if node.parent is not None:
            sums[node.parent.index] += sums[node.index]
    return sums


def _named_furniture(
    page: Page, lines: list[Line], weights: list[int], words: SiteWords, *, share: float
) -> list[bool]:
    """Tell the elements that their name or role gives to the site, and that hold at most a share of the text."""
    text = _summed(page, lines, weights)
    most = text[0] * share
    named = [False] * len(page.nodes)
    for node in page.nodes[1:]:
        inherited = node.parent is not None and named[node.parent.index]
        named[node.index] = inherited or (
            text[node.index] <= most and node.tag not in _NEVER_NAMED and words.is_furniture(node)
        )
    return named


def _core(page: Page, lines: list[Line], weights: list[int], words: SiteWords) -> Node:
    """Return the smallest block that holds most of the running text."""
    text = _summed(page, lines, weights)
    running = _summed(page, lines, [int(weight > 0) for weight in weights])
    plain = [not (words.is_link(line) or words.is_site_line(line)) for line in lines]
    all_plain = _summed(page, lines, [int(one) for one in plain])
    own = [0] * len(page.nodes)
    for line, one in zip(lines, plain, strict=True):
        own[line.node.index] += one
    of_data = {line.table.index for line in lines if line.table is not None}
    core = page.root
    above: list[Node] = []
    while True:
        if own[core.index]:
            above.append(core)
            if sum(own[node.index] for node in above) > _FEW_LINES:
                # Text all the way down: blocks that were never closed.
                return above[0]
        inner = [child for child in core.children if isinstance(child, Node)]
        best = max(inner, key=lambda child: text[child.index], default=None)
        if best is None or text[best.index] < _MOST * text[0] or best.index in of_data:
            return core
        alone = all_plain[best.index] == all_plain[core.index]
        holds = best.tag in _HOLDERS and (running[best.index] >= _LINES_OF_A_TEXT or words.is_container(best))
        if best.tag in _PARTS_OF_TEXT or not (alone or holds):
            return core
        core = best


def _within(page: Page, core: Node) -> list[bool]:
    within = [False] * len(page.nodes)
    within[core.index] = True
    for node in page.nodes[core.index + 1 :]:
        within[node.index] = node.parent is not None and within[node.parent.index]
    return within


def _beside(page: Page, core: Node) -> list[int]:
    """Return for each element the block it is in that stands beside the core or beside a block around it.

    Blocks are given by index; -1 for what is in the core or around it.
    """
    around = {core.index}
    node = core
    while node.parent is not None:
        node = node.parent
        around.add(node.index)
    block = [-1] * len(page.nodes)
    for node in page.nodes[1:]:
        above = node.parent.index if node.parent is not None else 0
        if block[above] >= 0:
            block[node.index] = block[above]
        elif above in around and above != core.index and node.index not in around:
            block[node.index] = node.index
    return block


def _add_other_text(
    page: Page,
    core: Node,
    around: Node,
    lines: list[Line],
    weights: list[int],
    named: list[bool],
    chosen: list[bool],
    words: SiteWords,
) -> None:
    """Choose other blocks that hold running text: a second part of the document, notes, tables.

    `around` is the block in which they may stand: where the title stands above the document, the one that
    holds both.
    """
    block = _beside(page, core)
    near = _within(page, around)
    groups: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if not chosen[at] and not named[line.node.index] and near[line.node.index]:
            # Text right in a block around the core stands for itself.
            key = block[line.node.index]
            groups.setdefault(key if key >= 0 else -1 - at, []).append(at)
    for members in groups.values():
        text = sum(weights[at] for at in members)
        chars = sum(lines[at].chars for at in members)
        linked = sum(lines[at].linked for at in members)
        if text * 2 < chars or linked * 3 > chars or any(words.is_foot(lines[at].text) for at in members):
            continue
        for at in members:
            chosen[at] = True


def _around(page: Page, core: Node, title: Node | None) -> Node:
    """Return the block in which other parts of the document may stand."""
    if title is None:
        return page.root
    above = {core.index}
    node = core
    while node.parent is not None:
        node = node.parent
        above.add(node.index)
    node = title
    while node.index not in above and node.parent is not None:
        node = node.parent
    return node


def _title_above(
    lines: list[Line], wanted: list[str], named: list[bool], chosen: list[bool], words: SiteWords
) -> list[int]:
    """Return the lines of the title above the document, and those that stand between."""
    first = chosen.index(True)
    if any(_is_title(_bare(line.text), wanted) for line in lines[first : first + 3]):
        return []
    above = [
        at
        for at in range(first)
        if not named[lines[at].node.index]
        and not words.is_link(lines[at])
        and not words.is_site_line(lines[at])
        and not words.is_notice(lines[at], weak=True)
    ]
    marks = [at for at in above if _is_title(_bare(lines[at].text), wanted)] or [
        at for at in above if lines[at].node.tag in ("h1", "h2", "h3") or words.is_title(lines[at].node)
    ]
    if not marks:
        return []
    start = marks[-1]
    while start - 1 in marks:
        start -= 1
    return [at for at in above if at >= start]


def _is_title(line: str, wanted: list[str]) -> bool:
    return len(line) >= 4 and any(
        line in title or (len(title) >= 6 and title in line and len(line) <= len(title) + 12)
        for title in wanted
    )


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


def _add_signature(lines: list[Line], named: list[bool], chosen: list[bool], words: SiteWords) -> None:
    """Choose the signature and the date right below the document, where they stand in a block of their own."""
    last = len(chosen) - 1 - chosen[::-1].index(True)
    below = [at for at in range(last + 1, min(last + 4, len(lines))) if not named[lines[at].node.index]]
    for count, at in enumerate(below):
        line = lines[at]
        if words.is_link(line) or words.is_site_line(line) or words.is_notice(line, weak=True):
            return
        if _DATE.fullmatch(line.text.strip()):
            for signed in below[: count + 1]:
                chosen[signed] = True
            return


def _leave_furniture(lines: list[Line], weights: list[int], chosen: list[bool], words: SiteWords) -> None:
    """Leave out lines of the site among the chosen ones."""
    text = [at for at, weight in enumerate(weights) if weight and chosen[at]]
    first, last = (text[0], text[-1]) if text else (len(lines), -1)
    links: list[int] = []
    for at, line in enumerate(lines):
        if not chosen[at]:
            continue
        outer = not first <= at <= last
        links = [*links[-2:], at] if words.is_link(line) else []
        if links and (outer or len(links) == _LIST_OF_LINKS):
            for link in links:
                chosen[link] = False
        elif (
            _is_button(line, words)
            or (outer and words.is_notice(line))
            or (at > last >= 0 and _is_foot(line, words))
        ):
            chosen[at] = False


def _is_button(line: Line, words: SiteWords) -> bool:
    return line.table is None and words.is_site_line(line)


def _is_foot(line: Line, words: SiteWords) -> bool:
    return line.chars <= _SHORT and words.is_foot(line.text)
