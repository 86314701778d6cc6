"""Tells tables of data from tables that lay out the page, and puts the cells of the former on a grid."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.readers.html.flow import Line, in_one_line, lines_of
from corpus.readers.html.tree import Node, Page
from corpus.readers.typography import in_cell

_MOST_COLUMNS = 1000
# A cell that is longer holds running text.
_LONG, _VERY_LONG = 100, 200


class Tables:
    """The tables of a page: `rows_of` gives the rows of one that holds data.

    >>> from corpus.readers.html.tree import parse
    >>> page = parse("<table><tr><th colspan=2>甲乙<th>丙<tr><td>1<td>2<td>3<tr><td><td>5<td>6</table>")
    >>> [line.text for line in lines_of(page.root, Tables(page).rows_of)]
    ['甲乙\\t\\t丙', '1\\t2\\t3', '\\t5\\t6']
    """

    def __init__(self, page: Page, *, hidden: bool = False) -> None:
        self._hidden = hidden
        self._holds_tables = _holding_tables(page)

    def rows_of(self, table: Node) -> list[Line] | None:
        """Return the rows of a table, what stands in it outside its cells first; None for one of layout."""
        if table.get("role") in ("presentation", "none") or self._holds_tables[table.index]:
            return None
        rows, loose = _parts(table, hidden=self._hidden)
        if len(rows) < 2 or max(map(len, rows), default=0) < 2:
            return None
        written = [
            (row[0].parent or table, [lines_of(cell, hidden=self._hidden) for cell in row]) for row in rows
        ]
        texts = [[_cell(lines) for lines in cells] for _, cells in written]
        if _is_layout(texts):
            return None
        out: list[Line] = []
        for node in loose:
            if isinstance(node, Node):
                out.extend(lines_of(node, hidden=self._hidden))
            elif text := in_one_line(node):
                out.append(Line(text, 0, table))
        links = [sum(line.linked for lines in cells for line in lines) for _, cells in written]
        for (node, _), cells, linked in zip(written, _on_grid(rows, texts), links, strict=True):
            if any(cells):
                out.append(Line("\t".join(cells), linked, node, table))
        return out


def _holding_tables(page: Page) -> list[bool]:
    holding = [False] * len(page.nodes)
    for node in reversed(page.nodes):
        if node.parent is not None and (node.tag == "table" or holding[node.index]):
            holding[node.parent.index] = True
    return holding


def _parts(table: Node, *, hidden: bool) -> tuple[list[list[Node]], list[Node | str]]:
    """Return the cells of each row, and what stands between them (a caption, text that got in)."""
    rows: list[list[Node]] = []
    loose: list[Node | str] = []
    walk: list[tuple[Node, Iterator[Node | str]]] = [(table, iter(table.children))]
    in_row = False
    while walk:
        node, rest = walk[-1]
        child = next(rest, None)
        if child is None:
            walk.pop()
            in_row = in_row and node.tag != "tr"
        elif isinstance(child, str):
            if child.strip():
                loose.append(child)
        elif child.hidden and not hidden:
            continue
        elif child.tag in ("td", "th"):
            if not in_row:
                rows.append([])
                in_row = True
            rows[-1].append(child)
        elif child.tag == "tr":
            rows.append([])
            in_row = True
            walk.append((child, iter(child.children)))
        elif child.tag in ("tbody", "thead", "tfoot", "form"):
            walk.append((child, iter(child.children)))
        elif child.tag not in ("colgroup", "col"):
            loose.append(child)
    return [row for row in rows if row], loose


def _cell(lines: list[Line]) -> str:
    return in_cell("\n".join(line.text for line in lines))


def _is_layout(texts: list[list[str]]) -> bool:
    """Tell a table of layout: one column alone holds text, or long cells hold most of it."""
    columns = {at for row in texts for at, text in enumerate(row) if text}
    rows = sum(any(row) for row in texts)
    if len(columns) < 2 or rows < 2 or all(sum(map(bool, row)) < 2 for row in texts):
        return True
    sizes = [len(text) for row in texts for text in row]
    whole = sum(sizes)
    longest = max(sizes)
    return (longest > _LONG and longest * 2 >= whole) or sum(
        size for size in sizes if size > _VERY_LONG
    ) * 2 >= whole


def _on_grid(rows: list[list[Node]], texts: list[list[str]]) -> list[list[str]]:
    """Put each cell at its first place of the grid; the other places that it covers stay empty."""
    cells = sum(map(len, rows))
    spans = [[(_span(cell, "colspan"), _span(cell, "rowspan")) for cell in row] for row in rows]
    if max(sum(across for across, _ in row) for row in spans) * len(rows) > 64 * cells + 10_000:
        # Spans that the cells cannot fill: a page made wrongly, or to exhaust its reader.
        spans = [[(1, 1) for _ in row] for row in rows]
    grid: list[list[str]] = []
    covered: dict[int, int] = {}
    for row, widths in zip(texts, spans, strict=True):
        line: dict[int, str] = {}
        below: dict[int, int] = {at: left - 1 for at, left in covered.items() if left > 1}
        at = 0
        for text, (across, down) in zip(row, widths, strict=True):
            while at in covered:
                at += 1
            line[at] = text
            for column in range(at, at + across):
                if down > 1:
                    below[column] = down - 1
            at += across
        last = max([at - 1, *covered])
        grid.append([line.get(column, "") for column in range(last + 1)])
        covered = below
    width = max(map(len, grid))
    return [[*row, *[""] * (width - len(row))] for row in grid]


def _span(cell: Node, name: str) -> int:
    text = cell.get(name).strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    if name == "rowspan":
        return number or _MOST_COLUMNS * 1000
    return min(max(number, 1), _MOST_COLUMNS)
