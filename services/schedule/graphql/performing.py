"""How commands on schedules are carried out: as the chassis does, on the records of the caller's own division."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from services.chassis.graphql import Info, Performed
from services.chassis.graphql import perform as perform_anywhere
from services.chassis.graphql.commands import Keyed
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.store.divisions import keep_to_own

C = TypeVar("C")


async def perform(
    info: Info, operation: str, request: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> Performed:
    """Run a use case in a transaction of its own. The measures give its duties to the district: a city or a province sees
    the records of the districts below it, and a command of its people finds none of them.
    """

    async def within(work: Work, command: C) -> UUID | Refusal:
        await keep_to_own(work.session, work.actor)
        return await usecase(work, command)

    return await perform_anywhere(info, operation, request, command, within)
