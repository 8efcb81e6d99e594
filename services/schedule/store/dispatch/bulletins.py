"""Loads and saves bulletins, their figures and errata."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.money import percentage, round_half_up
from services.schedule.domain.dispatch.bulletin import Part, Shown
from services.schedule.domain.dispatch.facts import Facts
from services.schedule.domain.dispatch.figures import Figure
from services.schedule.domain.dispatch.paper import Content
from services.schedule.domain.dispatch.rulebook import PLACES
from services.schedule.domain.dispatch.terms import BulletinKind
from services.schedule.store import tables

_Bulletin, _Figure = tables.DispatchBulletin, tables.BulletinFigure


async def lock(work: Work, id: UUID) -> tables.DispatchBulletin | None:
    """Lock a bulletin that the actor sees."""
    query = visible_select(_Bulletin, work.actor).where(_Bulletin.id == id).with_for_update()
    return await work.session.scalar(query.execution_options(populate_existing=True))


async def of_period(
    session: AsyncSession, division: str, kind: BulletinKind, year: int, month: int
) -> tables.DispatchBulletin | None:
    """Find the bulletin of a period."""
    of = (_Bulletin.division == division, _Bulletin.kind == kind, _Bulletin.year == year, _Bulletin.month == month)
    return await session.scalar(select(_Bulletin).where(*of))


async def number_taken(session: AsyncSession, division: str, number: str) -> bool:
    """Whether a bulletin or an erratum has the number."""
    for model in (_Bulletin, tables.BulletinErratum):
        query = select(func.count()).where(model.division == division, model.number == number)
        if await session.scalar(query):
            return True
    return False


async def put_figures(work: Work, row: tables.DispatchBulletin, figures: Sequence[Figure]) -> None:
    """Put the figures in place of those of before."""
    await work.session.execute(delete(_Figure).where(_Figure.bulletin_id == row.id))
    work.session.add_all(
        _Figure(
            id=work.new_id(),
            division=row.division,
            bulletin_id=row.id,
            position=at,
            code=f.code,
            scope=f.scope,
            scope_key=f.key,
            scope_name=f.name,
            label=f.label,
            value=f.value,
            places=f.places,
            unit=f.unit,
            source=f.source,
            computed_as=f.computed_as,
            inputs=json.loads(canonical(f.inputs)),
            row_count=len(f.rows),
            rows_sm3=sm3(canonical(f.rows)),
            row_ids=[id_ for id_, _ in f.rows],
        )
        for at, f in enumerate(figures, start=1)
    )
    await work.session.flush()


def project_lines(facts: Facts) -> list[dict[str, Any]]:
    """Write the line of each construction project, rounded as it is published."""
    places = PLACES.on(facts.as_of)
    lines = []
    for project in facts.projects:
        if not project.kind.construction:
            continue
        done = project.verified_to(facts.month)
        rate = percentage(done, project.annual, places.percent) if project.annual else None
        lines.append(
            {
                "id": str(project.id),
                "name": project.name,
                "town": facts.unit(project.town_id),
                "authority": facts.unit(project.authority_id),
                "annual": str(round_half_up(project.annual, places.amount)),
                "planned": str(round_half_up(project.planned_to(facts.month), places.amount)),
                "verified": str(round_half_up(done, places.amount)),
                "rate": None if rate is None else str(rate),
            }
        )
    return lines


async def shown_figures(session: AsyncSession, actor: Actor, bulletin_id: UUID) -> tuple[Shown, ...]:
    """Read the figures of a bulletin in their order."""
    figure = _Figure
    columns = (
        figure.code,
        figure.scope,
        figure.scope_key,
        figure.scope_name,
        figure.label,
        figure.value,
        figure.places,
        figure.unit,
    )
    query = visible_select(figure, actor).where(figure.bulletin_id == bulletin_id).order_by(figure.position)
    rows = (await session.execute(query.with_only_columns(*columns))).all()
    return tuple(
        Shown(code=code, scope=scope, key=key, name=name, label=label, value=Decimal(value), places=places, unit=unit)
        for code, scope, key, name, label, value, places, unit in rows
    )


async def content(session: AsyncSession, actor: Actor, row: tables.DispatchBulletin) -> Content:
    """Gather all that a bulletin consists of."""
    return Content(
        kind=row.kind,
        year=row.year,
        month=row.month,
        title=row.title,
        as_of=row.as_of,
        parts=parts_of(row),
        recipients=tuple(row.recipients),
        signatures=tuple(row.signatures),
        figures=await shown_figures(session, actor, row.id),
        projects=tuple(row.projects),
        number=row.number,
        day=row.sent_on,
    )


def parts_of(row: tables.DispatchBulletin) -> tuple[Part, ...]:
    """Read the parts of the text."""
    return tuple(Part(code=p["code"], heading=p["heading"], text=p["text"]) for p in row.parts)


async def freeze_figures(work: Work, row: tables.DispatchBulletin) -> str:
    """Mark the figures as sent, and digest them with what they come from."""
    figure = _Figure
    told = (figure.code, figure.scope, figure.scope_key, figure.value, figure.rows_sm3)
    query = select(*told).where(figure.bulletin_id == row.id).order_by(figure.position)
    rows = [tuple(r) for r in (await work.session.execute(query)).all()]
    await work.session.execute(update(figure).where(figure.bulletin_id == row.id).values(sent_on=work.today))
    return sm3(canonical(rows))


async def next_ordinal(session: AsyncSession, bulletin_id: UUID) -> int:
    """Number the next erratum of a bulletin."""
    erratum = tables.BulletinErratum
    last = await session.scalar(select(func.max(erratum.ordinal)).where(erratum.bulletin_id == bulletin_id))
    return int(last or 0) + 1
