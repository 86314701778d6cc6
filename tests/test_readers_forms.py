"""A text says the same in every form: what is found in its PDF and DOCX is what is found in its plain text."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

from corpus import SourceText, read_path
from corpus.samples import sample_paths
from extractor import extract, extract_path
from schemas import Speech
from tests.forms import DATA, SAMPLE, as_docx, as_pdf, sample

NAMES = [path.name for path in sample_paths("clean")]
BY_PAGE = {
    "dashes": {"number": lambda at, _: f"- {at} -"},
    "wide": {
        "width": 38,
        "lines": 34,
        "number": lambda at, of: f"第{at}页 共{of}页",
        "head": "内部资料 注意保存",
    },
    "narrow": {"width": 20, "lines": 15, "number": lambda at, _: str(at), "anywhere": True},
}
Claim = tuple[str, ...]


def claims(speech: Speech) -> list[Claim]:
    found = []
    for record in (*speech.targets, *speech.actuals, *speech.completions):
        indicator = record.indicator.text if record.indicator else ""
        period = record.period.label if record.period else ""
        quantity = record.quantity
        key = (record.kind, record.basis, str(quantity.value), str(quantity.unit), indicator, str(period))
        start = record.evidence.start if record.evidence else 0
        found.append((start, tuple(re.sub(r"\s", "", part) for part in key)))
    return [key for _, key in sorted(found, key=lambda pair: pair[0])]


@lru_cache
def plain(name: str) -> Speech:
    return extract(sample(name), model=False)


def same(source: SourceText, speech: Speech, name: str) -> None:
    assert claims(speech) == claims(plain(name))
    assert claims(speech)
    for record in speech.records:
        assert source.text[record.evidence.start : record.evidence.end] == record.evidence.quote


def read_as(data: bytes, folder: Path, name: str) -> tuple[SourceText, Speech]:
    path = folder / name
    path.write_bytes(data)
    return next(iter(read_path(path))), next(iter(extract_path(path, model=False)))


@pytest.mark.parametrize("name", NAMES)
def test_a_docx_gives_the_text_itself(name: str, tmp_path: Path) -> None:
    source, speech = read_as(as_docx(sample(name)), tmp_path, "a.docx")
    assert source.text.rstrip("\n") == sample(name)
    assert speech.title == plain(name).title
    same(source, speech, name)


@pytest.mark.parametrize("form", BY_PAGE)
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_gives_the_same_claims(name: str, form: str, tmp_path: Path) -> None:
    source, speech = read_as(as_pdf(sample(name), **BY_PAGE[form]), tmp_path, "a.pdf")  # type: ignore[arg-type]
    assert {part.kind for part in source.parts} == {"page"}
    same(source, speech, name)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_files_kept_beside_the_tests_give_the_same_claims(suffix: str) -> None:
    path = DATA / f"budget_report.{suffix}"
    source, speech = next(iter(read_path(path))), next(iter(extract_path(path, model=False)))
    same(source, speech, SAMPLE)
    expected = plain(SAMPLE)
    assert (speech.title, speech.date, speech.issuer) == (expected.title, expected.date, expected.issuer)
    assert [section.title for section in speech.sections] == [section.title for section in expected.sections]


STYLES = {
    "a4": (
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: '— ' counter(page) ' —' } }"
        "body { font: 16pt/28pt 'Noto Serif CJK SC'; text-align: justify }"
    ),
    "b5": (
        "@page { size: 176mm 250mm; margin: 20mm; @top-center { content: '内部资料 注意保存' }"
        " @bottom-right { content: '第' counter(page) '页 共' counter(pages) '页' } }"
        "body { font: 12pt/20pt 'Noto Sans CJK SC' }"
    ),
    "spaced": (
        "@page { size: A4; margin: 30mm; @bottom-center { content: counter(page) } }"
        "body { font: 14pt/26pt 'Noto Serif CJK SC'; letter-spacing: .3em }"
    ),
    "cut": (
        "@page { size: 120mm 180mm; margin: 15mm; @bottom-center { content: counter(page) } }"
        "body { font: 14pt/22pt 'Noto Serif CJK SC'; word-break: break-all }"
    ),
}


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    fonts = (
        subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True)
        if shutil.which("fc-list")
        else None
    )
    if found is None or fonts is None or "Noto Serif CJK" not in fonts.stdout:
        pytest.skip("no chromium, or no Noto CJK fonts, to print a PDF with")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["06_budget_report.txt", "07_statistical_bulletin.txt"])
def test_a_printed_page_gives_the_same_claims(name: str, style: str, chromium: str, tmp_path: Path) -> None:
    lines = "".join(f"<p>{html.escape(line)}" for line in sample(name).split("\n") if line.strip())
    rules = f"{STYLES[style]} p {{ margin: 0; text-indent: 2em }}"
    page = tmp_path / "a.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{rules}</style>{lines}", encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--print-to-pdf={tmp_path / 'a.pdf'}",
        page.as_uri(),
    ]
    subprocess.run(
        command, capture_output=True, check=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)}
    )
    source, speech = read_as((tmp_path / "a.pdf").read_bytes(), tmp_path, "b.pdf")
    assert len(source.parts) > 1
    same(source, speech, name)
    if shutil.which("pdftotext"):
        subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), str(tmp_path / "a.txt")], check=True)
        source, speech = read_as((tmp_path / "a.txt").read_bytes(), tmp_path, "b.txt")
        same(source, speech, name)
