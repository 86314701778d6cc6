"""`python -m extractor.store.migrations "what it does"` writes the next step: the difference that Alembic sees.

It compares `schemas.tables` with the tables that the steps so far make. Read what it wrote before you keep it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command

from extractor.store.connecting import connect, url_of, writing
from extractor.store.migrating import alembic_config, known_versions

_FOLDER = Path(__file__).with_name("versions")


def write_step(message: str, folder: Path = _FOLDER) -> None:
    """Write a step into a folder that takes the tables of the newest step to those of `schemas.tables`."""
    with writing(connect(url_of("sqlite://"))) as connection:
        config = alembic_config(connection)
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", "\n".join({str(_FOLDER), str(folder)}))
        command.upgrade(config, "head")
        number = int(known_versions()[-1]) + 1
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}", version_path=str(folder))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m extractor.store.migrations "what the step does"')
    write_step(sys.argv[1])
