"""How time grows with length on text made to be hostile: one piece said over and over.

    python -m benchmarks.hostile [--reader NAME...] [--rounds N]

Each reader of the text, the audit, and the whole, reads a text of a piece repeated and one eight times as long.
Seconds are those of the processor, the least of the rounds, with the collector of garbage at rest; the exponent is
the power of the length that they grow by: 1 where eight times the text takes eight times as long, 2 where it takes
sixty-four times. Leaves with 1 where an exponent is above 1.35.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.structure import find_structure
from extractor import extract
from extractor.audit import audit
from extractor.indicators import find_indicators
from extractor.periods import find_periods
from extractor.quantities import find_mentions
from patterns import load

TIMES = 8
LIMIT = 1.35
# Below this, the clock tells of what is done once for a text rather than of its length.
LEAST_SECONDS = 0.02

FIGURES = (
    "1",
    "1,234",
    ",",
    "一",
    "1,234,",
    "千",
    "X",
    "5%-",
    "3、",
    "第",
    "持平",
    "与上",
    "百分之",
    "1：",
    "超",
)
YEARS = ("2025年", "近三年", "比上年，", "工业增长", "“十四五”", "20")
LINES = ("工业增长百分之五", "2025年完成投资3亿元，", "“十四五（", "一、工作\n", "\n", "1，")
NAMES = ("全县财政总收入3.2亿元，增长9%，招商引资工作扎实推进，城镇居民人均可支配收入稳步提高。",)
PLACES = ("江西省赣州市各县区的县城、市场和园区建设,城市更新,县域经济。",)


SUMS = (
    "省市县乡村四级、",
    "新增企业5家、总量达47家。",
    "“三通一码”：甲通、乙通、丙码。\n",
    "1、增值税3.12亿元，增加0.3亿元。\n",
    "2018年，全县完成投资9亿元，其中：工业投资5亿元，农业投资4亿元。",
    "一、增值税\t3120\t3350\n",
)


@dataclass(frozen=True)
class Reader:
    """What reads a text: the pieces that are hard for it, the length of the shorter text, and its work.

    `ready` makes of a text what is to be timed.
    """

    pieces: tuple[str, ...]
    characters: int
    ready: Callable[[str], Callable[[], Any]]


@dataclass(frozen=True)
class Row:
    reader: str
    piece: str
    characters: int
    short: float
    long: float

    @property
    def exponent(self) -> float:
        return math.log(max(self.long, LEAST_SECONDS) / max(self.short, LEAST_SECONDS), TIMES)


def _quantities(text: str) -> Callable[[], Any]:
    return lambda: find_mentions(text, load())


def _structure(text: str) -> Callable[[], Any]:
    return lambda: find_structure(text, load())


def _periods(text: str) -> Callable[[], Any]:
    structure = find_structure(text, load())
    return lambda: find_periods(text, structure, load())


def _indicators(text: str) -> Callable[[], Any]:
    return lambda: find_indicators(text, load())


def _places(text: str) -> Callable[[], Any]:
    return lambda: load().places.mentions(text)


def _whole(text: str) -> Callable[[], Any]:
    return lambda: extract(text)


def _audit(text: str) -> Callable[[], Any]:
    speech = extract(text)
    return lambda: audit([speech])


READERS = {
    "quantities": Reader(FIGURES, 8_000, _quantities),
    "structure": Reader(LINES, 20_000, _structure),
    "periods": Reader(YEARS, 20_000, _periods),
    "indicators": Reader(NAMES, 20_000, _indicators),
    "places": Reader(PLACES, 20_000, _places),
    "audit": Reader(SUMS, 2_000, _audit),
    "whole": Reader((*FIGURES, *YEARS, *LINES, *NAMES, *PLACES), 4_000, _whole),
}


def main(arguments: list[str] | None = None) -> int:
    """Print a row for each reader and piece; 1 where time grows faster than length."""
    parser = argparse.ArgumentParser(description="How time grows with length on hostile text.")
    parser.add_argument("--reader", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    print(f"| reader | piece | characters | s | s for {TIMES} times | exponent |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    rows = []
    for row in measure(options.reader, options.rounds):
        rows.append(row)
        piece = row.piece if len(row.piece) < 12 else f"{row.piece[:10]}…"
        print(
            f"| {row.reader} | `{piece!r}` | {row.characters:,} | {row.short:.3f} | {row.long:.3f} "
            f"| {row.exponent:.2f} |",
            flush=True,
        )
    bad = too_fast(rows)
    for row in bad:
        print(
            f"hostile: {row.reader} grows by the power {row.exponent:.2f} on {row.piece!r}", file=sys.stderr
        )
    return 1 if bad else 0


def measure(readers: list[str], rounds: int) -> Iterator[Row]:
    """Time every reader on every piece that is hard for it."""
    for name in readers:
        reader = READERS[name]
        for piece in reader.pieces:
            short = piece * (reader.characters // len(piece))
            least = {len(text): _seconds(reader.ready(text), rounds) for text in (short, short * TIMES)}
            yield Row(name, piece, len(short), *least.values())


def _seconds(work: Callable[[], Any], rounds: int) -> float:
    least = math.inf
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        try:
            began = time.process_time()
            work()
            least = min(least, time.process_time() - began)
        finally:
            gc.enable()
    return least


def too_fast(rows: list[Row]) -> list[Row]:
    """The rows whose time grows faster than length."""
    return [row for row in rows if row.exponent > LIMIT]


if __name__ == "__main__":
    sys.exit(main())
