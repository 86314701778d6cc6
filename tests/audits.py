"""What the tests of the audit share: sentences of ours in a short report, and what the audit says of them."""

from __future__ import annotations

from extractor import extract
from extractor.audit import audit
from schemas import Finding, Speech

HEAD = "关于雁浦县2018年预算执行情况和2019年预算草案的报告\n2019年1月15日\n"


def report(text: str, head: str = HEAD) -> Speech:
    """Read a text of ours as a report of 2019 on the year before."""
    return extract(head + text)


def findings(text: str, check: str | None = None, head: str = HEAD) -> list[Finding]:
    """Audit a text of ours; keep the findings of one check where it is named."""
    return [f for f in audit([report(text, head)]) if check is None or f.check == check]


def only(text: str, check: str, head: str = HEAD) -> Finding:
    """Return the one finding of a check."""
    found = findings(text, check, head)
    assert len(found) == 1, [(f.check, f.verdict, f.formula) for f in found]
    return found[0]


def accused(text: str) -> list[tuple[str, str]]:
    """Return what is called wrong or put in question."""
    wrong = ("inconsistent", "questionable")
    return [(f.check, f.formula) for f in findings(text) if f.verdict in wrong]
