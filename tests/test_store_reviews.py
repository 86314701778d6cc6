"""People's verdicts stay, whatever becomes of the records that they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from extractor.store import StoreError, open_store, read_reviews, write_reviews
from extractor.store.database import Store
from schemas import Figure, Finding, Review, Speech, review_of
from schemas.tables import reviews as review_table
from tests.speech_samples import county_speech

MOMENT = dt.datetime(2025, 4, 1, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def review(speech: Speech, at: int = 0, **more: Any) -> Review:
    given = {"verdict": "right", "reviewer": "李", **more}
    return review_of(speech, speech.records[at], **given).model_copy(update={"reviewed_at": MOMENT})


def share_finding(speech: Speech, **more: Any) -> Finding:
    figure = Figure(role="rate", doc_id=speech.doc_id, **speech.records[2].evidence.model_dump())
    given = {
        "id": "f1",
        "check": "completion",
        "verdict": "inconsistent",
        "strength": "same_sentence",
        **more,
    }
    return Finding(figures=(figure,), **given)


def test_a_review_knows_what_it_is_about() -> None:
    speech = county_speech()
    kinds = [record.kind for record in speech.records]
    subjects = [review_of(speech, record, "right").subject for record in speech.records]
    assert kinds == ["actual", "target", "completion", "measure", "project"]
    assert subjects == ["claim", "claim", "claim", "measure", "project"]
    about = review_of(speech, share_finding(speech), "wrong", reviewer="王", note="看错了")
    assert (about.subject, about.quote, about.verdict, about.note) == (
        "completion",
        "125%",
        "wrong",
        "看错了",
    )


def test_a_review_needs_a_file_and_its_own_document() -> None:
    speech = county_speech(sha256=None)
    with pytest.raises(ValueError, match="came from no file"):
        review_of(speech, speech.records[0], "right")
    with pytest.raises(ValueError, match="not of d2"):
        review_of(county_speech("d2"), speech.records[0], "right")
    with pytest.raises(ValidationError):
        review(county_speech(), verdict="perhaps")


def test_reviews_come_back_as_they_were_written(database: str) -> None:
    speech = county_speech()
    given = [review(speech), review(speech, 3, verdict="unsure", note="\0见第三卷\ud800")]
    assert write_reviews(database, given) == 2
    assert read_reviews(database) == given


def test_a_later_verdict_of_the_same_person_takes_the_place_of_the_earlier(store: Store) -> None:
    speech = county_speech()
    store.save_reviews([review(speech), review(speech, reviewer="王")])
    later = review(speech, verdict="wrong")
    store.save_reviews([later])
    assert [(one.reviewer, one.verdict) for one in store.reviews()] == [("李", "wrong"), ("王", "right")]
    # Within one call the last counts.
    store.save_reviews([review(speech, verdict="unsure"), later])
    assert store.reviews()[0] == later


def test_a_review_that_says_no_moment_is_made_now(store: Store) -> None:
    before = dt.datetime.now(dt.UTC)
    store.save_reviews([review_of(county_speech(), county_speech().records[0], "right")])
    (one,) = store.reviews()
    assert one.reviewed_at is not None
    assert before <= one.reviewed_at <= dt.datetime.now(dt.UTC)


def test_reviews_find_what_they_are_about(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    store.save_findings([share_finding(speech)])
    given = [
        review(speech),
        review(speech, reviewer="王", verdict="wrong"),
        review_of(speech, share_finding(speech), "wrong").model_copy(update={"reviewed_at": MOMENT}),
    ]
    store.save_reviews(given)
    assert store.reviews_of("d1") == {"d1-actual": given[:2], "f1": given[2:]}
    assert store.reviews_of("nowhere") == {}


def test_reviews_survive_new_runs_new_readers_and_deletion(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    given = [review(speech)]
    store.save_reviews(given)
    store.save(speech.model_copy(update={"records": ()}))
    assert store.reviews_of("d1") == {}
    # A new reader reads the same at that place, in another text and under other identifiers.
    store.save(county_speech("d9"))
    assert store.doc_ids() == ["d9"]
    assert store.reviews_of("d9") == {"d9-actual": given}
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents"))
    assert store.reviews() == given


def test_a_review_is_not_of_other_words_at_the_same_place(store: Store) -> None:
    speech = county_speech()
    store.save_reviews([review(speech).model_copy(update={"quote": "12.60亿元"})])
    store.save(speech)
    assert store.reviews_of("d1") == {}


def test_a_copy_of_the_file_has_its_reviews_too(store: Store) -> None:
    """The same bytes at another path, and the same text in another encoding, are the same document."""
    utf8, gbk = county_speech(sha256="01"), county_speech(path="gbk.txt", sha256="02")
    store.save_reviews([review(utf8)])
    store.save_many([utf8, gbk])
    assert store.reviews_of("d1") == {"d1-actual": [review(utf8)]}


def test_only_words_that_are_known_are_verdicts(store: Store) -> None:
    row = {
        "review_id": "r",
        "sha256": "00",
        "subject": "claim",
        "start_char": 0,
        "end_char": 0,
        "quote": "",
        "verdict": "maybe",
    }
    with pytest.raises(sa.exc.IntegrityError), store.engine.begin() as connection:
        connection.execute(review_table.insert(), row)


def test_there_are_no_reviews_where_there_is_no_database(tmp_path: Any) -> None:
    with pytest.raises(StoreError, match="no such file"):
        read_reviews(tmp_path / "no.sqlite")
