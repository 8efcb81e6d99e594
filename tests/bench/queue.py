"""A queue of 100,000 open requests of one officer beside the very SQL of it sent by asyncpg alone; and requests from their
submission to the decision, four commands each, beside the same rows in as many transactions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from graphql import parse

from services.chassis.clock import new_id, system_now
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document
from services.law.parties import Role
from services.support.app import SERVICE
from services.support.graphql.schema import schema
from tests.bench import mutation
from tests.bench.ground import DIVISION, Ground
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.reads.shape import Statement
from tests.bench.wire import BadAnswer, data_of, request
from tests.harness.people import Person, person

REQUESTS, QUICK_REQUESTS, QUICK_SECONDS = 100_000, 5_000, 2.0
TODAY = date(2041, 6, 3)  # a day that nothing else measures
BUREAU = UUID("00000000-0000-7000-8000-000000000077")
QUEUE = """
query Queue($bureau: UUID!) {
  requestQueue(bureauId: $bureau, filter: {mine: true}, first: 50) {
    edges { node { id kind state purpose receivedOn version } } pageInfo { hasNextPage endCursor }
  }
}
"""
OFFICER_QUEUE = """
query Mine {
  officerQueue(first: 50) { edges { node { id kind state purpose receivedOn version } } pageInfo { hasNextPage endCursor } }
}
"""
SUBJECT = "queue-officer"
FILLED = (
    """
insert into organizations (id, division, version, name, roles)
values ('00000000-0000-7000-8000-000000000077', '430211', 1, '示例队列单位', '{LAND}'),
       ('00000000-0000-7000-8000-000000000078', '430211', 1, '示例审批单位', '{APPROVAL_SERVICE}') on conflict do nothing""",
    """
insert into projects (id, division, version, name, owner_id)
select md5('queue project' || n)::uuid, '430211', 1, '示例队列项目' || n, md5('queue owner' || n % 300)::uuid
from generate_series(1, 2000) n on conflict do nothing""",
    """
insert into requests (id, division, version, project_id, kind, bureau_id, applicant_id, quantity, purpose, state, received_on, working_days,
                      warning_days, stepped_on, due_on, warn_on, due_provisional, claimant, claimant_name)
select md5('queue request' || n)::uuid, '430211', 3, md5('queue project' || n % 2000)::uuid, 'LAND_QUOTA',
       '00000000-0000-7000-8000-000000000077', md5('queue owner' || n % 300)::uuid, 10, '示例用地' || n, 'CLAIMED',
       date '2041-05-01' + n % 30, 15, 3, date '2041-05-01' + n % 30, date '2041-05-22' + n % 30, date '2041-05-19' + n % 30, false,
       'queue-officer', '测试员'
from generate_series(1, $1::int) n""",
)


DECIDING = UUID("00000000-0000-7000-8000-000000000078")
DECIDER = person(Role.APPROVAL_SERVICE, unit=DECIDING, division=DIVISION)
AGENT = person(Role.PROJECT_SERVICE, unit=UUID("00000000-0000-7000-8000-000000000079"), division=DIVISION)
VERDICT = {"outcome": "GRANTED"}
STATES = ("SUBMITTED", "ACCEPTED", "CLAIMED", "GRANTED")
EVENT = '{"data": {}}'
# One statement is one transaction and one round trip: less than this cannot write these rows durably.
_TRAIL = """
step as (
  insert into steps (request_id, seq, division, action, state, at, actor, actor_name, note)
  values ($1, $3, $2, 'SUBMITTED', $6::text, $7, 'bench', '测试员', '')),
event as (
  insert into outbox (event_id, topic, key, lane, type, division, event)
  values ($8, 'support.events', $4::uuid::text, $9, 'zhongdian.support.bench', $2, $10)),
trail as (
  insert into audit (at, actor, actor_name, roles, division, action, subject, after_digest)
  values ($7, 'bench', '测试员', '{LAND}', $2, 'bench', 'request/' || $1::uuid::text, $11))
insert into idempotency (actor, key, operation, request_digest, result) values ('bench', $12, 'bench', $11, $1)
"""
INSERT = (
    """
with request as (
  insert into requests (id, division, version, project_id, kind, bureau_id, applicant_id, purpose, state, received_on, working_days,
                        warning_days, stepped_on, due_on, warn_on, due_provisional)
  values ($1, $2, $3, $4, 'CITY_LIAISON', $5, $5, '示例事项', $6::text, $7::timestamptz::date, 15, 3, $7::timestamptz::date,
          $7::timestamptz::date + 21, $7::timestamptz::date + 18, false)),
"""
    + _TRAIL
)
UPDATE = (
    """
with request as (
  update requests set version = $3, state = $6::text, ended_on = case when $6::text = 'GRANTED' then $7::timestamptz::date end
  where id = $1 and project_id = $4 and bureau_id = $5),
