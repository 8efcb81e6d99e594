"""The first quarter computed, announced, objected to and published; the second as a draft (A18, A19, A21)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from infra.demo.district import District
from infra.demo.first_year import REPLAYED
from infra.demo.project import PLAN_YEAR, QUARTER
from infra.demo.record import Record

OBJECTING = "boxi"
_COMPUTED_ON, _OBJECTED_ON, _HEARD_ON = date(2027, 4, 7), date(2027, 4, 9), date(2027, 4, 13)
_PUBLISHED_ON, _NEXT_ON = date(2027, 4, 15), date(2027, 4, 19)  # five working days are for objections
_ABOUT, _PERIOD = f"{PLAN_YEAR} Q{QUARTER}", "period { id }"
_QUARTER: dict[str, Any] = {"year": PLAN_YEAR, "quarter": QUARTER}
# The facts that the chapters count in `expected_facts`; those of other kinds come and are in no indicator of a quarter.
_COUNTED = (
    "NODE_PLANNED",
    "NODE_COMPLETED",
    "TASK_SET",
    "PROGRESS_VERIFIED",
    "REQUEST_SUBMITTED",
    "REQUEST_RETURNED",
    "REQUEST_RESUBMITTED",
    "REQUEST_DECIDED",
)
_FACTS = " ".join(f"{kind}: facts(filter: {{ kind: {kind} }}, first: 1) {{ totalCount }}" for kind in _COUNTED)
_OWN = """query Own($unit: UUID!) {
  result(year: 2027, quarter: 1, group: TOWN) { units(first: 50) { edges { node {
    id unit { id } explanation { code facts(first: 1) { totalCount } }
  } } } }
  facts(filter: { unitId: $unit, kind: NODE_COMPLETED, late: true }, first: 50) { edges { node { id } } }
}"""


async def facts_arrive(district: District) -> None:
    """Wait until everything that counts has become a fact: a quarter that is published stands."""
    clerk = district.officer("reform")

    async def look() -> bool | None:
        seen = await district.door.read("facts", f"query Facts {{ {_FACTS} }}", clerk, _COMPUTED_ON)
        return True if sum(of["totalCount"] for of in seen.values()) >= district.expected_facts else None

    await district.door.until("facts arrive", look)


async def announce_period(district: District) -> None:
    """The first quarter is computed and announced to its units."""
    clerk = district.officer("reform")
    given = {"expectedVersion": 0, **_QUARTER}
    done = await district.door.do("computePeriod", _ABOUT, clerk, _COMPUTED_ON, _PERIOD, **given)
    district.period = district.registered(done["period"]["id"])
    given = {**_QUARTER, "acceptIncomplete": REPLAYED}
    await district.on(district.period, "announcePeriod", _ABOUT, clerk, _COMPUTED_ON, _PERIOD, **given)


async def hear_objection(district: District) -> None:
    """A town objects to a node that counts as late; it is accepted, and its score corrected by what one node is worth."""
    clerk, town = district.officer("reform"), district.officer(OBJECTING)
    unit = str(district.units[OBJECTING])
    seen = await district.door.read("own result", _OWN, town, _OBJECTED_ON, unit=unit)
    (own,) = (e["node"] for e in seen["result"]["units"]["edges"] if e["node"]["unit"]["id"] == unit)
    nodes = next(one["facts"]["totalCount"] for one in own["explanation"] if one["code"] == "NODES")
    objection = Record(district, f"objection {OBJECTING}", "objectionId", "objection { id score }")
    raised = await objection.begin(
        "raiseObjection",
        town,
        _OBJECTED_ON,
        resultId=own["id"],
        expectedVersion=1,
        indicatorCode="NODES",
        factId=min(e["node"]["id"] for e in seen["facts"]["edges"]),
        grounds="该节点于期限当日已通过现场验收，系统内办结登记晚了几日，验收记录可查（演示）",
        asksFor="按按时办结计",
    )
    await objection.step("decideObjection", clerk, _HEARD_ON, accepted=True, reason="经核验收记录，情况属实")
    score = (Decimal(raised["score"]) + Decimal(100) / nodes).quantize(Decimal("0.01"))
    corrected: dict[str, Any] = {"score": score, "reason": "按异议决定更正：一个节点改按按时计"}
    corrected |= {"approver": "示例区分管领导", "objectionId": objection.id, "resultId": own["id"]}
    await district.door.do("correctScore", OBJECTING, clerk, _HEARD_ON, "result { id }", expectedVersion=1, **corrected)
    district.versions[district.period] += 1


async def publish_period(district: District) -> None:
    """The window is over: the quarter is published with its cards, and computed again from its ground to the byte."""
    clerk = district.officer("reform")
    given = {**_QUARTER, "acceptIncomplete": REPLAYED}
    await district.on(district.period, "publishPeriod", _ABOUT, clerk, _PUBLISHED_ON, _PERIOD, **given)
    told = "verification { same }"
    await district.door.do("verifyPeriod", _ABOUT, clerk, _PUBLISHED_ON, told, **_QUARTER)


async def draft_next_quarter(district: District) -> None:
    """The second quarter, just begun, is computed as a draft for the authority alone."""
    given: dict[str, Any] = {"year": PLAN_YEAR, "quarter": QUARTER + 1, "expectedVersion": 0}
    about, clerk = f"{PLAN_YEAR} Q{QUARTER + 1}", district.officer("reform")
    await district.door.do("computePeriod", about, clerk, _NEXT_ON, _PERIOD, **given)
