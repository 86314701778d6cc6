"""Documents that we wrote ourselves, with invented places and figures, some damaged as real archives are.

`docs/samples.md` says what each one is.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

Which = Literal["all", "clean", "damaged"]


def sample_paths(which: Which = "all") -> list[Path]:
    """List the sample files in the order of their names.

    Reads the installed package's own folder and sets nothing. `clean` are the texts as written (three of them
    stored as GB18030, Big5 and UTF-16), `damaged` their damaged twins. Raises FileNotFoundError where the
    package lies in an archive and has no files on disk.

    >>> sample_paths()[0].name
    '01_dispatch_speech.damaged.txt'
    >>> len(sample_paths("clean")), len(sample_paths("damaged"))
    (12, 5)
    """
    paths = sorted(Path(str(entry)) for entry in files(__name__).iterdir() if entry.name.endswith(".txt"))
    if not paths or not paths[0].exists():
        raise FileNotFoundError(f"no sample files on disk beside {__name__}")
    twins = {"damaged", "spaced", "preview", "masked", "page"}
    if which == "all":
        return paths
    return [path for path in paths if (path.stem.rpartition(".")[2] in twins) == (which == "damaged")]
