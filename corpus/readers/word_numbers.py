"""Writes out the numbers that Word puts before the paragraphs of a list: 一、 （二） 1. ① A."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.typography import HAN_DIGITS, in_chinese, in_roman

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    spaced: bool = True
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list of the numbering part: its levels, and the counters, which all its instances share."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Instance:
    of: _List
    levels: dict[int, _Level]
    restarts: dict[int, int]
    met: bool = False


class Numbers:
    """Counts the numbered paragraphs of a document in their order.

    A number whose definition is missing or is written in a script that is not known here is left out, and so
    are bullets.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._instances: dict[str, _Instance] = {}
        self._style_numbers = _style_numbers(styles)
        if numbering is not None:
            self._load(numbering)

    def _load(self, numbering: _Element) -> None:
        lists: dict[str, _List] = {}
        by_style: dict[str, str] = {}
        links: dict[str, str] = {}
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            number = abstract.get(f"{W}abstractNumId", "")
            lists[number] = _List(dict(map(_level, abstract.iterfind(f"{W}lvl"))))
            if (style := _value(abstract, "styleLink")) is not None:
                by_style[style] = number
            if (style := _value(abstract, "numStyleLink")) is not None:
                links[number] = style
        for number, style in links.items():
            if style in by_style:
                lists[number] = lists[by_style[style]]
        for instance in numbering.iterfind(f"{W}num"):
            found = lists.get(_value(instance, "abstractNumId") or "")
            if found is None:
                continue
            levels = dict(found.levels)
            restarts: dict[int, int] = {}
            for override in instance.iterfind(f"{W}lvlOverride"):
                at = _number(override.get(f"{W}ilvl"), 0)
                levels.update(map(_level, override.iterfind(f"{W}lvl")))
                if (start := _value(override, "startOverride")) is not None:
                    restarts[at] = _number(start, 1)
            self._instances[instance.get(f"{W}numId", "")] = _Instance(found, levels, restarts)

    def of(self, paragraph: _Element) -> str:
        """Count a paragraph, and return the number that stands before it, or nothing.

        Call it once for each paragraph, in their order.
        """
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        style = _value(properties, "pStyle") or ""
        by_style = self._style_numbers.get(style, (None, None))
        direct = properties.find(f"{W}numPr")
        number, level = by_style
        if direct is not None:
            number = _value(direct, "numId") or number
            level = _value(direct, "ilvl") or level
        instance = self._instances.get(number or "")
        if level is None and instance is not None and style:
            level = next((str(at) for at, of in instance.levels.items() if of.style == style), None)
        at = _number(level, 0)
        if instance is None or not 0 <= at < _LEVELS:
            return ""
        _count(instance, at)
        return _written(instance, at)


def _count(instance: _Instance, at: int) -> None:
    counts = instance.of.counts
    if not instance.met:
        instance.met = True
        for level, start in instance.restarts.items():
            if 0 <= level < _LEVELS:
                counts[level] = start - 1
    for level in range(at):
        if counts[level] is None:
            counts[level] = instance.levels.get(level, _Level()).start
    before = counts[at]
    counts[at] = instance.levels.get(at, _Level()).start if before is None else before + 1
    for level in range(at + 1, _LEVELS):
        counts[level] = None


def _written(instance: _Instance, at: int) -> str:
    own = instance.levels.get(at)
    if own is None or own.format in ("bullet", "none"):
        return ""
    text = own.text
    for level in range(at + 1):
        if f"%{level + 1}" not in text:
            continue
        kind = "decimal" if own.legal else instance.levels.get(level, _Level()).format
        number = formatted(instance.of.counts[level] or 0, kind)
        if number is None:
            return ""
        text = text.replace(f"%{level + 1}", number)
    # A tab or space parts the number from the words; after 、 or ） nobody writes one.
    return f"{text} " if own.spaced and text[-1:].isalnum() and text[-1:] < "\u3000" else text


def formatted(number: int, kind: str) -> str | None:
    """Return a number as Word writes it under one of its `numFmt` names, or None where that is not known.

    >>> formatted(12, "chineseCounting"), formatted(4, "lowerRoman"), formatted(3, "decimalEnclosedCircle")
    ('十二', 'iv', '③')
    """
    if not 0 <= number < 10_000:
        return None
    if kind == "decimal" or kind == "decimalHalfWidth":
        return str(number)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind.startswith("decimalFullWidth"):
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if kind in _CHINESE:
        return in_chinese(number)
    if kind == "chineseLegalSimplified":
        return in_chinese(number, _LEGAL, "仟佰拾", one_ten=True)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(HAN_DIGITS[int(digit)] for digit in str(number))
    if number == 0:
        return None
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman"):
        roman = in_roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    return _from_row(number, kind)


def _from_row(number: int, kind: str) -> str | None:
    rows = {
        "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
        "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
        "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
        "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
        "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    }
    row = rows.get(kind, "")
    return row[number - 1] if number <= len(row) else None


def _level(element: _Element) -> tuple[int, _Level]:
    legal = element.find(f"{W}isLgl")
    return _number(element.get(f"{W}ilvl"), 0), _Level(
        start=_number(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=(_value(element, "lvlText") or "")[:100],
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        spaced=_value(element, "suff") != "nothing",
        style=_value(element, "pStyle"),
    )


def _style_numbers(styles: _Element | None) -> dict[str, tuple[str | None, str | None]]:
    """Return number and level that each paragraph style gives, by its own word or by the style it is based on."""
    own: dict[str, tuple[str | None, str | None]] = {}
    based: dict[str, str | None] = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style, "basedOn")
        found = style.find(f"{W}pPr/{W}numPr")
        if found is not None:
            own[name] = (_value(found, "numId"), _value(found, "ilvl"))
    out: dict[str, tuple[str | None, str | None]] = {}
    for name in based:
        number, level = None, None
        at: str | None = name
        for _ in range(12):
            if at is None or number is not None:
                break
            own_number, own_level = own.get(at, (None, None))
            number, level = own_number, level if level is not None else own_level
            at = based.get(at)
        if number is not None:
            out[name] = (number, level)
    return out


def _value(element: _Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default
