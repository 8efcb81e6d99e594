"""第十七条（一）：the formal documents of a request as files, written beside the loop."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.apart import turn
from services.chassis.documents.file import File, Format
from services.chassis.identity import Actor
from services.law.document import Document
from services.support.domain import paper
from services.support.domain.paper import Named
from services.support.domain.request import Request, State
from services.support.store import papers, settled
from services.support.usecases.requests.case import rule_of


async def paper_of(session: AsyncSession, actor: Actor, request_id: UUID, number: str | None) -> Document | None:
    """Make the document of a number, or the one in force; None where there is none that the actor may see.

    Without a number a returned request gives the notice of what is missing, one that was not taken on that notice.
    """
    request = await papers.request_of(session, actor, request_id)
    if request is None:
        return None
    named = await papers.names_of(session, request)
    if number is None and request.decision is None:
        return await _notice(session, request, named)
    return await _numbered(session, request, number or _in_force(request), named)


def _in_force(request: Request) -> str:
    return request.decision.document_number if request.decision else ""


async def _notice(session: AsyncSession, request: Request, named: Named) -> Document | None:
    rule, which = rule_of(request), paper.notice_of(request)
    if which is State.RETURNED:
        return paper.missing_paper(request, rule, named)
    if which is State.NOT_ACCEPTED and request.not_accepted is not None:
        competent = await papers.unit_name(session, request.not_accepted.competent_id)
        return paper.not_accepted_paper(request, competent, rule, named)
    return None


async def _numbered(session: AsyncSession, request: Request, number: str, named: Named) -> Document | None:
    rule = rule_of(request)
    review = await settled.review_of(session, request.id)
    if review is not None and review.document_number == number:
        return paper.review_paper(request, review, rule, named)
    decided = review.former if review is not None else request.decision
    if decided is not None and decided.document_number == number:
        return paper.decision_paper(request, decided, papers.decided_on(request), rule, named)
    found = await papers.correction(session, request.id, number)
    return None if found is None else paper.correction_paper(*found, rule, named)


async def paper_file(document: Document, form: Format) -> File:
    """Write a document; these are short."""
    async with turn():
        return await asyncio.to_thread(_written, document, form)


def _written(document: Document, form: Format) -> File:
    # their libraries take a while to load, which a start need not wait for
    name = document.title + (f"（{document.number}）" if document.number else "")
    if form is Format.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415

        return File(f"{name}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.chassis.documents import word  # noqa: PLC0415

    return File(f"{name}.docx", word.MEDIA_TYPE, word.write_word(document))
