"""Rows of joint evaluations, incidents, refunds, contacts and periods, each with words of its own, for whoever asks all."""

from __future__ import annotations

from typing import Any

from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person
from tests.support.services_world import Services, seen, shown, taken
from tests.support.world import DAY, District

ROLES = (Role.ECOLOGY, Role.PUBLIC_SECURITY, Role.APPROVAL_SERVICE, Role.URBAN_MANAGEMENT)
_ROAD = {
    "place": "示例路二号门前",
    "area": "40",
    "from": "2026-03-16",
    "until": "2026-03-31",
    "reason": "管道接入",
    "restore": "恢复原状",
}
_REFUND = {"fee": "ROAD_DEPOSIT", "paid_on": "2025-06-03", "receipt": "示例票据九号", "reason": "修复验收合格"}
_LIAISON = {"city_bureau": "示例市水务局", "matter": "协调取水许可"}


async def services_rich(api: Api, district: District) -> tuple[dict[str, list[Any]], list[Person], dict[str, str]]:
    """Fill the tables of this area; return entities, people and arguments."""
    services = await Services.of(district, *ROLES)
    joint = await services.met(purpose="多评合一的用途")
    joint = shown(await services.joint("decideJointEvaluation", joint, outcome="GRANTED", reason="一并批复的意见"))
    incident = seen(await services.report(title="示例围挡被推倒", description="围挡倒塌的情况", place="二号门外"))
    incident = seen(await services.incident("takeUpSiteIncident", incident))
    incident = seen(await services.incident("logSiteIncident", incident, text="已到场制止的处置"))
    incident = seen(await services.incident("closeSiteIncident", incident, result="围挡已恢复的结果"))
    await _outcomes(services)
    entities = {"JointEvaluation": [joint["id"]], "SiteIncident": [incident["id"]]}
    arguments = {
        "Query.jointEvaluation": f'id: "{joint["id"]}"',
        "Query.siteIncident": f'id: "{incident["id"]}"',
        "Query.siteIncidentStatistics": "year: 2026",
    }
    return entities, [services.officer(role) for role in ROLES], arguments


async def _outcomes(services: Services) -> None:
    window, urban = Role.APPROVAL_SERVICE, Role.URBAN_MANAGEMENT
    refund = await services.claimed("FEE_REFUND", window, _REFUND, quantity="30", unit="WAN_YUAN")
    refund = taken(await services.step("decideRequest", refund, window, outcome="GRANTED"))
    paid = {
        "requestId": refund["id"],
        "amount": "12.5",
        "paidOn": str(DAY),
        "voucher": "退付凭证八号",
        "note": "首笔退付",
    }
    assert not (await services.do("recordRefund", "request { id }", services.officer(window), **paid))["userErrors"]
    liaison = await services.claimed("CITY_LIAISON", window, _LIAISON)
    made = {"requestId": liaison["id"], "contactedOn": str(DAY), "contacted": "示例市局科室", "text": "对接的情况"}
    logged = await services.do(
        "logCityContact", "request { id }", services.officer(window), **made, nextOn="2026-03-09"
    )
    assert not logged["userErrors"]
    road = await services.claimed("ROAD_OCCUPATION", urban, _ROAD)
    survey = {"surveyedOn": str(DAY), "people": ["示例踏勘岗"], "findings": "道路踏勘的情况"}
    road = taken(await services.step("recordSurvey", road, urban, **survey))
    road = taken(await services.step("decideRequest", road, urban, outcome="GRANTED"))
    period = {"requestId": road["id"], "since": "2026-03-16", "until": "2026-03-20", "note": "批准期限的说明"}
    recorded = await services.do("recordPermittedPeriod", "request { id }", services.officer(urban), **period)
    assert not recorded["userErrors"]
