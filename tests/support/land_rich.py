"""Transfers, a land plan in its second edition and two consultations: what the rich district has of the land area."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.store import tables
from tests.support.land_world import LandDistrict
from tests.support.world import DAY, District

SPAN = 'from: "2026-01-01", to: "2026-12-31"'


async def landed(district: District) -> dict[str, str]:
    """Let the two departments plan and consult; return the arguments of what is asked of it by id."""
    land = LandDistrict(
        district.api, district.division, district.bureau, district.service, district.owner_unit, district.project, new_id()
    )  # fmt: skip
    await land.unit(land.requisition, "区征地事务所（示例）", [Role.REQUISITION])
    source, target = await land.quota("60", 2029), await land.quota("0", 2030)
    asked = await land.asked(source, target, "20", reason="调剂理由独有", basis="调剂依据独有")
    assert (await land.decided(asked["transfer"], note="同意调剂独有"))["userErrors"] == []
    plan = await _planned(land)
    meeting = await _consulted(land, plan)
    account = f'accountId: "{source["id"]}"'
    return {
        "Query.landPlan": f'id: "{plan}"',
        "Query.landPlanFile": f'id: "{plan}"',
        "Query.landConsultation": f'id: "{meeting}"',
        "Query.landConsultationPaper": f'id: "{meeting}", form: DOCX',
        "Query.missedLandConsultations": 'since: "2026-01-01"',
        "Query.quotaQueue": account,
        "Query.quotaStatementFile": f"{account}, {SPAN}",
        "QuotaAccount.statement": SPAN,
    }


async def _do(land: LandDistrict, verb: str, selection: str, as_=None, on: date = DAY, **given) -> dict:  # type: ignore[no-untyped-def]
    name = f"{verb[0].upper()}{verb[1:]}Input"
    done = await land.api.do(verb, name, selection, as_ or land.officer, on, **given)
    assert done["userErrors"] == [], (verb, done)
    return done


async def _planned(land: LandDistrict) -> str:
    made = (await _do(land, "createLandPlan", "plan { id }", year=2026))["plan"]["id"]
    entry = {
        "projectId": str(land.project),
        "area": "80.5",
        "responsibleUnitId": str(land.owner_unit),
        "supplyMonth": 2,
    }
    for kind in ("NEW_CONSTRUCTION_LAND", "CULTIVATED_LAND_BALANCE"):
        item = await _do(
            land, "addLandPlanItem", "item { id version }", planId=made, entry=entry | {"kind": kind, "note": f"备注{kind}"}
        )  # fmt: skip
    for party, who in (("LAND", land.officer), ("REQUISITION", land.requisitioner)):
        await _do(land, "confirmLandPlan", "plan { id }", who, planId=made, party=party, **await _seen(land, made))
    await _do(
        land, "issueLandPlan", "plan { id }", planId=made, number="独有计划〔2026〕7号", **await _seen(land, made)
    )
    reason = "独有的调整理由"
    await _do(land, "reviseLandPlan", "plan { id }", planId=made, reason=reason, **await _seen(land, made))
    gone = {"itemId": item["item"]["id"], "expectedVersion": item["item"]["version"]}
    await _do(land, "removeLandPlanItem", "plan { id }", **gone, reason="独有的移出理由")
    return made


async def _seen(land: LandDistrict, plan: str) -> dict[str, int]:
    (row,) = await land.api.rows(select(tables.LandPlan.version).where(tables.LandPlan.id == plan))
    return {"expectedVersion": row.version}


async def _consulted(land: LandDistrict, plan: str) -> str:
    assert plan
    opened = await _do(
        land, "openLandConsultation", "consultation { id }", month="2026-03-01", place="独有会议室"
    )  # fmt: skip
    meeting = opened["consultation"]["id"]
    added = await _do(land, "addLandAgendaItem", "item { id version }", consultationId=meeting, text="独有的议题")
    decided = {"decision": "独有的议定", "responsibleUnitId": str(land.owner_unit), "deadline": "2026-03-20"}
    of_item = {"itemId": added["item"]["id"], "expectedVersion": added["item"]["version"]}
    await _do(land, "decideLandAgendaItem", "item { id }", **of_item, **decided)
    return meeting
