"""Reads the head and the signature of a document: title, dates, issuer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from corpus.source import Metadata
from corpus.structure.cues import Cues
from corpus.structure.numerals import DATE, YEAR_DIGITS, date_of, year_number
from schemas.speech import DateSource

_HEAD_LINES = 200
_HEAD_CHARS = 6000
_TAIL_CHARS = 2500
# A numbered line is a heading of the text, never its title.
_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?[0-9]{1,2}[）)、．])")
# Words that no line of a title ends with unless it goes on in the next.
_OPEN = ("和", "与", "及", "暨", "、")
_MAX_TITLE = 70
_MOST_SIGNERS = 3
_LINE = re.compile(r"[^\n]+")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}")
_MEETING = re.compile(r"会议|大会|会上|全会|论坛|仪式|通过|人大")
_YEAR_AT_MEETING = re.compile(rf"^[\s（(—\-–]*({YEAR_DIGITS})\s?年[^，。]{{0,10}}在.{{2,40}}(?:大会|会议)")
_RUNNING_MARKS = re.compile("[，。；,;]")
_FIRST_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、|（一）|\(一\)")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_SITE_TAIL = re.compile(r"[_|].*$|-[^-]{2,10}(?:网|人大|政府)$|\.(?:docx?|pdf|txt)$")


@dataclass(slots=True)
class Head:
    """What the head of a document says.

    `year` is the year of `date`, or one named without a day (——2019年2月 日在…大会上). `body` is the offset
    where the text begins; `web_lines` are lines with a date of the web page.
    """

    title: str | None
    date: dt.date | None
    date_source: DateSource | None
    year: int | None
    upload_date: dt.date | None
    issuer: str | None
    body: int
    web_lines: tuple[tuple[int, int], ...] = ()

    def completed(self, given: Metadata) -> Head:
        """Return the same head with what it lacks taken from what is known beside the text.

        A title that runs over several lines is whole there.

        >>> Head(None, None, None, None, None, None, 0).completed(Metadata(title="政府工作报告")).title
        '政府工作报告'
        """
        dated = self.date is None and self.year in (None, given.date and given.date.year)
        return replace(
            self,
            title=_whole_title(self.title, given.title),
            date=given.date if dated else self.date,
            date_source="metadata" if dated and given.date else self.date_source,
            year=given.date.year if dated and given.date else self.year,
            upload_date=self.upload_date or given.upload_date,
            issuer=self.issuer or given.issuer,
        )


def _whole_title(read: str | None, given: str | None) -> str | None:
    if read and given and "".join(given.split()).startswith("".join(read.split())):
        return given
    return read or given


def read_head(text: str, cues: Cues) -> Head:
    """Read title, dates and issuer from the first and last lines of a text.

    >>> from corpus.structure.cues import compiled
    >>> from patterns import load
    >>> head = read_head(
    ...     "政府工作报告\\n——2031年1月9日在青溪县第九届人民代表大会上\\n青溪县县长 某某\\n各位代表：\\n略。",
    ...     compiled(load()),
    ... )
    >>> head.title, head.date.isoformat(), head.date_source, head.issuer
    ('政府工作报告', '2031-01-09', 'heading', '青溪县人民政府')
    """
    lines, body = _head_lines(text, cues)
    date: dt.date | None = None
    source: DateSource | None = None
    year: int | None = None
    upload: dt.date | None = None
    web_lines: list[tuple[int, int]] = []
    for start, end in lines:
        line = text[start:end]
        match = DATE.search(line)
        if match is None or (found := date_of(match)) is None:
            if year is None and (named := _YEAR_AT_MEETING.match(line)):
                year = year_number(named[1])
            continue
        if cues.own_date_label.search(line, 0, match.start() + 1):
            date, source = date or found, source or "heading"
        elif cues.upload_label.search(line, 0, match.start() + 1) or _is_web_date(line, match):
            upload = upload or found
            web_lines.append((start, end))
        elif date is None and (_stands_alone(line, match) or _MEETING.search(line, match.end())):
            date, source = found, "heading"
    if date is None and (signed := _signature_date(text, cues)):
        date, source = signed, "signature"
    title, below = _title(text, lines, cues)
    return Head(
        title=title,
        date=date,
        date_source=source,
        year=date.year if date else year,
        upload_date=upload,
        issuer=_issuer(text, lines[below:], cues),
        body=body,
        web_lines=tuple(web_lines),
    )


def _is_web_date(line: str, match: re.Match[str]) -> bool:
    return bool(_STAMP.search(line)) or ("年" not in match[0] and not _MEETING.search(line))


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    rest = line[: match.start()] + line[match.end() :]
    return len(re.sub(r"[\s（()）—\-–,，]", "", rest)) <= 2


def _head_lines(text: str, cues: Cues) -> tuple[list[tuple[int, int]], int]:
    """Return the lines before the address or the first running text, and the offset where that begins."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, 0, _HEAD_CHARS):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        marks = len(_RUNNING_MARKS.findall(text, start, min(end, start + 400)))
        running = (end - start > _MAX_TITLE and marks >= 2) or (text[end - 1] in "。；" and end - start > 15)
        if (
            running
            or len(lines) >= _HEAD_LINES
            or cues.greeting.match(text, start, end)
            or _FIRST_HEADING.match(text, start, end)
            or (not lines and _NUMBERED.match(text, start, end))
        ):
            return lines, start
        lines.append((start, end))
    return lines, lines[-1][1] if lines else 0


