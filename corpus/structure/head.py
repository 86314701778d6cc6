"""Reads the head and the signature of a document: title, dates, issuer, level, kind."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from corpus.structure.numerals import DATE, date_of
from patterns.alternation import alternation
from patterns.structure import StructureCues
from schemas.speech import DateSource

_HEAD_LINES = 80
_HEAD_CHARS = 4000
_TAIL_CHARS = 2500
_MAX_TITLE = 70
_LINE = re.compile(r"[^\n]+")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}")
_MEETING = re.compile(r"会议上|大会上|会上|全会上|论坛上|仪式上|通过|第[一二三四五六七八九十]+次会议")


@dataclass(slots=True)
class Head:
    """What the head of a document says; `body` is the offset where its text begins."""

    title: str | None
    date: dt.date | None
    date_source: DateSource | None
    upload_date: dt.date | None
    issuer: str | None
    body: int


def read_head(text: str, cues: StructureCues) -> Head:
    """Read title, dates and issuer from the first and last lines of a text.

    >>> from patterns import load
    >>> text = "政府工作报告\\n——2031年1月9日在青溪县第九届人民代表大会第一次会议上\\n青溪县县长 某某\\n各位代表：\\n现在报告工作。"
    >>> head = read_head(text, load().structure)
    >>> head.title, head.date.isoformat(), head.date_source
    ('政府工作报告', '2031-01-09', 'heading')
    """
    head, body = _head_lines(text, cues)
    title = _title(text, head, cues)
    date: dt.date | None = None
    source: DateSource | None = None
    upload: dt.date | None = None
    labels = re.compile(alternation(cues.upload_labels) + r"[\s\u3000]*[:：]")
    own_labels = re.compile(alternation(cues.own_date_labels) + r"[\s\u3000]*[:：]")
    for start, end in head:
        line = text[start:end]
        match = DATE.search(line)
        if match is None or (found := date_of(match)) is None:
            continue
        if own_labels.search(line, 0, match.start() + 1):
            date, source = date or found, source or "heading"
        elif labels.search(line, 0, match.start() + 1) or _STAMP.search(line) or _bare_web_date(line, match):
            upload = upload or found
        elif date is None and (_stands_alone(line, match) or _MEETING.search(line, match.end())):
            date, source = found, "heading"
    if date is None:
        signed = _signature_date(text, labels)
        if signed is not None:
            date, source = signed, "signature"
    return Head(title, date, source, upload, _issuer(text, head, cues), body)


def _bare_web_date(line: str, match: re.Match[str]) -> bool:
    return "年" not in match[0] and not _MEETING.search(line)


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    rest = line[: match.start()] + line[match.end() :]
    return len(re.sub(r"[\s（()）—\-–,，]", "", rest)) <= 2


def _head_lines(text: str, cues: StructureCues) -> tuple[list[tuple[int, int]], int]:
    """Return the lines before the address or the first line that is running text, and where the body begins."""
    greeting = re.compile(alternation(cues.greetings))
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, 0, _HEAD_CHARS):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        if len(lines) >= _HEAD_LINES or greeting.match(text, start, end):
            return lines, start
        sentence = sum(text[start:end].count(mark) for mark in "，。；,;")
        if end - start > _MAX_TITLE and sentence >= 2:
            return lines, start
        if re.match(r"[一二三四五六七八九十]、|（一）|\(一\)", text[start:end]) or (
            text[end - 1] in "。；" and end - start > 15
        ):
            return lines, start
        lines.append((start, end))
    return lines, lines[-1][1] if lines else 0


def _title(text: str, lines: list[tuple[int, int]], cues: StructureCues) -> str | None:
    ends = re.compile(
        alternation(cues.title_heads)
        + r"(?:稿|》)?(?:\s*[（(][^（）()]{1,8}[）)])?(?:[\s_\-—|].{0,30}|\.docx?|\.pdf)?$"
    )
    refused = re.compile(alternation(cues.not_titles))
    best: str | None = None
    texts = [re.sub(r"\s+", "", text[a:b]) for a, b in lines]
    for index, line in enumerate(texts):
        if refused.search(line) or DATE.match(line.lstrip("（(—-–")) or line.endswith(("：", ":")):
            continue
        line = re.sub(r"^标题[:：]|\.(?:docx?|pdf|txt)$", "", line)
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if not ends.search(line) and 2 <= len(following) <= 30 and not refused.search(following):
            joined = line + following
            if (
                len(joined) <= _MAX_TITLE
                and ends.search(joined)
                and not ends.search(following[-2:] if len(following) > 4 else "")
            ):
                line = joined
        if 4 <= len(line) <= _MAX_TITLE and ends.search(line):
            best = re.sub(r"[_|].*$|-[^-]{2,10}(?:网|人大)$", "", line)
            break
    return best


def _signature_date(text: str, upload: re.Pattern[str]) -> dt.date | None:
    tail = max(0, len(text) - _TAIL_CHARS)
    found: dt.date | None = None
    for match in _LINE.finditer(text, tail):
        line = match[0].strip()
        if len(line) > 60 or upload.search(line):
            continue
        date = DATE.search(line)
        if (
            date is not None
            and "年" in date[0]
            and (_stands_alone(line, date) or re.search("印发|发布$", line))
        ):
            found = found or date_of(date)
    return found


def _issuer(text: str, lines: list[tuple[int, int]], cues: StructureCues) -> str | None:
    """Return the body that a signature, an officer's line or an opening sentence names."""
    name = r"(?:中国?共产?党?)?[\u4e00-\u9fff]{2,14}?"
    body = alternation(cues.bodies)
    own_line = re.compile(rf"^(?:中共)?[\u4e00-\u9fff]{{2,16}}?{body}$")
    tail_lines = [m[0] for m in _LINE.finditer(text, max(0, len(text) - _TAIL_CHARS))]
    signed = [re.sub(r"\s", "", line) for line in tail_lines if len(line) <= 60]
    signers = [line for line in signed if own_line.match(line)]
    if signers:
        return "、".join(dict.fromkeys(signers))
    officers = alternation(cues.offices)
    for start, end in lines:
        line = re.sub(r"[\s\u3000]+", " ", text[start:end])
        if own_line.match(line.replace(" ", "")):
            return line.replace(" ", "")
        if match := re.search(rf"(国务院)总理|({name}{body})(?:党组书记、)?{officers}", line):
            return match[1] or match[2]
        if match := re.search(
            rf"(?:^|上\s?)([\u4e00-\u9fff]{{2,10}}?[省市县区州盟旗])(?:代理?)?(?:人民政府)?{officers}(?: |$)",
            line,
        ):
            return f"{match[1]}人民政府"
        if match := re.search(rf"发[文布]?机[关构][:：] ?({name}{body})", line):
            return match[1]
    opening = text[: _HEAD_CHARS // 2]
    if match := re.search(
        rf"(?:代表|受)(国务院|{name}(?:人民政府|县政府|市政府|省政府|常务委员会))", opening
    ):
        return match[1]
    return None
