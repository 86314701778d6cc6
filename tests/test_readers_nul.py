"""A text with a few NULs is a damaged text, and none of them goes on into a database, which could not hold it."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import ReadError, SourceText, read_bytes
from corpus.readers import ReadOptions
from corpus.readers.opening import documents
from extractor import extract

TEXT = (
    "二〇一四年一月十日\n去年，青禾县完成固定资产投资31.6亿元，为年计划的105%。\n今年，财政收入要增长8%以上。\n"
    * 3
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_nul_costs_no_more_than_itself(encoding: str) -> None:
    raw = TEXT.encode(encoding)
    for at in (0, raw.index(b"31.6"), raw.index(b"\n"), len(raw)):
        source = read_bytes(raw[:at] + b"\0" + raw[at:], "a.txt")
        assert source.text.replace("\ufffd", "") == TEXT
        assert (source.bad_bytes, source.bad_offsets) == (1, (at,))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_a_disk_left_empty_is_counted_and_the_rest_is_read(encoding: str) -> None:
    raw = TEXT.encode(encoding)
    source = read_bytes(raw + bytes(4096), "a.txt")
    assert source.text == TEXT + "\ufffd" * 4096
    assert source.bad_bytes == 4096


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark_may_lose_their_last_byte(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding)[:-1], "a.txt").text.rstrip("\ufffd") == TEXT[:-1]


def test_many_nuls_are_no_text() -> None:
    raw = TEXT.encode()
    holes = b"".join(raw[at : at + 20] + b"\0" for at in range(0, len(raw), 20))
    with pytest.raises(ReadError, match="holds binary data, not text"):
        read_bytes(holes, "a.txt")


@given(st.binary(max_size=30), st.integers(0, 100))
def test_no_reader_of_text_gives_a_nul(damage: bytes, at: int) -> None:
    raw = TEXT.encode()
    source = read_bytes(raw[:at] + damage.replace(b"", b"\0")[:3] + raw[at:], "a.txt")
    assert "\0" not in source.text
    assert source.text.endswith(TEXT[-40:])


def table(suffix: str) -> bytes:
    if suffix == ".parquet":
        stream = io.BytesIO()
        pq.write_table(pa.table({"text": [TEXT + "\0"], "note": ["a\0b"]}), stream)
        return stream.getvalue()
    if suffix == ".csv":
        return f'text,note\n"{TEXT}\0","a\0b"\n'.encode()
    row = json.dumps({"text": TEXT + "\0", "note": "a\0b"})
    return (row + "\n" + row.replace("\\u0000", "\0")).encode() if suffix == ".jsonl" else row.encode()


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".parquet"])
def test_cells_hold_no_nul(suffix: str) -> None:
    found = list(documents(io.BytesIO(table(suffix)), f"a{suffix}", ReadOptions()))
    assert len(found) == (2 if suffix == ".jsonl" else 1)
    for one in found:
        assert isinstance(one, SourceText)
        assert (one.text, dict(one.metadata.other)) == (TEXT + "\ufffd", {"note": "a\ufffdb"})


def test_a_text_in_memory_holds_none_either() -> None:
    speech = extract("去年\0，全县财政收入4.2亿元。")
    assert speech.text == "去年\ufffd，全县财政收入4.2亿元。"
    assert [record.evidence.quote for record in speech.records] == ["4.2亿元"]
