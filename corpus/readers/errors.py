"""The one error that readers raise."""

from __future__ import annotations


class ReadError(Exception):
    """A file that cannot be read; the message is one line that names the file and the cause.

    >>> str(ReadError("a.txt", "is empty"))
    'a.txt: is empty'
    """

    def __init__(self, path: str, cause: str) -> None:
        self.path = path
        self.cause = " ".join(cause.split())
        super().__init__(f"{self.path}: {self.cause}")

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Let it pass between processes; an exception is made anew from its message alone otherwise."""
        return type(self), (self.path, self.cause)
