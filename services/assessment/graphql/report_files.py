"""Reports that are written when they are asked for: a draft of a pack, a unit's page (A19)."""

from __future__ import annotations

import base64
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.assessment.domain.period import read_period
from services.assessment.domain.report.figures import figures
from services.assessment.domain.report.paper import pack_paper
from services.assessment.domain.report.unit_page import unit_paper
from services.assessment.graphql.arguments import OfQuarter, Year
from services.assessment.store import periods, reports
from services.assessment.store.unit_pages import read_page
from services.assessment.usecases.report.files import stamped, write_file
from services.chassis.digest import sm3
from services.chassis.documents.file import File, Format
from services.chassis.graphql import Info
from services.law.breach import Refusal
from services.law.parties import Role

Form = Annotated[Format, strawberry.argument(description="文件格式 / Form of the file")]
strawberry.enum(Format, name="AssessmentFileFormat", description="文件格式 / Form of a file: Word, PDF, Excel")


@strawberry.type(description="即时生成的考核文件 / A file that is written when it is asked for")
class AssessmentFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3 杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File, info: Info) -> Self:
        return cls(
            file_name=stamped(file.name, info.context.today),
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


@strawberry.type
class ReportFileQueries:
    @strawberry.field(
        description="考核材料草稿，逐页标明“草稿”，不编号、不留存；尚未计算的为空 / "
        "A draft of a period's report, marked on every page, neither numbered nor kept; null before it is computed (A19)"
    )
    async def assessment_report_draft(
        self, info: Info, year: Year, form: Form, quarter: OfQuarter = None
    ) -> AssessmentFile | None:
        period = read_period(year, quarter)
        if isinstance(period, Refusal):
            return None
        async with info.context.reading() as session:
            row = await periods.find(session, info.context.caller.division, period)
            if row is None:
                return None
            pack = await reports.read_pack(session, row)
        document = pack_paper(pack, figures(pack), info.context.today, None)
        return AssessmentFile.of(await write_file(document, form), info)

    @strawberry.field(
        description="单位年度考核情况的文件，限本单位和投资主管部门；他人或没有该单位为空 / "
        "A unit's page of a year as a file, for the unit itself and the authority; null for others (A18)"
    )
    async def unit_assessment_file(
        self,
        info: Info,
        unit_id: Annotated[UUID, strawberry.argument(description="单位 / The unit")],
        year: Year,
        form: Form,
    ) -> AssessmentFile | None:
        caller = info.context.caller
        if caller.unit != unit_id and not caller.acts_as(Role.INVESTMENT_AUTHORITY):
            return None
        async with info.context.reading() as session:
            page = await read_page(session, caller, unit_id, year)
        if page is None:
            return None
        return AssessmentFile.of(await write_file(unit_paper(page, info.context.today), form), info)
