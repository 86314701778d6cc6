"""The JSON Schema of the contract fits what is written, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from corpus import read_path
from corpus.samples import sample_paths
from extractor import extract
from extractor.cli import main
from schemas import Evidence, Indicator, Period, Quantity, Target
from schemas.json_schema import SUBJECTS, json_schema

RECORD = Target(
    id="1",
    doc_id="d",
    basis="level",
    indicator=Indicator(text="粮食产量"),
    quantity=Quantity(text="3.20万吨", value=Decimal("-3.20E+4"), resolution=Decimal("1E+2")),
    period=Period(label="2031", start=dt.date(2031, 1, 1)),
    evidence=Evidence(start=0, end=6, quote="3.20万吨"),
)


def validator(subject: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(subject), format_checker=Draft202012Validator.FORMAT_CHECKER)


def written(**changes: Any) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(RECORD.model_dump_json())
    return line | changes


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_schema_is_a_schema(subject: str) -> None:
    schema = json_schema(subject)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith(f"urn:zhibiao:{subject}:")
    assert schema["title"]


def test_every_record_and_speech_of_the_samples_fits() -> None:
    records, speeches = validator("record"), validator("speech")
    kinds = set()
    for path in sample_paths():
        for source in read_path(path):
            speech = extract(source)
            assert list(speeches.iter_errors(json.loads(speech.model_dump_json()))) == [], path
            for record in speech.records:
                kinds.add(record.kind)
                assert list(records.iter_errors(json.loads(record.model_dump_json()))) == [], path
    assert kinds == {"target", "actual", "completion", "project", "measure"}


def test_a_record_made_by_hand_fits() -> None:
    line = written()
    assert line["quantity"]["value"] == "-32000"
    assert list(validator("record").iter_errors(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        written(kind="wish"),
        written(kind="completion"),
        written(basis="colour"),
        written(colour="red"),
        written(confidence=1.5),
        written(period={**written()["period"], "start": "2031-13-01"}),
        *(written(quantity={**written()["quantity"], "value": value}) for value in (3.2, "3.2E+4", "3.", "")),
        {name: field for name, field in written().items() if name != "period"},
    ],
)
def test_what_breaks_the_contract_does_not_fit(line: dict[str, Any]) -> None:
    assert list(validator("record").iter_errors(line)) != []


def test_the_command_prints_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    printed = {}
    for arguments in (["schema"], ["schema", "--of", "record"], ["schema", "--of", "speech"]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0
        printed[arguments[-1]] = json.loads(capfdbinary.readouterr().out)
    assert printed["schema"] == printed["record"] == json_schema("record")
    assert printed["speech"] == json_schema("speech")


def test_there_is_no_schema_of_anything_else(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["schema", "--of", "colour"])
    out, err = capfdbinary.readouterr()
    assert (end.value.code, out) == (2, b"")
    assert err.decode() == "zhibiao: no schema of 'colour'; there are: record, speech\n"
