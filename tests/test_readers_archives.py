"""ZIP and gzip: members by their own readers, names of old archives, and what is refused."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from corpus import ReadError, ReadLimits, SourceText, read_path
from corpus.readers import ReadOptions
from corpus.readers.opening import documents


def read(data: bytes, name: str = "a.zip", **options: Any) -> tuple[list[tuple[str, str]], list[str]]:
    found = list(documents(io.BytesIO(data), name, ReadOptions(**options)))
    good = [(str(one.path), one.text) for one in found if isinstance(one, SourceText)]
    bad = [str(one) for one in found if isinstance(one, ReadError)]
    assert all("\n" not in line for line in bad)
    return good, bad


def packed(members: dict[str, bytes | str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def named(*names: bytes) -> bytes:
    """An archive with names just as these bytes, without the mark of UTF-8, as old programs write it."""
    stands = {f"{at:0{len(name)}d}": name for at, name in enumerate(names)}
    data = packed({stand: f"第{at}" for at, stand in enumerate(stands)}, zipfile.ZIP_STORED)
    for stand, name in stands.items():
        data = data.replace(stand.encode(), name)
    return data


def test_members_are_read_by_their_suffixes_in_the_order_of_their_paths() -> None:
    data = packed(
        {
            "乙/2.txt": "第二".encode("gb18030"),
            "乙/1.txt": "第一",
            "a.csv": "正文\n第三\n",
            "b.jsonl": '{"text": "第四"}\n{"text": 4}\n',
            "空/": "",
            "c.txt": "",
        }
    )
    good, bad = read(data)
    assert good == [
        ("a.zip!/a.csv:2", "第三"),
        ("a.zip!/b.jsonl:1", "第四"),
        ("a.zip!/乙/1.txt", "第一"),
        ("a.zip!/乙/2.txt", "第二"),
    ]
    assert bad == ["a.zip!/b.jsonl:2: 'text' holds a number, not a text", "a.zip!/c.txt: is empty"]


def test_what_lies_beside_documents_is_passed_over_and_the_rest_is_named() -> None:
    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    stream = io.BytesIO(packed({"a.txt": "甲", ".DS_Store": "x", "__MACOSX/._a.txt": "x", ".git/a.txt": "x"}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(linked, "/etc/hostname")
        for name in ("css/site.css", "LOGO.PNG", "Thumbs.db", "desktop.ini", "b.xyz"):
            archive.writestr(name, "x")
    good, (error,) = read(stream.getvalue())
    assert good == [("a.zip!/a.txt", "甲")]
    assert error.startswith("a.zip!/b.xyz: no reader for .xyz files")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_without_the_mark_of_utf_8_are_read(encoding: str) -> None:
    names = ["報告/工作總結.txt", "計劃.txt"] if encoding == "big5" else ["报告/工作总结.txt", "计划.txt"]
    good, bad = read(named(*(name.encode(encoding) for name in names)))
    assert [path for path, _ in good] == [
        f"a.zip!/{name}" for name in sorted(names, key=lambda name: name.split("/"))
    ]
    assert bad == []


def test_names_of_western_archives_are_read() -> None:
    good, _ = read(named("Größe.txt".encode("cp437")))
    assert [path for path, _ in good] == ["a.zip!/Größe.txt"]


def test_backslashes_part_folders_and_control_characters_go() -> None:
    good, _ = read(named("报告\\一\n.txt".encode("gbk")))
    assert [path for path, _ in good] == ["a.zip!/报告/一\ufffd.txt"]


@pytest.mark.parametrize(
    "name", [b"../a.txt", b"b/../../a.txt", b"/etc/a.txt", b"C:\\a.txt", b"..\\..\\a.txt"]
)
def test_a_path_that_leads_out_is_refused(name: bytes) -> None:
    good, (error,) = read(named(name, b"good.txt"))
    assert good == [("a.zip!/good.txt", "第1")]
    assert error.endswith("has a path that leads out of the archive")


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(packed({"a.txt": "甲", "b.txt": "乙"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flags = data.find(signature) + at
        data[flags : flags + 2] = struct.pack("<H", 1)
    assert read(bytes(data)) == ([("a.zip!/b.txt", "乙")], ["a.zip!/a.txt: is encrypted"])


def test_a_broken_member_is_named_and_the_others_are_read() -> None:
    data = packed({"a.txt": "甲" * 300, "b.txt": "乙"}, zipfile.ZIP_STORED).replace("甲".encode(), b"???", 1)
    good, bad = read(data)
    assert good == [("a.zip!/b.txt", "乙")]
    assert bad == ["a.zip!/a.txt: is broken: Bad CRC-32 for file 'a.txt'"]


def test_archives_within_archives_are_read_to_a_depth() -> None:
    data = packed({"a.txt": "底"})
    for level in range(4):
        data = packed({f"{level}.zip": data, f"{level}.txt": f"第{level}"})
    good, bad = read(data)
    assert good == [
        ("a.zip!/3.txt", "第3"),
        ("a.zip!/3.zip!/2.txt", "第2"),
        ("a.zip!/3.zip!/2.zip!/1.txt", "第1"),
    ]
    assert bad == ["a.zip!/3.zip!/2.zip!/1.zip: stands within 3 archives; no more are opened"]


def test_tables_that_seek_are_read_within_archives() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = io.BytesIO()
    pq.write_table(pa.table({"text": ["甲", "乙"]}), table)
    good, bad = read(packed({"t.parquet": table.getvalue()}))
    assert good == [("a.zip!/t.parquet:1", "甲"), ("a.zip!/t.parquet:2", "乙")]
    assert bad == []


# --- what expands too far

SMALL = ReadLimits(ratio_from=10_000, document_bytes=5_000_000, expanded_bytes=1_000_000, members=20)


def test_a_member_that_expands_too_many_times_is_refused() -> None:
    good, bad = read(packed({"a.txt": b"0" * 500_000, "b.txt": "乙"}), limits=SMALL)
    assert good == [("a.zip!/b.txt", "乙")]
    assert bad == ["a.zip!/a.txt: expands to more than 200 times its size"]


def test_the_size_is_checked_while_reading_whatever_the_header_says() -> None:
    data = packed({"a.txt": b"0" * 500_000})
    lying = data.replace(struct.pack("<I", 500_000), struct.pack("<I", 100))
    good, (error,) = read(lying, limits=SMALL)
    assert good == []
    assert "a.zip!/a.txt: " in error


def test_an_archive_that_gives_too_much_ends() -> None:
    members: dict[str, bytes | str] = {f"{at}.txt": f"{at}行\n" * 50_000 for at in range(9)}
    good, bad = read(packed(members, zipfile.ZIP_STORED), limits=SMALL)
    assert len(good) == 4
    most = "1,000,000 bytes, the most that is read of an archive"
    assert bad == [f"a.zip: expands to more than {most}; nothing after 4.txt is read"]


def test_archives_within_archives_share_the_bound() -> None:
    inner = packed({f"{at}.txt": f"{at}行\n" * 20_000 for at in range(3)}, zipfile.ZIP_STORED)
    good, bad = read(packed({f"{at}.zip": inner for at in range(9)}, zipfile.ZIP_STORED), limits=SMALL)
    assert 0 < len(good) < 12
    assert len(bad) == 1
    assert "expands to more than 1,000,000 bytes" in bad[0]


def test_too_many_members_are_refused() -> None:
    good, bad = read(packed({f"{at}.txt": "甲" for at in range(21)}), limits=SMALL)
    assert (good, bad) == ([], ["a.zip: holds more than 20 files, the most that are read"])


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + bytes(40), packed({"a.txt": "甲"})[:-10], b"plain words"]
)
def test_what_is_no_archive_is_refused_in_one_line(data: bytes) -> None:
    good, bad = read(data)
    assert (good, len(bad)) == ([], 1)


# --- gzip


def test_a_compressed_file_is_read_by_the_suffix_before() -> None:
    assert read(gzip.compress("全县".encode()), "a.txt.gz") == ([("a.txt.gz", "全县")], [])
    assert read(gzip.compress("正文\n全县\n".encode()), "a.CSV.GZ") == ([("a.CSV.GZ:2", "全县")], [])
    assert read(gzip.compress(b'{"text": "a"}\n'), "a.jsonl.gz") == ([("a.jsonl.gz:1", "a")], [])
    assert read(gzip.compress("全县".encode()), "a.gz") == ([("a.gz", "全县")], [])
    assert read(gzip.compress(packed({"b.txt": "乙"})), "a.zip.gz") == ([("a.zip.gz!/b.txt", "乙")], [])
    (error,) = read(gzip.compress(b"x"), "a.tar.gz")[1]
    assert error.startswith("a.tar.gz: no reader for .tar files")


def test_what_stands_before_the_break_of_a_compressed_table_is_read() -> None:
    rows = "".join(f'{{"text": "第{at}行{hash(str(at))}"}}\n' for at in range(20_000)).encode()
    good, bad = read(gzip.compress(rows)[:-20_000], "a.jsonl.gz")
    assert len(good) > 1000
    assert [path for path, _ in good] == [f"a.jsonl.gz:{at + 1}" for at in range(len(good))]
    assert bad == ["a.jsonl.gz: is broken: Compressed file ended before the end-of-stream marker was reached"]
    assert read(gzip.compress("全县".encode())[:-4], "a.txt.gz")[0] == []


def test_a_compressed_file_that_expands_too_far_is_refused() -> None:
    assert read(gzip.compress(b"0" * 900_000), "a.txt.gz", limits=SMALL) == (
        [],
        ["a.txt.gz: expands to more than 200 times its size"],
    )
    good, bad = read(b"plain words", "a.txt.gz")
    assert (good, len(bad)) == ([], 1)


def test_the_input_format_counts_for_the_files_in_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"page.aspx": "全县", "b.txt": "乙"}))
    assert [source.text for source in read_path(tmp_path, input_format="text")] == ["乙", "全县"]
    (tmp_path / "a.zip").rename(tmp_path / "archive")
    read_as_zip = read_path(tmp_path / "archive", input_format="zip", on_error=lambda _: None)
    assert [source.text for source in read_as_zip] == ["乙"]
