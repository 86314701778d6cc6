"""Says the rows of a table as sentences of their labels, headings and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.tabular.columns import Column
from corpus.tabular.edits import Writer
from corpus.tabular.grid import Cell, Row
from corpus.tabular.labels import Label, Names, read_label
from corpus.tabular.table import Half, Table
from corpus.tabular.words import Words

OPEN, CLOSE = "〖", "〗"
"""Stand around words of a table that were not read: nothing between them is a claim."""

_POINTS = "个百分点"
# Before a growth, makes it that of a plan.
_PLANNED = "计划"


@dataclass(slots=True)
class Told:
    """What was done with the rows: stretches said as sentences, and stretches left unread."""

    said: list[tuple[int, int]] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Subject:
    """What the sentence so far has said that its figures are of."""

    names: tuple[Cell, ...]
    label: Label
    lead: str
    tail: str
    replaced: str | None
    unit: str
    when: str = ""
    said_of: tuple[str, str, str] | None = None
    status: str = ""
    plan: str = "计划"


def tell(table: Table, writer: Writer, words: Words, told: Told) -> None:
    """Write a table's rows as sentences; rows and cells that are not understood are set apart."""
    for row in table.above:
        _plain(row, writer)
    for row in table.header:
        _set_apart(row, writer)
    names = [Names(table.caption, words) for _ in table.halves]
    joins = False
    for row in table.rows:
        joins = _row(table, row, names, joins, writer, words, told)
    writer.finish()


def leave(table: Table, writer: Writer, told: Told) -> None:
    """Leave a table unread: its rows stay lines that can be read, with nothing claimed from them."""
    for row in table.above:
        _plain(row, writer)
    for row in (*table.header, *table.rows):
        _set_apart(row, writer)
        told.unread.append((row.start, row.end))


def _plain(row: Row, writer: Writer) -> None:
    writer.line(row.start)
    first = True
    for cell in row.cells:
        if cell.text:
            if not first:
                writer.ahead("  ")
            writer.keep(cell.start, cell.end)
            first = False
    writer.end(row.end)


def _set_apart(row: Row, writer: Writer) -> None:
    if not row.filled:
        _plain(row, writer)
        return
    writer.line(row.start)
    lead = OPEN
    for cell in row.cells:
        if cell.text:
            writer.ahead(lead)
            writer.keep(cell.start, cell.end)
            lead = "  "
    writer.behind(CLOSE)
    writer.end(row.end)


def _row(
    table: Table, row: Row, names: Sequence[Names], joins: bool, writer: Writer, words: Words, told: Told
) -> bool:
    """Write one row; return whether a row that is part of it may be joined to its sentence."""
    figures = sum(words.is_figure(cell.text) for cell in row.cells)
    if not figures:
        _set_apart(row, writer)
        return False
    subjects = [_subject(half, row, name, words) for half, name in zip(table.halves, names, strict=True)]
    readable = [
        subject if subject is not None and half.is_read and not _crowded(table, half, row, words) else None
        for subject, half in zip(subjects, table.halves, strict=True)
    ]
    if not any(readable):
        _set_apart(row, writer)
        told.unread.append((row.start, row.end))
        return False
    first = readable[0]
    joined = joins and len(table.halves) == 1 and first is not None and first.label.part
    writer.line(row.start, joined)
    said = False
    for half, subject in zip(table.halves, readable, strict=True):
        if subject is None:
            _set_cells_apart(half, row, writer, words, told)
            continue
        said = _half(table, half, row, subject, writer, words, told) or said
    writer.stop(row.end)
    told.said.append((row.start, row.end))
    return said and len(table.halves) == 1


def _crowded(table: Table, half: Half, row: Row, words: Words) -> bool:
    """Tell whether two figures stand under one heading, so that one of them is out of place."""
    seen: set[int] = set()
    for column in half.columns:
        cell = _cell(row, column)
        if cell is not None and words.is_figure(cell.text):
            origin = table.origins[column.at]
            if origin in seen:
                return True
            seen.add(origin)
    return False


def _cell(row: Row, column: Column) -> Cell | None:
    return row.cells[column.at] if column.at < len(row.cells) else None


