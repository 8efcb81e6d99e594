"""What is at the border of what the schema, Python or the driver can hold: both ways answer alike.

Left aside are rows that no constraint of ours lets in: a null in a column that cannot be null is taken at its word by the
compiled read, an array of several dimensions is written as it is, and the walk fails on an unknown member in a column that
nobody asked for.
"""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.chassis.reads.oddments import ThingRow
from tests.harness.differential import both
from tests.harness.people import person

WHO = person(Role.LEADER)
THING = "query($id: UUID!) {{ thing(id: $id) {{ {field} }} }}"

BORDERS: dict[str, tuple[str, str, str]] = {
    "more than 28 digits": ("amount", "1234567890123456789012345678901234567890.5", "amount"),
    "a day without end": ("day", "'infinity'", "day"),
    "a day before all": ("day", "'-infinity'", "day"),
    "a day of the year 10000": ("day", "'10000-01-01'", "day"),
    "a day before Christ": ("day", "'0044-03-15 BC'", "day"),
    "a moment without end": ("at", "'infinity'", "at"),
    "a moment before all": ("at", "'-infinity'", "at"),
    "a moment of the year 10000": ("at", "'10000-01-01T00:00:00Z'", "at"),
    "a moment of the last hours": ("at", "'9999-12-31T23:00:00Z'", "at"),
    "days without end": ("days", "'{infinity}'", "days"),
    "content with a number beyond 64 bits": ("content", "'{\"a\": 1180591620717411303424}'", "said"),
}


@pytest.mark.parametrize("what", BORDERS)
async def test_compiled_and_walked_agree(api, put, what):
    column, value, field = BORDERS[what]
    await both(api, THING.format(field=field), {"id": await put(**{column: value})}, as_=WHO)


@pytest.mark.parametrize(
    "query",
    [
        "query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }",
        "query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } anything { __typename } }",
    ],
    ids=["twice", "beside a resolver"],
)
async def test_representations_can_be_asked_for_more_than_once(api, put, query):
    """Strawberry takes `__typename` out of the caller's own representations."""
    answer = await both(api, query, {"r": [{"__typename": "Thing", "id": await put()}]}, as_=WHO)
    assert "errors" not in answer


@pytest.mark.parametrize("key", ["cls", "info", "kind"])
async def test_a_representation_may_have_any_other_key(api, put, key):
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { trusted } } }"
    answer = await both(api, query, {"r": [{"__typename": "Thing", "id": await put(), key: "x"}]}, as_=WHO)
    assert answer == {"data": {"_entities": [{"trusted": "t"}]}}


@pytest.mark.parametrize(
    "representations",
    [
        ["x"],
        [5],
        [[]],
        [{}],
        [{"__typename": "Nobody", "id": "x"}],
        [{"__typename": None}],
        [{"__typename": "PageInfo"}],
        "x",
        {},
    ],
)
async def test_representations_that_are_none_are_refused_alike(api, representations):
    query = "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }"
    assert (await both(api, query, {"r": representations}, as_=WHO))["errors"]


@pytest.mark.parametrize("day", [date.min, date.max])
async def test_the_first_and_the_last_day_are_shown_as_they_were_given(api, day):
    """The driver writes both as infinite, whoever gave them: a day in the input of a command as well."""
    id_ = new_id()
    async with api.database.session(ALL_DIVISIONS) as session:
        session.add(ThingRow(id=id_, name="n", day=day))
        await session.commit()
    answer = await both(api, THING.format(field="day"), {"id": str(id_)}, as_=WHO)
    assert answer == {"data": {"thing": {"day": day.isoformat()}}}
