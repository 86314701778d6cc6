"""Spoils one figure of each check that agrees, and counts how many of the slips `zhibiao audit` finds.

    python -m benchmarks.audit_recall [--shared FOLDER] [--kind texts|seeds] [--every N] [--seed N] [--misses N]

Every check that the audit finds consistent is taken from the texts. One of its figures is changed in the source text,
by a digit, two digits swapped, a zero too many, 万 and 亿 exchanged, or the point moved; which of them is drawn with
a seed. The change counts only where it is more than rounding or cutting off allows: the sum that the finding
shows is reckoned anew here, with each number half a unit of its last digit wide below and a whole one above, and
noughts at its end taken for rounded. Then the whole program runs on the changed text. A slip is found where a
disagreement names the changed characters.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from math import copysign, log10
from pathlib import Path

from corpus import SourceText, read_path
from extractor import extract
from extractor.audit import audit
from extractor.audit.checks.counting import most_named, numeral
from schemas import Figure, Finding

SEED = 20261128
KINDS = ("digit", "swap", "tenfold", "unit", "point")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TERM = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>万亿|亿|万|千|百)?[^\d+\-*÷×()≤=≥<>≠约.]*")
_SIZES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2, None: 1}
_SIZED = re.compile("[万亿千百]")
_COUNTS = "二三四五六七八九"
_MOST_TERMS = 12
_OF_SHARES = ("partition", "structure", "points")
"""Checks whose figures are all added up, against a hundred or nought."""


@dataclass(frozen=True)
class Slip:
    """A changed figure: what it was changed to and how."""

    figure: Figure
    words: str
    kind: str


def slips(figure: Figure, text: str, rng: random.Random) -> Iterator[Slip]:
    """Give the changes of a figure, in an order that is drawn."""
    quote = text[figure.start : figure.end]
    found = re.search(r"\d[\d, ]*(?:\.\s*\d+)?", quote)
    if found is None:
        if quote[:1] in _COUNTS:
            other = _COUNTS[(_COUNTS.index(quote[0]) + 2) % len(_COUNTS)]
            yield Slip(figure, other + quote[1:], "count")
        return
    number = re.sub(r"[, ]", "", found.group())
    made = {
        "digit": _digit(number, rng),
        "swap": _swap(number, rng),
        "tenfold": number.replace(".", "") + "0" if "." not in number else None,
        "point": _point(number),
    }
    kinds = list(KINDS)
    rng.shuffle(kinds)
    for kind in kinds:
        if kind == "unit":
            rest = quote[found.end() :]
            other = {"亿": "万", "万": "亿"}.get(rest.strip()[:1])
            if other and not rest.strip().startswith("万亿"):
                yield Slip(figure, quote[: found.end()] + rest.replace(rest.strip()[:1], other, 1), kind)
        elif made[kind] and made[kind] != number:
            yield Slip(figure, quote[: found.start()] + str(made[kind]) + quote[found.end() :], kind)


def _digit(number: str, rng: random.Random) -> str:
    places = [at for at, char in enumerate(number) if char.isdigit()][:2]
    at = rng.choice(places)
    new = rng.choice([d for d in "123456789" if d != number[at]])
    return number[:at] + new + number[at + 1 :]


def _swap(number: str, rng: random.Random) -> str | None:
    pairs = [
        at
        for at in range(len(number) - 1)
        if number[at : at + 2].isdigit()
        and number[at] != number[at + 1]
        and not (at == 0 and number[1] == "0")
    ]
    if not pairs:
        return None
    at = rng.choice(pairs[:2])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _point(number: str) -> str | None:
    whole, point, part = number.partition(".")
    if point:
        moved = (whole + part[0]).lstrip("0") or "0"
        return moved + ("." + part[1:] if len(part) > 1 else "")
    return f"{whole[:-1]}.{whole[-1]}" if len(whole) > 1 else None


def beyond_rounding(finding: Finding, slip: Slip, text: str) -> bool:
    """Tell whether the sum that a finding shows can no longer come out with the changed number, however rounded."""
    if finding.check == "listed_count":
        return _miscounts(finding, slip)
    if slip.kind == "count":
        return False
    left = re.split(r"[=≤≥<>≠]", finding.formula, maxsplit=1)[0]
    old, new = (_literal(words) for words in (text[slip.figure.start : slip.figure.end], slip.words))
    if old is None or new is None or finding.stated is None:
        return False
    right = (finding.stated.low, finding.stated.high)
    if None in right:
        return False
    low, high = float(right[0] or 0), float(right[1] or 0)
    # It may have been cut off as well, towards nought.
    half = (high - low) / 2
    low, high = (low - half, high) if high < 0 else (low, high + half)
    terms = list(_TERM.finditer(left))
    if not 1 <= len(terms) <= _MOST_TERMS:
        return False
    values = [_stated(_literal(term.group()) or "0") for term in terms]
    stated = finding.figures[0].start == slip.figure.start and finding.check not in _OF_SHARES
    at = None if stated else next((index for index, term in enumerate(terms) if _is(term, old)), None)
    if at is None:
        # The changed figure is the one that the sum is compared with.
        scale = _scale(old, (low + high) / 2)
        low, high = sorted(end * scale for end in _ends(*_stated(new)))
    else:
        # A cell of a table has its unit in the heading.
        values[at] = _stated(new if _SIZED.search(new) else new + (terms[at]["unit"] or ""))
    sums = []
    added = tuple(-1 if left[: term.start()].rstrip().endswith("-") else 1 for term in terms)
    # So many are a sum, whose ends are those of its terms.
    corners = (
        product((-1, 1), repeat=len(values)) if len(values) <= 4 else [added, tuple(-sign for sign in added)]
    )
    for signs in corners:
        expression = left
        for value, sign, term in reversed(list(zip(values, signs, terms, strict=True))):
            end = _ends(*value)[sign > 0]
            expression = f"{expression[: term.start()]}({end!r}){expression[term.end() :]}"
        expression = expression.replace("÷", "/").replace("×", "*").replace("−", "-").replace("%", "")
        if not re.fullmatch(r"[\d.e+\-*/() ]+", expression):
            return False
        try:
            sums.append(
                eval(expression, {"__builtins__": {}})
            )  # of digits and signs alone, as was seen above
        except ZeroDivisionError:
            return False
    factor = 100 if "÷" in left and finding.stated.unit == "%" else 1
    least, most = min(sums) * factor, max(sums) * factor
    if "≤" in finding.formula or "<" in finding.formula:
        # An open list may leave a rest: only a part too much shows.
        return least > high
    return most < low or least > high


def _miscounts(finding: Finding, slip: Slip) -> bool:
    """Tell whether a changed count, or a changed number before an item, contradicts what is listed.

    A number that names are some of (甲、乙等三县) may be any that is not below theirs, and a name counts nothing. Where
    names are joined by 和 as well, the number may be any that they can be read as.
    """
    if slip.figure.role == "item":
        return finding.strength == "same_section"
    told, listed = numeral(slip.words), int(finding.formula.partition(" ")[0])
    if "≤" in finding.formula:
        return told is not None and told < listed
    names = [figure.name or "" for figure in finding.figures if figure.role == "item"]
    most = listed + most_named(names) - len(names)
    return told is None or finding.strength != "same_sentence" or not listed <= told <= most


def _literal(words: str) -> str | None:
    words = re.sub(r"[, 　\n]", "", words)
    found = re.search(r"\d+(?:\.\d+)?(?:万亿|亿|万|千|百)?", words)
    return found.group() if found else None


def _stated(literal: str) -> tuple[float, float]:
    """The value of a number and the unit of its last digit, noughts at its end taken for rounded."""
    found = _TERM.match(literal)
    if found is None:
        return 0.0, 0.0
    number, size = found["number"], _SIZES[found["unit"]]
    if "." in number:
        unit = 10.0 ** -len(number.partition(".")[2])
    else:
        unit = 10.0 ** (len(number) - len(number.rstrip("0")) if number.strip("0") else 0)
    return float(number) * size, unit * size


def _ends(value: float, unit: float) -> tuple[float, float]:
    """What a number may stand for, rounded or cut off."""
    return value - unit / 2, value + unit


def _is(term: re.Match[str], literal: str) -> bool:
    """Tell whether a number of a sum is one of the text, which in a table has no unit beside it."""
    if not _SIZED.search(literal):
        return float(term["number"]) == float(literal)
    return _stated(_literal(term.group()) or "0")[0] == _stated(literal)[0]


def _scale(literal: str, value: float) -> float:
    """The power of ten, and the sign, by which what a finding states differs from the number as written."""
    stated = _stated(literal)[0]
    return copysign(10.0 ** round(log10(abs(value / stated))), value / stated) if stated and value else 1.0


def changed(document: SourceText, slip: Slip) -> SourceText:
    """The document with the slip in its text."""
    text = document.text
    return replace(document, text=text[: slip.figure.start] + slip.words + text[slip.figure.end :])


def documents(shared: Path, kind: str | None) -> Iterator[tuple[str, SourceText]]:
    """The texts and seeds, each with its kind."""
    for folder in ("seeds", "texts"):
        for path in sorted((shared / folder).rglob("*")):
            if path.is_file() and (kind is None or kind in (folder, path.parent.name)):
                yield from ((path.parent.name, document) for document in read_path(path))


def main() -> int:
    """Print the share found, by check and by kind of slip."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--kind", help="only texts of one folder (seeds, national, budget_html, …)")
    parser.add_argument("--every", type=int, default=1, help="spoil only every so many checks, drawn evenly")
    parser.add_argument("--seed", type=int, default=SEED, help="draws which checks, and which changes")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--misses", type=int, default=0, help="show so many slips that were not found")
    args = parser.parse_args()
    total = Tally()
    with ProcessPoolExecutor(args.workers) as pool:
        for one in pool.map(
            partial(spoiled, every=args.every, seed=args.seed), documents(args.shared, args.kind)
        ):
            total.add(one)
    for line in total.missed[: args.misses]:
        print(f"missed: {line}", file=sys.stderr)
    total.show()
    return 0


