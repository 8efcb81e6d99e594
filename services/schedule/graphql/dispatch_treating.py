"""Commands that give a difficulty its outcome (第十条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info
from services.chassis.reads import fetch
from services.schedule.domain.dispatch.terms import DifficultyGrade
from services.schedule.domain.dispatch.treating import Decide, RaiseFromRound, ReportDone, SetAside, TakeBack
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.dispatch import DispatchDifficulty
from services.schedule.graphql.dispatch_commands import KEY, DispatchDifficultyPayload
from services.schedule.graphql.performing import perform
from services.schedule.usecases.dispatch.raise_issue import raise_from_round
from services.schedule.usecases.dispatch.treat import (
    decide_difficulty,
    report_decision_done,
    set_difficulty_aside,
    take_outcome_back,
)

SEEN = "所见该项的版本 / Version of the difficulty that was seen"


@strawberry.input(description="列入问题台账 / Make it an issue of the ledger (A10)")
class RaiseDifficultyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    difficulty_id: UUID = strawberry.field(description="难点 / Difficulty")
    grade: DifficultyGrade = strawberry.field(description="难点、堵点或卡点 / How hard it is")
    kind: str = strawberry.field(description="问题类别（台账的类别代码）/ Kind, a code of the ledger")
    title: str = strawberry.field(description="问题标题 / Title of the issue")
    description: str | None = strawberry.field(
        default=None, description="问题说明，缺省为该项内容 / Description, by default the text of the difficulty"
    )
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="议定处理 / Decide what is done, by whom, until when (A10)")
class DecideDifficultyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    difficulty_id: UUID = strawberry.field(description="难点 / Difficulty")
    decision: str = strawberry.field(description="议定事项 / What is done")
    unit_id: UUID = strawberry.field(description="责任单位 / Unit that does it")
    person: str = strawberry.field(description="责任人 / Person")
    until: date = strawberry.field(description="办理时限 / Until when")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(
    description="不予列入，或撤回处理结果，须说明理由 / Set aside, or take an outcome back, with a reason (A10)"
)
class DifficultyReasonInput:
    idempotency_key: str = strawberry.field(description=KEY)
    difficulty_id: UUID = strawberry.field(description="难点 / Difficulty")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="议定事项办结 / A decision was carried out (A10)")
class ReportDecisionDoneInput:
    idempotency_key: str = strawberry.field(description=KEY)
    difficulty_id: UUID = strawberry.field(description="难点 / Difficulty")
    done_on: date = strawberry.field(description="办结日期 / Day on which it was done")
    text: str = strawberry.field(description="办结情况 / What was done")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.type
class TreatingMutation:
    @strawberry.mutation(
        description="列入问题台账，双向可查 / Make it an issue of the ledger; each names the other (A10)"
    )
    async def raise_difficulty(
        self, info: Info, input: Annotated[RaiseDifficultyInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = RaiseFromRound(
            difficulty_id=input.difficulty_id,
            grade=input.grade,
            kind=input.kind,
            title=input.title,
            description=input.description,
            expected_version=input.expected_version,
        )
        done = await perform(info, "raiseDifficulty", input, command, raise_from_round)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="议定处理措施、责任单位和时限 / Decide what is done, by whom, until when (A10)")
    async def decide_difficulty(
        self, info: Info, input: Annotated[DecideDifficultyInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = Decide(
            difficulty_id=input.difficulty_id,
            decision=input.decision,
            unit_id=input.unit_id,
            person=input.person,
            until=input.until,
            expected_version=input.expected_version,
        )
        done = await perform(info, "decideDifficulty", input, command, decide_difficulty)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="不予列入，说明理由 / Set it aside, with a reason (A10)")
    async def set_difficulty_aside(
        self, info: Info, input: Annotated[DifficultyReasonInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = SetAside(
            difficulty_id=input.difficulty_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "setDifficultyAside", input, command, set_difficulty_aside)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="撤回议定事项或不予列入（轮次办结前）/ Take a decision or a setting aside back while the round is open (A10)"
    )
    async def take_difficulty_outcome_back(
        self, info: Info, input: Annotated[DifficultyReasonInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = TakeBack(
            difficulty_id=input.difficulty_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "takeDifficultyOutcomeBack", input, command, take_outcome_back)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="责任单位或组织调度的部门登记办结 / Its unit, or who dispatches, reports a decision done (A10)"
    )
    async def report_decision_done(
        self, info: Info, input: Annotated[ReportDecisionDoneInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = ReportDone(
            difficulty_id=input.difficulty_id,
            done_on=input.done_on,
            text=input.text,
            expected_version=input.expected_version,
        )
        done = await perform(info, "reportDecisionDone", input, command, report_decision_done)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )
