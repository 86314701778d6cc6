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

_LEVELS = ("plan", "actual", "level")
_FOLLOWS = ("growth", "completion", "index", "rank", "share", "change")
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
    replaced: bool
    unit: str
    owner: Names
    when: str = ""
    said_of: tuple[str, str, str] = ("", "", "")
    status: str = ""
    plan: str = ""
    latest: str = ""
    grows: bool = False
    timeless: bool = False


def tell(table: Table, writer: Writer, words: Words, told: Told) -> None:
    """Write a table's rows as sentences; rows and cells that are not understood are set apart."""
    for row in table.above:
        _plain(row, writer)
    for row in table.header:
        _set_apart(row, writer)
    names = [
        Names(table.caption, half.names[-1].heading if half.names else "", words) for half in table.halves
    ]
    joins = ""
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
    table: Table, row: Row, names: Sequence[Names], joins: str, writer: Writer, words: Words, told: Told
) -> str:
    """Write one row; return what joins a row that is part of it to its sentence, or nothing."""
    if not any(words.is_figure(cell.text) or cell.text in words.level for cell in row.cells):
        _set_apart(row, writer)
        return ""
    subjects = [_subject(half, row, name, words) for half, name in zip(table.halves, names, strict=True)]
    readable = [
        subject if subject is not None and half.is_read and not _crowded(table, half, row, words) else None
        for subject, half in zip(subjects, table.halves, strict=True)
    ]
    if not any(readable):
        _set_apart(row, writer)
        told.unread.append((row.start, row.end))
        return ""
    first = readable[0]
    part = len(table.halves) == 1 and first is not None and first.label.part
    writer.line(row.start, joins if part else "")
    said = False
    for half, subject in zip(table.halves, readable, strict=True):
        if subject is None:
            _set_cells_apart(half, row, writer, words, told)
            continue
        said = _half(table, half, row, subject, said, writer, words, told) or said
    writer.stop(row.end)
    told.said.append((row.start, row.end))
    if not said or len(table.halves) > 1:
        return ""
    return "；" if part and joins else "；其中："


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
    cells = [
        (column, cell) for column in half.names if (cell := _cell(row, column)) is not None and cell.text
    ]
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
        return _Subject((), label, scope, "", True, unit, names, when)
    lead = "" if words.scope.match(label.name) else names.caption.scope
    tail = ""
    replaced = grows = False
    aspects = any(one.aspect for one in half.columns)
    if label.total:
        replaced = True
        if words.scope.fullmatch(label.name):
            lead = label.name
        if not aspects and not names.total(""):
            return None
        names.completed(label, unit)
    elif column.kind == "place":
        lead = ""
        tail = "" if aspects else names.total("")
        if not aspects and not tail:
            return None
    elif column.kind == "project":
        lead = ""
    elif not aspects:
        account, tail = names.completed(label, unit)
        lead += names.of_account(label.name) or account
        # An amount in per cent: how much it grew.
        grows = unit == "%" and words.lent.search(label.name + tail) is not None
    plans = [one for one in half.columns if one.kind == "plan"]
    plan = _plan(plans[0]) if len(plans) == 1 else ""
    return _Subject(
        tuple(one for _, one in cells),
        label,
        lead,
        tail,
        replaced,
        unit,
        names,
        plan=plan,
        grows=grows,
        timeless=column.kind == "project",
    )


def _unit_cell(half: Half, row: Row, words: Words) -> str:
    for column in half.columns:
        cell = _cell(row, column)
        if column.kind == "unit" and cell is not None:
            return "%" if cell.text in words.percent else cell.text
    return ""


