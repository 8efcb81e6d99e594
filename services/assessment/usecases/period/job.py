"""The background job of computations: takes up what waits, as soon as it is told of it.

Who works a computation off holds its row until the results are committed with it: a worker that dies gives it back.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.assessment.domain.computing import ComputationKind, ComputationState
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.store import computations, tables
from services.assessment.store.fact_reading import LONG
from services.assessment.usecases.period.compute import ComputePeriod, compute_period
from services.assessment.usecases.period.verify import VerifyPeriod, verify_period
from services.assessment.usecases.scheme.compare import CompareSchemes, compare_schemes
from services.assessment.usecases.scheme.try_out import TryScheme, try_scheme
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.faults import is_away
from services.chassis.identity import Actor
from services.chassis.waking import Wake
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role

log = logging.getLogger(__name__)

IDLE_SECONDS = 5.0  # the longest wait when nobody tells of work: for what a dead worker had taken up
RETRY_SECONDS = 0.5
ATTEMPTS = 5  # one that ends the process, or loses races, is not tried for ever
FAILED = Breach("COMPUTATION_FAILED", "计算中发生故障，未作任何改动；请重新计算，仍不成功请联系管理员")


class ComputingJob:
    """Works off one computation at a time; as many as there are processes run side by side."""

    def __init__(self, beside: Beside) -> None:
        """Prepare; nothing is opened before `run`."""
        self._runtime, self._translate = beside.runtime, beside.service.translate
        self._wake, self._stopping = Wake(self._runtime.database, computations.CHANNEL), asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`; a database that is away only delays it."""
        async with self._wake:
            while not self._stopping.is_set():
                try:
                    if not await self.work_off_one():
                        await self._wake.wait(IDLE_SECONDS)
                except (SQLAlchemyError, OSError, TimeoutError, asyncpg.PostgresError) as fault:
                    log.warning("computations wait: %s", type(fault).__name__)
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the job to end once what is under way is done."""
        self._stopping.set()
        self._wake.wake()

    async def work_off_one(self) -> bool:
        """Take up the computation that waits longest; False where there is none."""
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            row = await computations.claim(session)
            await session.commit()
        if row is None:
            return False
        if row.attempts > ATTEMPTS:
            await self._end(row.id, ComputationState.FAILED, FAILED)
            return True
        try:
            await self._carry_out(row)
        except DBAPIError as fault:
            if is_away(fault):
                raise
            log.warning("computation %s is begun anew: %s", row.id, type(fault).__name__)
        except Exception:
            log.exception("computation %s failed", row.id)
            await self._end(row.id, ComputationState.FAILED, FAILED)
        return True

    async def _carry_out(self, row: tables.PeriodComputation) -> None:
        """Compute as the one who asked, as of then: results and their being done are one transaction."""
        roles = frozenset(Role(role) for role in row.roles)
        actor = Actor(row.asked_by, row.asked_by_name, roles, row.unit_id, row.division)
        async with self._runtime.database.session(actor.scope) as session:
            await session.execute(text(LONG))  # another command may work on the division's assessment
            if await computations.hold(session, row.id) is None:
                return
            work = Work(session, actor, row.asked_at, self._runtime.service, self._translate)
            outcome = await _outcome(work, row)
            if not isinstance(outcome, Refusal):
                found = "period_id" if row.kind is ComputationKind.PERIOD else "outcome_id"
                await computations.end(session, row.id, state=ComputationState.DONE, **{found: outcome})
                await session.commit()
                await self._runtime.tell(work.notifications)
                return
        await self._end(row.id, ComputationState.REFUSED, *outcome.breaches)

    async def _end(self, id_: UUID, state: ComputationState, *breaches: Breach) -> None:
        told = [asdict(breach) | {"article": breach.article and str(breach.article)} for breach in breaches]
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            await computations.end(session, id_, state=state, refusals=told)
            await session.commit()


async def _outcome(work: Work, row: tables.PeriodComputation) -> UUID | Refusal:
    """Do what was asked for, as its command does at once."""
    quarter = None if row.quarter == WHOLE_YEAR else row.quarter
    if row.kind is ComputationKind.PERIOD:
        asked = ComputePeriod(row.year, quarter, row.expected_version, row.discard_corrections, row.reason)
        return await compute_period(work, asked)
    if row.kind is ComputationKind.VERIFICATION:
        return await verify_period(work, VerifyPeriod(row.year, quarter))
    assert row.scheme_id is not None, "a trial is of a scheme"
    if row.kind is ComputationKind.TRIAL:
        return await try_scheme(work, TryScheme(row.scheme_id, row.year, quarter))
    assert row.against_id is not None, "a comparison is with another scheme"
    return await compare_schemes(work, CompareSchemes(row.scheme_id, row.against_id, row.year, quarter))
