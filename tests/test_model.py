"""The model beside the rules: its weights, what it hears of the rules, and what it settles."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.claims.cues import cues
from extractor.model import WeightsError, weights
from extractor.model.candidates import candidates
from extractor.model.measures import stretches
from extractor.model.sequences import labels_of, runs_of
from extractor.model.weights import FILES, Curve, Linear, Weights, softmax
from extractor.stages import STAGES, run
from patterns import load

SPEECH = """在砚溪县招商引资工作会议上的讲话
二〇〇九年二月十二日
同志们：
一、2008年工作回顾
去年，我县实际引进县外资金18.6亿元，同比增长24.3%，完成市下达任务15亿元的124%。雁浦水泥厂二期扩建工程建成投产。
二、2009年工作安排
今年，力争实际引进县外资金22亿元以上，增长18%左右。县政府要出台工业用地优惠办法，设立招商引资专项基金2000万元。
"""


# --- weights


def test_every_file_of_the_weights_ships_and_is_small() -> None:
    folder = weights().folder
    assert {path.name for path in folder.iterdir() if path.suffix in (".json", ".crfsuite")} == set(FILES)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 15_000_000
    weights().check()


def test_weights_that_are_not_there_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no such file") as caught:
        Weights(tmp_path).check()
    assert "\n" not in str(caught.value)
    with pytest.raises(WeightsError, match="No such file"):
        extract("全县财政收入4.2亿元。", model=tmp_path)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("_both.json")])
def test_damaged_weights_are_told(tmp_path: Path, name: str) -> None:
    shutil.copytree(weights().folder, tmp_path / "w")
    (tmp_path / "w" / name).write_text('{"classes": 3', encoding="utf-8")
    with pytest.raises(WeightsError, match=f"{name}: no JSON"):
        extract(SPEECH, model=tmp_path / "w")
    (tmp_path / "w" / name).write_text('{"classes": 3, "rows": []}', encoding="utf-8")
    with pytest.raises(WeightsError, match="not weights of a linear model"):
        Weights(tmp_path / "w").linear(name.removesuffix(".json"))


def test_a_missing_or_damaged_tagger_is_told(tmp_path: Path) -> None:
    shutil.copytree(weights().folder, tmp_path / "w")
    (tmp_path / "w" / "projects_both.crfsuite").write_bytes(b"no tagger")
    with pytest.raises(WeightsError, match=r"projects_both\.crfsuite"):
        Weights(tmp_path / "w").tagger("projects_both")
    (tmp_path / "w" / "projects_both.crfsuite").unlink()
    with pytest.raises(WeightsError, match="no such file"):
        Weights(tmp_path / "w").check()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=6))
def test_probabilities_add_up(scores: list[float]) -> None:
    chances = softmax(scores)
    assert math.isclose(sum(chances), 1.0)
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances[scores.index(max(scores))] == max(chances)


@given(st.floats(-1, 2), st.floats(-1, 2))
def test_a_curve_rises(one: float, other: float) -> None:
    curve = Curve((0.1, 0.4, 0.9), (0.2, 0.2, 0.95))
    low, high = sorted((one, other))
    assert 0.2 <= curve(low) <= curve(high) <= 0.95


def test_what_a_linear_model_does_not_know_weighs_nothing() -> None:
    linear = Linear(("a", "b"), {"x": (1.0, -1.0)})
    assert linear.scores(["x", "y"]) == [1.0, -1.0]
    assert linear.scores([]) == [0.0, 0.0]


# --- sequences


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=12))
def test_runs_come_back_from_their_labels(lengths: list[int]) -> None:
    runs, at = [], 0
    for length in lengths:
        if length:
            runs.append(("P", at, at + length))
        at += max(length, 1)
    labels = labels_of(at, runs)
    assert [(run.label, run.first, run.last) for run in runs_of(labels)] == runs


def test_a_run_without_a_beginning_is_one() -> None:
    assert [(run.first, run.last) for run in runs_of(["O", "I-P", "I-P", "B-P"])] == [
        (1, 3),
        (3, 4),
    ]


def test_a_clause_that_begins_anew_ends_a_measure() -> None:
    chances = [(0.9, 0.0), (0.8, 0.1), (0.1, 0.8), (0.0, 0.0)]
    assert [(first, last) for first, last, _ in stretches(chances, [0.5] * 4)] == [(0, 1), (1, 3)]


# --- what the model hears


def test_the_rules_alone_leave_the_model_out() -> None:
    alone = extract(SPEECH, model=False)
    assert {record.source.partition(":")[0] for record in alone.records} == {"rule"}
    draft = run(SPEECH, load(), mode="rules")
    assert all(mention.claimable is None for mention in draft.quantities)


def test_every_record_says_who_decided_and_how_sure_it_is() -> None:
    for record in extract(SPEECH).records:
        assert record.source.partition(":")[0] in ("rule", "model")
        assert 0 < record.confidence < 1


def test_each_stage_of_the_model_follows_the_one_whose_work_it_looks_at() -> None:
    names = list(STAGES)
    for name, stage in STAGES.items():
        if stage.model:
            assert names[names.index(name) - 1] == name.removesuffix("_model")
            assert STAGES[name.removesuffix("_model")].sets == stage.sets


def test_each_candidate_stands_once_and_none_comes_of_the_rules() -> None:
    draft = run(SPEECH, load(), mode="rules")
    choice = candidates(draft.claims[0], [], draft.text, draft.structure, cues(load()))
    assert choice
    assert all("rule" not in origin for one in choice for origin in one.origins)
    assert len({one.name.text for one in choice}) == len(choice)


def test_the_rules_names_stay_beside_the_model_and_are_judged() -> None:
    both, rules = extract(SPEECH), extract(SPEECH, model=False)
    named = [[record.indicator.text for record in one.targets + one.actuals] for one in (both, rules)]
    assert named[0] == named[1]
    assert len({record.confidence for record in both.actuals}) > 1


def test_an_earlier_name_is_a_candidate_for_what_is_left_out() -> None:
    draft = run(SPEECH, load(), mode="rules")
    growth = next(claim for claim in draft.claims if claim.basis == "growth")
    choice = candidates(growth, draft.claims[:1], draft.text, draft.structure, cues(load()))
    assert ("实际引进县外资金", True) in {(one.name.text, "earlier1" in one.origins) for one in choice}


def test_the_main_claims_of_a_plain_speech_stand_with_the_model() -> None:
    found = {
        (record.kind, record.quantity.text, record.indicator.text)
        for record in extract(SPEECH).records
        if record.kind in ("target", "actual", "completion")
    }
    assert {
        ("actual", "18.6亿元", "实际引进县外资金"),
        ("actual", "24.3%", "实际引进县外资金"),
        ("completion", "124%", "实际引进县外资金"),
        ("target", "22亿元以上", "实际引进县外资金"),
        ("target", "18%左右", "实际引进县外资金"),
    } <= found


def test_relations_are_those_of_the_settled_claims() -> None:
    speech = extract(SPEECH)
    by_id = {record.id: record for record in speech.records}
    tied = [
        (record.evidence.quote, relation.type, by_id[relation.id].evidence.quote)
        for record in speech.records
        for relation in record.relations
    ]
    assert ("24.3%", "growth_of", "18.6亿元") in tied
    assert ("124%", "completion_of", "18.6亿元") in tied


def test_the_same_text_gives_the_same_records() -> None:
    one, other = extract(SPEECH), extract(SPEECH)
    assert one.model_dump_json() == other.model_dump_json()


def test_ids_do_not_depend_on_who_decides() -> None:
    both = {(r.evidence.start, r.evidence.end, r.kind): r.id for r in extract(SPEECH).records}
    alone = {(r.evidence.start, r.evidence.end, r.kind): r.id for r in extract(SPEECH, model=False).records}
    shared = both.keys() & alone.keys()
    assert len(shared) >= 5
    assert all(both[key] == alone[key] for key in shared)


@given(st.text(alphabet="增长收入完成项目建设，。；0123456789%亿元年等、“”（）工程\n", max_size=120))
def test_no_text_breaks_the_model(text: str) -> None:
    speech = extract(text)
    for record in speech.records:
        assert text[record.evidence.start : record.evidence.end] == record.evidence.quote


def test_settings_hold_probabilities() -> None:
    files = [name for name in FILES if name.startswith("settings")]
    curves = [json.loads((weights().folder / name).read_text(encoding="utf-8"))["curves"] for name in files]
    assert len(curves) == 2
    for said, found in [curve for one in curves for curve in one.values()]:
        assert said == sorted(said)
        assert found == sorted(found)
        assert all(0 < value < 1 for value in found)
