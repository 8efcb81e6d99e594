"""Marks of the authority, and problems raised to leaders, in the API (第十三条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.schedule.domain.ledger.terms import Severity
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables
from services.schedule.store.narrowing import of_projects


@strawberry.type(description="带动作用强的认定 / The authority's mark that a project drives others strongly (A13)")
@table(tables.DrivingMark)
class DrivingMark:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    reason: str = strawberry.field(description="认定理由 / Why")
    marked_on: date = strawberry.field(description="认定日期 / Day")
    marked_by: str = strawberry.field(description="认定人 / Who")
    withdrawn_on: date | None = strawberry.field(description="撤回日期 / Day on which it was taken back")
    withdrawal_reason: str | None = strawberry.field(description="撤回理由 / Why it was taken back")
    withdrawn_by: str | None = strawberry.field(description="撤回人 / Who took it back")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


@strawberry.type(description="区领导的一次答复 / An answer of the leader")
@table(tables.LeaderAnswer)
class LeaderAnswer:
    id: UUID = strawberry.field(description="标识 / Identity")
    text: str = strawberry.field(description="答复 / What was answered")
    answered_on: date = strawberry.field(description="答复日期 / Day")
    answered_at: datetime = strawberry.field(description="答复时间 / When")
    answered_by: str = strawberry.field(description="答复人 / Who")


@strawberry.type(
    description="向联系区领导提出的问题，同时列入问题台账 / A problem raised to a leader, and on the ledger (A13, A10)"
)
@table(tables.LeaderProblem)
class LeaderProblem:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    leader_name: str = strawberry.field(description="联系区领导 / The leader")
    severity: Severity = strawberry.field(description="程度 / Severity")
    kind: str = strawberry.field(description="类别代码 / Kind")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="具体情况 / Description")
    raised_on: date = strawberry.field(description="提出日期 / Day")
    raised_at: datetime = strawberry.field(description="提出时间 / When")
    raised_by: str = strawberry.field(description="提出人 / Who")
    answered_on: date | None = strawberry.field(
        description="最近答复日期，未答复为空 / Day of the last answer; null: none yet"
    )
    issue_id: UUID = strawberry.field(description="台账问题标识 / The issue of the ledger")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="提出单位 / The unit of who raised it")
    def raised_by_unit(self: Any) -> Organization | None:
        return refer(id=self.raised_by_unit_id)

    @sql(description="答复，先后为序 / The answers, in order")
    def answers(self: Any) -> list[LeaderAnswer]:
        row = tables.LeaderAnswer
        return answer(select(row).where(row.problem_id == self.id).order_by(row.answered_at, row.id))


@strawberry.input(description="向区领导提出的问题的筛选 / Which problems")
class LeaderProblemFilter:
    mine: bool | None = strawberry.field(
        default=None, description="为真时仅提给本人的（区领导）/ Where true, those raised to the caller"
    )
    answered: bool | None = strawberry.field(default=None, description="是否已答复 / Whether they were answered")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    year: int | None = strawberry.field(default=None, description="年度 / Year")


Filter = Annotated[LeaderProblemFilter | None, strawberry.argument(description="筛选 / Which problems")]


@strawberry.type
class LeaderProblemQuery:
    @sql(description="向区领导提出的问题，新的在前 / Problems raised to leaders, the newest first (A13)")
    def leader_problems(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LeaderProblem]:
        asked, problem = filter or LeaderProblemFilter(), tables.LeaderProblem
        row, query = of_projects(problem, info.context.caller, problem.raised_on, served=True)
        waiting = None if asked.answered is None or asked.answered else True
        named = (asked.project_id, asked.year, asked.mine, waiting)
        query = query.where(whole(row)) if all(value is None for value in named) else query
        query = query if asked.project_id is None else query.where(row.project_id == asked.project_id)
        query = query if asked.year is None else query.where(row.year == asked.year)
        if asked.mine is not None and asked.mine:
            query = query.where(row.leader_subject == info.context.caller.subject)
        if asked.answered is not None:
            query = query.where(row.answered_on.is_not(None) if asked.answered else row.answered_on.is_(None))
        return page(query, [Key(row.raised_on, descending=True), Key(row.id, descending=True)])

    @sql(description="带动作用强的认定，新的在前 / Marks of driving projects, the newest first (A13)")
    def driving_marks(
        self: Any,
        info: Info,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DrivingMark]:
        row = tables.DrivingMark
        mark, query = of_projects(row, info.context.caller, row.marked_on, served=True)
        query = query.where(whole(mark) if year is None else mark.year == year)
        return page(query, [Key(mark.marked_on, descending=True), Key(mark.id, descending=True)])
