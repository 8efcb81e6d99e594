"""Whatever is asked of reserve: the compiled answer is the walked one, errors and order of keys included."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.graphql.schema import schema
from services.reserve.store import tables
from tests.harness.operations import operations
from tests.harness.people import person
from tests.reserve.life import FINANCE, INVESTMENT, PLAN, TODAY, Reserve, at, of

KNOWN: list[str] = [str(new_id())]
MEETING = {"body": "WORKING_COMMITTEE", "heldOn": str(TODAY)}


@cache
def core():
    return schema().core


@pytest.fixture(scope="module")
async def life(reserve: Reserve) -> Reserve:
    """Make a directory, projects with documents and history, and a plan that a meeting has returned once."""
    ready = await reserve.ready("示例 100%_项目\\", cooperatingIds=[reserve.authority_id, reserve.town_id])
    other = await reserve.project(name="无库项目", townId=None, industryAuthorityId=None, fundSources=[], function=None)
    changed = {"scale": "二期", "reason": "扩大规模"}
    other = await reserve.done("changeProject", "project { id version }", reserve.owner, **at(other), **changed)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"kind": "NEW_START", "annualInvestment": "80000.5"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=ready["id"], **item)
    plan = await reserve.done(
        "giveOpinion", PLAN, FINANCE, **of(plan), body="FINANCE", outcome="OPPOSE", text="资金未落实"
    )
    plan = await reserve.consult(plan)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    returned = MEETING | {"outcome": "RETURNED", "reason": "再议"}
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **returned)
    exempted = {"exceptionReason": "抢险", "exceptionApprover": "王区长"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=other["id"], **item, **exempted)
    plan = await reserve.consult(plan)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **MEETING, outcome="PASSED")
    for table in (tables.Organization, tables.Project, tables.Plan):
        KNOWN.extend(str(row.id) for row in await reserve.api.rows(select(table.id)))
    return reserve


PEOPLE = [
    lambda _: INVESTMENT,
    lambda life: life.owner,
    lambda life: life.town,
    lambda _: person(Role.OWNER, unit=new_id()),
    lambda _: person(Role.SPECIALIST),
]


@settings(
    max_examples=150,
    derandomize=True,  # the same operations in every run; others by taking this out
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
async def test_compiled_and_walked_answers_are_equal(life, data):
    made = data.draw(operations(core(), KNOWN, ["Project", "Organization", "Viewer"]))
    who = data.draw(st.sampled_from(PEOPLE))(life)
    await life.api.raw(made.query, made.variables, as_=who, on=TODAY)  # which compares the two


async def test_a_bad_cursor_is_refused_even_to_whoever_sees_nothing(life):
    asked = "query($before: String) { projects(before: $before) { totalCount } }"
    answer = await life.api.raw(asked, {"before": ""}, as_=person(Role.SPECIALIST))
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
