"""The scheme of the year, and the first quarter computed and published (A18, A19, A21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, QUARTER
from services.law.parties import UnitCategory

_ADOPTED_ON, _COMPUTED_ON = date(2027, 1, 7), date(2027, 4, 7)
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


async def adopt_scheme(district: District) -> None:
    """The investment authority adopts the year's scheme."""
    await district.door.do(
        "adoptScheme",
        str(PLAN_YEAR),
        district.officer("reform"),
        _ADOPTED_ON,
        "scheme { version }",
        expectedVersion=0,
        year=PLAN_YEAR,
        title=f"示例区{PLAN_YEAR}年重点项目考核细则",
        groups=[_group(category) for category in UnitCategory],
        ties="INCLUDE_TIED",
        idle="SHARE_OUT",
        yellowMeans="黄牌：季度考核排名倒数后三名，予以预警",
        redMeans="红牌：连续两个季度排名倒数后三名，从严预警（与其他地方以红为褒奖不同）",
    )


def _group(category: UnitCategory) -> dict[str, Any]:
    indicators: list[dict[str, Any]] = []
    for weight, (code, name, measure, formula) in zip(_WEIGHTS[category], _MEASURES, strict=True):
        if weight:
            cap = {"cap": "1.1"} if formula == "CAPPED_LINEAR" else {}
            indicator = {"code": code, "name": name, "measure": measure, "formula": formula, "weight": str(weight)}
            indicators.append({**indicator, **cap})
    return {"group": category.value, "indicators": indicators, "smallGroup": "NO_CARDS", "tieBreakers": ["NODES"]}


async def facts_arrive(district: District) -> None:
    """Wait until everything that counts has become a fact: a quarter that is published stands."""
    clerk = district.officer("reform")
    query = "query Facts { facts(first: 1) { totalCount } }"

    async def look() -> bool | None:
        seen = await district.door.read("facts", query, clerk, _COMPUTED_ON)
        return True if seen["facts"]["totalCount"] >= district.expected_facts else None

    await district.door.until("facts arrive", look)


async def publish_quarter(district: District) -> None:
    """The first quarter is computed, and published with its cards."""
    clerk = district.officer("reform")
    about, told = f"{PLAN_YEAR} Q{QUARTER}", "quarter { id }"
    period: dict[str, Any] = {"year": PLAN_YEAR, "quarter": QUARTER}
    done = await district.door.do("computeQuarter", about, clerk, _COMPUTED_ON, told, expectedVersion=0, **period)
    quarter = district.registered(done["quarter"]["id"])
    await district.on(quarter, "publishQuarter", about, clerk, _COMPUTED_ON, told, **period)
