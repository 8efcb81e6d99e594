"""What a leader is asked to settle, followed live (第十三条)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from uuid import UUID

import strawberry

from services.chassis.graphql import Info
from services.chassis.reads import fetch
from services.schedule.graphql.leader_problems import LeaderProblem


@strawberry.type(
    description="提给联系区领导的一个新问题；为空表示已开始（或断线后恢复）监听，此时读取列表便无遗漏 / "
    "A problem raised to the leader; null: it is listened to from now on (or again), so read the list now and miss nothing"
)
class LeaderProblemRaised:
    problem: LeaderProblem | None = strawberry.field(default=None, description="问题 / The problem")


@strawberry.type
class LeaderSubscription:
    @strawberry.subscription(
        description="提给本人（联系区领导）的问题，提出即知；首条为空，收到后再读取列表 / "
        "Problems raised to the caller as a leader, as it happens; read the list after the first message (A13)"
    )
    async def leader_problem_raised(self, info: Info) -> AsyncGenerator[LeaderProblemRaised, None]:
        context = info.context
        async for hint in context.runtime.listen(f"leader:{context.caller.subject}"):
            if hint is None:
                yield LeaderProblemRaised()
                continue
            context.forget()  # a subscription lives long, and must not remember earlier rows
            problem = await fetch(info, LeaderProblem, UUID(hint["problemId"]))
            if problem is not None:
                yield LeaderProblemRaised(problem=problem)
