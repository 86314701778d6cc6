"""Scores the program on annotated excerpts, which are kept without their text.

`benchmarks/annotated` has offsets and values only; the texts are rebuilt from `../shared/texts` and checked.

    python -m benchmarks.accuracy [--split train|dev|test|gold] [--shared ../shared]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ANNOTATED = HERE / "annotated"
SHARED = HERE.parents[1] / "shared"
SPLITS = ("train", "dev", "test")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class UnsoundError(Exception):
    """What keeps an excerpt from being rebuilt, in one line."""


class _Text(HTMLParser):
    """Collects the characters between the tags, entities unescaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def without_tags(source: str) -> str:
    """Give the text of HTML with every tag removed and nothing put in its place.

    >>> without_tags("<p>1&lt;2<br>3</p>")
    '1<23'
    """
    parser = _Text()
    parser.feed(source)
    parser.close()
    return "".join(parser.parts)


def squeezed(text: str) -> str:
    r"""Remove all white space.

    >>> squeezed("全 市\u3000\n")
    '全市'
    """
    return re.sub(r"\s+", "", text)


def plain(path: Path) -> str:
    """Give the plain text that the offsets of a header count in."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
        return "\n".join(
            "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t"))
            for paragraph in root.iter(f"{_WORD}p")
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return without_tags(text) if path.suffix in (".html", ".htm") else text


def read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read one stand-off file: its header and its records."""
    header, *records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return header, records


def rebuild(header: dict[str, Any], shared: Path) -> str:
    """Rebuild an excerpt from its source and hold it against its checksum."""
    path = shared / header["source"]
    if not path.is_file():
        raise UnsoundError(f"{path} is not there")
    try:
        source = plain(path)
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as trouble:
        raise UnsoundError(f"{path} cannot be read: {trouble}") from trouble
    if header.get("squeeze"):
        source = squeezed(source)
    excerpt: str = "\n".join(source[start:end] for start, end in header["lines"]) + header.get("end", "")
    if hashlib.sha256(excerpt.encode()).hexdigest() != header["sha256"]:
        raise UnsoundError(f"{path} is not the text that was annotated: its checksum differs")
    return excerpt


def with_quote(record: dict[str, Any], excerpt: str) -> dict[str, Any]:
    """Give a record with the characters that it points at.

    >>> with_quote({"kind": "project", "start": 1, "end": 4, "name": [2, 4]}, "建大水库。")
    {'kind': 'project', 'start': 1, 'end': 4, 'name': '水库', 'quote': '大水库'}
    """
    full = {
        key: excerpt[value[0] : value[1]] if isinstance(value, list) else value
        for key, value in record.items()
    }
    return full | {"quote": excerpt[record["start"] : record["end"]]}


def write(split: str, shared: Path, folder: Path) -> None:
    """Write the excerpts of a split and their records as the score reads them."""
    for path in sorted((ANNOTATED / split).glob("*.jsonl")):
        header, records = read(path)
        excerpt = rebuild(header, shared)
        (folder / f"{path.stem}.txt").write_text(excerpt, encoding="utf-8", newline="")
        lines = [json.dumps(with_quote(record, excerpt), ensure_ascii=False) for record in records]
        (folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def score(folder: Path, shared: Path) -> list[str]:
    """Give the lines of the score over a folder: its head, the sum and the mean."""
    call = f"{json.dumps(sys.executable)} -c 'from extractor.cli import main; main()' extract {{file}} --format jsonl"
    done = subprocess.run(
        [sys.executable, str(shared / "score.py"), str(folder), "--cmd", call],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or done.stderr.strip():
        raise UnsoundError(
            f"the score failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}"
        )
    lines = done.stdout.splitlines()
    return [line for line in lines if line.startswith((" ", "ALL ", "MACRO "))]


def main(arguments: list[str] | None = None) -> int:
    """Print the score of the splits that were asked for."""
    parser = argparse.ArgumentParser(description="Score the program on the annotated excerpts.")
    parser.add_argument(
        "--split", action="append", choices=(*SPLITS, "gold"), help="one of them (default: all)"
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with the texts")
    options = parser.parse_args(arguments)
    shared = options.shared.resolve()
    try:
        if not (shared / "score.py").is_file():
            raise UnsoundError(f"no texts at {options.shared}: name the folder with --shared")
        for split in options.split or (*SPLITS, "gold"):
            with tempfile.TemporaryDirectory() as name:
                folder = shared / "gold"
                if split != "gold":
                    folder = Path(name)
                    write(split, shared, folder)
                count = len(list(folder.glob("*.jsonl")))
                print(f"{split}: {count} texts", *score(folder, shared), sep="\n", flush=True)
    except UnsoundError as trouble:
        print(f"accuracy: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
