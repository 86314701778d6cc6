"""Each stage as a spaCy component: alone, in any company, and found by spaCy without our help."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipe_analysis import validate_attrs
from spacy.tokens import Doc, DocBin

from corpus.segmentation_spacy import make_nlp
from extractor import components, doc_bytes, extract, load_pipeline
from extractor.stages import STAGES, run, stages_before
from patterns import load

ROOT = Path(__file__).parents[1]
TEXT = (
    "二〇一四年一月十日\n去年，全县完成固定资产投资31.6亿元，为年计划的105%，增长12.5%。\n"
    "雁浦水泥厂二期扩建工程建成投产。\n今年，县政府要在6月底前出台工业用地优惠办法。\n"
)
FACTORIES = [*(f"zhibiao_{name}" for name in STAGES), "zhibiao_spans"]


def alone(factory: str, nlp: Language, **config: Any) -> Any:
    nlp.add_pipe(factory, config=config)
    return nlp(TEXT)


@pytest.mark.parametrize("language", ["zh", "en", "xx"])
@pytest.mark.parametrize("name", STAGES)
def test_a_component_added_alone_finds_what_it_finds_in_company(name: str, language: str) -> None:
    stage = STAGES[name]
    whole = run(TEXT, load(), mode="both" if stage.model else "rules")
    if name == "claims":
        for claim in whole.claims:
            claim.relations.clear()
    if stage.sets == "claims" and stage.model:
        whole.claims = [claim for claim in whole.claims if not claim.relations.clear()]
    found = alone(f"zhibiao_{name}", spacy.blank(language))._.get(stage.sets)
    assert found == getattr(whole, stage.sets)
    assert found


def test_what_is_set_already_is_not_worked_out_again() -> None:
    nlp = make_nlp()
    nlp.add_pipe("zhibiao_claims")
    doc = nlp.make_doc(TEXT)
    doc._.quantities = []
    assert nlp.get_pipe("zhibiao_claims")(doc)._.claims == []


@given(st.lists(st.sampled_from(FACTORIES), unique=True, min_size=1, max_size=5))
def test_components_go_together_in_any_choice_and_order(chosen: list[str]) -> None:
    nlp = make_nlp()
    for name in chosen:
        nlp.add_pipe(name)
    for text in (TEXT, "", "\n", "5%"):
        doc = nlp(text)
        assert all(
            doc._.get(STAGES[name.removeprefix("zhibiao_")].sets) is not None
            for name in chosen[:-1]
            if "spans" not in name
        )


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_users_own_file_counts_for_each(factory: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[quantities.units.count]\nnames = ["骑队"]\n', encoding="utf-8")
    nlp = make_nlp()
    nlp.add_pipe(factory, config={"patterns": [str(own)]})
    found = nlp("去年，全县有35骑队。")._.quantities
    assert found is None or [mention.unit for mention in found] == ["骑队"]
    assert (found is None) == (factory in ("zhibiao_structure", "zhibiao_periods", "zhibiao_acts"))
    broken = tmp_path / "broken.toml"
    broken.write_text("[quantities\n", encoding="utf-8")
    nlp = make_nlp()
    if found is not None:
        with pytest.raises(ValueError, match=r"broken\.toml"):
            nlp(nlp.add_pipe(factory, config={"patterns": [str(broken)]}) and "全县")


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="none"):
        alone("zhibiao_claims_model", make_nlp(), weights=str(tmp_path / "none"))


def test_spans_are_the_records_of_the_rules() -> None:
    doc = alone("zhibiao_spans", make_nlp())
    records = extract(TEXT, model=False).records
    assert [(span.text, span.label_) for span in doc.spans[components.SPANS]] == [
        (record.evidence.quote, record.kind) for record in records
    ]
    assert {"actual", "completion", "project", "measure"} <= {span.label_ for span in doc.spans["zhibiao"]}


def test_spans_go_under_a_key_of_ones_own_and_cover_whole_tokens() -> None:
    doc = alone("zhibiao_spans", spacy.blank("en"), key="ours")
    assert "zhibiao" not in doc.spans
    assert any("31.6亿元" in span.text for span in doc.spans["ours"])


def test_spans_after_all_stages_are_the_records_of_the_model() -> None:
    nlp = spacy.blank("zh")
    for name in load_pipeline().pipe_names:
        nlp.add_pipe(name)
    doc = alone("zhibiao_spans", nlp)
    assert [span.text for span in doc.spans["zhibiao"]] == [
        record.evidence.quote for record in extract(TEXT).records
    ]


def test_stages_tell_all_that_they_read() -> None:
    """A stage that is given only what it says it reads finds the same."""
    for name, stage in STAGES.items():
        before = stages_before(stage.reads, name)
        assert set(stage.reads) <= {one.sets for one in before.values()}
        assert list(before) == [other for other in STAGES if other in before]


def test_spacy_knows_what_each_sets() -> None:
    for factory in FACTORIES:
        assigns = Language.get_factory_meta(factory).assigns
        assert assigns
        validate_attrs(assigns)


def test_a_saved_pipeline_is_loaded_again(tmp_path: Path) -> None:
    nlp = make_nlp()
    nlp.add_pipe("zhibiao_claims")
    nlp.add_pipe("zhibiao_spans", config={"key": "ours"})
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert again.pipe_names == ["zhibiao_claims", "zhibiao_spans"]
    docs = again(TEXT), nlp(TEXT)
    assert (
        [span.text for span in docs[0].spans["ours"]] == [span.text for span in docs[1].spans["ours"]] != []
    )


def test_many_documents_are_piped_in_several_processes() -> None:
    nlp = make_nlp()
    nlp.add_pipe("zhibiao_spans")
    docs = list(nlp.pipe([TEXT, TEXT.replace("31.6", "41.6")] * 2, n_process=2, batch_size=1))
    assert [next(iter(doc.spans["zhibiao"])).text for doc in docs] == ["31.6亿元", "41.6亿元"] * 2


def test_a_doc_is_written_and_read_with_all_that_was_found() -> None:
    doc = load_pipeline()(TEXT)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    for attribute in {stage.sets for stage in STAGES.values()}:
        assert again._.get(attribute) == doc._.get(attribute)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (kept,) = DocBin().from_bytes(stored).get_docs(doc.vocab)
    # What msgpack read as a list is a tuple there.
    assert list(kept._.claims) == doc._.claims != []


@pytest.mark.parametrize(
    "harm", ["os system", "builtins eval", "extractor.cli main", "corpus.readers read_path"]
)
def test_bytes_that_name_anything_else_are_refused(harm: str) -> None:
    module, name = harm.split()
    with pytest.raises(pickle.UnpicklingError, match="nothing that zhibiao writes"):
        doc_bytes.decode({"zhibiao": f"c{module}\n{name}\n.".encode()})


# --- without importing zhibiao


def entry_points() -> Iterator[tuple[str, str, str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        groups = tomllib.load(file)["project"]["entry-points"]
    for group, points in groups.items():
        for name, target in points.items():
            yield group, name, target


def test_every_component_has_an_entry_point() -> None:
    points = list(entry_points())
    assert [name for group, name, _ in points if group == "spacy_factories"] == FACTORIES
    for _, name, target in points:
        module, _, path = target.partition(":")
        found: Any = __import__(module, fromlist=["x"])
        for part in path.split("."):
            found = getattr(found, part)
        assert callable(found), name


def test_spacy_finds_the_components_by_the_entry_points(tmp_path: Path) -> None:
    """Against metadata such as an installation writes, since those of this one may be older."""
    about = tmp_path / "zhibiao_points-0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: zhibiao-points\nVersion: 0\n", encoding="utf-8"
    )
    groups: dict[str, list[str]] = {}
    for group, name, target in entry_points():
        groups.setdefault(group, []).append(f"{name} = {target}")
    lines = [line for group, points in groups.items() for line in (f"[{group}]", *points)]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]\n"
        "import spacy\n"
        "nlp = spacy.blank('zh', config={'nlp': {'tokenizer': {'@tokenizers': 'zhibiao.char_tokenizer.v1'}}})\n"
        "nlp.add_pipe('zhibiao_relations')\n"
        "print(len(nlp('2011年，全县财政收入4.2亿元，增长12.5%。')._.claims))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.stdout.strip(), done.returncode) == ("2", 0), done.stderr
