"""`zhibiao run --engine ray` on two nodes of a cluster on this machine."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import Job, Settings, pipeline_version
from extractor.batch.meter import Tally
from extractor.batch.parts import JOURNAL, MANIFEST, Journal, read_manifest
from extractor.batch.ray_engine import RayError, Site, WriteParts, need_ray, reach, run_on_ray
from extractor.batch.shards import shards_of, tables_of
from tests.archives import AS_STORED, content_of, make_archive, rows_of, text
from tests.test_batch_parts import RULES, Quiet
from tests.test_run import ROOT, run

HERE = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not HERE, reason="Ray is not installed: pip install 'zhibiao[ray]'")
_STORE_BYTES = 80 << 20


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each, to which this process is connected."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    # Other tests run beside these.
    os.environ.setdefault("RAY_worker_niceness", "0")
    before = os.environ.get("PYTHONPATH")
    # The workers import what this process does.
    os.environ["PYTHONPATH"] = str(ROOT)
    import ray
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": _STORE_BYTES}
    cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    try:
        cluster.add_node(**node)
        ray.init(address=cluster.address, log_to_driver=False, logging_level="error")
        yield cluster
    finally:
        ray.shutdown()
        cluster.shutdown()
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All kinds of files, and one in which an expression of `own` runs away."""
    archive = make_archive(tmp_path_factory.mktemp("ray"))
    (archive / "runs-away.txt").write_text(text(50) + "云" * 80 + "\n", encoding="utf-8")
    return archive


@pytest.fixture(scope="module")
def own(archive: Path) -> Path:
    own = archive.parent / "own.toml"
    own.write_text('[boilerplate]\nlines = ["(?:云+)+溪"]\n', encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def made(cluster: Any, archive: Path, own: Path) -> tuple[Path, str]:
    """The folder of a run by the command with parts and a database, and what it said."""
    folder = archive.parent
    code, output, errors = run(
        archive,
        "--engine", "ray", "--ray-address", cluster.address, "--output", folder / "parts",
        "--db", folder / "ray.sqlite", "--patterns", own, "--time-limit", 3,
    )  # fmt: skip
    assert (code, output) == (1, "")
    return folder, errors


@needs_ray
@pytest.mark.slow
def test_two_nodes_give_the_database_of_a_local_run(made: tuple[Path, str], archive: Path, own: Path) -> None:
    folder, errors = made
    assert not (folder / "parts" / JOURNAL).exists()
    lines = errors.splitlines()
    assert lines[-1].startswith(f"zhibiao: {folder / 'ray.sqlite'}: 22 documents, ")
    assert lines[-1].endswith(" 3 known already, 5 failed")
    assert f"zhibiao: {folder / 'parts'}: 6 parts, 25 documents, 175 records, 5 failed" in lines
    assert f"zhibiao: {archive}/runs-away.txt: took longer than 3 seconds (time)" in lines
    # Ray itself says nothing.
    assert [line for line in lines if not line.startswith("zhibiao: ")] == []
    local = folder / "local.sqlite"
    run(archive, "--db", local, "--patterns", own, "--time-limit", 3)
    assert content_of(folder / "ray.sqlite") == content_of(local)


@needs_ray
@pytest.mark.slow
def test_a_run_that_was_stopped_does_what_is_left_on_both_nodes(
    cluster: Any, made: tuple[Path, str], archive: Path, own: Path
) -> None:
    import ray

    class Watching(Quiet):
        def progress(self, tally: Tally) -> None:
            super().progress(tally)
            free.append(ray.available_resources().get("CPU", 0.0))
            done.append(tally.documents + tally.failed)

    free: list[float] = []
    done: list[int] = []
    folder = made[0] / "parts"
    whole = (folder / MANIFEST).read_bytes()
    manifest = read_manifest(folder)
    kept, gone = manifest.shards[:2], manifest.shards[2:]
    times = {part.name: (folder / part.name).stat().st_mtime_ns for one in kept for part in one.parts}
    (folder / MANIFEST).unlink()
    with Journal(folder, manifest.version) as journal:
        journal.begin({one.key: one.stamp for one in gone})
    lines = [{"shard": one.key, "stamp": one.stamp} for one in kept]
    lines += [{"part": asdict(part)} for one in kept for part in one.parts]
    with (folder / JOURNAL).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in lines)
    job = Job((str(archive),), AS_STORED, Settings((own,), False, manifest.version, 3.0), workers=2)
    assert len(ray.nodes()) == 2
    found = run_on_ray(job, Site(folder), Watching())
    assert (folder / MANIFEST).read_bytes() == whole
    assert found == manifest
    # Both actors hold the only processor of a node each.
    assert min(free) == 0
    assert done[-1] == sum(part.rows for one in gone for part in one.parts)
    assert times == {name: (folder / name).stat().st_mtime_ns for name in times}


