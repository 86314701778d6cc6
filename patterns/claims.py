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
    net_decrease: tuple[str, ...]
    inner_increase: tuple[str, ...]
    inner_decrease: tuple[str, ...]
    reached: tuple[Regex, ...]
    plan_gap_of_percent: tuple[str, ...]
    plan_gap_of_amount: tuple[str, ...]
    average_words: tuple[str, ...]
    held: tuple[str, ...]
    of_each: tuple[Regex, ...]
    change_from: tuple[Regex, ...]
    no_place: tuple[str, ...]
    last_year: tuple[str, ...]
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
    of_which: tuple[Regex, ...]
    divisions: tuple[Regex, ...]
    own_level_scopes: tuple[str, ...]
    wide_scopes: tuple[str, ...]
    area_ends: tuple[str, ...]
    populations: tuple[str, ...]
    branch_ends: tuple[str, ...]
    rank_scopes: tuple[str, ...]
    scope_levels: tuple[tuple[str, ...], ...]
    bodies_of_scope: tuple[str, ...]
    thing_counters: tuple[str, ...]
    growth_words: tuple[str, ...]
    falling_words: tuple[str, ...]
    bare_ratios: tuple[str, ...]
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
    fund_qualifiers: tuple[str, ...]
    giving_verbs: tuple[str, ...]
    payers: tuple[str, ...]
    funds: tuple[str, ...]
    purpose_verbs: tuple[str, ...]
    purpose_adverbs: tuple[str, ...]
    growth_prefixes: tuple[str, ...]
    compared_times: tuple[str, ...]
    added_to: tuple[str, ...]
    approvals: tuple[str, ...]
    proviso_ends: tuple[str, ...]
    note_words: tuple[str, ...]
    prepositions: tuple[str, ...]
    preposition_ends: tuple[str, ...]
    verbs_of_being: tuple[str, ...]
    class_ends: tuple[str, ...]
    kin_ends: tuple[str, ...] = ()
    bare_modifiers: tuple[str, ...] = ()
    predicates: tuple[str, ...]
    inside_nouns: tuple[str, ...]
    empty_names: tuple[str, ...]
    bare_shares: tuple[str, ...]
    bare_totals: tuple[str, ...]
    costs: tuple[str, ...]
    costly_things: tuple[str, ...]
    spent_on: tuple[str, ...]
    awards: tuple[str, ...]
    subject_ends: tuple[str, ...]
    carries_on: tuple[str, ...]
    count_prefixes: tuple[str, ...]
    fiscal_words: tuple[str, ...]
    fiscal_ends: tuple[str, ...]
    of_another_level: tuple[str, ...]
    accounts: tuple[str, ...]
    insurance_funds: tuple[str, ...]
    totals_of_funds: tuple[str, ...]
    account_items: tuple[str, ...]
    rewrites: tuple[Rewrite, ...] = ()


class Counting(PatternModel):
    """Words beside a figure that tell a size in a name from a figure of its own."""

    build_verbs: tuple[str, ...]
    named_works: tuple[str, ...]
    sized_groups: tuple[str, ...]
    goes_on: tuple[str, ...]
    age_words: tuple[str, ...]
    per_words: tuple[str, ...]


class Compound(PatternModel):
    """One word that stands for several (a regular expression), and what it stands for."""

    pattern: Regex
    members: tuple[str, ...]


class Lists(PatternModel):
    """How a name that several figures share falls into its members."""

    compounds: tuple[Compound, ...]
    structure_words: tuple[str, ...]
    structure_verbs: tuple[str, ...]
    classifiers: tuple[str, ...]
    not_joined: tuple[str, ...]
    head_qualifiers: tuple[str, ...]
    industries: tuple[str, ...]


class PassageWords(PatternModel):
    """What a paragraph's earlier claims leave to its later ones."""

    entities: tuple[str, ...]
    whole_heads: tuple[str, ...]
    class_qualifiers: tuple[str, ...]
    class_stops: tuple[str, ...]
    events: tuple[str, ...]
    events_held: tuple[str, ...]
    of_events: tuple[str, ...]
    medals: tuple[tuple[str, str], ...]


class PlanWord(PatternModel):
    """One way a plan is called, and which plan it is."""

    word: str
    version: PlanVersion


class Plans(PatternModel):
    """Words for plans, budgets and tasks."""

    words: tuple[PlanWord, ...]
    no_plans: tuple[str, ...]
    issuers: tuple[str, ...]
    handing_down: tuple[str, ...]
    completion_verbs: tuple[str, ...]
    completed_tails: tuple[str, ...]
    figure_tails: tuple[str, ...]
    schedules: tuple[str, ...]
    early_in_the_year: tuple[Regex, ...]
    left_unchanged: tuple[Regex, ...]
    adjusted: tuple[str, ...]
    adjusting: tuple[str, ...]
    plan_changes: tuple[str, ...]


class Status(PatternModel):
    """Words that tell a target from an actual."""

    target: tuple[Regex, ...]
    not_aims: tuple[Regex, ...]
    actual: tuple[Regex, ...]
    actual_in_plan: tuple[Regex, ...]
    done: tuple[Regex, ...]
    goals: tuple[Regex, ...]
    allotting: tuple[Regex, ...]
    executing: tuple[Regex, ...]
    modality: tuple[str, ...]


class Confidence(PatternModel):
    """How sure a claim is, by what is weakest in it."""

    known_indicator: float = Field(ge=0, le=1)
    unknown_indicator: float = Field(ge=0, le=1)
    rank: float = Field(ge=0, le=1)
    default_status: float = Field(ge=0, le=1)
    lost_percent: float = Field(ge=0, le=1)


class ComparisonWord(PatternModel):
    """One way to say what a figure is compared with (a regular expression), and whether that names the base."""

    pattern: Regex
    type: ComparisonType
    base_status: BaseStatus = "unknown"
    names_base: bool = True


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
    counting: Counting
    lists: Lists
    passage: PassageWords
    plans: Plans
    status: Status
    confidence: Confidence
    comparisons: tuple[ComparisonWord, ...]
    comparabilities: tuple[ComparabilityWord, ...]
    vintages: tuple[VintageWord, ...]
    not_claims: tuple[Regex, ...]
    not_claims_before: tuple[Regex, ...]
    asides: tuple[Regex, ...]
    uncounted_nouns: tuple[str, ...]
    uncounted_units: tuple[str, ...]
    rhetorical_units: tuple[str, ...]
