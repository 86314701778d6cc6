"""Finds the encoding of Chinese text and decodes it, bytes that were lost or added included."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.readers.scoring import char_cost, familiarity
from corpus.source import EncodingSource

MAX_LOGGED_BYTES = 200
_SAMPLE = 1 << 16
_LINE_LIMIT = 1 << 14

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NULS = re.compile(rb"\0+")
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE
)
# GB18030 holds GBK and GB2312, and Big5-HKSCS holds Big5: files declared the smaller often use the larger.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}
_MULTIBYTE = ("gb18030", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_FAMILIAR = 0.3
_LEAST_WIDE = 8
_BAD = "\ufffd"


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that is known here."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, its encoding, how that was settled, and the undecodable bytes."""

    text: str
    encoding: str
    source: EncodingSource
    bad_bytes: int = 0
    bad_offsets: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text.

    In this order: the encoding that is given; a byte order mark; the charset declared in the first bytes, if
    the bytes fit it; UTF-8; then the encoding under which the text is made of frequent characters. Where
    bytes were lost, each line is decoded so that the fewest and likeliest bytes are left out; those become
    U+FFFD, and so does a NUL that stands in a text.

    Raises:
        UndecodableError: no text, or the name of an encoding that does not exist.

    >>> decode("經濟增長，財政收入".encode("big5")).encoding
    'big5hkscs'
    """
    found = _decoded(data, encoding)
    return found if "\0" not in found.text else _without_nuls(found, data)


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    if encoding is not None:
        return _given(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name, "bom", offset=len(mark))
    if _is_binary(data):
        raise UndecodableError("holds binary data, not text")
    declared = _declared(data)
    if declared is not None:
        text = _strict(data, declared)
        if text is not None:
            return Decoded(text, declared, "declared")
    text = _strict(data, "utf-8")
    if text is not None and "\0" not in text and not _is_wide_in_ascii(data):
        return Decoded(text, "utf-8", "detected")
    return _detect(data, declared)


def find_encoding(sample: bytes, encoding: str | None = None) -> tuple[str, EncodingSource]:
    """Settle the encoding of a file by its first bytes; the last character may be cut.

    Other than for a whole text UTF-8 comes before a declaration, which may stand in one row of many.

    Raises:
        UndecodableError: no text, or the name of an encoding that does not exist.

    >>> find_encoding("内容,标题".encode()[:-1]), find_encoding("经济,财政收入".encode("gbk"))
    (('utf-8', 'detected'), ('gb18030', 'detected'))
    """
    if encoding is not None:
        return _given_codec(sample, encoding)[0], "given"
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name, "bom"
    if b"\0" not in sample:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample)
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8", "detected"
    found = decode(sample[: sample.rfind(b"\n") + 1] or sample)
    return found.encoding, found.source


def _without_nuls(found: Decoded, data: bytes) -> Decoded:
    nuls = found.text.count("\0")
    offsets = found.bad_offsets
    if found.encoding not in _WIDE:
        # Elsewhere a NUL byte is part of most characters.
        offsets = tuple(
            sorted({*offsets, *(at.start() for at in re.finditer(b"\0", data))})[:MAX_LOGGED_BYTES]
        )
    text = found.text.replace("\0", _BAD)
    return replace(found, text=text, bad_bytes=found.bad_bytes + nuls, bad_offsets=offsets)


def _given(data: bytes, encoding: str) -> Decoded:
    name, mark = _given_codec(data, encoding)
    return _decode_as(data[mark:], name, "given", offset=mark)


def _given_codec(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the codec of a name and the length of the byte order mark that stands before it."""
    try:
        name = codecs.lookup(encoding).name
        # Some codecs make bytes of bytes.
        b"0".decode(name, "ignore")
    except (LookupError, ValueError) as error:
        raise UndecodableError(f"unknown encoding {encoding}") from error
    for mark, of in _BOMS:
        if data.startswith(mark) and (of == name or of.rsplit("-", 1)[0] == name):
            return of, len(mark)
    if name in ("utf-16", "utf-32"):
        name += "-le"
    return _WIDER.get(name, name), 0


def _decode_as(data: bytes, name: str, source: EncodingSource, offset: int = 0) -> Decoded:
    text = _strict(data, name)
    if text is not None:
        return Decoded(text, name, source)
    if name in _MULTIBYTE or name == "utf-8":
        return _tolerant(data, name, source, offset)
    try:
        text = data.decode(name, "replace")
    except UnicodeError as error:
        raise UndecodableError(f"is not {name}") from error
    bad = text.count(_BAD)
    return Decoded(text, name, source, bad)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        # A codec may refuse without saying where, as `undefined` does.
        return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:2048])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    return _WIDER.get(name, name)


def _is_binary(data: bytes) -> bool:
    """Tell binary data: control bytes that no text has, and so many that no damage explains them."""
    head = data[:_SAMPLE]
    if head.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
    ):
        return True
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    # What a disk lost stands as a run of NULs.
    damage = controls + len(_NULS.findall(head))
    if not damage or (damage * 50 <= len(head) and b"\0" not in head):
        return False
    if any(_share(data, name) >= _FAMILIAR for name in _WIDE):
        return False
    kept = _NULS.sub(b"", head)
    return damage * 50 > len(kept) or all(_share(kept, name) < _FAMILIAR for name in ("utf-8", *_MULTIBYTE))


