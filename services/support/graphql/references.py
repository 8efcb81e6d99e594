"""Entities of other services that this one refers to or extends; the gateway joins them by their keys.

What is added may be null: when this service is away, the owner's own fields are still answered.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select
from strawberry.federation.schema_directives import Key
from strawberry.federation.types import FieldSet

from services.chassis.graphql import Info
from services.chassis.reads import answer, foreign, sql
from services.chassis.visibility import visible_select
from services.support.graphql.enums import State
from services.support.store import tables

if TYPE_CHECKING:
    from services.support.graphql.agency import AgencyCase
    from services.support.graphql.financing import FinancingDemand
    from services.support.graphql.fund_applications import FundApplication
    from services.support.graphql.funds import FundCommitment
    from services.support.graphql.incidents import SiteIncident
    from services.support.graphql.joint import JointEvaluation
    from services.support.graphql.requests import SupportRequest

Requests = Annotated["SupportRequest", strawberry.lazy("services.support.graphql.requests")]
Agency = Annotated["AgencyCase", strawberry.lazy("services.support.graphql.agency")]
Commitments = Annotated["FundCommitment", strawberry.lazy("services.support.graphql.funds")]
Applications = Annotated["FundApplication", strawberry.lazy("services.support.graphql.fund_applications")]
Demands = Annotated["FinancingDemand", strawberry.lazy("services.support.graphql.financing")]
Joints = Annotated["JointEvaluation", strawberry.lazy("services.support.graphql.joint")]
Incidents = Annotated["SiteIncident", strawberry.lazy("services.support.graphql.incidents")]
Kind = Annotated[str | None, strawberry.argument(description="事项代码 / Code of a kind")]
States = Annotated[list[State] | None, strawberry.argument(description="状态 / States; all when absent")]


def project_name(self: Any, info: Info) -> str | None:
    """Name a record's project to whoever sees the record; reserve shows projects to fewer, and not to every bureau."""
    its = visible_select(tables.Project, info.context.caller).where(tables.Project.id == self.project_id)
    return answer(its.with_only_columns(tables.Project.name).scalar_subquery())


PROJECT_NAME = "项目名称；尚未收到登记信息为空 / Name of the project; null until its registration has come"


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)], description="单位 / A unit (owned by reserve)"
)
@foreign
class Organization:
    id: UUID = strawberry.federation.field(description="单位编号 / Id")


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)],
    description="台账问题 / An issue of the ledger (owned by schedule)",
)
@foreign
class Issue:
    id: UUID = strawberry.federation.field(description="问题编号 / Id")


@strawberry.federation.type(
    keys=["id"], description="项目（本服务补充其要素保障申请）/ A project (owned by reserve), here with its requests"
)
@foreign
class Project:
    id: UUID = strawberry.federation.field(description="项目编号 / Id")

    @sql(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    def requests(self: Any, kind: Kind = None, states: States = None) -> list[Requests] | None:
        return answer(_requests(kind, states).where(tables.Request.project_id == self.id))

    @sql(
        description="帮代办，最近的一项；没有或无权查看为空 / Its newest agency, as far as the caller may see it (A14)"
    )
    def agency(self: Any) -> Agency | None:
        case = tables.AgencyCase
        return answer(select(case).where(case.project_id == self.id).order_by(case.id.desc()).limit(1))

    @sql(
        description="专项资金已安排合计（万元）；没有或无权查看为空 / Special funds committed; null where none are for "
        "the caller (A16.1)"
    )
    def fund_committed(self: Any, info: Info) -> Decimal | None:
        return answer(_sum(self, info, tables.FundCommitment.amount))

    @sql(
        description="专项资金已支付合计（万元）；没有或无权查看为空 / Special funds paid; null where none are for the "
        "caller (A16.1)"
    )
    def fund_paid(self: Any, info: Info) -> Decimal | None:
        return answer(_sum(self, info, tables.FundCommitment.paid))

    @sql(description="专项资金安排，新的在前，限本人有权查看的 / Its commitments, newest first (A16.1)")
    def fund_commitments(self: Any) -> list[Commitments] | None:
        return answer(_newest(tables.FundCommitment, self))

    @sql(description="资金和债券申报，新的在前，限本人有权查看的 / Its applications for money, newest first (A16.3)")
    def fund_applications(self: Any) -> list[Applications] | None:
        return answer(_newest(tables.FundApplication, self))

    @sql(description="融资需求，新的在前，限本人有权查看的 / Its financing demands, newest first (A16.2)")
    def financing_demands(self: Any) -> list[Demands] | None:
        return answer(_newest(tables.FinancingDemand, self))

    @sql(description="多评合一，新的在前，限本人有权查看的 / Its joint evaluations, newest first (A17.2)")
    def joint_evaluations(self: Any) -> list[Joints] | None:
        return answer(_newest(tables.JointMatter, self))

    @sql(description="治安事件，新的在前，限本人有权查看的 / Incidents around its site, newest first (A17.5)")
    def site_incidents(self: Any) -> list[Incidents] | None:
        return answer(_newest(tables.SiteIncident, self))


@strawberry.federation.type(
    keys=["id"],
    description="倒排计划节点（本服务补充其要素保障申请）/ A schedule node (owned by schedule), here with its requests",
)
@foreign
class ScheduleNode:
    id: UUID = strawberry.federation.field(description="节点编号 / Id")

    @sql(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    def requests(self: Any, kind: Kind = None, states: States = None) -> list[Requests] | None:
        return answer(_requests(kind, states).where(tables.Request.node_id == self.id))


def _requests(kind: str | None, states: list[State] | None) -> Select[Any]:
    """Start a query in the order of receipt, which is that of the ids."""
    request = tables.Request
    query = select(request).order_by(request.id)
    query = query if kind is None else query.where(request.kind == kind)
    return query if states is None else query.where(request.state.in_(states))


def _newest(table: Any, project: Any) -> Any:
    return select(table).where(table.project_id == project.id).order_by(table.id.desc())


def _sum(project: Any, info: Info, column: Any) -> Any:
    """Add up what the caller may see of a project's commitments."""
    row = tables.FundCommitment
    its = visible_select(row, info.context.caller).where(row.project_id == project.id)
    return its.with_only_columns(func.sum(column)).scalar_subquery()
