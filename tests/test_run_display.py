"""What a run shows while it goes on."""

from __future__ import annotations

import io
import sys

import pytest

from extractor.batch.ledger import Failure
from extractor.batch.meter import Tally
from extractor.cli import progress
from extractor.cli.progress import Display
from extractor.store.errors import StoreError


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_LINE_SECONDS", 0.0)


def test_lines_are_written_where_no_terminal_is(at_once: None, capsys: pytest.CaptureFixture[str]) -> None:
    with Display(lambda: 100) as display:
        display.progress(Tally(documents=2, characters=10, records=1, failed=1, read=50))
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("zhibiao: 2 documents (")
    for part in (", 10 characters (", ", 1 record (", ", 1 error ("):
        assert part in line


def test_quiet_shows_what_fails_and_no_more(at_once: None, capsys: pytest.CaptureFixture[str]) -> None:
    with Display(lambda: 100, quiet=True) as display:
        display.progress(Tally(documents=2))
        display.failed(Failure("a.txt", "time", "took longer than 1 second"))
        display.waiting(StoreError("x.sqlite: database is locked"), 2.0)
    assert capsys.readouterr().err.splitlines() == [
        "zhibiao: a.txt: took longer than 1 second (time)",
        "zhibiao: x.sqlite: database is locked; trying again in 2 seconds",
    ]


def test_of_many_failures_only_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(lambda: 100, quiet=True) as display:
        for number in range(100):
            display.failed(Failure(f"{number}.txt", "error", "no"))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert said[-1] == "zhibiao: more documents fail; zhibiao run --status lists them all"


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    with Display(lambda: 100) as display:
        display.progress(Tally(documents=3, read=30))
        display.failed(Failure("a.txt", "error", "no"))
    shown = terminal.getvalue()
    assert "3 documents (" in shown
    assert "━" in shown
    assert "zhibiao: a.txt: no (error)\n" in shown
