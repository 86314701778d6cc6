"""What the PDF reader takes from a file, and what it refuses."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus import read_bytes
from corpus.readers import ReadError, pdf
from tests.pdf_writer import pdf_of


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf")
    assert "\n" not in str(caught.value)
    return caught.value.cause


def test_pages_are_given_as_they_are_with_their_parts() -> None:
    pages = [["砚溪县工作报告", "全县完成投资 12.5", "亿元，增长 3.1%。"], [], ["- 2 -", "二、支出"]]
    source = read_bytes(pdf_of(pages), "a.pdf")
    assert source.text == "砚溪县工作报告\n全县完成投资 12.5\n亿元，增长 3.1%。\f\f- 2 -\n二、支出"
    assert [(part.kind, part.number) for part in source.parts] == [("page", 1), ("page", 2), ("page", 3)]
    assert [source.text[part.start : part.end] for part in source.parts] == source.text.split("\f")
    assert (source.reader, source.encoding) == ("pdf", None)


def test_a_minus_at_the_end_of_a_line_is_kept() -> None:
    source = read_bytes(pdf_of([["上级补助调整-", "463万元，其他收入-5万元。"]]), "a.pdf")
    assert source.text == "上级补助调整-\n463万元，其他收入-5万元。\f"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("砚溪县2019年预算执行情况的报告", "砚溪县2019年预算执行情况的报告"),
        ("Microsoft Word - 2019年预算执行情况的报告.doc", None),
        ("砚溪县预算执行情况报告.wps", None),
        ("标题", None),
        ("untitled", None),
        (None, None),
    ],
)
def test_the_title_is_that_of_the_document_information(given: str | None, taken: str | None) -> None:
    assert read_bytes(pdf_of([["正文"]], title=given), "a.pdf").metadata.title == taken


def test_what_cannot_be_read_is_refused_in_one_line() -> None:
    assert refused(pdf_of([[], []])) == "holds no text (scanned pages?)"
    assert refused(b"%PDF-1.7\n") == "is no PDF or is damaged: Data format error"
    assert "is no PDF" in refused(b"plain words")
    zeros = "<" + "00" * 32 + ">"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {zeros} /U {zeros} /P -4 >> /ID [{zeros} {zeros}]"
    assert refused(pdf_of([["正文"]], extra=locked)) == "is encrypted"


def test_the_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert "more than 2 pages" in refused(pdf_of([["一"], ["二"], ["三"]]))
    monkeypatch.setattr(pdf, "MOST_PAGES", 10)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 8)
    assert "more than 8 characters" in refused(pdf_of([["全县完成投资"], ["全县完成投资"]]))
    assert "more than 8 characters" in refused(pdf_of([["全县完成投资二十亿元"]]))


def test_damaged_files_never_raise_anything_else() -> None:
    rng = random.Random(7)
    whole = pdf_of([["全县完成投资12.5亿元。"] * 5, ["二、支出"]], title="砚溪县工作报告")
    read = 0
    for _ in range(60):
        data = bytearray(whole[: rng.randrange(len(whole))] if rng.random() < 0.3 else whole)
        for _ in range(rng.randrange(1, 12)):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            source = read_bytes(bytes(data), "a.pdf")
        except ReadError:
            continue
        read += 1
        assert all(0 <= part.start <= part.end <= len(source.text) for part in source.parts)
    assert read


def test_threads_read_one_after_the_other() -> None:
    data = pdf_of([[f"第{at}行，完成投资{at}亿元。" for at in range(20)]] * 5)
    with ThreadPoolExecutor(4) as pool:
        texts = {source.text for source in pool.map(lambda _: read_bytes(data, "a.pdf"), range(12))}
    assert len(texts) == 1
