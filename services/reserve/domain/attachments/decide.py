"""第三条（二）、第四条、第五条: how files that were taken in are hung on records and taken off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.files import title_of
from services.reserve.domain.applications.decide import Party, not_applicant
from services.reserve.domain.applications.state import Application, next_status
from services.reserve.domain.applications.terms import Step
from services.reserve.domain.attachments.rulebook import A4, KINDS, MOST_ON_RECORD
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading

NOT_ATTACHED = Breach("ATTACHMENT_UNKNOWN", "没有该附件，或您无权查看", field="attachmentId")
UNKNOWN = Breach("FILE_UNKNOWN", "没有该文件：未曾上传、已清除，或不是您上传的，请重新上传", field="fileId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file, and where it hangs; `kind` is empty and `title` its name while it hangs on nothing."""

    id: UUID
    file_name: str
    sm3: str
    attached: bool = False
    detached: bool = False
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What hangs on the same record already: how many, and the digests of all of them."""

    number: int
    digests: Collection[str]


def may_change(application: Application, project: Elements, by: Party) -> list[Breach]:
    """第三条（二）: files of an application come and go as what it asks for does, and by the same hands."""
    to = next_status(application.status, Step.CHANGE)
    found = (to if isinstance(to, Breach) else None, not_applicant(by, project, application.asked.channel))
    return [b for b in found if b is not None]


def attach(reading: Reading, upload: Attachment, beside: Beside, today: date) -> Attachment:
    """Hang a file on a record that the caller may change; once, for good: taken off, it stays on record."""
    if upload.attached:
        message = "该文件已附于一条记录；需另附的请重新上传（内容相同的不重复存储）"
        reading.found(Breach("FILE_ATTACHED", message, field="fileId"))
    kinds = {k.code: k.name for k in KINDS.on(today)}
    if upload.kind not in kinds:
        message = f"没有这一类附件，可选：{'、'.join(kinds)}"
        reading.found(Breach("ATTACHMENT_KIND_UNKNOWN", message, A4, "kind"))
    if upload.sm3 in beside.digests:
        reading.found(Breach("ATTACHMENT_DUPLICATE", f"“{upload.file_name}”的内容已附于该记录", field="fileId"))
    most = MOST_ON_RECORD.on(today)
    if beside.number >= most:
        message = f"一条记录最多附 {most} 个文件，请打包或先移除不用的"
        reading.found(Breach("ATTACHMENTS_TOO_MANY", message, A4, "fileId"))
    title = reading.optional_name(upload.title, "附件标题", "title") or title_of(upload.file_name)
    return replace(upload, attached=True, title=title)


def detach(reading: Reading, attachment: Attachment, reason: str, article: Article) -> tuple[Attachment, str]:
    """Take a file off its record, with a reason; it stays on record, and its bytes stay."""
    if attachment.detached:
        reading.found(Breach("ATTACHMENT_DETACHED", "该附件已移除", article, "attachmentId"))
    read = reading.text(reason, "移除理由", "reason")
    if not read:
        reading.found(Breach("REASON_MISSING", "移除附件须写明理由", article, "reason"))
    return replace(attachment, detached=True), read
