"""The contract as JSON Schema (draft 2020-12), made from the models."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from schemas.records import record_adapter
from schemas.speech import Speech

CONTRACT_VERSION: Final = "1.0"
"""The version of the contract: the first number changes where a field goes or changes its meaning, the second
where fields or values are added."""

_SCHEMAS: Final[dict[str, tuple[TypeAdapter[Any], str]]] = {
    "record": (record_adapter, "A record of zhibiao: one line of its JSON Lines"),
    "speech": (TypeAdapter(Speech), "A document with its records, as zhibiao holds it"),
}

SUBJECTS: Final = tuple(_SCHEMAS)
"""What there is a schema of."""


def json_schema(subject: str = "record") -> dict[str, Any]:
    """Return the JSON Schema of what `model_dump_json()` gives of a record or of a speech.

    A record is one of its kinds (`oneOf`, told apart by `kind`). Every field is required, as nothing is left
    out, and others are refused; stated figures are strings with a pattern, dates strings of the format `date`.

    Raises:
        ValueError: there is no schema of that name.

    >>> schema = json_schema("record")
    >>> schema["$id"], sorted(schema["discriminator"]["mapping"])
    ('urn:zhibiao:record:1.0', ['actual', 'completion', 'measure', 'project', 'target'])
    """
    if subject not in _SCHEMAS:
        raise ValueError(f"no schema of {subject!r}; there are: {', '.join(SUBJECTS)}")
    adapter, title = _SCHEMAS[subject]
    schema = adapter.json_schema(mode="serialization")
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:zhibiao:{subject}:{CONTRACT_VERSION}",
        "title": title,
    }
    return {**head, **{key: part for key, part in schema.items() if key not in head}}
