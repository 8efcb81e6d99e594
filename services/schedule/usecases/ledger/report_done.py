"""第十条：the responsible unit reports an issue settled."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.ledger.record import Document
from services.schedule.domain.ledger.settling import ReportIssueDone, report_done
from services.schedule.store import attachments, ledger, tables
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def report_issue_done(work: Work, command: ReportIssueDone) -> UUID | Refusal:
    """The responsible unit reports an issue settled; the files of its documents hang on the issue. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = report_done(ledger.state(row), party(work.actor), command, today=work.today, calendar=calendar())
    faults = list(decision.breaches) if isinstance(decision, Refusal) else []
    files = await _files(work, command.documents, faults)
    if isinstance(decision, Refusal) or faults:
        return Refusal(tuple(faults))
    for document, file in files:
        await attachments.hang_on_issue(work, file, row.id, document.title)
    return await keep(work, "reportIssueDone", row, decision)


async def _files(
    work: Work, documents: tuple[Document, ...], faults: list[Breach]
) -> list[tuple[Document, tables.Attachment]]:
    """Lock the uploads that the documents name; note what is wrong with them."""
    taken: dict[UUID, tuple[Document, tables.Attachment]] = {}
    for at, document in enumerate(documents):
        if document.file_id is None:
            continue
        field = f"documents.{at}.fileId"
        if document.file_id in taken:
            faults.append(Breach("FILE_TWICE", "同一文件不能附于两份材料，请分别上传", field=field))
            continue
        file = await attachments.take(work, document.file_id, field, faults)
        if file is not None:
            taken[document.file_id] = (document, file)
    return list(taken.values())
