"""Damages our samples in all the ways in which archives are damaged, and in some in which only malice does.

Each input is made from its number and a seed, so that one that does harm can be made again alone.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.docx_writer import docx_of, paragraph, table
from tests.pdf_writer import pdf_of

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
MIB = 1 << 20
# More than a reader takes of what is many times smaller when stored.
_BOMB = 40 * MIB
_LONG = 40_000

_ENCODINGS = (
    "gb18030",
    "gbk",
    "big5",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "shift_jis",
    "euc_kr",
    "cp1252",
)
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u034f"
    "\u061c\u115f\u180e\u3164\ufe0f\U000e0001\U000e0041\u0301\u0323\u20dd\u0000\u0007\u0008\u000b\u001b\u0085\u2028\u2029"
    "\ue000\ufffe\uffff\ufdd0\ufffd\U0010ffff"
)
_RIGHT_TO_LEFT = "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u0661\u0662\u0663\u066a"
_CUES = (
    "同比增长",
    "比上年",
    "其中",
    "完成",
    "占",
    "亿元",
    "万元",
    "%",
    "个百分点",
    "、",
    "，",
    "。",
    "；",
    "“",
    "”",
    "（",
    ")",
    "第",
    "年",
    "月",
    "至",
    "-",
    "—",
    ".",
    ",",
    "一",
    "十",
    "百",
    "万",
    "亿",
    "零",
    "×",
    "*",
    "项目",
    "建成",
    "力争",
    "要",
    "一、",
    "（一）",
    "1.",
    "\t",
    "\u3000",
    " ",
    "\n",
    "\r",
    "|",
    "上年",
    "以上",
    "左右",
    "从",
    "增加到",
    "分别",
    "和",
    "及",
)


@dataclass(frozen=True)
class Damaged:
    """A file that was damaged, and how; `kept` are texts in it that no damage touched, which must be read."""

    name: str
    data: bytes
    how: str
    kept: tuple[str, ...] = ()


def damaged(number: int, seed: int) -> Damaged:
    """Make one damaged input; all ways come round in turn.

    >>> damaged(5, 1) == damaged(5, 1) != damaged(5, 2)
    True
    """
    how = list(WAYS)[number % len(WAYS)]
    name, data, *kept = WAYS[how](random.Random(f"{seed}:{number}"))
    return Damaged(f"{number:06}{name}", data, how, *kept)


Made = tuple[str, bytes] | tuple[str, bytes, tuple[str, ...]]


# --- the sound files


@cache
def texts() -> tuple[str, ...]:
    """The samples as texts, those that are damaged already too."""
    from corpus import read_path

    return tuple(source.text for path in sorted(SAMPLES.glob("*.txt")) for source in read_path(path))


@cache
def sound() -> dict[str, tuple[bytes, ...]]:
    """Sound files of every format, by suffix."""
    some = texts()[:4]
    return {
        ".txt": tuple(path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))),
        ".html": tuple(map(_page, some)),
        ".docx": tuple(map(_document, some)),
        ".pdf": tuple(pdf_of([text.splitlines()[:40], text.splitlines()[40:80]]) for text in some),
        ".jsonl": (_lines(some), _lines(texts()[4:8])),
        ".json": (json.dumps([{"正文": text} for text in some], ensure_ascii=False).encode(),),
        ".csv": (_csv(some), _csv(some).decode().encode("gb18030")),
        ".parquet": (_parquet(some), _parquet(some, dictionary=False)),
        ".zip": (_zip([(f"{at}.txt", text.encode()) for at, text in enumerate(some)]),),
        ".txt.gz": tuple(gzip.compress(text.encode(), mtime=0) for text in some),
        ".jsonl.gz": (gzip.compress(_lines(some), mtime=0),),
        ".xlsx": (_workbook(some),),
    }


def _page(text: str, charset: str = "utf-8") -> bytes:
    title, *lines = text.splitlines()
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    head = f'<html><head><meta charset="{charset}"><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1>{body}</body></html>".encode("utf-8", "surrogatepass")


def _document(text: str) -> bytes:
    rows = "".join(map(paragraph, _xml(text).splitlines()))
    return docx_of(rows + table("<w:tc><w:p/></w:tc>"))


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _lines(some: Sequence[str]) -> bytes:
    return "".join(
        json.dumps({"text": text, "id": at}, ensure_ascii=False) + "\n" for at, text in enumerate(some)
    ).encode()


def _csv(some: Sequence[str]) -> bytes:
    rows = "".join('{},"{}"\n'.format(at, text.replace('"', '""')) for at, text in enumerate(some))
    return f"编号,正文\n{rows}".encode("utf-8", "surrogatepass")


def _parquet(some: Sequence[str], dictionary: bool = True) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table({"text": list(some)}), stream, use_dictionary=dictionary, compression="snappy")
    return stream.getvalue()


def _zip(members: Sequence[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _workbook(some: Sequence[str]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        sheet = book.add_worksheet()
        for at, text in enumerate(some):
            sheet.write_string(at, 0, text[:30_000])
    return stream.getvalue()


# --- damage of bytes, whatever they are


def _hurt(data: bytes, rng: random.Random) -> bytes:
    """Flip, cut, drop, double and splice bytes, one to six times."""
    hurt = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(hurt) + 1)
        length = int(2 ** rng.uniform(0, 10))
        match rng.choice(("flip", "flip", "flip", "cut", "drop", "double", "splice", "noise", "nothing")):
            case "flip" if hurt:
                hurt[at % len(hurt)] ^= 1 << rng.randrange(8)
            case "cut":
                del hurt[at if rng.random() < 0.3 else max(at, len(hurt) * 3 // 4) :]
            case "drop":
                del hurt[at : at + length]
            case "double":
                hurt[at:at] = hurt[at : at + length]
            case "splice":
                other = rng.choice(rng.choice(list(sound().values())))
                start = rng.randrange(len(other))
                hurt[at:at] = other[start : start + length]
            case "noise":
                hurt[at : at + length] = rng.randbytes(length)
            case "nothing":
                hurt[at : at + length] = bytes(length)
    return bytes(hurt)


def _any_bytes(rng: random.Random) -> Made:
    suffix = rng.choice(list(sound()))
    return suffix, _hurt(rng.choice(sound()[suffix]), rng)


def _hurt_text(rng: random.Random) -> Made:
    return ".txt", _hurt(rng.choice(sound()[".txt"]), rng)


def _lost_bytes(rng: random.Random) -> Made:
    """Single bytes lost from GBK text, as old mail and old databases lose them."""
    data = bytearray(rng.choice(texts()).encode("gbk", "replace"))
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(data))
        data[at : at + 1] = rng.choice((b"", b"?", b"\x00", b"\xff"))
    return ".txt", bytes(data)


def _other_suffix(rng: random.Random) -> Made:
    suffix = rng.choice([*sound(), "", ".doc", ".wps", ".xyz", ".mht", ".md", ".tsv", ".gz", ".json", ".xls"])
    return suffix, rng.choice(rng.choice(list(sound().values())))


def _noise(rng: random.Random) -> Made:
    return rng.choice(list(sound())), rng.randbytes(int(2 ** rng.uniform(0, 16)))


# --- damage of text


def _written(text: str, rng: random.Random) -> Made:
    """Put a text into a file of some format that holds any text."""
    match rng.choice(("txt", "txt", "txt", "html", "jsonl", "csv", "docx")):
        case "html":
            return ".html", _page(text.replace("<", "&lt;"))
        case "jsonl":
            return ".jsonl", json.dumps({"text": text}).encode()
        case "csv":
            return ".csv", _csv([text])
        case "docx":
            return ".docx", _document("".join(char for char in text if char.isprintable() or char == "\n"))
        case _:
            return ".txt", text.encode("utf-8", "surrogatepass")


def _sprinkled(text: str, pieces: Callable[[], str], times: int, rng: random.Random) -> str:
    places = sorted((rng.randrange(len(text) + 1) for _ in range(times)), reverse=True)
    for at in places:
        text = text[:at] + pieces() + text[at:]
    return text


def _wrong_encoding(rng: random.Random) -> Made:
    text = rng.choice(texts())
    right, wrong = rng.choice(_ENCODINGS), rng.choice(_ENCODINGS)
    data = text.encode(right, "replace")
    match rng.choice(("as it is", "twice", "declared", "two in one", "odd")):
        case "twice":
            data = data.decode(wrong, "replace").encode("utf-8", "replace")
        case "declared":
            return ".html", _page(text, wrong).decode().encode(right, "replace")
        case "two in one":
            data = data[: len(data) // 2] + text[len(text) // 2 :].encode(wrong, "replace")
        case "odd":
            data = data[1:] if rng.random() < 0.5 else data[:-1]
    return rng.choice((".txt", ".txt", ".csv", ".jsonl", ".html")), data


def _odd_characters(rng: random.Random) -> Made:
    odd = _INVISIBLE + _RIGHT_TO_LEFT + "\ud800\udfff"
    text = _sprinkled(
        rng.choice(texts()), lambda: rng.choice(odd) * rng.choice((1, 1, 1, 50)), rng.randint(1, 400), rng
    )
    return _written(text, rng)


def _right_to_left(rng: random.Random) -> Made:
    lines = rng.choice(texts()).splitlines()
    for at in range(0, len(lines), rng.randint(1, 3)):
        lines[at] = rng.choice(
            ("\u202e" + lines[at][::-1], "\u2067" + lines[at] + "\u2069", _RIGHT_TO_LEFT + lines[at])
        )
    return _written("\n".join(lines), rng)


def _absurd_number(rng: random.Random) -> str:
    digits = int(10 ** rng.uniform(0, 3.7))
    return rng.choice(
        (
            "9" * digits,
            "0" * digits + "1",
            "0." + "0" * digits + "1",
            "1" + "0" * digits + "." + "5" * rng.randint(0, 50),
            ",".join(["999"] * (digits // 3 + 1)),
            f"1e{'9' * min(digits, 20)}",
            f"-{'8' * digits}",
            ".".join("1" * min(digits, 300)),
            "九" * digits,
            "一" + "亿" * min(digits, 500),
            "百万亿千万" * (digits // 5 + 1),
            "１２３．" * (digits // 4 + 1),
            "②⑨㈤Ⅻ½¾" * (digits // 6 + 1),
            "٣٤٥७८९",
            "99999999999年13月45日",
            "0年0月0日",
            "-5年",
            f"第{'9' * digits}位",
            f"1/{'0' * min(digits, 30)}",
            "99%～1%～50%—3%",
            "∞",
            "NaN",
        )
    )


def _absurd_numbers(rng: random.Random) -> Made:
    unit = [
        "亿元",
        "%",
        "个百分点",
        "万人",
        "",
        "年",
        "倍",
        "‰",
        "美元",
        "亩",
        "万亿吨标准煤",
        "成",
        "分之一",
    ]
    text = _sprinkled(
        rng.choice(texts()), lambda: _absurd_number(rng) + rng.choice(unit), rng.randint(1, 12), rng
    )
    return _written(text, rng)


def _without_end(rng: random.Random) -> Made:
    """One phrase, or few in any order, over and over: what a pattern may read again and again."""
    sample = rng.choice(texts())
    at = rng.randrange(len(sample))
    phrases = [sample[at : at + rng.randint(1, 30)], *(rng.choice(_CUES) for _ in range(rng.randint(0, 3)))]
    phrases = [phrase for phrase in phrases if phrase]
    rng.shuffle(phrases)
    most = int(10 ** rng.uniform(2, 4.6))
    if rng.random() < 0.5:
        run = "".join(phrases)
        text = run * (most // len(run) + 1)
    else:
        text = "".join(rng.choice(phrases) for _ in range(most // 4))
    text = text[:_LONG]
    return _written(
        rng.choice((text, sample[: rng.randrange(len(sample))] + text, text + sample[-500:])), rng
    )


def _without_stops(rng: random.Random) -> Made:
    text = "".join(rng.choice(texts()).split())
    for mark in rng.choice(("。", "。；", "。；，", "。；，、：（）“”")):
        text = text.replace(mark, "")
    return _written(text * rng.randint(1, 4), rng)


def _brackets(rng: random.Random) -> Made:
    pair = rng.choice(("（）", "()", "“”", "《》", "【】", "[]", "〔〕", "<>", "{}"))
    deep = int(10 ** rng.uniform(1, 3.7))
    inner = rng.choice(("", "增长5%", rng.choice(texts())[:100]))
    text = pair[0] * deep + inner + pair[1] * rng.choice((deep, 0, deep // 2))
    sample = rng.choice(texts())
    at = rng.randrange(len(sample))
    return _written(sample[:at] + text + sample[at:], rng)


def _spliced(rng: random.Random) -> Made:
    """Pieces of several documents in one, as a broken download or a wrong page order gives."""
    pieces = []
    for _ in range(rng.randint(2, 30)):
        sample = rng.choice(texts())
        at = rng.randrange(len(sample))
        pieces.append(sample[at : at + rng.randint(1, 300)])
    return _written(rng.choice(("", "\n", " ")).join(pieces), rng)


def _shuffled_lines(rng: random.Random) -> Made:
    lines = rng.choice(texts()).splitlines()
    rng.shuffle(lines)
    width = rng.randint(1, 30)
    cut = ["\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in lines]
    return _written(rng.choice(("\n", "\r\n", "\r", "\n\n", "\u2028")).join(cut), rng)


# --- damage of formats


def _deep_page(rng: random.Random) -> Made:
    tag = rng.choice(
        (
            "div",
            "table><tr><td",
            "ul><li",
            "span",
            "b",
            "font",
            "blockquote",
            "section",
            "a",
            "p",
            "form",
            "svg",
        )
    )
    deep = int(10 ** rng.uniform(2, 4.3))
    closing = "".join(f"</{part}>" for part in reversed(tag.split("><")))
    text = rng.choice(texts()).replace("<", "&lt;")
    page = f"<{tag}>" * deep + f"<p>{text}</p>" + (closing * deep if rng.random() < 0.6 else "")
    return ".html", f"<html><head><meta charset=utf-8></head><body>{page}</body></html>".encode()


def _wide_cell(columns: str, rows: int) -> str:
    return f'<table><tr><td colspan="{columns}" rowspan="{rows}">5%</td></tr></table>'


def _odd_page(rng: random.Random) -> Made:
    text = rng.choice(texts()).replace("<", "&lt;")
    first = text[:200]
    odd = rng.choice(
        (
            _wide_cell("9" * rng.randint(1, 30), rng.choice((0, -1, 65534, 10**9))),
            "<table>" + "<tr>" + f"<td>{first}</td>" * 300 + "</tr></table>",
            "<table>" + "<tr><td rowspan=1000 colspan=1000>1</td></tr>" * 50 + "</table>",
            "<!--" + text,
            "<!DOCTYPE html [<!ENTITY a '"
            + "9" * 100
            + "'>"
            + "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(8))
            + "]><p>&i;</p>",
            f"<p {' '.join(f'a{at}={at}' for at in range(5000))}>{first}</p>",
            "&#x110000;&#0;&#55296;&#99999999999999999999;&unknown;&amp" * 200,
            "<script>" + text,
            f"<textarea>{text}</textarea><noscript>{text}</noscript><template>{text}</template>",
            "<p>" + "".join(f"<b>{char}</b>" for char in text[:3000]) + "</p>",
            "<br>" * 20_000,
            "<frameset>" * 200 + "<iframe src=x>" * 200,
            f"<base href='file:///etc/passwd'><link href='http://0/'><img src='data:,{'A' * 100_000}'>",
            "<ol>" + "<li value=99999999999999999999>5%</li>" * 500 + "</ol>",
            "<" * 20_000,
            "<p>" * 20_000 + first,
            "<![CDATA[" * 500 + first + "]]>" * 200,
        )
    )
    charset = rng.choice(("utf-8", "gbk", "undefined", "%", "utf-16", "idna", "rot13"))
    whole = f"<html><meta charset={charset}><body>{odd}<p>{text}</p></body></html>"
    return ".html", whole.encode()


def _mail_page(rng: random.Random) -> Made:
    """A page saved as MHTML, its parts in disorder."""
    import base64
    import quopri

    page = _page(rng.choice(texts()))
    how = rng.choice(("base64", "quoted-printable", "8bit", "x-none"))
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(how, bytes)(page)
    mark = rng.choice(("----=a", "", "-" * 500))
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{mark}"\r\n\r\n'
    part = f"--{mark}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {how}\r\n\r\n".encode()
    data = head.encode() + part * rng.choice((1, 1, 200)) + body + f"\r\n--{mark}--\r\n".encode()
    return rng.choice((".mht", ".mhtml", ".html")), _hurt(data, rng) if rng.random() < 0.5 else data


def _docx_inside(rng: random.Random) -> Made:
    """A DOCX whose parts are damaged and packed soundly again."""
    stream = io.BytesIO(_document(rng.choice(texts())))
    with zipfile.ZipFile(stream) as package:
        members = [(info.filename, package.read(info)) for info in package.infolist()]
    at = rng.randrange(len(members))
    name, data = members[at]
    match rng.choice(("hurt", "hurt", "gone", "empty", "twice", "other")):
        case "hurt":
            members[at] = (name, _hurt(data, rng))
        case "gone":
            del members[at]
        case "empty":
            members[at] = (name, b"")
        case "twice":
            # The way of a double name is told by a warning.
            members.append((name + "x", data))
        case "other":
            members[at] = (name, rng.choice(rng.choice(list(sound().values()))))
    return ".docx", _zip(members)


def _odd_docx(rng: random.Random) -> Made:
    text = paragraph(_xml(rng.choice(texts())[:500]))
    deep = int(10 ** rng.uniform(1, 3.5))
    match rng.choice(("tables", "runs", "span", "entities", "bomb", "fields", "boxes")):
        case "tables":
            body = "<w:tbl><w:tr><w:tc>" * deep + text + "</w:tc></w:tr></w:tbl>" * deep
        case "runs":
            body = "<w:p>" + "<w:r><w:t>5</w:t></w:r>" * deep * 3 + "</w:p>"
        case "span":
            body = (
                table(f'<w:tc><w:tcPr><w:gridSpan w:val="{"9" * rng.randint(1, 20)}"/></w:tcPr>{text}</w:tc>')
                * 3
            )
        case "entities":
            dtd = "<!DOCTYPE x [<!ENTITY a '9999999999'>" + "".join(
                f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)
            )
            return ".docx", docx_of(paragraph("&j;"), dtd=dtd + "]>")
        case "bomb":
            return ".docx", docx_of("<w:p/>" * (_BOMB // 6))
        case "fields":
            body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * deep + text
        case _:
            body = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" * deep + text
            body += "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * deep
    return ".docx", docx_of(body)


def _odd_pdf(rng: random.Random) -> Made:
    data = bytearray(rng.choice(sound()[".pdf"]))
    for _ in range(rng.randint(1, 5)):
        # Numbers of objects, lengths and offsets are where a PDF is most easily hurt.
        places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
        at = rng.choice(places)
        data[at : at + 1] = rng.choice((b"0", b"9", b"99999999", b"-1", b"2 0 R", b"/", b"<<", b"[[[["))
    return ".pdf", bytes(data)


def _among_sound(rng: random.Random) -> Made:
    """An archive or table in which one document is damaged and the others must be read."""
    some = tuple(rng.sample(texts(), 3))
    at = rng.randrange(4)
    match rng.choice(("zip", "zip", "jsonl", "zip of tables", "gz in zip")):
        case "jsonl":
            bad = rng.choice(
                (
                    b"{",
                    b'{"text": 5}',
                    b"[" * 5000,
                    b"\xff\xfe{",
                    b'{"text": "a',
                    b"null",
                    b'{"text": NaN}',
                    b"{}" * 3,
                    b'"' * 99,
                )
            )
            lines = _lines(some).splitlines()
            return ".jsonl", b"\n".join([*lines[:at], bad, *lines[at:]]) + b"\n", some
        case "zip of tables":
            name, bad = f"{at}.jsonl", _hurt(_lines(some), rng)
        case "gz in zip":
            name, bad = f"{at}.txt.gz", _hurt(gzip.compress(some[0].encode(), mtime=0), rng)
        case _:
            suffix = rng.choice([*sound(), ".xyz", "", ".doc"])
            name, bad = f"{at}a{suffix}", _hurt(rng.choice(rng.choice(list(sound().values()))), rng)
    members = [(f"{number}.txt", text.encode()) for number, text in enumerate(some)]
    return ".zip", _zip([*members, (name, bad)]), some


def _odd_zip(rng: random.Random) -> Made:
    some = rng.choice(texts()).encode()
    name = rng.choice(
        (
            "../a.txt",
            "/etc/a.txt",
            "C:\\a.txt",
            "a" * 60_000 + ".txt",
            "a\n\u202etxt.a",
            "a/" * 500 + "b.txt",
            "con",
            ".txt",
            "a//b.txt",
        )
    )
    match rng.choice(("name", "many", "nested", "comment", "size", "names")):
        case "name":
            return ".zip", _zip([(name, some), ("b.txt", some)])
        case "many":
            return ".zip", _zip([(f"{at}.txt", b"5%") for at in range(rng.randint(1, 2000))])
        case "nested":
            data = _zip([("a.txt", some)])
            for _ in range(rng.randint(1, 40)):
                data = _zip([("a.zip", data)])
            return ".zip", data
        case "comment":
            return ".zip", _zip([("a.txt", some)]) + rng.randbytes(rng.randint(1, 70_000))
        case "size":
            data = bytearray(_zip([("a.txt", some), ("b.txt", some)]))
            at = data.rfind(b"PK\x01\x02") + rng.choice((16, 20, 24, 42))
            data[at : at + 4] = struct.pack("<I", rng.choice((0, 1, 2**31, 2**32 - 1, 1000)))
            return ".zip", bytes(data)
        case _:
            return ".zip", _zip([(rng.randbytes(9).decode("latin-1") + ".txt", some) for _ in range(5)])


@cache
def _bomb_bytes(kind: str) -> bytes:
    line = "全县完成投资5亿元，增长12.5%。\n".encode()
    return {"noughts": bytes(_BOMB), "lines": line * (_BOMB // len(line)), "digits": b"9" * _BOMB}[kind]


@cache
def _bombs() -> tuple[tuple[str, bytes], ...]:
    made: list[tuple[str, bytes]] = []
    for kind in ("noughts", "lines", "digits"):
        data = _bomb_bytes(kind)
        packed = _zip([("a.txt", data)])
        made += [
            (".zip", packed),
            (".zip", _zip([(f"{at}.zip", packed) for at in range(20)])),
            (".txt.gz", gzip.compress(data, mtime=0)),
            (".txt.gz.gz", gzip.compress(gzip.compress(data, mtime=0), mtime=0)),
            (".zip", _zip([("a.html", b"<p>" * 9 + data)])),
            (".zip", _zip([("a.csv", data)])),
            (
                ".zip",
                _zip([("a.docx", _zip([("word/document.xml", data), ("[Content_Types].xml", b"<a/>")]))]),
            ),
            (".docx", _zip([("word/document.xml", data), ("[Content_Types].xml", b"<a/>")])),
            (".zip", _zip([("a.jsonl", b'{"text": "' + data)])),
        ]
    # One long cell that many rows share.
    made.append((".parquet", _shared_cell("全县" * 50_000, 200_000)))
    return tuple(made)


def _shared_cell(text: str, rows: int) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [text])
    pq.write_table(pa.table({"text": cells}), stream)
    return stream.getvalue()


def _bomb(rng: random.Random) -> Made:
    return rng.choice(_bombs())


def _odd_json(rng: random.Random) -> Made:
    text = json.dumps(rng.choice(texts()))
    deep = int(10 ** rng.uniform(1, 5))
    row = rng.choice(
        (
            f'{{"text": {text}, "n": {"9" * deep}}}',
            f'{{"text": {text}, "n": 1e{"9" * min(deep, 50)}}}',
            f'{{"text": {text}, "n": {"[" * deep}{"]" * deep}}}',
            f'{{"n": {{"a": {"{" * deep}, "text": {text}}}',
            f'{{"text": {text}, "text": {text}}}',
            '{"text": ' + json.dumps([json.loads(text)]) + "}",
            f'{{"text": {text}, {", ".join(f"{json.dumps(str(at))}: NaN" for at in range(min(deep, 5000)))}}}',
            '{"text": "' + "\\ud800\\u0000\\u202e" * min(deep, 9999) + '"}',
            text,
            f"[{text}, null, {{}}, []]",
            f'{{"text": {text}, "date": "{"9" * 40}-99-99", "title": {{}}, "url": 5}}',
            f'{{"text": {text}}}\u2028{{"text": {text}}}',
        )
    )
    suffix = rng.choice((".jsonl", ".json"))
    return suffix, (row if suffix == ".json" or rng.random() < 0.5 else f"{row}\n{row}").encode()


def _odd_csv(rng: random.Random) -> Made:
    text = rng.choice(texts()).replace('"', '""')
    head = rng.choice(
        ("正文,日期", "正文", "a,b,c", ",,,", '"正文\n",x', "正文;日期", "正文\t日期", "正文,正文", "日期")
    )
    row = rng.choice(
        (
            f'"{text}",2012',
            f'"{text}',
            f'{text},"',
            '"' * 5001,
            ",".join(["5%"] * 20_000),
            "\0" * 50 + text,
            f'"{text}","{text}","{text}","{text}"',
            '"' + text * 40 + '",',
            f"'{text}'",
            "\r".join(text.splitlines()),
        )
    )
    return rng.choice((".csv", ".tsv")), f"{head}\n{row}\n{row}\n".encode(
        rng.choice(("utf-8", "gb18030", "utf-16"))
    )


def _odd_parquet(rng: random.Random) -> Made:
    data = bytearray(rng.choice(sound()[".parquet"]))
    # The footer tells where all is and how large.
    length = struct.unpack("<I", data[-8:-4])[0]
    for _ in range(rng.randint(1, 4)):
        at = len(data) - 8 - rng.randrange(length + 1)
        data[at] = rng.randrange(256)
    if rng.random() < 0.2:
        data[-8:-4] = struct.pack("<I", rng.choice((0, 1, 2**31 - 1, 2**32 - 1, len(data))))
    return ".parquet", bytes(data)


WAYS: dict[str, Callable[[random.Random], Made]] = {
    "any bytes": _any_bytes,
    "bytes of texts": _hurt_text,
    "bytes lost": _lost_bytes,
    "wrong suffix": _other_suffix,
    "noise": _noise,
    "wrong encoding": _wrong_encoding,
    "invisible and odd characters": _odd_characters,
    "right to left": _right_to_left,
    "absurd numbers": _absurd_numbers,
    "repeated without end": _without_end,
    "no stops": _without_stops,
    "brackets": _brackets,
    "spliced": _spliced,
    "lines shuffled and cut": _shuffled_lines,
    "any bytes, again": _any_bytes,
    "deep HTML": _deep_page,
    "odd HTML": _odd_page,
    "MHTML": _mail_page,
    "within DOCX": _docx_inside,
    "odd DOCX": _odd_docx,
    "odd PDF": _odd_pdf,
    "one among sound ones": _among_sound,
    "odd ZIP": _odd_zip,
    "bombs": _bomb,
    "odd JSON": _odd_json,
    "odd CSV": _odd_csv,
    "odd Parquet": _odd_parquet,
}
