"""The job that clears away uploads that nobody attached, and bytes that no file has. What is attached is never touched."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import clock
from services.chassis.attachments.kept import Attachments
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.files import Files, FilesAway
from services.chassis.identity import Actor
from services.chassis.work import Work

log = logging.getLogger(__name__)

ROUND_SECONDS = 600.0  # between two looks: what is cleared has waited for days
REASON = "上传后逾期未使用，由系统清除"


class ClearUploads:
    """Looks from time to time. Several processes share the work; a store or a database that is away only delays it."""

    def __init__(self, beside: Beside, kept: Attachments) -> None:
        self._kept = kept
        self._service, self._runtime = beside.service, beside.runtime
        self._files = Files.open(beside.runtime.settings)
        self._age = timedelta(hours=beside.runtime.settings.files_unused_hours)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Look until `stop` is called; the batch under way is finished first."""
        while not self._stopping.is_set():
            try:
                if await self.clear() > 0:
                    continue  # there may be more
            except (SQLAlchemyError, asyncpg.PostgresError, OSError, FilesAway) as fault:
                log.warning("clearing of uploads waits: %s", type(fault).__name__)
            await self._pause()

    def stop(self) -> None:
        """Ask the job to end after the batch under way."""
        self._stopping.set()

    async def clear(self) -> int:
        """Clear one batch of each kind; return how much there was."""
        uploads = await self._clear_uploads()
        return uploads + (await self._clear_contents(self._files) if self._files else 0)

    async def _clear_uploads(self) -> int:
        """Forget uploads that nobody attached in time. Whoever attaches one just now holds it, and it is passed by."""
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            rows = await self._kept.unused(session, self._age)
            for row in rows:
                actor = Actor("job:files", "附件清理", frozenset(), None, row.division)
                work = Work(session, actor, clock.system_now(), self._runtime.service, self._service.translate)
                await work.audit("clearUpload", f"file/{row.id}", self._kept.shown(row), None, reason=REASON)
                await session.delete(row)
            await session.commit()
        return len(rows)

    async def _clear_contents(self, files: Files) -> int:
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            cleared = await self._kept.clear_contents(session, self._age, files.remove)
            await session.commit()
        return cleared

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), ROUND_SECONDS)
        except TimeoutError:
            return
