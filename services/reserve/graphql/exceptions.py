"""Exceptions (原则上) with their reasons and approvers, in one list."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Text, select

from services.chassis.graphql import Connection
from services.chassis.reads import Key, answer, derived, page, sql, table, through
from services.law.article import Article
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.plan import Plan
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.tables.exceptions import ExceptionKind

strawberry.enum(
    ExceptionKind,
    description=(
        "例外的种类：信用代码、共用项目代码、未入库列入计划、非年中或再次调整计划、未完成而不结转、信用代码不同的单位合并 / "
        "What was let pass"
    ),
)
ARTICLES = {
    ExceptionKind.CREDIT_CODE: None,
    ExceptionKind.PROJECT_CODE: None,
    ExceptionKind.PLAN_WITHOUT_LIBRARY: Article(6),
    ExceptionKind.ADJUSTMENT_OUT_OF_TURN: Article(11),
    ExceptionKind.NOT_CARRIED_OVER: Article(11),
    ExceptionKind.MERGED_CODES_DIFFER: Article(4),
}


@strawberry.type(description="登记在案的例外及其记录 / A recorded exception with the record that it belongs to")
@table(tables.RecordedException)
class ExceptionOnRecord:
    id: UUID = strawberry.field(description="所属记录的标识 / Identifier of the record")
    kind: ExceptionKind = strawberry.field(description="种类 / Kind")
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str | None = strawberry.field(description="批准人 / Approver")
    at: datetime = strawberry.field(description="记录登记时间 / When the record was entered")

    @derived("kind", description="原则上遵守的条款 / The clause from which it departs")
    def article(self: Any) -> str | None:
        article = ARTICLES[self.kind]
        return str(article) if article else None

    @sql(description="单位 / The unit")
    def organization(self: Any) -> Organization | None:
        return answer(unit(self.organization_id))

    @sql(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="年度计划 / The plan")
    def plan(self: Any) -> Plan | None:
        return answer(select(tables.Plan).where(tables.Plan.id == self.plan_id))


@strawberry.input(description="例外筛选条件，同时满足 / Conditions on exceptions, all of which hold")
class ExceptionFilter:
    kinds: list[ExceptionKind] | None = strawberry.field(default=None, description="种类之一 / Any of these kinds")
    approver: str | None = strawberry.field(default=None, description="批准人 / Approver")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    organization_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    plan_id: UUID | None = strawberry.field(default=None, description="计划 / Plan")


@strawberry.type
class ExceptionQueries:
    @sql(description="登记在案的例外（原则上），新的在前 / Recorded exceptions, the newest first")
    def recorded_exceptions(
        self: Any,
        filter: Annotated[ExceptionFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[ExceptionOnRecord]:
        row: Any = tables.RecordedException
        by, query = filter or ExceptionFilter(), select(row)
        if by.kinds is not None:
            query = query.where(row.kind.in_(by.kinds))
        if by.approver is not None:
            query = query.where(row.approver == through(by.approver, str.strip, Text()))
        for column, wanted in (
            (row.project_id, by.project_id),
            (row.organization_id, by.organization_id),
            (row.plan_id, by.plan_id),
        ):
            query = query if wanted is None else query.where(column == wanted)
        return page(query, [Key(row.at, descending=True), Key(row.id, descending=True), Key(row.kind)])
