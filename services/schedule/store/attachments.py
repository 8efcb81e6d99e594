"""Hangs files on weekly updates and on the evidence of nodes; what the service says of its attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from services.chassis.attachments.judging import UNKNOWN
from services.chassis.attachments.kept import Attachments
from services.chassis.clock import SHANGHAI
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach
from services.law.dated import Dated, Entry
from services.law.files import USUAL_FORMATS
from services.law.parties import Role
from services.schedule.domain.rulebook import FIRST_DAY
from services.schedule.domain.specialist.photo import PHOTO_FORMATS, Photo, Place, Taken, judge
from services.schedule.domain.specialist.rulebook import A9, MOST_PHOTOS, MOST_WAITING
from services.schedule.store import tables
from services.schedule.store.exif import look

UPLOADING = tuple(r for r in Role if r not in {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR})
_FILE = tables.Attachment
KEPT = Attachments(
    table=_FILE,
    contents=tables.FileContent,
    waits=_FILE.attached_at.is_(None),
    audited=("file_name", "format", "size", "sm3", "schedule_id", "update_id", "evidence_id", "issue_id", "caption"),
    formats=Dated(Article(8), "附件允许的文件格式", Entry(FIRST_DAY, USUAL_FORMATS, "第八条、第九条的执行口径")),
    most_waiting=MOST_WAITING,
    roles=UPLOADING,
    look=look,
)


async def take(work: Work, file_id: UUID, field: str, faults: list[Breach]) -> tables.Attachment | None:
    """Lock an upload of the actor that hangs on nothing yet; note why there is none."""
    row: tables.Attachment | None = await KEPT.lock(work, file_id)
    if row is None:
        faults.append(replace(UNKNOWN, field=field))
    elif row.attached_at is not None:
        message = "该文件已附于一条记录；需另附的请重新上传（内容相同的不重复存储）"
        faults.append(Breach("FILE_ATTACHED", message, field=field))
        return None
    return row


async def take_photos(
    work: Work, schedule: tables.Schedule, photos: Sequence[Photo], already: Sequence[str], faults: list[Breach]
) -> list[tuple[tables.Attachment, Taken]]:
    """Look at the photos of a week; already: the digests of those that it has."""
    most, digests, taken = MOST_PHOTOS.on(work.today), set(already), []
    if len(photos) + len(already) > most:
        faults.append(Breach("TOO_MANY_PHOTOS", f"一周的照片不超过{most}张，请择要上传", A9, "photos"))
        return []
    project = await work.session.get(tables.Project, schedule.project_id)
    site = None
    if project is not None and project.longitude is not None and project.latitude is not None:
        site = Place(longitude=project.longitude, latitude=project.latitude)
    for at, photo in enumerate(photos):
        field = f"photos.{at}"
        row = await take(work, photo.file_id, f"{field}.fileId", faults)
        if row is None:
            continue
        if row.format not in PHOTO_FORMATS:
            faults.append(Breach("NOT_A_PHOTO", f"“{row.file_name}”不是照片（JPEG、PNG、TIFF）", A9, f"{field}.fileId"))
        if row.sm3 in digests:
            faults.append(Breach("PHOTO_TWICE", f"照片“{row.file_name}”的内容已附于本周", A9, f"{field}.fileId"))
        digests.add(row.sm3)
        place = (row.exif_longitude, row.exif_latitude)
        known = judge(photo, row.exif_taken_at, place, site, field=field, now=work.now, zone=SHANGHAI, faults=faults)
        taken.append((row, known))
    return taken


async def hang_photos(
    work: Work, schedule_id: UUID, update_id: UUID, photos: Sequence[tuple[tables.Attachment, Taken]], first: int
) -> None:
    """Hang photos on a week, from this position on."""
    for position, (row, taken) in enumerate(photos, first):
        row.update_id, row.position, row.caption = update_id, position, taken.caption
        row.taken_at, row.taken_from, row.placed_from = taken.taken_at, taken.taken_from, taken.placed_from
        row.longitude = taken.place.longitude if taken.place else None
        row.latitude = taken.place.latitude if taken.place else None
        row.distance_metres, row.far = taken.distance_metres, taken.far
        await hang(work, row, schedule_id)


async def hang(work: Work, row: tables.Attachment, schedule_id: UUID) -> None:
    """Write that a file hangs on a record of a schedule from now on, for good."""
    row.schedule_id, row.attached_at, row.attached_by = schedule_id, work.now, work.actor.name
    await work.session.flush()
    await work.audit("attachFile", f"file/{row.id}", None, KEPT.shown(row))


async def hang_on_issue(work: Work, row: tables.Attachment, issue_id: UUID, caption: str) -> None:
    """Write that a file proves what was done about an issue (第十条), for good."""
    row.issue_id, row.caption = issue_id, caption
    row.attached_at, row.attached_by = work.now, work.actor.name
    await work.session.flush()
    await work.audit("attachFile", f"file/{row.id}", None, KEPT.shown(row))


async def digests_of(work: Work, update_id: UUID) -> list[str]:
    """Read the digests of the photos that a week has."""
    file = tables.Attachment
    query = select(file.sm3).where(file.update_id == update_id).order_by(file.position)
    return list((await work.session.scalars(query)).all())
