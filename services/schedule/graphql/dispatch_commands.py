"""Commands on weekly rounds and their difficulties (第十条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.dispatch.rounds import AddDifficulty, Attendant, KeepMinutes, OpenRound
from services.schedule.domain.dispatch.terms import DifficultyGrade
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.dispatch import DispatchDifficulty, DispatchRound
from services.schedule.graphql.performing import perform
from services.schedule.usecases.dispatch.open_round import open_round
from services.schedule.usecases.dispatch.rounds import (
    OfRound,
    add_difficulty,
    close_round,
    collect_difficulties,
    keep_minutes,
)

KEY = "幂等键 / Made by the caller, once a click"
SEEN = "所见轮次的版本 / Version of the round that was seen"


@strawberry.input(description="开一周的调度 / Open the round of a week (A10)")
class OpenDispatchRoundInput:
    idempotency_key: str = strawberry.field(description=KEY)
    week_on: date = strawberry.field(description="周次（周一）/ The week, by its Monday")
    held_on: date | None = strawberry.field(default=None, description="召开日期 / Day on which it is held")
    place: str | None = strawberry.field(default=None, description="地点 / Where")
    chaired_by: str | None = strawberry.field(default=None, description="主持人 / Who chairs it")


@strawberry.input(description="收集新报送的困难，或办结一轮 / Collect what is newly reported, or close a round (A10)")
class DispatchRoundInput:
    idempotency_key: str = strawberry.field(description=KEY)
    round_id: UUID = strawberry.field(description="轮次 / Round")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="人工补充一项难点、堵点或卡点 / Add a difficulty by hand (A10)")
class AddDispatchDifficultyInput:
    idempotency_key: str = strawberry.field(description=KEY)
    round_id: UUID = strawberry.field(description="轮次 / Round")
    grade: DifficultyGrade = strawberry.field(description="难点、堵点或卡点 / How hard it is")
    text: str = strawberry.field(description="内容 / What it is")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    node_id: UUID | None = strawberry.field(default=None, description="节点 / Node")
    unit_id: UUID | None = strawberry.field(default=None, description="提出单位 / Unit that names it")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="参会人员 / Who was asked to a round")
class DispatchAttendantInput:
    name: str = strawberry.field(description="姓名、职务 / Name")
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    present: bool = strawberry.field(default=True, description="是否到会 / Whether they came")


@strawberry.input(
    description="登记议程、参会人员、会议纪要；未给出的不变 / Agenda, attendance, minutes; what is left out stays"
)
class RecordDispatchMeetingInput:
    idempotency_key: str = strawberry.field(description=KEY)
    round_id: UUID = strawberry.field(description="轮次 / Round")
    agenda: list[str] | None = strawberry.field(default=None, description="议程 / Agenda")
    attendance: list[DispatchAttendantInput] | None = strawberry.field(
        default=None, description="参会人员 / Attendance"
    )
    minutes: str | None = strawberry.field(default=None, description="会议纪要 / Minutes")
    held_on: date | None = strawberry.field(default=None, description="召开日期 / Day on which it is held")
    place: str | None = strawberry.field(default=None, description="地点 / Where")
    chaired_by: str | None = strawberry.field(default=None, description="主持人 / Who chairs it")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.type(description="调度命令的结果 / Result of a command on a round")
class DispatchRoundPayload:
    dispatch_round: DispatchRound | None = strawberry.field(description="变更后的轮次 / The round as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="难点命令的结果 / Result of a command on a difficulty")
class DispatchDifficultyPayload:
    dispatch_difficulty: DispatchDifficulty | None = strawberry.field(description="变更后的该项 / As it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class DispatchMutation:
    @strawberry.mutation(
        description="开轮：自动收集已报送的困难，转入未处理的事项，生成议程 / "
        "Open a round: reported difficulties come in, what was not treated is carried over, the agenda is drafted (A10)"
    )
    async def open_dispatch_round(
        self, info: Info, input: Annotated[OpenDispatchRoundInput, COMMAND]
    ) -> DispatchRoundPayload:
        command = OpenRound(
            week_on=input.week_on, held_on=input.held_on, place=input.place, chaired_by=input.chaired_by
        )
        done = await perform(info, "openDispatchRound", input, command, open_round)
        return DispatchRoundPayload(
            dispatch_round=await fetch(info, DispatchRound, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="收集开轮后新报送的困难 / Take in what was reported since the round was opened (A10)"
    )
    async def collect_difficulties(
        self, info: Info, input: Annotated[DispatchRoundInput, COMMAND]
    ) -> DispatchRoundPayload:
        command = OfRound(round_id=input.round_id, expected_version=input.expected_version)
        done = await perform(info, "collectDifficulties", input, command, collect_difficulties)
        return DispatchRoundPayload(
            dispatch_round=await fetch(info, DispatchRound, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="人工补充一项难点、堵点或卡点 / Add a difficulty by hand (A10)")
    async def add_dispatch_difficulty(
        self, info: Info, input: Annotated[AddDispatchDifficultyInput, COMMAND]
    ) -> DispatchDifficultyPayload:
        command = AddDifficulty(
            round_id=input.round_id,
            grade=input.grade,
            text=input.text,
            project_id=input.project_id,
            node_id=input.node_id,
            unit_id=input.unit_id,
            expected_version=input.expected_version,
        )
        done = await perform(info, "addDispatchDifficulty", input, command, add_difficulty)
        return DispatchDifficultyPayload(
            dispatch_difficulty=await fetch(info, DispatchDifficulty, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="登记议程、参会人员、会议纪要 / Keep agenda, attendance and minutes (A10)")
    async def record_dispatch_meeting(
        self, info: Info, input: Annotated[RecordDispatchMeetingInput, COMMAND]
    ) -> DispatchRoundPayload:
        came = input.attendance
        command = KeepMinutes(
            round_id=input.round_id,
            agenda=None if input.agenda is None else tuple(input.agenda),
            attendance=None
            if came is None
            else tuple(Attendant(name=a.name, unit_id=a.unit_id, present=a.present) for a in came),
            minutes=input.minutes,
            held_on=input.held_on,
            place=input.place,
            chaired_by=input.chaired_by,
            expected_version=input.expected_version,
        )
        done = await perform(info, "recordDispatchMeeting", input, command, keep_minutes)
        return DispatchRoundPayload(
            dispatch_round=await fetch(info, DispatchRound, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="办结一轮：每项都有处理结果、有纪要和到会人员 / Close a round in which everything has its outcome (A10)"
    )
    async def close_dispatch_round(
        self, info: Info, input: Annotated[DispatchRoundInput, COMMAND]
    ) -> DispatchRoundPayload:
        command = OfRound(round_id=input.round_id, expected_version=input.expected_version)
        done = await perform(info, "closeDispatchRound", input, command, close_round)
        return DispatchRoundPayload(
            dispatch_round=await fetch(info, DispatchRound, done.id), user_errors=done.user_errors
        )