def _subject(half: Half, row: Row, names: Names, words: Words) -> _Subject | None:
    """Return what a row is about, or None where nothing names it."""
    cells = [(column, cell) for column in half.names if (cell := _cell(row, column)) is not None and cell.text]
    if not cells:
        return None
    column, cell = cells[-1]
    label = read_label(cell.text, words)
    if not label.name:
        return None
    unit = label.unit or _unit_cell(half, row, words)
    if column.kind == "time":
        when = label.name if label.name.endswith(("年", "月", "度", "末")) else f"{label.name}年"
        scope = names.caption.scope
        return _Subject((), label, scope, "", "", unit, when)
    lead = "" if words.scope.match(label.name) else names.caption.scope
    tail = ""
    replaced: str | None = None
    aspects = any(one.aspect for one in half.columns)
    if label.total:
        replaced = ""
        if words.scope.fullmatch(label.name):
            lead = label.name
        if not aspects and not names.total(""):
            return None
        names.lent(label, unit)
    elif column.kind == "place":
        lead = ""
        tail = "" if aspects else names.total("")
        if not aspects and not tail:
            return None
    elif not aspects:
        lead += names.of_account(label.name)
        tail = names.lent(label, unit)
    return _Subject(tuple(one for _, one in cells), label, lead, tail, replaced, unit)


def _unit_cell(half: Half, row: Row, words: Words) -> str:
    for column in half.columns:
        cell = _cell(row, column)
        if column.kind == "unit" and cell is not None:
            return "%" if cell.text in words.percent else cell.text
    return ""


def _half(
    table: Table, half: Half, row: Row, subject: _Subject, writer: Writer, words: Words, told: Told
) -> bool:
    said = False
    for column in half.columns:
        cell = _cell(row, column)
        if cell is None or cell.text in words.empty:
            continue
        if column.kind in ("unit", "number"):
            continue
        if column.kind in ("remark", "attribute"):
            _aside(cell, writer)
            continue
        if _said(table, column, cell, subject, writer, words):
            said = True
            continue
        _aside(cell, writer)
        if any(char.isdigit() for char in cell.text):
            told.unread.append((cell.start, cell.end))
    return said


def _set_cells_apart(half: Half, row: Row, writer: Writer, words: Words, told: Told) -> None:
    for column in (*half.names, *half.columns):
        cell = _cell(row, column)
        if cell is not None and cell.text not in words.empty:
            _aside(cell, writer)
            if words.is_figure(cell.text):
                told.unread.append((cell.start, cell.end))


def _aside(cell: Cell, writer: Writer) -> None:
    writer.ahead(OPEN)
    writer.keep(cell.start, cell.end)
    writer.behind(CLOSE)


def _said(
    table: Table, column: Column, cell: Cell, subject: _Subject, writer: Writer, words: Words
) -> bool:
    """Say one figure, with what it is of where that was not said yet; return whether it could be said."""
    if column.kind is None or not column.is_figure:
        return False
    steady = cell.text in words.level and column.kind == "growth"
    found = None if steady else words.figure.fullmatch(cell.text)
    if not steady and (found is None or words.date.search(cell.text)):
        return False
    unit = _unit(table, column, subject)
    own = bool(found and words.unit.match(found["back"]))
    if unit is None and not own and not steady and column.kind != "rank":
        return False
    _introduce(table, column, cell, subject, writer, words)
    if steady:
        writer.ahead("与上年")
        writer.keep(cell.start + cell.text.index("持"), cell.end)
        return True
    assert found is not None
    writer.ahead(_phrase(column, found["front"], own and found["back"].startswith(_POINTS), subject, words))
    if column.kind in ("plan", "actual"):
        subject.status = column.kind
    if column.kind == "plan" and column.entry is not None:
        subject.plan = column.entry.say.removesuffix("投资").rstrip("数是为")
    at = cell.start + found.start("front")
    front = found["front"]
    sign = front[-1:]
    if sign in words.signs:
        if front[:-1]:
            writer.keep(at, at + len(front) - 1)
        if words.signs[sign]:
            writer.replace(at + len(front) - 1, at + len(front), words.signs[sign])
        writer.keep(at + len(front), cell.start + found.end("number"))
    else:
        writer.keep(at, cell.start + found.end("number"))
    if not own:
        writer.behind(unit or "")
    if found["back"]:
        writer.keep(cell.start + found.start("back"), cell.end)
    if column.entry is not None and column.entry.after:
        writer.behind(column.entry.after)
    return True


