"""The claim cues compiled: one matcher a question, made once for each body of knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import regex

from patterns import Patterns
from patterns.claims import ComparabilityWord, ComparisonWord, VintageWord
from schemas.records import PlanVersion

Pattern: TypeAlias = "regex.Pattern[str]"

_TIME_WORD = (
    r"(?:上|去|前|同|今|本|当|\d|[一二三四五六七八九十〇零]|[“\"]十|年初|预算|计划|任务|期初|基期|调整)"
)


class Cues:
    """Compiled matchers over the words of `patterns/data/claims.toml`."""

    def __init__(self, knowledge: Patterns) -> None:
        data = knowledge.claims
        verbs, naming, plans = data.verbs, data.naming, data.plans
        self.naming = naming
        up, down, reach = _alternatives(verbs.up), _alternatives(verbs.down), _alternatives(verbs.reach)
        net = _alternatives(verbs.net_change)
        self.verb_at_end = regex.compile(
            rf"(?:(?P<net>{net})|(?P<reach>{reach}|(?:{up}|{down})[到至])|(?P<down>{down})|(?P<up>{up}))"
            rf"(?P<more>(?:幅度|[了约近达为是]|达到|分别)*)[\s:：]*$"
        )
        above, below = (_alternatives(w for w in words if len(w) > 1) for words in (verbs.above, verbs.below))
        self.difference = regex.compile(
            rf"(?:(?P<above>{above})|(?P<below>{below}))(?P<who>(?!计划|预算|任务|目标|每)[^，,。；;、]{{1,14}}?)(?:平均水平|平均|水平)?(?:的)?$"
        )
        above, below = _alternatives(verbs.above), _alternatives(verbs.below)
        self.difference_than = regex.compile(
            rf"(?:比(?![重例率])|较)(?P<who>(?!{_TIME_WORD})[^，,。；;、]{{1,14}}?)(?<![提升拉走增降减加放])(?:(?P<above>{above})|(?P<below>{below}))出?$"
        )
        plan = _alternatives(word.word for word in plans.words)
        issuer = _alternatives(plans.issuers)
        self.plan_word = regex.compile(plan)
        self.plan_issuer = regex.compile(rf"(?P<issuer>{issuer})(?:下达|考核|定|安排|确定|批准|给)")
        done = _alternatives(plans.completion_verbs)
        self.completion = regex.compile(
            rf"(?P<verb>{done})?(?P<plan>(?:(?!{done})[^，,；;：:。、]){{0,24}}?(?:{plan})"
            rf"(?:预算|计划|任务|目标|指标|考核|进度|安排|确定|要求|总额|总数|数|的)*)(?:的)?$"
        )
        excess, shortfall = _alternatives(verbs.plan_excess), _alternatives(verbs.plan_shortfall)
        self.plan_gap = regex.compile(
            rf"(?:(?P<above>{excess})|(?P<below>{shortfall}))(?P<plan>[^，,。；;、]{{0,8}}?(?:{plan})[^，,。；;、]{{0,3}})?(?:的)?$"
        )
        self.plan_then_figure = regex.compile(
            rf"(?:{plan})(?:预算|计划|任务|目标|指标|数|安排|总额)*(?:合计|共|为|是|达|约|:|：)*$"
        )
        self.plan_versions: tuple[tuple[str, PlanVersion], ...] = tuple(
            sorted(((word.word, word.version) for word in plans.words), key=lambda pair: -len(pair[0]))
        )
        self.nominal_verbs = frozenset(naming.nominal_verbs)
        self.status_verbs = regex.compile(rf"^(?:[^，,]{{0,4}}?)(?:{_alternatives(naming.status_verbs)})")
        self.build_verbs = frozenset(naming.carried_verbs)
        self.needs_subject = regex.compile(rf"(?:{_alternatives(naming.needs_subject)})")
        self.funds = regex.compile(
            rf"^(?:{_alternatives(naming.fund_verbs)}|各类|有关|相关|专项|各级|专门|财政|中央|上级)*(?:资金|专项资金|债券资金|专项债券资金|经费|贷款|债券)$"
        )
        self.purpose = regex.compile(
            rf"^[，,]?(?:重点|主要|全力|有效|着力)?(?:{_alternatives(naming.purpose_verbs)})(?P<x>[^，,。；;、]{{2,24}})"
        )
        self.share = regex.compile(
            r"占(?P<whole>(?!比|地(?![区方级])|有|据)[^，,；;。]{0,24}?(?:的?比[重例率])?)"
            rf"(?:{reach}|[近约超])?(?:了|的)?$"
        )
        self.rank_verb = regex.compile(rf"(?:{_alternatives(verbs.rank)})(?:[^，,。；;]{{0,14}})$")
        # The words of `lead` may carry look-aheads, so they go in as they are.
        leads = sorted({*naming.lead, *naming.light_verbs}, key=lambda word: (-len(word), word))
        self.lead = regex.compile(f"(?:{'|'.join(leads)})")
        self.tail = regex.compile(rf"(?:{_alternatives(naming.tail)})$")
        self.tail_comparison = regex.compile(rf"(?:比|较|与)(?:{_TIME_WORD})[^，,；;]{{0,12}}$")
        self.growth_name = regex.compile(rf"(?:同比|年均|平均)?(?:{_alternatives(naming.growth_words)})$")
        self.share_name = regex.compile(rf"(?:{_alternatives(naming.share_words)})$")
        self.rate_name = regex.compile(rf"(?:{_alternatives(naming.rate_words)})(?:[（(][^）)]*[）)])?$")
        self.measurable = regex.compile(rf"(?:{_alternatives(naming.measurable_heads)})$")
        self.person = regex.compile(_alternatives(naming.person_nouns))
        self.money = regex.compile(_alternatives(naming.money_words))
        self.own_level = regex.compile(rf"^(?:{_alternatives(naming.own_level_scopes)})")
        self.any_scope = regex.compile(
            rf"^(?:{_alternatives([*naming.own_level_scopes, *naming.wide_scopes])})"
        )
        self.wide_scope = regex.compile(rf"^(?:{_alternatives(naming.wide_scopes)})")
        self.shared = regex.compile(rf"^(?:{_alternatives(naming.shared_modifiers)})")
        self.level_word = frozenset(naming.level_words)
        self.level_lead = regex.compile(rf"^(?:{_alternatives(naming.level_words)})")
        self.parallel = frozenset(naming.level_words) | frozenset(naming.shared_modifiers)
        self.account = regex.compile(_alternatives(naming.accounts))
        self.account_item = regex.compile(rf"^(?:{_alternatives(naming.account_items)})")
        self.inner_change = regex.compile(r"(?P<down>减少|压减|缩减|核减|降低)|(?P<up>增加|追加)")
        self.dependent = frozenset(naming.dependent_heads)
        self.generic = frozenset(naming.generic_heads)
        self.group = regex.compile(rf"(?:{_alternatives(naming.group_nouns)})$")
        self.generic_nouns = frozenset(naming.generic_nouns)
        self.rewrites = tuple((regex.compile(old), new) for old, new in naming.rewrites)
        self.target = regex.compile(_alternatives(data.status.target))
        self.actual = regex.compile(_alternatives(data.status.actual))
        self.forecast = regex.compile(_alternatives(data.status.forecast))
        self.modality = regex.compile(_alternatives(data.status.modality))
        self.comparisons: tuple[tuple[Pattern, ComparisonWord], ...] = tuple(
            (regex.compile(word.pattern), word) for word in data.comparisons
        )
        self.comparabilities: tuple[tuple[Pattern, ComparabilityWord], ...] = tuple(
            (regex.compile(word.pattern), word) for word in data.comparabilities
        )
        self.vintages: tuple[tuple[Pattern, VintageWord], ...] = tuple(
            (regex.compile(word.pattern), word) for word in data.vintages
        )
        self.tail_comparability = regex.compile(
            rf"(?:{'|'.join(word.pattern for word in data.comparabilities)})$"
        )
        self.uncounted = frozenset(data.uncounted_units)
        self.rhetorical = frozenset(data.rhetorical_units)
        before = "|".join(data.not_claims_before)
        self.not_claims_before = regex.compile(rf"(?:{before})$") if before else None
        self.not_claims = regex.compile("|".join(data.not_claims)) if data.not_claims else None


@lru_cache(maxsize=8)
def cues(knowledge: Patterns) -> Cues:
    """Return the compiled cues of a body of knowledge."""
    return Cues(knowledge)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(
        regex.escape(word, special_only=True) for word in sorted(set(words), key=lambda w: (-len(w), w))
    )
