"""Findings and the documents that they are about, for the tests of the report."""

from __future__ import annotations

from typing import Any

from schemas import Place, Source, Speech
from schemas.findings import Finding

REPORT = (
    "一、去年工作回顾\n"
    "全县引进内资24.6亿元，完成市下达任务20亿元的113%。财政收入8.4亿元，比上年的7.5亿元增长12%。\n"
    "二、今年安排\n"
    "粮食总产量达到30万吨左右，工业占全部产值的45.2%。\n"
)
FLASH = "据快报数，云岭县去年财政收入8.1亿元。\n"


def figure(text: str, quote: str, role: str, doc_id: str, name: str = "", nth: int = 0) -> dict[str, Any]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    start = max(text.rfind(stop, 0, at) for stop in "。\n") + 1
    ends = [end for stop in "。\n" if (end := text.find(stop, at)) >= 0]
    return {
        "role": role,
        "doc_id": doc_id,
        "name": name,
        "quote": quote,
        "start": at,
        "end": at + len(quote),
        "sentence": text[start : min(ends) + 1].strip(),
        "section": ("一、去年工作回顾",) if "回顾" in text[:at] else (),
    }


def bounds(low: str | None, high: str | None, unit: str = "%", **more: Any) -> dict[str, Any]:
    return {"low": low, "high": high, "unit": unit, **more}


def finding(text: str = REPORT, doc_id: str = "report", **more: Any) -> Finding:
    """A completion rate that does not fit, unless told otherwise."""
    given: dict[str, Any] = {
        "id": "completion",
        "check": "completion",
        "verdict": "inconsistent",
        "strength": "same_sentence",
        "severity": "high",
        "stated": bounds("112.5", "113.5"),
        "computed": bounds("122.4390243902439", "123.5897435897436"),
        "formula": "24.6亿元 ÷ 20亿元 = 122.4…123.6%",
        "diagnosis": "113% 与 123% 差一个数字",
    }
    if "figures" not in more:
        parts = (("24.6亿元", "actual"), ("20亿元", "plan"), ("113%", "rate"))
        given["figures"] = [figure(text, quote, role, doc_id, "引进内资") for quote, role in parts]
    return Finding.model_validate({**given, **more})


def findings() -> list[Finding]:
    growth = [
        figure(REPORT, "8.4亿元", "level", "report", "财政收入"),
        figure(REPORT, "7.5亿元", "base", "report", "财政收入"),
        figure(REPORT, "12%", "growth", "report", "财政收入"),
    ]
    return [
        finding(
            id="growth",
            check="growth",
            verdict="consistent",
            severity=None,
            stated=bounds("11.5", "12.5"),
            computed=bounds("10.596", "13.423"),
            formula="8.4亿元 ÷ 7.5亿元 − 1 = 10.6…13.4%",
            diagnosis=None,
            figures=growth,
        ),
        finding(
            id="restated",
            check="growth_and_base",
            verdict="restated",
            strength="cross_document",
            severity="low",
            stated=bounds("835000000", "845000000", "CNY"),
            computed=bounds("805000000", "815000000", "CNY"),
            formula="8.4亿元 ≠ 8.1亿元",
            diagnosis=None,
            figures=[growth[0] | {"role": "later"}, figure(FLASH, "8.1亿元", "earlier", "flash", "财政收入")],
        ),
        finding(
            id="share",
            check="share",
            verdict="not_checkable",
            strength="same_section",
            severity=None,
            stated=bounds("45.15", "45.25"),
            computed=None,
            formula="",
            reason="没有写出全部产值",
            diagnosis=None,
            figures=[figure(REPORT, "45.2%", "share", "report", "工业")],
        ),
        finding(),
    ]


def speeches() -> list[Speech]:
    place = Place(name="云岭县")
    return [
        Speech(
            doc_id="report",
            title="政府工作报告",
            place=place,
            source=Source(path="a/report.txt"),
            text=REPORT,
        ),
        Speech(doc_id="flash", title="统计快报", place=place, source=Source(path="a/flash.txt"), text=FLASH),
    ]
