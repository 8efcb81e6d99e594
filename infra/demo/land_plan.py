"""The year's land plan and the monthly consultations with what came of them (A15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.demo.record import Record
from infra.demo.tasks import scheduled

_PLANNED_ON, _ISSUED_ON, _REPORTED_ON = date(2027, 1, 13), date(2027, 1, 20), date(2027, 4, 2)
_OPENED_ON, _HELD_ON, _RAISED_ON = date(2027, 3, 8), date(2027, 3, 25), date(2027, 3, 26)
_DONE_ON, _APRIL_ON = date(2027, 4, 7), date(2027, 4, 6)
_PER_MU = Decimal(500)  # 万元 of investment that one 亩 carries
_MONTHS = ((2, 3, 5), (2, 4, 6), (4, 5, 8), (5, 6, 9))  # requisition, demolition, supply; the second is late
ITEMS = 4
_AGENDA = """query Agenda($id: UUID!) { landConsultation(id: $id) {
  items(first: 100) { edges { node { id position source } } } } }"""
_SAID = {
    "REQUEST_OVERDUE": "自然资源部门五个工作日内作出决定，确需补充材料的一次告知",
    "QUOTA_SHORT": "向市局申请追加新增建设用地计划指标",
    "SUPPLY_LATE": "征拆部门逐户明确签约时间，倒排到旬",
}


async def issue_plan(district: District) -> None:
    """Both departments compile the year's plan, confirm it, and it is issued; what was done of it by now is reported."""
    land, requisition = district.officer("land"), district.officer("requisition")
    plan = Record(district, f"land plan {PLAN_YEAR}", "planId", "plan { id }")
    await plan.begin("createLandPlan", land, _PLANNED_ON, year=PLAN_YEAR)
    items = []
    for number, project in enumerate(_planned(district)):
        about = f"{plan.about} {project.key}"
        entry = _entry(district, project, number)
        done = await district.door.do(
            "addLandPlanItem", about, land, _PLANNED_ON, "item { id }", planId=plan.id, entry=entry
        )
        items.append(done["item"]["id"])
        plan.version += 1
    await plan.step("confirmLandPlan", land, _PLANNED_ON, party="LAND")
    await plan.step("confirmLandPlan", requisition, _ISSUED_ON, party="REQUISITION")
    await plan.step("issueLandPlan", land, _ISSUED_ON, number=f"示例自然资发〔{PLAN_YEAR}〕6号")
    reported = {"itemId": items[0], "expectedVersion": 1, "stage": "REQUISITION", "doneOn": date(2027, 2, 19)}
    about = f"{plan.about} requisition"
    await district.door.do("reportLandPlanStage", about, requisition, _REPORTED_ON, "item { id }", **reported)


def _planned(district: District) -> list[DemoProject]:
    """The Songjing project and the first others that are to be begun."""
    coming = [p for _, p in scheduled(district) if p.stage is Stage.NEW_START]
    return sorted(coming, key=lambda p: p.key != "songjing")[:ITEMS]


def _entry(district: District, project: DemoProject, number: int) -> dict[str, Any]:
    requisition, demolition, supply = _MONTHS[number % len(_MONTHS)]
    return {
        "projectId": district.ids[project.key],
        "kind": "NEW_CONSTRUCTION_LAND",
        "area": Decimal(130) if project.key == "songjing" else (project.total / _PER_MU).quantize(Decimal(1)),
        "responsibleUnitId": district.units[project.town],
        "requisitionMonth": requisition,
        "demolitionMonth": demolition,
        "supplyMonth": supply,
        "note": f"{project.name}（演示）",
    }


async def consult(district: District) -> None:
    """March's consultation has its minutes, one decision is on the ledger, one done; April's is being prepared."""
    land, requisition = district.officer("land"), district.officer("requisition")
    march = await _opened(district, date(2027, 3, 1), _OPENED_ON)
    project = _planned(district)[1]
    added = await district.door.do(
        "addLandAgendaItem",
        march.about,
        requisition,
        _OPENED_ON,
        "item { id }",
        consultationId=march.id,
        text=f"{project.name}红线内尚有坟墓迁移未完成",
        projectId=district.ids[project.key],
    )
    march.version += 1
    by_hand = added["item"]["id"]
    shown = await district.door.read("agenda", _AGENDA, land, _HELD_ON, id=march.id)
    agenda = [e["node"] for e in shown["landConsultation"]["items"]["edges"]]
    for item in agenda:
        said = _SAID.get(item["source"], "属地镇街十日内完成迁移并复核")
        unit = project.town if item["id"] == by_hand else "land"
        await _decide(district, march, item["id"], said, unit)
    meeting: dict[str, Any] = {
        "heldOn": _HELD_ON,
        "place": "示例区自然资源分局三楼会议室",
        "chairedBy": "示例副区长",
        "attendance": [
            {"name": "示例分局长", "unitId": district.units["land"], "present": True},
            {"name": "示例征拆中心主任", "unitId": district.units["requisition"], "present": True},
            {"name": "示例镇长", "unitId": district.units[project.town], "present": False},
        ],
    }
    await march.step("recordLandMeeting", land, _HELD_ON, **meeting)
    await march.step("closeLandConsultation", land, _HELD_ON, minutes="会议逐项研究了用地难点堵点，议定事项如下。")
    await _follow_up(district, [i["id"] for i in agenda if i["id"] != by_hand], by_hand, project)
    await _opened(district, date(2027, 4, 1), _APRIL_ON)


async def _opened(district: District, month: date, on: date) -> Record:
    meeting = Record(district, f"land consultation {month:%Y-%m}", "consultationId", "consultation { id }")
    await meeting.begin("openLandConsultation", district.officer("land"), on, month=month, place="示例区自然资源分局")
    return meeting


async def _decide(district: District, meeting: Record, item: str, said: str, unit: str) -> None:
    given: dict[str, Any] = {"decision": said, "responsibleUnitId": district.units[unit], "deadline": date(2027, 4, 5)}
    about, land = f"{meeting.about} {item}", district.officer("land")
    given |= {"itemId": item, "expectedVersion": 1}
    await district.door.do("decideLandAgendaItem", about, land, _HELD_ON, "item { id }", **given)
    meeting.version += 1


async def _follow_up(district: District, drafted: list[str], by_hand: str, project: DemoProject) -> None:
    """What was decided on the first difficulty goes to the ledger; the town reports its decision done."""
    seen: dict[str, Any] = {"expectedVersion": 2}  # made, and decided
    land, town, told = district.officer("land"), district.officer(project.town), "item { id }"
    for item in drafted[:1]:
        raised = {**seen, "itemId": item, "severity": "JAM"}
        await district.door.do("raiseLandFollowUp", item, land, _RAISED_ON, told, **raised)
    done = {**seen, "itemId": by_hand, "doneOn": _DONE_ON, "text": "已全部迁移并复核"}
    await district.door.do("reportLandAgendaItem", by_hand, town, _DONE_ON, told, **done)
