"""Files in the API: photos of weeks and documents of nodes, and links to them (第八条、第九条). Bytes go over `/files`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.attachments.links import link, path_of
from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.schedule.domain.specialist.photo import PhotoSource
from services.schedule.graphql.arguments import COMMAND, After, First
from services.schedule.store import tables
from services.schedule.store.attachments import KEPT


@strawberry.type(
    description="文件：周更新的照片、节点的佐证材料；看得到该进度计划的人可见，尚未使用的只有上传人可见 / "
    "A file: a photo of a week or a document of a node; seen by whoever sees the schedule, unused ones by their uploader"
)
@table(tables.Attachment)
class ScheduleAttachment:
    id: UUID = strawberry.field(description="标识（即文件标识）/ Identity, of the file too")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    format: str = strawberry.field(description="文件格式代码，按内容判定 / Format, as the content tells it")
    size: int = strawberry.field(description="字节数 / Size in bytes")
    sm3: str = strawberry.field(description="内容的 SM3 摘要 / SM3 digest of the content")
    uploaded_at: datetime = strawberry.field(description="上传时间 / When it was uploaded")
    uploaded_by_name: str = strawberry.field(description="上传人 / Who uploaded it")
    attached_at: datetime | None = strawberry.field(description="附上时间，未使用为空 / When it was attached")
    caption: str | None = strawberry.field(description="说明 / Caption")
    taken_at: datetime | None = strawberry.field(description="拍摄时间 / When the photo was taken")
    taken_from: PhotoSource | None = strawberry.field(description="拍摄时间的来源 / By what the time is known")
    longitude: Decimal | None = strawberry.field(description="拍摄地经度 / Longitude of where it was taken")
    latitude: Decimal | None = strawberry.field(description="拍摄地纬度 / Latitude of where it was taken")
    placed_from: PhotoSource | None = strawberry.field(description="拍摄地的来源 / By what the place is known")
    distance_metres: int | None = strawberry.field(
        description="距项目位置（米），任一位置不明为空 / Metres from the project; null where a place is not known"
    )
    far: bool | None = strawberry.field(
        description="是否距项目过远（只作标记）/ Whether it was taken too far from the project: a mark, no refusal"
    )

    @derived("id", description="下载地址，凭访问令牌 / Where it is downloaded from")
    def path(self: Any) -> str:
        return path_of(self.id)


@strawberry.input(description="获取下载直链 / Make a link that a browser can follow")
class CreateScheduleDownloadLinkInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    attachment_id: UUID = strawberry.field(description="文件 / The file")


@strawberry.type(description="下载直链，仅限本人短时使用 / A link for the caller alone, for a short time")
class ScheduleDownloadLinkPayload:
    url: str | None = strawberry.field(description="相对地址 / The link, relative to the address of the service")
    expires_at: datetime | None = strawberry.field(description="失效时间 / When it ceases to be good")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class AttachmentQuery:
    @sql(description="一个文件，不存在或无权查看为空 / One file; null when it is not there for the caller")
    def schedule_attachment(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> ScheduleAttachment | None:
        return answer(select(tables.Attachment).where(tables.Attachment.id == id))

    @sql(
        description="本人已上传、尚未使用的文件，新的在前 / What the caller uploaded and did not use, the newest first"
    )
    def unused_schedule_uploads(
        self: Any, info: Info, first: First = None, after: After = None
    ) -> Connection[ScheduleAttachment]:
        file = tables.Attachment
        mine = select(file).where(file.attached_at.is_(None), file.uploaded_by == info.context.caller.subject)
        return page(mine, [Key(file.id, descending=True)])


@strawberry.type
class AttachmentMutation:
    @strawberry.mutation(
        description="获取文件的下载直链：五分钟内有效，仅限本人 / A link to a file, for five minutes and for the caller alone"
    )
    async def create_schedule_download_link(
        self, info: Info, input: Annotated[CreateScheduleDownloadLinkInput, COMMAND]
    ) -> ScheduleDownloadLinkPayload:
        made = await link(info, KEPT, input, input.attachment_id)
        return ScheduleDownloadLinkPayload(url=made.url, expires_at=made.expires_at, user_errors=made.user_errors)