def _title(text: str, lines: list[tuple[int, int]], cues: Cues) -> tuple[str | None, int]:
    """Return the first line, or several lines together, that end as titles do, and where what is below begins."""
    texts = [_INVISIBLE.sub("", text[a:b]) for a, b in lines]
    for index, line in enumerate(texts):
        if cues.not_title.search(line) or DATE.match(line.lstrip("（(—-–")) or line.endswith(("：", ":")):
            continue
        if _NUMBERED.match(line):
            continue
        line = re.sub(r"^标题[:：]", "", line)
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if line.endswith(_OPEN) and following.endswith(_OPEN) and index + 2 < len(texts):
            line, following = line + following, texts[index + 2]
        if not cues.title_end.search(line) and _goes_on(line, following, cues):
            line += following
        if 4 <= len(line) <= _MAX_TITLE and cues.title_end.search(line):
            return _SITE_TAIL.sub("", line), index + 1
    return None, 0


def _goes_on(line: str, following: str, cues: Cues) -> bool:
    """Tell whether a title is broken in two: 政府工作报 / 告."""
    return (
        1 <= len(following) <= 30
        and len(line) + len(following) <= _MAX_TITLE
        and not cues.not_title.search(following)
        and cues.title_end.search(line + following) is not None
        and (len(following) <= 4 or len(line) > 12)
    )


def _signature_date(text: str, cues: Cues) -> dt.date | None:
    """Return the date that stands on a line of its own near the end."""
    for match in _LINE.finditer(text, max(0, len(text) - _TAIL_CHARS)):
        line = match[0].strip()
        if len(line) > 60 or cues.upload_label.search(line):
            continue
        date = DATE.search(line)
        if date is None or "年" not in date[0]:
            continue
        if (_stands_alone(line, date) or re.search("印发|发布$", line)) and (found := date_of(date)):
            return found
    return None


def _issuer(text: str, lines: list[tuple[int, int]], cues: Cues) -> str | None:
    """Return the body that a signature, an officer's line or the opening sentence names."""
    tail = (m[0] for m in _LINE.finditer(text, max(0, len(text) - _TAIL_CHARS)))
    signed = (re.sub(r"\s", "", line) for line in tail if len(line) <= 60)
    signers = list(dict.fromkeys(line for line in signed if cues.body_line.match(line)))
    if 0 < len(signers) <= _MOST_SIGNERS:
        return "、".join(signers)
    for start, end in lines:
        line = re.sub(r"\s+", " ", text[start:end])
        bare = line.replace(" ", "")
        if cues.body_line.match(bare) and not cues.not_title.search(bare):
            return bare
        if match := cues.body_officer.search(line):
            return match[1] or match[2]
        if match := cues.place_officer.search(line):
            return f"{match[1]}人民政府"
        if match := cues.body_label.search(line):
            return match[1]
    match = cues.on_behalf.search(text, 0, _HEAD_CHARS)
    return match[1] if match else None
