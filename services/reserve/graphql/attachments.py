"""Attachments in the API: files, what they hang on, and what hangs on a record (第三条（二）、第四条、第五条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Select, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.chassis.attachments.links import path_of
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.visibility import visible_select
from services.reserve.domain.attachments.rulebook import FORMATS, KINDS, MOST_ON_RECORD, MOST_WAITING
from services.reserve.graphql.arguments import After, First
from services.reserve.store import tables

if TYPE_CHECKING:
    from services.reserve.graphql.applications import Application
    from services.reserve.graphql.project import Project

ProjectOf = Annotated["Project", strawberry.lazy("services.reserve.graphql.project")]
ApplicationOf = Annotated["Application", strawberry.lazy("services.reserve.graphql.applications")]
WithDetached = Annotated[
    bool | None, strawberry.argument(description="含已移除的 / With those that were taken off again")
]


@strawberry.type(
    description="附件：一个文件，及其所附的项目、佐证材料或申报；可见范围同所附记录，尚未使用的只有上传人可见 / "
    "A file and what it hangs on; seen by whoever sees that, by its uploader alone while it hangs on nothing"
)
@table(tables.Attachment)
class Attachment:
    id: UUID = strawberry.field(description="标识（即文件标识）/ Identifier, of the file too")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    format: str = strawberry.field(description="文件格式代码，按内容判定 / Format, as the content tells it")
    size: int = strawberry.field(description="字节数 / Size in bytes")
    sm3: str = strawberry.field(description="内容的 SM3 摘要（GB/T 32905）/ SM3 digest of the content")
    kind: str | None = strawberry.field(description="文件类别代码，未使用时为空 / Kind of document; null while unused")
    title: str | None = strawberry.field(description="标题 / Title")
    uploaded_at: datetime = strawberry.field(description="上传时间 / When it was uploaded")
    uploaded_by_name: str = strawberry.field(description="上传人 / Who uploaded it")
    attached_at: datetime | None = strawberry.field(description="附上时间，未使用时为空 / When it was attached")
    attached_by: str | None = strawberry.field(description="附上人 / Who attached it")
    detached_at: datetime | None = strawberry.field(description="移除时间 / When it was taken off")
    detached_by: str | None = strawberry.field(description="移除人 / Who took it off")
    detached_reason: str | None = strawberry.field(description="移除理由 / Why it was taken off")
    project_id: UUID | None = strawberry.field(description="所附项目（或其材料、申报）/ The project it belongs to")
    evidence_id: UUID | None = strawberry.field(description="所附佐证材料 / The document of a project that it hangs on")
    application_id: UUID | None = strawberry.field(description="所附申报 / The application that it hangs on")

    @derived("kind", description="文件类别 / Name of the kind")
    def kind_name(self: Any) -> str | None:
        return kind_name(self.kind)

    @derived("id", description="下载地址，凭访问令牌；浏览器直链见 createDownloadLink / Where it is downloaded from")
    def path(self: Any) -> str:
        return path_of(self.id)

    @sql(description="项目 / The project")
    def project(self: Any) -> ProjectOf | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="申报 / The application")
    def application(self: Any) -> ApplicationOf | None:
        return answer(select(tables.Application).where(tables.Application.id == self.application_id))


@strawberry.type(description="佐证材料所附的文件 / A file that hangs on a document of a project")
class EvidenceAttachment:
    id: UUID = strawberry.field(description="标识（即附件标识）/ Identifier of the attachment")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    title: str = strawberry.field(description="标题 / Title")
    format: str = strawberry.field(description="文件格式代码 / Format")
    size: int = strawberry.field(description="字节数 / Size in bytes")
    sm3: str = strawberry.field(description="SM3 摘要 / SM3 digest")
    attached_at: datetime = strawberry.field(description="附上时间 / When it was attached")
    attached_by: str = strawberry.field(description="附上人 / Who attached it")
    path: str = strawberry.field(description="下载地址 / Where it is downloaded from")

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Read one of `files_of_evidence`."""
        plain = {name: written[name] for name in _WRITTEN[2:-1]}
        return cls(
            id=UUID(written["id"]),
            path=path_of(written["id"]),
            attached_at=datetime.fromisoformat(written["attached_at"]),
            **plain,
        )


