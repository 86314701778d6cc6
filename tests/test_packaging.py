from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from extractor import shadowing
from extractor.version import __version__

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "patterns", "corpus", "extractor")


def run(*arguments: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        env["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked as pip does it, outside the repository; what it depends on is this environment's."""
    folder = tmp_path_factory.mktemp("site")
    done = run(
        "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(folder), str(wheel), cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return folder


def tracked(pattern: str) -> set[str]:
    """The data files of the four packages, as they lie in the source tree."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_the_wheel_holds_code_and_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert wheel.name == f"zhibiao-{__version__}-py3-none-any.whl"
    for package in PACKAGES:
        assert f"{package}/py.typed" in names
    assert any(name.startswith("patterns/data/") and name.endswith(".toml") for name in names)
    assert any(name.startswith("corpus/samples/") and name.endswith(".txt") for name in names)
    wanted = {name for name in tracked("*") if not Path(name).name.startswith(".")}
    assert {name for name in names if not name.startswith("zhibiao-")} == wanted
    info = f"zhibiao-{__version__}.dist-info/"
    assert info + "licenses/LICENSE" in names
    entry_points = zipfile.ZipFile(wheel).read(info + "entry_points.txt").decode()
    assert "zhibiao = extractor.cli:main" in entry_points


@pytest.mark.slow
def test_the_wheel_works_outside_the_repository(installed: Path, tmp_path: Path) -> None:
    code = (
        "import schemas, patterns, corpus, extractor, pathlib, sys\n"
        f"home = pathlib.Path({str(installed)!r}).resolve()\n"
        "for module in (schemas, patterns, corpus, extractor):\n"
        "    assert pathlib.Path(module.__file__).resolve().is_relative_to(home), module.__file__\n"
        "speech = extractor.extract('2015年，青禾县接待游客31万人次，增长8.5%。')\n"
        "print([(record.kind, record.evidence.quote) for record in speech.records])\n"
        "from extractor.show import html_page\n"
        "print(html_page([speech]).count('<script'), 'scripts')\n"
    )
    done = run("-c", code, cwd=tmp_path, path=installed)
    assert done.returncode == 0, done.stderr
    assert "('actual', '31万人次')" in done.stdout
    assert "('actual', '8.5%')" in done.stdout
    assert "2 scripts" in done.stdout


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = run("-m", "extractor.demo", "x/demo.sqlite", cwd=tmp_path, path=installed)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x" / "demo.sqlite").stat().st_size > 0
    for word in ("completed", "08_work_report.txt", "x/demo.sqlite", "records in"):
        assert word in done.stdout


# --- another module of the same name


@pytest.mark.parametrize("name", ["schemas", "patterns", "corpus"])
@pytest.mark.parametrize("form", ["{}.py", "{}/__init__.py"])
def test_a_module_that_hides_one_of_ours_is_named(tmp_path: Path, name: str, form: str) -> None:
    other = tmp_path / form.format(name)
    other.parent.mkdir(exist_ok=True)
    other.write_text("", encoding="utf-8")
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; import extractor"
    done = run("-c", code, cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    found = other.parent if other.name == "__init__.py" else other
    assert last.startswith(f"ImportError: another module named {name!r} ({found}) hides the package {name!r}")


def test_a_module_that_came_first_is_named_even_where_ours_is_found_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = type(sys)("corpus")
    other.__file__ = str(tmp_path / "corpus.py")
    monkeypatch.setitem(sys.modules, "corpus", other)
    with pytest.raises(ImportError, match=r"corpus\.py"):
        shadowing.check()


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "patterns", raising=False)
    monkeypatch.setattr(shadowing, "find_spec", lambda name: None)
    monkeypatch.setattr(shadowing, "_PACKAGES", ("patterns",))
    with pytest.raises(ImportError, match="needs its package 'patterns'"):
        shadowing.check()


# --- what is said about the project


def pyproject() -> dict[str, dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]


def plain_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~\[;]", requirement)[0]).lower()


def asked_for_development(project: dict[str, Any]) -> list[str]:
    """What the extras ask for; dev asks for all that the others do, bench for all that training does."""
    extras = project["optional-dependencies"]
    own = "zhibiao[postgres,ray,train]"
    assert own in extras["dev"]
    assert "zhibiao[train]" in extras["bench"]
    named = (own, "zhibiao[train]")
    beyond = [
        requirement for name in ("dev", "bench") for requirement in extras[name] if requirement not in named
    ]
    return [*extras["postgres"], *extras["ray"], *extras["train"], *beyond]


def test_constraints_pin_what_the_project_asks_for_and_hold_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    pinned = {plain_name(pin) for pin in pins}
    project = pyproject()
    asked = [*project["dependencies"], *asked_for_development(project)]
    assert {plain_name(requirement) for requirement in asked} <= pinned
    assert "zhibiao" not in pinned


def test_every_dependency_has_a_lower_bound_and_no_upper() -> None:
    project = pyproject()
    for requirement in [*project["dependencies"], *asked_for_development(project)]:
        upper = ",<1.7" if plain_name(requirement) == "emoji" else ""
        assert re.fullmatch(rf"[A-Za-z0-9-]+(\[[a-z]+\])?>=[0-9a.]+{upper}", requirement), requirement


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_those_before_it(package: str) -> None:
    later = PACKAGES[PACKAGES.index(package) + 1 :]
    pattern = re.compile(rf"^\s*(?:from|import) ({'|'.join(later) or '$^'})\b", re.MULTILINE)
    for file in (ROOT / package).rglob("*.py"):
        assert not pattern.search(file.read_text(encoding="utf-8")), file
