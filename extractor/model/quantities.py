"""Whether a figure is a claim at all: the features that the model looks at, and its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.structure.model import Sentence, Structure
from extractor.claims.cues import cues
from extractor.claims.slots import admissible
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention
from extractor.model.weights import Mode, Weights
from patterns import Patterns

_REACH = 12


def judge_quantities(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    knowledge: Patterns,
    weights: Weights,
    mode: Mode,
) -> list[QuantityMention]:
    """Give each figure the probability that it is a claim (`claimable`).

    Reads the cleaned text, its sentences, its figures and, where `mode` is `both`, what the rules say of each;
    sets `claimable` on copies, and leaves it None for a figure outside of all sentences. What the rules
    refuse is taken only where the model is surer than where they agree.
    """
    linear, curve = weights.linear(f"claimable_{mode}"), weights.curve(f"claimable_{mode}")
    keep, admit = weights.threshold(f"keep_claim_{mode}"), weights.threshold(f"admit_claim_{mode}")
    judged: dict[int, float] = {}
    for mention, can, features in mention_features(text, structure, quantities, knowledge, mode):
        likely = linear.probabilities(features)[1]
        taken = likely >= (keep if can or mode == "model" else admit)
        # The stages behind ask for half: what is taken is lifted to it.
        chance = curve(likely)
        judged[id(mention)] = max(chance, 0.5) if taken else min(chance, 0.499)
    return [
        replace(mention, claimable=judged[id(mention)]) if id(mention) in judged else mention
        for mention in quantities
    ]


def mention_features(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    knowledge: Patterns,
    heard: str,
) -> Iterator[tuple[QuantityMention, bool, list[str]]]:
    """Give each figure of a sentence with the rules' verdict and its features.

    That verdict is among the features unless `heard` is `model`.
    """
    for sentence, judged in admissible(text, structure, quantities, cues(knowledge)):
        role = structure.role_of(sentence.section)
        for mention, can in judged:
            features = _features(text, sentence, mention)
            features.append(f"role={role}")
            if heard != "model":
                features += [
                    f"{heard}:rule={can}",
                    f"{heard}:rule={can}|{mention.type}",
                    f"{heard}:rule={can}|{mention.unit}",
                ]
            yield mention, can, features


def _features(text: str, sentence: Sentence, mention: QuantityMention) -> list[str]:
    start, end = mention.start, mention.end
    left = text[max(sentence.start, start - _REACH) : start]
    right = text[end : min(sentence.end, end + _REACH)]
    unit, kind = mention.unit or "", mention.type
    features = [
        "always",
        f"type={kind}",
        f"unit={unit}",
        f"bound={mention.bound}",
        f"masked={mention.masked}",
        f"l1={left[-1:]}",
        f"l2={left[-2:]}",
        f"l3={left[-3:]}",
        f"r1={right[:1]}",
        f"r2={right[:2]}",
        f"r3={right[:3]}",
        f"l1r1={left[-1:]}|{right[:1]}",
        f"ur1={unit}|{right[:1]}",
        f"tr1={kind}|{right[:1]}",
        f"tl1={kind}|{left[-1:]}",
        f"digits={text[mention.core_start : mention.core_start + 1].isdigit()}|{unit}",
        f"core={text[mention.core_start : mention.core_end]}" if kind == "count" else "core=",
        f"quoted={left.count('“') > left.count('”')}",
        f"aside={left.count('（') > left.count('）')}",
    ]
    behind = tagged(right)
    if behind:
        features += [f"rw={behind[0][1]}", f"rt={behind[0][2]}", f"urt={unit}|{behind[0][2]}"]
    if len(behind) > 1:
        features.append(f"rw2={behind[1][1]}")
    before = tagged(left)
    if before:
        features += [f"lw={before[-1][1]}", f"lt={before[-1][2]}", f"tlt={kind}|{before[-1][2]}"]
    if len(before) > 1:
        features.append(f"lw2={before[-2][1]}")
    return features
