"""The verbs of the command line with their options; the work is imported when a verb runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from extractor.cli.auditing import FORMATS as AUDIT_FORMATS
from extractor.cli.auditing import VERDICTS
from extractor.cli.reading import Encoding, InputFormat, Reading, TextColumn, TextFormat
from extractor.cli.running import DEFAULT_DATABASE, DEFAULT_PARTS, MEGABYTES, SECONDS
from extractor.show.labels import KINDS, LANGUAGES, Language
from extractor.store.formats import FORMATS
from extractor.version import __version__

if TYPE_CHECKING:
    from schemas.columns import Headings

app = typer.Typer(
    name="zhibiao",
    help="Reads Chinese government speeches and reports and turns their claims into checked records.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_OwnPatterns = Annotated[
    list[Path] | None,
    typer.Option(
        "--patterns",
        "-p",
        metavar="FILE",
        help="A TOML file laid over the built-in patterns.",
        show_default=False,
    ),
]
_NoModel = Annotated[
    bool, typer.Option("--no-model", help="Let the rules decide alone, without the trained model.")
]
_OwnWeights = Annotated[
    Path | None,
    typer.Option(
        "--weights",
        metavar="FOLDER",
        help="Weights of the model, as train writes them (those of the package if not said).",
        show_default=False,
    ),
]
_Shared = Annotated[
    Path,
    typer.Option("--shared", metavar="FOLDER", help="The folder that holds texts/ and score.py."),
]
_Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files or folders; - is standard input.", show_default=False),
]


def _one_of(*choices: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choices:
            raise typer.BadParameter(f"{value!r} is none of {', '.join(choices)}")
        return value

    return check


def _version(wanted: bool) -> None:
    if wanted:
        print(f"zhibiao {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Reads Chinese government speeches and reports and turns their claims into checked records."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


def _model(no_model: bool, weights: Path | None) -> bool | Path:
    if no_model and weights is not None:
        raise typer.BadParameter("--weights has no use with --no-model")
    return weights if weights is not None else not no_model


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}")
    return name


def _known_headings(name: str | None) -> str | None:
    known = ("name", "en", "zh")
    if name is not None and name not in known:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(known)}")
    return name


@app.command()
def extract(
    paths: _Paths,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=_known_format,
            help=f"How records are written: {', '.join(FORMATS)}. If not said, by the ending of --output, "
            "else jsonl.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, not to standard output.", show_default=False
        ),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="URL",
            help="Save documents and records in this database: the path of an SQLite file, or a URL such as "
            "postgresql://user@host/archive. Nothing goes to standard output then unless --format or --output is given.",
            show_default=False,
        ),
    ] = None,
    headings: Annotated[
        str | None,
        typer.Option(
            "--headings",
            metavar="LANGUAGE",
            callback=_known_headings,
            help="Headings of csv and xlsx: name (csv if not said), en (xlsx if not said) or zh.",
            show_default=False,
        ),
    ] = None,
    no_bom: Annotated[
        bool,
        typer.Option("--no-bom", help="Leave out the byte order mark by which Excel knows UTF-8 in csv."),
    ] = False,
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
    no_model: _NoModel = False,
    weights: _OwnWeights = None,
) -> None:
    """Read documents and give their records.

    Text, HTML, PDF and DOCX are read, tables (CSV, JSON, Parquet) with a document in each row, and archives.
    What cannot be read is named on stderr, the rest goes on, and the exit code is 1.
    """
    from extractor.cli.extracting import Job, run

    own = tuple(patterns or ())
    job = Job(
        tuple(paths),
        format,
        output,
        db,
        own,
        Reading(encoding, input_format, text_column, text_format, own),
        headings=cast("Headings | None", headings),
        bom=False if no_bom else None,
        model=_model(no_model, weights),
    )
    raise typer.Exit(run(job))


@app.command(name="run", short_help="Read a whole archive into a database, on all cores.")
def run_archive(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARCHIVE", help="Folders, or files that hold many documents.", show_default=False
        ),
    ] = None,
    db: Annotated[
        str,
        typer.Option(
            "--db",
            metavar="URL",
            help="The database: the path of an SQLite file, or a URL such as postgresql://user@host/archive.",
        ),
    ] = DEFAULT_DATABASE,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="Processes, or actors of Ray (as many as cores if not said).",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            min=0.1,
            help="How much processor time a document may take; a larger one than a megabyte as much for each.",
        ),
    ] = SECONDS,
    memory_limit: Annotated[
        int,
        typer.Option("--memory-limit", metavar="MB", min=1, help="How much memory each process may take."),
    ] = MEGABYTES,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read documents again that failed in an earlier run.")
    ] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            callback=_one_of("local", "ray"),
            help="local: processes of this machine; ray: a Ray cluster.",
        ),
    ] = "local",
    ray_address: Annotated[
        str | None,
        typer.Option(
            "--ray-address",
            metavar="ADDRESS",
            help="The Ray cluster (that of RAY_ADDRESS, or one of this machine alone, if not said).",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help=f"Where Ray writes parts as Parquet, seen by all machines ({DEFAULT_PARTS} if not said).",
            show_default=False,
        ),
    ] = None,
    no_load: Annotated[
        bool, typer.Option("--no-load", help="Leave the parts of Ray for zhibiao load; touch no database.")
    ] = False,
    status: Annotated[
        bool,
        typer.Option("--status", help="Read nothing; print the account of the database and what failed."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show what fails and nothing else.")] = False,
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
    no_model: _NoModel = False,
    weights: _OwnWeights = None,
) -> None:
    """Read all documents of an archive into a database, and keep account of each.

    Stopped anywhere and started again, it goes on where it was. A document that crashes, hangs or eats memory is set
    aside with its cause, and the rest goes on; the exit code is 1 then.
    """
    from extractor.cli import running

    if status:
        raise typer.Exit(running.status(db))
    if not paths:
        raise typer.BadParameter("give an ARCHIVE, or --status")
    own = tuple(patterns or ())
    job = running.Job(
        tuple(paths),
        db,
        workers,
        time_limit,
        memory_limit,
        retry_failed,
        quiet,
        own,
        Reading(encoding, input_format, text_column, text_format, own),
        model=_model(no_model, weights),
    )
    if engine == "local":
        given = {
            "--ray-address": ray_address is not None,
            "--output": output is not None,
            "--no-load": no_load,
        }
        for name, wanted in given.items():
            if wanted:
                raise typer.BadParameter(f"{name} is for --engine ray")
        raise typer.Exit(running.run(job))
    from extractor.cli.spreading import Spread, run_spread

    spread = Spread(output or Path(DEFAULT_PARTS), ray_address, not no_load)
    raise typer.Exit(run_spread(job, spread))


@app.command(short_help="Load the parts that a Ray cluster made into a database.")
def load(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="The parts with their manifest.", show_default=False),
    ],
    db: Annotated[
        str,
        typer.Option(
            "--db",
            metavar="URL",
            help="The database: an SQLAlchemy URL, or the path of an SQLite file.",
        ),
    ] = DEFAULT_DATABASE,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Load documents again that failed in an earlier run.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Load the parts of `zhibiao run --engine ray --no-load` into a database, and keep account of each document.

    Stopped anywhere and started again, it goes on where it was. A part that is missing or damaged is refused.
    """
    from extractor.cli.spreading import Loading
    from extractor.cli.spreading import load as load_folder

    raise typer.Exit(load_folder(Loading(folder, db, retry_failed, quiet)))


