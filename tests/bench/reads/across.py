"""Beyond one service: through the gateway, and one query over all four services."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from infra import gateway
from infra.places import SERVICES
from infra.ports import HOST, free
from tests.bench import life
from tests.bench.ground import Ground
from tests.bench.pairs import Pace, Pair
from tests.bench.reads import servers
from tests.bench.reads.contest import Contender, agree, answers, compete

ENTRANCE, STATIC = "bench-reads-entrance", "bench-reads"
FEDERATED = """
query Federated($filter: ProjectFilter, $after: String) {
  projects(first: 20, filter: $filter, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      id name library level totalInvestment owner { name }
      schedule { kind year openedOn nodes(first: 5) { edges { node { id code name startOn dueOn completedOn } } } }
      requests { id kind state receivedOn quantity }
      facts(first: 3) { edges { node { id kind happenedOn dueOn daysLate } } }
    } }
  }
}
"""
ROWS = "select id, sort_key, level, category from projects order by md5(id::text) limit $1"


def kind() -> str:
    """Return the gateway that is measured: Hive Router where its binary is, else Hive Gateway."""
    return "router" if "router" in gateway.kinds() else "hive"


async def entrance(ground: Ground) -> str:
    """Return the address of a gateway of that kind before the four services: the platform's own, or one more."""
    platform = ground.live.platform
    if platform.options.gateway == kind():
        return ground.live.endpoint
    ports = {name: int(url.rpartition(":")[2]) for name, url in ground.live.running.services.items()}
    one = gateway.Gateway(
        name=ENTRANCE,
        port=free(),
        services={name: ports[name] for name in SERVICES},
        supervisor=platform.supervisor,
        kind=kind(),
        mode=platform.options.mode,
    )
    await asyncio.to_thread(one.start)
    return one.url


LIMITS = {
    "reads.gateway": ("static", "前置静态字节"),
    "reads.gateway_raw": ("raw", "前置手写 SQL"),
}


async def through(ground: Ground, list_: Contender, url: str, pace: Pace) -> list[Pair]:
    """Send the list through the gateway; beside it the same gateway before the same bytes, and before SQL by hand.

    The static server spends next to nothing, and both cores are the gateway's: no server that asks a database on the same
    machine can come near. SQL by hand has the database to pay as well.
    """
    ours = replace(list_, name=f"{kind()}, schedule service", url=url)
    (told,) = await answers(ground, list_, 1)
    static = await life.prepared(ground, STATIC, kind(), told)
    same = replace(list_, name=f"{kind()}, one static subgraph", url=static.gateway)
    async with servers.raw(ground, "schedule") as address:
        by_hand = replace(list_, name=f"{kind()}, SQL by hand", url=await _before(ground, address))
        asked = await answers(ground, ours)
        await answers(ground, same, 1)
        agree(asked, await answers(ground, by_hand))
        sides = await compete(ground, {"through": ours, "static": same, "raw": by_hand}, pace)
    return [
        Pair(
            key=key,
            title=f"经网关（{kind()}）的列表，对同一网关{what}",
            kind="rate",
            clients=pace.clients,
            ours=sides["through"],
            limit=sides[side],
        )
        for key, (side, what) in LIMITS.items()
    ]


async def _before(ground: Ground, address: str) -> str:
    """Start a gateway that takes this server for all subgraphs; return its address."""
    supergraph = ground.live.data / STATIC / life.SUPERGRAPH
    own, port = free(), urlsplit(address).port
    assert port is not None
    await asyncio.to_thread(life.start_gateway, ground, f"{STATIC}-raw-gateway", kind(), own, port, supergraph)
    return f"http://{HOST}:{own}/graphql"


async def federated(ground: Ground, list_: Contender, url: str, pace: Pace) -> Pair:
    """Ask all four services for 20 projects; beside it one service's list, through the same gateway."""
    database = await ground.database("reserve")
    bodies = await _bodies(database, len(list_.bodies))
    ours = Contender(name="20 projects of four services", url=url, bodies=bodies, tokens=list_.tokens)
    single = replace(list_, name="list of one service", url=url)
    await answers(ground, ours)
    sides = await compete(
        ground, {"federated": ours, "single": single}, replace(pace, clients=1, seconds=pace.seconds / 2)
    )
    return Pair(
        key="reads.federated",
        title="联邦：四个服务的 20 个项目，对单一服务的列表（延迟倍数）",
        kind="times",
        clients=1,
        ours=sides["federated"],
        limit=sides["single"],
    )


async def _bodies(database: asyncpg.Connection, count: int) -> Sequence[dict[str, Any]]:
    rows = await database.fetch(ROWS, count)
    filters = cycle([(), ("level",), ("category",)])
    return [_body(row, next(filters)) for row in rows]


def _body(row: asyncpg.Record, filtered: tuple[str, ...]) -> dict[str, Any]:
    names = {"level": "levels", "category": "categories"}
    keys = f'["{row["sort_key"]}", "{row["id"]}"]'
    variables = {
        "filter": {names[column]: [row[column]] for column in filtered} or None,
        "after": base64.urlsafe_b64encode(keys.encode()).decode(),
    }
    return {"query": FEDERATED, "operationName": "Federated", "variables": variables}
