"""Speed, growth with length, memory and cold start of zhibiao, on one core.

    python benchmarks/bench.py [--json] [--rounds N] [--texts FOLDER...] [--quick]

Every figure is the median of the rounds; what is compared runs interleaved, so that a slow moment of the
machine falls on all alike. The texts are the `.txt` files of `../shared` where that is there, otherwise
those of `corpus/samples`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SPEED_CHARACTERS = 300_000
SIZES_MB = (0.3, 1.0, 5.0)
SHORT_TEXT = "二〇一四年一月十日\n去年，全县完成固定资产投资31.6亿元，为年计划的105%，增长12.5%。\n"
TO_FIRST_RECORD = "from extractor.cli import main; main()"
PEAK_MEMORY = """
import resource, sys
from pathlib import Path
from extractor import extract_path
records = sum(len(speech.records) for speech in extract_path(Path(sys.argv[1])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, records)
"""


@dataclass
class Document:
    name: str
    data: bytes


def main() -> None:
    options = _options()
    _one_core()
    documents = _documents(options.texts)
    report: dict[str, Any] = {
        "python": platform.python_version(),
        "processor": _processor(),
        "rounds": options.rounds,
        "texts": f"{len(documents)} documents of {', '.join(map(str, options.texts))}",
    }
    with tempfile.TemporaryDirectory() as scratch:
        report["speed"] = speed(documents, options.rounds, Path(scratch))
        report["start"] = cold_start(options.rounds, Path(scratch))
        sizes = SIZES_MB[:1] if options.quick else SIZES_MB
        report["length"] = growth(documents, sizes, options.rounds)
        report["memory"] = memory(documents, sizes[-1], Path(scratch))
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _show(report)


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("ZHIBIAO_SHARED") or ROOT.parent / "shared")
    real = [shared / "seeds", shared / "texts"]
    default = real if all(map(Path.is_dir, real)) else [ROOT / "corpus" / "samples"]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="give the figures as one JSON object")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, nargs="+", default=default, help="folders of .txt files")
    parser.add_argument("--quick", action="store_true", help="leave out the long texts")
    return parser.parse_args()


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*:\s*(.+)", info.read_text())
        if found:
            return found[1]
    return platform.processor() or platform.machine()


def _documents(folders: list[Path]) -> list[Document]:
    """Documents of all kinds in turn, until they make a text of the size wanted."""
    by_folder: dict[Path, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            by_folder.setdefault(path.parent, []).append(path)
    chosen: list[Document] = []
    size = 0
    while size < SPEED_CHARACTERS * 3 and any(by_folder.values()):
        for paths in by_folder.values():
            if paths and size < SPEED_CHARACTERS * 3:
                path = paths.pop(0)
                chosen.append(Document(path.name, path.read_bytes()))
                size += len(chosen[-1].data)
    if not chosen:
        sys.exit(f"no .txt files in {', '.join(map(str, folders))}")
    return chosen


def speed(documents: list[Document], rounds: int, scratch: Path) -> dict[str, Any]:
    """Characters a second of the whole, of each stage, and of `jieba.lcut` on the same text."""
    import jieba

    from extractor import extract, load_pipeline

    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = str(scratch)
    jieba.initialize()
    sources = [_read(document) for document in documents]
    characters = sum(len(source.text) for source in sources)
    nlp = load_pipeline()
    runs: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        runs.setdefault(name, []).append(seconds)

    for turn in range(rounds + 1):
        found: dict[str, float] = {}
        gc.collect()
        found["jieba.lcut"] = _timed(lambda: [jieba.lcut(source.text) for source in sources])
        gc.collect()
        found["whole (extract)"] = _timed(lambda: [extract(source) for source in sources])
        gc.collect()
        _stages(documents, nlp, found)
        if turn:  # the first turn fills caches
            for name, seconds in found.items():
                note(name, seconds)
    rates = {name: characters / statistics.median(seconds) for name, seconds in runs.items()}
    return {
        "characters": characters,
        "per_second": rates,
        "ratio_to_jieba": rates["whole (extract)"] / rates["jieba.lcut"],
    }


def _read(document: Document) -> Any:
    from corpus import read_bytes

    return read_bytes(document.data, document.name)


def _stages(documents: list[Document], nlp: Any, found: dict[str, float]) -> None:
    from corpus import clean
    from extractor.assembly import Candidates, assemble

    def add(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        found[name] = found.get(name, 0.0) + time.perf_counter() - began
        return result

    for document in documents:
        source = add("  read", lambda document=document: _read(document))
        cleaned = add("  clean", lambda source=source: clean(source))
        with nlp.memory_zone():
            doc = add("  segmentation", lambda cleaned=cleaned: nlp.make_doc(cleaned.text))
            for name, component in nlp.pipeline:
                stage = f"  {name.removeprefix('zhibiao_')}"
                doc = add(stage, lambda doc=doc, component=component: component(doc))
            candidates = Candidates(doc._.structure, doc._.claims, doc._.projects, doc._.measures)
        add("  assembly", lambda cleaned=cleaned, candidates=candidates: assemble(cleaned, candidates))


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def growth(documents: list[Document], sizes: tuple[float, ...], rounds: int) -> list[dict[str, float]]:
    """Seconds for one text of each size, to see that time grows as length does."""
    from extractor import extract

    texts = [_long_text(documents, size) for size in sizes]
    seconds: list[list[float]] = [[] for _ in texts]
    for _ in range(rounds):
        for index, text in enumerate(texts):
            gc.collect()
            seconds[index].append(_timed(lambda text=text: extract(text)))
    rows = []
    for size, text, runs in zip(sizes, texts, seconds, strict=True):
        median = statistics.median(runs)
        rows.append(
            {
                "megabytes": size,
                "characters": len(text),
                "seconds": median,
                "microseconds_a_character": median / len(text) * 1e6,
            }
        )
    return rows


def _long_text(documents: list[Document], megabytes: float) -> str:
    """One text of a size in UTF-8, from all documents in turn, the figures different each time."""
    rng = random.Random(7)
    digit = re.compile(r"(?<![\d年])[1-9](?=\d)")
    parts: list[str] = []
    size = 0.0
    while True:
        for document in documents:
            text = digit.sub(lambda _: str(rng.randint(1, 9)), _read(document).text)
            parts.append(text)
            size += len(text.encode("utf-8", "replace")) / 1e6
            if size >= megabytes:
                whole = "\n".join(parts)
                return whole[: int(len(whole) * megabytes / size)]


def memory(documents: list[Document], megabytes: float, scratch: Path) -> dict[str, float]:
    """Peak memory of a process that reads one long document."""
    file = scratch / "long.txt"
    file.write_text(_long_text(documents, megabytes), encoding="utf-8")
    peak, records = _python("-c", PEAK_MEMORY, str(file)).split()
    return {"megabytes_of_text": megabytes, "peak_megabytes": float(peak), "records": int(records)}


def cold_start(rounds: int, scratch: Path) -> dict[str, float]:
    """Seconds from a cold start to the help page, and to the first record of a short text."""
    file = scratch / "short.txt"
    file.write_text(SHORT_TEXT, encoding="utf-8")
    runs: dict[str, list[float]] = {"python": [], "help": [], "first_record": []}
    for _ in range(rounds):
        runs["python"].append(_timed(lambda: _python("-c", "pass")))
        runs["help"].append(_timed(lambda: _python("-c", TO_FIRST_RECORD, "--help")))
        runs["first_record"].append(_first_record(file))
    return {name: statistics.median(seconds) for name, seconds in runs.items()}


def _first_record(file: Path) -> float:
    command = [sys.executable, "-c", TO_FIRST_RECORD, "extract", str(file)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment()) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        process.stdout.read()
    if not line:
        sys.exit("the short text gave no record")
    return seconds


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _show(report: dict[str, Any]) -> None:
    speeds, start = report["speed"], report["start"]
    print(f"Python {report['python']}, {report['processor']}, one core, medians of {report['rounds']}")
    print(f"{report['texts']}, {speeds['characters']:,} characters\n")
    print(f"{'characters a second':<28}{'':>12}{'of jieba':>10}")
    base = speeds["per_second"]["jieba.lcut"]
    for name, rate in speeds["per_second"].items():
        print(f"{name:<28}{rate:>12,.0f}{rate / base:>10.2f}")
    print(f"\nthe whole runs at {speeds['ratio_to_jieba']:.2f} of jieba.lcut\n")
    print(f"{'one text of':<14}{'characters':>12}{'seconds':>10}{'µs a character':>16}")
    for row in report["length"]:
        each = row["microseconds_a_character"]
        print(f"{row['megabytes']:>5} MB{'':<6}{row['characters']:>12,}{row['seconds']:>10.2f}{each:>16.2f}")
    peak = report["memory"]
    print(f"\npeak memory of a {peak['megabytes_of_text']} MB document: {peak['peak_megabytes']:.0f} MB")
    print(f"cold start to the help page {start['help']:.2f} s, ", end="")
    print(f"to the first record {start['first_record']:.2f} s (Python alone {start['python']:.2f} s)")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