_WRITTEN = ("id", "evidence_id", "file_name", "title", "format", "size", "sm3", "attached_by", "attached_at")


def files_of_evidence(project: Any, info: Info) -> Any:
    """Bring the files of all documents of a project along with it; those that were taken off are in `attachments`."""
    file = tables.Attachment
    written = func.json_build_object(*(x for name in _WRITTEN for x in (name, getattr(file, name))))
    in_order = func.json_agg(aggregate_order_by(written, file.id), type_=JSON())
    hang = (file.project_id == project.id, file.evidence_id.is_not(None), file.detached_at.is_(None))
    return visible_select(file, info.context.caller).where(*hang).with_only_columns(in_order).scalar_subquery()


def kind_name(code: str | None) -> str | None:
    """Name a kind of document; one that the rules of today have no more keeps the name that it had."""
    names = {k.code: k.name for entry in KINDS.entries for k in entry.value}
    return None if code is None else names.get(code, code)


def hanging(query: Select[Any], detached: bool | None) -> Connection[Attachment]:
    """Page attachments, the newest upload first."""
    kept = query if detached else query.where(tables.Attachment.detached_at.is_(None))
    return page(kept, [Key(tables.Attachment.id, descending=True)])  # ids are ordered by time


@strawberry.type(description="一种允许的文件格式 / A format that files may have")
class AttachmentFormat:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    extensions: list[str] = strawberry.field(description="相符的扩展名 / Extensions that agree with it")
    media_type: str = strawberry.field(description="媒体类型 / Media type")


@strawberry.type(description="一种附件类别 / A kind of document that an attachment can be")
class AttachmentKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="附件的规则：格式、大小、类别、数量 / What files may be, how large and how many")
class AttachmentRules:
    max_bytes: int = strawberry.field(description="单个文件字节数上限（含）/ The largest file, which is taken")
    max_on_record: int = strawberry.field(description="一条记录的附件数上限 / Most attachments of one record")
    max_waiting: int = strawberry.field(description="一人未使用的上传数上限 / Most unused uploads of one person")
    unused_hours: int = strawberry.field(
        description="上传后未使用的保留小时数 / Hours for which an unused upload is kept"
    )
    formats: list[AttachmentFormat] = strawberry.field(description="允许的格式 / Formats")
    kinds: list[AttachmentKind] = strawberry.field(description="文件类别 / Kinds of documents")


@strawberry.type
class AttachmentQueries:
    @sql(description="一个附件 / One attachment")
    def attachment(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Attachment | None:
        return answer(select(tables.Attachment).where(tables.Attachment.id == id))

    @sql(
        description="本人已上传、尚未使用的文件，新的在前 / What the caller uploaded and did not attach, the newest first"
    )
    def unused_uploads(self: Any, info: Info, first: First = None, after: After = None) -> Connection[Attachment]:
        file = tables.Attachment
        mine = select(file).where(file.project_id.is_(None), file.uploaded_by == info.context.caller.subject)
        return page(mine, [Key(file.id, descending=True)])

    @strawberry.field(description="附件的规则 / What files may be, how large and how many")
    def attachment_rules(self: Any, info: Info) -> AttachmentRules:
        today, settings = info.context.today, info.context.runtime.settings
        formats = [
            AttachmentFormat(code=f.code, name=f.name, extensions=list(f.extensions), media_type=f.media_type)
            for f in FORMATS.on(today)
        ]
        return AttachmentRules(
            max_bytes=settings.files_max_bytes,
            max_on_record=MOST_ON_RECORD.on(today),
            max_waiting=MOST_WAITING.on(today),
            unused_hours=settings.files_unused_hours,
            formats=formats,
            kinds=[AttachmentKind(code=k.code, name=k.name) for k in KINDS.on(today)],
        )
