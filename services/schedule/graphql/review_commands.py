"""Commands on quarterly reviews and their candidates (第十条)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.dispatch.review import DecideCandidate, NameCandidate, OfReview, OpenReview
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.dispatch_commands import KEY
from services.schedule.graphql.performing import perform
from services.schedule.graphql.review import DispatchReview, InterviewCandidate
from services.schedule.usecases.dispatch.reviews import (
    close_review,
    join_review,
    name_candidate,
    open_review,
    spare_candidate,
)

SEEN = "所见讲评的版本 / Version of the review that was seen"


@strawberry.input(description="开展季讲评 / Review a quarter that is over (A10)")
class OpenDispatchReviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter, 1 to 4")


@strawberry.input(description="督查室联合开展 / An inspector joins the review (A10)")
class JoinDispatchReviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    review_id: UUID = strawberry.field(description="讲评 / Review")
    office: str = strawberry.field(description="督查部门 / For which office")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="办结季讲评 / Close a review (A10)")
class CloseDispatchReviewInput:
    idempotency_key: str = strawberry.field(description=KEY)
    review_id: UUID = strawberry.field(description="讲评 / Review")
    findings: str = strawberry.field(description="讲评意见 / Findings")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="另提约谈对象 / Name a unit that no rule names (A10)")
class NameInterviewCandidateInput:
    idempotency_key: str = strawberry.field(description=KEY)
    review_id: UUID = strawberry.field(description="讲评 / Review")
    unit_id: UUID = strawberry.field(description="单位 / Unit")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="决定不约谈 / Decide that a unit is not interviewed (A10)")
class SpareInterviewCandidateInput:
    idempotency_key: str = strawberry.field(description=KEY)
    candidate_id: UUID = strawberry.field(description="约谈建议 / Candidate")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description="所见约谈建议的版本 / Version of the candidate that was seen")


@strawberry.type(description="讲评命令的结果 / Result of a command on a review")
class DispatchReviewPayload:
    dispatch_review: DispatchReview | None = strawberry.field(description="变更后的讲评 / The review as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="约谈建议命令的结果 / Result of a command on a candidate")
class InterviewCandidatePayload:
    interview_candidate: InterviewCandidate | None = strawberry.field(description="变更后的约谈建议 / As it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class ReviewMutation:
    @strawberry.mutation(
        description="开展季讲评，按规则列出约谈建议及依据 / Review a quarter; the rules name candidates, with grounds (A10)"
    )
    async def open_dispatch_review(
        self, info: Info, input: Annotated[OpenDispatchReviewInput, COMMAND]
    ) -> DispatchReviewPayload:
        command = OpenReview(year=input.year, quarter=input.quarter)
        done = await perform(info, "openDispatchReview", input, command, open_review)
        return DispatchReviewPayload(
            dispatch_review=await fetch(info, DispatchReview, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="督查室联合开展，此后方可决定约谈 / An inspector joins; then it can be decided (A10)"
    )
    async def join_dispatch_review(
        self, info: Info, input: Annotated[JoinDispatchReviewInput, COMMAND]
    ) -> DispatchReviewPayload:
        command = OfReview(review_id=input.review_id, text=input.office, expected_version=input.expected_version)
        done = await perform(info, "joinDispatchReview", input, command, join_review)
        return DispatchReviewPayload(
            dispatch_review=await fetch(info, DispatchReview, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="办结季讲评：约谈建议均有决定 / Close a review in which every candidate is decided on (A10)"
    )
    async def close_dispatch_review(
        self, info: Info, input: Annotated[CloseDispatchReviewInput, COMMAND]
    ) -> DispatchReviewPayload:
        command = OfReview(review_id=input.review_id, text=input.findings, expected_version=input.expected_version)
        done = await perform(info, "closeDispatchReview", input, command, close_review)
        return DispatchReviewPayload(
            dispatch_review=await fetch(info, DispatchReview, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="另提约谈对象，说明理由 / Name a unit that no rule names, for a reason (A10)")
    async def name_interview_candidate(
        self, info: Info, input: Annotated[NameInterviewCandidateInput, COMMAND]
    ) -> InterviewCandidatePayload:
        command = NameCandidate(
            review_id=input.review_id,
            unit_id=input.unit_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "nameInterviewCandidate", input, command, name_candidate)
        return InterviewCandidatePayload(
            interview_candidate=await fetch(info, InterviewCandidate, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="决定不约谈，说明理由 / Decide that a unit is not interviewed, for a reason (A10)")
    async def spare_interview_candidate(
        self, info: Info, input: Annotated[SpareInterviewCandidateInput, COMMAND]
    ) -> InterviewCandidatePayload:
        command = DecideCandidate(
            candidate_id=input.candidate_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "spareInterviewCandidate", input, command, spare_candidate)
        return InterviewCandidatePayload(
            interview_candidate=await fetch(info, InterviewCandidate, done.id), user_errors=done.user_errors
        )
