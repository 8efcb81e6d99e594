"""Commands on projects, their documents and libraries in the API."""

from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.terms import Library
from services.reserve.graphql.project import Project, ProjectPayload
from services.reserve.graphql.project_duplicates import warnings_of
from services.reserve.graphql.project_inputs import ChangeProjectInput, EvidenceInput, RegisterProjectInput
from services.reserve.usecases.library.convert import ConvertProject, convert
from services.reserve.usecases.library.record_evidence import Document, RecordEvidence, record_evidence
from services.reserve.usecases.library.remove import RemoveProject, remove
from services.reserve.usecases.library.return_to import ReturnProject, return_to
from services.reserve.usecases.library.withdraw_evidence import WithdrawEvidence, withdraw_evidence
from services.reserve.usecases.project.change import ChangeProject, change
from services.reserve.usecases.project.register import RegisterProject, register


@strawberry.input(description="对一个项目的操作 / A command on one project")
class OnProject:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    project_id: UUID = strawberry.field(description="项目 / Project")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="登记佐证材料，全部或不登记 / Record documents, all or none (A5)")
class RecordEvidenceInput(OnProject):
    evidence: list[EvidenceInput] = strawberry.field(description="材料 / Documents")


@strawberry.input(description="撤回佐证材料 / Withdraw a document")
class WithdrawEvidenceInput(OnProject):
    evidence_id: UUID = strawberry.field(description="材料 / Document")
    reason: str = strawberry.field(description="撤回理由 / Why")


@strawberry.input(description="逐级转化 / Convert one step (A6)")
class ConvertProjectInput(OnProject):
    to_library: Library = strawberry.field(description="下一级库 / The next library")


@strawberry.input(description="退库 / Return to a lower library (A6)")
class ReturnProjectInput(OnProject):
    to_library: Library = strawberry.field(description="退回的库 / The lower library")
    reason: str = strawberry.field(description="退库理由 / Why")


@strawberry.input(description="出库 / Remove from the libraries (A6)")
class RemoveProjectInput(OnProject):
    reason: str = strawberry.field(description="出库理由 / Why")


async def _answer(info: Info, done: Performed) -> ProjectPayload:
    return ProjectPayload(project=await fetch(info, Project, done.id), user_errors=done.user_errors)


async def _entered(info: Info, done: Performed) -> ProjectPayload:
    payload = await _answer(info, done)
    payload.warnings = await warnings_of(info, done.id)
    return payload


@strawberry.type
class ProjectMutations:
    @strawberry.mutation(
        description="登记（申报）项目，登记后未入库 / Register a project; it is in no library yet (A3.2, A4)"
    )
    async def register_project(self, info: Info, input: RegisterProjectInput) -> ProjectPayload:
        command = RegisterProject(elements=input.elements(), secret=input.secret)
        return await _entered(info, await perform(info, "registerProject", input, command, register))

    @strawberry.mutation(description="变更项目要素，须有理由 / Change elements of a project, with a reason (A4)")
    async def change_project(self, info: Info, input: ChangeProjectInput) -> ProjectPayload:
        command = ChangeProject(
            project_id=input.project_id,
            expected_version=input.expected_version,
            reason=input.reason,
            apply=input.over,
        )
        return await _entered(info, await perform(info, "changeProject", input, command, change))

    @strawberry.mutation(description="登记佐证材料 / Record documents that criteria are judged from (A5)")
    async def record_evidence(self, info: Info, input: RecordEvidenceInput) -> ProjectPayload:
        documents = tuple(
            Document(
                kind=e.kind,
                title=e.title,
                issuer=e.issuer,
                issued_on=e.issued_on,
                document_number=e.document_number,
                valid_until=e.valid_until,
                note=e.note,
                file_ids=tuple(e.file_ids),
            )
            for e in input.evidence
        )
        command = RecordEvidence(
            project_id=input.project_id, expected_version=input.expected_version, documents=documents
        )
        return await _answer(info, await perform(info, "recordEvidence", input, command, record_evidence))

    @strawberry.mutation(description="撤回佐证材料（仍留痕，不再有效）/ Withdraw a document; it stays on record (A5)")
    async def withdraw_evidence(self, info: Info, input: WithdrawEvidenceInput) -> ProjectPayload:
        command = WithdrawEvidence(
            project_id=input.project_id,
            evidence_id=input.evidence_id,
            expected_version=input.expected_version,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "withdrawEvidence", input, command, withdraw_evidence))

    @strawberry.mutation(
        description="入库与逐级转化：谋划库→预备库→待建库→建设项目 / Enter the first library, then convert step by step (A5, A6)"
    )
    async def convert_project(self, info: Info, input: ConvertProjectInput) -> ProjectPayload:
        command = ConvertProject(
            project_id=input.project_id, expected_version=input.expected_version, to_library=input.to_library
        )
        return await _answer(info, await perform(info, "convertProject", input, command, convert))

    @strawberry.mutation(description="退回低一级库，须有理由 / Return to a lower library, with a reason (A6)")
    async def return_project(self, info: Info, input: ReturnProjectInput) -> ProjectPayload:
        command = ReturnProject(
            project_id=input.project_id,
            expected_version=input.expected_version,
            to_library=input.to_library,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "returnProject", input, command, return_to))

    @strawberry.mutation(
        description="出库，须有理由；记录保留 / Remove from the libraries, with a reason; the record stays (A6)"
    )
    async def remove_project(self, info: Info, input: RemoveProjectInput) -> ProjectPayload:
        command = RemoveProject(
            project_id=input.project_id, expected_version=input.expected_version, reason=input.reason
        )
        return await _answer(info, await perform(info, "removeProject", input, command, remove))
