"""The formal documents of a request as files in the API (第十七条（一）)."""

from __future__ import annotations

import base64
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.file import File, Format
from services.chassis.graphql import Info
from services.support.graphql.enums import PaperForm
from services.support.usecases.requests.papers import paper_file, paper_of


@strawberry.type(description="申请的正式文书 / A formal document of a request as a file")
class SupportRequestPaper:
    number: str | None = strawberry.field(description="发文字号；告知类文书为空 / Its number; null for notices")
    title: str = strawberry.field(description="标题 / Title")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, title: str, number: str | None, file: File) -> Self:
        return cls(
            number=number,
            title=title,
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


@strawberry.type
class PaperQuery:
    @strawberry.field(
        description="申请的文书：缺省为现行决定，或补正告知、不予受理通知；给出文号则为该文书；无则为空 / "
        "A document of a request: the one in force, or the notice of a return or of a refusal to accept; by its number any of "
        "them, a correction notice too; null where there is none"
    )
    async def request_paper(
        self,
        info: Info,
        request_id: Annotated[UUID, strawberry.argument(description="申请 / Request")],
        form: Annotated[PaperForm, strawberry.argument(description="文件格式 / Form")],
        number: Annotated[str | None, strawberry.argument(description="发文字号 / Number of a document")] = None,
    ) -> SupportRequestPaper | None:
        async with info.context.reading() as session:
            document = await paper_of(session, info.context.caller, request_id, number)
        if document is None:
            return None
        file = await paper_file(document, Format(form.value))
        return SupportRequestPaper.of(document.title, document.number, file)
