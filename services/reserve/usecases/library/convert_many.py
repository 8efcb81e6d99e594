"""第六条: convert many projects, each one step and each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.library.batch import batch_breaches
from services.reserve.store import projects, tables
from services.reserve.usecases.library.convert import ConvertProject, convert


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertProjects:
    """Which projects to which libraries, in order."""

    rows: Sequence[ConvertProject]


async def convert_many(work: Work, command: ConvertProjects) -> UUID | Refusal:
    """Convert those that meet the criteria; the others stay as they are, and the record says why."""
    breaches = batch_breaches([r.project_id for r in command.rows])
    if breaches:
        return Refusal(tuple(breaches))
    done: dict[UUID, tables.ConversionRow] = {}
    id_ = work.new_id()
    # locks are taken in one order whatever the order of the rows, so that two batches do not wait for each other
    for at, row in sorted(enumerate(command.rows), key=lambda r: r[1].project_id):
        done[row.project_id] = await _one(work, id_, at, row)
    converted = sum(r.converted for r in done.values())
    work.session.add(
        tables.Conversion(
            id=id_,
            division=work.actor.division,
            converted=converted,
            refused=len(done) - converted,
            at=work.now,
            by=work.actor.name,
        )
    )
    await work.session.flush()
    work.session.add_all(done.values())
    await work.session.flush()
    after = {str(r.project_id): r.version if r.converted else [x["code"] for x in r.reasons] for r in done.values()}
    await work.audit("convertProjects", f"conversion/{id_}", None, after)
    return id_


async def _one(work: Work, id_: UUID, at: int, asked: ConvertProject) -> tables.ConversionRow:
    """Convert one in a savepoint of its own: what is refused leaves nothing behind, not even half of it."""
    async with work.session.begin_nested() as savepoint:
        outcome = await convert(work, asked)
        if isinstance(outcome, Refusal):
            await savepoint.rollback()
    refused = outcome.breaches if isinstance(outcome, Refusal) else ()
    row = None if refused else await projects.lock(work, asked.project_id)
    return tables.ConversionRow(
        conversion_id=id_,
        position=at,
        division=work.actor.division,
        project_id=asked.project_id,
        to_library=asked.to_library,
        converted=row is not None,
        version=row.version if row else None,
        reasons=[_told(b, at) for b in refused],
    )


def _told(breach: Breach, at: int) -> dict[str, Any]:
    return {
        "code": breach.code,
        "message": breach.message,
        "field": f"projects.{at}.{breach.field}" if breach.field else None,
        "article": str(breach.article) if breach.article else None,
    }
