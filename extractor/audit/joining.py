"""Joins the figures of several documents: by place with its successions, indicator, scope, unit and year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.audit.view import View, bare_name, year
from schemas import Claim

_MOST_SUCCESSIONS = 8
_NATION = "national"


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim and the document that states it."""

    view: View
    claim: Claim


class Shelf:
    """The levels that the documents of one place state, found by what they are of."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self._levels: dict[Hashable, list[Stated]] = {}
        for view in views:
            for claim in view.levels():
                if (key := subject(view, claim)) is not None:
                    self._levels.setdefault((key, claim.kind), []).append(Stated(view, claim))

    def levels(self, kind: str, key: Hashable) -> list[Stated]:
        """Return one level of each document for a subject; documents that give several values are left out."""
        found: dict[str, list[Stated]] = {}
        for stated in self._levels.get((key, kind), []):
            found.setdefault(stated.view.speech.doc_id, []).append(stated)
        return [lot[0] for lot in found.values() if len({one.claim.quantity.value for one in lot}) == 1]


def shelves(views: Iterable[View]) -> Iterator[Shelf]:
    """Give the documents of each place that has more than one; what has no known place is joined with nothing."""
    places: dict[str, list[View]] = {}
    for view in views:
        place = place_key(view)
        if place is not None:
            places.setdefault(place, []).append(view)
    return (Shelf(lot) for lot in places.values() if len(lot) > 1)


def place_key(view: View) -> str | None:
    """Return the code of a document's place, or of what took its place since; None where it is not known.

    >>> from patterns import load
    >>> from schemas import Place, Speech
    >>> place_key(View(Speech(doc_id="d", place=Place(name="赣县", code="360721")), load()))
    '360704'
    """
    place = view.speech.place
    if place is None or place.code is None:
        return _NATION if view.speech.level == _NATION else None
    code = place.code
    for _ in range(_MOST_SUCCESSIONS):
        entry = view.knowledge.places.entry(code)
        if entry is None or entry.successor is None:
            break
        code = entry.successor
    return code


def subject(view: View, claim: Claim, years_on: int = 0) -> Hashable | None:
    """Return what a level is of: indicator, scope, unit and year (or one so many years on); None for no whole year."""
    told = year(claim)
    if told is None or claim.quantity.masked or claim.source.endswith("origin_of_a_change"):
        return None
    bare = bare_name(claim)
    found = view.knowledge.indicators.lookup(bare)
    name = (found.entry.code, found.scope, found.part) if found is not None else (bare, None, None)
    return name, view.scope(claim), claim.quantity.unit, told + years_on
