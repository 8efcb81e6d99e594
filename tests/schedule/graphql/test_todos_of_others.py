"""Whoever asks is shown what the person may do and nothing else, over roles and units, with much to do in the district."""

from __future__ import annotations

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.clock import new_id
from services.chassis.identity import Actor
from services.law.parties import Role
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.graphql.permissions import PERMISSIONS
from services.schedule.usecases.todo.gather import asking_of, todos_of
from tests.schedule.ledger.desk import desk
from tests.schedule.life import TODAY, opened

LATER = date(2027, 12, 31)


async def busy(api):
    """Projects with everything open: plans, tasks, contact persons, weeks, reports, nodes and issues in several states."""
    life = await opened(api)
    await life.set_task()
    plan = (await life.plan())["nodePlan"]
    await life.complete(plan["nodes"]["edges"][0]["node"]["node"])
    await life.report()
    await opened(api)
    at = await desk(api)
    await at.raise_()
    await at.assigned()
    return life


async def test_every_person_sees_only_what_the_command_lets_that_person_do(api):
    life = await busy(api)
    units = [None, life.owner_unit, life.town_unit, life.industry_unit, life.land_unit, life.authority.unit, new_id()]
    loop = asyncio.get_running_loop()

    async def ask(actor):
        async with api.database.session("430211", read_only=True) as session:
            return await todos_of(session, asking_of(actor, LATER))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.frozensets(st.sampled_from(Role), max_size=3), st.sampled_from(units), st.sampled_from(["a", "b"]))
    def judge(roles, unit, subject):
        actor = Actor(subject, "测试员", roles, unit, "430211")
        found = asyncio.run_coroutine_threadsafe(ask(actor), loop).result(60)
        for todo in found.todos:
            rule = PERMISSIONS[f"Mutation.{todo.kind.command}"]
            assert rule.permits(actor), (todo.kind.code, roles)
            if todo.unit_id is not None:
                assert todo.unit_id == unit or Role.PROJECT_SERVICE in roles, (todo.kind.code, roles)
        assert roles or not found.todos
        assert len({t.key for t in found.todos}) == len(found.todos)

    await asyncio.to_thread(judge)


async def test_there_is_much_to_be_quiet_about(api):
    await busy(api)
    seen = set()
    async with api.database.session("430211", read_only=True) as session:
        for role in Role:
            for unit in (None, new_id()):
                found = await todos_of(
                    session, asking_of(Actor("x", "测试员", frozenset({role}), unit, "430211"), TODAY)
                )
                assert all(t.unit_id is None for t in found.todos), role
                seen |= {t.kind.code for t in found.todos}
    assert {"PROJECT_TO_PLAN", "REPORT_TO_VERIFY", "NODE_TO_VERIFY", "ISSUE_TO_ASSIGN"} <= seen


def test_every_kind_names_a_command_of_this_service():
    for kind in KINDS.values():
        assert f"Mutation.{kind.command}" in PERMISSIONS, kind.code