@needs_ray
@pytest.mark.slow
def test_the_example_of_the_documentation_runs(cluster: Any, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    # Ten lines, as the page says, without the blank ones that a formatter puts in.
    [example] = re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 10
    (tmp_path / "shards").mkdir()
    for shard in range(2):
        numbers = range(5 * shard, 5 * shard + 5)
        table = pa.table(
            {"id": [f"d{number}" for number in numbers], "正文": [text(number) for number in numbers]}
        )
        pq.write_table(table, tmp_path / "shards" / f"{shard}.parquet")
    (tmp_path / "example.py").write_text(example, encoding="utf-8")
    environment = {**os.environ, "RAY_ADDRESS": cluster.address}
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = pq.read_table(tmp_path / "results")
    assert sorted(results.column("place").to_pylist()) == sorted(f"d{number}" for number in range(10))
    assert set(results.column("status").to_pylist()) == {"done"}
    assert sum(results.column("records").to_pylist()) > 30


# --- without a cluster


def test_an_actor_of_another_version_makes_nothing_and_says_why(archive: Path, tmp_path: Path) -> None:
    job = Job((str(archive),), AS_STORED, RULES)
    actor = WriteParts(job, tmp_path, "0.0.9+abc")
    shard = shards_of(job.paths, AS_STORED)[0]
    [row] = actor(next(tables_of(shard, AS_STORED))).to_pylist()
    assert row["part"] is None
    here = pipeline_version((), False)
    assert row["error"].endswith(
        f": has the version {here} and not 0.0.9+abc; all machines need the same zhibiao"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_actor_that_cannot_write_says_why(archive: Path, tmp_path: Path) -> None:
    job = Job((str(archive),), AS_STORED, RULES)
    actor = WriteParts(job, tmp_path / "none", pipeline_version((), False))
    shard = shards_of(job.paths, AS_STORED)[0]
    [row] = actor(next(tables_of(shard, AS_STORED))).to_pylist()
    assert row == {"part": None, "error": f"{tmp_path / 'none'}: No such file or directory"}


def test_without_ray_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from extractor.cli import main

    monkeypatch.setattr("extractor.batch.ray_engine.find_spec", lambda name: None)
    with pytest.raises(RayError):
        need_ray()
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["run", "a.txt", "--engine", "ray"])
    assert left.value.code == 2
    assert capsys.readouterr().err == "zhibiao: --engine ray needs Ray: pip install 'zhibiao[ray]'\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "{archive}", "--output", "x"), "--output is for --engine ray"),
        (("run", "{archive}", "--ray-address", "auto"), "--ray-address is for --engine ray"),
        (("run", "{archive}", "--no-load"), "--no-load is for --engine ray"),
        (("run", "{archive}", "--engine", "dask"), "'dask' is none of local, ray"),
        (
            ("run", "{archive}", "--engine", "ray", "--output", "{archive}/parts"),
            "lies within the archive {archive}; give another folder with --output",
        ),
        (("run", "none", "--engine", "ray"), "none: no such file or folder"),
    ],
)
def test_a_wrong_command_line_is_told_at_once(
    archive: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from extractor.cli import main

    with pytest.raises(SystemExit) as left:
        main([one.format(archive=archive) for one in arguments])
    errors = capsys.readouterr().err
    assert left.value.code == 2
    assert said.format(archive=archive) in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_a_cluster_that_does_not_answer_is_told_at_once(scheme: str) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"{scheme}127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(RayError, match=rf"Ray at {address}: Connection refused"):
            reach(address)
        nobody.listen()
        reach(address)


@pytest.mark.parametrize(
    ("end", "said"), [("os._exit(1)", "zhibiao: gone\n"), ("sys.exit(1)", ""), ("pass", "")]
)
def test_a_process_that_dies_without_a_word_leaves_one(end: str, said: str) -> None:
    code = f"import os, sys\nfrom extractor.cli.last_words import last_words\nwith last_words('gone'):\n    {end}\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # The output ends when both processes have.
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == said


def test_parts_are_loaded_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from extractor.cli import main
    from tests.test_batch_parts import make_parts

    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.txt").write_text(text(1), encoding="utf-8")
    make_parts(tmp_path / "archive", tmp_path / "parts")
    arguments = ["load", str(tmp_path / "parts"), "--db", str(tmp_path / "x.sqlite")]
    said = []
    for wanted in (0, 0, 1):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == wanted
        said.append(capsys.readouterr().err)
        if len(said) == 2:
            [part] = read_manifest(tmp_path / "parts").parts
            (tmp_path / "parts" / part.name).unlink()
    assert said[0].startswith(f"zhibiao: {tmp_path / 'x.sqlite'}: 1 document, ")
    assert said[1] == f"zhibiao: {tmp_path / 'x.sqlite'}: 0 documents, 0 records, 1 known already\n"
    assert said[2] == f"zhibiao: {tmp_path / 'parts' / part.name}: is missing; run the archive again\n"
    assert rows_of(tmp_path / "x.sqlite", "SELECT count(*) FROM documents") == [(1,)]
