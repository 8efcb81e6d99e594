"""What the authority has to verify, and what it said of completed nodes (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.schedule.domain.node.judging import NodeStep
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.references import Organization
from services.schedule.store import tables
from services.schedule.store.narrowing import narrowest


@strawberry.type(description="节点办结的一步：办结、核实或退回 / A completion, its verification or its return (A9)")
@table(tables.NodeJudgement)
class NodeJudgement:
    version: int = strawberry.field(description="此后节点版本 / Version of the node after it")
    step: NodeStep = strawberry.field(description="所作处理 / What was done")
    completed_on: date = strawberry.field(description="所涉办结日期 / The day of completion that it is about")
    reason: str | None = strawberry.field(description="退回理由 / Why it was taken back")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


@strawberry.type(description="批量核实中一项不予通过的理由 / A reason why a row of a batch was refused")
class VerificationFault:
    code: str = strawberry.field(description="代码 / Code")
    message: str = strawberry.field(description="说明 / What is wrong and what would mend it")
    article: str | None = strawberry.field(description="条款 / Clause")
    field: str | None = strawberry.field(description="字段 / Field")


@strawberry.type(description="批量核实中的一项 / A row of a batch")
class VerificationRow:
    what: str = strawberry.field(description="NODE 或 REPORT / A node or a report")
    id: UUID = strawberry.field(description="节点或报告 / The node or report")
    accepted: bool = strawberry.field(description="是否已核实 / Whether it was verified")
    faults: list[VerificationFault] = strawberry.field(description="不予通过的理由 / Why it was not")


@strawberry.type(description="一次批量核实，仅本人可见 / What was verified in one go; seen by who did it")
@table(tables.VerificationBatch)
class VerificationBatch:
    id: UUID = strawberry.field(description="标识 / Identity")
    at: datetime = strawberry.field(description="时间 / When")
    accepted: int = strawberry.field(description="通过项数 / Rows verified")
    refused: int = strawberry.field(description="未通过项数 / Rows refused")

    @derived("results", description="逐项结果，次序为先节点后报告 / Row by row, nodes before reports")
    def rows(self: Any) -> list[VerificationRow]:
        return [
            VerificationRow(
                what=r["what"],
                id=UUID(r["id"]),
                accepted=r["accepted"],
                faults=[VerificationFault(**b) for b in r["breaches"]],
            )
            for r in self.results
        ]


@strawberry.input(description="待核实节点的筛选 / Which nodes wait for verification")
class NodesToVerifyFilter:
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    completed_until: date | None = strawberry.field(default=None, description="办结不晚于 / Completed on or before")


@strawberry.type
class VerificationQuery:
    @sql(
        description="已办结、待核实的节点，办结早的在前（报告用 progressReports(filter: {status: REPORTED})）/ "
        "Completed nodes that wait for the authority, the longest first"
    )
    def nodes_to_verify(
        self: Any,
        info: Info,
        filter: Annotated[NodesToVerifyFilter | None, strawberry.argument(description="筛选 / Which nodes")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ScheduleNode]:
        asked = filter or NodesToVerifyFilter()
        node, query = narrowest(tables.Node, info.context.caller, tables.Node.completed_on, None)
        query = query.where(node.current, node.completed_on.is_not(None), node.verified_on.is_(None))
        if asked.responsible_unit_id is not None:
            query = query.where(node.responsible_unit_id == asked.responsible_unit_id)
        if asked.project_id is not None:
            query = query.where(node.project_id == asked.project_id)
        if asked.completed_until is not None:
            query = query.where(node.completed_on <= asked.completed_until)
        return page(query, [Key(node.completed_on), Key(node.id)])

    @sql(
        description="节点办结、核实、退回的记录，先后为序 / Completions, verifications and returns of a node, in order"
    )
    def node_judgements(
        self: Any,
        node_id: Annotated[UUID, strawberry.argument(description="节点 / Node")],
        first: First = None,
        after: After = None,
    ) -> Connection[NodeJudgement]:
        step = tables.NodeJudgement
        return page(select(step).where(step.node_id == node_id), [Key(step.version)])

    @sql(description="本人的一次批量核实 / One batch of the caller's")
    def verification_batch(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> VerificationBatch | None:
        return answer(select(tables.VerificationBatch).where(tables.VerificationBatch.id == id))