@app.command(short_help="Print the text after all repairs, or what was repaired.")
def clean(
    paths: _Paths,
    log: Annotated[
        bool,
        typer.Option("--log", help="Give the repairs and the doubts left, one a line, not the text."),
    ] = False,
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
) -> None:
    """Print the text as it is after all repairs, or with --log what was repaired."""
    from extractor.cli.cleaning import run

    own = tuple(patterns or ())
    reading = Reading(encoding, input_format, text_column, text_format, own)
    raise typer.Exit(run(tuple(paths), log, own, reading))


def _known_kinds(kinds: list[str] | None) -> list[str] | None:
    for kind in kinds or ():
        if kind not in KINDS:
            raise typer.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}")
    return kinds


def _known_verdicts(verdicts: list[str] | None) -> list[str] | None:
    for verdict in verdicts or ():
        if verdict not in VERDICTS:
            raise typer.BadParameter(f"{verdict!r} is none of {', '.join(VERDICTS)}")
    return verdicts


def _is_page(output: str | None) -> bool:
    return output is not None and Path(output).suffix.lower() in (".html", ".htm")


@app.command(short_help="Mark the records in the source text, here or on a page.")
def show(
    paths: _Paths,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            callback=_known_kinds,
            help=f"Show records of this kind only; may be given several times: {', '.join(KINDS)}.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[bool, typer.Option("--only", help="Leave out lines without a record.")] = False,
    color: Annotated[
        str,
        typer.Option(
            "--color",
            metavar="WHEN",
            callback=_one_of("auto", "always", "never"),
            help="Mark in colour: always, never (brackets instead), or auto: where a terminal shows it.",
        ),
    ] = "auto",
    html: Annotated[
        bool,
        typer.Option(
            "--html",
            help="Give one page for the browser, which needs nothing beside it; so does an --output that "
            "ends in .html.",
        ),
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, not to standard output.", show_default=False
        ),
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="LANGUAGE",
            callback=_one_of(*LANGUAGES),
            help="The language around the text: en or zh.",
        ),
    ] = "en",
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
    no_model: _NoModel = False,
    weights: _OwnWeights = None,
) -> None:
    """Print the source text with its records marked, or with --html give a page to read and check them."""
    from extractor.cli.showing import Colour, Job, run

    own = tuple(patterns or ())
    job = Job(
        tuple(paths),
        tuple(kinds or ()),
        only,
        cast(Colour, color),
        html or _is_page(output),
        output,
        cast(Language, lang),
        own,
        Reading(encoding, input_format, text_column, text_format, own),
        model=_model(no_model, weights),
    )
    raise typer.Exit(run(job))


