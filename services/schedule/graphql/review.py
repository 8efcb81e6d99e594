"""Quarterly reviews, candidates and interviews in the API (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.schedule.domain.dispatch.terms import CandidateDecision, InterviewState, ReviewState
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.dispatch_terms import DispatchStep, day, steps_of
from services.schedule.graphql.references import Organization
from services.schedule.store import tables
from services.schedule.store.tables.schedule import OVERSEEING


@strawberry.type(description="约谈建议的一条依据 / A ground on which a unit is named for an interview")
class InterviewGround:
    code: str = strawberry.field(description="规则代码 / Code of the rule")
    told: str = strawberry.field(description="依据说明 / The ground in words")
    measured: str = strawberry.field(description="实际值 / What was measured")
    limit: str = strawberry.field(description="阈值 / The limit")
    source: str = strawberry.field(description="阈值出处 / Where the limit is set")
    row_ids: list[UUID] = strawberry.field(description="原始记录 / The records that it is of")

    @classmethod
    def all_of(cls, grounds: list[dict[str, Any]]) -> list[InterviewGround]:
        return [
            cls(
                code=g["code"],
                told=g["told"],
                measured=g["measured"],
                limit=g["limit"],
                source=g["source"],
                row_ids=[UUID(id_) for id_ in g["rows"]],
            )
            for g in grounds
        ]


@strawberry.type(description="整改承诺 / What a unit promised in an interview")
class InterviewPromise:
    text: str = strawberry.field(description="承诺事项 / What was promised")
    until: date = strawberry.field(description="时限 / Until when")
    done_on: date | None = strawberry.field(description="完成日期 / Day on which it was kept")
    done_text: str | None = strawberry.field(description="完成情况 / How it was kept")
    late: bool = strawberry.field(description="是否逾期（当日不算）/ Whether it is, or was kept, late")


@strawberry.type(description="约谈 / An interview with a unit (A10)")
@table(tables.Interview)
class Interview:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    state: InterviewState = strawberry.field(description="状态 / State")
    year: int = strawberry.field(description="年度 / Year of the review")
    quarter: int = strawberry.field(description="季度 / Quarter of the review")
    at: datetime = strawberry.field(description="约谈时间 / When")
    place: str = strawberry.field(description="地点 / Where")
    interviewer: str = strawberry.field(description="约谈人 / Who speaks with the unit")
    invited_on: date = strawberry.field(description="通知日期 / Day of the invitation")
    invited_by: str = strawberry.field(description="通知人 / Who invited")
    held_on: date | None = strawberry.field(description="约谈日期 / Day on which it was held")
    attended: str | None = strawberry.field(description="到场人员 / Who came")
    record: str | None = strawberry.field(description="约谈记录 / What was said")
    cancelled_reason: str | None = strawberry.field(description="取消理由 / Why it was cancelled")

    @sql(description="被约谈单位 / The unit")
    def unit(self: Any) -> Organization:
        return refer(id=self.unit_id)

    @derived("grounds", description="约谈依据 / On which grounds")
    def grounds(self: Any) -> list[InterviewGround]:
        return InterviewGround.all_of(self.grounds)

    @derived("promises", description="整改承诺 / What was promised")
    def promises(self: Any, info: Info) -> list[InterviewPromise]:
        return [
            InterviewPromise(
                text=p["text"],
                until=date.fromisoformat(p["until"]),
                done_on=day(p["done_on"]),
                done_text=p["done_text"],
                late=(p["done_on"] or info.context.today.isoformat()) > p["until"],
            )
            for p in self.promises
        ]

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


@strawberry.type(
    description="约谈建议：按规则或经提出 / A unit named for an interview, by rule or by those who review (A10)"
)
@table(tables.InterviewCandidate)
class InterviewCandidate:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    decision: CandidateDecision = strawberry.field(description="决定 / Decision")
    reason: str | None = strawberry.field(description="不约谈的理由 / Why it is spared")
    decided_on: date | None = strawberry.field(description="决定日期 / Day of the decision")
    decided_by: str | None = strawberry.field(description="决定人 / Who decided")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> Organization:
        return refer(id=self.unit_id)

    @derived("grounds", description="依据 / On which grounds")
    def grounds(self: Any) -> list[InterviewGround]:
        return InterviewGround.all_of(self.grounds)

    @sql(description="约谈，含已取消的 / Its interviews, cancelled ones too")
    def interviews(self: Any) -> list[Interview]:
        interview = tables.Interview
        return answer(select(interview).where(interview.candidate_id == self.id).order_by(interview.at, interview.id))

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


@strawberry.type(description="季讲评 / The review of a quarter (A10)")
@table(tables.DispatchReview)
class DispatchReview:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    state: ReviewState = strawberry.field(description="状态 / State")
    opened_on: date = strawberry.field(description="开展日期 / Day of the opening")
    opened_by: str = strawberry.field(description="开展人 / Who opened it")
    joined_on: date | None = strawberry.field(description="督查室联合日期 / Day on which an inspector joined")
    joined_by: str | None = strawberry.field(description="督查人员 / The inspector")
    joined_office: str | None = strawberry.field(description="督查部门 / For which office")
    findings: str | None = strawberry.field(description="讲评意见 / Findings")
    closed_on: date | None = strawberry.field(description="办结日期 / Day of the close")
    closed_by: str | None = strawberry.field(description="办结人 / Who closed it")

    @sql(description="约谈建议 / Units named for an interview")
    def candidates(
        self: Any,
        decision: Annotated[CandidateDecision | None, strawberry.argument(description="决定 / Decision")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[InterviewCandidate]:
        candidate = tables.InterviewCandidate
        query = select(candidate).where(candidate.review_id == self.id)
        query = query if decision is None else query.where(candidate.decision == decision)
        return page(query, [Key(candidate.id)])

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


@strawberry.input(description="约谈的筛选；各条件同时满足 / Which interviews; all conditions together")
class InterviewFilter:
    state: InterviewState | None = strawberry.field(default=None, description="状态 / State")
    unit_id: UUID | None = strawberry.field(default=None, description="被约谈单位 / Unit")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description="季度 / Quarter")


Interviews = Annotated[InterviewFilter | None, strawberry.argument(description="筛选 / Which interviews")]


@strawberry.type
class ReviewQuery:
    @sql(description="一次季讲评，不存在或无权查看为空 / One review; null when it is not there for the caller")
    def dispatch_review(
        self: Any, id: Annotated[UUID, strawberry.argument(description="讲评标识 / Identity of the review")]
    ) -> DispatchReview | None:
        return answer(select(tables.DispatchReview).where(tables.DispatchReview.id == id))

    @sql(description="季讲评，新的在前 / Quarterly reviews, the newest first (A10)")
    def dispatch_reviews(
        self: Any,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DispatchReview]:
        row = tables.DispatchReview
        query = select(row)
        query = query if year is None else query.where(row.year == year)
        return page(query, [Key(column, descending=True) for column in (row.year, row.quarter, row.id)])

    @sql(description="约谈，新的在前；单位只见本单位的 / Interviews, the newest first; units see their own (A10)")
    def interviews(
        self: Any,
        info: Info,
        filter: Interviews = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Interview]:
        asked, row, caller = filter or InterviewFilter(), tables.Interview, info.context.caller
        query = select(row)
        if caller.unit is not None and not caller.acts_as(*OVERSEEING):
            query = query.where(row.unit_id == caller.unit)  # all that it sees, found by its index
        elif asked.state is None and asked.unit_id is None and asked.year is None:
            query = query.where(whole(row))
        for column, value in (
            (row.state, asked.state),
            (row.unit_id, asked.unit_id),
            (row.year, asked.year),
            (row.quarter, asked.quarter),
        ):
            query = query if value is None else query.where(column == value)
        return page(query, [Key(row.at, descending=True), Key(row.id, descending=True)])
