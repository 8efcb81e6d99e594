"""The year before the plan's: a trial run. The issue ledger of its last quarter is what its assessment stands on (A10, A18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from infra.demo.district import District, together
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.demo.record import Record
from infra.demo.units import BY_KEY
from services.law.parties import UnitCategory

YEAR, _QUARTER = PLAN_YEAR - 1, 4
INCIDENT_OF, PRAISED = "park", "tongwan"
REPLAYED = "演示数据按业务日期重放，各服务按系统时间清点"  # they tally by the clock, and the demo's days lie ahead
_ADOPTED_ON = date(2026, 9, 28)
_ASSIGNED_ON = (date(2026, 10, 13), date(2026, 11, 10))
_DUE_ON = (date(2026, 10, 27), date(2026, 11, 24))  # ten working days are for each
_IN_TIME, _LATE = (date(2026, 10, 22), date(2026, 11, 19)), (date(2026, 11, 3), date(2026, 12, 1))
_COMPUTED_ON, _PUBLISHED_ON = date(2027, 1, 5), date(2027, 1, 13)  # five working days are for objections
_YEAR_COMPUTED_ON, _YEAR_PUBLISHED_ON = date(2027, 1, 13), date(2027, 1, 21)
_PERIOD, _ABOUT = "period { id }", f"{YEAR} Q{_QUARTER}"
# Of whom something was asked, and whether each was done in time. Three of a group at most: such groups have no cards.
_ASKED = {
    "tongwan": (True, True),
    "guiyuan": (True, False),
    "boxi": (False,),
    "hitech": (True, True),
    "building": (True, False),
    "park": (True,),
    "industry": (True, True),
    "housing": (False, True),
    "transport": (True,),
}
_WHAT = {
    UnitCategory.TOWN: ("RELOCATION", "红线边角附着物清理", "围挡外侧附着物尚未清理，影响管沟开挖"),
    UnitCategory.STATE_PLATFORM: ("FUNDS", "年度建设资金拨付", "四季度进度款尚未到位，影响材料采购"),
    UnitCategory.DEPARTMENT: ("PROCEDURES", "设计变更意见反馈", "局部设计变更的主管意见尚未反馈"),
}


@dataclass(frozen=True)
class Asked:
    """An issue that a unit is asked to settle; at: which of its own."""

    unit: str
    at: int
    in_time: bool
    project: DemoProject

    @property
    def assigned_on(self) -> date:
        """The day on which it is handed out."""
        return _ASSIGNED_ON[self.at]

    @property
    def due_on(self) -> date:
        """Until when it is to be settled."""
        return _DUE_ON[self.at]

    @property
    def done_on(self) -> date:
        """The day on which the unit reports it done, and it is closed."""
        return (_IN_TIME if self.in_time else _LATE)[self.at]


async def adopt_scheme(district: District) -> None:
    """The trial run's scheme: issues settled in time, what is on record beside them, and the year by its quarter."""
    beside = [_beside("INCIDENT", "事件扣分", "INCIDENTS", "-2"), _beside("PRAISE", "表扬加分", "COMMENDATIONS", "1")]
    issues = {"code": "ISSUES", "name": "交办问题按时销号率", "measure": "ISSUES", "formula": "RATIO", "weight": "100"}
    whole = {"code": "QUARTERS", "name": "季度考核结果", "measure": "QUARTER_RESULTS", "formula": "CAPPED_LINEAR"}
    rule = {
        "indicators": [issues, *beside],
        "yearly": [{**whole, "weight": "100", "cap": "1"}],
        "smallGroup": "NO_CARDS",
        "tieBreakers": [],
    }
    given: dict[str, Any] = {
        "expectedVersion": 0,
        "year": YEAR,
        "title": f"示例区{YEAR}年重点项目考核细则（试行）",
        "groups": [{"group": category.value, **rule} for category in UnitCategory],
        "ties": "INCLUDE_TIED",
        "idle": "SHARE_OUT",
        "yellowMeans": "黄牌：季度考核排名倒数后三名，予以预警",
        "redMeans": "红牌：连续两个季度排名倒数后三名，从严预警",
        "awards": {
            "unitShare": "0.3",
            "rounding": "HALF_UP",
            "perGroup": True,
            "individuals": 3,
            "cityUnits": 1,
            "cityIndividuals": 1,
        },
        "approver": "示例区分管领导",
        "document": f"示例考核办〔{YEAR}〕3号",
    }
    await district.door.do("adoptScheme", f"{YEAR}", district.officer("reform"), _ADOPTED_ON, "scheme { id }", **given)


def _beside(code: str, name: str, measure: str, points: str) -> dict[str, Any]:
    given = {"code": code, "name": name, "measure": measure, "formula": "PER_EVENT", "outcome": "RECORDED"}
    return {**given, "points": points, "cap": "6"}