def _half(
    table: Table,
    half: Half,
    row: Row,
    subject: _Subject,
    begins: bool,
    writer: Writer,
    words: Words,
    told: Told,
) -> bool:
    """Say one half of a row; return whether it held a figure that could be said."""
    filled = [
        (column, cell)
        for column in half.columns
        if (cell := _cell(row, column)) is not None and cell.text not in words.empty
    ]
    first = next((column for column, cell in filled if _can_say(table, column, cell, subject, words)), None)
    if first is None:
        _set_cells_apart(half, row, writer, words, told)
        return False
    if begins:
        writer.behind("。")
    _open(table, first, subject, writer, words)
    begun = False
    for column, cell in filled:
        if _can_say(table, column, cell, subject, words):
            if begun:
                _go_on(table, column, subject, writer, words)
            _say(table, column, cell, subject, writer, words)
            begun = True
        elif column.kind == "attribute" and not begun:
            writer.ahead("（")
            writer.keep(cell.start, cell.end)
            writer.behind("）")
        elif column.kind not in ("unit", "number"):
            if begun:
                writer.behind("，")
                _aside(cell, writer)
            if column.kind != "remark" and words.has_figure(cell.text):
                told.unread.append((cell.start, cell.end))
    return True


def _set_cells_apart(half: Half, row: Row, writer: Writer, words: Words, told: Told) -> None:
    for column in (*half.names, *half.columns):
        cell = _cell(row, column)
        if cell is not None and cell.text not in words.empty:
            _aside(cell, writer)
            if column.kind != "remark" and words.has_figure(cell.text):
                told.unread.append((cell.start, cell.end))


def _aside(cell: Cell, writer: Writer) -> None:
    writer.ahead(OPEN)
    writer.keep(cell.start, cell.end)
    writer.behind(CLOSE)


def _can_say(table: Table, column: Column, cell: Cell, subject: _Subject, words: Words) -> bool:
    """Tell whether a cell is a figure with a known meaning and unit."""
    if not column.is_figure:
        return False
    if _steady(column, cell, words):
        return True
    found = words.figure.fullmatch(cell.text)
    # Among figures 2059 is no year.
    if found is None or (not words.is_figure(cell.text) and not words.bare.fullmatch(cell.text)):
        return False
    has_unit = words.unit.match(found["back"]) is not None
    return has_unit or column.kind == "rank" or _unit(table, column, subject) is not None


def _steady(column: Column, cell: Cell, words: Words) -> bool:
    return cell.text in words.level and column.kind == "growth"


def _say(table: Table, column: Column, cell: Cell, subject: _Subject, writer: Writer, words: Words) -> None:
    """Say one figure: the words of its heading, the cell, its unit."""
    if _steady(column, cell, words):
        writer.ahead("与上年")
        writer.keep(cell.start + cell.text.index("持"), cell.end)
        return
    found = words.figure.fullmatch(cell.text)
    if found is None:
        return
    has_unit = words.unit.match(found["back"]) is not None
    if column.kind in ("plan", "actual"):
        subject.status = column.kind
    if column.kind == "plan" and column.entry is not None:
        subject.plan = _plan(column)
    front, at = found["front"], cell.start
    points = has_unit and found["back"].startswith(_POINTS)
    # Of an amount, 7% under 目标 is how much it shall grow.
    percent = has_unit and found["back"].startswith("%") and (subject.unit or "%") != "%"
    phrase = _phrase(column, front, points, percent, subject, words)
    writer.say(phrase, close=column.kind in _LEVELS)
    sign = front[-1:]
    if sign in words.signs:
        if front[:-1]:
            writer.keep(at, at + len(front) - 1)
        if words.signs[sign]:
            writer.replace(at + len(front) - 1, at + len(front), words.signs[sign])
        at += len(front)
    writer.keep(at, cell.start + found.end("number"))
    if not has_unit:
        writer.behind(_unit(table, column, subject) or "")
    if found["back"]:
        writer.keep(cell.start + found.start("back"), cell.end)
    if column.entry is not None and column.entry.after:
        writer.behind(column.entry.after)


def _unit(table: Table, column: Column, subject: _Subject) -> str | None:
    """Return the unit of a column's figures in a row; None where nothing says it."""
    if column.kind == "growth" and subject.unit == "%" and not subject.grows:
        # Of a rate, so much per cent or so many points: nobody can tell.
        return None
    if column.kind in ("growth", "completion", "index", "share"):
        return column.unit or "%"
    if column.kind == "change" and subject.unit == "%":
        return _POINTS
    return subject.unit or column.unit or table.caption.unit or None


