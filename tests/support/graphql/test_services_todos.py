"""What there is to do about joint evaluations, incidents, refunds and permitted periods, through the endpoint."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.law.parties import Role
from tests.harness.todos import todos
from tests.support.services_world import Services, seen, shown, taken
from tests.support.world import DAY, District


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.ECOLOGY, Role.PUBLIC_SECURITY, Role.APPROVAL_SERVICE)


async def asked(services: Services, who) -> list[str]:
    found = await todos(services.api, who, DAY, "supportTodos", projectId=str(services.district.project))
    return [todo["kind"] for todo in found]


async def test_a_joint_evaluation_is_one_thing_to_do_and_its_parts_are_none(services):
    officer, owner = services.officer(Role.ECOLOGY), services.district.owner
    joint = shown(await services.submit_joint())
    assert await asked(services, officer) == ["JOINT_TO_ACCEPT"]
    joint = shown(await services.joint("returnJointEvaluation", joint, reason="缺图"))
    assert (await asked(services, officer), await asked(services, owner)) == ([], ["JOINT_RETURNED"])
    joint = shown(await services.joint("resubmitJointEvaluation", joint, owner, purpose="补正"))
    joint = shown(await services.joint("acceptJointEvaluation", joint))
    assert await asked(services, officer) == ["JOINT_TO_CLAIM"]
    joint = shown(await services.joint("claimJointEvaluation", joint))
    assert await asked(services, officer) == ["JOINT_TO_MEET"]
    assert await asked(services, officer.but(subject="eco-colleague")) == []
    joint = shown(await services.joint("recordJointMeeting", joint, **services.meeting()))
    assert await asked(services, officer) == ["JOINT_TO_DECIDE"]
    shown(await services.joint("decideJointEvaluation", joint, outcome="GRANTED"))
    assert not {"JOINT_TO_DECIDE", "REQUEST_TO_DECIDE"} & set(await asked(services, officer))


async def test_an_incident_waits_for_all_of_public_security_and_then_for_one(services):
    police, at = services.officer(Role.PUBLIC_SECURITY), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    incident = seen(await services.report(at=at))
    assert await asked(services, police) == ["INCIDENT_TO_TAKE_UP"]
    assert await asked(services, services.district.owner) == []
    incident = seen(await services.incident("takeUpSiteIncident", incident, at=at))
    assert await asked(services, police) == ["INCIDENT_TO_SETTLE"]
    assert await asked(services, police.but(subject="police-2")) == []
    seen(await services.incident("closeSiteIncident", incident, at=at, result="已处置"))
    assert await asked(services, police) == []


async def test_a_granted_refund_is_to_be_paid_until_it_is_paid_whole(services):
    role = Role.APPROVAL_SERVICE
    form = {"fee": "OTHER", "paid_on": "2025-06-03", "receipt": "示例票据2号", "reason": "条件已具备"}
    request = await services.claimed("FEE_REFUND", role, form, quantity="3", unit="WAN_YUAN")
    request = taken(await services.step("decideRequest", request, role, outcome="GRANTED"))
    payment = {"requestId": request["id"], "paidOn": str(DAY), "voucher": "示例凭证3"}
    for amount, left in (("2", True), ("1", False)):
        await services.do("recordRefund", "request { id }", services.officer(role), **payment, amount=amount)
        assert ("REFUND_TO_PAY" in await asked(services, services.officer(role))) == left
