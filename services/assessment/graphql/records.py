"""Records of other services, with the facts that came of them: the chain onwards. `fact_records` is the way back.

Facts are shown to whom they concern.
"""

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.graphql import facts
from services.assessment.graphql.arguments import After, First
from services.assessment.store import tables
from services.chassis.graphql import Connection
from services.chassis.reads import foreign, page, sql

if TYPE_CHECKING:
    from services.assessment.graphql.facts import Fact

Facts = Connection[Annotated["Fact", strawberry.lazy("services.assessment.graphql.facts")]]


@strawberry.type
class FactsOfRecord:
    """Of any record that facts come from."""

    @sql(description="由该记录产生的考核事实，最近的在前，限本人有权查看的 / Facts that came of it, newest first")
    def facts(self: Any, first: First = None, after: After = None) -> Facts | None:
        return page(select(tables.Fact).where(tables.Fact.record_id == self.id), facts.newest_first(tables.Fact))


@strawberry.federation.type(keys=["id"], description="倒排计划节点（考核部分）/ A node of a schedule, with its facts")
@foreign
class ScheduleNode(FactsOfRecord):
    id: UUID = strawberry.field(description="节点标识 / Identity")


@strawberry.federation.type(
    keys=["id"], description="月度进度报告（考核部分）/ A month's progress report, with its facts"
)
@foreign
class ProgressReport(FactsOfRecord):
    id: UUID = strawberry.field(description="报告标识 / Identity")


@strawberry.federation.type(keys=["id"], description="要素保障申请（考核部分）/ A request for a factor, with its facts")
@foreign
class SupportRequest(FactsOfRecord):
    id: UUID = strawberry.field(description="申请标识 / Identity")


@strawberry.federation.type(keys=["id"], description="台账问题（考核部分）/ An issue of the ledger, with its facts")
@foreign
class Issue(FactsOfRecord):
    id: UUID = strawberry.field(description="问题标识 / Identity")


@strawberry.federation.type(keys=["id"], description="入库入统记录（考核部分）/ An entry of statistics, with its facts")
@foreign
class StatisticsEntry(FactsOfRecord):
    id: UUID = strawberry.field(description="记录标识 / Identity")
