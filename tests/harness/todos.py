"""How tests ask what somebody must do."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.harness.api import Api
from tests.harness.people import Person

TODO = "id kind kindName title what dueOn overdue daysLate severity article command recordId projectId unitId link"
QUERY = """query($r: [_Any!]!, $f: TodoFilter, $n: Int!, $a: String) { _entities(representations: $r) { ... on Viewer {
  id %(field)s(filter: $f, first: $n, after: $a) { totalCount overdueCount dueSoonCount complete hasMore endCursor
  kinds { kind name count overdue } items { %(todo)s } } } } }"""


async def todo_list(
    api: Api,
    who: Person,
    on: date,
    *,
    first: int = 200,
    after: str | None = None,
    field: str = "scheduleTodos",
    **which: Any,
) -> dict[str, Any]:
    """Ask as the gateway would: for the person whom the token names."""
    given = {"r": [{"__typename": "Viewer", "id": who.subject}], "f": which or None, "n": first, "a": after}
    answer = await api(QUERY % {"field": field, "todo": TODO}, given, as_=who, on=on)
    return answer["_entities"][0][field]


async def todos(api: Api, who: Person, on: date, field: str = "scheduleTodos", **which: Any) -> list[dict[str, Any]]:
    """Return the things to do themselves, all of them."""
    listed = await todo_list(api, who, on, field=field, **which)
    assert not listed["hasMore"]
    return listed["items"]


async def of_kind(
    api: Api, who: Person, on: date, kind: str, project: Any = None, field: str = "scheduleTodos"
) -> list[dict[str, Any]]:
    """Return those of a kind, and of a project."""
    asked = {"kinds": [kind]} | ({"projectId": str(project)} if project else {})
    return await todos(api, who, on, field, **asked)
