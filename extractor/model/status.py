"""Whether a claim is a target or an actual: what the model looks at."""

from __future__ import annotations

import re

from corpus.structure.model import Structure
from extractor.claims import ClaimCandidate
from extractor.claims.cues import Cues
from extractor.claims.words import tagged
from extractor.model.leaning import Leanings

_NEAR, _FAR, _AFTER = 16, 80, 8
_STOPS = re.compile("[；;。]")


def status_features(
    claim: ClaimCandidate, structure: Structure, leanings: Leanings, cues: Cues, heard: str
) -> list[str]:
    """Give the features of a claim's status; what the rules say is left out where `heard` is `model`."""
    clause = claim.clause
    assert clause is not None
    sentence = clause.slot.sentence
    role = structure.role_of(sentence.section)
    own = _STOPS.split(clause.before)[-1]
    time = _time(claim, structure)
    here, around, whole, account, budget = leanings.of(sentence)
    aims, done = cues.target.search(cues.not_aims.sub("", own)), cues.actual.search(own)
    happened = cues.done.search(own)
    features = [
        "always",
        f"role={role}",
        f"time={time}",
        f"role={role}|time={time}",
        f"basis={claim.basis}",
        f"basis={claim.basis}|role={role}",
        f"unit={claim.unit}",
        f"bound={claim.bound}",
        f"bound={claim.bound}|role={role}",
        f"plan={claim.plan is not None}",
        f"inherited={claim.period.inherited if claim.period else None}|{role}",
        f"aims={bool(aims)}|done={bool(done)}|{role}",
        f"happened={bool(happened)}|{role}|{time}",
        f"aim={aims.group() if aims else ''}",
        f"did={done.group() if done else ''}",
        f"goal={bool(cues.goals.search(clause.before))}",
        f"after={clause.after[:2]}",
        f"kind={structure.doc_type}|{role}",
        f"leans={here}",
        f"leans={here}|role={role}",
        f"around={around}|role={role}",
        f"around={around}|whole={whole}",
        f"whole={whole}|role={role}",
        f"account={account}|role={role}",
        f"account={account}|budget={budget}",
        f"budget={budget}|role={role}",
        f"budget={budget}|titled={bool(structure.title)}|role={role}",
    ]
    at = claim.mention.start - sentence.start
    before = [(offset, word) for offset, word in leanings.words(sentence) if at - _FAR <= offset < at]
    features += [f"near={word}" for offset, word in before if offset >= at - _NEAR]
    features += [f"far={word}" for word in dict.fromkeys(word for _, word in before)]
    features += [f"opens={word}" for _, word in leanings.words(sentence)[:4]]
    features += [f"behind={word}" for _, word, _ in tagged(clause.after[:_AFTER])[:2]]
    if heard != "model":
        features += [
            f"{heard}:rule={claim.kind}",
            f"{heard}:rule={claim.kind}|{claim.rule}",
            f"{heard}:rule={claim.kind}|{claim.rule}|{role}",
            f"{heard}:rule={claim.kind}|{time}",
        ]
    return features


def _time(claim: ClaimCandidate, structure: Structure) -> str:
    """How the claim's time stands to the year that is spoken of."""
    if claim.period is None or claim.period.end is None or structure.anchor_year is None:
        return "unknown" if claim.period is None else "unanchored"
    apart = claim.period.end.year - structure.anchor_year
    return "past" if apart < 0 else "future" if apart > 0 else "now"
