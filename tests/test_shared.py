"""The whole way on all the real documents at hand, and the score reached on those with gold records."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import read_path
from extractor import extract
from extractor.store.jsonl import write_jsonl

ROOT = Path(__file__).parents[1]
RUN = "from extractor.cli import main; main()"
# A bit under what is reached on all gold texts together (F1).
FLOORS = {
    "quantity": 0.99,
    "claim": 0.97,
    "record": 0.90,
    "completion": 0.95,
    "project": 0.85,
    "measure": 0.75,
}


def texts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


@pytest.mark.slow
def test_every_text_gives_records_that_point_at_their_characters(shared: Path) -> None:
    paths = [*texts(shared / "texts"), *texts(shared / "gold")]
    assert len(paths) > 30
    for path in paths:
        for source in read_path(path):
            speech = extract(source)
            assert speech.records, path
            assert len({record.id for record in speech.records}) == len(speech.records), path
            ids = {record.id for record in speech.records}
            for record in speech.records:
                evidence = record.evidence
                assert evidence.start < evidence.end, (path, record.id)
                assert source.text[evidence.start : evidence.end] == evidence.quote, (path, record.id)
                assert {tie.id for tie in record.relations} <= ids, (path, record.id)


def fresh(paths: list[Path], seed: str) -> subprocess.Popen[bytes]:
    """Extract in a process of its own, where sets are in the order that the seed gives them."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, "extract", *map(str, paths), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
    )


def test_two_runs_give_the_same_bytes(shared: Path) -> None:
    paths = [*texts(shared / "gold"), texts(shared / "texts")[-1]]
    running = [fresh(paths, seed) for seed in ("1", "2")]
    speeches = [extract(source) for path in paths for source in read_path(path)]
    backwards = [extract(source) for path in reversed(paths) for source in read_path(path)][::-1]
    (first, complaints), (second, _) = (one.communicate() for one in running)
    assert [one.returncode for one in running] == [0, 0], complaints.decode()
    assert first == second
    for given in (speeches, backwards):
        here = io.BytesIO()
        assert write_jsonl(given, here) > 1000
        assert here.getvalue() == first


def test_the_score_on_the_gold_records_stays(shared: Path, tmp_path: Path) -> None:
    score, gold = shared / "score.py", shared / "gold"
    if not score.is_file():
        pytest.skip(f"no {score.name} in {shared}")
    for path in texts(gold):
        with (tmp_path / f"{path.stem}.jsonl").open("wb") as out:
            write_jsonl([extract(source) for source in read_path(path)], out)
    floors = ",".join(f"{level}={floor}" for level, floor in FLOORS.items())
    done = subprocess.run(
        [sys.executable, str(score), str(gold), "--pred", str(tmp_path), "--min", floors],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
