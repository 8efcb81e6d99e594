"""Parts of a joint matter in a bulk command: each is refused with the clause of the joint matter, the others go on."""

from __future__ import annotations

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.support.services_world import FORMS, Services, shown, taken
from tests.support.world import DAY, District

BULK = "done refused rows { requestId done userErrors { code article field } }"


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.ECOLOGY)


async def in_bulk(services: Services, verb: str, requests: list[dict], **more) -> dict:
    rows = [{"requestId": r["id"], "expectedVersion": r["version"]} for r in requests]
    type_ = f"{verb[0].upper()}{verb[1:]}Input"
    return await services.api.do(verb, type_, BULK, services.officer(Role.ECOLOGY), DAY, requests=rows, **more)


@pytest.mark.parametrize("verb", ["acceptRequests", "claimRequests", "assignRequests"])
async def test_parts_are_refused_row_by_row_and_what_stands_alone_is_done(services, verb):
    joint = shown(await services.submit_joint())
    parts = joint["evaluations"]
    alone = await lone(services)
    if verb != "acceptRequests":
        alone = taken(await services.step("acceptRequest", alone, Role.ECOLOGY))
        joint = shown(await services.joint("acceptJointEvaluation", joint))
        parts = joint["evaluations"]
    more = {"toSubject": "eco-2", "toName": "经办员二"} if verb == "assignRequests" else {}
    done = await in_bulk(services, verb, [*parts, alone], **more)
    assert (done["done"], done["refused"]) == (1, len(parts))
    for row in done["rows"][:-1]:
        (fault,) = row["userErrors"]
        assert (fault["code"], fault["article"], fault["field"]) == (
            "PART_OF_JOINT_MATTER",
            "第十七条（二）",
            "requestId",
        )
    assert done["rows"][-1] == {"requestId": alone["id"], "done": True, "userErrors": []}
    read = await services.api(
        "query($id: UUID!) { jointEvaluation(id: $id) { state evaluations { state version } } }",
        {"id": joint["id"]},
        as_=services.district.owner,
        on=DAY,
    )
    assert {p["state"] for p in read["jointEvaluation"]["evaluations"]} == {joint["state"]}
    assert [p["version"] for p in read["jointEvaluation"]["evaluations"]] == [p["version"] for p in parts]


async def lone(services: Services) -> dict:
    """The same matter of another project, which is part of nothing."""
    district, project = services.district, new_id()
    event = district.project_event(projectId=project, name="示例另一项目")
    await district.api.consume("zhongdian.reserve.project.registered.v1", event | {"projectId": str(project)})
    kind, role = "EIA_CONSTRUCTION", Role.ECOLOGY
    return taken(await services.ask(kind, role, FORMS[kind], projectId=str(project)))
