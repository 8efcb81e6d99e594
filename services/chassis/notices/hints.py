"""The job that tells live listeners when there are new notices: PostgreSQL says so, whoever wrote them."""

from __future__ import annotations

import asyncio

from services.chassis.beside import Beside
from services.chassis.waking import Wake

CHANNEL = "notices"
LONGEST_WAIT = 300.0  # seconds; what was told meanwhile is told then at the latest


class NoticeHints:
    """A hint has no content: each listener looks at what is the listener's own. Told twice by two processes is no harm."""

    def __init__(self, beside: Beside) -> None:
        self._runtime = beside.runtime
        self._wake = Wake(beside.runtime.database, CHANNEL)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Pass on that there is something, until `stop` is called."""
        async with self._wake as wake:
            while not self._stopping.is_set():
                await wake.wait(LONGEST_WAIT)
                await self._runtime.tell([(CHANNEL, {})])

    def stop(self) -> None:
        """Ask the job to end, and end its wait."""
        self._stopping.set()
        self._wake.wake()
