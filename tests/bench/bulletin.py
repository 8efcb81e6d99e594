"""A monthly bulletin of 2,000 projects: its figures beside the very SQL they are read by, its files beside their writing alone.

The figures are taken anew each time (`refreshBulletin`): read, worked out with what each comes from, and kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from services.chassis import clock
from services.chassis.clock import new_id
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.law.document import Document
from services.law.parties import Role
from services.schedule.domain.dispatch.paper import bulletin_paper
from services.schedule.domain.dispatch.terms import PaperForm
from services.schedule.store import tables
from services.schedule.store.dispatch import bulletins
from services.schedule.store.dispatch.facts import read_facts
from services.schedule.usecases.dispatch.papers import made_file
from tests.bench import war_map
from tests.bench.ground import DIVISION, Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.wire import BadAnswer, Connection, data_of, request

YEAR, MONTH = war_map.YEAR, 5
FIRST, AS_OF = date(YEAR, MONTH, 1), war_map.TODAY
AUTHOR = Actor("author", "测量", frozenset({Role.INVESTMENT_AUTHORITY}), None, DIVISION)
DRAFT = """mutation($input: DraftBulletinInput!) { draftBulletin(input: $input) {
  dispatchBulletin { id version figures(first: 1) { totalCount } } userErrors { code message } } }"""
REFRESH = """mutation($input: RefreshBulletinInput!) { refreshBulletin(input: $input) {
  dispatchBulletin { id version figures(first: 1) { totalCount } } userErrors { code message } } }"""
PAPER = "query($i: UUID!, $f: DispatchPaperForm!) { bulletinPaper(bulletinId: $i, form: $f) { size contentBase64 } }"
Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]
Sent = list[tuple[str, tuple[Any, ...]]]


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    projects = war_map.QUICK_PROJECTS if pace.seconds < war_map.QUICK_SECONDS else war_map.PROJECTS
    database = await ground.database("schedule")
    if not await database.fetchval("select exists (select from plan_items where year = $1)", YEAR):
        await war_map.fill(database, projects)
    (served,) = await ground.connections(ground.address("schedule"), 1)
    ask = partial(_ask, ground, served)
    drafted = await ask(DRAFT, {"input": _keyed(kind="MONTHLY", year=YEAR, month=MONTH)})
    made = _accepted(drafted["draftBulletin"])
    pace = replace(pace, clients=1, seconds=pace.seconds / 2)  # one department writes one bulletin at a time
    contests = [await _figures(ground, database, ask, made, projects)]
    document = await _document(ground, UUID(made["id"]))
    contests += [_file(ask, made["id"], form, document, projects) for form in PaperForm]
    return [await compare(contest, pace) for contest in contests]


async def _figures(
    ground: Ground, database: asyncpg.Connection, ask: Ask, made: dict[str, Any], projects: int
) -> Contest:
    statements = await _sent(ground)
    prepared = [(await database.prepare(statement), given) for statement, given in statements]
    now = {"id": made["id"], "version": made["version"]}

    async def ours(_client: int, _turn: int) -> None:
        asked = {"input": _keyed(bulletinId=now["id"], expectedVersion=now["version"])}
        answer = _accepted((await ask(REFRESH, asked))["refreshBulletin"])
        if answer["figures"]["totalCount"] != made["figures"]["totalCount"]:
            raise BadAnswer("the same facts give other figures")
        now["version"] = answer["version"]

    async def limit(_client: int, _turn: int) -> None:
        for statement, given in prepared:
            await statement.fetch(*given)

    return Contest(
        key="bulletin.figures",
        title=f"月通报取数：{projects}个项目，{made['figures']['totalCount']}项数据",
        ours=("refreshBulletin", ours),
        limit=(f"its {len(prepared)} statements alone, asyncpg", limit),
        kind="times",
        settle=ground.settle,
    )


def _file(ask: Ask, bulletin: str, form: PaperForm, document: Document, projects: int) -> Contest:
    async def ours(_client: int, _turn: int) -> None:
        answer = await ask(PAPER, {"i": bulletin, "f": form.value})
        if not answer["bulletinPaper"] or answer["bulletinPaper"]["size"] < 1:
            raise BadAnswer(str(answer)[:500])

    async def limit(_client: int, _turn: int) -> None:
        made_file(document, form)

    return Contest(
        key=f"bulletin.{form.value.lower()}",
        title=f"月通报成文：{projects}个项目，{form.value}",
        ours=("bulletinPaper, GraphQL", ours),
        limit=("the document written alone", limit),
        kind="times",
    )


async def _sent(ground: Ground) -> Sent:
    """Return the statements that the facts of the month are read by, in order, with their arguments."""
    engine, sent = _engine(ground), Sent()

    def note(_c: Any, _k: Any, statement: str, given: Any, _x: Any, _many: bool) -> None:
        sent.append((statement, tuple(given)))

    try:
        async with AsyncSession(engine) as session:
            await session.connection()  # what opens a connection is not among them
            event.listen(engine.sync_engine, "before_cursor_execute", note)
            work = Work(session, AUTHOR, clock.system_now(), "schedule", lambda told: told)  # type: ignore[arg-type,return-value]
            facts = await read_facts(work, YEAR, MONTH, FIRST, AS_OF)
    finally:
        await engine.dispose()
    if not facts.projects:
        raise BadAnswer("the month has no project")
    return sent


async def _document(ground: Ground, bulletin: UUID) -> Document:
    """Return the bulletin as it is given to the writers of files."""
    engine = _engine(ground)
    try:
        async with AsyncSession(engine) as session:
            row = await session.get_one(tables.DispatchBulletin, bulletin)
            return bulletin_paper(await bulletins.content(session, AUTHOR, row))
    finally:
        await engine.dispose()


def _engine(ground: Ground) -> AsyncEngine:
    url = ground.live.running.parts.databases["schedule"].replace("postgresql://", "postgresql+asyncpg://", 1)
    settings = {"app.division": DIVISION, "jit": "off", "timezone": "Asia/Shanghai"}
    return create_async_engine(url, connect_args={"server_settings": settings})


async def _ask(ground: Ground, served: Connection, query: str, variables: dict[str, Any]) -> Any:
    who = {"authorization": f"Bearer {ground.live.token(clerk(0))}", "x-business-date": AS_OF.isoformat()}
    return data_of(
        await served.send(request(ground.address("schedule"), {"query": query, "variables": variables}, who))
    )


def _keyed(**given: Any) -> dict[str, Any]:
    return {"idempotencyKey": str(new_id()), **given}


def _accepted(payload: dict[str, Any]) -> dict[str, Any]:
    if payload["userErrors"]:
        raise BadAnswer(orjson.dumps(payload["userErrors"]).decode()[:500])
    made: dict[str, Any] = payload["dispatchBulletin"]
    return made
