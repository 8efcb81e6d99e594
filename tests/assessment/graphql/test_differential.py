"""Whatever is asked of assessment: the compiled answer is the walked one, errors and order of keys included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.rich import rich
from tests.harness.differential import Ground, thorough


@pytest.fixture(scope="module")
async def ground(api) -> Ground:
    return await rich(api)


@thorough
@given(data=st.data())
async def test_compiled_and_walked_answers_are_equal(ground, data):
    await ground.made_up(data)


async def test_every_list_can_be_asked_by_each_of_its_conditions(ground):
    assert await ground.each_condition() > 50
