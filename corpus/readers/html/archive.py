"""Opens web archives (.mht), which hold a page and its pictures as a mail message holds its parts."""

from __future__ import annotations

_PAGES = ("text/html", "application/xhtml+xml")


def page_in(data: bytes) -> bytes | None:
    """Return the first page of a web archive, None where there is none.

    The encoding that its header names is often wrong; that of the page is found as for any other.

    >>> page_in(b"MIME-Version: 1.0\\nContent-Type: text/html; charset=gbk\\n\\n<p>5%</p>")
    b'<p>5%</p>'
    """
    from email import message_from_bytes

    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() in _PAGES and isinstance(body := part.get_payload(decode=True), bytes):
                return body
    except RecursionError:
        # Parts within parts without end.
        return None
    return None
