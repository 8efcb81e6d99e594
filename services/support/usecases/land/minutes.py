"""第十五条：the minutes of a consultation: what they say, frozen at the closing, and as a document."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.law.document import Document
from services.support.domain.land.consultation import SOURCE_NAMES, AgendaSource, Minutes, minutes_paper
from services.support.store import land_consultations, tables
from services.support.usecases.land.plan_file import names


class PaperForm(StrEnum):
    """As what a document goes out."""

    DOCX = "DOCX"
    PDF = "PDF"


async def content_of(
    session: AsyncSession, row: tables.LandConsultation, agenda: Sequence[tables.ConsultationItem]
) -> dict[str, Any]:
    """Say all that the minutes say, with the names as they are now, as plain values that can be frozen."""
    projects = await names(session, tables.Project, {i.project_id for i in agenda if i.project_id})
    of_items = {i.responsible_unit_id for i in agenda if i.responsible_unit_id}
    of_meeting = {UUID(who["unit_id"]) for who in row.attendance if who["unit_id"]}
    units = await names(session, tables.Organization, of_items | of_meeting)
    return {
        "division": row.division,
        "month": row.month.isoformat(),
        "heldOn": row.held_on.isoformat() if row.held_on else None,
        "place": row.place,
        "chairedBy": row.chaired_by,
        "attendance": [
            who | {"unit": units.get(UUID(who["unit_id"])) if who["unit_id"] else None} for who in row.attendance
        ],
        "minutes": row.minutes,
        "items": [
            land_consultations.shown_item(item)
            | {
                "project": projects.get(item.project_id) if item.project_id else None,
                "unit": units.get(item.responsible_unit_id) if item.responsible_unit_id else None,
            }
            for item in agenda
        ],
    }


async def minutes_file(session: AsyncSession, row: tables.LandConsultation, form: PaperForm) -> File:
    """Write the minutes; of a closed consultation what was frozen, whatever has happened since."""
    agenda = () if row.content else await land_consultations.items(session, row.id)
    content = row.content or await content_of(session, row, agenda)
    paper = minutes_paper(minutes_of(content, closed=row.content is not None))
    return await asyncio.to_thread(_made, paper, form)


def minutes_of(content: Mapping[str, Any], *, closed: bool) -> Minutes:
    """Read frozen content into words."""
    items = content["items"]
    return Minutes(
        division=content["division"],
        month=date.fromisoformat(content["month"]),
        held_on=_day(content["heldOn"]),
        place=content["place"],
        chaired_by=content["chairedBy"],
        present=tuple(_who(w) for w in content["attendance"] if w["present"]),
        absent=tuple(_who(w) for w in content["attendance"] if not w["present"]),
        minutes=content["minutes"],
        closed=closed,
        lines=tuple(
            (
                i["position"],
                SOURCE_NAMES[AgendaSource(i["source"])],
                i["project"] or "",
                i["text"],
                i["decision"] or "待议定",
                i["unit"] or "",
                _day(i["deadline"]),
            )
            for i in items
            if i["droppedReason"] is None
        ),
        dropped=tuple((i["text"], i["droppedReason"]) for i in items if i["droppedReason"] is not None),
    )


def _who(who: Mapping[str, Any]) -> str:
    return f"{who['name']}（{who['unit']}）" if who["unit"] else str(who["name"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _made(document: Document, form: PaperForm) -> File:
    # their libraries take a while to load, which a start need not wait for
    if form is PaperForm.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.chassis.documents import word  # noqa: PLC0415

    return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))
