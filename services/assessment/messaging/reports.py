"""The events of issued review packs and year's results."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.assessment.domain.report import events
from services.chassis.events import Published


class ReportIssuedV1(
    Published,
    type="zhongdian.assessment.report.issued.v1",
    of=events.ReportIssued,
    key="report_id",
    sample={
        "reportId": "01930000-0000-7000-8000-000000000801",
        "year": 2026,
        "quarter": 4,
        "period": "2026年第4季度",
        "ordinal": 1,
        "number": "示例考核办〔2027〕2号",
        "title": "2026年第4季度重点项目考核讲评材料",
        "issuedOn": "2027-01-18",
        "division": "430211",
    },
):
    """A review pack, or a year's result (quarter 0), was issued. ordinal: above 1 where one was issued of the period before."""

    report_id: UUID
    year: int
    quarter: int
    period: str
    ordinal: int
    number: str
    title: str
    issued_on: date


REPORTS: tuple[type[Published], ...] = (ReportIssuedV1,)
