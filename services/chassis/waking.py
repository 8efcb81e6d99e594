"""Waits for what PostgreSQL notifies of; while nothing is heard, a longest time has to do."""

from __future__ import annotations

import asyncio
from typing import Self

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.database import Database

RETRY_SECONDS = 0.5


class Wake:
    """Hears the notifications of one channel while it is entered (`async with`)."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._told = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        """End listening."""
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    def wake(self) -> None:
        """End the present wait, as a notification would."""
        self._told.set()

    async def wait(self, seconds: float) -> None:
        """Wait until something is told since the last wait began, at most some seconds."""
        try:
            await asyncio.wait_for(self._told.wait(), seconds)
        except TimeoutError:
            return
        self._told.clear()

    async def _listen(self) -> None:
        while True:
            try:
                async with self._database.engine.connect() as held:
                    driver = (await held.get_raw_connection()).driver_connection
                    assert driver is not None
                    await driver.add_listener(self._channel, lambda *_: self._told.set())
                    await held.commit()  # a listener inside an open transaction would hold the snapshot back
                    self._told.set()  # what was told before nobody heard
                    lost = asyncio.Event()
                    driver.add_termination_listener(lambda *_, lost=lost: lost.set())
                    await lost.wait()
            except (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(RETRY_SECONDS)
