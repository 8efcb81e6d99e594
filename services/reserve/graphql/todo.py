"""What whoever asks must do in the reserve; it is the field `reserveTodos` of `Viewer`."""

from __future__ import annotations

from typing import Any

from services.chassis.graphql import SIGNED_IN, Info, Rules
from services.chassis.graphql.todos import TYPES, After, First, TodoList, TodoPage, Which
from services.reserve.usecases.todo.gather import asking_of, todos_of

RULES: Rules = dict.fromkeys(TYPES, SIGNED_IN)
SAYS = (
    "储备和计划方面的待办：本人、本单位、本职责现在和接下来须办理的，期限近的在前 / "
    "What the person, the unit or the role must do in the reserve, the first due first (A3–A6, A11)"
)


async def reserve_todos(
    self: Any,  # noqa: ARG001 - everybody asks for the own ones
    info: Info,
    filter: Which = None,
    first: First = 50,
    after: After = None,
) -> TodoList:
    """Answer `Viewer.reserveTodos`."""
    asking = asking_of(info.context.caller, info.context.today)
    page = TodoPage(filter, first, after, asking.today, asking.soon_until)
    async with info.context.reading() as session:
        found = await todos_of(session, asking)
    return TodoList.of(found.todos, page, service="reserve", complete=found.complete)
