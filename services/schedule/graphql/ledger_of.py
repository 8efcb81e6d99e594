"""What hangs on the ledger says so itself: the issues of a node, a project, a schedule (第十条)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from services.chassis.graphql import Info
from services.chassis.reads import answer, sql
from services.chassis.visibility import condition
from services.schedule.store import tables

if TYPE_CHECKING:
    from services.schedule.graphql.ledger import Issue

Issues = Annotated["Issue", strawberry.lazy("services.schedule.graphql.ledger")]
Open = Annotated[
    bool | None, strawberry.argument(description="是否未了结；缺省为全部 / Only open issues, or only ended ones")
]


@strawberry.type
class IssuesOfProject:
    """Of a project, or of what belongs to one project."""

    @sql(description="台账问题，期限近的在前 / Its issues on the ledger, the nearest limit first (A10)")
    def issues(self: Any, open: Open = None) -> list[Issues]:
        return answer(_in_order(open).where(tables.Issue.project_id == self.project_id))


@strawberry.type
class IssuesOfNode:
    """Of a node."""

    @sql(
        description="台账问题，期限近的在前，含并入了本节点问题的 / "
        "Its issues on the ledger, and those that stand for a merged one of it (A10)"
    )
    def issues(self: Any, info: Info, open: Open = None) -> list[Issues]:
        issue, other = tables.Issue, aliased(tables.Issue)
        seen = condition(issue, info.context.caller, other)
        of_node = select(other.merged_into_id).where(other.node_id == self.id, other.merged_into_id.is_not(None), seen)
        merged = of_node.correlate_except(other)  # the node is two statements further out
        return answer(_in_order(open).where(or_(issue.node_id == self.id, issue.id.in_(merged))))


def _in_order(open_: Any) -> Select[Any]:
    issue = tables.Issue
    query = select(issue).order_by(issue.due_order, issue.id)
    if open_ is None:
        return query
    return query.where(issue.ended_on.is_(None) if open_ else issue.ended_on.is_not(None))


def issues_of_project(project_id: Any, open_: Any) -> Select[Any]:
    """Select the issues of a project, the nearest limit first."""
    return _in_order(open_).where(tables.Issue.project_id == project_id)


def issues_of_request(request_id: Any, open_: Any) -> Select[Any]:
    """Select the issues raised for a request, the nearest limit first."""
    return _in_order(open_).where(tables.Issue.request_id == request_id)
