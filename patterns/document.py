"""Writes the pages and lists that are made from the patterns: `python -m patterns.document [FOLDER]`.

Run it after a change to `patterns/data/indicators*`; a test fails while what it wrote is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from patterns.bundle import load
from patterns.indicators import IndicatorEntry, Ontology

INDICATORS_PAGE = Path("docs/indicators.md")
USER_DICTIONARY = Path("patterns/data/user_dict.txt")

_TITLES: Mapping[str, str] = {
    "macro": "National accounts, prices, business entities",
    "fiscal": "Budgets, debt, social insurance funds",
    "industry": "Industry and construction",
    "investment": "Investment",
    "attracting_investment": "Attracting investment (招商引资)",
    "trade": "Domestic and foreign trade",
    "agriculture": "Agriculture and rural areas",
    "employment": "Employment and wages",
    "livelihood": "Income, consumption, poverty",
    "social_security": "Social security",
    "housing": "Housing and towns",
    "population": "Population",
    "safety": "Safety, law and order, government affairs",
    "education": "Education",
    "health": "Health",
    "culture": "Culture and sports",
    "tourism": "Tourism",
    "science": "Science and technology",
    "digital": "Digital economy, post and telecommunications",
    "transport": "Transport",
    "energy": "Energy",
    "environment": "Environment and resources",
    "finance": "Finance and enterprises",
    "other": "Other",
}
_HEAD = """# Indicators

What `patterns/data/indicators/` knows: {count} indicators under {names} names. Made by
`python -m patterns.document`; change the TOML, not this page.

To add an indicator, or another name of one, edit the file of its field (the keys are explained at the top of
`patterns/data/indicators.toml`), or put the same table under `[indicators.entries.CODE]` in a file of your
own and hand it to the program.

*Growth* tells in which prices growth is usual: real (comparable prices) or nominal (current prices), after
the practice of the National Bureau of Statistics. *Kind*: flow over a period, stock at its end, rate (ratio,
level a head), index. Names in parentheses count only where they stand alone before a figure.
"""


def indicators_page(ontology: Ontology) -> str:
    """Return the table of all indicators as Markdown, by field, in the order of the files.

    >>> indicators_page(load().indicators).startswith("# Indicators")
    True
    """
    entries = sorted(ontology.entries.values(), key=lambda entry: list(_TITLES).index(entry.field))
    names = sum(1 + len(entry.aliases) + len(set(entry.short) - {entry.name}) for entry in entries)
    parts = [_HEAD.format(count=len(entries), names=names)]
    for field, rows in groupby(entries, key=lambda entry: entry.field):
        parts.append(f"\n## {_TITLES[field]}\n\n")
        parts.append("| code | name | English name | other names | unit | growth | kind |\n")
        parts.append("| --- | --- | --- | --- | --- | --- | --- |\n")
        parts.extend(_row(entry) for entry in rows)
    return "".join(parts)


def _row(entry: IndicatorEntry) -> str:
    short = [f"({name})" for name in entry.short if name != entry.name]
    cells = [
        f"`{entry.code}`",
        entry.name,
        entry.name_en,
        ", ".join([*entry.aliases, *short]),
        entry.usual_unit or "",
        entry.usual_comparability or "",
        entry.direction,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def user_dictionary(ontology: Ontology) -> str:
    """Return the names of indicators and the terms around them in the format of jieba: word, frequency, tag.

    Names longer than eight characters are left out, since they hide the words in them.

    >>> "招商引资 2000 n\\n" in user_dictionary(load().indicators)
    True
    """
    words = {name for entry in ontology.entries.values() for name in _names(entry) if _WORD.fullmatch(name)}
    words.update(ontology.words.terms)
    return "".join(f"{word} 2000 n\n" for word in sorted(words))


def _names(entry: IndicatorEntry) -> Iterable[str]:
    return (entry.name, *entry.aliases, *entry.short)


_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")


def main(arguments: list[str]) -> None:
    """Write the page and the dictionary below a folder, the current one by default."""
    folder = Path(arguments[0]) if arguments else Path()
    ontology = load().indicators
    for path, text in (
        (INDICATORS_PAGE, indicators_page(ontology)),
        (USER_DICTIONARY, user_dictionary(ontology)),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        print(folder / path)


if __name__ == "__main__":
    main(sys.argv[1:])
