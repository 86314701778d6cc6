"""What README and docs/ show is what the program gives.

How a page is written so that it can be checked (each page is run from top to bottom in an empty folder of its own):

- a block ```` ```text NAME ```` or ```` ```toml NAME ```` is a file; it is written under that name;
- ```` ```console ````: each line that begins with `$ ` is run, what follows must be what it prints;
- ```` ```python ````: with `>>> ` its output must come out, without it must run;
- ```` ```sql DATABASE ```` is followed by ```` ```output ````, the rows as `sqlite3` prints them;
- a table after `<!-- fields -->`: the first column holds a text with one figure, name or measure in bold, the others
  what the record of those characters says in the field named in the head, or in the first of several.
  `<!-- fields: NAME -->` takes the texts as parts of the file NAME.
- `…` stands for anything. ```` ```sh ```` is shown and not run.

`python tests/test_docs.py` writes what the program gives now into the pages; read the difference before you keep it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from doctest import DocTestParser
from pathlib import Path
from typing import Any, get_args

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
PAGES = [*(ROOT / name for name in READMES), *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
BLOCK = re.compile(r"^```(?P<kind>\w+)?(?: (?P<name>[^\n]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^<!-- fields(?:: (?P<file>\S+))? -->\n(?P<body>(?:\|[^\n]*\n)+)", re.MULTILINE)
PACKAGES = "schemas|patterns|corpus|extractor|tests|benchmarks|docs"


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# --- running a page


@dataclass(frozen=True)
class Difference:
    """A stretch of a page, and what the program gives in its place."""

    start: int
    end: int
    shown: str
    given: str


def alike(shown: str, given: str) -> bool:
    """Tell whether an output is the one shown, `…` standing for anything and spaces at line ends for nothing."""
    parts = ["\n".join(line.rstrip() for line in part.split("\n")) for part in (shown, given)]
    wanted = ".*?".join(map(re.escape, parts[0].strip().split("…")))
    return re.fullmatch(wanted, parts[1].strip(), re.DOTALL) is not None


class Runner:
    """Runs the examples of one page in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {}
        self.tools = folder / ".tools"
        self.tools.mkdir()
        for tool, call in (("zhibiao", '-c "from extractor.cli import main; main()" '), ("python", "")):
            script = self.tools / tool
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call}"$@"\n', encoding="utf-8")
            script.chmod(0o755)

    def run(self, text: str) -> Iterator[Difference]:
        """Run a page; give what comes out otherwise than shown."""
        found = [*BLOCK.finditer(text), *TABLE.finditer(text)]
        query: re.Match[str] | None = None
        for match in sorted(found, key=lambda one: one.start()):
            start, end = match.span("body")
            if match.re is TABLE:
                given = self.table(match["body"], match["file"])
            elif match["kind"] in ("text", "toml") and match["name"]:
                file = self.folder / match["name"]
                file.parent.mkdir(exist_ok=True)
                file.write_text(match["body"], encoding="utf-8")
                continue
            elif match["kind"] == "console":
                given = self.console(match["body"])
            elif match["kind"] == "python":
                given = self.python(match["body"])
            elif match["kind"] == "sql":
                query = match
                continue
            elif match["kind"] == "output":
                assert query is not None, "an output without a query before it"
                given = self.sql(query["name"], query["body"])
            else:
                continue
            if not alike(match["body"], given):
                yield Difference(start, end, match["body"], given)

    def console(self, body: str) -> str:
        assert body.startswith("$ "), f"a console block begins with a command: {body}"
        return "".join(
            f"$ {line[2:]}\n{self.shell(line[2:])}" for line in body.splitlines() if line[:2] == "$ "
        )

    def shell(self, command: str) -> str:
        if command.startswith("zhibiao ") and not re.search(r"[|<>*$;&]", command):
            return tidy(self.zhibiao(shlex.split(command)[1:]))
        path = f"{self.tools}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return tidy(done.stdout)

    def zhibiao(self, arguments: list[str]) -> bytes:
        """The command within this process, which costs less than a process of its own."""
        from extractor.cli import main

        printed = io.BytesIO()
        stream = io.TextIOWrapper(printed, encoding="utf-8", write_through=True)
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(stream),
            contextlib.redirect_stderr(stream),
            contextlib.suppress(SystemExit),
        ):
            main(arguments)
        return printed.getvalue()

    def python(self, body: str) -> str:
        with contextlib.chdir(self.folder):
            if ">>> " not in body:
                exec(compile(body, "<page>", "exec"), self.names)
                return body
            return "".join(self.example(part) for part in DocTestParser().parse(body))

    def example(self, part: Any) -> str:
        if isinstance(part, str):
            return part
        first, *more = part.source.splitlines()
        source = "".join([f">>> {first}\n", *(f"... {line}\n" for line in more)])
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(part.source, "<page>", "single"), self.names)
        return source + printed.getvalue()

    def sql(self, database: str, query: str) -> str:
        connection = sqlite3.connect(self.folder / database)
        try:
            rows = connection.execute(query).fetchall()
        finally:
            connection.close()
        return "".join("|".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)

    def table(self, body: str, file: str | None) -> str:
        head, rule, *rows = body.splitlines()
        fields = [re.findall(r"`([\w.]+)`", cell) for cell in cells(head)]
        whole = read(self.folder / file) if file else None
        out = [head, rule]
        for row in rows:
            said = cells(row)
            record, quotes = record_of(said[0], whole)
            given = [
                first(record, paths, quotes) if paths else cell
                for paths, cell in zip(fields, said, strict=True)
            ]
            out.append(f"| {' | '.join(given)} |")
        return "\n".join(out) + "\n"


