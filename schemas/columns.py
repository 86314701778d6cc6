"""The columns of every table that is made of records: names, types, headings in English and Chinese.

One list serves frames, CSV, XLSX and Parquet. A column that is added here is in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from schemas.records import (
    BaseStatus,
    Basis,
    Bound,
    ComparabilityType,
    ComparisonType,
    MeasureStatus,
    PlanVersion,
    Stage,
    Vintage,
)
from schemas.speech import DateSource, Level

Headings = Literal["name", "en", "zh"]
"""What stands above a column: its name (`indicator_code`), or words in English or Chinese."""

Type = Literal["text", "choice", "exact", "real", "flag", "whole", "date", "texts", "ties"]
"""What a column holds: text, one of a few words, an exact `Decimal`, the float nearest to it, true or false, a
whole number, a date, several texts, relations to other records."""

Family = Literal["claim", "project", "measure"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of records; `values` are the words of a choice, `families` the records that have it.

    >>> column("unit").heading("zh"), column("unit").heading("name")
    ('单位', 'unit')
    """

    name: str
    type: Type
    en: str
    zh: str
    values: tuple[str, ...] = ()
    families: tuple[Family, ...] = ("claim", "project", "measure")

    def heading(self, headings: Headings = "name") -> str:
        """Give what stands above the column."""
        return {"name": self.name, "en": self.en, "zh": self.zh}[headings]


_KINDS: Final = ("target", "actual", "completion", "project", "measure")


def _claim(name: str, kind: Type, en: str, zh: str, values: object = None) -> Column:
    return Column(name, kind, en, zh, get_args(values), ("claim",))


def _project(name: str, kind: Type, en: str, zh: str, values: object = None) -> Column:
    return Column(name, kind, en, zh, get_args(values), ("project",))


def _measure(name: str, kind: Type, en: str, zh: str, values: object = None) -> Column:
    return Column(name, kind, en, zh, get_args(values), ("measure",))


def _timed(name: str, kind: Type, en: str, zh: str) -> Column:
    return Column(name, kind, en, zh, families=("claim", "project"))


RECORD_COLUMNS: Final = (
    Column("kind", "choice", "Kind", "类别", _KINDS),
    _claim("basis", "choice", "Basis", "数值性质", Basis),
    _claim("indicator", "text", "Indicator", "指标"),
    _claim("indicator_code", "text", "Indicator code", "指标代码"),
    _claim("indicator_scope", "text", "Indicator scope", "指标范围"),
    _claim("indicator_start", "whole", "Indicator start", "指标起点"),
    _claim("indicator_end", "whole", "Indicator end", "指标终点"),
    _claim("indicator_inherited", "flag", "Indicator inherited", "指标承前"),
    _claim("quantity", "text", "Figure as written", "原文数字"),
    _claim("value", "exact", "Value (exact)", "数值（精确）"),
    _claim("low", "exact", "Low (exact)", "下限（精确）"),
    _claim("high", "exact", "High (exact)", "上限（精确）"),
    _claim("unit", "text", "Unit", "单位"),
    _claim("bound", "choice", "Bound", "界限", Bound),
    _claim("bound_text", "text", "Bound words", "界限用语"),
    _claim("masked", "flag", "Masked", "数字被隐去"),
    _claim("resolution", "exact", "Resolution", "末位单位"),
    _claim("value_real", "real", "Value", "数值"),
    _claim("low_real", "real", "Low", "下限"),
    _claim("high_real", "real", "High", "上限"),
    _timed("period", "text", "Period", "时期"),
    _timed("period_start", "date", "Period start", "时期起日"),
    _timed("period_end", "date", "Period end", "时期止日"),
    _timed("period_text", "text", "Period words", "时期用语"),
    _timed("period_inherited", "flag", "Period inherited", "时期承前"),
    Column("place", "text", "Place", "地区"),
    Column("place_code", "text", "Place code", "地区代码"),
    Column("scope", "text", "Scope", "范围"),
    _claim("comparison", "choice", "Comparison", "比较方式", ComparisonType),
    _claim("base_period", "text", "Base period", "基期"),
    _claim("base_status", "choice", "Base status", "基数性质", BaseStatus),
    _claim("comparison_text", "text", "Comparison words", "比较用语"),
    _claim("comparability", "choice", "Comparability", "可比性", ComparabilityType),
    _claim("comparability_text", "text", "Comparability words", "可比性用语"),
    _claim("vintage", "choice", "Vintage", "数据版本", Vintage),
    _claim("plan_version", "choice", "Plan", "计划类型", PlanVersion),
    _claim("plan_issuer", "text", "Plan issuer", "计划下达方"),
    _claim("plan_text", "text", "Plan words", "计划用语"),
    _claim("modality", "text", "Modality", "力度用语"),
    _project("name", "text", "Project", "项目名称"),
    _project("stage", "choice", "Stage", "项目阶段", Stage),
    _project("investment", "exact", "Investment (exact)", "投资额（精确）"),
    _project("investment_unit", "text", "Investment currency", "投资币种"),
    _project("investment_real", "real", "Investment", "投资额"),
    _project("parties", "texts", "Parties", "参与方"),
    _measure("measure", "text", "Measure", "措施"),
    _measure("status", "choice", "Status", "措施状态", MeasureStatus),
    _measure("action", "text", "Action", "动作"),
    _measure("object", "text", "Object", "对象"),
    _measure("body", "text", "Body", "责任单位"),
    _measure("deadline", "text", "Deadline", "期限"),
    _measure("deadline_start", "date", "Deadline start", "期限起日"),
    _measure("deadline_end", "date", "Deadline end", "期限止日"),
    _measure("deadline_text", "text", "Deadline words", "期限用语"),
    _measure("amounts", "texts", "Amounts (record IDs)", "所含数字（记录编号）"),
    Column("quote", "text", "Quote", "原文"),
    Column("start", "whole", "Start", "原文起点"),
    Column("end", "whole", "End", "原文终点"),
    Column("sentence", "text", "Sentence", "所在句子"),
    Column("section", "texts", "Section", "所在章节"),
    Column("relations", "ties", "Relations", "与其他记录的关系"),
    Column("confidence", "real", "Confidence", "置信度"),
    Column("source", "text", "Decided by", "判定依据"),
    Column("id", "text", "Record ID", "记录编号"),
    Column("doc_id", "text", "Document ID", "文档编号"),
)
"""What is told of a record, in the order of a frame: what it says, where it stands, how it was found."""

