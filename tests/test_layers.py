"""Each package imports only those below it, no modules import each other, and what is slow to import waits."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("schemas", "patterns", "corpus", "extractor")
SLOW = {
    "alembic",
    "charset_normalizer",
    "jieba",
    "lxml",
    "opencc",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "psutil",
    "pypinyin",
    "regex",
    "spacy",
    "sqlalchemy",
    "xlsxwriter",
}
# Modules whose users have asked for what is slow.
MAY_BE_SLOW = {
    "corpus.segmentation_spacy": {"spacy"},
    "extractor.batch.batch": {"pyarrow"},
    "extractor.batch.columns": {"pyarrow"},
    "extractor.batch.guarding": {"pyarrow"},
    "extractor.batch.ledger": {"sqlalchemy"},
    "extractor.batch.loading": {"pyarrow", "sqlalchemy"},
    "extractor.batch.parts": {"pyarrow"},
    "extractor.batch.patience": {"sqlalchemy"},
    "extractor.batch.ray_engine": {"pyarrow"},
    "extractor.batch.run": {"pyarrow", "sqlalchemy"},
    "extractor.batch.saving": {"pyarrow", "sqlalchemy"},
    "extractor.batch.shards": {"pyarrow"},
    "extractor.batch.tables": {"pyarrow", "sqlalchemy"},
    "extractor.batch.workers": {"psutil"},
    "extractor.components": {"spacy"},
    "extractor.doc_bytes": {"spacy"},
    "extractor.store.bulk": {"sqlalchemy"},
    "extractor.store.cells": {"sqlalchemy"},
    "extractor.store.connecting": {"sqlalchemy"},
    "extractor.store.database": {"sqlalchemy"},
    "extractor.store.forgetting": {"sqlalchemy"},
    "extractor.store.migrating": {"sqlalchemy"},
    "extractor.store.parquet": {"pyarrow"},
    "extractor.store.waiting": {"sqlalchemy"},
    "extractor.store.whereabouts": {"sqlalchemy"},
    "extractor.store.workbook": {"xlsxwriter"},
    "schemas.column_types": {"sqlalchemy"},
    "schemas.ledger": {"sqlalchemy"},
    "schemas.tables": {"sqlalchemy"},
    "schemas.views": {"sqlalchemy"},
}
MIGRATIONS = "extractor.store.migrations."


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {_name(file): file for layer in LAYERS for file in sorted((ROOT / layer).rglob("*.py"))}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def _imported(statement: ast.stmt) -> Iterator[str]:
    """Give the modules that an import names; `from a import b` names a.b where that is a module."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        assert not statement.level, "imports are absolute"
        module = statement.module or ""
        for alias in statement.names:
            full = f"{module}.{alias.name}"
            yield full if full in FILES else module


def _on_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Give the statements that run when a module is imported."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            yield from _on_import(statement.orelse)
            continue
        yield statement
        for field in ("body", "orelse", "finalbody"):
            yield from _on_import(getattr(statement, field, []))
        for handler in getattr(statement, "handlers", []):
            yield from _on_import(handler.body)


def _upward(name: str, tree: ast.Module) -> list[str]:
    layer = name.partition(".")[0]
    above = {*LAYERS[LAYERS.index(layer) + 1 :], "tests", "benchmarks"}
    statements = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return [m for statement in statements for m in _imported(statement) if m.partition(".")[0] in above]


def _needed(tree: ast.Module) -> set[str]:
    return {module for statement in _on_import(tree.body) for module in _imported(statement)}


def test_the_walk_sees_what_it_must() -> None:
    assert len(FILES) > 80
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import pandas\n"
        "try:\n    import extractor.claims\nexcept ImportError:\n    import jieba\n"
        "class A:\n    import spacy\n    def b(self): import regex\n"
        "from patterns import loader\n"
    )
    assert _needed(tree) == {"typing", "extractor.claims", "jieba", "spacy", "patterns.loader"}
    assert _upward("corpus.source", tree) == ["extractor.claims"]


@pytest.mark.parametrize("name", FILES)
def test_imports_go_downward_only(name: str) -> None:
    assert _upward(name, TREES[name]) == []


def test_no_modules_import_each_other() -> None:
    needs = {name: {module for module in _needed(tree) if module in FILES} for name, tree in TREES.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


@pytest.mark.parametrize("name", FILES)
def test_slow_imports_wait(name: str) -> None:
    needed = {module.partition(".")[0] for module in _needed(TREES[name])}
    allowed = {"alembic", "sqlalchemy"} if name.startswith(MIGRATIONS) else MAY_BE_SLOW.get(name, set())
    assert needed & SLOW <= allowed


@pytest.mark.parametrize("command", ["import extractor", "import extractor.cli"])
def test_the_start_imports_nothing_slow(command: str) -> None:
    script = f"import sys\n{command}\nprint(*sorted({SLOW!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []
