"""Words that the audit needs: what may be compared, what is closed, what a list announces."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field

from patterns.expressions import Regex
from patterns.loader import PatternModel

Ratio = Annotated[Fraction, BeforeValidator(lambda value: Fraction(str(value)))]


class BoundCues(PatternModel):
    """How wide a figure is that is said to be about, nearly, or over something.

    `about_share` and `least_about_share` are the most and the least that 左右 reaches to each side, as a share of
    the figure; `words_share` the same for words that stand for a figure (翻一番).
    """

    below: tuple[str, ...]
    above: tuple[str, ...]
    about_share: Ratio
    least_about_share: Ratio
    words_share: Ratio


class Comparing(PatternModel):
    """What keeps two figures from being compared."""

    real_heads: tuple[str, ...]
    rate_heads: tuple[str, ...]
    compare: tuple[str, ...]
    come_from: tuple[str, ...]
    come_to: tuple[str, ...]


class LooseName(PatternModel):
    """A name that a text may use for any of the wholes that it `means`."""

    name: str
    means: tuple[str, ...]


class Shares(PatternModel):
    """How a share names its whole.

    `loosely` are names that may mean one of several wholes, `totals` names of whatever was told of all; `some_of`
    makes one count some of another, and names that end in `portions` say how many per cent they are.
    """

    of: tuple[str, ...]
    tails: tuple[str, ...]
    bare: tuple[str, ...]
    bare_ends: tuple[str, ...]
    lead: tuple[str, ...]
    some_of: tuple[str, ...] = ()
    portions: tuple[str, ...] = ()
    loosely: tuple[LooseName, ...] = ()
    totals: tuple[str, ...] = ()


class Parts(PatternModel):
    """What a list of parts may and may not hold.

    `of_which` opens it; `totals` name no part; `own_levels` and `lower_levels` are of two governments, of which neither
    is part of the other, but for `zones`, whose accounts a government's own may hold; `kept` tells what the one has of a
    figure, and `handed_down` what it gives to the others; `used_for` begin the words for what an amount is spent on.
    """

    of_which: str
    holds: str = "包括"
    open_lists: tuple[str, ...]
    totals: tuple[str, ...]
    rest: tuple[str, ...]
    not_rest: tuple[str, ...]
    overlaps: tuple[str, ...]
    disjoint_ends: tuple[str, ...]
    table_totals: tuple[str, ...] = ()
    own_levels: tuple[str, ...]
    lower_levels: tuple[str, ...]
    whole_levels: tuple[str, ...]
    zones: tuple[str, ...]
    handed_down: tuple[str, ...]
    kept: tuple[str, ...]
    used_for: tuple[str, ...]
    stock: tuple[str, ...]
    besides: tuple[str, ...]
    done: tuple[str, ...]
    means: tuple[str, ...]


class PlanStates(PatternModel):
    """Words by which a budget says in which state it is meant, and a growth whether it is over a plan or a result."""

    words: tuple[str, ...]
    results: tuple[str, ...]
    initial: tuple[str, ...]
    adjusted: tuple[str, ...]
    footing: tuple[str, ...]
    changes: tuple[str, ...] = ()


class Balance(PatternModel):
    """How the items of an account are listed, and what they add up to."""

    add: tuple[Regex, ...]
    minus: tuple[str, ...]
    plus: tuple[str, ...] = ()
    sources: tuple[Regex, ...] = ()
    totals: tuple[str, ...]
    income: str
    spending: str
    details: tuple[str, ...]
    allots: tuple[str, ...] = ()
    offset: tuple[str, ...]
    left: tuple[str, ...]
    rest: tuple[str, ...]


class Structure(PatternModel):
    """Codes of the shares that a structure gives, and of their whole."""

    shares: tuple[str, ...]
    wholes: tuple[str, ...]


class MeanHeads(PatternModel):
    """Names of a figure per head that is reckoned by the mean of the heads at both ends of the year."""

    each: tuple[str, ...]
    total: tuple[str, ...]
    heads: tuple[str, ...]


class PerHead(PatternModel):
    """Words of what each gets, and the units of those who get it; `means` of what is reckoned by mean heads."""

    words: tuple[str, ...]
    units: tuple[str, ...]
    means: tuple[MeanHeads, ...] = ()


class Carried(PatternModel):
    """Ends of names of what an account leaves at the end of a year, and of what it brings in from the year before."""

    left: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()


class Fresh(PatternModel):
    """Words before the name of what is new, and before that of all there is of it."""

    new: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


class RolledOver(PatternModel):
    """Ends of names: what an account begins a year with, what the year leaves or takes, and what it ends with."""

    begin: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    deficit: tuple[str, ...] = ()
    end: tuple[str, ...] = ()


class Days(PatternModel):
    """Ends of names: a number of days, and what share of the year they are."""

    counted: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


class Accrued(PatternModel):
    """Words between what was added, or a mark, and all there is: that it is the total, and that it was reached."""

    totals: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()


class Listing(PatternModel):
    """How a text announces a number of things that it then lists.

    `instances` follow a number of things of which each name is one, `divisions` one of which each name of a place has
    one; `owners` count what several names may belong to.
    """

    nouns: tuple[str, ...]
    counters: tuple[str, ...]
    name_counters: tuple[str, ...]
    things: tuple[str, ...]
    instances: tuple[Regex, ...]
    divisions: tuple[Regex, ...]
    owners: tuple[str, ...]
    not_before: tuple[str, ...]
    documents: tuple[str, ...]
    cut_off: tuple[str, ...]
    fixed: tuple[str, ...]
    verbs: tuple[str, ...]
    spells_out: tuple[str, ...]
    includes: str = "包括"
    levels: tuple[str, ...]
    level_pairs: tuple[str, ...]


class KnownSet(PatternModel):
    """A set that is known to have these members, each as the words that may name it.

    `word` stands behind the number; it has `namesakes` where others call sets of their own by it.
    """

    word: str
    members: tuple[tuple[str, ...], ...] = Field(min_length=2)
    namesakes: bool = True


class Partition(PatternModel):
    """A whole that falls into these parts and no others, each as the words that may name it.

    `both` are words that hold one of a part and yet name the whole (进出口); `wholes` are names that are surely of it.
    Where the parts are told by name `alone`, they are those of such a whole (税收收入).
    """

    name: str
    both: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    alone: bool = False
    parts: tuple[tuple[str, ...], ...] = Field(min_length=2)


class Ceiling(PatternModel):
    """Ends of names: what ends in `held` is no greater than what is called alike but ends in `limit`."""

    held: tuple[str, ...]
    limit: str


class Account(PatternModel):
    """The two sides of an account by the codes of its indicators, the total first, then what is of the year alone.

    `items` is how the codes of what its spending falls into begin, but for `no_items`.
    """

    name: str
    income: tuple[str, ...] = Field(min_length=2, max_length=2)
    spending: tuple[str, ...] = Field(min_length=2, max_length=2)
    items: str | None = None
    no_items: tuple[str, ...] = ()


class Holding(PatternModel):
    """Names of a whole, and of what it holds: parts of which none holds another, and which may be fewer than all."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]


class Kinds(PatternModel):
    """Kinds of a thing of which none holds another, each as the words that name it.

    `wholes` are words of which the name of what they are parts of holds one. They may be fewer than all, unless they are
    `complete`. A name says nothing else that the whole's does not say, unless they are `loose`.
    """

    name: str
    wholes: tuple[str, ...] = Field(min_length=1)
    complete: bool = False
    loose: bool = False
    members: tuple[tuple[str, ...], ...] = Field(min_length=2)


class Quotient(PatternModel):
    """A ratio of two figures, each told by how its name ends; `percent` where it is stated as a percentage.

    What lies below may be told by what is left of it without the top, its `rest`.
    """

    result: tuple[str, ...]
    top: tuple[str, ...]
    bottom: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    percent: bool = False


class Identity(PatternModel):
    """A result that is one figure less another, each told by how its name ends.

    `unless` stand in names that are of something else. `exact` tells that nothing else can come in between.
    """

    result: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    unless: tuple[str, ...] = ()
    exact: bool = False


class AuditCues(PatternModel):
    """All of `audit.toml`."""

    bounds: BoundCues
    comparing: Comparing
    shares: Shares
    parts: Parts
    plans: PlanStates
    balance: Balance
    identities: tuple[Identity, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    holdings: tuple[Holding, ...] = ()
    kinds: tuple[Kinds, ...] = ()
    quotients: tuple[Quotient, ...] = ()
    accounts: tuple[Account, ...] = ()
    structure: Structure
    per_head: PerHead
    listing: Listing
    sets: tuple[KnownSet, ...] = ()
    fresh: Fresh = Fresh()
    accrued: Accrued = Accrued()
    days: Days = Days()
    rolled_over: RolledOver = RolledOver()
    carried: Carried = Carried()
    own_scopes: Mapping[str, tuple[str, ...]]
    above: Mapping[str, tuple[str, ...]] = {}
    partitions: tuple[Partition, ...]
