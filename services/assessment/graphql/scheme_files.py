"""A scheme as an Excel file (A18)."""

import strawberry

from services.assessment.graphql.report_files import AssessmentFile
from services.assessment.graphql.schemes import SchemeId
from services.assessment.store import tables
from services.assessment.usecases.scheme.scheme_file import scheme_file
from services.chassis.documents.apart import turn
from services.chassis.graphql import Info
from services.chassis.visibility import visible_select


@strawberry.type
class SchemeFileQueries:
    @strawberry.field(
        description="考核细则的 Excel 表；草案等未生效的逐页标明 / A scheme as a sheet; what is not in force says so (A18)"
    )
    async def scheme_file(self, info: Info, id: SchemeId) -> AssessmentFile | None:
        row = tables.Scheme
        async with turn(), info.context.reading() as session:
            found = (await session.scalars(visible_select(row, info.context.caller).where(row.id == id))).one_or_none()
            return AssessmentFile.of(scheme_file(found), info) if found else None