async def keep_ledger(district: District) -> None:
    """The project service asks units to settle issues of projects under construction; some do late. All are closed."""
    await together(_settle(district, one) for one in asked(district))


def asked(district: District) -> list[Asked]:
    """Return what was asked of whom, on projects under construction in turn."""
    building = [p for p in district.projects if p.stage is Stage.CONTINUING]
    every = [(unit, at, in_time) for unit, times in _ASKED.items() for at, in_time in enumerate(times)]
    return [Asked(u, at, in_time, building[n % len(building)]) for n, (u, at, in_time) in enumerate(every)]


async def _settle(district: District, one: Asked) -> None:
    service, unit = district.officer("service"), district.officer(one.unit)
    kind, title, text = _WHAT[BY_KEY[one.unit].category]
    on, done_on = one.assigned_on, one.done_on
    about, told = f"issue {YEAR} {one.unit} {one.at}", "issue { id }"
    given: dict[str, Any] = {"severity": "DIFFICULTY", "kind": kind, "title": title, "description": text}
    given["projectId"] = district.ids[one.project.key]
    # projects and units reach the schedules by events
    do = partial(district.door.do, awaiting={"PROJECT_UNKNOWN", "UNIT_UNKNOWN"})
    raised = (await do("raiseIssue", about, service, on, told, **given))["issue"]["id"]
    to: dict[str, Any] = {"issueId": raised, "expectedVersion": 1, "to": {"unitId": district.units[one.unit]}}
    await do("assignIssue", about, service, on, told, **to)
    issue = Record(district, about, "issueId", told, raised, 2)
    await issue.step("acceptIssue", unit, on, person="示例责任人")
    documents = [{"title": "办理情况说明（演示）", "datedOn": done_on}]
    await issue.step("reportIssueDone", unit, done_on, text="已办结", documents=documents)
    await issue.step("verifyIssue", service, done_on, note="已核实")


async def record_conduct(district: District) -> None:
    """An incident of a platform, which will bar it from the city's awards, and a commendation of a subdistrict."""
    clerk = district.officer("reform")
    for mutation, unit, on, given in (
        (
            "recordIncident",
            INCIDENT_OF,
            date(2026, 11, 20),
            {
                "matter": "SAFETY",
                "grade": "GENERAL",
                "happenedOn": date(2026, 11, 16),
                "title": "塔吊吊物坠落（演示，纯属虚构）",
                "description": "吊运时绑扎松脱，一人轻伤，已停工整改",
                "document": "示例应急认定〔2026〕7号",
            },
        ),
        (
            "recordCommendation",
            PRAISED,
            date(2026, 12, 8),
            {
                "matter": "EXPERIENCE",
                "grade": "CITY",
                "happenedOn": date(2026, 12, 3),
                "title": "征拆“一户一策”做法全市推广（演示，纯属虚构）",
                "description": "四十天完成整村签约，市里现场推介",
                "document": "示例市通报〔2026〕19号",
            },
        ),
    ):
        about, told = f"{YEAR} {unit}", "record { id }"
        its: dict[str, Any] = {"unitId": district.units[unit], **given}
        await district.door.do(mutation, about, clerk, on, told, input_type="RecordConductInput", **its)


async def publish_quarter(district: District) -> None:
    """When all that was settled is known to the assessment, the last quarter is computed, announced and published."""
    clerk = district.officer("reform")
    wanted = len(asked(district))
    query = (
        f"query Closed {{ facts(filter: {{ kind: ISSUE_CLOSED, year: {YEAR}, quarter: {_QUARTER} }}, first: 1) "
        "{ totalCount } }"
    )

    async def look() -> bool | None:
        seen = await district.door.read("issues closed", query, clerk, _COMPUTED_ON)
        return True if seen["facts"]["totalCount"] >= wanted else None

    await district.door.until("issues closed", look)
    await _publish(district, _ABOUT, {"year": YEAR, "quarter": _QUARTER}, _COMPUTED_ON, _PUBLISHED_ON)


async def publish_year(district: District) -> None:
    """The whole year follows its last quarter (A19)."""
    await _publish(district, f"{YEAR}", {"year": YEAR}, _YEAR_COMPUTED_ON, _YEAR_PUBLISHED_ON)


async def _publish(district: District, about: str, of: dict[str, Any], computed: date, published: date) -> None:
    clerk, do = district.officer("reform"), district.door.do
    await do("computePeriod", about, clerk, computed, _PERIOD, expectedVersion=0, **of)
    given = {**of, "acceptIncomplete": REPLAYED}
    await do("announcePeriod", about, clerk, computed, _PERIOD, expectedVersion=1, **given)
    await do("publishPeriod", about, clerk, published, _PERIOD, expectedVersion=2, **given)
