"""Whatever is done to an input, it ends as records or as one clear error; `benchmarks.damaged` tries ten thousand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import damaged as benchmark
from benchmarks.damaging import WAYS, Damaged, damaged
from corpus import ReadError
from extractor import extract


def numbers(*hows: str) -> st.SearchStrategy[int]:
    """The numbers of inputs that are damaged so."""
    places = [at for at, how in enumerate(WAYS) if how in hows]
    return st.builds(lambda turn, at: turn * len(WAYS) + at, st.integers(0, 10**6), st.sampled_from(places))


@settings(max_examples=60)
@given(numbers(*(how for how in WAYS if how not in ("bombs", "odd DOCX", "repeated without end"))))
def test_damaged_inputs_are_read_or_refused(number: int) -> None:
    assert benchmark.tried(number, 1, seconds=60, megabytes=2048).findings == []


@settings(max_examples=8)
@given(numbers("bombs", "odd DOCX", "repeated without end"))
def test_so_are_those_that_ask_for_much(number: int) -> None:
    assert benchmark.tried(number, 1, seconds=60, megabytes=2048).findings == []


def test_every_way_is_tried_and_can_be_made_again() -> None:
    made = [damaged(number, 3) for number in range(len(WAYS))]
    assert [one.how for one in made] == list(WAYS)
    assert made == [damaged(number, 3) for number in range(len(WAYS))]
    assert sum(one != damaged(number, 4) for number, one in enumerate(made)) > len(WAYS) // 2


CUES = [
    "同比增长",
    "其中",
    "亿元",
    "%",
    "个百分点",
    "、",
    "，",
    "。",
    "（",
    "）",
    "第",
    "年",
    "月",
    "-",
    ".",
    "一",
    "十",
    "万",
]
WORDS = [
    *CUES,
    "5",
    "999999999999",
    "财政收入",
    "项目",
    "建成",
    "要",
    "\u200b",
    "\u202e",
    "\0",
    "\ufffd",
    "\n",
    " ",
    "\t",
    "上年",
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=200))
def test_any_words_in_any_order_are_read_with_evidence_that_holds(words: list[str]) -> None:
    text = "".join(words)
    speech = extract(text)
    for record in speech.records:
        where = record.evidence
        assert speech.text[where.start : where.end] == where.quote
        assert type(record).model_validate_json(record.model_dump_json()) == record


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(1, 3000))
def test_words_over_and_over_are_read(words: list[str], times: int) -> None:
    text = ("".join(words) * times)[:20_000]
    assert len(extract(text).text) == len(text)


# --- the benchmark finds what there is to find


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Damaged]:
    """The input that is tried next."""
    given: list[Damaged] = []
    monkeypatch.setattr(benchmark, "damaged", lambda number, seed: given[number])
    return given


def test_a_lost_document_is_a_finding(made: list[Damaged]) -> None:
    made.append(Damaged("a.jsonl", b'{"text": "\xe5\x85\xa8"}\n{"te', "cut", kept=("全", "县")))
    outcome = benchmark.tried(0, 1, 60, 2048)
    assert outcome.findings == ["1 sound documents lost"]
    assert (outcome.documents, outcome.errors) == (1, 1)


def test_time_and_memory_are_findings(made: list[Damaged]) -> None:
    made.append(Damaged("a.txt", "全县".encode(), "whole"))
    findings = benchmark.tried(0, 1, seconds=0, megabytes=-1).findings
    assert [finding.split()[0] for finding in findings] == ["took", "took"]


@pytest.mark.parametrize(
    ("error", "finding"),
    [
        (KeyError("a"), "not foreseen: cannot be read: KeyError: 'a'"),
        (ReadError("a.txt", "cannot be read: KeyError: 'a'"), "not foreseen: cannot be read: KeyError: 'a'"),
    ],
)
def test_an_error_that_no_reader_foresaw_is_a_finding(
    made: list[Damaged], monkeypatch: pytest.MonkeyPatch, error: Exception, finding: str
) -> None:
    def stumble(*_: object) -> None:
        raise error

    made.append(Damaged("a.txt", "全县".encode(), "whole"))
    monkeypatch.setattr("corpus.readers.text.decode", stumble)
    assert benchmark.tried(0, 1, 60, 2048).findings == [finding]


def test_a_stage_that_stumbles_is_a_finding(made: list[Damaged], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("a")

    made.append(Damaged("a.txt", "全县".encode(), "whole"))
    monkeypatch.setattr("extractor.assembly.assemble", stumble)
    assert benchmark.tried(0, 1, 60, 2048).findings == ["KeyError: 'a'"]


def test_the_table_counts_by_the_way_of_damage() -> None:
    found = [
        benchmark.Outcome(0, "cut", documents=2, records=5, seconds=1.25, megabytes=3),
        benchmark.Outcome(1, "flip", errors=1, findings=["hangs"]),
    ]
    assert benchmark.table(found)[2:] == [
        "| cut | 1 | 2 | 5 | 0 | 1.2 | 3 | 0 |",
        "| flip | 1 | 0 | 0 | 1 | 0.0 | 0 | 1 |",
        "| all | 2 | 2 | 5 | 1 | 1.2 | 3 | 1 |",
    ]
