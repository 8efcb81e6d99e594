"""Whatever is asked of the schedule: the compiled answer is the walked one, errors and order of keys included."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.graphql.schema import schema
from services.schedule.store import tables
from tests.harness.operations import operations
from tests.harness.people import person
from tests.schedule.life import opened

KNOWN: list[str] = [str(new_id()), str(new_id())]


@cache
def core():
    return schema().core


@pytest.fixture(scope="module")
async def life(api):
    made = await opened(api)
    await made.set_task()
    await made.plan()
    await made.report()
    await opened(api, projectName="示例 100%_项目\\😀", townId=None, industryAuthorityId=None)
    for table in (tables.Schedule, tables.Node):
        KNOWN.extend(str(row.id) for row in await api.rows(select(table.id)))
    KNOWN.append(str(made.project))
    return made


PEOPLE = [
    lambda life: life.authority,
    lambda life: life.owner,
    lambda life: life.land,
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
async def test_compiled_and_walked_answers_are_equal(api, life, data):
    made = data.draw(operations(core(), KNOWN, ["Project", "ScheduleNode"]))
    who = data.draw(st.sampled_from(PEOPLE))(life)
    await api.raw(made.query, made.variables, as_=who, on=date(2027, 2, 1))  # which compares the two
