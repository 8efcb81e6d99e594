"""Commands on attachments in the API (第三条（二）、第四条、第五条)."""

from datetime import datetime
from uuid import UUID

import strawberry

from services.chassis.attachments.links import link
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch
from services.reserve.graphql.attachments import Attachment
from services.reserve.store.attachments import KEPT
from services.reserve.usecases.attachments.attach import AttachFile, attach_file
from services.reserve.usecases.attachments.detach import DetachFile, detach_file


@strawberry.input(
    description="附上文件：在 projectId、evidenceId、applicationId 中指明一项 / "
    "Attach a file; exactly one of projectId, evidenceId and applicationId is named"
)
class AttachFileInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    file_id: UUID = strawberry.field(description="POST /files 返回的标识 / What POST /files answered")
    expected_version: int = strawberry.field(
        description="所依据的项目（含其材料）或申报的版本 / Version of the project, or of the application, that the caller saw"
    )
    kind: str = strawberry.field(description="文件类别代码，见 attachmentRules.kinds / Code of the kind of document")
    title: str | None = strawberry.field(
        default=None, description="标题，缺省为文件名 / Title; the file's name when left out"
    )
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    evidence_id: UUID | None = strawberry.field(default=None, description="项目的佐证材料 / Document of a project")
    application_id: UUID | None = strawberry.field(default=None, description="申报 / Application")


@strawberry.input(
    description="移除附件；留痕，文件保留 / Take a file off its record; it stays on record, and the file stays"
)
class DetachFileInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    attachment_id: UUID = strawberry.field(description="附件 / Attachment")
    expected_version: int = strawberry.field(
        description="所依据的项目或申报的版本 / Version of the project, or of the application, that the caller saw"
    )
    reason: str = strawberry.field(description="移除理由 / Why")


@strawberry.input(description="获取下载直链 / Make a link that a browser can follow")
class CreateDownloadLinkInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    attachment_id: UUID = strawberry.field(description="附件 / Attachment")


@strawberry.type(description="附件命令的结果 / Result of a command on an attachment")
class AttachmentPayload:
    attachment: Attachment | None = strawberry.field(
        description="附件；所附记录的新版本见其 project 或 application / The attachment, with its record as it is now"
    )
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="下载直链，仅限本人短时使用 / A link for the caller alone, for a short time")
class DownloadLinkPayload:
    url: str | None = strawberry.field(description="相对地址 / The link, relative to the address of the service")
    expires_at: datetime | None = strawberry.field(description="失效时间 / When it ceases to be good")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class AttachmentMutations:
    @strawberry.mutation(
        description="将已上传的文件附于项目、佐证材料或申报；能改该记录的人可附 / "
        "Hang an uploaded file on a record that the caller may change (A3.2, A4, A5)"
    )
    async def attach_file(self, info: Info, input: AttachFileInput) -> AttachmentPayload:
        command = AttachFile(
            file_id=input.file_id,
            expected_version=input.expected_version,
            kind=input.kind,
            title=input.title,
            project_id=input.project_id,
            evidence_id=input.evidence_id,
            application_id=input.application_id,
        )
        done = await perform(info, "attachFile", input, command, attach_file)
        return AttachmentPayload(attachment=await fetch(info, Attachment, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="移除附件，须有理由；记录和文件均保留 / Take a file off its record, with a reason; both stay on record"
    )
    async def detach_file(self, info: Info, input: DetachFileInput) -> AttachmentPayload:
        command = DetachFile(
            attachment_id=input.attachment_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "detachFile", input, command, detach_file)
        return AttachmentPayload(attachment=await fetch(info, Attachment, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="获取附件的下载直链：五分钟内有效，仅限本人，下载时重新核对权限 / "
        "Make a link to a file, good for five minutes and for the caller alone; whether they may see it is asked again"
    )
    async def create_download_link(self, info: Info, input: CreateDownloadLinkInput) -> DownloadLinkPayload:
        made = await link(info, KEPT, input, input.attachment_id)
        return DownloadLinkPayload(url=made.url, expires_at=made.expires_at, user_errors=made.user_errors)
