"""Counts how many of Microsoft Recognizers-Text's Chinese cases we read alike.

The cases are read as data from `../shared/peers/recognizers_text_zh` (MIT) or from the folder given; none of
them is kept here. The mapping, since the two designs differ:

- NumberModel: we give no bare numbers as quantities, so our numeral parser is asked for the value of each
  text that they find; where they find none, it must refuse the whole input.
- PercentModel: our mentions with unit % or pp must have the same texts and values, in the same order.
- CurrencyModel: our mentions of money must have the same texts, values and ISO codes, in the same order.

Texts agree where they do without spaces and with full-width characters made narrow.

    python -m benchmarks.peers [--failures] [FOLDER]
    python -m benchmarks.peers --speed      # how fast each reads the same text: benchmarks.peer_speed
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from benchmarks import peer_speed
from extractor.quantities import find_mentions, parse_numeral
from patterns import load

MODELS = ("NumberModel", "PercentModel", "CurrencyModel")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# They print 15 digits.
_TOLERANCE = Decimal("1e-13")


def plain(text: str) -> str:
    return "".join(text.translate(_WIDE).lower().split())


def near(ours: Decimal | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    try:
        value = Decimal(theirs)
    except InvalidOperation:
        return False
    return abs(ours - value) <= abs(value) * _TOLERANCE


def number_case(case: dict[str, Any]) -> bool:
    if not case["Results"]:
        return parse_numeral(case["Input"]) is None
    for result in case["Results"]:
        ours = parse_numeral(result["Text"])
        if ours is None or not near(ours.value, result["Resolution"]["value"]):
            return False
    return True


def percent_case(case: dict[str, Any]) -> bool:
    text = case["Input"]
    ours = [
        (plain(text[m.core_start : m.core_end]), m.value)
        for m in find_mentions(text, load())
        if m.unit in ("%", "pp")
    ]
    theirs = [(plain(r["Text"]), r["Resolution"]["value"].rstrip("%")) for r in case["Results"]]
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and near(a[1], b[1]) for a, b in zip(ours, theirs, strict=True)
    )


def currency_case(case: dict[str, Any]) -> bool:
    text = case["Input"]
    ours = [
        (plain(text[m.core_start : m.core_end]), m.value, m.unit)
        for m in find_mentions(text, load())
        if m.type == "money"
    ]
    theirs = [
        (plain(r["Text"]), r["Resolution"].get("value"), r["Resolution"].get("isoCurrency"))
        for r in case["Results"]
    ]
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and near(a[1], b[1]) and b[2] in (a[2], None) for a, b in zip(ours, theirs, strict=True)
    )


CHECKS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "NumberModel": number_case,
    "PercentModel": percent_case,
    "CurrencyModel": currency_case,
}


def folder() -> Path:
    shared = os.environ.get("ZHIBIAO_SHARED")
    root = Path(shared) if shared else Path(__file__).resolve().parents[2] / "shared"
    return root / "peers" / "recognizers_text_zh"


def cases(model: str, where: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((where / f"{model}.json").read_text(encoding="utf-8-sig"))
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the Recognizers-Text cases that we read alike.")
    parser.add_argument("folder", nargs="?", type=Path, default=folder())
    parser.add_argument("--failures", action="store_true", help="print the cases that differ")
    parser.add_argument("--speed", action="store_true", help="measure how fast each reads the same text")
    peer_speed.add_options(parser)
    args = parser.parse_args()
    if args.speed:
        sys.exit(peer_speed.run(args.rounds, args.texts, args.characters))
    if not args.folder.is_dir():
        parser.exit(2, f"no cases at {args.folder}\n")
    for model in MODELS:
        loaded = cases(model, args.folder)
        differ = [case for case in loaded if not CHECKS[model](case)]
        print(f"{model:14} {len(loaded) - len(differ):4} of {len(loaded):4}")
        if args.failures:
            for case in differ:
                theirs = [(r["Text"], r["Resolution"].get("value")) for r in case["Results"]]
                print(f"    {case['Input'][:60]!r} {theirs}")


if __name__ == "__main__":
    main()
