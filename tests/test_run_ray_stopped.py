"""Ctrl-C while Ray reads an archive: it ends at once, says how to go on, and leaves whole what was finished."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractor.batch.parts import MANIFEST, PartsError, read_manifest
from tests.archives import text

ROOT = Path(__file__).parents[1]
_SHARDS, _EACH, _LONG = 6, 10, 12

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed"),
    pytest.mark.skipif(os.name == "nt", reason="needs signals"),
]


def command(archive: Path, output: Path) -> list[str]:
    call = [sys.executable, "-c", "from extractor.cli import main; main()", "run", str(archive)]
    return [*call, "--engine", "ray", "--output", str(output), "--no-load", "--workers", "1", "--no-model"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for shard in range(_SHARDS):
        rows = [
            {"text": "\n".join(text(1000 * shard + 20 * row + part) for part in range(_LONG))}
            for row in range(_EACH)
        ]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{shard}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_ctrl_c_ends_it_and_leaves_what_was_finished(archive: Path, tmp_path: Path) -> None:
    output = tmp_path / "parts"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}
    with subprocess.Popen(
        command(archive, output),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        until = time.monotonic() + 120
        while not [*output.glob("part-*.parquet")]:
            assert time.monotonic() < until, "no part was made"
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("it had ended before it could be stopped")
    assert process.returncode == 130, said
    assert said.splitlines()[-1] == (
        f"zhibiao: {output}: interrupted; what was finished stays, and the same command goes on from there"
    )
    assert not (output / MANIFEST).exists()
    with pytest.raises(PartsError, match="the run that makes it did not end; run it again"):
        read_manifest(output)
    # What was finished is whole.
    assert all(pq.read_metadata(path).num_rows for path in output.glob("part-*.parquet"))
