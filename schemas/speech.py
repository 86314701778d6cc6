"""One document with all that was read out of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from schemas.records import Actual, Completion, Measure, Model, Place, Project, Record, Target

if TYPE_CHECKING:
    import pandas as pd

DateSource = Literal["heading", "signature", "metadata"]
Level = Literal["national", "provincial", "prefecture", "county", "township", "other"]


class Repair(Model):
    """One kind of damage that was mended, where, and how often.

    `spans` are offsets into the source text, at most `schemas.MAX_LOGGED_SPANS` of them; `count` counts all.
    """

    name: str
    what: str
    count: int = Field(ge=1)
    spans: tuple[tuple[int, int], ...] = ()


class Flag(Model):
    """A doubt about the quality of the text that was left unmended."""

    name: str
    what: str
    count: int = Field(default=1, ge=1)
    spans: tuple[tuple[int, int], ...] = ()


class Section(Model):
    """A heading with its place in the tree; `parent` is an index into `Speech.sections`."""

    title: str
    level: int
    start: int
    end: int
    parent: int | None = None
    role: str | None = None


class Part(Model):
    """A page, paragraph or table of the file, with its place in the source text; numbers count from 1."""

    kind: Literal["page", "paragraph", "table"]
    number: int = Field(ge=1)
    start: int
    end: int


class Source(Model):
    """Where the text came from: path, address, sha256 of the raw bytes, reader, encoding, parts, metadata.

    `metadata` is what columns or a page gave under names of their own.
    """

    path: str | None = None
    address: str | None = None
    sha256: str | None = None
    reader: str = "text"
    reader_version: str = "1"
    encoding: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)
    parts: tuple[Part, ...] = ()


class Speech(Model):
    """A document and its records, in the order of the text."""

    doc_id: str
    source: Source = Source()
    title: str | None = None
    date: dt.date | None = None
    date_source: DateSource | None = None
    upload_date: dt.date | None = None
    issuer: str | None = None
    level: Level | None = None
    place: Place | None = None
    doc_type: str | None = None
    sections: tuple[Section, ...] = ()
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()
    records: tuple[Record, ...] = ()
    text: str = Field(default="", repr=False)

    @property
    def targets(self) -> list[Target]:
        """The targets among `records`."""
        return [r for r in self.records if isinstance(r, Target)]

    @property
    def actuals(self) -> list[Actual]:
        """The actuals among `records`."""
        return [r for r in self.records if isinstance(r, Actual)]

    @property
    def completions(self) -> list[Completion]:
        """The completions among `records`."""
        return [r for r in self.records if isinstance(r, Completion)]

    @property
    def projects(self) -> list[Project]:
        """The named projects among `records`."""
        return [r for r in self.records if isinstance(r, Project)]

    @property
    def measures(self) -> list[Measure]:
        """The measures among `records`."""
        return [r for r in self.records if isinstance(r, Measure)]

    def to_frame(self, *, headings: Literal["name", "en", "zh"] = "name") -> pd.DataFrame:
        """Give one row a record, with flat columns; see `schemas.frame`.

        `headings` says what the columns are called: by their names, or in English or Chinese words.
        """
        from schemas.frame import records_frame

        return records_frame(self.records, headings=headings)

    def _repr_html_(self) -> str:
        """Show the document in a notebook; see `schemas.notebook`."""
        from schemas.notebook import speech_html

        return speech_html(self)
