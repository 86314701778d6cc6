"""`zhibiao schema`: the contract as JSON Schema."""

from __future__ import annotations

import json

from extractor.cli.messages import reason, say
from extractor.cli.output import BROKEN_PIPE, abandon_standard_output, opened


def run(subject: str) -> int:
    """Print the JSON Schema of a subject; return the exit code, 2 where there is none of that name."""
    from schemas.json_schema import json_schema

    try:
        text = json.dumps(json_schema(subject), ensure_ascii=False, indent=2) + "\n"
    except ValueError as error:
        say(error)
        return 2
    try:
        with opened(None) as out:
            out.write(text.encode())
    except BrokenPipeError:
        abandon_standard_output()
        return BROKEN_PIPE
    except OSError as error:
        abandon_standard_output()
        say(f"standard output: {reason(error)}")
        return 1
    return 0
