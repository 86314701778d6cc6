"""Reads what stands around a claim: comparison, comparability, vintage, plan, modality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.claims.cues import Cues
from schemas import Comparability, Comparison, Period, Plan
from schemas.records import PlanVersion, Vintage

_DOCUMENT_VINTAGE = re.compile(
    r"(?:均?为|系|是|采用)[^，。；]{0,8}?(?P<word>快报数|决算数|初步数|预计数|初步核算数|初步统计数)"
)
_NOTE_REAL = re.compile(
    r"(?P<names>[^。；\n]{2,80}?)(?:的)?(?:增长速度|增长率|增速|增长幅度|增幅)[^。；，,\n]{0,6}?(?P<words>按(?:可比|不变)价格?计算)"
)
_NAME_IN_NOTE = re.compile(r"[一-鿿（）()A-Z]{2,}")
_BELOW_TOO = re.compile(r"(?P<words>[^，,。；（(]{2,16})[，,]?[（(]?下同")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = re.compile(r"[；;。\n]")


def comparison(words: str, cues: Cues) -> Comparison | None:
    """Return what the figure is compared with, by the comparison words that stand nearest before it."""
    best: tuple[int, int, Comparison] | None = None
    for order, (pattern, word) in enumerate(cues.comparisons):
        found = None
        for found in pattern.finditer(words):  # noqa: B007 - the last one is wanted
            pass
        if found is None:
            continue
        key = (found.end(), -order)
        if best is None or key > best[:2]:
            best = (*key, Comparison(type=word.type, base_status=word.base_status, text=found.group()))
    return best[2] if best else None


def comparability(words: str, cues: Cues) -> Comparability | None:
    """Return how comparable the figure is said to be, by the last words that say so."""
    if not cues.any_comparability.search(words):
        return None
    best: tuple[int, Comparability] | None = None
    for pattern, word in cues.comparabilities:
        for found in pattern.finditer(words):
            if best is None or found.start() > best[0]:
                best = (found.start(), Comparability(type=word.type, text=found.group()))
    return best[1] if best else None


def vintage(words: str, cues: Cues) -> Vintage | None:
    """Return how final the figure is said to be."""
    return next((word.vintage for pattern, word in cues.vintages if pattern.search(words)), None)


def document_vintage(text: str, cues: Cues) -> Vintage | None:
    """Return the vintage that a note gives to the whole document (以上均为快报数)."""
    found = _DOCUMENT_VINTAGE.search(text)
    return vintage(found["word"], cues) if found else None


def plan_of(words: str, cues: Cues, adjusted: bool = False) -> Plan:
    """Return which plan the words name; a bare 预算 is the `adjusted` one where the passage has told of it."""
    version: PlanVersion = "own_goal"
    for word, its_version in cues.plan_versions:
        if word in words:
            version = its_version
            break
    if adjusted and version == "initial_budget" and not words.startswith(("年初", "年度")):
        version = "adjusted_budget"
    found = cues.plan_issuer.search(words)
    issuer = found["issuer"] if found else None
    if issuer and version == "own_goal":
        version = "superior_task"
    return Plan(version=version, issuer=issuer, text=words.strip("的 ") or None)


def modality(words: str, cues: Cues) -> str | None:
    """Return the nearest word that says how strongly a target is meant."""
    last = None
    for found in cues.modality.finditer(words):
        last = found.group()
        if last.endswith("性"):
            # 约束性目标: what kind of target it is says more than that it is one.
            break
    return last


def of_which(words: str, cues: Cues) -> bool:
    """Tell whether the words open the parts of a whole (其中, 主要用于)."""
    return _opens(words, cues.of_which)


def _opens(words: str, cue: re.Pattern[str]) -> bool:
    """Tell whether a cue stands in the words with no end of a sentence or list behind it."""
    last = None
    for found in cue.finditer(words):
        last = found
    return last is not None and not _STOP.search(words, last.end())


def divides(words: str, cues: Cues) -> bool:
    """Tell whether the words divide what stood before once more (按消费类型分)."""
    return _opens(words, cues.division)


def with_base_period(compared: Comparison | None, period: Period | None, cues: Cues) -> Comparison | None:
    """Return the comparison with the period it is over: the year before, or for a plan the same one."""
    if compared is None or compared.base_period is not None or period is None or period.start is None:
        return compared
    year = str(period.start.year)
    stated = _YEAR.search(compared.text or "")
    if stated:
        base = stated.group()
        next_year = int(base) + 1 == period.start.year and compared.type == "cumulative"
        return compared.model_copy(
            update={"base_period": base, "type": "yoy" if next_year else compared.type}
        )
    baseless = compared.type == "cumulative" and cues.baseless.fullmatch(compared.text or "")
    if baseless and period.label == year:
        compared = compared.model_copy(update={"type": "yoy"})
    if compared.type == "vs_plan":
        return compared.model_copy(update={"base_period": period.label})
    if compared.type == "yoy" and period.label.startswith(year) and "/" not in period.label:
        return compared.model_copy(update={"base_period": f"{period.start.year - 1}{period.label[4:]}"})
    return compared


@dataclass(frozen=True, slots=True)
class Note:
    """Words that say for more than one figure how they compare: from `start` on, for all or the `names` given."""

    start: int
    names: tuple[str, ...]
    comparability: Comparability


def notes(text: str, cues: Cues) -> list[Note]:
    """Find the notes of a document: 增速按可比价计算 at its end holds for what it names, 下同 from there on.

    >>> from patterns import load
    >>> from extractor.claims.cues import cues
    >>> [note.names for note in notes("注：地区生产总值、工业增加值增长速度按可比价计算。", cues(load()))]
    [('地区生产总值', '工业增加值')]
    """
    found = []
    for match in _near("计算", 100, _NOTE_REAL, text):
        names = tuple(
            name for name in _NAME_IN_NOTE.findall(match["names"].replace("注", "")) if len(name) > 1
        )
        found.append(Note(0, names, Comparability(type="real", text=match["words"])))
    for match in _near("下同", 20, _BELOW_TOO, text):
        said = comparability(match["words"], cues)
        if said is not None:
            found.append(Note(match.start(), (), said))
    return found


def _near(word: str, reach: int, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern that ends in a word and is no longer than `reach`, looking only there."""
    done = 0
    at = text.find(word)
    while at >= 0:
        match = pattern.search(text, max(done, at - reach), at + reach)
        if match:
            yield match
            done = match.end()
        at = text.find(word, max(at + 1, done))


def noted(found: list[Note], at: int, name: str) -> Comparability | None:
    """Return what the notes say of a figure of `name` at an offset; the last note that holds counts."""
    for note in reversed(found):
        if at >= note.start and (not note.names or any(word in name for word in note.names)):
            return note.comparability
    return None