"""
    + _TRAIL
)


def officer() -> Person:
    return person(Role.LAND, unit=BUREAU, division=DIVISION).but(subject=SUBJECT, name="测试员")


READER = Actor(SUBJECT, "测试员", frozenset({Role.LAND}), BUREAU, DIVISION)


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    requests = QUICK_REQUESTS if pace.seconds < QUICK_SECONDS else REQUESTS
    database = await ground.database("support")
    await fill(database, requests)
    titles = (
        ("mine", QUEUE, {"bureau": str(BUREAU)}, f"队列：一人手中 {requests} 件未办结"),
        ("officer", OFFICER_QUEUE, {}, f"个人队列（不分单位）：{requests} 件未办结"),
    )
    read = [await compare(await _contest(ground, database, *titled, pace=pace), pace) for titled in titles]
    return [*read, await compare(await _decided(ground, pace), pace)]


async def _decided(ground: Ground, pace: Pace) -> Contest:
    """Let each client bring requests of its own from submission to decision."""
    served = await ground.connections(ground.address("support"), pace.clients)
    database = await mutation.twin(ground, SERVICE)
    direct = [await ground.connect(database) for _ in range(pace.clients)]
    await direct[0].execute(FILLED[1])

    async def ours(client: int, turn: int) -> None:
        await decide_one(served[client].send, ground, turn)

    async def limit(client: int, turn: int) -> None:
        id_ = new_id()
        for step, state in enumerate(STATES, start=1):
            await direct[client].execute(INSERT if step == 1 else UPDATE, *_row(id_, step, state, turn))

    return Contest(
        key="queue.decide",
        title="一件申请：提交、受理、认领、决定",
        ours=("support service, four commands", ours),
        limit=("same rows, four transactions, asyncpg", limit),
    )


async def decide_one(send: Callable[[bytes], Awaitable[bytes]], ground: Ground, turn: int) -> None:
    """Bring one request from submission to decision."""
    asked = {"projectId": str(_project(turn)), "kind": "CITY_LIAISON", "purpose": "示例事项", "bureauId": str(DECIDING)}
    asked["form"] = [{"code": "city_bureau", "value": "市示例局"}, {"code": "matter", "value": "示例事项"}]
    seen = await _command(send, ground, AGENT, "submitRequest", asked)
    for verb, more in (("acceptRequest", {}), ("claimRequest", {}), ("decideRequest", VERDICT)):
        on = {"requestId": seen["id"], "expectedVersion": seen["version"]}
        seen = await _command(send, ground, DECIDER, verb, on | more)


async def _command(
    send: Callable[[bytes], Awaitable[bytes]], ground: Ground, who: Person, verb: str, given: dict[str, Any]
) -> dict[str, Any]:
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    query = f"mutation($input: {kind}!) {{ {verb}(input: $input) {{ request {{ id version }} userErrors {{ code message }} }} }}"
    values = {"input": {"idempotencyKey": str(new_id()), **given}}
    done = data_of(await send(ground.asked(ground.address("support"), query, values, who)))[verb]
    if done["userErrors"]:
        raise BadAnswer(str(done["userErrors"]))
    return done["request"]  # type: ignore[no-any-return]


def _project(turn: int) -> UUID:
    return UUID(hashlib.md5(f"queue project{1 + turn % 2000}".encode(), usedforsecurity=False).hexdigest())


def _row(id_: UUID, step: int, state: str, turn: int) -> tuple[Any, ...]:
    now = system_now()
    return (
        id_,
        DIVISION,
        step,
        _project(turn),
        DECIDING,
        state,
        now,
        new_id(),
        turn % 16,
        EVENT,
        mutation.DIGEST,
        str(new_id()),
    )


async def fill(database: asyncpg.Connection, requests: int) -> None:
    """Add the officer's requests, once."""
    for statement in FILLED:
        await database.execute(statement, *((requests,) if "$1" in statement else ()))
    for table in ("organizations", "projects", "requests"):
        await database.execute(f"analyze {table}")


async def _contest(
    ground: Ground,
    database: asyncpg.Connection,
    key: str,
    query: str,
    variables: dict[str, Any],
    title: str,
    *,
    pace: Pace,
) -> Contest:
    address = ground.address("support")
    served = await ground.connections(address, pace.clients)
    who = {"authorization": f"Bearer {ground.live.token(officer())}", "x-business-date": TODAY.isoformat()}
    asked = request(address, {"query": query, "variables": variables}, who)
    statement, arguments = sent(query, variables)
    raw = [await ground.database("support") for _ in range(pace.clients)]
    prepared = [await one.prepare(statement) for one in raw]

    async def ours(client: int, _turn: int) -> None:
        answer = await served[client].send(asked)
        if b'"errors"' in answer[:200]:
            raise BadAnswer(answer[:500].decode())

    async def limit(client: int, _turn: int) -> None:
        await prepared[client].fetchval(*arguments)

    told = orjson.loads(await served[0].send(asked))["data"]
    if told != _read(await prepared[0].fetchval(*arguments)):
        raise BadAnswer("the service and its own SQL say different things")
    return Contest(
        key=f"queue.{key}", title=title, ours=("support, HTTP", ours), limit=("the very SQL, asyncpg", limit)
    )


def sent(query: str, variables: dict[str, Any]) -> Statement:
    """Return the very SQL that the service sends for the operation, and its arguments."""
    document = _document(query)
    read = document.variables.read(variables)
    assert read is not None
    values, shape = read
    plan = document.plan(values, shape, READER)
    assert plan.sql is not None
    assert not plan.walked, "all of it is one statement"
    assert plan.fill is None, "and nothing of it is worked out in Python"
    return plan.sql, plan.arguments(values, SimpleNamespace(caller=READER, today=TODAY, now=system_now()))


def _read(answer: Any) -> Any:
    return orjson.loads(answer) if isinstance(answer, (bytes, str)) else answer


@cache
def _document(query: str) -> Document:
    return Document(schema(), parse(query), query.split("(", maxsplit=1)[0].split()[1])
