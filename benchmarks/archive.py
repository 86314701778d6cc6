"""Makes an archive of many documents, to try the batch on: real texts and our samples with other figures and places.

    python -m benchmarks.archive OUT [--documents 20000] [--characters 2500] [--duplicates 0.05]
                                 [--mix txt=25,html=15,zip=20,jsonl=20,parquet=20] [--seed 7] [--shared ../shared]

Each document has a head of its own (title, number, date) and paragraphs that stand one behind the other in a text of
`../shared` or of `corpus/samples`. Every figure keeps its number of digits and its unit; the years of a document move
together; a place becomes another one of its level and length. Sizes are spread as those of speeches are, lognormal
about the mean that is asked for. The share of exact duplicates is kept to the document; a duplicate often lies in a
file of another shape than its first. The same seed gives the same bytes.

Documents are made from their number and written as they are made, so that memory does not grow with the archive.
What is made belongs to the texts it was made from and stays out of the repository.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import os
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from corpus import ReadError, read_path
from patterns import load
from patterns.alternation import alternation

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
MIX = {"txt": 25, "html": 15, "zip": 20, "jsonl": 20, "parquet": 20}
PER_FOLDER = 500
PER_ZIP = 200
PER_SHARD = 1000
ROW_GROUP = 100
# The spread of the natural logarithm of a document's size.
SPREAD = 0.6
_LEAST = 200
_FIGURES = r"(?P<year>(?<![0-9])(?:19|20)[0-9]{2}(?=年))|(?P<figure>[0-9]+|[０-９]+)"
_KINDS = (
    "招商引资工作会议",
    "经济工作会议",
    "财政工作会议",
    "项目建设推进会",
    "半年工作会议",
    "人民代表大会",
)


@dataclass(frozen=True)
class Order:
    """What archive is wanted."""

    documents: int = 20_000
    characters: int = 2_500
    duplicates: float = 0.05
    mix: Mapping[str, int] = field(default_factory=lambda: dict(MIX))
    seed: int = 7

    @property
    def copies(self) -> int:
        return round(self.documents * self.duplicates)

    @cached_property
    def ranges(self) -> dict[str, range]:
        """The numbers of the documents that go into each shape."""
        whole = sum(self.mix.values())
        ends = [0, *(round(self.documents * part / whole) for part in accumulate(self.mix.values()))]
        return {shape: range(ends[at], ends[at + 1]) for at, shape in enumerate(self.mix)}

    def shape_of(self, number: int) -> str:
        return next(shape for shape, numbers in self.ranges.items() if number in numbers)

    def is_copy(self, number: int) -> bool:
        """Spread the copies evenly; the first document of a shape is never one."""
        within = self.ranges[self.shape_of(number)]
        at, among = number - within.start, len(within)
        copies = round(within.stop * self.duplicates) - round(within.start * self.duplicates)
        return (at + 1) * copies // among > at * copies // among and at > 0


@dataclass
class Made:
    """What archive was made; sizes in characters of text and in bytes on disk."""

    documents: int = 0
    copies: int = 0
    files: int = 0
    characters: int = 0
    bytes: int = 0

    @property
    def distinct(self) -> int:
        return self.documents - self.copies

    def said(self) -> str:
        return (
            f"{self.documents:,} documents ({self.copies:,} of them exact duplicates) in {self.files:,} files, "
            f"{self.characters:,} characters (mean {self.characters / max(1, self.documents):,.0f}), "
            f"{self.bytes / 1e6:,.0f} MB"
        )


Piece = tuple[str, str]
"""A kind (`year`, `figure`, the level and length of a place, or nothing) and the characters."""


@dataclass(frozen=True)
class Base:
    """A text that documents are made from, its paragraphs cut at what is varied."""

    paragraphs: list[list[Piece]]
    sizes: list[int]


class Archive:
    """Makes each document from its number."""

    def __init__(self, order: Order, folders: list[Path]) -> None:
        self.order = order
        self._others: dict[str, list[str]] = {}
        levels: dict[str, str] = {}
        for place in load().places.entries:
            kind = f"{place.level}{len(place.name)}"
            levels[place.name] = kind
            self._others.setdefault(kind, []).append(place.name)
        self._counties = self._others["county3"]
        self._bases = list(_bases(folders, levels))
        if not self._bases:
            raise ReadError(", ".join(map(str, folders)), "no texts to make an archive from")

    def text(self, number: int) -> str:
        """Give the text of a document; that of a copy is the text of another one."""
        return self._fresh(self._first(number))

    def _first(self, number: int) -> int:
        if not self.order.is_copy(number):
            return number
        rng = random.Random(f"{self.order.seed}:copy:{number}")
        # A page gives other blanks than a text, so that pages are copied among themselves.
        pages = self.order.ranges.get("html", range(0))
        while True:
            other = rng.choice(pages) if number in pages else rng.randrange(self.order.documents)
            if (other in pages) == (number in pages) and not self.order.is_copy(other):
                return other

    def _fresh(self, number: int) -> str:
        rng = random.Random(f"{self.order.seed}:{number}")
        base = rng.choice(self._bases)
        mean = self.order.characters
        # The mean of a lognormal lies above its median by half the square of the spread.
        wanted = max(_LEAST, int(rng.lognormvariate(math.log(mean) - SPREAD**2 / 2, SPREAD)))
        shift, year = rng.randint(-3, 0), rng.randint(2003, 2024)
        places: dict[str, str] = {}
        county = rng.choice(self._counties)
        kind = rng.choice(_KINDS)
        lines = [
            f"在{county}{kind}上的讲话",
            f"{county[0]}府发〔{year}〕{number + 1}号",
            f"{year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
        ]
        size, at = sum(map(len, lines)), rng.randrange(len(base.paragraphs))
        while size < wanted:
            lines.append("".join(self._varied(piece, shift, places, rng) for piece in base.paragraphs[at]))
            size += base.sizes[at] + 1
            at = (at + 1) % len(base.paragraphs)
        return "\n".join(lines) + "\n"

    def _varied(self, piece: Piece, shift: int, places: dict[str, str], rng: random.Random) -> str:
        kind, said = piece
        if not kind:
            return said
        if kind == "year":
            return str(int(said) + shift)
        if kind == "figure":
            return figure(said, rng)
        if said not in places:
            places[said] = rng.choice(self._others[kind])
        return places[said]


def _bases(folders: list[Path], levels: Mapping[str, str]) -> Iterator[Base]:
    # Names of two characters are words as well.
    names = [name for name in levels if len(name) > 2]
    cut = re.compile(f"{_FIGURES}|(?P<place>{alternation(names)})")
    for folder in folders:
        for source in read_path(folder, on_error=lambda trouble: None):
            lines = [line for line in re.split(r"[\r\n]+", source.text) if line.strip()]
            paragraphs = [list(_pieces(line, cut, levels)) for line in lines]
            if paragraphs:
                yield Base(paragraphs, list(map(len, lines)))


def _pieces(line: str, cut: re.Pattern[str], levels: Mapping[str, str]) -> Iterator[Piece]:
    done = 0
    for found in cut.finditer(line):
        if found.start() > done:
            yield "", line[done : found.start()]
        kind = found.lastgroup or ""
        yield levels[found[0]] if kind == "place" else kind, found[0]
        done = found.end()
    if done < len(line):
        yield "", line[done:]


def figure(said: str, rng: random.Random) -> str:
    """Give another figure of as many digits; noughts stay."""
    zero = "0" if said.isascii() else "０"
    return "".join(digit if digit == zero else chr(ord(zero) + rng.randint(1, 9)) for digit in said)


def make(archive: Archive, out: Path) -> Made:
    """Write an archive into a folder that is empty or not there yet."""
    made = Made()
    out.mkdir(parents=True, exist_ok=True)
    for shape, numbers in archive.order.ranges.items():
        WRITERS[shape](archive, numbers, out / shape, made)
    for file in out.rglob("*"):
        if file.is_file():
            made.files += 1
            made.bytes += file.stat().st_size
    return made


def _texts(archive: Archive, numbers: range, made: Made) -> Iterator[tuple[int, str]]:
    for number in numbers:
        text = archive.text(number)
        made.documents += 1
        made.copies += archive.order.is_copy(number)
        made.characters += len(text)
        yield number, text


def _encoded(number: int, text: str) -> bytes:
    """A quarter of the text files is of the time before UTF-8."""
    return text.encode("gb18030" if number % 4 == 0 else "utf-8")


def _named(number: int, suffix: str) -> str:
    return f"{number:07}{suffix}"


def _txt(archive: Archive, numbers: range, out: Path, made: Made) -> None:
    for number, text in _texts(archive, numbers, made):
        folder = out / f"{number // PER_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _named(number, ".txt")).write_bytes(_encoded(number, text))


def _html(archive: Archive, numbers: range, out: Path, made: Made) -> None:
    for number, text in _texts(archive, numbers, made):
        folder = out / f"{number // PER_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _named(number, ".html")).write_text(page(text), encoding="utf-8", newline="")


def page(text: str) -> str:
    """Put a text into a page with a site around it."""
    title, *lines = text.splitlines()
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    site = "".join(
        f'<li><a href="/{at}.html">{name}</a></li>' for at, name in enumerate(("首页", "要闻", "公开"))
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
        f'<body><nav><ul>{site}</ul></nav>\n<div id="content"><h1>{html.escape(title)}</h1>\n{body}\n</div>\n'
        "<footer><p>主办单位：县人民政府办公室</p></footer></body></html>\n"
    )


def _zip(archive: Archive, numbers: range, out: Path, made: Made) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for part in _parts(numbers, PER_ZIP):
        with zipfile.ZipFile(out / _named(part.start, ".zip"), "w", zipfile.ZIP_DEFLATED) as packed:
            for number, text in _texts(archive, part, made):
                # The time of a member would make other bytes of the same archive.
                packed.writestr(zipfile.ZipInfo(f"讲话/{_named(number, '.txt')}"), _encoded(number, text), 8)


def _jsonl(archive: Archive, numbers: range, out: Path, made: Made) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for part in _parts(numbers, PER_SHARD):
        with (out / _named(part.start, ".jsonl")).open("w", encoding="utf-8", newline="\n") as shard:
            for number, text in _texts(archive, part, made):
                shard.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def _parquet(archive: Archive, numbers: range, out: Path, made: Made) -> None:
    import pyarrow
    from pyarrow import parquet

    out.mkdir(parents=True, exist_ok=True)
    schema = pyarrow.schema([("id", pyarrow.int64()), ("text", pyarrow.string())])
    for part in _parts(numbers, PER_SHARD):
        with parquet.ParquetWriter(out / _named(part.start, ".parquet"), schema) as shard:
            for group in _parts(part, ROW_GROUP):
                rows = [{"id": number, "text": text} for number, text in _texts(archive, group, made)]
                shard.write_table(pyarrow.Table.from_pylist(rows, schema))


def _parts(numbers: range, size: int) -> Iterator[range]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


WRITERS: dict[str, Callable[[Archive, range, Path, Made], None]] = {
    "txt": _txt,
    "html": _html,
    "zip": _zip,
    "jsonl": _jsonl,
    "parquet": _parquet,
}


def shared_texts(shared: Path | None = None) -> list[Path]:
    """Give the folders to make an archive from: the real texts where they are, and our samples."""
    found = shared or Path(os.environ.get("ZHIBIAO_SHARED") or ROOT.parent / "shared")
    return [folder for folder in (found / "seeds", found / "texts") if folder.is_dir()] + [SAMPLES]


def mix_of(said: str) -> dict[str, int]:
    """Read a mix such as `txt=50,zip=50`."""
    mix: dict[str, int] = {}
    for part in said.split(","):
        shape, _, share = part.partition("=")
        with suppress(ValueError):
            if shape in WRITERS and shape not in mix and int(share) > 0:
                mix[shape] = int(share)
                continue
        raise argparse.ArgumentTypeError(f"{part!r} is no SHAPE=SHARE with a shape of {', '.join(WRITERS)}")
    return mix


def _share(said: str) -> float:
    with suppress(ValueError):
        if 0 <= float(said) < 1:
            return float(said)
    raise argparse.ArgumentTypeError(f"{said!r} is no share from 0 to below 1")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that order an archive."""
    order = Order()
    parser.add_argument("--documents", type=int, default=order.documents)
    parser.add_argument("--characters", type=int, default=order.characters, help="the mean of a document")
    parser.add_argument(
        "--duplicates", type=_share, default=order.duplicates, help="the share of exact copies"
    )
    parser.add_argument(
        "--mix", type=mix_of, default=dict(MIX), help="SHAPE=SHARE,…, shapes: " + ", ".join(WRITERS)
    )
    parser.add_argument("--seed", type=int, default=order.seed)
    parser.add_argument("--shared", type=Path, help="the folder with the real texts (default: ../shared)")


def ordered(options: argparse.Namespace) -> Archive:
    """Give the archive that the options order."""
    order = Order(options.documents, options.characters, options.duplicates, options.mix, options.seed)
    return Archive(order, shared_texts(options.shared))


def main(arguments: list[str] | None = None) -> int:
    """Make the archive that was ordered and say what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="a folder that is empty or not there yet")
    parser.add_argument("--json", action="store_true", help="say what was made as one JSON object")
    add_options(parser)
    options = parser.parse_args(arguments)
    if options.out.exists() and (not options.out.is_dir() or any(options.out.iterdir())):
        print(f"archive: {options.out}: is there and not an empty folder", file=sys.stderr)
        return 1
    made = make(ordered(options), options.out)
    print(json.dumps({**asdict(made), "distinct": made.distinct}) if options.json else made.said())
    return 0


if __name__ == "__main__":
    sys.exit(main())
