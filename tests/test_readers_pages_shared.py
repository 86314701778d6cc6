"""No figure of the real PDF and DOCX files is lost, and none comes out of the page instead of the text."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from corpus import clean, read_path
from corpus.source import SourceText

FIGURE = re.compile(r"\d+(?:\.\d+)?")
PDFS = ("kaifeng_2019_budget_report", "pingdingshan_2019_final_report", "shijiazhuang_2018_budget_report")
DOCX = ("chengde_2025_budget_report", "hotan_2025_statistical_bulletin")


def read(path: Path) -> SourceText:
    if not path.exists():
        pytest.skip(f"no {path.name}")
    return next(iter(read_path(path)))


def figures(text: str) -> Counter[str]:
    return Counter(FIGURE.findall(text))


@pytest.mark.parametrize("name", DOCX)
def test_a_docx_keeps_every_figure_of_its_document(name: str, shared: Path) -> None:
    path = shared / "texts" / "docx" / f"{name}.docx"
    source = read(path)
    with zipfile.ZipFile(path) as file:
        xml = file.read("word/document.xml").decode("utf-8")
    # A text box stands there twice, for programs old and new.
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.DOTALL)
    paragraphs = [
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", piece)) for piece in re.split(r"</w:p>", xml)
    ]
    written = sum((figures(text) for text in paragraphs), Counter[str]())
    assert len(written) > 100
    assert written - figures(source.text) == Counter()


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_keeps_every_figure_that_another_program_finds(name: str, shared: Path) -> None:
    path = shared / "texts" / "budget_pdf" / f"{name}.pdf"
    source = read(path)
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext to compare with")
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    other = done.stdout.decode("utf-8")
    digits = Counter(re.findall(r"\d", other))
    assert Counter(re.findall(r"\d", source.text)) == digits
    # pdftotext parts the digits of some fonts, and then nothing but the digits can be compared.
    single = [sum(len(figure) == 1 for figure in FIGURE.findall(text)) for text in (other, source.text)]
    parted = single[0] > 2 * single[1]
    assert parted or figures(other) - figures(source.text) == Counter()


@pytest.mark.parametrize("name", PDFS)
def test_cleaning_takes_only_page_numbers_from_a_pdf(name: str, shared: Path) -> None:
    source = read(shared / "texts" / "budget_pdf" / f"{name}.pdf")
    done = clean(source)
    gone = figures(source.text) - figures(done.text)
    pages = {str(number) for number in range(1, len(source.parts) + 20)}
    assert set(gone) <= pages
    assert not re.search(r"^ *[-—] ?\d+ ?[-—] *$", done.text, re.MULTILINE)
    assert not figures(done.text) - figures(source.text)


@pytest.mark.parametrize("name", PDFS)
def test_no_sentence_of_a_pdf_is_left_cut(name: str, shared: Path) -> None:
    done = clean(read(shared / "texts" / "budget_pdf" / f"{name}.pdf"))
    # A line of running text that ends in the midst of a sentence: long, with marks in it, and no mark at its end.
    cut = [
        line
        for line in done.text.split("\n")
        if len(line) > 40 and re.search("[，,；;。]", line) and re.search(r"[\u4e00-\u9fff\d，,、]$", line)
    ]
    assert cut == []
    amounts = re.findall(r"\d\n(?:万|亿|元|%|个百分点)|[万亿]\n元", done.text)
    assert amounts == []