def tidy(output: bytes) -> str:
    return "".join(line.rstrip() + "\n" for line in output.decode().splitlines())


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def record_of(cell: str, whole: str | None) -> tuple[Any, dict[str, str]]:
    """The record of the characters in bold, and the quotes of all records of its text by their ids."""
    from extractor import extract

    before, bold, after = cell.split("**")
    text = before + bold + after if whole is None else whole
    assert text.count(before + bold + after) == 1, f"{cell} does not stand once in its file"
    at = text.index(before + bold + after) + len(before)
    records = extract(text).records
    quotes = {record.id: record.evidence.quote for record in records}
    for record in records:
        if (record.evidence.start, record.evidence.end) == (at, at + len(bold)):
            return record, quotes
    return None, quotes


def first(record: Any, paths: list[str], quotes: dict[str, str]) -> str:
    """The first of some fields that the record has."""
    return next((said for path in paths if (said := value(record, path, quotes)) != "—"), "—")


def value(record: Any, path: str, quotes: dict[str, str]) -> str:
    data = None if record is None else record.model_dump(mode="json")
    for part in path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    if path == "relations":
        data = ", ".join(f"{tie['type']} {quotes[tie['id']]}" for tie in data or ())
    if data is None or data == "":
        return "—"
    return str(data).lower() if isinstance(data, bool) else str(data)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


# The Chinese page has the same examples; another test sees to that.
@pytest.mark.parametrize("page", [page for page in PAGES if page.name != READMES[1]], ids=name_of)
def test_examples_come_out_as_they_are_shown(page: Path, runner: Runner) -> None:
    assert [(one.shown, one.given) for one in runner.run(read(page))] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "```console\n$ echo 5\n6\n```\n",
        "```console\n$ zhibiao --version\nzhibiao 99\n```\n",
        "```python\n>>> 2 + 2\n5\n```\n",
        "```python\n>>> from extractor import extract\n>>> len(extract('').records)\n1\n```\n",
        "<!-- fields -->\n| text | `quantity.value` |\n| --- | --- |\n| 全县财政收入**4.2亿元**。 | 420000001 |\n",
        "<!-- fields -->\n| text | `quantity.value` |\n| --- | --- |\n| 全县财政**收入**4.2亿元。 | 420000000 |\n",
        "```text a.txt\n甲\n```\n```console\n$ cat a.txt\n乙\n```\n",
        "```sql x.db\nSELECT 1\n```\n```output\n2\n```\n",
    ],
)
def test_an_example_that_does_not_come_out_is_found(wrong: str, runner: Runner) -> None:
    assert len(list(runner.run(wrong))) == 1


