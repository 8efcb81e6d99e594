"""Files in the API: what comes with objections, duties and other records. Bytes go over `/files`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from services.assessment.graphql.arguments import After, First
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.store import tables
from services.assessment.store.attachments import KEPT
from services.chassis.attachments.links import link, path_of
from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table


@strawberry.type(
    description="文件：看得到其所附记录的人可见，尚未使用的只有上传人可见 / "
    "A file, seen by whoever sees the record that it hangs on, and before that by its uploader alone"
)
@table(tables.Attachment)
class AssessmentAttachment:
    id: UUID = strawberry.field(description="标识（即文件标识）/ Identity, of the file too")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    format: str = strawberry.field(description="文件格式代码，按内容判定 / Format, as the content tells it")
    size: int = strawberry.field(description="字节数 / Size in bytes")
    sm3: str = strawberry.field(description="内容的 SM3 摘要 / SM3 digest of the content")
    uploaded_at: datetime = strawberry.field(description="上传时间 / When it was uploaded")
    uploaded_by_name: str = strawberry.field(description="上传人 / Who uploaded it")
    attached_at: datetime | None = strawberry.field(description="附上时间，未使用为空 / When it was attached")

    @derived("id", description="下载地址，凭访问令牌 / Where it is downloaded from")
    def path(self: Any) -> str:
        return path_of(self.id)


def files_of(record_kind: str, record_id: Any) -> Select[Any]:
    """The files of a record, in the order in which they were uploaded."""
    file = tables.Attachment
    return select(file).where(file.record_kind == record_kind, file.record_id == record_id).order_by(file.id)


@strawberry.input(description="获取下载直链 / Make a link that a browser can follow")
class CreateAssessmentDownloadLinkInput:
    idempotency_key: str = strawberry.field(description=KEY)
    attachment_id: UUID = strawberry.field(description="文件 / The file")


@strawberry.type(description="下载直链，仅限本人短时使用 / A link for the caller alone, for a short time")
class AssessmentDownloadLinkPayload:
    url: str | None = strawberry.field(description="相对地址 / The link, relative to the address of the service")
    expires_at: datetime | None = strawberry.field(description="失效时间 / When it ceases to be good")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class AttachmentQueries:
    @sql(description="一个文件，不存在或无权查看为空 / One file; null when it is not there for the caller")
    def assessment_attachment(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> AssessmentAttachment | None:
        return answer(select(tables.Attachment).where(tables.Attachment.id == id))

    @sql(
        description="本人已上传、尚未使用的文件，新的在前 / What the caller uploaded and did not use, the newest first"
    )
    def unused_assessment_uploads(
        self: Any, info: Info, first: First = None, after: After = None
    ) -> Connection[AssessmentAttachment]:
        file = tables.Attachment
        mine = select(file).where(file.attached_at.is_(None), file.uploaded_by == info.context.caller.subject)
        return page(mine, [Key(file.id, descending=True)])


@strawberry.type
class AttachmentMutations:
    @strawberry.mutation(
        description="获取文件的下载直链：五分钟内有效，仅限本人 / A link to a file, for five minutes and for the caller alone"
    )
    async def create_assessment_download_link(
        self, info: Info, input: Annotated[CreateAssessmentDownloadLinkInput, GIVEN]
    ) -> AssessmentDownloadLinkPayload:
        made = await link(info, KEPT, input, input.attachment_id)
        return AssessmentDownloadLinkPayload(url=made.url, expires_at=made.expires_at, user_errors=made.user_errors)
