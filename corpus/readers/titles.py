"""Tells the title of a document from what programs put into the title field of their files."""

from __future__ import annotations

import re

_LONGEST = 120
_LEAST_HANZI = 5
_HANZI = re.compile("[\u3400-\u9fff]")
# Names of files, names of programs, and what templates bring along.
_NO_TITLE = re.compile(
    r"\.(?:docx?|docm|dotx?|wps|wpt|pdf|html?|txt|rtf|odt|xlsx?|et|pptx?|indd|fbd|tmp)\s*$"
    r"|^(?:Microsoft|WPS|PowerPoint|Word|Excel|Adobe)\b|[\\/]"
    r"|^(?:新建|未命名|无标题|文档|演示文稿|幻灯片|单击此处)|\ufffd",
    re.IGNORECASE,
)


def plausible_title(text: str | None) -> str | None:
    """Return a title field as a title, or None where it holds the name of a file or program, or too little.

    >>> plausible_title(" 砚溪县2019年预算执行情况的报告 ")
    '砚溪县2019年预算执行情况的报告'
    >>> plausible_title("Microsoft Word - 预算执行情况报告.doc"), plausible_title("标题")
    (None, None)
    """
    title = " ".join((text or "").replace("\0", "").split())
    if len(title) > _LONGEST or len(_HANZI.findall(title)) < _LEAST_HANZI or _NO_TITLE.search(title):
        return None
    return title