@app.command(short_help="Check the stated percentages, sums and counts against each other.")
def audit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files or folders; - is standard input.", show_default=False),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="URL",
            help="Audit the documents of a database that extract --db wrote, and write the findings there.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=_one_of(*AUDIT_FORMATS),
            help=f"How findings are written: {', '.join(AUDIT_FORMATS)}.",
        ),
    ] = "table",
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="LANGUAGE",
            callback=_one_of(*LANGUAGES),
            help="The language around the findings: en or zh.",
        ),
    ] = "en",
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="VERDICT",
            callback=_known_verdicts,
            help=f"Leave with exit code 3 where a finding has this verdict; may be given several times: "
            f"{', '.join(VERDICTS)}.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, not to standard output.", show_default=False
        ),
    ] = None,
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
    no_model: _NoModel = False,
    weights: _OwnWeights = None,
) -> None:
    """Recompute what documents state from the figures that they give, and print a finding for each check.

    All documents of a run are held against each other too. What cannot be read is named on stderr, the rest
    goes on, and the exit code is 1.
    """
    from extractor.cli.auditing import Job, run

    own = tuple(patterns or ())
    job = Job(
        tuple(paths or ()),
        db,
        format,
        cast(Language, lang),
        output,
        tuple(fail_on or ()),
        own,
        Reading(encoding, input_format, text_column, text_format, own),
        model=_model(no_model, weights),
    )
    raise typer.Exit(run(job))


@app.command(short_help="Print the JSON Schema of the records.")
def schema(
    of: Annotated[
        str, typer.Option("--of", metavar="WHAT", help="What to describe: record (one line) or speech.")
    ] = "record",
) -> None:
    """Print the JSON Schema of a record, or of a whole document with its records."""
    from extractor.cli.contract import run

    raise typer.Exit(run(of))


@app.command(short_help="Write the least certain records for a person to correct.")
def review(
    paths: _Paths,
    uncertain: Annotated[
        int, typer.Option("--uncertain", metavar="N", min=1, help="How many records to write.")
    ] = 50,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            callback=_known_kinds,
            help=f"Only records of this kind; may be given several times: {', '.join(KINDS)}.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, not to standard output.", show_default=False
        ),
    ] = None,
    encoding: Encoding = None,
    input_format: InputFormat = None,
    text_column: TextColumn = None,
    text_format: TextFormat = None,
    patterns: _OwnPatterns = None,
    weights: _OwnWeights = None,
) -> None:
    """Write the sentences of the least certain records as JSON Lines.

    Correct the records in them, set "checked" to true, and give the file to train --with.
    """
    from extractor.cli.reviewing import Job, run

    own = tuple(patterns or ())
    job = Job(
        tuple(paths),
        uncertain,
        tuple(kinds or ()),
        output,
        own,
        Reading(encoding, input_format, text_column, text_format, own),
        model=_model(False, weights),
    )
    raise typer.Exit(run(job))


@app.command(short_help="Rebuild the weights of the model.")
def train(
    shared: _Shared = Path("../shared"),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Write the weights here (over those of the package if not said).",
            show_default=False,
        ),
    ] = None,
    corrected: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="Learn from a corrected file of review as well; may be given several times.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Rebuild the weights of the model from the annotations and the texts. Needs zhibiao[train]."""
    from extractor.cli.training import run_training

    raise typer.Exit(run_training(shared, output, tuple(corrected or ())))


@app.command(short_help="Measure rules and model on annotated passages.")
def evaluate(
    shared: _Shared = Path("../shared"),
    split: Annotated[
        str,
        typer.Option(
            "--split",
            metavar="SPLIT",
            callback=_one_of("test", "dev", "train"),
            help="Which annotated passages: test, dev or train.",
        ),
    ] = "test",
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", callback=_one_of("table", "json"), help="table or json."
        ),
    ] = "table",
    weights: _OwnWeights = None,
) -> None:
    """Print precision, recall and F1 by kind and genre for rules only, model only and both, and a calibration."""
    from extractor.cli.training import run_evaluation

    raise typer.Exit(run_evaluation(shared, split, format, weights))
