"""A document that has every kind of record and nearly every field, for the tests of the store."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from schemas import (
    Actual,
    Comparability,
    Comparison,
    Completion,
    Evidence,
    Flag,
    Indicator,
    Measure,
    Part,
    Period,
    Place,
    Plan,
    Project,
    Quantity,
    Record,
    Relation,
    Repair,
    Section,
    Source,
    Speech,
    Target,
)

TEXT = "青禾县2024年完成内资12.50亿元，为年计划10亿元的125%。\r\n设立基金，建设云溪水厂。"


def evidence(start: int, end: int) -> Evidence:
    return Evidence(
        start=start, end=end, quote=TEXT[start:end], sentence=TEXT[:33], section=("一、回顾", "1、招商")
    )


def county_speech(doc_id: str = "d1", path: str | None = "a.txt", sha256: str | None = "00ff") -> Speech:
    place = Place(name="青禾县", code="990001", valid_from=1980, valid_to=None, successor="青禾区")
    year = Period(label="2024", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31), text="2024年")
    indicator = Indicator(text="内资", code="domestic_capital_actual", scope="全县", start=10, end=12)
    records: tuple[Record, ...] = (
        Actual(
            id=f"{doc_id}-actual",
            doc_id=doc_id,
            basis="level",
            indicator=indicator,
            quantity=Quantity(
                text="12.50亿元", value=Decimal("1250000000"), unit="CNY", resolution=Decimal("1000000")
            ),
            period=year,
            place=place,
            scope="全县",
            vintage="flash",
            comparability=Comparability(type="real", text="按可比价"),
            comparison=Comparison(type="yoy", base_period="2023", base_status="actual", text="比上年"),
            evidence=evidence(12, 19),
            confidence=0.98,
            source="rule:level",
        ),
        Target(
            id=f"{doc_id}-target",
            doc_id=doc_id,
            basis="level",
            indicator=indicator.model_copy(update={"inherited": True, "start": None, "end": None}),
            quantity=Quantity(
                text="10亿元至11亿元",
                low=Decimal("1000000000"),
                high=Decimal("1100000000"),
                unit="CNY",
                bound="range",
            ),
            plan=Plan(version="own_goal", issuer="县政府", text="年计划"),
            modality="确保",
            evidence=evidence(24, 28),
        ),
        Completion(
            id=f"{doc_id}-rate",
            doc_id=doc_id,
            indicator=indicator,
            quantity=Quantity(text="125%", value=Decimal(125), unit="%", resolution=Decimal(1)),
            relations=(
                Relation(type="completion_of", id=f"{doc_id}-actual"),
                Relation(type="plan_of", id=f"{doc_id}-target"),
            ),
            evidence=evidence(29, 33),
        ),
        Measure(
            id=f"{doc_id}-measure",
            doc_id=doc_id,
            text="设立基金",
            status="planned",
            action="设立",
            object="基金",
            body="县财政",
            deadline=Period(label="2025"),
            amounts=(f"{doc_id}-target", f"{doc_id}-actual"),
            evidence=evidence(36, 40),
        ),
        Project(
            id=f"{doc_id}-project",
            doc_id=doc_id,
            name="云溪水厂",
            stage="under_construction",
            investment=Decimal("50000000"),
            investment_unit="CNY",
            parties=("云溪公司", "县水务局"),
            period=Period(label="2024", inherited=True),
            evidence=evidence(43, 47),
        ),
    )
    return Speech(
        doc_id=doc_id,
        source=Source(
            path=path,
            sha256=sha256,
            encoding="gb18030",
            address="https://example.org/a",
            metadata={"卷": "三"},
            parts=(Part(kind="page", number=1, start=0, end=9),),
        ),
        title="报告",
        date=dt.date(2025, 1, 8),
        date_source="heading",
        upload_date=dt.date(2025, 3, 1),
        issuer="青禾县人民政府",
        level="county",
        place=place,
        doc_type="work_report",
        sections=(
            Section(title="一、回顾", level=1, start=0, end=47, role="review"),
            Section(title="1、招商", level=2, start=5, end=47, parent=0),
        ),
        repairs=(Repair(name="spacing", what="spaces between letters", count=2, spans=((1, 2), (5, 9))),),
        flags=(Flag(name="masked", what="figures masked"),),
        records=records,
        text=TEXT,
    )
