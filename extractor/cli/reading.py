"""The options that say how inputs are read, the same for every verb."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.messages import reason

if TYPE_CHECKING:
    from corpus import ReadError, SourceText
    from schemas import Speech

# Named here for the help, which must not wait for the readers to be imported.
INPUT_FORMATS = ("text", "html", "pdf", "docx", "jsonl", "json", "csv", "parquet", "zip", "gz")
TEXT_FORMATS = ("text", "html")


@dataclass(frozen=True)
class Reading:
    """How the inputs of one run are read."""

    encoding: str | None = None
    input_format: str | None = None
    text_column: str | None = None
    text_format: str | None = None
    patterns: tuple[Path, ...] = ()

    def documents(
        self, path: str, on_error: Callable[[ReadError], None], written: Iterable[str | None] = ()
    ) -> Iterator[SourceText]:
        """Give the documents of a path; what cannot be read goes to `on_error`.

        Files of a folder that this run writes are left out.
        """
        from corpus import read_path

        return read_path(
            path,
            on_error=on_error,
            encoding=self.encoding,
            input_format=self.input_format,
            text_column=self.text_column,
            text_format=self.text_format,
            patterns=self.patterns,
            leave_out=[file for file in written if file is not None],
        )

    def speeches(
        self,
        paths: Iterable[str],
        model: bool | Path,
        fail: Callable[[object], None],
        written: Sequence[str | None] = (),
    ) -> Iterator[Speech]:
        """Give the documents of all paths with their records; what fails goes to `fail`, and the rest goes on."""
        from extractor import extract

        for path in paths:
            for source in self.documents(path, fail, written):
                try:
                    speech = extract(source, patterns=self.patterns, model=model)
                except Exception as error:
                    # A fault of ours in one document must not cost the user the others.
                    fail(f"{source.path or path}: {type(error).__name__}: {reason(error)}")
                    continue
                yield speech


def _known_encoding(name: str | None) -> str | None:
    try:
        if name is not None:
            # Some codecs make bytes of bytes.
            b"0".decode(codecs.lookup(name).name, "ignore")
    except (LookupError, ValueError) as error:
        raise typer.BadParameter(f"there is no encoding {name!r}") from error
    return name


def _known_input_format(name: str | None) -> str | None:
    return _one_of(name, INPUT_FORMATS)


def _known_text_format(name: str | None) -> str | None:
    return _one_of(name, TEXT_FORMATS)


def _one_of(name: str | None, known: tuple[str, ...]) -> str | None:
    if name is not None and name not in known:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(known)}")
    return name


Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="The encoding of all inputs (found out if not said).",
        show_default=False,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        callback=_known_input_format,
        help=f"Read all inputs as this, whatever their suffix: {', '.join(INPUT_FORMATS)}.",
        show_default=False,
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text-column",
        metavar="NAME",
        help="The column (the key in JSON) that holds the text.",
        show_default=False,
    ),
]
TextFormat = Annotated[
    str | None,
    typer.Option(
        "--text-format",
        metavar="FORMAT",
        callback=_known_text_format,
        help=f"What that column holds: {', '.join(TEXT_FORMATS)} (text if not said).",
        show_default=False,
    ),
]
