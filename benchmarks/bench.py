"""Speed, growth with length, memory and cold start of zhibiao, on one core.

    python benchmarks/bench.py [--json] [--rounds N] [--texts FOLDER...] [--quick]

Every figure is the median of the rounds. Each round is a process of its own, so that what one run remembers
(names looked up, words tagged) helps no other; before the clock starts it reads `corpus/samples`, which loads
what is loaded once. `jieba.lcut` and the pipeline take turns, document by document. Rates are by processor
time, which a busy machine disturbs less than the time on the wall; starts are given both ways. The texts are
the `.txt` files of `../shared` where that is there, otherwise those of `corpus/samples`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import re
import resource
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
LOST_BYTE = "lost_byte"
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
    one_core()
    if options.part:
        json.dump(PARTS[options.part](options), sys.stdout)
        return
    documents = chosen_documents(options.texts)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        report: dict[str, Any] = {
            "python": platform.python_version(),
            "processor": processor(),
            "rounds": options.rounds,
            "texts": f"{len(documents)} documents of {', '.join(map(str, options.texts))}",
            "speed": speed(options, folder),
            "start": cold_start(options.rounds, folder),
            "length": growth(options, folder),
            "memory": memory(_whole_ones(documents), options.sizes[-1], folder),
        }
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _show(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="give the figures as one JSON object")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--texts", type=Path, nargs="+", default=default_texts(), help="folders of .txt files"
    )
    parser.add_argument("--quick", action="store_true", help="leave out the long texts")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--scratch", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.sizes = SIZES_MB[:1] if options.quick else SIZES_MB
    return options


def default_texts() -> list[Path]:
    """The real texts where they are, else our samples."""
    shared = Path(os.environ.get("ZHIBIAO_SHARED") or ROOT.parent / "shared")
    real = [shared / "seeds", shared / "texts"]
    return real if all(map(Path.is_dir, real)) else [ROOT / "corpus" / "samples"]


def one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*:\s*(.+)", info.read_text())
        if found:
            return found[1]
    return platform.processor() or platform.machine()


def chosen_documents(folders: list[Path], characters: int = SPEED_CHARACTERS) -> list[Document]:
    """Documents of all kinds in turn, until they make a text of the size wanted."""
    by_folder: dict[Path, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            by_folder.setdefault(path.parent, []).append(path)
    chosen: list[Document] = []
    size = 0
    while size < characters * 3 and any(by_folder.values()):
        for paths in by_folder.values():
            if paths and size < characters * 3:
                path = paths.pop(0)
                chosen.append(Document(path.name, path.read_bytes()))
                size += len(chosen[-1].data)
    if not chosen:
        sys.exit(f"no .txt files in {', '.join(map(str, folders))}")
    return chosen


def speed(options: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    """Characters a second of the whole, of each stage, and of `jieba.lcut` on the same text."""
    runs: dict[str, list[float]] = {}
    characters = 0
    for _ in range(options.rounds):
        for part in ("whole", "stages"):
            found = _round(part, options, scratch)
            characters = found.pop("characters")
            for name, seconds in found.items():
                runs.setdefault(name, []).append(seconds)
    rates = {name: characters / statistics.median(seconds) for name, seconds in runs.items()}
    return {
        "characters": characters,
        "per_second": rates,
        "ratio_to_jieba": rates["whole (extract)"] / rates["jieba.lcut"],
    }


def _round(part: str, options: argparse.Namespace, scratch: Path) -> Any:
    texts = [str(folder) for folder in options.texts]
    quick = ["--quick"] if options.quick else []
    here = str(Path(__file__).resolve())
    return json.loads(_python(here, "--part", part, "--scratch", str(scratch), *quick, "--texts", *texts))


def _whole(options: argparse.Namespace) -> dict[str, float]:
    """One round: jieba and the pipeline on each document in turn."""
    import jieba

    from extractor import extract

    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = str(options.scratch)
    jieba.initialize()
    _warm()
    sources = [_read(document) for document in chosen_documents(options.texts)]
    found = {"characters": sum(len(source.text) for source in sources)}
    for source in sources:
        _add(found, "jieba.lcut", lambda source=source: jieba.lcut(source.text))
        _add(found, "whole (extract)", lambda source=source: extract(source))
    return found


def _stages(options: argparse.Namespace) -> dict[str, float]:
    """One round: what `extract` does, stage by stage."""
    from corpus import clean
    from extractor.assembly import assemble
    from extractor.stages import STAGES, Draft
    from patterns import load

    _warm()
    knowledge = load()
    documents = chosen_documents(options.texts)
    found: dict[str, float] = {"characters": 0}
    damaged, in_damaged = 0, 0.0
    for document in documents:
        source = _add(found, "  read", lambda document=document: _read(document))
        found["characters"] += len(source.text)
        began = time.process_time()
        cleaned = _add(found, "  clean", lambda source=source: clean(source, knowledge))
        if any(repair.name == LOST_BYTE for repair in cleaned.repairs):
            damaged += len(source.text)
            in_damaged += time.process_time() - began
        draft = Draft(cleaned.text, knowledge)
        for name, stage in STAGES.items():
            done = _add(found, f"  {name}", lambda stage=stage, draft=draft: stage.work(draft))
            setattr(draft, stage.sets, done)
        speech = _add(found, "  assembly", lambda cleaned=cleaned, draft=draft: assemble(cleaned, draft))
        _add(found, "  to JSON", lambda speech=speech: [r.model_dump_json() for r in speech.records])
    if damaged:
        # As if all the texts were like these, to stand in one column with the rest.
        found["  (clean, bytes lost)"] = in_damaged / damaged * found["characters"]
    return found


def _growth(options: argparse.Namespace) -> list[dict[str, float]]:
    """One round: one text of each size."""
    from extractor import extract

    _warm()
    documents = _whole_ones(chosen_documents(options.texts))
    rows = []
    for size in options.sizes:
        text = _long_text(documents, size)
        seconds: dict[str, float] = {}
        _add(seconds, "extract", lambda text=text: extract(text))
        rows.append({"megabytes": size, "characters": len(text), "seconds": seconds["extract"]})
    return rows


PARTS: dict[str, Callable[[argparse.Namespace], Any]] = {
    "whole": _whole,
    "stages": _stages,
    "growth": _growth,
}


def _whole_ones(documents: list[Document]) -> list[Document]:
    """Leave out those that lost bytes: one of them in a long text makes the repair read all of it closely."""
    from corpus import clean

    whole = [
        document
        for document in documents
        if all(repair.name != LOST_BYTE for repair in clean(_read(document)).repairs)
    ]
    return whole or documents


def _warm() -> None:
    """Load what is loaded once: patterns, words, the tables of the repairs."""
    from extractor import extract_path

    for path in sorted((ROOT / "corpus" / "samples").glob("*.txt")):
        for speech in extract_path(path):
            [record.model_dump_json() for record in speech.records]
    gc.collect()


def _read(document: Document) -> Any:
    from corpus import read_bytes

    return read_bytes(document.data, document.name)


def _add(found: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    result = work()
    found[name] = found.get(name, 0.0) + time.process_time() - began
    return result


def growth(options: argparse.Namespace, scratch: Path) -> list[dict[str, float]]:
    """Seconds for one text of each size, to see that time grows as length does."""
    rounds = [_round("growth", options, scratch) for _ in range(options.rounds)]
    rows = []
    for same in zip(*rounds, strict=True):
        median = statistics.median(row["seconds"] for row in same)
        each = median / same[0]["characters"] * 1e6
        rows.append({**same[0], "seconds": median, "microseconds_a_character": each})
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


def cold_start(rounds: int, scratch: Path) -> dict[str, dict[str, float]]:
    """Seconds, on the wall and of the processor, from a cold start to the help page and to the first record."""
    file = scratch / "short.txt"
    file.write_text(SHORT_TEXT, encoding="utf-8")
    runs: dict[str, list[tuple[float, float]]] = {"python": [], "help": [], "first_record": []}
    for _ in range(rounds):
        runs["python"].append(_started(lambda: _python("-c", "pass")))
        runs["help"].append(_started(lambda: _python("-c", TO_FIRST_RECORD, "--help")))
        runs["first_record"].append(_started(lambda: _first_record(file)))
    return {
        name: {
            "wall": statistics.median(wall for wall, _ in seconds),
            "processor": statistics.median(processor for _, processor in seconds),
        }
        for name, seconds in runs.items()
    }


def _started(work: Callable[[], float | str]) -> tuple[float, float]:
    """Run a process; return its seconds on the wall (or those that `work` gives) and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    given = work()
    wall = given if isinstance(given, float) else time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _first_record(file: Path) -> float:
    command = [sys.executable, "-c", TO_FIRST_RECORD, "extract", str(file)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment(), cwd=file.parent) as process:
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
    for name, what in (
        ("help", "the help page"),
        ("first_record", "the first record"),
        ("python", "nothing"),
    ):
        one = start[name]
        print(f"cold start to {what:<17}{one['wall']:>6.2f} s ({one['processor']:.2f} s of the processor)")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
