"""Files in the API: what comes with requests and with the other records of this service. Bytes go over `/files`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.attachments.links import link, path_of
from services.chassis.graphql import Connection, Info, UserError, perform
from services.chassis.reads import Key, answer, column, derived, fetch, page, sql, table
from services.chassis.visibility import visible_select
from services.support.graphql.arguments import COMMAND, After, First
from services.support.graphql.enums import Purpose, RecordKind
from services.support.store import tables
from services.support.store.attachments import KEPT
from services.support.usecases.records.attach_files import AttachFiles, attach_files


@strawberry.type(
    description="文件：看得到其所附记录的人和上传人可见 / "
    "A file, seen by whoever sees what it hangs on, and by its uploader"
)
@table(tables.Attachment)
class SupportAttachment:
    id: UUID = strawberry.field(description="标识（即文件标识）/ Identity, of the file too")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    format: str = strawberry.field(description="文件格式代码，按内容判定 / Format, as the content tells it")
    size: int = strawberry.field(description="字节数 / Size in bytes")
    sm3: str = strawberry.field(description="内容的 SM3 摘要 / SM3 digest of the content")
    uploaded_at: datetime = strawberry.field(description="上传时间 / When it was uploaded")
    uploaded_by_name: str = strawberry.field(description="上传人 / Who uploaded it")
    attached_at: datetime | None = strawberry.field(description="附上时间，未使用为空 / When it was attached")
    purpose: Purpose | None = strawberry.field(description="在申请中的用途 / What it is for, on a request")
    form_field: str | None = column("field", description="表单字段代码 / Code of the form's field")

    @derived("id", description="下载地址，凭访问令牌 / Where it is downloaded from")
    def path(self: Any) -> str:
        return path_of(self.id)


def files_of(kind: RecordKind, record_id: Any) -> Any:
    """Select the files of a record besides requests, in the order in which they were uploaded."""
    file = tables.Attachment
    its = select(file).where(file.record_kind == kind.value, file.record_id == record_id)
    return its.order_by(file.id)


@strawberry.input(
    description="把已上传的文件附于一条记录；附上后不能移走，误附的另附说明 / Hang uploads on a record, for good"
)
class AttachSupportFilesInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    kind: RecordKind = strawberry.field(description="记录种类 / Kind of record")
    record_id: UUID = strawberry.field(description="记录 / The record")
    file_ids: list[UUID] = strawberry.field(description="文件，1至20个 / The files, 1 to 20")


@strawberry.type(description="附文件的结果 / Result of hanging files on a record")
class AttachSupportFilesPayload:
    files: list[SupportAttachment] = strawberry.field(description="此后的全部附件 / All its files after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="获取下载直链 / Make a link that a browser can follow")
class CreateSupportDownloadLinkInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    attachment_id: UUID = strawberry.field(description="文件 / The file")


@strawberry.type(description="下载直链，仅限本人短时使用 / A link for the caller alone, for a short time")
class SupportDownloadLinkPayload:
    url: str | None = strawberry.field(description="相对地址 / The link, relative to the address of the service")
    expires_at: datetime | None = strawberry.field(description="失效时间 / When it ceases to be good")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class AttachmentQuery:
    @sql(description="一个文件，不存在或无权查看为空 / One file; null when it is not there for the caller")
    def support_attachment(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> SupportAttachment | None:
        return answer(select(tables.Attachment).where(tables.Attachment.id == id))

    @sql(
        description="本人已上传、尚未使用的文件，新的在前 / What the caller uploaded and did not use, the newest first"
    )
    def unused_support_uploads(
        self: Any, info: Info, first: First = None, after: After = None
    ) -> Connection[SupportAttachment]:
        file = tables.Attachment
        mine = select(file).where(file.attached_at.is_(None), file.uploaded_by == info.context.caller.subject)
        return page(mine, [Key(file.id, descending=True)])


@strawberry.type
class AttachmentMutation:
    @strawberry.mutation(
        description="附文件于治安事件、多评合一、代办事项、资金记录、会商；看得到记录的人可下载 / "
        "Hang files on a record; whoever sees it can read them (A14–A17)"
    )
    async def attach_support_files(
        self, info: Info, input: Annotated[AttachSupportFilesInput, COMMAND]
    ) -> AttachSupportFilesPayload:
        command = AttachFiles(kind=input.kind, record_id=input.record_id, file_ids=tuple(input.file_ids))
        done = await perform(info, "attachSupportFiles", input, command, attach_files)
        files = []
        if done.id is not None:
            async with info.context.reading() as session:
                file = tables.Attachment
                its = visible_select(file, info.context.caller).where(
                    file.record_kind == input.kind.value, file.record_id == done.id
                )
                found = (await session.scalars(its.with_only_columns(file.id).order_by(file.id))).all()
            files = [shown for one in found if (shown := await fetch(info, SupportAttachment, one)) is not None]
        return AttachSupportFilesPayload(files=files, user_errors=done.user_errors)

    @strawberry.mutation(
        description="获取文件的下载直链：五分钟内有效，仅限本人 / A link to a file, for five minutes and for the caller alone"
    )
    async def create_support_download_link(
        self, info: Info, input: Annotated[CreateSupportDownloadLinkInput, COMMAND]
    ) -> SupportDownloadLinkPayload:
        made = await link(info, KEPT, input, input.attachment_id)
        return SupportDownloadLinkPayload(url=made.url, expires_at=made.expires_at, user_errors=made.user_errors)
