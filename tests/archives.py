"""An archive of every kind of file, and what a database holds, for the tests of whole runs."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

import schemas.ledger
from corpus.readers.options import ReadOptions
from extractor.store.database import Store
from schemas.tables import metadata
from tests.docx_writer import docx_of, paragraph

assert schemas.ledger.run_ledger.metadata is metadata


def text(number: int) -> str:
    """A short report of an invented county, another for each number."""
    return (
        f"青禾县第{number}号工作报告\n"
        f"2019年，青禾县实际引进内资{number}.5亿元，完成年计划的1{number % 9}5%，增长{number % 7}.2%。\n"
        f"2020年，力争地区生产总值达到{100 + number}亿元，建成云溪水厂等{number + 2}个项目。\n"
    )


def make_archive(folder: Path, documents: int = 12) -> Path:
    """Write an archive: `documents` plain files, and others of each format, with copies and broken ones."""
    archive = folder / "archive"
    (archive / "2019").mkdir(parents=True)
    for number in range(documents):
        (archive / "2019" / f"{number:03}.txt").write_text(text(number), encoding="utf-8")
    (archive / "copy.txt").write_text(text(1), encoding="utf-8")
    # The same text in other bytes, and the same again with what a column says.
    (archive / "2018.txt").write_bytes(text(2).encode("gb18030"))
    page = f"<html><body><h1>公报</h1><p>{text(30)}</p></body></html>"
    (archive / "page.html").write_text(page, encoding="utf-8")
    (archive / "report.docx").write_bytes(docx_of("".join(map(paragraph, text(31).splitlines()))))
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (archive / "empty.txt").write_bytes(b"")
    lines = [
        json.dumps({"正文": text(32), "标题": "甲"}, ensure_ascii=False),
        json.dumps({"正文": text(2), "标题": "乙"}, ensure_ascii=False),
        "{broken",
        json.dumps({"正文": text(1)}, ensure_ascii=False),
    ]
    (archive / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (archive / "packed.jsonl.gz").write_bytes(gzip.compress(lines[0].encode()))
    table = pa.table({"text": [text(33), None, text(34)], "年份": ["2019", "2019", "2020"]})
    pq.write_table(table, archive / "shard.parquet")
    (archive / "shards.zip").write_bytes(
        packed(
            {
                "乙/1.txt": text(35).encode(),
                "甲.txt": text(1).encode(),
                "x.csv": f'正文\n"{text(36)}"\n'.encode(),
            }
        )
    )
    return archive


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of some files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def content_of(target: str | Path) -> dict[str, str]:
    """A hash of the rows of each table of a database, whatever their order."""
    found = {}
    with Store(target, make=False) as store, store.reading() as connection:
        for table in metadata.sorted_tables:
            if not table.is_view:
                rows = sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def rows_of(target: str | Path, query: str) -> list[tuple[object, ...]]:
    """What a query gives, sorted."""
    with Store(target, make=False) as store, store.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(sa.text(query)))


AS_STORED = ReadOptions(as_stored=True)
"""How a run reads."""
