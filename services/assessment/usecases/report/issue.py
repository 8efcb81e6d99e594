"""Issue the review pack of a published quarter, or the year's result, under a number (A19)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.assessment.domain.period import period_of, read_period
from services.assessment.domain.report.events import ReportIssued
from services.assessment.domain.report.figures import Figure, figures
from services.assessment.domain.report.issue import NOTHING_NEW, NUMBER_TAKEN, check_issue
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.report.paper import Issue, pack_paper, title_of
from services.assessment.store import periods, reports, tables
from services.assessment.usecases.period.announce import not_computed
from services.assessment.usecases.report.files import Keeping, keep_files
from services.chassis.digest import canonical, sm3
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class IssueReport:
    """Of which period in the version that the actor saw, under which number; remarks: what the review says besides."""

    year: int
    quarter: int | None
    expected_version: int
    number: str
    remarks: str


async def issue_report(work: Work, command: IssueReport, keeping: Keeping) -> UUID | Refusal:
    """Write the pack down for good with the source of every figure, in Word, PDF and Excel."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    await periods.hold(work)
    row = await periods.find(work.session, work.actor.division, period)
    if row is None:
        return Refusal.of(not_computed(period, "印发考核材料"))
    texts = await _checked(work, row, command)
    if isinstance(texts, Refusal):
        return texts
    number, remarks = texts
    pack = await reports.read_pack(work.session, row)
    made = figures(pack)
    before = await reports.last_of_period(work.session, row.id)
    digest = sm3(canonical(asdict(pack)))
    if before is not None and (before.content_sm3, before.remarks) == (digest, remarks):
        return Refusal.of(NOTHING_NEW)
    report = _row(work, row, pack, made, digest)
    report.ordinal, report.number, report.remarks = before.ordinal + 1 if before else 1, number, remarks
    work.session.add(report)
    await work.session.flush()
    await reports.keep_figures(work.session, report, made)
    document = pack_paper(pack, made, work.today, Issue(number, work.today, remarks))
    fault = await keep_files(work, keeping, document, report.id)
    if fault is not None:
        return Refusal.of(fault)
    await work.record(_issued(report, str(pack.period)))
    shown = {name: getattr(report, name) for name in ("number", "ordinal", "period_version", "content_sm3")}
    await work.audit("issueAssessmentReport", f"assessment_report/{report.id}", None, shown)
    return report.id


async def _checked(work: Work, row: tables.Period, command: IssueReport) -> tuple[str, str] | Refusal:
    """Give number and remarks as they are kept, or all that keeps the report from being issued."""
    lost = stale(row.version, command.expected_version)
    texts = check_issue(period_of(row.year, row.quarter), row.status, command.number, command.remarks)
    faults = [*([lost] if lost else []), *(texts.breaches if isinstance(texts, Refusal) else ())]
    if not isinstance(texts, Refusal) and await reports.number_taken(work.session, row.division, texts[0]):
        faults.append(NUMBER_TAKEN)
    if faults or isinstance(texts, Refusal):
        return Refusal(tuple(faults))
    return texts


def _issued(report: tables.AssessmentReport, period: str) -> ReportIssued:
    return ReportIssued(
        report_id=report.id,
        year=report.year,
        quarter=report.quarter,
        period=period,
        ordinal=report.ordinal,
        number=report.number,
        title=report.title,
        issued_on=report.issued_on,
        division=report.division,
    )


def _row(work: Work, row: tables.Period, pack: Pack, made: tuple[Figure, ...], digest: str) -> tables.AssessmentReport:
    return tables.AssessmentReport(
        id=work.new_id(),
        division=row.division,
        period_id=row.id,
        year=row.year,
        quarter=row.quarter,
        ordinal=1,
        number="",
        title=title_of(pack),
        remarks="",
        period_version=row.version,
        period_digest=row.digest,
        figures=len(made),
        content_sm3=digest,
        issued_on=work.today,
        issued_at=work.now,
        issued_by=work.actor.name,
    )
