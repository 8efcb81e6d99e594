"""Joint matters under races and failures: one decision, one number, all parts or none, whatever dies in between."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text

from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.store import joints, tables
from services.support.usecases.joint import case
from tests.support.services_world import JOINT, Services, refused, shown
from tests.support.world import DAY, District


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.ECOLOGY)


async def states(services: Services, joint: dict) -> set[tuple]:
    request, of = tables.Request, tables.JointMatter
    async with services.api.database.session(ALL_DIVISIONS) as session:
        parts = await session.execute(
            select(request.state, request.document_number).where(request.parent_id == joint["id"])
        )
        whole = await session.execute(select(of.state, of.document_number).where(of.id == joint["id"]))
        return {tuple(row) for row in (*parts.all(), *whole.all())}


async def test_two_decide_at_once_one_way_and_the_other_and_one_wins_for_all_parts(services):
    joint = await services.met()
    ways = [{"outcome": "GRANTED"}, {"outcome": "REFUSED", "reason": "不符"}] * 3
    outcomes = await asyncio.gather(*(services.joint("decideJointEvaluation", joint, **way) for way in ways))
    assert sum(not o["userErrors"] for o in outcomes) == 1
    assert {c for o in outcomes if o["userErrors"] for c in refused(o)} <= {"VERSION_CONFLICT", "CONFLICT"}
    assert len(await states(services, joint)) == 1


async def test_who_withdraws_and_who_decides_at_once_do_not_part_the_parts(services):
    joint = await services.met()
    outcomes = await asyncio.gather(
        services.joint("decideJointEvaluation", joint, outcome="GRANTED"),
        services.joint("withdrawJointEvaluation", joint, services.district.owner),
    )
    assert sum(not o["userErrors"] for o in outcomes) == 1
    assert len(await states(services, joint)) == 1


async def test_two_joint_matters_at_once_for_one_project_become_one(services):
    outcomes = await asyncio.gather(*(services.submit_joint() for _ in range(3)))
    assert sum(not o["userErrors"] for o in outcomes) == 1
    assert {c for o in outcomes if o["userErrors"] for c in refused(o)} <= {
        "JOINT_ALREADY_OPEN",
        "CONFLICT",
        "VERSION_CONFLICT",
    }


@pytest.mark.parametrize("after", [1, 2, 3])
async def test_when_the_connection_dies_between_two_parts_none_is_decided_and_the_number_is_free(
    services, monkeypatch, after
):
    joint = await services.met()
    before = await states(services, joint)
    done, real = 0, case.conclude

    async def dying(work, operation, part, change):
        nonlocal done
        made = await real(work, operation, part, change)
        done += 1
        if done == after:  # as the database sees a process that is gone
            await work.session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        return made

    with monkeypatch.context() as patched:
        patched.setattr(case, "conclude", dying)
        given = {"idempotencyKey": f"dies-{joint['id']}", "jointId": joint["id"], "expectedVersion": joint["version"]}
        answer = await services.api.raw(
            f"mutation($input: DecideJointEvaluationInput!) {{ decideJointEvaluation(input: $input) {{ {JOINT} }} }}",
            {"input": given | {"outcome": "GRANTED"}},
            as_=services.officer(Role.ECOLOGY),
            on=DAY,
        )
    assert done >= after
    assert answer.get("errors")
    assert await states(services, joint) == before
    decided = shown(await services.joint("decideJointEvaluation", joint, outcome="GRANTED"))
    assert {e["documentNumber"] for e in decided["evaluations"]} == {decided["documentNumber"]}


async def test_a_step_that_cannot_be_written_whole_is_not_written_at_all(services, monkeypatch):
    joint = await services.met()
    before = await states(services, joint)

    async def full(*_args):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(joints, "save", full)
        answer = await services.api.raw(
            f"mutation($input: WithdrawJointEvaluationInput!) {{ withdrawJointEvaluation(input: $input) {{ {JOINT} }} }}",
            {"input": {"idempotencyKey": "full", "jointId": joint["id"], "expectedVersion": joint["version"]}},
            as_=services.district.owner,
            on=DAY,
        )
    assert answer.get("errors")
    assert await states(services, joint) == before


async def test_the_database_itself_keeps_a_decision_without_a_meeting_out(services):
    joint = shown(await services.submit_joint())
    async with services.api.database.session(ALL_DIVISIONS) as session:
        wrong = text("update joint_matters set outcome = 'GRANTED', document_number = '示例' where id = :id")
        with pytest.raises(Exception, match="decided_after_a_meeting"):
            await session.execute(wrong, {"id": joint["id"]})
