"""Settles the status and the indicator of each claim, and how sure the record is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import cast

from corpus.structure.cues import compiled
from corpus.structure.model import Structure
from extractor.claims import ClaimCandidate, Name
from extractor.claims.cues import Cues, cues
from extractor.claims.model import Kind
from extractor.model.candidates import candidates
from extractor.model.leaning import Leanings
from extractor.model.names import name_reader
from extractor.model.status import status_features
from extractor.model.weights import Mode, Weights, softmax
from patterns import Patterns
from patterns.indicators import Ontology
from schemas import Period

_KEPT_EARLIER = 24
# However well a lower threshold does on the sum, a plain sentence must not lose its status to a guess.
_LEAST_FLIP = 0.8
_BY_GRAMMAR = frozenset(
    ("plan_figure", "goal_announced", "base_of_comparison", "against_a_plan", "past_period", "future_period")
)
"""Rules that read the status off the words beside a figure, or off a time that its own clause names."""


def decide_claims(
    text: str,
    structure: Structure,
    claims: list[ClaimCandidate],
    knowledge: Patterns,
    weights: Weights,
    mode: Mode,
) -> list[ClaimCandidate]:
    """Give each claim its status and its indicator, with the probability that the record is right.

    Reads the cleaned text, its sections and the claims that the rules made; sets kind, name, code, rule and
    confidence on copies, in the same order. A rule's status is left only for one that is clearly more probable, and
    the names that rules give stay; where the rules are not heard, the names settled for the claims of a paragraph are
    candidates for those behind them. Completions keep their kind, since their grammar (…的101%) tells it.
    """
    decider = _Decider(text, structure, knowledge, weights, mode)
    decided: list[ClaimCandidate] = []
    earlier: list[ClaimCandidate] = []
    paragraph = -1
    for claim in claims:
        here = claim.clause.slot.sentence.paragraph if claim.clause else paragraph
        if here != paragraph:
            paragraph, earlier = here, []
        earlier.append(decider.decide(claim, earlier))
        del earlier[:-_KEPT_EARLIER]
        decided.append(earlier[-1])
    return decided


class _Decider:
    def __init__(
        self, text: str, structure: Structure, knowledge: Patterns, weights: Weights, mode: Mode
    ) -> None:
        self.text, self.structure, self.mode = text, structure, mode
        self.ontology: Ontology = knowledge.indicators
        self.cues: Cues = cues(knowledge)
        self.roles = compiled(knowledge).roles
        self.sections: dict[int, bool] = {}
        self.leanings = Leanings(text, structure, knowledge)
        self.lost_percent = knowledge.claims.confidence.lost_percent
        self.known = knowledge.claims.confidence.known_indicator
        self.reader = name_reader(knowledge)
        self.status = weights.linear(f"status_{mode}")
        self.names = weights.linear("names_model" if mode == "model" else "trust_both")
        self.sharpness = weights.threshold("sharpness_model") if mode == "model" else 1.0
        self.flip = max(_LEAST_FLIP, weights.threshold(f"flip_{mode}"))
        self.curve = weights.curve(f"claims_{mode}")

    def decide(self, claim: ClaimCandidate, earlier: list[ClaimCandidate]) -> ClaimCandidate:
        """Return the claim with what the model settled."""
        if claim.clause is None:
            return claim
        kind, sure_kind = self._kind(claim)
        name, sure_name = self._name(claim, earlier)
        product = (
            sure_kind * sure_name * (1.0 if claim.mention.claimable is None else claim.mention.claimable)
        )
        renamed = name.text != claim.name.text
        decided = [word for word, changed in (("name", renamed), ("status", kind != claim.kind)) if changed]
        found = self.ontology.lookup(name.text) if renamed else None
        return replace(
            claim,
            kind=kind,
            period=claim.period if kind == claim.kind else self._period(claim, kind),
            plan=claim.plan if kind == claim.kind else None,
            modality=claim.modality if kind == claim.kind else None,
            name=name if renamed else claim.name,
            code=(found.entry.code if found is not None and found.exact else None) if renamed else claim.code,
            rule=claim.rule if not decided else "+".join(decided),
            decided_by="model" if decided else claim.decided_by,
            confidence=min(round(self.curve(product), 3), self._most(claim)),
        )

    def _told(self, section: int) -> bool:
        """Whether a heading above says what a section does: the rules need no help there."""
        if section not in self.sections:
            titles = self.structure.headings(section)
            self.sections[section] = any(self.roles.heading(title) for title in titles)
        return self.sections[section]

    def _name(self, claim: ClaimCandidate, earlier: list[ClaimCandidate]) -> tuple[Name, float]:
        """The indicator, and how probably it is right; beside the rules their name stays, and is only judged."""
        if self.mode == "both":
            right = self.names.grouped(self.reader.of_rule(claim, earlier, self.mode))
            return claim.name, softmax([-right, right])[1]
        choice = candidates(claim, earlier, self.text, self.structure, self.cues)
        if not choice:
            return claim.name, 1.0
        scores = self.reader.scores(claim, choice, earlier, self.text, self.names)
        places = list(scores)
        chances = softmax([self.sharpness * scores[place] for place in places])
        sure, place = max(zip(chances, places, strict=True), key=lambda one: (one[0], -one[1]))
        return choice[place].name, sure

    def _most(self, claim: ClaimCandidate) -> float:
        """The confidence that a claim can have at most: one whose % was lost is no surer than the rules say."""
        return self.lost_percent if claim.confidence <= self.lost_percent else 1.0

    def _period(self, claim: ClaimCandidate, kind: Kind) -> Period | None:
        """The time of a claim with another status: where only the section settled it, the year planned or reviewed."""
        period, anchor, review = claim.period, self.structure.anchor_year, self.structure.review_year
        if period is None or period.text is not None or anchor is None or review is None:
            return period
        before, after = (review, anchor) if kind == "target" else (anchor, review)
        if period.label != str(before):
            return period
        return Period(
            label=str(after), start=dt.date(after, 1, 1), end=dt.date(after, 12, 31), inherited=True
        )

    def _kind(self, claim: ClaimCandidate) -> tuple[Kind, float]:
        if claim.basis == "completion":
            return claim.kind, 1.0
        if self.mode == "both" and claim.clause:
            told = claim.rule in _BY_GRAMMAR or self._told(claim.clause.slot.sentence.section)
            if told:
                return claim.kind, self.known
        chances = self.status.probabilities(
            status_features(claim, self.structure, self.leanings, self.cues, self.mode)
        )
        best = max(range(len(chances)), key=chances.__getitem__)
        kind = cast(Kind, self.status.classes[best])
        if self.mode == "both" and kind != claim.kind and chances[best] < self.flip:
            return claim.kind, chances[self.status.classes.index(claim.kind)]
        return kind, chances[best]
