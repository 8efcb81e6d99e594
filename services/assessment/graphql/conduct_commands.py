"""Commands on incidents and commendations (A20, A21)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.conduct.record import ConductKind, Entered
from services.assessment.graphql.conduct import ConductRecord
from services.assessment.graphql.words import FILES, GIVEN, KEY, REASONS
from services.assessment.usecases.conduct.record import RecordConduct, record_conduct
from services.assessment.usecases.conduct.revoke import RevokeConduct, revoke_conduct
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch


@strawberry.input(
    description="记录单位的一起事件或一次表扬，凭认定或通报文件 / An incident or a commendation of a unit, with its document"
)
class RecordConductInput:
    idempotency_key: str = strawberry.field(description=KEY)
    unit_id: UUID = strawberry.field(description="单位 / The unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / The project")
    matter: str = strawberry.field(description="事项代码，见 conductMatters / Code of the matter")
    grade: str = strawberry.field(description="等级或层级代码 / Code of the grade")
    happened_on: date = strawberry.field(description="发生日期 / Day on which it happened")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="情况 / What happened")
    document: str = strawberry.field(description="认定或通报文件（名称、文号）/ The document that establishes it")
    file_ids: list[UUID] = strawberry.field(default_factory=list, description=FILES)

    def entered(self, kind: ConductKind) -> RecordConduct:
        entered = Entered(
            kind=kind,
            unit_id=self.unit_id,
            project_id=self.project_id,
            matter=self.matter,
            grade=self.grade,
            happened_on=self.happened_on,
            title=self.title,
            description=self.description,
            document=self.document,
        )
        return RecordConduct(entered, tuple(self.file_ids))


@strawberry.input(description="撤销一条记录，留痕 / Revoke a record, on record")
class RevokeConductRecordInput:
    idempotency_key: str = strawberry.field(description=KEY)
    record_id: UUID = strawberry.field(description="记录 / The record")
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    reason: str = strawberry.field(description="撤销理由 / Why")
    approver: str = strawberry.field(description="批准人，不得是经办人本人 / Who approved it; not who records it")


@strawberry.type(description="事件、表扬记录的命令的结果 / Outcome of a command on a record")
class ConductRecordPayload:
    record: ConductRecord | None = strawberry.field(description="记录 / The record")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class ConductMutations:
    @strawberry.mutation(
        description="记录工程质量、安全生产、负面舆情事件：计入考核，影响市级评优 / "
        "Record an incident: it counts, and may bar awards of the city (A21)"
    )
    async def record_incident(self, info: Info, input: Annotated[RecordConductInput, GIVEN]) -> ConductRecordPayload:
        command = input.entered(ConductKind.INCIDENT)
        done = await perform(info, "recordIncident", input, command, record_conduct)
        return ConductRecordPayload(record=await fetch(info, ConductRecord, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="记录表扬等加分事项 / Record a commendation: it counts (A20)")
    async def record_commendation(
        self, info: Info, input: Annotated[RecordConductInput, GIVEN]
    ) -> ConductRecordPayload:
        command = input.entered(ConductKind.COMMENDATION)
        done = await perform(info, "recordCommendation", input, command, record_conduct)
        return ConductRecordPayload(record=await fetch(info, ConductRecord, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="撤销事件或表扬的记录：不再计入，记录保留 / Revoke a record: it counts no more and stays on record"
    )
    async def revoke_conduct_record(
        self, info: Info, input: Annotated[RevokeConductRecordInput, GIVEN]
    ) -> ConductRecordPayload:
        command = RevokeConduct(input.record_id, input.expected_version, input.reason, input.approver)
        done = await perform(info, "revokeConductRecord", input, command, revoke_conduct)
        return ConductRecordPayload(record=await fetch(info, ConductRecord, done.id), user_errors=done.user_errors)
