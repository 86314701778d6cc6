"""Between a review and its row: a dictionary, keyed by the columns of `schemas.tables.reviews`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from extractor.store.rows import Row
from schemas import Review


def review_row(review: Review, now: dt.datetime) -> Row:
    """Give the row of a review; one that does not say when it was made was made now.

    >>> one = Review(sha256="00ff", subject="claim", start=2, end=5, quote="95%", verdict="right")
    >>> row = review_row(one, dt.datetime(2025, 4, 1, tzinfo=dt.UTC))
    >>> row["start_char"], row["reviewed_at"].year, row["review_id"] == one.id
    (2, 2025, True)
    """
    return {
        "review_id": review.id,
        "sha256": review.sha256,
        "subject": review.subject,
        "start_char": review.start,
        "end_char": review.end,
        "quote": review.quote,
        "verdict": review.verdict,
        "reviewer": review.reviewer,
        "note": review.note,
        "reviewed_at": review.reviewed_at or now,
    }


def review_from_row(row: Mapping[str, Any]) -> Review:
    """Put a review together again from its row."""
    return Review(
        sha256=row["sha256"],
        subject=row["subject"],
        start=row["start_char"],
        end=row["end_char"],
        quote=row["quote"],
        verdict=row["verdict"],
        reviewer=row["reviewer"],
        note=row["note"],
        reviewed_at=row["reviewed_at"],
    )
