"""第八条（过程可溯）：the files of the documents that prove a completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.chassis.work import Work
from services.law.breach import Breach
from services.schedule.domain.node.completion import Document
from services.schedule.store import attachments, tables


async def take_documents(
    work: Work, documents: Sequence[Document], faults: list[Breach]
) -> Mapping[int, tables.Attachment]:
    """Lock the uploads that the documents name, by the place of the document; note what is wrong with them."""
    taken: dict[int, tables.Attachment] = {}
    for at, document in enumerate(documents):
        if document.file_id is None:
            continue
        field = f"documents.{at}.fileId"
        if any(row.id == document.file_id for row in taken.values()):
            faults.append(Breach("FILE_TWICE", "同一文件不能附于两份材料，请分别上传", field=field))
            continue
        row = await attachments.take(work, document.file_id, field, faults)
        if row is not None:
            taken[at] = row
    return taken


async def hang_documents(
    work: Work, evidence: Sequence[tables.Evidence], files: Mapping[int, tables.Attachment]
) -> None:
    """Hang each file on the document that it is of; it stays there when the completion is taken back."""
    for at, row in files.items():
        row.evidence_id, row.caption = evidence[at].id, evidence[at].title
        await attachments.hang(work, row, evidence[at].schedule_id)
