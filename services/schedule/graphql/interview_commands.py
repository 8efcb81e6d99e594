"""Commands on interviews (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.dispatch.interview import Cancel, FollowUp, Hold, Invite, Promise
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.dispatch_commands import KEY
from services.schedule.graphql.performing import perform
from services.schedule.graphql.review import Interview
from services.schedule.usecases.dispatch.interviews import (
    cancel_interview,
    follow_up,
    hold_interview,
    invite,
    move_interview,
)

SEEN = "所见约谈的版本 / Version of the interview that was seen"


@strawberry.input(description="约谈通知 / Invite a candidate (A10)")
class InviteToInterviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    candidate_id: UUID = strawberry.field(description="约谈建议 / Candidate")
    at: datetime = strawberry.field(description="约谈时间 / When")
    place: str = strawberry.field(description="地点 / Where")
    interviewer: str = strawberry.field(description="约谈人 / Who speaks with the unit")
    expected_version: int = strawberry.field(description="所见约谈建议的版本 / Version of the candidate that was seen")


@strawberry.input(description="变更约谈时间、地点 / Change time and place of an invitation (A10)")
class MoveInterviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    interview_id: UUID = strawberry.field(description="约谈 / Interview")
    at: datetime = strawberry.field(description="约谈时间 / When")
    place: str = strawberry.field(description="地点 / Where")
    interviewer: str = strawberry.field(description="约谈人 / Who speaks with the unit")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="整改承诺 / A promise")
class InterviewPromiseInput:
    text: str = strawberry.field(description="承诺事项 / What is promised")
    until: date = strawberry.field(description="时限 / Until when")


@strawberry.input(description="登记约谈 / Record that an interview was held (A10)")
class HoldInterviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    interview_id: UUID = strawberry.field(description="约谈 / Interview")
    held_on: date = strawberry.field(description="约谈日期 / Day on which it was held")
    attended: str = strawberry.field(description="到场人员 / Who came")
    record: str = strawberry.field(description="约谈记录 / What was said")
    promises: list[InterviewPromiseInput] = strawberry.field(description="整改承诺 / What was promised")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="登记整改 / Record that a promise was kept (A10)")
class FollowUpInterviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    interview_id: UUID = strawberry.field(description="约谈 / Interview")
    promise_index: int = strawberry.field(description="第几项承诺，从0起 / Which promise, from 0")
    done_on: date = strawberry.field(description="完成日期 / Day on which it was kept")
    text: str = strawberry.field(description="完成情况 / How it was kept")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="取消约谈 / Cancel an interview (A10)")
class CancelInterviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    interview_id: UUID = strawberry.field(description="约谈 / Interview")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.type(description="约谈命令的结果 / Result of a command on an interview")
class InterviewPayload:
    interview: Interview | None = strawberry.field(description="变更后的约谈 / The interview as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class InterviewMutation:
    @strawberry.mutation(description="通知约谈：时间、地点、约谈人 / Invite a candidate: when, where, who speaks (A10)")
    async def invite_to_interview(
        self, info: Info, input: Annotated[InviteToInterviewInput, COMMAND]
    ) -> InterviewPayload:
        command = Invite(
            candidate_id=input.candidate_id,
            at=input.at,
            place=input.place,
            interviewer=input.interviewer,
            expected_version=input.expected_version,
        )
        done = await perform(info, "inviteToInterview", input, command, invite)
        return InterviewPayload(interview=await fetch(info, Interview, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="变更约谈时间、地点 / Change time and place of an invitation (A10)")
    async def move_interview(self, info: Info, input: Annotated[MoveInterviewInput, COMMAND]) -> InterviewPayload:
        command = Invite(
            interview_id=input.interview_id,
            at=input.at,
            place=input.place,
            interviewer=input.interviewer,
            expected_version=input.expected_version,
        )
        done = await perform(info, "moveInterview", input, command, move_interview)
        return InterviewPayload(interview=await fetch(info, Interview, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="登记约谈情况和整改承诺 / Record what was said and promised (A10)")
    async def hold_interview(self, info: Info, input: Annotated[HoldInterviewInput, COMMAND]) -> InterviewPayload:
        command = Hold(
            interview_id=input.interview_id,
            held_on=input.held_on,
            attended=input.attended,
            record=input.record,
            promises=tuple(Promise(text=p.text, until=p.until) for p in input.promises),
            expected_version=input.expected_version,
        )
        done = await perform(info, "holdInterview", input, command, hold_interview)
        return InterviewPayload(interview=await fetch(info, Interview, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="登记整改完成：被约谈单位或组织讲评的部门 / A promise was kept: the unit, or who reviews, says how (A10)"
    )
    async def follow_up_interview(
        self, info: Info, input: Annotated[FollowUpInterviewInput, COMMAND]
    ) -> InterviewPayload:
        command = FollowUp(
            interview_id=input.interview_id,
            promise=input.promise_index,
            done_on=input.done_on,
            text=input.text,
            expected_version=input.expected_version,
        )
        done = await perform(info, "followUpInterview", input, command, follow_up)
        return InterviewPayload(interview=await fetch(info, Interview, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="取消约谈，须另作决定 / Cancel an interview; its candidate is decided on anew (A10)"
    )
    async def cancel_interview(self, info: Info, input: Annotated[CancelInterviewInput, COMMAND]) -> InterviewPayload:
        command = Cancel(interview_id=input.interview_id, reason=input.reason, expected_version=input.expected_version)
        done = await perform(info, "cancelInterview", input, command, cancel_interview)
        return InterviewPayload(interview=await fetch(info, Interview, done.id), user_errors=done.user_errors)
