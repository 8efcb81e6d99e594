"""Commands of verification: of one node, and of many rows at once (第九条)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.node.judging import ReturnNode, VerifyNode
from services.schedule.domain.progress.verification import VerifyProgress
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.performing import perform
from services.schedule.graphql.verification import VerificationBatch
from services.schedule.usecases.verification.bulk import VerifyMany, verify_many
from services.schedule.usecases.verification.return_node import return_node
from services.schedule.usecases.verification.verify_node import verify_node

SEEN = "所见的版本 / Version that was judged"


@strawberry.input(description="核实节点的办结 / Verify the completion of a node (A9)")
class VerifyNodeInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    node_id: UUID = strawberry.field(description="节点 / Node")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="退回节点的办结 / Take the completion of a node back (A9)")
class ReturnNodeInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    node_id: UUID = strawberry.field(description="节点 / Node")
    reason: str = strawberry.field(description="退回理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="批量核实中的一项 / A row of a batch")
class VerificationRowInput:
    id: UUID = strawberry.field(description="节点或报告 / The node or report")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="批量核实节点的办结和进度报告 / Verify completions and reports in one go (A9)")
class VerifyManyInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    nodes: list[VerificationRowInput] = strawberry.field(default_factory=list, description="节点 / Nodes")
    reports: list[VerificationRowInput] = strawberry.field(default_factory=list, description="进度报告 / Reports")


@strawberry.type(description="核实、退回节点的结果 / Result of judging a node")
class NodeJudgementPayload:
    node: ScheduleNode | None = strawberry.field(description="节点 / The node as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="批量核实的结果 / Result of a batch")
class VerificationBatchPayload:
    batch: VerificationBatch | None = strawberry.field(description="逐项结果 / Row by row")
    user_errors: list[UserError] = strawberry.field(description="整批不予受理的理由 / Why the whole batch was refused")


@strawberry.type
class VerificationMutation:
    @strawberry.mutation(
        description="区投资主管部门核实节点的办结，不得核实本人办结的 / The authority verifies a completion, never the own (A9)"
    )
    async def verify_node(self, info: Info, input: Annotated[VerifyNodeInput, COMMAND]) -> NodeJudgementPayload:
        command = VerifyNode(node_id=input.node_id, expected_version=input.expected_version)
        done = await perform(info, "verifyNode", input, command, verify_node)
        return NodeJudgementPayload(node=await fetch(info, ScheduleNode, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="区投资主管部门退回节点的办结，节点重新待办 / A completion is taken back; the node is open again (A9)"
    )
    async def return_node(self, info: Info, input: Annotated[ReturnNodeInput, COMMAND]) -> NodeJudgementPayload:
        command = ReturnNode(node_id=input.node_id, reason=input.reason, expected_version=input.expected_version)
        done = await perform(info, "returnNode", input, command, return_node)
        return NodeJudgementPayload(node=await fetch(info, ScheduleNode, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="批量核实，逐项判定，一项不通过不影响其他 / Verify many rows; each is judged for itself (A9)"
    )
    async def verify_many(self, info: Info, input: Annotated[VerifyManyInput, COMMAND]) -> VerificationBatchPayload:
        command = VerifyMany(
            nodes=tuple(VerifyNode(node_id=n.id, expected_version=n.expected_version) for n in input.nodes),
            reports=tuple(VerifyProgress(report_id=r.id, expected_version=r.expected_version) for r in input.reports),
        )
        done = await perform(info, "verifyMany", input, command, verify_many)
        return VerificationBatchPayload(
            batch=await fetch(info, VerificationBatch, done.id), user_errors=done.user_errors
        )
