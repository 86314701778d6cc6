"""Finds the encoding of a page; the decoding itself is that of all readers."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.readers.decoding import Decoded, decode
from corpus.readers.scoring import familiarity

_TAG = re.compile(rb"<[A-Za-z/!?]")
# Markup and scripts; the first byte may be the second half of a character.
_LONG_ASCII = re.compile(rb"([\x00-\x7f])[\x00-\x7f]{32,}")
_WIDE_TAG = re.compile(rb"<\0|\0<")
_FAMILIAR = 0.3
_MOST_NULS = 0.1


def decode_page(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a page.

    As `corpus.readers.decoding.decode`, which reads what the page declares; but a page that is UTF-8 from
    end to end is not believed to be anything else, and where the encoding declared gives no Chinese, or none
    is declared, the text alone is looked at: the markup hides how Chinese it is. A stray NUL makes no page
    binary.

    Raises:
        UndecodableError: no text, or the name of an encoding that does not exist.

    >>> decode_page('<meta charset="utf-8"><p>财政收入增长</p>'.encode("gbk")).encoding
    'gb18030'
    """
    if _has_stray_nuls(data):
        # No multibyte encoding of Chinese uses DEL, so that offsets stay and nothing else changes.
        data = data.replace(b"\0", b"\x7f")
    found = decode(data, encoding)
    if found.source in ("given", "bom") or found.encoding.startswith("utf") or data.isascii():
        return found
    if _is_utf8(data):
        return replace(decode(data, "utf-8"), source="detected")
    bare = _LONG_ASCII.sub(rb"\1 ", data)
    if found.source == "declared" and familiarity(bare.decode(found.encoding, "replace")) >= _FAMILIAR:
        return found
    likely = decode(bare or b" ")
    if likely.encoding == found.encoding:
        return found
    return replace(decode(data, likely.encoding), source=likely.source)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_stray_nuls(data: bytes) -> bool:
    return (
        0 < data.count(b"\0") < len(data) * _MOST_NULS
        and _TAG.search(data) is not None
        and _WIDE_TAG.search(data) is None
    )