def _is_wide_in_ascii(data: bytes) -> bool:
    """Tell UTF-16 without a mark all of whose bytes are ASCII from ASCII: 全 is the two bytes of `hQ`."""
    return len(data) >= _LEAST_WIDE and data.isascii() and any(_share(data, name) > 0.6 for name in _WIDE)


def _share(data: bytes, name: str) -> float:
    """Return the share of frequent characters in a sample decoded so, or 0 where it does not decode."""
    sample = data[: _SAMPLE // 4 * 4]
    if name not in _WIDE:
        return familiarity(sample.decode(name, "replace"))
    width = 4 if "32" in name else 2
    # Where a byte was lost, the NULs of digits and line ends still tell wide characters from others.
    if len(data) % width and b"\0" not in sample:
        return 0.0
    decoded = sample[: len(sample) // width * width].decode(name, "replace")
    return familiarity(decoded, latin=True) if decoded.count("\0") * 50 <= len(decoded) else 0.0


def _detect(data: bytes, declared: str | None) -> Decoded:
    shares = {name: _share(data, name) for name in (*_MULTIBYTE, *_WIDE, "utf-8")}
    if declared in shares:
        shares[declared] += 0.05
    ranked = sorted(shares, key=lambda name: -shares[name])
    best = ranked[0]
    if shares[best] >= _FAMILIAR or (declared == best and shares[best] > 0.1):
        text = _strict(data, best)
        if text is not None:
            return Decoded(text, best, "detected")
        if best in _WIDE:
            return _decode_as(data, best, "tolerant")
        return _tolerant(data, best, "tolerant", 0)
    return _foreign(data, best if shares[best] > 0 else "gb18030")


def _foreign(data: bytes, likeliest: str) -> Decoded:
    """Ask charset-normalizer about text that is not mainly Chinese; fall back on the likeliest one."""
    from charset_normalizer import from_bytes

    for name in dict.fromkeys(("gb18030", likeliest)):
        text = _strict(data, name)
        if text is not None and len(text) <= 16 and _plausible(text):
            return Decoded(text, name, "detected")
    match = from_bytes(data[:_SAMPLE]).best()
    if match is not None:
        name = codecs.lookup(match.encoding).name
        name = _WIDER.get(name, name)
        text = _strict(data, name)
        if text is not None:
            return Decoded(text, name, "detected")
    text = _strict(data, "gb18030")
    if text is not None and _plausible(text):
        return Decoded(text, "gb18030", "detected")
    return _tolerant(data, likeliest if likeliest not in _WIDE else "gb18030", "tolerant", 0)


def _plausible(text: str) -> bool:
    return not any("\ue000" <= char <= "\uf8ff" for char in text)


def _tolerant(data: bytes, name: str, source: EncodingSource, offset: int) -> Decoded:
    """Decode line by line; a line that does not decode is read by score, its bad bytes as U+FFFD."""
    pieces: list[str] = []
    bad: list[int] = []
    start = 0
    for line in data.splitlines(keepends=True) if name == "utf-8" else _lines(data):
        text = _strict(line, name)
        if text is None:
            text, positions = _by_score(line, name)
            bad.extend(offset + start + position for position in positions)
        pieces.append(text)
        start += len(line)
    return Decoded("".join(pieces), name, source, len(bad), tuple(bad[:MAX_LOGGED_BYTES]))


def _lines(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        yield data[start:end]
        start = end


def _by_score(line: bytes, name: str) -> tuple[str, list[int]]:
    """Read a damaged line: of all ways to cut it into characters and bad bytes, the one of least cost."""
    pieces: list[str] = []
    bad: list[int] = []
    for start in range(0, len(line), _LINE_LIMIT):
        text, positions = _cheapest(line[start : start + _LINE_LIMIT], name)
        pieces.append(text)
        bad.extend(start + position for position in positions)
    return "".join(pieces), bad


def _cheapest(line: bytes, name: str) -> tuple[str, list[int]]:
    size = len(line)
    cost = [0.0] + [float("inf")] * size
    step: list[tuple[int, str]] = [(0, "")] * (size + 1)
    widths = (1, 2, 3, 4) if name == "utf-8" else (1, 2, 4) if name == "gb18030" else (1, 2)
    for at in range(size):
        here = cost[at]
        total = here + char_cost(_BAD)
        if total < cost[at + 1]:
            cost[at + 1], step[at + 1] = total, (1, _BAD)
        for width in widths:
            if at + width > size:
                break
            char = _one_char(line[at : at + width], name)
            if char and (total := here + char_cost(char)) < cost[at + width]:
                cost[at + width], step[at + width] = total, (width, char)
    chars: list[str] = []
    bad: list[int] = []
    at = size
    while at:
        width, char = step[at]
        at -= width
        chars.append(char)
        if char == _BAD and width == 1:
            bad.append(at)
    chars.reverse()
    bad.reverse()
    return "".join(chars), bad


@lru_cache(maxsize=1 << 15)
def _one_char(raw: bytes, name: str) -> str | None:
    text = _strict(raw, name)
    return text if text is not None and len(text) == 1 else None
