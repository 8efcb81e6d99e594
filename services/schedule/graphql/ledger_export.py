"""The ledger as a file in the API."""

from __future__ import annotations

import base64
from typing import Self

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.graphql import ApiError, Info
from services.law.breach import Breach
from services.schedule.graphql.ledger_lists import Filter, IssueFilter, matched
from services.schedule.usecases.ledger.sheet import ledger_file


@strawberry.type(description="导出的台账 / The ledger as a file")
class IssueLedgerFile:
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
class LedgerExportQuery:
    @strawberry.field(
        description="导出台账（.xlsx），条件与次序同台账列表；一次最多5000项 / The ledger as a sheet, as `issues` lists it"
    )
    async def export_issues(self, info: Info, filter: Filter = None) -> IssueLedgerFile:
        issue, query = matched(info, filter or IssueFilter())
        async with turn(), info.context.reading() as session:
            order = (issue.due_order, issue.id)
            file = await ledger_file(session, info.context.caller, query, order, info.context.today)
        if isinstance(file, Breach):
            raise ApiError("BAD_INPUT", file.message, reason=file.code)
        return IssueLedgerFile.of(file)