DOCUMENT_COLUMNS: Final = (
    Column("title", "text", "Title", "标题"),
    Column("date", "date", "Date", "日期"),
    Column("issuer", "text", "Issuer", "发布机构"),
    Column("level", "choice", "Level", "行政级别", get_args(Level)),
    Column("doc_place", "text", "Document place", "文档地区"),
    Column("doc_place_code", "text", "Document place code", "文档地区代码"),
    Column("doc_type", "text", "Document type", "文种"),
    Column("path", "text", "File", "文件"),
)
"""What is told of the document beside each of its records."""

SUMMARY_COLUMNS: Final = (
    *DOCUMENT_COLUMNS,
    Column("date_source", "choice", "Date found in", "日期来源", get_args(DateSource)),
    Column("upload_date", "date", "Upload date", "网页发布日期"),
    Column("targets", "whole", "Targets", "目标数"),
    Column("actuals", "whole", "Actuals", "实绩数"),
    Column("completions", "whole", "Completions", "完成率数"),
    Column("projects", "whole", "Projects", "项目数"),
    Column("measures", "whole", "Measures", "措施数"),
    Column("repairs", "texts", "Repairs", "修复"),
    Column("flags", "texts", "Flags", "存疑"),
    Column("characters", "whole", "Characters", "字符数"),
    Column("address", "text", "Address", "网址"),
    Column("reader", "text", "Reader", "读取方式"),
    Column("encoding", "text", "Encoding", "编码"),
    Column("sha256", "text", "SHA-256 of the file", "文件 SHA-256"),
    Column("doc_id", "text", "Document ID", "文档编号"),
)
"""What is told of a document in a table that has one row a document."""

TABLE_COLUMNS: Final = (*DOCUMENT_COLUMNS, *RECORD_COLUMNS)
"""A record with its document, in the order of CSV and Parquet."""

_BY_NAME: Final = {one.name: one for one in (*SUMMARY_COLUMNS, *TABLE_COLUMNS)}


def column(name: str) -> Column:
    """Return the column of a name.

    Raises:
        KeyError: no column has that name.
    """
    return _BY_NAME[name]
