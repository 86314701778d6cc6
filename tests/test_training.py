"""Training and evaluation: what is learnt from passages of our own, and that fitting repeats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.gold import GoldError, Passage, passages
from extractor.model.weights import Linear
from extractor.training.evaluate import evaluate, reliability, table
from extractor.training.examples import (
    Choice,
    Labelled,
    Tagged,
    gold_examples,
    read_passage,
    read_text,
    silver_examples,
)
from extractor.training.fitting import fit_choice, fit_curve, fit_linear, fit_tagger, write
from extractor.training.measuring import LEVELS, Judged
from extractor.training.teachers import stretches
from extractor.training.train import _whole_texts, fingerprint, train
from patterns import load

TEXT = "一、2011年工作回顾\n2011年，全县财政收入4.2亿元，增长12.5%。县政府出台用地优惠办法，建成青溪水库。附件3个。"


def passage(**changes: Any) -> Passage:
    quotes: list[dict[str, Any]] = [
        {"kind": "actual", "basis": "level", "quote": "4.2亿元", "value": "420000000", "unit": "CNY"},
        {"kind": "actual", "basis": "growth", "quote": "12.5%", "value": "12.5", "unit": "%"},
        {"kind": "measure", "quote": "县政府出台用地优惠办法"},
        {"kind": "project", "quote": "青溪水库", "stage": "completed"},
    ]
    records = []
    for record in quotes:
        start = TEXT.index(record["quote"])
        record |= {"start": start, "end": start + len(record["quote"])}
        if record["kind"] == "actual":
            record |= {"indicator": "财政收入", "bound": "eq", "period": "2011"}
        records.append(record)
    told: dict[str, Any] = {
        "name": "own",
        "file": Path("own.txt"),
        "split": "train",
        "genre": "budget",
        "part": "review",
        "readings": 1,
        "unseen": True,
        "text": TEXT,
        "records": tuple(records),
    }
    return Passage(**(told | changes))


# --- examples


def test_a_passage_gives_examples_of_each_decision(shared: Path) -> None:
    out = gold_examples(read_passage(passage(), load()), "both", "both", shared)
    assert [one.label for one in out.claimable].count("yes") == 2
    assert [one.label for one in out.status] == ["actual", "actual"]
    assert [one.label for one in out.trust] == ["yes", "yes"]
    assert not out.names
    assert any("B-P" in one.labels for one in out.projects)
    assert [one.label for one in out.stages] == ["completed"]
    assert any("B-M" in one.labels for one in out.measures)


def test_a_focus_keeps_what_is_outside_of_it_out(shared: Path) -> None:
    end = TEXT.index("12.5%。") + 6
    read = read_passage(passage(focus=(0, end)), load())
    out = gold_examples(read, "both", "both", shared)
    whole = gold_examples(read_passage(passage(), load()), "both", "both", shared)
    assert len(out.measures) < len(whole.measures)
    assert len(out.claimable) < len(whole.claimable)


def test_the_model_alone_hears_nothing_of_the_rules(shared: Path) -> None:
    read = read_passage(passage(), load())
    out = gold_examples(read, "model", "model", shared)
    features = [f for one in [*out.claimable, *out.status] for f in one.features]
    features += [f for choice in out.names for one in choice.candidates for f in one]
    assert all(choice.right[choice.best] for choice in out.names)
    assert not out.trust
    assert not [f for f in features if ":rule" in f]
    for one in [*out.projects, *out.measures]:
        assert {f for item in one.items for f in item if f.startswith("r=")} <= {"r=O"}


def test_what_is_cut_out_of_a_text_keeps_the_status_it_had_in_the_whole() -> None:
    text = "一、2010年工作回顾\n财政收入4.2亿元。\n二、2011年工作安排\n" + "财政收入4.6亿元，增长9%。\n" * 120
    parts = list(stretches(read_text(text, load())))
    assert len(parts) > 1
    assert set(dict(parts[-1].statuses or {}).values()) == {"target"}
    labels = {one.label for one in silver_examples(parts[-1], "both", 0.1).status}
    assert labels == {"target"}


# --- fitting


LABELLED = [Labelled((f"w={n % 3}", "always"), "yes" if n % 3 else "no") for n in range(60)]


def test_a_linear_model_learns_and_repeats_itself() -> None:
    one, other = fit_linear(LABELLED, 1.0), fit_linear(LABELLED, 1.0)
    assert one == other
    model = Linear(tuple(one["classes"]), {k: tuple(v) for k, v in one["rows"].items()})
    chances = {n: model.probabilities([f"w={n}", "always"])[model.classes.index("yes")] for n in range(3)}
    assert chances[0] < 0.5 < min(chances[1], chances[2])


def test_a_ranking_prefers_what_was_right() -> None:
    choices = [Choice((("good",), ("bad",), ("bad", "long")), (True, False, False), 0)] * 20
    data = fit_choice(choices, 1.0)
    assert data["rows"]["good"][0] > 0 > data["rows"]["bad"][0]


def test_a_tagger_repeats_itself_to_the_byte(tmp_path: Path) -> None:
    examples = [Tagged((("a",), ("b",), ("c",)), ("O", "B-M", "I-M"))] * 30
    for name in ("one", "other"):
        fit_tagger(examples, tmp_path / name, 0.1, 0.01)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_curve_rises_and_promises_no_certainty() -> None:
    said, found = fit_curve([0.1, 0.2, 0.6, 0.9, 0.95] * 20, [False, False, True, True, True] * 20)
    assert said == sorted(said)
    assert found == sorted(found)
    assert 0 < found[0] < 0.2
    assert 0.8 < found[-1] < 1


def test_the_fingerprint_tells_one_byte(tmp_path: Path) -> None:
    write(tmp_path, "a", {"x": 1})
    before = fingerprint(tmp_path)
    write(tmp_path, "a", {"x": 1})
    assert fingerprint(tmp_path) == before
    write(tmp_path, "a", {"x": 2})
    assert fingerprint(tmp_path) != before


# --- evaluation


def test_bins_leave_out_what_the_records_leave_open() -> None:
    said = [
        Judged("actual", 0.95, True),
        Judged("actual", 1.0, False),
        Judged("actual", 0.05, None),
    ]
    rows = reliability(said)
    assert [row["records"] for row in rows] == [0] * 9 + [2]
    assert rows[-1]["right"] == 0.5
    assert rows[0]["said"] is None


def test_without_texts_both_commands_say_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is not there"):
        evaluate(tmp_path)
    with pytest.raises(GoldError, match="is not there"):
        train(tmp_path, tmp_path / "w", say=lambda message: None)


@pytest.mark.slow
def test_the_three_ways_are_measured_on_the_split_that_is_kept_back(shared: Path) -> None:
    figures = evaluate(shared, "test")
    for mode in ("rules", "model", "both"):
        found = figures["scores"]["all"][mode]
        assert set(found) == set(LEVELS)
        assert all(0 <= found[level]["f1"] <= 1 for level in LEVELS)
    assert [len(rows) for rows in figures["calibration"].values()] == [10, 10, 10]
    printed = table(figures)
    assert printed.count("| rules only |") == len(figures["scores"]) + 1
    both, rules = figures["scores"]["all"]["both"], figures["scores"]["all"]["rules"]
    assert both["record"]["f1"] >= rules["record"]["f1"]
    assert both["measure"]["f1"] > rules["measure"]["f1"]


def test_nothing_kept_back_is_learnt_from(shared: Path) -> None:
    learnt = {path.name for path in _whole_texts(shared)}
    assert learnt
    assert not learnt & {one.file.name for one in passages(shared, "test")}
    gold = [path.read_text(encoding="utf-8")[-40:] for path in sorted((shared / "gold").glob("*.txt"))]
    texts = [path.read_text(encoding="utf-8") for path in _whole_texts(shared) if path.suffix == ".txt"]
    assert not [end for end in gold for text in texts if end.strip() and end in text]
