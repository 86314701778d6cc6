"""Takes out what the site put around the document: navigation, share bars, notices, pictures."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns
from patterns.expressions import compiled

NAME = "site"

_TAIL_FROM = 0.6
_LONGEST_LINE = 200


@lru_cache(maxsize=8)
def _compiled(patterns: Patterns) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = patterns.boilerplate
    lines = "|".join([*map(re.escape, data.words), *data.lines])
    return (
        compiled(rf"\s*(?:{lines})\s*"),
        compiled("|".join(data.inline)),
        compiled(rf"\s*(?:{'|'.join(data.tails)})\s*"),
        frozenset(data.short),
    )


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop lines and stretches that belong to the page and not to the document, so that nothing is read from
    them.

    >>> apply(AlignedText.of("下载\\n打印\\n全县会议讲话\\n"), Patterns()).text.text
    '全县会议讲话\\n'
    """
    line, inline, tail, short = _compiled(patterns)
    dropped: list[tuple[int, int]] = []
    trail: list[tuple[int, int, bool]] = []
    at = 0
    content = text.text
    tail_from = len(content) * _TAIL_FROM
    while at < len(content):
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        past = min(end + 1, len(content))
        if end - at <= _LONGEST_LINE and end > at:
            this = content[at:end]
            if at >= tail_from and tail.fullmatch(this):
                dropped.append((at, len(content)))
                break
            if line.fullmatch(this):
                dropped.append((at, past))
            if len(this) <= 16:
                trail.append((at, past, this.strip() in short))
            else:
                dropped.extend(_navigation(trail))
                trail.clear()
        elif end > at:
            dropped.extend(_navigation(trail))
            trail.clear()
        at = past
    dropped.extend(_navigation(trail))
    dropped.extend(_whole_line(content, *match.span()) for match in inline.finditer(content))
    edits = [Edit(start, end, "") for start, end in _joined(dropped)]
    return mended(text, edits, NAME, "lines and notices of the site dropped")


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the line end along where nothing else stands on the line."""
    alone = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] == "\n"
    return (start, end + 1) if alone else (start, end)


def _navigation(trail: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Return a trail of navigation (home > topic > page) among short lines that stand together."""
    marks = [index for index, (_, _, known) in enumerate(trail) if known]
    if len(marks) < 3:
        return []
    # A trail runs from its first to its last mark and the one line after it.
    last = min(marks[-1] + 1, len(trail) - 1)
    return [(start, end) for start, end, _ in trail[marks[0] : last + 1]]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
