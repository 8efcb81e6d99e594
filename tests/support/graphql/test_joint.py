"""Joint evaluations through the API: one acceptance, one meeting, one approval; all or none (第十七条（二）)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.services_world import (
    JOINT,
    REQUEST,
    Services,
    evaluation,
    refused,
    shown,
    taken,
)
from tests.support.world import DAY, District

DUE = "2026-03-30"  # twenty working days after DAY


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.ECOLOGY)


async def whole(services: Services, joint: dict, who=None) -> dict:
    query = """query($id: UUID!) { jointEvaluation(id: $id) {
        id version state stateName workingDays dueOn outcome decisionReason documentNumber meetingCount claimedBy purpose
        project { id } bureau { id } applicant { id } node { id }
        evaluations { id kind state dueOn documentNumber outcome form { code value } joint { id } history { action } }
        meetings { number heldOn place conclusion attending { unitId stance said } }
        history { version action state note } } }"""
    return (await services.api(query, {"id": joint["id"]}, as_=who or services.district.owner))["jointEvaluation"]


async def test_several_evaluations_are_received_accepted_discussed_and_approved_as_one(services):
    joint = await services.met()
    payload = await services.joint("decideJointEvaluation", joint, on=date(2026, 3, 30), outcome="GRANTED")
    decided = shown(payload)
    read = await whole(services, decided)
    number = read["documentNumber"]
    assert number.startswith("株天环评〔2026〕")
    assert (read["state"], read["outcome"], read["workingDays"], read["meetingCount"]) == ("GRANTED", "GRANTED", 20, 1)
    assert {e["documentNumber"] for e in read["evaluations"]} == {number}
    assert {(e["state"], e["dueOn"]) for e in read["evaluations"]} == {("GRANTED", DUE)}
    assert [e["kind"] for e in read["evaluations"]] == ["EIA_CONSTRUCTION", "EIA_RADIATION", "RIVER_OUTFALL"]
    assert {e["joint"]["id"] for e in read["evaluations"]} == {read["id"]}
    assert [s["action"] for s in read["history"]] == ["SUBMITTED", "ACCEPTED", "CLAIMED", "CONSULTED", "DECIDED"]
    assert read["meetings"][0]["attending"][0]["stance"] == "AGREE_WITH_CONDITIONS"
    for part in read["evaluations"]:
        assert [s["action"] for s in part["history"]] == ["SUBMITTED", "ACCEPTED", "CLAIMED", "DECIDED"]


async def test_no_part_is_accepted_or_decided_alone(services):
    joint = shown(await services.submit_joint())
    part = joint["evaluations"][0]
    alone = await services.step("acceptRequest", part, Role.ECOLOGY)
    assert refused(alone) == {"PART_OF_JOINT_MATTER": "requestId"}
    assert alone["userErrors"][0]["article"] == "第十七条（二）"
    joint = shown(await services.joint("acceptJointEvaluation", joint))
    joint = shown(await services.joint("claimJointEvaluation", joint))
    part = joint["evaluations"][0]
    assert refused(await services.step("decideRequest", part, Role.ECOLOGY, outcome="GRANTED")) == {
        "PART_OF_JOINT_MATTER": "requestId"
    }
    gone = await services.api.do(
        "withdrawRequest",
        "WithdrawRequestInput",
        REQUEST,
        services.district.owner,
        DAY,
        requestId=part["id"],
        expectedVersion=part["version"],
    )
    assert refused(gone) == {"PART_OF_JOINT_MATTER": "requestId"}


async def test_a_return_stops_the_one_clock_and_the_answer_may_correct_one_form(services):
    joint = shown(await services.submit_joint())
    joint = shown(
        await services.joint(
            "returnJointEvaluation", joint, reason="论证深度不足", missing=["排污口论证"], on=date(2026, 3, 4)
        )
    )
    assert {e["dueOn"] for e in joint["evaluations"]} == {None}
    assert joint["dueOn"] is None
    answer = {"purpose": "补正后", "evaluations": [evaluation("RIVER_OUTFALL", discharge="90")]}
    joint = shown(
        await services.joint("resubmitJointEvaluation", joint, services.district.owner, date(2026, 3, 9), **answer)
    )
    read = await whole(services, joint)
    assert read["dueOn"] == "2026-04-03"  # 30 March, and the four working days that did not count
    assert {e["dueOn"] for e in read["evaluations"]} == {"2026-04-03"}
    outfall = read["evaluations"][2]
    assert {"code": "discharge", "value": "90"} in outfall["form"]
    assert read["purpose"] == "补正后"


async def test_a_wrong_answer_changes_nothing(services):
    joint = shown(await services.submit_joint())
    joint = shown(await services.joint("returnJointEvaluation", joint, reason="缺图"))
    answer = {
        "purpose": "补正后",
        "evaluations": [evaluation("RIVER_OUTFALL", discharge="x"), evaluation("LAND_QUOTA")],
    }
    wrong = await services.joint("resubmitJointEvaluation", joint, services.district.owner, **answer)
    assert refused(wrong) == {
        "FIELD_INVALID": "evaluations.RIVER_OUTFALL.form.discharge",
        "JOINT_PART_UNKNOWN": "evaluations.LAND_QUOTA.kind",
    }
    assert (await whole(services, joint))["state"] == "RETURNED"


async def test_a_special_procedure_stops_and_resumes_all_parts(services):
    joint = await services.met()
    order = {"procedure": "EXPERT_REVIEW", "reason": "技术评估", "document": "示例评〔2026〕1号"}
    joint = shown(await services.joint("suspendJointEvaluation", joint, **order))
    assert {e["state"] for e in joint["evaluations"]} == {"SUSPENDED"}
    unknown = await services.joint("suspendJointEvaluation", joint, **(order | {"procedure": "REST"}))
    assert {"PROCEDURE_UNKNOWN", "STATE_NOT_ALLOWED"} <= set(refused(unknown))
    joint = shown(await services.joint("resumeJointEvaluation", joint, on=date(2026, 3, 12), note="评估通过"))
    assert {e["state"] for e in joint["evaluations"]} == {"CLAIMED"}
    joint = shown(
        await services.joint(
            "withdrawJointEvaluation", joint, services.district.owner, date(2026, 3, 13), reason="方案调整"
        )
    )
    assert {e["state"] for e in joint["evaluations"]} | {joint["state"]} == {"WITHDRAWN"}


async def test_what_is_wrong_with_a_submission_is_told_whole(services):
    forms = [evaluation("RIVER_OUTFALL", water=""), evaluation("EIA_RADIATION", source_kind="X")]
    wrong = await services.submit_joint(evaluations=forms, purpose="")
    assert refused(wrong) == {
        "TEXT_MISSING": "purpose",
        "FIELD_MISSING": "evaluations.RIVER_OUTFALL.form.water",
        "FIELD_INVALID": "evaluations.EIA_RADIATION.form.source_kind",
    }
    assert refused(await services.submit_joint(evaluations=[evaluation("RIVER_OUTFALL")])) == {
        "JOINT_TOO_FEW": "evaluations"
    }
    stranger = person(Role.OWNER, unit=new_id())
    assert set(refused(await services.submit_joint(who=stranger))) == {"NOT_THE_APPLICANT"}
    assert refused(await services.submit_joint(projectId=str(new_id()))) == {"PROJECT_UNKNOWN": "projectId"}


async def test_one_joint_matter_of_a_project_is_open_at_a_time_and_none_joins_what_is_asked_alone(services):
    form = {c["code"]: c["value"] for c in evaluation("RIVER_OUTFALL")["form"]}
    alone = taken(await services.ask("RIVER_OUTFALL", Role.ECOLOGY, form))
    again = refused(await services.submit_joint())
    assert again == {"REQUEST_ALREADY_OPEN": "evaluations.RIVER_OUTFALL.kind"}
    rest = [evaluation("EIA_CONSTRUCTION"), evaluation("EIA_RADIATION")]
    joint = shown(await services.submit_joint(evaluations=rest))
    assert refused(await services.submit_joint(evaluations=rest)) == {"JOINT_ALREADY_OPEN": "projectId"}
    stranger = person(Role.OWNER, unit=new_id())
    assert set(refused(await services.submit_joint(who=stranger))) == {"NOT_THE_APPLICANT"}  # and not what is open
    assert alone["state"] == "SUBMITTED"
    joint = shown(await services.joint("notAcceptJointEvaluation", joint, reason="由市级审批"))
    assert {e["state"] for e in joint["evaluations"]} == {"NOT_ACCEPTED"}
    shown(await services.submit_joint(evaluations=rest))


async def test_decisions_are_refused_before_the_meeting_in_part_and_to_strangers(services):
    joint = shown(await services.submit_joint())
    joint = shown(await services.joint("acceptJointEvaluation", joint))
    joint = shown(await services.joint("claimJointEvaluation", joint))
    early = await services.joint("decideJointEvaluation", joint, outcome="GRANTED")
    assert refused(early) == {"JOINT_MEETING_MISSING": None}
    partly = await services.joint("decideJointEvaluation", joint, outcome="GRANTED_IN_PART", reason="部分")
    assert refused(partly) == {"JOINT_ALL_OR_NONE": "outcome"}
    unknown = services.meeting() | {"attending": [{"unitId": str(new_id()), "stance": "AGREE"}]}
    assert refused(await services.joint("recordJointMeeting", joint, **unknown)) == {"UNIT_UNKNOWN": "attending"}
    stale = await services.joint("recordJointMeeting", joint | {"version": 1}, **services.meeting())
    assert set(refused(stale)) == {"VERSION_CONFLICT"}
    elsewhere = person(Role.ECOLOGY, unit=new_id())
    assert set(refused(await services.joint("claimJointEvaluation", joint, elsewhere))) == {"JOINT_UNKNOWN"}


async def test_a_joint_matter_is_seen_by_those_who_see_its_parts_and_listed_for_them(services):
    joint = await services.met(purpose="涂料项目一期多评合一")
    stranger = person(Role.OWNER, unit=new_id())
    assert await whole(services, joint, stranger) is None
    query = """query($filter: JointEvaluationFilter) { jointEvaluations(filter: $filter, first: 5) {
        edges { node { id state } } } }"""

    async def listed(who, **filter) -> list[str]:
        page = (await services.api(query, {"filter": filter}, as_=who))["jointEvaluations"]
        return [edge["node"]["id"] for edge in page["edges"]]

    by = {"projectId": str(services.district.project)}
    for who in (services.district.owner, services.district.agent, services.officer(Role.ECOLOGY)):
        assert await listed(who, **by, open=True) == [joint["id"]]
    assert await listed(services.district.owner, **by, states=["CLAIMED"], search="涂料项目一期") == [joint["id"]]
    assert await listed(services.district.owner, **by, open=False) == []
    assert await listed(services.district.owner, **by, search="没有的字") == []
    assert await listed(services.officer(Role.ECOLOGY), bureauId=str(services.units[Role.ECOLOGY])) == [joint["id"]]
    assert await listed(stranger, **by) == []


async def test_the_rule_is_shown_and_who_may_not_is_refused(services):
    query = "{ jointEvaluationRules { code name kinds fewest workingDays source since } }"
    (rule,) = (await services.api(query, as_=services.district.owner))["jointEvaluationRules"]
    assert (rule["workingDays"], rule["fewest"]) == (20, 2)
    assert "本区默认" in rule["source"]
    joint = shown(await services.submit_joint())
    answer = await services.api.raw(
        f"mutation($input: JointEvaluationInput!) {{ acceptJointEvaluation(input: $input) {{ {JOINT} }} }}",
        {"input": {"idempotencyKey": "k", "jointId": joint["id"], "expectedVersion": 1}},
        as_=services.district.owner,
    )
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]
