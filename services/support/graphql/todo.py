"""What whoever asks must do in support; the gateway joins it with the other services' on `Viewer`."""

from __future__ import annotations

from typing import Self

import strawberry

from services.chassis.graphql import Info
from services.chassis.graphql.todos import After, First, TodoList, TodoPage, Which
from services.support.usecases.todo.gather import asking_of, todos_of


@strawberry.federation.type(
    keys=["id"], description="当前用户（本服务补充其待办）/ Who is asking, here with what to do"
)
class Viewer:
    id: strawberry.ID = strawberry.field(description="标识 / Subject of the token")

    @classmethod
    def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        return cls(id=id) if id == info.context.caller.subject else None

    @strawberry.field(
        description="要素保障方面的待办：本人、本单位、本职责现在和接下来须办理的，期限近的在前 / "
        "What the person, the unit or the role must do in support, the first due first (A14–A17)"
    )
    async def support_todos(
        self, info: Info, filter: Which = None, first: First = 50, after: After = None
    ) -> TodoList | None:
        asking = asking_of(info.context.caller, info.context.today)
        page = TodoPage(filter, first, after, asking.today, asking.soon_until)
        async with info.context.reading() as session:
            found = await todos_of(session, asking)
        return TodoList.of(found.todos, page, service="support", complete=found.complete)
