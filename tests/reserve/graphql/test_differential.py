"""Whatever is asked of reserve: the compiled answer is the walked one, errors and order of keys included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.parties import Role
from tests.harness.differential import Ground, thorough
from tests.harness.people import person
from tests.reserve.rich import rich


@pytest.fixture(scope="module")
async def ground(service_api) -> Ground:
    return await rich(await service_api("reserve"))


@thorough
@given(data=st.data())
async def test_compiled_and_walked_answers_are_equal(ground, data):
    await ground.made_up(data)


async def test_every_list_can_be_asked_by_each_of_its_conditions(ground):
    assert await ground.each_condition() > 150


async def test_a_bad_cursor_is_refused_even_to_whoever_sees_nothing(ground):
    asked = "query($before: String) { projects(before: $before) { totalCount } }"
    answer = await ground.ask(asked, {"before": ""}, as_=person(Role.SPECIALIST))
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
