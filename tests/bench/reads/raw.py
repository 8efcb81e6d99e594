"""The limit: SQL by hand (of a search, the service's own) through asyncpg, behind the server that our services have, with nothing else in between.

`python -m tests.bench.reads.raw` with RAW_URL, RAW_PORT and RAW_POOL in the environment; several of them share a port, as the
processes of a service do. It asks nobody who they are; row-level security sees the one division that its connections name.
"""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra.ports import HOST
from services.chassis.database import SERVER
from tests.bench.reads import detail, entities, listing, seeking

DIVISION = "430211"
STATEMENTS = {
    shape.operation: shape.statement for shape in (listing.SHAPE, detail.SHAPE, entities.SHAPE, seeking.SHAPE)
}
_pools: list[asyncpg.Pool[Any]] = []


async def answer(request: Request) -> Response:
    """Answer one of the known operations."""
    asked = orjson.loads(await request.body())
    # a gateway asks under no name of ours, and of this service only the list
    statement_of = STATEMENTS.get(asked.get("operationName"), listing.SHAPE.statement)
    statement, arguments = statement_of(asked["variables"])
    found = await _pools[0].fetchval(statement, *arguments)
    return Response(b'{"data":' + found + b"}", media_type="application/json")


@asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    """Hold connections as the pool of compiled reads does."""
    pool = await asyncpg.create_pool(
        os.environ["RAW_URL"],
        min_size=1,
        max_size=int(os.environ["RAW_POOL"]),
        init=_init,
        reset=_nothing,
        statement_cache_size=500,
        max_cacheable_statement_size=1024 * 1024,
        server_settings={
            **SERVER,
            "app.division": DIVISION,
            "default_transaction_read_only": "on",
            "plan_cache_mode": "force_generic_plan",
        },
    )
    _pools.append(pool)
    yield
    await pool.close()


async def _init(connection: asyncpg.Connection[Any]) -> None:
    await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")


async def _nothing(_connection: asyncpg.Connection[Any]) -> None:
    """Reset nothing: a read leaves nothing behind."""


def serve(port: int) -> None:
    """Serve as a process of a service does, with the same server and settings (services/chassis/main.py)."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/graphql", answer, methods=["POST"])], lifespan=lifespan),
        log_config=None,
        access_log=False,
        loop="uvloop",
        http="httptools",
        ws="none",
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    gc.collect()
    gc.freeze()
    uvicorn.Server(config).run(sockets=[socket.create_server((HOST, port), reuse_port=True, backlog=2048)])


if __name__ == "__main__":
    serve(int(os.environ["RAW_PORT"]))
