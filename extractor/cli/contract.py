"""`zhibiao schema`: the contract as JSON Schema."""

from __future__ import annotations

import json

from extractor.cli.messages import say
from extractor.cli.output import print_bytes


def run(subject: str) -> int:
    """Print the JSON Schema of a subject; return the exit code, 2 where there is none of that name."""
    from schemas.json_schema import json_schema

    try:
        text = json.dumps(json_schema(subject), ensure_ascii=False, indent=2) + "\n"
    except ValueError as error:
        say(error)
        return 2
    return print_bytes(text.encode())
