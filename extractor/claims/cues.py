"""The claim cues compiled: one matcher a question, made once for each body of knowledge."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from patterns import Patterns
from patterns.alternation import alternation
from patterns.claims import ComparabilityWord, ComparisonWord, VintageWord
from patterns.expressions import compiled
from schemas.records import PlanVersion

Pattern: TypeAlias = "re.Pattern[str]"

_POINT_OF_TIME = r"上|去|前|同|今|本|当|\d|[一二三四五六七八九十〇零]|[“\"]十"


class Cues:
    """Compiled matchers over the words of `patterns/data/claims.toml`."""

    def __init__(self, knowledge: Patterns) -> None:
        data = knowledge.claims
        verbs, naming, plans = data.verbs, data.naming, data.plans
        counting, lists, passage = data.counting, data.lists, data.passage
        self.naming = naming
        no_plan = f"(?!{alternation(plans.no_plans)})"
        time_word = rf"{no_plan}(?:{_POINT_OF_TIME}|{alternation(naming.compared_times)})"
        up, down, reach = alternation(verbs.up), alternation(verbs.down), alternation(verbs.reach)
        net = alternation([*verbs.net_change, *verbs.net_decrease])
        self.verb_at_end = re.compile(
            rf"(?:(?P<net>{net})|(?P<reach>{reach}|(?:{up}|{down})[到至])|(?P<down>{down})|(?P<up>{up}))"
            rf"(?P<more>(?:幅度|[了约近达为是]|达到|分别)*)[\s:：]*$"
        )
        self.origin = compiled(rf"(?:{'|'.join(verbs.change_from)})[^，,、；;。0-9]{{0,8}}$")
        change_to = alternation(knowledge.periods.change_to)
        self.change_ahead = re.compile(rf"[^，,、；;。]{{0,16}}?{change_to}")
        self.held = frozenset(verbs.held)
        self.of_each = compiled("|".join(verbs.of_each))
        self.falling = re.compile(rf"{alternation(naming.falling_words)}$")
        self.bare_ratio = re.compile(rf"{alternation(naming.bare_ratios)}$")
        self.adjusted = re.compile(alternation(plans.adjusted))
        self.adjusted_to = re.compile(
            rf"(?:执行中|[^，,]{{0,12}}{alternation(naming.approvals)})?{alternation(plans.adjusting)}(?:为|到|后为)$"
        )
        self.plan_changes = frozenset(plans.plan_changes)
        self.net_decrease = tuple(verbs.net_decrease)
        self.reached = compiled(rf"(?:{'|'.join(verbs.reached)})$")
        above, below = (alternation(w for w in words if len(w) > 1) for words in (verbs.above, verbs.below))
        self.difference = re.compile(
            rf"(?:(?P<above>{above})|(?P<below>{below}))(?P<who>(?!{alternation(verbs.no_place)}|[0-9])[^，,。；;、]{{1,14}}?){alternation(verbs.average_words)}?(?:的)?$"
        )
        above, below = alternation(verbs.above), alternation(verbs.below)
        self.difference_than = re.compile(
            rf"(?:比(?![重例率])|较)(?P<who>(?!{time_word})[^，,。；;、]{{1,14}}?)(?<![提升拉走增降减加放])(?:(?P<above>{above})|(?P<below>{below}))出?$"
        )
        plan = f"{no_plan}{alternation(word.word for word in plans.words)}"
        issuer = alternation(plans.issuers)
        self.plan_word = re.compile(plan)
        self.plan_issuer = re.compile(rf"(?P<issuer>{issuer}){alternation(plans.handing_down)}")
        done = alternation(plans.completion_verbs)
        self.completion = re.compile(
            rf"(?P<verb>{done})?(?P<plan>(?:(?!{done})[^，,；;：:。、]){{0,24}}?(?:{plan})"
            rf"{alternation(plans.completed_tails)}*)(?:的)?$"
        )
        excess, shortfall = alternation(verbs.plan_excess), alternation(verbs.plan_shortfall)
        self.plan_gap = re.compile(
            rf"(?:(?P<above>{excess})|(?P<below>{shortfall}))(?P<plan>[^，,。；;、]{{0,8}}?(?:{plan})[^，,。；;、]{{0,3}})?(?:的)?$"
        )
        self.plan_gap_of_percent = tuple(verbs.plan_gap_of_percent)
        self.plan_gap_of_amount = frozenset(verbs.plan_gap_of_amount)
        self.plan_than = re.compile(
            rf"(?:比|较)(?P<plan>[^，,。；;、]{{0,8}}?{plan}[^，,。；;、]{{0,4}}?|{alternation(plans.schedules)})"
            rf"(?:(?P<above>[高快多超])|(?P<below>[低慢少]))出?了?$"
        )
        self.plan_then_figure = re.compile(
            rf"(?:{plan}){alternation(plans.figure_tails)}*(?:合计|均|共|为|是|达|约|:|：)*$"
        )
        self.early_in_the_year = compiled("|".join(plans.early_in_the_year) or "(?!)")
        self.left_unchanged = compiled("|".join(plans.left_unchanged) or "(?!)")
        self.plan_versions: tuple[tuple[str, PlanVersion], ...] = tuple(
            sorted(((word.word, word.version) for word in plans.words), key=lambda pair: -len(pair[0]))
        )
        self.nominal_verbs = frozenset(naming.nominal_verbs)
        self.status_verbs = re.compile(rf"^(?:[^，,]{{0,4}}?)(?:{alternation(naming.status_verbs)})")
        self.twins = tuple(naming.twins) + tuple((other, one) for one, other in naming.twins)
        self.build_verbs = frozenset(naming.carried_verbs)
        self.needs_subject = re.compile(rf"(?:{alternation(naming.needs_subject)})")
        self.funds = re.compile(
            rf"^(?:[^，,]{{0,8}}{alternation(naming.payers)})?"
            rf"{alternation([*naming.fund_verbs, *naming.fund_qualifiers])}*{alternation(naming.funds)}$"
        )
        self.giving = re.compile(rf"(?P<verb>{alternation(naming.giving_verbs)})了?$")
        self.payer = re.compile(rf"[^，,、]{{0,8}}{alternation(naming.payers)}")
        self.purpose = re.compile(
            rf"^[，,]?{alternation(naming.purpose_adverbs)}{{0,2}}(?:{alternation(naming.purpose_verbs)})"
            r"(?P<x>[^，,。；;、\d][^，,。；;、]{1,23})"
        )
        self.share = re.compile(
            r"占(?P<whole>(?!比|地(?![区方级])|有|据)[^，,；;。]{0,24}?(?:的?比[重例率])?)"
            rf"(?:{reach}|[近约超])?(?:了|的)?$"
        )
        self.of_last_year = re.compile(
            rf"(?:为|占|是|相当于)(?:上年|去年)(?:同期)?(?:{alternation(verbs.last_year)})?的$"
        )
        self.rank_verb = re.compile(rf"(?:{alternation(verbs.rank)})(?:[^，,。；;]{{0,14}})$")
        leads = sorted(
            {*naming.lead, *map(re.escape, naming.light_verbs)}, key=lambda word: (-len(word), word)
        )
        self.rank_scope = re.compile(
            rf"(?:连续[一二三四五六七八九十\d]+年)?{alternation([*naming.wide_scopes, *naming.rank_scopes])}$"
        )
        self.lead = compiled(f"(?:{'|'.join(leads)})")
        self.tail = re.compile(rf"(?:{alternation(naming.tail)})$")
        self.tail_comparison = re.compile(rf"(?:比|较|与){time_word}[^，,；;]{{0,12}}$")
        self.growth_name = re.compile(
            rf"{alternation(naming.growth_prefixes)}?(?:{alternation(naming.growth_words)})$"
        )
        self.share_name = re.compile(rf"(?:{alternation(naming.share_words)})$")
        self.rate_name = re.compile(rf"(?:{alternation(naming.rate_words)})(?:[（(][^）)]*[）)])?$")
        self.measurable = re.compile(rf"(?:{alternation(naming.measurable_heads)})$")
        self.person = re.compile(alternation(naming.person_nouns))
        self.money = re.compile(alternation(naming.money_words))
        self.own_level = re.compile(rf"^(?:{alternation(naming.own_level_scopes)})")
        self.any_scope = re.compile(rf"^(?:{alternation([*naming.own_level_scopes, *naming.wide_scopes])})")
        self.wide_scope = re.compile(rf"^(?:{alternation(naming.wide_scopes)})")
        self.of_which = compiled("|".join(naming.of_which))
        self.division = compiled("|".join(naming.divisions) or "(?!)")
        self.area = re.compile(rf"(?![全我本])[^，、（(]{{1,12}}?{alternation(naming.area_ends)}(?=.{{2}})")
        self.area_alone = re.compile(rf"[^，、（(]{{0,8}}?{alternation(naming.area_ends)}")
        self.area_with_account = re.compile(
            rf"(?P<area>(?![全我本各])[^，、（(]{{1,12}}?{alternation(naming.area_ends)}){alternation(naming.accounts)}"
        )
        self.population = re.compile(rf"{alternation(naming.populations)}(?:人均)?")
        self.branch = re.compile(rf"{alternation(naming.branch_ends)}$")
        self.body_of_scope = re.compile(alternation(naming.bodies_of_scope))
        self.heading_scope = re.compile(
            rf"[（(]?[一二三四五六七八九十\d]{{0,3}}[)）、.．]?\s*(?P<scope>{alternation(naming.wide_scopes)})"
        )
        self.scope_levels = {word: level for level, words in enumerate(naming.scope_levels) for word in words}
        self.shared = re.compile(rf"^(?:{alternation(naming.shared_modifiers)})")
        self.level_word = frozenset(naming.level_words)
        self.level_lead = re.compile(rf"^(?:{alternation(naming.level_words)})")
        self.parallel = frozenset(naming.level_words) | frozenset(naming.shared_modifiers)
        # 职工失业保险基金收入: the fund's own name, longer than that of the account, is heard first.
        fund = rf"(?:(?![的级全])[一-鿿]){{0,10}}?{alternation(naming.insurance_funds)}"
        self.account = re.compile(rf"{fund}|{alternation(naming.accounts)}")
        self.totals_of_funds = frozenset(naming.totals_of_funds)
        self.account_item = re.compile(rf"^(?:{alternation(naming.account_items)})")
        self.inner_change = re.compile(
            rf"(?P<down>{alternation(verbs.inner_decrease)})|(?P<up>{alternation(verbs.inner_increase)})"
        )
        self.dependent = frozenset(naming.dependent_heads)
        self.generic = frozenset(naming.generic_heads)
        self.group = re.compile(rf"(?:{alternation(naming.group_nouns)})$")
        self.generic_nouns = frozenset(naming.generic_nouns)
        self.rewrites = tuple((compiled(old), new) for old, new in naming.rewrites)
        self.added_to = re.compile(rf"^[^，,]{{2,}}?{alternation(naming.added_to)}(?=[^，,]{{3}})")
        self.of_a_scope = re.compile(
            rf"^[^，,]{{2,}}的(?=(?:19|20)\d\d年|全[市省县区国])|^[^，,]{{2,24}}{alternation(naming.approvals)}的(?=.{{3}})"
        )
        self.proviso = re.compile(rf"^.{{2,24}}?{alternation(naming.proviso_ends)}(?:后|外)?[,，]?(?=.{{2}})")
        self.note = re.compile(rf"[（(][^）)]*{alternation(naming.note_words)}[^）)]*[）)]")
        self.prepositions = frozenset(naming.prepositions)
        self.preposition_starts = frozenset("在通以向从由对为") | {word[:1] for word in naming.prepositions}
        self.preposition_ends = frozenset(naming.preposition_ends)
        self.verbs_of_being = tuple(naming.verbs_of_being)
        predicate = alternation(naming.predicates)
        self.class_of_acts = re.compile(
            rf"(?:(?!{predicate})[^，,。；;、：:（(的\d\s]){{2,16}}(?=[，,。；;、：:（(\s]|$|{predicate})"
        )
        self.class_ends = tuple(naming.class_ends)
        self.bare_modifiers = frozenset(naming.bare_modifiers)
        self.kin_end = re.compile(rf"{alternation(naming.kin_ends)}$")
        self.inside_nouns = frozenset(naming.inside_nouns) | frozenset("·（）()—-")
        self.empty_names = frozenset(naming.empty_names)
        self.bare_shares = frozenset(naming.bare_shares)
        self.bare_totals = frozenset(naming.bare_totals)
        self.costs = re.compile(rf"{alternation(naming.costs)}$")
        self.costly_thing = re.compile(
            rf"的(?P<x>[^，,。；;、的]{{2,28}}?{alternation(naming.costly_things)})"
        )
        self.spent_on = re.compile(rf"{alternation(naming.spent_on)}[^，,。；;、]{{2,14}}")
        self.award = re.compile(rf"{alternation(naming.awards)}(?P<x>[^，,。；;]{{4,30}})")
        self.subject_end = re.compile(rf"(?P<x>[^，,]{{4,40}}?){alternation(naming.subject_ends)}")
        self.carries_on = frozenset(naming.carries_on)
        self.count_prefixes = tuple(naming.count_prefixes)
        self.fiscal = re.compile(rf"{alternation(naming.fiscal_words)}|{alternation(naming.fiscal_ends)}$")
        self.of_another_level = tuple(naming.of_another_level)
        self.compounds = tuple((compiled(word.pattern), word.members) for word in lists.compounds)
        self.not_joined = tuple(lists.not_joined)
        self.head_qualifiers = re.compile(rf"{alternation(lists.head_qualifiers)}*$")
        self.industries = tuple(lists.industries)
        self.structure = re.compile(
            rf"{alternation(lists.structure_words)}{alternation(lists.structure_verbs)}?$"
        )
        self.et_cetera = re.compile(
            r"^(?P<items>.+?、.+?|.+?[和与及].+?)等(?:\d+|[一二三四五六七八九十]+)?"
            rf"{alternation(lists.classifiers)}?(?P<head>[^、等]{{1,20}})$"
        )
        self.entity = re.compile(rf"^(?P<x>.{{2,12}}?{alternation(passage.entities)})(?=.{{2,}})")
        self.whole_heads = frozenset(passage.whole_heads)
        self.class_qualifiers = re.compile(rf"{alternation(passage.class_qualifiers)}*$")
        self.event = re.compile(
            rf"在(?P<x>[^，,。；;在]{{2,18}}?{alternation(passage.events)})上|"
            rf"举[办行]了?(?P<y>[^，,。；;]{{2,30}}?{alternation(passage.events_held)})[，,]"
        )
        self.of_events = tuple(passage.of_events)
        self.medals = dict(passage.medals)
        self.class_stops = tuple(passage.class_stops)
        self.build_verb = re.compile(rf"{alternation(counting.build_verbs)}$")
        self.work_name = re.compile(
            r"^[^，,。；;、：:的了\d（(]{0,16}?(?:等|及其)?[^，,。；;：:的了\d（(]{0,8}?"
            + alternation(counting.named_works)
        )
        self.sized_group = re.compile(rf"^[一-鿿]{{0,6}}?{alternation(counting.sized_groups)}")
        self.goes_on = frozenset(counting.goes_on)
        self.age = re.compile(alternation(counting.age_words))
        self.per = re.compile(rf"{alternation(counting.per_words)}$")
        self.target = compiled("|".join(data.status.target))
        self.not_aims = compiled("|".join(data.status.not_aims) or "(?!)")
        self.actual = compiled("|".join(data.status.actual))
        self.actual_in_plan = compiled("|".join(data.status.actual_in_plan))
        self.done = compiled("|".join(data.status.done))
        self.goals = compiled("|".join(data.status.goals))
        self.allotting = compiled("|".join(data.status.allotting))
        self.executing = compiled("|".join(data.status.executing))
        self.modality = re.compile(no_plan + alternation(data.status.modality))
        self.comparisons: tuple[tuple[Pattern, ComparisonWord], ...] = tuple(
            (compiled(word.pattern), word) for word in data.comparisons
        )
        self.averaged = compiled(
            "|".join(w.pattern for w in data.comparisons if w.type == "average_annual") or "(?!)"
        )
        self.baseless = compiled("|".join(w.pattern for w in data.comparisons if not w.names_base) or "(?!)")
        self.comparabilities: tuple[tuple[Pattern, ComparabilityWord], ...] = tuple(
            (compiled(word.pattern), word) for word in data.comparabilities
        )
        self.vintages: tuple[tuple[Pattern, VintageWord], ...] = tuple(
            (compiled(word.pattern), word) for word in data.vintages
        )
        self.any_comparability = compiled("|".join(word.pattern for word in data.comparabilities))
        comparable = "|".join(word.pattern for word in data.comparabilities)
        self.tail_comparability = compiled(rf"(?:{comparable})(?:[（(]下同[）)])?$")
        self.uncounted_nouns = tuple(data.uncounted_nouns)
        self.uncounted = frozenset(data.uncounted_units)
        self.rhetorical = frozenset(data.rhetorical_units)
        self.aside = compiled(rf"[（(](?:{'|'.join(data.asides)})[）)]的?$") if data.asides else None
        before = "|".join(data.not_claims_before)
        self.not_claims_before = compiled(rf"(?:{before})$") if before else None
        self.not_claims = compiled("|".join(data.not_claims)) if data.not_claims else None


@lru_cache(maxsize=8)
def cues(knowledge: Patterns) -> Cues:
    """Return the compiled cues of a body of knowledge."""
    return Cues(knowledge)