def _unit(table: Table, column: Column, subject: _Subject) -> str | None:
    """Return the unit of a column's figures in a row; None where nothing says it."""
    if column.kind == "growth" and subject.unit == "%":
        # Of a rate, so much per cent or so many points: nobody can tell.
        return None
    if column.kind in ("growth", "completion", "index", "share"):
        return column.unit or "%"
    if column.kind == "change" and subject.unit == "%":
        return _POINTS
    return subject.unit or column.unit or table.caption.unit or None


def _introduce(
    table: Table, column: Column, cell: Cell, subject: _Subject, writer: Writer, words: Words
) -> None:
    """Say when and of what a figure is, as far as the sentence has not said it."""
    when = _when(table, column, subject)
    scope = column.scope or subject.lead
    now = (when, scope, column.aspect)
    before = subject.said_of
    if before is None:
        subject.said_of = now
        _open(when, scope, column, subject, writer, table, words)
        return
    # A growth or completion without a name of its own is of the figure before it.
    follows = column.kind in ("growth", "completion", "index", "rank", "share", "change") and not column.when
    bare = not column.aspect and not column.scope
    if bare and (follows or before[1:] == now[1:] or column.kind != "level"):
        now = (before[0] if follows else when, before[1], before[2])
    if now == before:
        writer.behind("，")
    elif now[1:] == before[1:]:
        writer.behind("；")
        writer.ahead(now[0])
    else:
        writer.behind("；")
        writer.ahead(now[0] + _name(scope, column.aspect, subject, table, words))
    subject.said_of = now


def _open(
    when: str, scope: str, column: Column, subject: _Subject, writer: Writer, table: Table, words: Words
) -> None:
    if subject.replaced is not None:
        writer.ahead(when)
        if subject.names:
            cell = subject.names[-1]
            name = _name(scope, column.aspect, subject, table, words)
            writer.replace(cell.start + subject.label.start, cell.start + subject.label.end, name)
        else:
            writer.ahead(_name(scope, column.aspect, subject, table, words))
        return
    writer.ahead(when + scope)
    for cell in subject.names[:-1]:
        writer.keep(cell.start, cell.end, cell.text, closed_up=True)
    cell, label = subject.names[-1], subject.label
    writer.keep(
        cell.start + label.start, cell.start + label.end, cell.text[label.start : label.end], closed_up=True
    )
    writer.behind(subject.tail + column.aspect)


def _name(scope: str, aspect: str, subject: _Subject, table: Table, words: Words) -> str:
    if subject.replaced is not None:
        return scope + Names(table.caption, words).total(aspect)
    names = "".join(read_label(cell.text, words).name for cell in subject.names)
    return scope + names + subject.tail + aspect


def _when(table: Table, column: Column, subject: _Subject) -> str:
    if subject.when:
        return subject.when
    stated = table.caption.when
    if column.when in ("back", "here"):
        if stated[:4].isdigit():
            return f"{int(stated[:4]) - (column.when == 'back')}年"
        return "上年" if column.when == "back" else "今年"
    return column.when or stated


def _phrase(column: Column, front: str, points: bool, subject: _Subject, words: Words) -> str:
    """Return the words before a cell: those of its heading, without the verb that the cell has itself."""
    entry = column.entry
    say = entry.say if entry is not None else ""
    if entry is not None and entry.held is not None and (
        subject.status == "actual" or (column.kind == "completion" and subject.status != "plan")
    ):
        say = entry.held
    if column.kind == "completion" and subject.status == "plan":
        say = entry.held or say if entry is not None else say
    if column.kind in ("growth", "change", "index") and subject.status == "plan":
        say = _PLANNED + say
    say = say.replace("{plan}", subject.plan)
    if column.kind in ("growth", "change"):
        own = words.verb.match(front)
        if own:
            return say.removesuffix("增长").removesuffix("增加")
        if points:
            return say.removesuffix("增长").removesuffix("增加") + "提高"
    return say or ("为" if column.kind == "level" else "")
