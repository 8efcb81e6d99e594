"""Dispatch's documents as files in the API (第十条)."""

from __future__ import annotations

import base64
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.file import File
from services.chassis.files import Files
from services.chassis.graphql import ApiError, Info
from services.chassis.visibility import visible_select
from services.law.breach import Breach
from services.schedule.domain.dispatch.letters import minutes_paper
from services.schedule.domain.dispatch.paper import bulletin_paper
from services.schedule.domain.dispatch.terms import PaperForm
from services.schedule.store import tables
from services.schedule.store.dispatch import bulletins
from services.schedule.store.dispatch.minutes import minutes_of
from services.schedule.usecases.dispatch.papers import kept_file, paper_file

_MEDIA = {
    PaperForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperForm.PDF: "application/pdf",
}
Form = Annotated[PaperForm, strawberry.argument(description="文件格式 / Form")]


@strawberry.type(description="调度文件 / A document of dispatch as a file")
class DispatchFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File) -> Self:
        return cls(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


@strawberry.type
class DispatchPaperQuery:
    @strawberry.field(
        description="通报文件：已印发的为留存原件，草稿逐页标明；无权查看时为空 / "
        "A bulletin as a file: what was sent is the very file that was kept; a draft says so on every page (A10)"
    )
    async def bulletin_paper(
        self,
        info: Info,
        bulletin_id: Annotated[UUID, strawberry.argument(description="通报 / Bulletin")],
        form: Form,
    ) -> DispatchFile | None:
        row_of = tables.DispatchBulletin
        async with info.context.reading() as session:
            row = await session.scalar(visible_select(row_of, info.context.caller).where(row_of.id == bulletin_id))
            if row is None:
                return None
            content = await bulletins.content(session, info.context.caller, row) if row.sent_on is None else None
        if content is not None:
            return DispatchFile.of(await paper_file(bulletin_paper(content), form))
        word = form is PaperForm.DOCX
        digest, size = (row.docx_sm3, row.docx_size) if word else (row.pdf_sm3, row.pdf_size)
        return await _kept(info, row.title, form, digest, size)

    @strawberry.field(description="更正通知文件（留存原件）/ An erratum as the very file that was kept (A10)")
    async def erratum_paper(
        self,
        info: Info,
        erratum_id: Annotated[UUID, strawberry.argument(description="更正 / Erratum")],
        form: Form,
    ) -> DispatchFile | None:
        row_of = tables.BulletinErratum
        async with info.context.reading() as session:
            row = await session.scalar(visible_select(row_of, info.context.caller).where(row_of.id == erratum_id))
        if row is None:
            return None
        word = form is PaperForm.DOCX
        digest, size = (row.docx_sm3, row.docx_size) if word else (row.pdf_sm3, row.pdf_size)
        return await _kept(info, f"更正{row.ordinal}（{row.number}）", form, digest, size)

    @strawberry.field(
        description="周调度会议纪要文件，未办结的逐页标明 / The minutes of a round as a file; an open one says so (A10)"
    )
    async def dispatch_minutes(
        self,
        info: Info,
        round_id: Annotated[UUID, strawberry.argument(description="轮次 / Round")],
        form: Form,
    ) -> DispatchFile | None:
        async with info.context.reading() as session:
            minutes = await minutes_of(session, info.context.caller, round_id, info.context.today)
        return None if minutes is None else DispatchFile.of(await paper_file(minutes_paper(minutes), form))


async def _kept(info: Info, title: str, form: PaperForm, digest: str | None, size: int | None) -> DispatchFile:
    assert digest is not None, "what was sent has its bytes"
    assert size is not None, "what was sent has its bytes"
    name = f"{title}.{form.value.lower()}"
    file = await kept_file(Files.open(info.context.runtime.settings), name, _MEDIA[form], digest, size)
    if isinstance(file, Breach):
        raise ApiError("UNAVAILABLE", file.message, reason=file.code)
    return DispatchFile.of(file)
