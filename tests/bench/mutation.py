"""One command through the service; beside it the same rows in one transaction: unit, event, audit, idempotency key."""

from __future__ import annotations

from itertools import count
from typing import Any

import orjson

from services.chassis.clock import new_id, system_now
from services.chassis.config import DEVELOPMENT_ISSUER, Mode, Settings
from services.chassis.service import Service
from services.law.credit_code import check_character
from services.reserve.app import SERVICE
from tests.bench.ground import DIVISION, REGISTERED, Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.seed import ORGANIZATIONS, OWNERS, TOWNS
from tests.bench.wire import BadAnswer, data_of
from tests.harness.databases import Databases
from tests.harness.people import AUDIENCE

REGISTER = "mutation($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { organization { id name version } userErrors { code } } }"
# One statement is one transaction and one round trip: less than this cannot write these rows durably.
SQL = """
with unit as (
  insert into organizations (id, division, version, name, sort_key, category, credit_code, roles, registered_at)
  values ($1, $2, 1, $3, $3, 'OWNER', $4, '{OWNER}', $5)),
event as (
  insert into outbox (event_id, topic, key, lane, type, division, event)
  values ($6, 'reserve.events', $1::uuid::text, $7, $8, $2, $9)),
trail as (
  insert into audit (at, actor, actor_name, roles, division, action, subject, after_digest)
  values ($5, $10, '测试员', '{INVESTMENT_AUTHORITY}', $2, 'registerOrganization', 'organization/' || $1::uuid::text, $11))
insert into idempotency (actor, key, operation, request_digest, result) values ($10, $12, 'registerOrganization', $11, $1)
"""
DIGEST = "0" * 64
_numbers = count(1)


def unit() -> dict[str, Any]:
    """Describe a unit that nobody has registered."""
    number = next(_numbers)
    body = f"91430211{number:09d}"
    code = body + check_character(body)
    return {"name": f"示例测量单位{number}号", "category": "OWNER", "creditCode": code, "roles": ["OWNER"]}


def command(ground: Ground, client: int) -> bytes:
    """Write the request that registers a fresh unit."""
    given = {"input": {"idempotencyKey": str(new_id()), **unit()}}
    return ground.asked(ground.address("reserve"), REGISTER, given, clerk(client))


def accepted(answer: bytes) -> str:
    """Return the id of what was registered."""
    done: Any = data_of(answer)["registerOrganization"]
    if done["userErrors"]:
        raise BadAnswer(str(done["userErrors"]))
    registered: str = done["organization"]["id"]
    return registered


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    served = await ground.connections(ground.address("reserve"), pace.clients)
    database = await twin(ground)
    direct = [await ground.connect(database) for _ in range(pace.clients)]
    await direct[0].execute(ORGANIZATIONS, TOWNS, OWNERS)

    async def ours(client: int, _turn: int) -> None:
        accepted(await served[client].send(command(ground, client)))

    async def limit(client: int, turn: int) -> None:
        await direct[client].execute(SQL, *_row(clerk(client).subject, turn))

    contest = Contest(
        key="mutation",
        title="一条命令：登记单位",
        ours=("reserve service, GraphQL", ours),
        limit=("same rows, one transaction, asyncpg", limit),
        settle=ground.settle,
    )
    return [await compare(contest, pace)]


def _row(actor: str, turn: int) -> tuple[Any, ...]:
    given, id_, now = unit(), new_id(), system_now()
    event = event_of(str(id_), given)
    written = orjson.dumps(event).decode()
    name, code = given["name"], given["creditCode"]
    return (id_, DIVISION, name, code, now, event["id"], turn % 16, REGISTERED, written, actor, DIGEST, str(new_id()))


def event_of(id_: str, given: dict[str, Any]) -> dict[str, Any]:
    """Write the event of a registration as the service does."""
    return {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": REGISTERED,
        "subject": id_,
        "time": system_now().isoformat(),
        "datacontenttype": "application/json",
        "division": DIVISION,
        "data": {"organizationId": id_, "parentId": None, "version": 1, "division": DIVISION, **given},
    }


async def twin(ground: Ground, service: Service = SERVICE) -> str:
    """Make a second database of a service, reserve unless given, that no relay watches: what the limit writes shall set nothing off."""
    parts = ground.live.running.parts
    settings = Settings(
        mode=Mode.DEVELOPMENT,
        database_url="postgresql://replaced",
        kafka_url=parts.kafka,
        redis_url=parts.valkey,
        oidc_issuer=DEVELOPMENT_ISSUER,
        oidc_audience=AUDIENCE,
        oidc_jwks=str(ground.live.data / "issuer" / "jwks.json"),
    )
    made = await Databases(parts.admin).fresh(service, settings)
    return made.database_url.get_secret_value()
