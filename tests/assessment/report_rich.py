"""An issued report with a figure at the ends of what the columns take, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select

from services.assessment.domain.report.figures import FigureScope
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from tests.assessment.district import District
from tests.harness.differential import LARGEST, ODD, SMALLEST


async def with_reports(district: District) -> None:
    """Write a report of a quarter down, and another of the same, with figures."""
    period = select(tables.Period).where(
        tables.Period.division == district.division, tables.Period.year == 2026, tables.Period.quarter == 4
    )
    async with district.api.database.session(ALL_DIVISIONS) as session:
        row = (await session.scalars(period)).one()
        for ordinal in (1, 2):
            report = _report(district, row, ordinal)
            session.add(report)
            await session.flush()
            session.add_all(_figure(report, at, value) for at, value in enumerate((LARGEST, SMALLEST), start=1))
        await session.commit()


def _report(district: District, row: tables.Period, ordinal: int) -> tables.AssessmentReport:
    return tables.AssessmentReport(
        id=new_id(),
        division=district.division,
        period_id=row.id,
        year=row.year,
        quarter=row.quarter if ordinal == 1 else 0,
        ordinal=ordinal,
        number=f"{ODD}{ordinal}",
        title=f"示例讲评材料{ODD}",
        remarks=ODD,
        period_version=row.version,
        period_digest="示例摘要",
        figures=2,
        content_sm3="示例",
        issued_on=date(9999, 12, 30),
        issued_at=datetime(1988, 7, 1, 0, 30, 0, 120_000, tzinfo=UTC),
        issued_by="示例印发人",
    )


def _figure(report: tables.AssessmentReport, at: int, value: str) -> tables.AssessmentReportFigure:
    return tables.AssessmentReportFigure(
        report_id=report.id,
        position=at,
        division=report.division,
        code="SCORE",
        scope=FigureScope.UNIT,
        scope_key=ODD,
        scope_name="示例数据单位",
        label=ODD,
        value=Decimal(value),
        places=2147483647,
        unit="分",
        query="{ __typename }",
        computed_as=ODD,
        row_count=-2147483648,
        rows_sm3="示例",
    )
