"""Who waits for a quota, in the order of the rule: read for the list, and locked to be served (第十五条)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible_select
from services.support.domain.land.queueing import Waiting
from services.support.domain.land.rulebook import LEVELS, Criterion
from services.support.domain.quota import Account
from services.support.domain.request import Action, Request, State
from services.support.domain.rulebook import kinds_of
from services.support.store import requests, tables

_request, _step, _project, _planned = tables.Request, tables.Step, tables.Project, tables.PlannedProject


async def short_of(
    session: AsyncSession, account: Account, criteria: Sequence[Criterion]
) -> list[tuple[tables.Request, Request]]:
    """Lock the accepted requests for which an account holds less than they ask for, in the order of the rule.

    A request that holds something in another year's account is decided from that, or from the account of its own year.
    The account is locked already, against the order in which others lock: so a request on which somebody acts at this
    moment is passed over, and never waited for.
    """
    query = select(_request).where(*_short(account)).order_by(*_order(account, criteria))
    rows = await session.scalars(query.with_for_update(of=_request, skip_locked=True))
    return await loaded(session, rows.all())


async def waiting(
    session: AsyncSession, actor: Actor, account: Account, criteria: Sequence[Criterion], first: int, skipped: int
) -> list[Waiting]:
    """Read those who wait and whom the actor may see, in order."""
    ids = visible_select(_request, actor).where(*_short(account)).order_by(*_order(account, criteria))
    some = ids.offset(skipped).limit(first)
    found = (await session.scalars(some)).all()
    facts = {
        row.id: row
        for row in (
            await session.execute(
                select(
                    _request.id,
                    _in_plan(account).label("in_plan"),
                    _accepted_at().label("accepted_at"),
                    _project.name,
                    _project.level,
                )
                .outerjoin(_project, and_(_project.id == _request.project_id, condition(_project, actor)))
                .where(_request.id.in_([r.id for r in found]))
            )
        ).all()
    }
    return [
        Waiting(
            request_id=row.id,
            project_id=row.project_id,
            project_name=facts[row.id].name,
            asked=row.quantity or 0,  # type: ignore[arg-type]  # what is short of a quota asks for some
            held=row.held_amount or 0,  # type: ignore[arg-type]
            in_plan=facts[row.id].in_plan,
            level=facts[row.id].level,
            accepted_at=facts[row.id].accepted_at,
        )
        for row in found
    ]


async def totals(session: AsyncSession, actor: Actor, account: Account) -> Any:
    """Count who waits, and for how much in all."""
    missing = func.sum(_request.quantity - func.coalesce(_request.held_amount, 0))
    query: Select[Any] = visible_select(_request, actor).where(*_short(account))
    return (await session.execute(query.with_only_columns(func.count(), func.coalesce(missing, 0)))).one()


async def loaded(session: AsyncSession, rows: Sequence[tables.Request]) -> list[tuple[tables.Request, Request]]:
    """Read rows into the state that decisions see."""
    pause = tables.Pause
    found = select(pause).where(pause.request_id.in_([row.id for row in rows])).order_by(pause.request_id, pause.seq)
    pauses = (await session.scalars(found)).all() if rows else ()
    return [(row, requests.state_of(row, [p for p in pauses if p.request_id == row.id])) for row in rows]


def _short(account: Account) -> list[Any]:
    return [
        _request.division == account.division,
        _request.ended_on.is_(None),  # as the index of open requests of a kind has it
        _request.kind.in_(kinds_of(account.kind)),
        _request.state.in_([State.ACCEPTED, State.CLAIMED, State.SUSPENDED]),
        func.coalesce(_request.held_account_id, account.id) == account.id,
        func.coalesce(_request.held_amount, 0) < _request.quantity,
    ]


def _accepted_at() -> Any:
    accepted = select(func.min(_step.at)).where(_step.request_id == _request.id, _step.action == Action.ACCEPTED)
    return accepted.scalar_subquery()


def _in_plan(account: Account) -> Any:
    return exists().where(_planned.project_id == _request.project_id, _planned.year == account.year, _planned.in_plan)


def _order(account: Account, criteria: Sequence[Criterion]) -> list[Any]:
    level = select(_project.level).where(_project.id == _request.project_id).scalar_subquery()
    columns = {
        Criterion.IN_PLAN: _in_plan(account).desc(),
        Criterion.LEVEL: case({name: at for at, name in enumerate(LEVELS)}, value=level, else_=len(LEVELS)),
        Criterion.ACCEPTED: _accepted_at(),
    }
    return [*(columns[c] for c in criteria), _request.id]