def test_dots_stand_for_anything_and_nothing_else_does() -> None:
    assert alike("a … d\n", "a b\nc d")
    assert alike("a  \n", "a")
    assert not alike("a … d", "a b c")
    assert not alike("a.c", "abc")


# --- what the pages say


def blocks(page: Path) -> list[tuple[str | None, str | None, str]]:
    return [(match["kind"], match["name"], match["body"]) for match in BLOCK.finditer(read(page))]


def test_both_readmes_show_the_same_examples() -> None:
    english, chinese = (ROOT / name for name in READMES)
    assert uncommented(blocks(english)) == uncommented(blocks(chinese))
    rows = [
        [row for table in TABLE.finditer(read(page)) for row in table["body"].splitlines()[2:]]
        for page in (english, chinese)
    ]
    assert rows[0] == rows[1] != []


def uncommented(found: list[tuple[str | None, str | None, str]]) -> list[tuple[str | None, str | None, str]]:
    """The blocks without the comments of shell commands, which each page has in its own language."""
    return [(kind, name, re.sub(" *#.*", "", body) if kind == "sh" else body) for kind, name, body in found]


def figures(page: Path) -> dict[str, list[str]]:
    found = re.findall(r"<!-- figures:(\w+) -->\n(.*?)<!-- /figures -->", read(page), re.DOTALL)
    return {name: re.findall(r"(?<![A-Za-z])\d+(?:[.,]\d+)*", block) for name, block in found}


def test_both_readmes_give_the_same_figures() -> None:
    english, chinese = (figures(ROOT / name) for name in READMES)
    assert set(english) == {"accuracy", "speed", "peers", "peer_speed"}
    assert english == chinese
    assert all(english.values())


def test_the_reading_of_peers_cases_is_the_one_in_the_quantities_page() -> None:
    page = read(ROOT / "docs" / "quantities.md")
    told = re.findall(r"^\| \w+Model \| (\d+) of (\d+) \|$", page, re.MULTILINE)
    assert figures(ROOT / "README.md")["peers"] == [number for pair in told for number in pair] != []


@pytest.mark.parametrize("name", READMES)
def test_the_number_of_indicators_is_that_of_their_page(name: str) -> None:
    found = re.search(r"(\d+) indicators under (\d+) names", read(ROOT / "docs" / "indicators.md"))
    assert found is not None
    told = re.findall(r"(?<!\d)\d{3,}(?= indicators| names| 个指标| 个名称)", read(ROOT / name))
    assert told == list(found.groups())


def options() -> dict[str, set[str]]:
    import typer
    from typer.main import get_command

    from extractor.cli.app import app

    group: Any = get_command(app)
    assert isinstance(app, typer.Typer)
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
        for name, command in group.commands.items()
    }


