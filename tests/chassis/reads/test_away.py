"""A read that takes too long and a database that is away have codes of their own, and tell nothing of SQL."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from services.chassis.config import Reading
from services.chassis.database import ALL_DIVISIONS
from services.chassis.reads.pool import ReadPool
from services.law.parties import Role
from tests.chassis.reads.oddments import SERVICE
from tests.harness.api import running
from tests.harness.people import person

WHO = person(Role.LEADER)
QUERIES = [
    "{ things { totalCount } }",
    "query($id: UUID!) { thing(id: $id) { name } }",
    "{ things { totalCount } anything { __typename } }",
    "query($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } } }",
]
ID = "01930000-0000-7000-8000-000000000001"
VARIABLES = {"id": ID, "r": [{"__typename": "Thing", "id": ID}]}
SECRETS = (
    "select",
    "things.",
    "statement",
    "cancel",
    "password",
    "127.0.0.1",
    "connect",
    "Traceback",
    "asyncpg",
    "sqlalchemy",
)


@pytest.fixture(scope="module")
async def hurried(service_api):
    return await service_api(SERVICE, statement_timeout_ms=100)


@asynccontextmanager
async def locked(api):
    """Hold the table, so that every read of it has to wait."""
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(text("lock table things in access exclusive mode"))
        yield


async def asked(process, issuer, query: str) -> tuple[int, dict]:
    variables = {name: value for name, value in VARIABLES.items() if f"${name}" in query}
    headers = {"authorization": issuer.header(WHO)}
    answer = await process.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    assert not [word for word in SECRETS if word in answer.text], answer.text
    return answer.status_code, answer.json()


def code(answer: dict) -> set[str]:
    return {e["extensions"]["code"] for e in answer["errors"]}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("way", ["compiled", "walked"])
async def test_what_takes_too_long_is_told_so(hurried, query, way):
    process = hurried.http if way == "compiled" else hurried.walking
    async with locked(hurried):
        for _ in range(2):  # the second time the document is known
            status, answer = await asked(process, hurried.issuer, query)
            assert (status, code(answer)) == (200, {"TIMEOUT"})
    status, answer = await asked(process, hurried.issuer, query)
    assert status == 200
    assert "errors" not in answer


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("way", list(Reading))
async def test_a_database_that_is_away_is_told_so(settings, issuer, query, way):
    with socket.socket() as taken:  # bound and not listening: whoever connects is refused
        taken.bind(("127.0.0.1", 0))
        nowhere = SecretStr(f"postgresql://user:password@127.0.0.1:{taken.getsockname()[1]}/nothing")
        alone = settings.model_copy(update={"database_url": nowhere, "reads": way})
        async with running(SERVICE, alone) as process:
            for _ in range(2):
                status, answer = await asked(process, issuer, query)
                assert (status, code(answer)) == (200, {"UNAVAILABLE"})


@pytest.mark.parametrize("way", ["compiled", "walked"])
async def test_connections_that_were_cut_are_made_anew(hurried, way):
    process = hurried.http if way == "compiled" else hurried.walking
    assert "errors" not in (await asked(process, hurried.issuer, QUERIES[0]))[1]
    async with hurried.database.session(ALL_DIVISIONS) as session:
        others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        await session.execute(text(others))
    status, answer = await asked(process, hurried.issuer, QUERIES[0])
    assert (status, answer) == (200, {"data": {"things": {"totalCount": 0}}})


async def test_a_connection_that_closes_the_moment_it_is_taken_is_made_anew(hurried, monkeypatch):
    await asked(hurried.http, hurried.issuer, QUERIES[0])
    taken = ReadPool._taken
    closed = []

    async def taken_and_closed(pool):
        connection = await taken(pool)
        if not closed:
            closed.append(connection)
            connection.terminate()
        return connection

    monkeypatch.setattr(ReadPool, "_taken", taken_and_closed)
    status, answer = await asked(hurried.http, hurried.issuer, QUERIES[0])
    assert (status, answer) == (200, {"data": {"things": {"totalCount": 0}}})
    assert closed


async def test_a_field_that_waits_takes_no_other_with_it_in_the_walk(hurried):
    """The compiled statement answers all or nothing, and then says so for all."""
    query = "query($id: UUID!) { thing(id: $id) { name } secrets { totalCount } }"
    async with locked(hurried):
        _, compiled = await asked(hurried.http, hurried.issuer, query)
        _, walked = await asked(hurried.walking, hurried.issuer, query)
    assert code(compiled) == code(walked) == {"TIMEOUT"}
    assert walked["data"] == {"thing": None, "secrets": {"totalCount": 0}}
    assert compiled["data"] is None
