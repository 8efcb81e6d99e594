"""The background job of imports: takes up what waits, as soon as it is told of it."""

from __future__ import annotations

import asyncio
import logging
import time

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.chassis import clock
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.faults import is_away
from services.chassis.waking import Wake
from services.reserve.domain.importing.terms import RunState
from services.reserve.store import importing, tables
from services.reserve.usecases.imports.working import Lost, Run

log = logging.getLogger(__name__)

IDLE_SECONDS = 5.0  # the longest wait when nobody tells of work: for runs that a dead worker held
RETRY_SECONDS = 0.5
BEAT_SECONDS = 15.0  # between two signs of life, well within what a run is held for
FORGET_SECONDS = 3600.0
ATTEMPTS = 5  # a run that ends the process, or loses races, is not tried for ever
FAILED = "处理中发生故障，未写入任何内容；请稍后重试，仍不成功请联系管理员"


class ImportJob:
    """Works off one import at a time; as many as there are processes run side by side."""

    def __init__(self, beside: Beside) -> None:
        """Prepare; nothing is opened before `run`."""
        self._runtime, self._translate = beside.runtime, beside.service.translate
        self._wake, self._stopping = Wake(self._runtime.database, importing.CHANNEL), asyncio.Event()
        self._forget_at = 0.0

    async def run(self) -> None:
        """Work until `stop`; a database that is away only delays it."""
        async with self._wake:
            while not self._stopping.is_set():
                try:
                    if not await self.work_off_one():
                        await self._forget()
                        await self._wake.wait(IDLE_SECONDS)
                except (SQLAlchemyError, OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
                    log.warning("imports wait: %s", type(fault).__name__)
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the job to end; the run under way is given back and begun anew by whoever takes it next."""
        self._stopping.set()
        self._wake.wake()

    async def work_off_one(self) -> bool:
        """Take up the oldest run that nobody holds; False where there is none."""
        worker = clock.new_id()
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            row = await importing.claim(session, worker)
            await session.commit()
        if row is None:
            return False
        if row.attempts > ATTEMPTS:
            await self._fail(row)
            return True
        run = Run(self._runtime, self._translate, row, worker, self._stopping)
        beating = asyncio.create_task(self._beat(row, run))
        try:
            await run.carry_out()
        except Lost:
            await self._give_back(row, tried=False)
        except Exception as fault:  # whatever it was: who waits for the run is told, and the job goes on with the next
            if is_away(fault):
                raise  # the run is taken up again when nobody has held it for a while
            if isinstance(fault, DBAPIError):
                log.warning("import %s is begun anew: %s", row.id, type(fault).__name__)
                await self._give_back(row, tried=True)
            else:
                log.exception("import %s failed", row.id)
                await self._fail(row)
        finally:
            beating.cancel()
        return True

    async def _beat(self, row: tables.ImportRun, run: Run) -> None:
        """Say that the run is held, also while one step takes long."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await run.live_on()
            except Lost:
                return  # the run finds out with its next step
            except (SQLAlchemyError, OSError, asyncpg.PostgresError):
                log.warning("import %s: no sign of life could be given", row.id)

    async def _give_back(self, row: tables.ImportRun, *, tried: bool) -> None:
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            assert row.worker is not None
            await importing.give_back(session, row.id, row.worker, tried=tried)
            await session.commit()

    async def _fail(self, row: tables.ImportRun) -> None:
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            assert row.worker is not None
            ended = {"state": RunState.FAILED, "failure": FAILED, "finished_at": clock.system_now()}
            await importing.note(session, row.id, row.worker, **ended)
            await session.commit()
        await self._runtime.tell([(f"import:{row.id}", {"state": RunState.FAILED})])

    async def _forget(self) -> None:
        """Remove old files, now and then."""
        if time.monotonic() < self._forget_at:
            return
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            await importing.forget_files(session)
            await session.commit()
        self._forget_at = time.monotonic() + FORGET_SECONDS
