"""Turns a plain text into the PDF and DOCX files that an office would have made of it.

`python -m tests.forms` writes the files of `tests/data` again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from corpus import read_bytes
from corpus.samples import sample_paths
from tests.docx_writer import docx_of, paragraph
from tests.pdf_writer import Line, pdf_of

DATA = Path(__file__).parent / "data"
SAMPLE = "06_budget_report.txt"
_WORDS = re.compile(r"[“《（]*(?:[A-Za-z0-9.,%]+|.)[，。；：、！？”》）]*")
_NUMBERED = (re.compile(r"[一二三四五六七八九十]{1,3}、"), re.compile(r"（[一二三四五六七八九十]{1,3}）"))
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def sample(name: str) -> str:
    """Return the text of a sample, its line ends plain."""
    path = next(path for path in sample_paths() if path.name == name)
    return read_bytes(path.read_bytes(), name).text.replace("\r\n", "\n").strip()


def set_lines(text: str, width: int = 28, *, anywhere: bool = False) -> list[str]:
    """Break a paragraph into lines of so many hanzi, the first of them two shorter.

    As programs that set Chinese do: figures stay whole, unless breaks may be `anywhere`, and no mark begins a
    line.
    """
    out, room = [""], width * 2 - 4
    for word in re.findall(".", text) if anywhere else _WORDS.findall(text):
        size = sum(1 if char.isascii() else 2 for char in word)
        if size > room:
            out.append("")
            room = width * 2
        out[-1] += word
        room -= size
    return out


def as_pdf(
    text: str,
    *,
    width: int = 28,
    lines: int = 22,
    number: Callable[[int, int], str] | None = None,
    head: str | None = None,
    anywhere: bool = False,
    title: str | None = None,
) -> bytes:
    """Return a PDF of a text whose lines are paragraphs, set in pages with a running head and page numbers."""
    size = 480 / width
    every: list[tuple[float, str]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        for at, piece in enumerate(set_lines(line, width, anywhere=anywhere)):
            every.append((60 + (2 * size if at == 0 else 0), piece.strip()))
    sheets = [every[at : at + lines] for at in range(0, len(every), lines)]
    pages: list[list[str | Line]] = []
    for index, sheet in enumerate(sheets, 1):
        page: list[str | Line] = [] if head is None else [(200, 810, head)]
        page += [(x, 770 - at * 690 / lines, piece) for at, (x, piece) in enumerate(sheet)]
        if number is not None:
            page.append((280, 40, number(index, len(sheets))))
        pages.append(page)
    return pdf_of(pages, size=size, title=title)


def as_docx(text: str, title: str | None = None) -> bytes:
    """Return a DOCX of a text whose lines are paragraphs; 一、 and （一） are left to the numbering of Word."""
    body: list[str] = []
    for line in text.split("\n"):
        level = next((at for at, mark in enumerate(_NUMBERED) if mark.match(line)), None)
        if level is None:
            body.append(paragraph(line))
        else:
            words = _NUMBERED[level].sub("", line, count=1)
            numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            body.append(paragraph(words, numbers))
    return docx_of("".join(body), related={"numbering": _NUMBERING}, title=title)


def main() -> None:
    """Write the files of `tests/data`."""
    text = sample(SAMPLE)
    title = text.split("\n")[0]
    head = "岫川市第五届人民代表大会第一次会议文件"
    pdf = as_pdf(text, number=lambda at, _: f"— {at} —", head=head, title=title)
    DATA.joinpath("budget_report.pdf").write_bytes(pdf)
    DATA.joinpath("budget_report.docx").write_bytes(as_docx(text, title))


if __name__ == "__main__":
    main()
