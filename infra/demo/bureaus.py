"""Services of the bureaus: evaluations approved as one, incidents around sites with a photo, an agency (A14, A17)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import DemoProject, Stage
from infra.demo.record import Record
from infra.demo.weekly import photo

_JOINT = "jointEvaluation { id }"
_INCIDENT = "incident { id }"
_AGENCY = "agency { id items { id code } }"
_EVALUATIONS = {
    "EIA_CONSTRUCTION": {"form_kind": "FORM", "industry": "装备制造", "prepared_by": "示例环保技术有限公司"},
    "RIVER_OUTFALL": {
        "water": "示例河",
        "discharge": "120",
        "place": "左岸示例桥下游200米",
        "prepared_by": "示例水务设计院",
    },
}
# The parts of a joint matter are requests, which the assessment counts: what is received, and what is decided.
_FACTS_OF_A_STEP = len(_EVALUATIONS)
_SUBMITTED_ON, _ACCEPTED_ON, _MET_ON, _DECIDED_ON = (
    date(2027, 4, 1),
    date(2027, 4, 2),
    date(2027, 4, 7),
    date(2027, 4, 8),
)


async def evaluate_jointly(district: District) -> None:
    """One project's evaluations are approved by one document; another's have just come in."""
    first, second = _private(district)[:2]
    joint = await _submitted(district, first, _SUBMITTED_ON)
    ecology, plain = district.officer("ecology"), "JointEvaluationInput"
    await joint.step("acceptJointEvaluation", ecology, _ACCEPTED_ON, input_type=plain)
    await joint.step("claimJointEvaluation", ecology, _ACCEPTED_ON, input_type=plain)
    attending = [
        {"unitId": district.units["ecology"], "stance": "AGREE", "said": ""},
        {"unitId": district.units["water"], "stance": "AGREE_WITH_CONDITIONS", "said": "排污口须设在线监测"},
    ]
    meeting: dict[str, Any] = {"heldOn": _MET_ON, "place": "示例区政务服务中心", "conclusion": "原则同意，落实监测要求"}
    await joint.step("recordJointMeeting", ecology, _MET_ON, attending=attending, **meeting)
    await joint.step("decideJointEvaluation", ecology, _DECIDED_ON, outcome="GRANTED", reason="各项论证符合要求")
    district.expected_facts += _FACTS_OF_A_STEP
    await _submitted(district, second, _DECIDED_ON)


async def _submitted(district: District, project: DemoProject, on: date) -> Record:
    joint = Record(district, f"joint {project.key}", "jointId", _JOINT)
    parts = [
        {"kind": kind, "form": [{"code": code, "value": value} for code, value in form.items()]}
        for kind, form in _EVALUATIONS.items()
    ]
    of = {"projectId": district.ids[project.key], "purpose": f"{project.name}环境影响评价", "evaluations": parts}
    await joint.begin("submitJointEvaluation", district.officer(project.owner), on, **of)
    district.expected_facts += _FACTS_OF_A_STEP
    return joint


async def keep_order(district: District) -> None:
    """Incidents: one settled, with a photo of what was found; one taken up; one that nobody has taken up yet."""
    police = district.officer("police")
    settled, open_, fresh = _private(district)[2:5]
    incident = await _reported(district, settled, date(2027, 3, 16), "数人阻拦土方车辆进场", "SERIOUS")
    file = await district.door.upload(
        "support",
        f"incident-{settled.key}.jpg",
        photo(settled, date(2027, 3, 16)),
        district.officer(settled.owner),
        date(2027, 3, 16),
    )
    await district.door.do(
        "attachSupportFiles",
        incident.about,
        district.officer(settled.owner),
        date(2027, 3, 16),
        "files { id }",
        kind="SITE_INCIDENT",
        recordId=incident.id,
        fileIds=[file],
    )
    await incident.step("takeUpSiteIncident", police, date(2027, 3, 16), input_type="SiteIncidentInput")
    await incident.step("logSiteIncident", police, date(2027, 3, 17), text="到场制止，双方到所调解")
    await incident.step("closeSiteIncident", police, date(2027, 3, 18), result="经调解恢复施工")
    second = await _reported(district, open_, date(2027, 4, 6), "工地夜间电缆被盗", "GENERAL", kind="THEFT")
    await second.step("takeUpSiteIncident", police, date(2027, 4, 7), input_type="SiteIncidentInput")
    await _reported(district, fresh, date(2027, 4, 9), "强行要求承揽渣土运输", "SERIOUS", kind="FORCED_DEAL")


async def _reported(
    district: District, project: DemoProject, on: date, what: str, severity: str, kind: str = "OBSTRUCTION"
) -> Record:
    incident = Record(district, f"incident {project.key}", "incidentId", _INCIDENT)
    told = {"title": what, "description": f"{what}，影响施工（演示）", "place": "工地一号门", "occurredOn": on}
    of = {"projectId": district.ids[project.key], "kind": kind, "severity": severity}
    await incident.begin("reportSiteIncident", district.officer(project.owner), on, **of, **told)
    return incident


async def act_for_owners(district: District) -> None:
    """An owner is represented: items handed in at once, one done, one late and supervised; another has just applied."""
    represented, applying = _private(district)[5:7]
    service, owner = district.officer("service"), district.officer(represented.owner)
    scope: dict[str, Any] = {
        "stages": ["LAND_AND_PLANNING", "PROJECT_PERMIT"],
        "itemCodes": [],
        "fromOn": date(2027, 3, 1),
        "untilOn": date(2027, 12, 31),
    }
    agency = await _applied(district, represented, date(2027, 3, 1), scope)
    agent = {"agentSubject": service.subject, "agentName": service.name}
    taken = await agency.step("acceptAgency", service, date(2027, 3, 2), **agent)
    await agency.step("authoriseAgency", owner, date(2027, 3, 3), scope={**scope, "fromOn": date(2027, 3, 3)})
    ids = {item["code"]: item["id"] for item in taken["items"]}
    rows = [{"itemId": ids[c], "purpose": "按清单申报"} for c in ("SITE_OPINION", "PROJECT_FILING")]
    about = f"{agency.about} first"
    told = "results { itemId userErrors { code } }"
    await district.door.do("submitItems", about, service, date(2027, 3, 4), told, caseId=agency.id, items=rows)
    filing = Record(district, f"{agency.about} filing", "itemId", "item { id }", ids["PROJECT_FILING"], _HANDED_IN)
    done = {"text": "区发改部门备案办结", "documentNumber": "示例发改备〔2027〕31号"}
    await filing.step("recordAgencyItemDone", service, date(2027, 3, 5), input_type="AgencyItemDoneInput", **done)
    site = Record(district, f"{agency.about} site", "itemId", "item { id }", ids["SITE_OPINION"], _HANDED_IN)
    follower = {"followerSubject": service.subject, "followerName": service.name}
    await site.step("nameAgencyFollower", service, date(2027, 3, 5), input_type="NameFollowerInput", **follower)
    await site.step(
        "recordAgencyFollowUp", service, date(2027, 3, 12), input_type="AgencyItemInput", text="市局已组织现场踏勘"
    )
    given = {"itemId": site.id, "reason": "市级承诺时限已过，请会同督办"}
    await district.door.do("openSupervision", site.about, service, date(2027, 3, 22), "supervision { id }", **given)
    await _applied(district, applying, date(2027, 4, 7), {**scope, "fromOn": date(2027, 4, 7)})


_HANDED_IN = 3  # made, became ready, handed in


async def _applied(district: District, project: DemoProject, on: date, scope: dict[str, Any]) -> Record:
    agency = Record(district, f"agency {project.key}", "caseId", _AGENCY)
    given = {"route": "FILING", "scope": scope, "note": "首次在本区建设，申请全程帮代办（演示）"}
    of = {"projectId": district.ids[project.key]}
    await agency.begin("applyForAgency", district.officer(project.owner), on, **of, **given)
    return agency


def _private(district: District) -> list[DemoProject]:
    """Return projects of companies that are to be begun or go on, without the Songjing project, whose own life is told."""
    fits = [p for p in district.projects if p.stage in {Stage.NEW_START, Stage.CONTINUING} and not p.government]
    return [p for p in fits if p.key != "songjing"]
