"""Commands on leaders and their projects (第十三条)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.leaders.arrangement import (
    DiscardArrangement,
    DraftArrangement,
    IssueArrangement,
    Leader,
    LinkLeader,
    SetAside,
)
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.leader_problems import DrivingMark
from services.schedule.graphql.leaders import LeaderArrangement
from services.schedule.graphql.performing import perform
from services.schedule.usecases.leaders.discard import discard_arrangement
from services.schedule.usecases.leaders.draft import draft_arrangement
from services.schedule.usecases.leaders.issue import issue_arrangement
from services.schedule.usecases.leaders.link import link_leader
from services.schedule.usecases.leaders.mark import MarkDriving, WithdrawMark, mark_driving, withdraw_mark
from services.schedule.usecases.leaders.set_aside import set_aside_project


def _key() -> str:
    return strawberry.field(description="幂等键 / Made by the caller, once a click")  # type: ignore[no-any-return]


def _seen() -> int:
    return strawberry.field(description="所见安排的版本 / Version of the arrangement that was seen")  # type: ignore[no-any-return]


def _of() -> UUID:
    return strawberry.field(description="安排 / Arrangement")  # type: ignore[no-any-return]


@strawberry.input(description="认定项目带动作用强 / Mark a project as driving others (A13)")
class MarkDrivingInput:
    idempotency_key: str = _key()
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    reason: str = strawberry.field(description="认定理由 / Why it drives others")


@strawberry.input(description="撤回认定 / Take a mark back")
class WithdrawDrivingMarkInput:
    idempotency_key: str = _key()
    mark_id: UUID = strawberry.field(description="认定记录 / Mark")
    reason: str = strawberry.field(description="撤回理由 / Why")
    expected_version: int = strawberry.field(description="所见认定的版本 / Version of the mark that was seen")


@strawberry.type(description="认定、撤回的结果 / Result of marking")
class DrivingMarkPayload:
    driving_mark: DrivingMark | None = strawberry.field(description="认定 / The mark")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(
    description="拟定年度安排；已印发的，拟定其新版 / Draft the year's arrangement, or a new edition of it (A13)"
)
class DraftLeaderArrangementInput:
    idempotency_key: str = _key()
    year: int = strawberry.field(description="年度 / Year")
    reason: str | None = strawberry.field(
        default=None, description="变更理由，已印发时必填 / Reason, required for a new edition"
    )


@strawberry.input(description="区领导 / A district leader")
class LeaderInput:
    subject: str = strawberry.field(description="用户标识（登录令牌 sub）/ Subject of the person's token")
    name: str = strawberry.field(description="姓名 / Name")
    title: str = strawberry.field(description="职务 / Title")


@strawberry.input(
    description="明确项目的联系区领导和服务责任单位 / Link a project with a leader and a serving unit (A13)"
)
class LinkLeaderInput:
    idempotency_key: str = _key()
    arrangement_id: UUID = _of()
    project_id: UUID = strawberry.field(
        description="项目（年度计划中的重点建设项目）/ A construction project of the plan"
    )
    leader: LeaderInput = strawberry.field(description="联系区领导 / The leader")
    service_unit_id: UUID = strawberry.field(description="服务责任单位 / The unit that serves the project")
    reason: str | None = strawberry.field(
        default=None, description="理由，未达遴选标准而列入时必填 / Reason, required besides the rule"
    )
    expected_version: int = _seen()


@strawberry.input(description="不列入项目 / Set a project aside")
class SetAsideLeaderProjectInput:
    idempotency_key: str = _key()
    arrangement_id: UUID = _of()
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="不列入理由 / Why")
    expected_version: int = _seen()


@strawberry.input(description="印发安排 / Issue the arrangement (A13)")
class IssueLeaderArrangementInput:
    idempotency_key: str = _key()
    arrangement_id: UUID = _of()
    document_number: str = strawberry.field(description="文号 / Document number")
    expected_version: int = _seen()


@strawberry.input(description="作废草案 / Give a draft up")
class DiscardLeaderArrangementInput:
    idempotency_key: str = _key()
    arrangement_id: UUID = _of()
    reason: str = strawberry.field(description="作废理由 / Why")
    expected_version: int = _seen()


@strawberry.type(description="安排的命令的结果 / Result of a command on an arrangement")
class LeaderArrangementPayload:
    leader_arrangement: LeaderArrangement | None = strawberry.field(description="安排 / The arrangement")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


async def _made(info: Info, done: object) -> LeaderArrangementPayload:
    arrangement = await fetch(info, LeaderArrangement, done.id)  # type: ignore[attr-defined]
    return LeaderArrangementPayload(leader_arrangement=arrangement, user_errors=done.user_errors)  # type: ignore[attr-defined]


@strawberry.type
class LeaderMutation:
    @strawberry.mutation(description="认定项目带动作用强，下次遴选时提出 / Mark a project as driving others (A13)")
    async def mark_driving(self, info: Info, input: Annotated[MarkDrivingInput, COMMAND]) -> DrivingMarkPayload:
        command = MarkDriving(project_id=input.project_id, year=input.year, reason=input.reason)
        done = await perform(info, "markDriving", input, command, mark_driving)
        return DrivingMarkPayload(driving_mark=await fetch(info, DrivingMark, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="撤回认定，留痕 / Take a mark back, on record (A13)")
    async def withdraw_driving_mark(
        self, info: Info, input: Annotated[WithdrawDrivingMarkInput, COMMAND]
    ) -> DrivingMarkPayload:
        command = WithdrawMark(mark_id=input.mark_id, reason=input.reason, expected_version=input.expected_version)
        done = await perform(info, "withdrawDrivingMark", input, command, withdraw_mark)
        return DrivingMarkPayload(driving_mark=await fetch(info, DrivingMark, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="按遴选标准从年度计划拟定安排，每个项目注明理由 / Draft the arrangement by the rule, which says why (A13)"
    )
    async def draft_leader_arrangement(
        self, info: Info, input: Annotated[DraftLeaderArrangementInput, COMMAND]
    ) -> LeaderArrangementPayload:
        command = DraftArrangement(year=input.year, reason=input.reason)
        return await _made(info, await perform(info, "draftLeaderArrangement", input, command, draft_arrangement))

    @strawberry.mutation(description="明确联系区领导和服务责任单位 / Link a project with a leader and a unit (A13)")
    async def link_leader(self, info: Info, input: Annotated[LinkLeaderInput, COMMAND]) -> LeaderArrangementPayload:
        leader = Leader(subject=input.leader.subject, name=input.leader.name, title=input.leader.title)
        command = LinkLeader(
            arrangement_id=input.arrangement_id,
            project_id=input.project_id,
            leader=leader,
            service_unit_id=input.service_unit_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await _made(info, await perform(info, "linkLeader", input, command, link_leader))

    @strawberry.mutation(description="不列入，说明理由 / Set a project aside, with the reason (A13)")
    async def set_aside_leader_project(
        self, info: Info, input: Annotated[SetAsideLeaderProjectInput, COMMAND]
    ) -> LeaderArrangementPayload:
        command = SetAside(
            arrangement_id=input.arrangement_id,
            project_id=input.project_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await _made(info, await perform(info, "setAsideLeaderProject", input, command, set_aside_project))

    @strawberry.mutation(
        description="印发：编文号、固化并计算杂凑值，此后只能另拟新版变更 / Issue and freeze; changed only by a new edition (A13)"
    )
    async def issue_leader_arrangement(
        self, info: Info, input: Annotated[IssueLeaderArrangementInput, COMMAND]
    ) -> LeaderArrangementPayload:
        command = IssueArrangement(
            arrangement_id=input.arrangement_id,
            document_number=input.document_number,
            expected_version=input.expected_version,
        )
        return await _made(info, await perform(info, "issueLeaderArrangement", input, command, issue_arrangement))

    @strawberry.mutation(description="作废草案，现行安排不变 / Give a draft up; what is issued stays (A13)")
    async def discard_leader_arrangement(
        self, info: Info, input: Annotated[DiscardLeaderArrangementInput, COMMAND]
    ) -> LeaderArrangementPayload:
        command = DiscardArrangement(
            arrangement_id=input.arrangement_id, reason=input.reason, expected_version=input.expected_version
        )
        return await _made(info, await perform(info, "discardLeaderArrangement", input, command, discard_arrangement))
