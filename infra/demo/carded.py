"""What follows from the published quarter: duties of the cards, the review's papers, a clue for discipline inspection (A21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, QUARTER
from infra.demo.record import Record
from infra.demo.units import UNITS
from services.law.parties import Role

_SET_ON, _REVIEWED_ON, _CONFIRMED_ON = date(2027, 4, 15), date(2027, 4, 16), date(2027, 4, 19)
_SEEN_ON, _TRANSFERRED_ON, _RECEIVED_ON = date(2027, 4, 8), date(2027, 4, 14), date(2027, 4, 16)
_ABOUT = f"{PLAN_YEAR} Q{QUARTER}"
_QUARTER: dict[str, Any] = {"year": PLAN_YEAR, "quarter": QUARTER}
_DUTIES = """query Duties {
  cardDuties(filter: { year: 2027, quarter: 1 }, first: 100) { edges { node { id unit { id } } } }
}"""
SUSPECTED = "zhanglin"


async def follow_up(district: District) -> None:
    """The review's day is set. One unit's duty is done and confirmed, the next one's awaits it, the others' are overdue."""
    clerk = district.officer("reform")
    on: dict[str, Any] = {**_QUARTER, "reviewOn": _REVIEWED_ON}
    await district.on(district.period, "setReviewDay", _ABOUT, clerk, _SET_ON, "period { id }", **on)
    seen = await district.door.read("duties", _DUTIES, clerk, _REVIEWED_ON)
    asked = {e["node"]["unit"]["id"]: e["node"]["id"] for e in seen["cardDuties"]["edges"]}
    carded = [unit.key for unit in UNITS if str(district.units[unit.key]) in asked]
    for at, unit in enumerate(carded[:2]):
        id_ = asked[str(district.units[unit])]
        duty = Record(district, f"duty {unit}", "dutyId", "duty { id }", id_, 2)  # set, moved to the review's day
        said = "对节点逾期作出说明，四月底前补齐，主要负责人每周调度（演示）"
        await duty.step("fulfilDuty", district.officer(unit), _REVIEWED_ON, person="示例主要负责人", text=said)
        if at == 0:
            await duty.step("confirmDuty", clerk, _CONFIRMED_ON)


async def issue_report(district: District) -> None:
    """The papers of the quarter's review are issued under a number: Word, PDF and Excel with the source of every figure."""
    clerk = district.officer("reform")
    said = "一季度考核已发布，一件异议经核实更正（演示）"
    await district.door.do(
        "issueAssessmentReport",
        _ABOUT,
        clerk,
        _REVIEWED_ON,
        "report { id }",
        expectedVersion=district.versions[district.period],
        number=f"示例考核办〔{PLAN_YEAR}〕5号",
        remarks=said,
        **_QUARTER,
    )


async def transfer_clue(district: District) -> None:
    """The inspectors hand a clue over, and discipline inspection receives it; nobody else knows of it."""
    clue = Record(district, "clue", "clueId", "clue { id }")
    given: dict[str, Any] = {
        "unitId": district.units[SUSPECTED],
        "ground": "POOR_COORDINATION",
        "seen": "三次督办后仍未组织会商，节点逾期（演示，纯属虚构）",
        "place": "示例区督查室",
        "seenOn": _SEEN_ON,
        "documents": ["示例督查记录〔2027〕4号"],
    }
    await clue.begin("transferClue", district.officer("inspection"), _TRANSFERRED_ON, **given)
    discipline = district.face(Role.DISCIPLINE)
    await clue.step("receiveClue", discipline, _RECEIVED_ON, input_type="ClueStepInput", note="已签收")