@dataclass
class Tally:
    """What came of spoiling the checks of one or more documents."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what came of other documents."""
        for mine, theirs in (
            (self.tried, other.tried),
            (self.found, other.found),
            (self.sizes, other.sizes),
            (self.checks, other.checks),
        ):
            mine.update(theirs)
        self.unchanged += other.unchanged
        self.missed += other.missed

    def show(self) -> None:
        """Print the shares found, and the checks a thousand characters."""
        print(f"{'':24}{'slips':>8}{'found':>8}{'share':>8}")
        for name in sorted(self.tried, key=lambda name: (name != "all", name)):
            print(
                f"{name:24}{self.tried[name]:>8}{self.found[name]:>8}{self.found[name] / self.tried[name]:>8.3f}"
            )
        print(
            f"{self.unchanged} more checks: no change of one figure is beyond rounding, or the sum is not shown whole"
        )
        print()
        print(f"{'checks a thousand characters':32}")
        for genre in sorted(self.sizes):
            print(f"{genre:24}{self.checks[genre]:>8}{1000 * self.checks[genre] / self.sizes[genre]:>8.2f}")


def spoiled(job: tuple[str, SourceText], every: int = 1, seed: int = SEED) -> Tally:
    """Spoil one figure of each check of a document that agrees (or of every so many), and look for it."""
    genre, document = job
    tally = Tally()
    rng = random.Random(f"{seed}{document.text[:200]}")
    findings = audit([extract(document)])
    tally.sizes[genre] += len(document.text)
    tally.checks[genre] += sum(not one.implied for one in findings)
    agreeing = [one for one in findings if one.verdict.startswith("consistent") and not one.implied]
    for finding in agreeing[rng.randrange(every) :: every]:
        figures = list(finding.figures)
        rng.shuffle(figures)
        slip = next(
            (
                slip
                for figure in figures
                for slip in slips(figure, document.text, rng)
                if beyond_rounding(finding, slip, document.text)
            ),
            None,
        )
        if slip is None:
            tally.unchanged += 1
            continue
        again = audit([extract(changed(document, slip))])
        hit = any(
            figure.start == slip.figure.start
            for one in again
            if one.verdict in ("inconsistent", "questionable")
            for figure in one.figures
        )
        for name in ("all", finding.check, f"by {slip.kind}", f"in {genre}"):
            tally.tried[name] += 1
            tally.found[name] += hit
        if not hit:
            told = f"{slip.kind}: {slip.figure.quote} -> {slip.words}"
            tally.missed.append(f"{document.path}: {finding.check} {finding.formula} [{told}]")
    return tally


if __name__ == "__main__":
    raise SystemExit(main())
