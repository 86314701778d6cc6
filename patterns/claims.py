"""Words that decide what a figure claims: verbs, heads of indicators, plans, comparisons, status."""

from __future__ import annotations

from pydantic import Field

from patterns.expressions import Regex, Rewrite
from patterns.loader import PatternModel
from schemas.records import BaseStatus, ComparabilityType, ComparisonType, PlanVersion, Vintage


class Verbs(PatternModel):
    """Words that stand directly before a figure and say what it does to its indicator."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    reach: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    plan_excess: tuple[str, ...]
    plan_shortfall: tuple[str, ...]
    net_change: tuple[str, ...]
    rank: tuple[str, ...]


class Naming(PatternModel):
    """How an indicator's name is cut out of its clause and completed from what stands before it."""

    lead: tuple[Regex, ...]
    light_verbs: tuple[str, ...]
    tail: tuple[str, ...]
    dependent_heads: tuple[str, ...]
    generic_heads: tuple[str, ...]
    group_nouns: tuple[str, ...]
    generic_nouns: tuple[str, ...]
    measurable_heads: tuple[str, ...]
    level_words: tuple[str, ...]
    shared_modifiers: tuple[str, ...]
    own_level_scopes: tuple[str, ...]
    wide_scopes: tuple[str, ...]
    scope_levels: tuple[tuple[str, ...], ...]
    bodies_of_scope: tuple[str, ...]
    growth_words: tuple[str, ...]
    share_words: tuple[str, ...]
    rate_words: tuple[str, ...]
    person_nouns: tuple[str, ...]
    money_words: tuple[str, ...]
    nominal_verbs: tuple[str, ...]
    status_verbs: tuple[str, ...]
    twins: tuple[tuple[str, str], ...]
    carried_verbs: tuple[str, ...]
    needs_subject: tuple[str, ...]
    fund_verbs: tuple[str, ...]
    purpose_verbs: tuple[str, ...]
    accounts: tuple[str, ...]
    account_items: tuple[str, ...]
    rewrites: tuple[Rewrite, ...] = ()


class PlanWord(PatternModel):
    """One way a plan is called, and which plan it is."""

    word: str
    version: PlanVersion


class Plans(PatternModel):
    """Words for plans, budgets and tasks."""

    words: tuple[PlanWord, ...]
    issuers: tuple[str, ...]
    completion_verbs: tuple[str, ...]


class Status(PatternModel):
    """Words that tell a target from an actual."""

    target: tuple[Regex, ...]
    actual: tuple[Regex, ...]
    actual_in_plan: tuple[Regex, ...]
    done: tuple[Regex, ...]
    goals: tuple[Regex, ...]
    modality: tuple[str, ...]


class Confidence(PatternModel):
    """How sure a claim is, by what is weakest in it."""

    known_indicator: float = Field(ge=0, le=1)
    unknown_indicator: float = Field(ge=0, le=1)
    rank: float = Field(ge=0, le=1)
    default_status: float = Field(ge=0, le=1)
    lost_percent: float = Field(ge=0, le=1)


class ComparisonWord(PatternModel):
    """One way to say what a figure is compared with (a regular expression)."""

    pattern: Regex
    type: ComparisonType
    base_status: BaseStatus = "unknown"


class ComparabilityWord(PatternModel):
    """One way to say how comparable a figure is (a regular expression)."""

    pattern: Regex
    type: ComparabilityType


class VintageWord(PatternModel):
    """One way to say how final a figure is (a regular expression)."""

    pattern: Regex
    vintage: Vintage


class ClaimCues(PatternModel):
    """All cues of `claims.toml`."""

    verbs: Verbs
    naming: Naming
    plans: Plans
    status: Status
    confidence: Confidence
    comparisons: tuple[ComparisonWord, ...]
    comparabilities: tuple[ComparabilityWord, ...]
    vintages: tuple[VintageWord, ...]
    not_claims: tuple[Regex, ...]
    not_claims_before: tuple[Regex, ...]
    uncounted_nouns: tuple[str, ...]
    uncounted_units: tuple[str, ...]
    rhetorical_units: tuple[str, ...]
