"""What goes wrong when records are stored."""

from __future__ import annotations


class StoreError(Exception):
    """A database or output that cannot be opened, read or written; the message is one line that names it."""