def _open(table: Table, column: Column, subject: _Subject, writer: Writer, words: Words) -> None:
    """Begin a sentence: the time, whose figure, the label with what completes it."""
    when, scope = _when(table, column, subject), column.scope or subject.lead
    subject.said_of = (when, scope, column.aspect)
    if subject.replaced and subject.names:
        cell, label = subject.names[-1], subject.label
        writer.ahead(when)
        name = _name(scope, column.aspect, subject, table, words)
        writer.replace(cell.start + label.start, cell.start + label.end, name)
        return
    if not subject.names:
        writer.ahead(when + _name(scope, column.aspect, subject, table, words))
        return
    writer.ahead(when + scope)
    for cell in subject.names:
        label = read_label(cell.text, words)
        stretch = cell.text[label.start : label.end]
        writer.keep(cell.start + label.start, cell.start + label.end, stretch, closed_up=True)
    writer.behind(subject.tail + _aspect(column.aspect, label.name))


def _go_on(table: Table, column: Column, subject: _Subject, writer: Writer, words: Words) -> None:
    """Go on to another figure: say when and of what it is, as far as the sentence has not said it."""
    when, scope = _when(table, column, subject), column.scope or subject.lead
    before = subject.said_of
    # 2025年, 2024年, 增减%: the growth is of the later year, not of the figure beside it.
    latest = max(before[0], subject.latest)
    subject.latest = max(latest, when)
    # A growth or completion without a name of its own is of the figure before it.
    follows = column.kind in _FOLLOWS and not column.when
    if not column.aspect and not column.scope:
        scope, aspect = before[1], before[2]
    else:
        aspect = column.aspect
    now = (latest if follows else when, scope, aspect)
    subject.said_of = now
    if now == before:
        writer.behind("，")
        return
    writer.behind("；")
    writer.ahead(now[0])
    if now[1:] != before[1:]:
        writer.ahead(_name(scope, aspect, subject, table, words))


def _name(scope: str, aspect: str, subject: _Subject, table: Table, words: Words) -> str:
    if subject.replaced:
        return scope + subject.owner.total(aspect)
    names = "".join(read_label(cell.text, words).name for cell in subject.names)
    return scope + names + subject.tail + _aspect(aspect, names)


def _aspect(aspect: str, label: str) -> str:
    """Return what a heading adds to a label: nothing where both say an amount (发电量 under 产量)."""
    return "" if aspect.endswith("量") and label.endswith("量") else aspect


def _when(table: Table, column: Column, subject: _Subject) -> str:
    if subject.when:
        return subject.when
    # What a project costs is of no year.
    stated = "" if subject.timeless else table.caption.when
    if column.when in ("back", "here"):
        if stated[:4].isdigit():
            return f"{int(stated[:4]) - (column.when == 'back')}年"
        return "上年" if column.when == "back" else "今年"
    return column.when or stated


def _phrase(column: Column, front: str, points: bool, percent: bool, subject: _Subject, words: Words) -> str:
    """Return the words before a cell: those of its heading, without the verb that the cell has itself."""
    entry = column.entry
    say = entry.say if entry is not None else ""
    if (
        entry is not None
        and entry.held is not None
        and (subject.status == "actual" or (column.kind == "completion" and subject.status != "plan"))
    ):
        say = entry.held
    if column.kind == "completion" and subject.status == "plan":
        say = entry.held or say if entry is not None else say
    if column.kind in ("growth", "change", "index") and subject.status == "plan":
        say = _PLANNED + say
    say = say.replace("{plan}", subject.plan or _usual_plan(column))
    if column.kind in ("growth", "change"):
        own = words.verb.match(front)
        if own:
            return say.removesuffix("增长").removesuffix("增加")
        if points:
            return say.removesuffix("增长").removesuffix("增加") + "提高"
    if column.kind in _LEVELS and (subject.grows or percent):
        return _PLANNED + "增长" if column.kind == "plan" else "增长"
    return say or ("为" if column.kind == "level" else "")


def _plan(column: Column) -> str:
    """Return what the plan of a column is called: 的调整预算数 gives 调整预算."""
    said = column.entry.say if column.entry is not None else ""
    return said.removeprefix("的").removesuffix("投资").rstrip("数是为")


def _usual_plan(column: Column) -> str:
    return "预算" if "预算" in column.heading else "计划"
