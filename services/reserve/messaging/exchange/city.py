"""The live interface of the city's reserve library: hands over what was exported, fetches answers. On where a URL is set."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import clock
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.graphql.commands import carry_out
from services.chassis.graphql.context import Context
from services.chassis.identity import Actor
from services.chassis.posting import Sent, send
from services.chassis.waking import Wake
from services.law.parties import Role
from services.reserve.messaging.exchange.settings import ExchangeSettings, Partner, Partners
from services.reserve.store import tables
from services.reserve.store.exchange import city
from services.reserve.usecases.exchange.import_city import ImportCity, import_city

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
BATCH = 20  # answers asked for at a time


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the city, with its own id."""

    id: str
    content: bytes


class CityUnreachable(Exception):
    """The city's library does not answer, or not as described: what it was asked is asked again later."""


class CityLibrary(Protocol):
    """What a live interface of the city's library can do, by whatever protocol."""

    async def push(self, export_id: UUID, content: bytes) -> None:
        """Hand a file over; sent twice it counts once. Raise CityUnreachable when it did not arrive."""

    async def pull(self, after: str | None) -> Sequence[Answer]:
        """Fetch answers in their order, those after an answer; raise CityUnreachable when nobody tells."""


@dataclass(frozen=True, slots=True)
class HttpCityLibrary:
    """By HTTP, signed as the provincial interface is: POST /exports/{id} and GET /answers."""

    http: httpx.AsyncClient
    partner: Partner
    url: str

    async def push(self, export_id: UUID, content: bytes) -> None:
        """Hand a file over as it is."""
        _arrived(await send(self.http, self.partner, "POST", f"{self.url}/exports/{export_id}", content))

    async def pull(self, after: str | None) -> Sequence[Answer]:
        """Fetch the next answers."""
        query = f"?after={quote(after, safe='')}" if after else ""
        said = _arrived(await send(self.http, self.partner, "GET", f"{self.url}/answers{query}"))
        try:
            found: list[dict[str, Any]] = orjson.loads(said.text)["answers"]
            return [Answer(str(a["id"]), str(a["content"]).encode()) for a in found[:BATCH]]
        except (orjson.JSONDecodeError, KeyError, TypeError) as fault:
            raise CityUnreachable("not as described") from fault


def _arrived(sent: Sent) -> Sent:
    if not sent.arrived:
        raise CityUnreachable(f"{sent.outcome.value} {sent.http_status or ''} {sent.detail or ''}".strip())
    return sent


@dataclass(slots=True)
class _Fetched:
    """What `carry_out` remembers of an answer."""

    idempotency_key: str


class CityExchange:
    """Runs until stopped; does nothing where no URL is set."""

    def __init__(self, beside: Beside, library: CityLibrary | None = None) -> None:
        self._beside = beside
        self._database = beside.runtime.database
        self._told = ExchangeSettings()
        self._partner = Partners(self._told.city_library_client).only() if self._told.city_library_client else None
        self._library = library
        self._stopping = asyncio.Event()
        self._wake = Wake(self._database, "city_exports")

    async def run(self) -> None:
        """Hand over and fetch until `stop` is called."""
        partner, url = self._partner, self._told.city_library_url.rstrip("/")
        if partner is None or not url:
            await self._stopping.wait()
            return
        import httpx  # noqa: PLC0415 - slow to import, and only this part needs it

        timeout = httpx.Timeout(self._told.callback_timeout_seconds)
        async with self._wake, httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False) as http:
            library = self._library or HttpCityLibrary(http, partner, url)
            while not self._stopping.is_set():
                seconds = self._told.city_library_pull_seconds
                try:
                    await self._push(library, partner)
                    await self._pull(library, partner)
                except (
                    CityUnreachable,
                    SQLAlchemyError,
                    OSError,
                    asyncpg.PostgresError,
                    asyncpg.InterfaceError,
                ) as fault:
                    log.warning("the city's library waits: %s", type(fault).__name__)
                    seconds = min(seconds, RETRY_SECONDS)
                await self._wake.wait(seconds)

    def stop(self) -> None:
        """Ask the exchange to end."""
        self._stopping.set()
        self._wake.wake()

    async def _push(self, library: CityLibrary, partner: Partner) -> None:
        """Hand over what was exported, one after the other. Who dies in between hands over again; the city counts it once."""
        export = tables.CityExport
        while not self._stopping.is_set():
            async with self._database.session(ALL_DIVISIONS, read_only=True) as session:
                unsent = select(export.id, export.packed).where(
                    export.sent_at.is_(None), export.division == partner.division
                )
                row = (await session.execute(unsent.order_by(export.number).limit(1))).one_or_none()
            if row is None:
                return
            try:
                await library.push(row.id, await asyncio.to_thread(zlib.decompress, row.packed))
            except CityUnreachable as fault:
                await self._note(row.id, str(fault))
                raise
            await self._note(row.id, None)

    async def _note(self, id: UUID, fault: str | None) -> None:
        async with self._database.session(ALL_DIVISIONS) as session:
            row = await session.get_one(tables.CityExport, id, with_for_update=True)
            row.last_error = fault
            if fault is None and row.sent_at is None:
                row.sent_at = await session.scalar(select(func.clock_timestamp()))
            await session.commit()

    async def _pull(self, library: CityLibrary, partner: Partner) -> None:
        while not self._stopping.is_set():
            async with self._database.session(partner.division, read_only=True) as session:
                after = await city.last_answer(session, partner.division)
            answers = await library.pull(after)
            for answer in answers:
                await self._take(answer, partner)
            if len(answers) < BATCH:
                return

    async def _take(self, answer: Answer, partner: Partner) -> None:
        """Import an answer with the right of the authority that keeps the library; what is at fault in it is on record."""
        actor = Actor(
            subject=f"city:{partner.id}",
            name=partner.name,
            roles=frozenset({Role.INVESTMENT_AUTHORITY}),
            unit=None,
            division=partner.division,
        )
        beside = self._beside
        context = Context(beside.runtime, beside.service.translate, clock.system_now(), actor)
        command = ImportCity(
            file_name=f"answer-{answer.id}.jsonl"[:200], content=answer.content, good_only=True, answer_id=answer.id
        )
        done = await carry_out(context, "importCityLibrary", _Fetched(f"answer/{answer.id}"), command, import_city)
        if done.user_errors:
            log.error("answer %s of the city was not recorded: %s", answer.id, [e.code for e in done.user_errors])
            raise CityUnreachable("an answer that cannot be recorded")
