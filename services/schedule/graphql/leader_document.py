"""The arrangement of leaders and projects as a document in the API (第十三条)."""

from __future__ import annotations

import base64
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.graphql import Info
from services.schedule.domain.leaders.document import arrangement_document
from services.schedule.store import leaders
from services.schedule.usecases.leaders.document_file import PaperForm, arrangement_file

strawberry.enum(PaperForm, name="LeaderDocumentFormat", description="文件格式 / Form of the document")


@strawberry.type(description="区领导联系重点项目安排文件 / The arrangement as a document")
class LeaderDocument:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")


@strawberry.type
class LeaderDocumentQuery:
    @strawberry.field(
        description="安排文件；未印发的逐页标明草案，无权查看为空 / The arrangement as a document; what is not issued says so "
        "on every page; null where it is not seen (A13)"
    )
    async def leader_arrangement_document(
        self,
        info: Info,
        id: Annotated[UUID, strawberry.argument(description="安排标识 / Identity of the arrangement")],
        format: Annotated[PaperForm, strawberry.argument(description="文件格式 / Form")],
    ) -> LeaderDocument | None:
        async with info.context.reading() as session:
            found = await leaders.seen(session, info.context.caller, id)
            units = await leaders.unit_names(session, found) if found else {}
        if found is None:
            return None
        file = await arrangement_file(arrangement_document(found, units), format)
        return LeaderDocument(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )
