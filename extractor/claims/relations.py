"""Ties the claims of a document together: completion_of, plan_of, growth_of, change_of, share_of, same_as."""

from __future__ import annotations

from extractor.claims.model import ClaimCandidate

_REACH = 8


def relate(claims: list[ClaimCandidate], text: str) -> None:
    """Add the relations of each claim, as indexes into the list; part_of is set where the claim is found."""
    _nearby(claims, text)
    _repeated(claims)


def _nearby(claims: list[ClaimCandidate], text: str) -> None:
    for index, claim in enumerate(claims):
        if claim.basis == "completion":
            _tie(claims, index, "completion_of", lambda c: c.basis == "level" and c.kind == "actual")
            plan = _before(
                claims,
                index,
                lambda c: c.basis == "level" and c.kind == "target" and c.plan is not None,
                claim.name.text,
            )
            if plan is not None:
                claims[plan].relations.append(("plan_of", index))
        elif claim.basis == "growth":
            _tie(claims, index, "growth_of", lambda c, k=claim.kind: c.basis == "level" and c.kind == k)  # type: ignore[misc]
        elif claim.basis == "change":
            wanted = "share" if claim.unit == "pp" else "level"
            _tie(claims, index, "change_of", lambda c, w=wanted: c.basis in (w, "level"))  # type: ignore[misc]
        elif claim.basis == "share":
            _tie(claims, index, "share_of", lambda c: c.basis == "level" and c.unit != "%")


def _tie(claims, index, relation, fits) -> None:  # type: ignore[no-untyped-def]
    found = _before(claims, index, fits, claims[index].name.text)
    if found is not None:
        claims[index].relations.append((relation, found))


def _before(claims, index, fits, name):  # type: ignore[no-untyped-def]
    for other in range(index - 1, max(-1, index - 1 - _REACH), -1):
        candidate = claims[other]
        if fits(candidate) and (candidate.name.text == name or name.startswith(candidate.name.text + "占")):
            return other
    return None


def _repeated(claims: list[ClaimCandidate]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for index, claim in enumerate(claims):
        if claim.value is None or claim.mention.masked:
            continue
        key = (
            claim.name.text,
            claim.basis,
            claim.kind,
            claim.value,
            claim.unit,
            claim.period.label if claim.period else None,
        )
        if key in first:
            claim.relations.append(("same_as", first[key]))
        else:
            first[key] = index
