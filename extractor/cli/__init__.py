"""The command `zhibiao`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from extractor.cli.interrupting import INTERRUPTED
from extractor.cli.messages import say
from extractor.cli.output import output_failed

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0: all went well. 1: something could not be read or written; the rest was done. 2: the command line
    itself is wrong. 130: interrupted. 141: the reader of standard output went away. 143: `run` was told to end
    by SIGTERM. Every error is one line on stderr.

    Args:
        arguments: what follows the command's name; by default that of the process.

    >>> try:
    ...     main(["--version"])
    ... except SystemExit as end:
    ...     end.code
    zhibiao 0.1.0
    0
    """
    # Records and help are UTF-8 whatever the locale says.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    from typer import Abort

    from extractor.cli.app import app

    try:
        code = app(args=arguments, prog_name="zhibiao", standalone_mode=False)
    except Abort:
        return INTERRUPTED
    except OSError as error:
        # The help or the version could not be written.
        return output_failed(error)
    except Exception as error:
        # Typer's usage errors come from the click it brings, or from click itself in older releases.
        if not hasattr(error, "format_message"):
            raise
        say(_usage(error))
        return USAGE_ERROR
    return code if isinstance(code, int) else 0


def _usage(error: Exception) -> str:
    message: str = error.format_message()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "zhibiao"
    return f"{message.rstrip('.')} (see {command} --help)"