def test_the_index_tells_every_command_and_option() -> None:
    page = read(ROOT / "docs" / "README.md")
    for command, names in options().items():
        table = re.search(rf"^### `zhibiao {command}[^\n]*\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
        assert table is not None, f"no section on {command}"
        told = set(re.findall(r"`(-[-\w]+)", table[1]))
        assert told == names | {"--help", "-h"}, command


def test_the_index_names_every_page() -> None:
    page = read(ROOT / "docs" / "README.md")
    assert [one.name for one in PAGES if one.parent.name == "docs" and f"({one.name}" not in page] == [
        "README.md"
    ]


def test_the_contract_tells_every_field_and_every_value() -> None:
    import schemas
    from schemas.records import Model

    page = read(ROOT / "docs" / "contract.md")
    for name in schemas.__all__:
        model = getattr(schemas, name)
        if not (isinstance(model, type) and issubclass(model, Model)):
            continue
        for field, info in model.model_fields.items():
            assert f"`{field}`" in page, f"{name}.{field}"
            for allowed in literals(info.annotation):
                assert f"`{allowed}`" in page, f"{name}.{field}: {allowed}"


def literals(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from literals(part)


def test_the_contract_tells_every_table_and_view() -> None:
    from schemas.tables import metadata

    page = read(ROOT / "docs" / "contract.md")
    assert [name for name in metadata.tables if f"`{name}`" not in page] == []


def test_the_way_of_a_text_tells_every_stage_in_order() -> None:
    from corpus.cleaning import REPAIRS
    from extractor.stages import STAGES

    page = read(ROOT / "docs" / "way-of-a-text.md")
    places = [
        page.find(f"\n### {stage}\n") for stage in ("reading", "cleaning", *STAGES, "assembly", "store")
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert [repair.NAME for repair in REPAIRS if f"`{repair.NAME}`" not in page] == []


# --- links, names, addresses


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", read(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", ALL_PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    plain = BLOCK.sub("", read(page))
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", plain):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", ALL_PAGES, ids=name_of)
def test_files_and_modules_that_are_named_are_there(page: Path) -> None:
    for path in re.findall(rf"`((?:{PACKAGES})/[\w./\-]*)`", read(page)):
        assert "NAME" in path or (ROOT / path).exists(), path
    for dotted in re.findall(rf"`((?:{PACKAGES})(?:\.\w+)+)(?:\(.*?\))?`", read(page)):
        if not dotted.endswith((".py", ".toml", ".md")):
            assert is_there(dotted), dotted


def is_there(dotted: str) -> bool:
    """Whether a dotted name is a module, or something a module holds."""
    parent, _, name = dotted.rpartition(".")
    if not parent:
        return importlib.util.find_spec(name) is not None
    with contextlib.suppress(ModuleNotFoundError):
        if importlib.util.find_spec(dotted) is not None:
            return True
    found = importlib.util.find_spec(parent) if "." not in parent or is_there(parent) else None
    return found is not None and hasattr(importlib.import_module(parent), name)


@pytest.mark.parametrize("page", [*ALL_PAGES, ROOT / "NOTICE"], ids=name_of)
def test_no_page_names_a_machine_or_a_registry(page: Path) -> None:
    text = read(page)
    paths = r"(?<![\w.])/(?:work|home|root|tmp|Users|mnt|opt|usr)/|[A-Z]:\\"
    registries = r"pypi\.org|pythonhosted|registry\.npmjs|index-url|/simple/"
    assert re.findall(f"{paths}|{registries}", text) == []


def toml_blocks() -> list[Any]:
    return [
        pytest.param(body, id=f"{name_of(page)}:{number}")
        for page in PAGES
        for number, (kind, name, body) in enumerate(blocks(page))
        if kind == "toml" and name != "wrong.toml"
    ]


@pytest.mark.parametrize("body", toml_blocks())
def test_every_toml_example_is_accepted(body: str, tmp_path: Path) -> None:
    from patterns import Patterns

    own = tmp_path / "own.toml"
    own.write_text(body, encoding="utf-8")
    areas = tomllib.loads(body)
    assert areas
    for area in areas:
        assert area in vars(Patterns)
        getattr(Patterns((own,)), area)


def update(page: Path) -> int:
    """Write what the program gives now into a page; return how many places changed."""
    text = read(page)
    with tempfile.TemporaryDirectory() as folder:
        found = list(Runner(Path(folder)).run(text))
    for one in reversed(found):
        text = text[: one.start] + one.given + text[one.end :]
    page.write_text(text, encoding="utf-8")
    return len(found)


if __name__ == "__main__":
    say: Callable[[str], object] = print
    for each in PAGES:
        say(f"{name_of(each)}: {update(each)} changed")
