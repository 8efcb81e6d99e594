"""The scheme of the year: drafted, revised from a copy, approved (A18); and next year's draft, tried on what is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, QUARTER
from infra.demo.record import Record
from services.law.parties import UnitCategory

_DRAFTED_ON, _REVISED_ON, _APPROVED_ON = date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 7)
_TRIED_ON = date(2027, 4, 19)
_SCHEME = "scheme { id }"
_TITLE = f"示例区{PLAN_YEAR}年重点项目考核细则"
_WEIGHTS = {  # of node tasks, physical progress, factor guarantee
    UnitCategory.TOWN: (100, 0, 0),
    UnitCategory.DEPARTMENT: (70, 0, 30),
    UnitCategory.STATE_PLATFORM: (50, 50, 0),
    UnitCategory.CITY_STATIONED: (40, 20, 40),
    UnitCategory.OWNER: (40, 60, 0),
}
_MEASURES = (
    ("NODES", "节点任务按时完成率", "NODE_TASKS", "RATIO"),
    ("PROGRESS", "年度投资完成率", "PHYSICAL_PROGRESS", "CAPPED_LINEAR"),
    ("FACTORS", "要素保障按时办结率", "FACTOR_GUARANTEE", "RATIO"),
)
_ON_RECORD = (  # beside the weights: points for each
    ("INCIDENT", "事件扣分", "INCIDENTS", "-2", "6"),
    ("PRAISE", "表扬加分", "COMMENDATIONS", "1", "3"),
)
_YEARLY = (
    ("QUARTERS", "季度考核结果", "QUARTER_RESULTS", "CAPPED_LINEAR", "50"),
    ("CONTENT", "年度建设内容", "ANNUAL_CONTENT", "RATIO", "20"),
    ("INVESTMENT", "年度投资计划", "ANNUAL_INVESTMENT", "CAPPED_LINEAR", "20"),
    ("STARTS", "计划新开工项目开工", "STARTS", "RATIO", "10"),
)
_AWARDS: dict[str, Any] = {
    "unitShare": "0.2",
    "rounding": "HALF_UP",
    "perGroup": True,
    "individuals": 10,
    "cityUnits": 3,
    "cityIndividuals": 5,
}


async def adopt_scheme(district: District) -> None:
    """A first draft for comments; its copy takes the year and the awards in and is approved; the first is withdrawn."""
    clerk = district.officer("reform")
    first = Record(district, f"scheme {PLAN_YEAR} first", "schemeId", _SCHEME)
    await first.begin("draftScheme", clerk, _DRAFTED_ON, note="征求意见稿", **_content(f"{_TITLE}（征求意见稿）"))
    second = Record(district, f"scheme {PLAN_YEAR}", "schemeId", _SCHEME)
    await second.begin("copyScheme", clerk, _REVISED_ON, schemeId=first.id, year=PLAN_YEAR, title=_TITLE)
    note = "按各单位意见加入年度考核、加减分事项和评先名额"
    await second.step("reviseScheme", clerk, _REVISED_ON, note=note, awards=_AWARDS, **_content(_TITLE, whole=True))
    document = f"示例考核办〔{PLAN_YEAR}〕1号"
    await second.step("approveScheme", clerk, _APPROVED_ON, approver="示例区分管领导", document=document)
    await first.step("withdrawScheme", clerk, _APPROVED_ON, reason="以修改稿为准")
    district.scheme = second.id


async def try_next_year(district: District) -> None:
    """The year's scheme is copied as next year's draft and tried on the first quarter; nothing follows from it."""
    clerk, year = district.officer("reform"), PLAN_YEAR + 1
    draft = Record(district, f"scheme {year}", "schemeId", _SCHEME)
    title = f"示例区{year}年重点项目考核细则（草案）"
    await draft.begin("copyScheme", clerk, _TRIED_ON, schemeId=district.scheme, year=year, title=title)
    on: dict[str, Any] = {"schemeId": draft.id, "year": PLAN_YEAR, "quarter": QUARTER}
    await district.door.do("trySchemeOn", draft.about, clerk, _TRIED_ON, "trial { id }", **on)


def _content(title: str, *, whole: bool = False) -> dict[str, Any]:
    """What a scheme says; the first draft knows neither the year nor what is on record beside the weights."""
    return {
        "year": PLAN_YEAR,
        "title": title,
        "groups": [_group(category, whole=whole) for category in UnitCategory],
        "ties": "INCLUDE_TIED",
        "idle": "SHARE_OUT",
        "yellowMeans": "黄牌：季度考核排名倒数后三名，予以预警",
        "redMeans": "红牌：连续两个季度排名倒数后三名，从严预警（与其他地方以红为褒奖不同）",
    }


def _group(category: UnitCategory, *, whole: bool) -> dict[str, Any]:
    indicators = [
        _weighed(code, name, measure, formula, str(weight), "1.1")
        for weight, (code, name, measure, formula) in zip(_WEIGHTS[category], _MEASURES, strict=True)
        if weight
    ]
    rule: dict[str, Any] = {"group": category.value, "smallGroup": "NO_CARDS", "tieBreakers": ["NODES"]}
    if not whole:
        return {**rule, "indicators": indicators}
    beside = [
        {
            "code": code,
            "name": name,
            "measure": measure,
            "formula": "PER_EVENT",
            "outcome": "RECORDED",
            "points": points,
            "cap": cap,
        }
        for code, name, measure, points, cap in _ON_RECORD
    ]
    return {**rule, "indicators": [*indicators, *beside], "yearly": [_weighed(*one, "1") for one in _YEARLY]}


def _weighed(code: str, name: str, measure: str, formula: str, weight: str, cap: str) -> dict[str, Any]:
    given = {"code": code, "name": name, "measure": measure, "formula": formula, "weight": weight}
    return {**given, "cap": cap} if formula == "CAPPED_LINEAR" else given
