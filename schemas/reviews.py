"""What a person says of a record or a finding."""

from __future__ import annotations

import hashlib
from typing import Final, Literal, get_args

from pydantic import AwareDatetime

from schemas.findings import Finding
from schemas.ids import Family
from schemas.records import Model, Record
from schemas.speech import Speech

Judgement = Literal["right", "wrong", "unsure"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
_FAMILIES: Final[dict[str, Family]] = {"project": "project", "measure": "measure"}


class Review(Model):
    """A person's verdict on a record, or on a finding by its first figure.

    It goes by the bytes of the file (`sha256`), the place and the words, and by the family of the record or the name
    of the check (`subject`), so that it holds for whatever a later reader or run gives at that place. Offsets are
    code points into the source text.

    >>> one = Review(sha256="00ff", subject="claim", start=2, end=5, quote="95%", verdict="right")
    >>> len(one.id), one.id == one.model_copy(update={"verdict": "wrong"}).id
    (16, True)
    """

    sha256: str
    subject: str
    start: int
    end: int
    quote: str
    verdict: Judgement
    reviewer: str = ""
    note: str | None = None
    reviewed_at: AwareDatetime | None = None

    @property
    def id(self) -> str:
        """A hash of what is reviewed and by whom: a later verdict of the same person takes the place of this."""
        return review_id(self.sha256, self.subject, self.start, self.end, self.quote, self.reviewer)


def review_of(
    speech: Speech,
    thing: Record | Finding,
    verdict: Judgement,
    *,
    reviewer: str = "",
    note: str | None = None,
) -> Review:
    """Return a verdict on a record of a document, or on a finding by its first figure.

    Raises:
        ValueError: the document came from no file, so that there is nothing to know it by, or what is reviewed is of
            another document.
    """
    first = thing.figures[0] if isinstance(thing, Finding) else thing.evidence
    doc_id = thing.figures[0].doc_id if isinstance(thing, Finding) else thing.doc_id
    if doc_id != speech.doc_id:
        raise ValueError(f"{thing.id} is of the document {doc_id}, not of {speech.doc_id}")
    if speech.source.sha256 is None:
        raise ValueError(f"{speech.doc_id}: came from no file, so that a review could not find it again")
    return Review(
        sha256=speech.source.sha256,
        subject=thing.check if isinstance(thing, Finding) else _FAMILIES.get(thing.kind, "claim"),
        start=first.start,
        end=first.end,
        quote=first.quote,
        verdict=verdict,
        reviewer=reviewer,
        note=note,
    )


def review_id(sha256: str, subject: str, start: int, end: int, quote: str, reviewer: str) -> str:
    """Return the identifier of a review.

    >>> review_id("00ff", "claim", 2, 5, "95%", "") == review_id("00ff", "claim", 2, 5, "95%", "李")
    False
    """
    # The two free texts come last and with their lengths, so that no two keys run together.
    key = f"{sha256}|{subject}|{start}|{end}|{len(quote)}|{quote}|{reviewer}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
