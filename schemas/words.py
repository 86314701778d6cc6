"""What the values of a choice mean, in English and Chinese: for the legend of a workbook and the like."""

from __future__ import annotations

from typing import Final

from schemas.columns import Headings

WORDS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "level": {
        "national": ("national", "国家级"),
        "provincial": ("provincial", "省级"),
        "prefecture": ("prefecture or city", "地市级"),
        "county": ("county or district", "县区级"),
        "township": ("township", "乡镇级"),
        "other": ("other", "其他"),
    },
    "date_source": {
        "heading": ("at the head of the text", "文首"),
        "signature": ("at the end of the text", "落款"),
        "metadata": ("only beside the text", "仅见于正文以外"),
    },
    "kind": {
        "target": (
            "figure of a plan, budget, task, requirement or forecast",
            "计划、预算、任务、要求或预测的数字",
        ),
        "actual": ("figure stated as having happened or holding", "已实现或现有的数字"),
        "completion": (
            "per cent of a plan, budget or task that is fulfilled",
            "计划、预算或任务的完成百分比",
        ),
        "project": ("particular project called by its name", "有名称的具体项目"),
        "measure": (
            "what a government body does, did, will do or orders",
            "政府机构已做、在做、要做或要求做的事",
        ),
    },
    "basis": {
        "level": ("amount, count or rate as such", "总量、数量或比率本身"),
        "change": ("absolute increase or decrease", "增减量"),
        "growth": ("relative change", "增减幅度"),
        "share": ("part of a whole", "占比"),
        "difference": ("gap to another place, group or plan", "与其他地区、群体或计划的差距"),
        "rank": ("place in an order", "位次"),
        "completion": ("per cent of a plan fulfilled", "完成百分比"),
    },
    "bound": {
        "eq": ("as stated", "等于"),
        "ge": ("that much or more", "不低于"),
        "gt": ("more than that", "超过"),
        "le": ("that much or less", "不超过"),
        "lt": ("less than that", "低于"),
        "approx": ("about that", "约"),
        "range": ("from low to high", "区间"),
    },
    "comparison": {
        "yoy": ("same time a year before", "同比"),
        "qoq": ("quarter before", "比上季度"),
        "mom": ("month before", "比上月"),
        "average_annual": ("a year on average over several", "年均"),
        "cumulative": ("over several years together", "多年累计"),
        "vs_plan": ("a plan", "与计划相比"),
        "vs_place": ("another place or group", "与其他地区或群体相比"),
    },
    "base_status": {
        "actual": ("result", "实绩"),
        "initial_budget": ("budget of the beginning of the year", "年初预算"),
        "adjusted_budget": ("adjusted budget", "调整预算"),
        "task": ("task", "任务"),
        "estimate": ("estimate", "预计数"),
        "unknown": ("not told", "未说明"),
    },
    "comparability": {
        "nominal": ("current prices", "现价"),
        "real": ("comparable prices", "可比价"),
        "like_for_like": ("on the same footing", "同口径"),
        "excluding": ("some factors left out", "剔除部分因素"),
    },
    "vintage": {
        "estimate": ("estimate", "预计"),
        "flash": ("flash figure", "快报数"),
        "preliminary": ("preliminary account", "初步核算"),
        "final": ("final account", "决算"),
        "revised": ("revised", "修订数"),
    },
    "plan_version": {
        "initial_budget": ("budget of the beginning of the year", "年初预算"),
        "adjusted_budget": ("adjusted budget", "调整预算"),
        "superior_task": ("handed down from above", "上级下达任务"),
        "own_goal": ("the place's own plan", "本级目标"),
        "five_year": ("five-year plan", "五年规划"),
        "forecast": ("forecast", "预期"),
    },
    "stage": {
        "planned": ("planned", "拟建"),
        "negotiating": ("in talks", "洽谈中"),
        "signed": ("signed", "已签约"),
        "under_construction": ("under construction", "在建"),
        "completed": ("completed", "建成"),
        "operating": ("operating", "投产运营"),
    },
    "status": {
        "done": ("done", "已做"),
        "ongoing": ("under way", "在做"),
        "planned": ("planned", "要做"),
        "ordered": ("ordered", "要求做"),
    },
}
"""By column and value of the contract, the English and the Chinese words."""


def meaning(column: str, value: str, headings: Headings = "en") -> str:
    """Say in words what a value of a column means, in Chinese where the headings are Chinese.

    Raises:
        KeyError: the column is no choice, or the value none of its own.

    >>> meaning("comparison", "yoy"), meaning("comparison", "yoy", "zh")
    ('same time a year before', '同比')
    """
    english, chinese = WORDS[column][value]
    return chinese if headings == "zh" else english
