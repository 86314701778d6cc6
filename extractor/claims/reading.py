"""Reads the words before a figure: what they do with it, and where the name before them ends."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.claims.cues import Cues
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention
from schemas.records import Basis

_LEAST_AMOUNT = 1000


@dataclass(slots=True)
class Reading:
    """What the words before a figure say.

    `cut` is where the name ends (an offset into the words read); `basis` is None where only the name can tell;
    `sign` is -1 for a decrease; `plan` are the words of a plan, `whole` those of the whole of a share, `other` the
    place or group of a difference; `gap` is +1 or -1 for 超计划 and 短收; `base` the year of a
    figure that is only compared with; `plan_figure` says that the figure is
    itself a plan's, `origin` that it is the first of a change (由3万元提高到5万元); `index` that it is a percentage
    of the year before (为上年的105%), which tells a growth.
    """

    cut: int
    basis: Basis | None = None
    sign: int = 1
    verb: str = ""
    plan: str | None = None
    whole: str | None = None
    other: str | None = None
    gap: int = 0
    base: str = ""
    plan_figure: bool = False
    reached: bool = False
    origin: bool = False
    index: bool = False


def read_words(words: str, mention: QuantityMention, after: str, cues: Cues, inside: str = "") -> Reading:
    """Read `words`, which end where the figure begins; `after` are the words behind it.

    `inside` are the words of the mention before its number, which may hold the verb (至少缩减30%).
    """
    held = _verb(inside, cues) if len(inside) > 1 and mention.type in ("percent", "points") else None
    if held and held[1] in ("up", "down"):
        basis: Basis = "growth" if mention.type == "percent" else "change"
        return Reading(len(words), basis, -1 if held[1] == "down" else 1, held[2])
    if mention.type == "rank":
        return _rank(words, cues)
    if mention.type == "ratio" and mention.unit is None:
        return _bare_ratio(words, cues)
    if mention.type in ("growth_word", "ratio"):
        basis = "growth" if mention.type == "growth_word" else "share" if mention.unit == "%" else "level"
        return Reading(_before_verb(words, cues), basis)
    if mention.type == "percent":
        return _percent(words, cues)
    if mention.type == "points":
        return _points(words, cues)
    if mention.type == "multiple":
        return _multiple(words, cues)
    return _amount(words, mention, after, cues)


def _percent(words: str, cues: Cues) -> Reading:
    gap = cues.plan_gap.search(words)
    if gap and (gap["plan"] or gap.group().startswith(cues.plan_gap_of_percent)):
        sign = 1 if gap["above"] else -1
        return Reading(gap.start(), "completion", plan=gap["plan"] or "", gap=sign)
    done = cues.plan_word.search(words) and cues.completion.search(words)
    if done and (done["verb"] or words.rstrip().endswith("的")):
        return Reading(done.start(), "completion", plan=done["plan"])
    apart = _apart(words, cues)
    if apart:
        return apart
    index = cues.of_last_year.search(words)
    if index:
        return Reading(index.start(), "growth", index=True)
    share = cues.share.search(words)
    if share:
        return Reading(share.start(), "share", whole=share["whole"])
    verb = _verb(words, cues)
    if verb is None:
        return Reading(len(words))
    cut, group, found = verb
    if group in ("up", "net"):
        return Reading(cut, "growth", 1, found)
    if group == "down":
        return Reading(cut, "growth", -1, found)
    return Reading(cut, verb=found, reached=True)


def _points(words: str, cues: Cues) -> Reading:
    apart = _against_plan(words, cues) or _apart(words, cues)
    if apart:
        return apart
    verb = _verb(words, cues)
    if verb is None:
        return Reading(len(words), "change")
    cut, group, found = verb
    return Reading(cut, "change", -1 if group == "down" else 1, found)


def _bare_ratio(words: str, cues: Cues) -> Reading:
    verb = _verb(words, cues)
    if verb and verb[1] in ("up", "down", "net"):
        return Reading(verb[0], "change", -1 if verb[1] == "down" else 1, verb[2])
    return Reading(verb[0] if verb else len(words), "level")


def _multiple(words: str, cues: Cues) -> Reading:
    verb = _verb(words, cues)
    if verb and verb[1] in ("up", "net"):
        return Reading(verb[0], "growth", 1, verb[2])
    if verb and verb[1] == "down":
        return Reading(verb[0], "growth", -1, verb[2])
    return Reading(verb[0] if verb else len(words), "level", verb=verb[2] if verb else "", reached=True)


def _amount(words: str, mention: QuantityMention, after: str, cues: Cues) -> Reading:
    gap = cues.plan_gap.search(words)
    if gap and (gap["plan"] or gap.group() in cues.plan_gap_of_amount):
        return Reading(gap.start(), "difference", 1 if gap["above"] else -1, plan=gap["plan"] or "预算")
    done = cues.plan_word.search(words) and cues.completion.search(words)
    if done and after.lstrip().startswith("的") and any(char.isdigit() for char in after[:12]):
        return Reading(done.start(), "level", plan=done["plan"], plan_figure=True)
    planned = cues.plan_then_figure.search(words)
    if planned:
        issuer = cues.plan_issuer.search(words)
        cut = issuer.start() if issuer and issuer.end() >= planned.start() - 4 else planned.start()
        plan = words[cut:].strip()
        if words[:cut].endswith(("收入", "支出")) and plan.startswith("预算"):
            cut += 2
        return Reading(cut, "level", plan=plan, plan_figure=True)
    if mention.type == "number" and mention.value is not None and mention.value < _LEAST_AMOUNT:
        grown = _verb(words, cues)
        if grown and grown[1] in ("up", "down"):
            # 比上年增长12.5；: its % was lost.
            return Reading(grown[0], "growth", -1 if grown[1] == "down" else 1, grown[2])
    early = cues.early_in_the_year.match(words)
    if early:
        return Reading(len(words), "level", plan="年初预算", plan_figure=True)
    apart = _apart(words, cues)
    if apart:
        return apart
    verb = _verb(words, cues)
    if verb is None:
        return _inner_change(words, cues) or Reading(len(words), "level")
    cut, group, found = verb
    if group == "reach":
        return Reading(cut, "level", verb=found, reached=True)
    sign = -1 if group == "down" or found.startswith(cues.net_decrease) else 1
    return Reading(cut, "change", sign, found)


def _inner_change(words: str, cues: Cues) -> Reading | None:
    """A verb of change with its object behind it: 单位减少租赁费3亿元."""
    starts = {offset for offset, _, _ in tagged(words[-30:])}
    base = max(0, len(words) - 30)
    for found in cues.inner_change.finditer(words, base):
        if (
            found.end() + 2 <= len(words)
            and found.start() - base in starts
            and words[found.end()] not in "的了"
        ):
            return Reading(len(words), "change", -1 if found["down"] else 1, found.group())
    return None


def _rank(words: str, cues: Cues) -> Reading:
    found = cues.rank_verb.search(words)
    return Reading(found.start() if found else len(words), "rank", other=found.group() if found else None)


def _against_plan(words: str, cues: Cues) -> Reading | None:
    """比年初计划低6个百分点, 超过计划5个百分点: a gap to a plan."""
    found = cues.plan_than.search(words)
    if found is None:
        found = cues.plan_gap.search(words)
        if found is None or not found["plan"]:
            return None
    return Reading(found.start(), "difference", 1 if found["above"] else -1, plan=found["plan"])


def _apart(words: str, cues: Cues) -> Reading | None:
    found = cues.difference.search(words) or cues.difference_than.search(words)
    if not found:
        return None
    sign = -1 if found["below"] else 1
    if cues.plan_word.search(found["who"]):
        return Reading(found.start(), "difference", sign, plan=found["who"])
    return Reading(found.start(), "difference", sign, other=found["who"])


def _before_verb(words: str, cues: Cues) -> int:
    verb = _verb(words, cues)
    return verb[0] if verb else len(words)


def _verb(words: str, cues: Cues) -> tuple[int, str, str] | None:
    """Return (where the verb starts, its group, the verb), for a verb that ends the words."""
    found = cues.verb_at_end.search(words)
    if not found:
        return None
    group = found.lastgroup if found.lastgroup != "more" else ""
    for name in ("net", "reach", "down", "up"):
        if found[name]:
            group = name
    verb = found[group or "reach"]
    start = found.start()
    if group in ("up", "down") and words[:start].endswith(("新", "最")):
        return None
    if len(verb) == 1 and start:
        head = max(0, start - 10)
        if not cues.reached.search(words) and start - head not in {o for o, _, _ in tagged(words[head:])}:
            return None
    return start, group or "reach", verb
