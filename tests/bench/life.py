"""One project's whole life in one federated query through the gateway; beside it a static subgraph that has the same bytes.

The second pair tells what of that the gateway itself costs: the static subgraph behind it, and the same bytes without it.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from graphql import build_client_schema, get_introspection_query, print_schema

from infra import gateway
from infra.places import ROOT, SERVICES
from infra.ports import free
from infra.processes import Launch, environment
from infra.services import answers
from infra.wheels import node
from tests.bench.ground import Ground, clerk
from tests.bench.pairs import Contest, Once, Pace, Pair, compare
from tests.bench.wire import BadAnswer, data_of
from tests.e2e.test_life import WHOLE_LIFE

SUPERGRAPH = "supergraph.graphql"


@dataclass(frozen=True)
class Static:
    """The same answer twice: from a static server, and from a gateway before it."""

    server: str
    gateway: str


async def life(ground: Ground, pace: Pace) -> list[Pair]:
    """Measure the federated life against a static subgraph behind the same kind of gateway."""
    static = await _prepared(ground)
    contest = Contest(
        key="life",
        title="全生命周期，联邦",
        ours=("gateway, four services", await _asking(ground, ground.live.endpoint, pace)),
        limit=("same gateway, one static subgraph", await _asking(ground, static.gateway, pace)),
    )
    return [await compare(contest, pace)]


async def alone(ground: Ground, pace: Pace) -> list[Pair]:
    """Measure what the gateway itself costs."""
    static = await _prepared(ground)
    contest = Contest(
        key="gateway",
        title="仅网关，同样字节",
        ours=("gateway, one static subgraph", await _asking(ground, static.gateway, pace)),
        limit=("static HTTP server", await _asking(ground, static.server, pace)),
    )
    return [await compare(contest, pace)]


async def _asking(ground: Ground, url: str, pace: Pace) -> Once:
    """Every client is another person: nothing may be answered from what was fetched for somebody else."""
    connections = await ground.connections(url, pace.clients)
    variables = {"id": ground.story.project["id"]}
    asked = [ground.asked(url, WHOLE_LIFE, variables, clerk(n)) for n in range(pace.clients)]

    async def once(client: int, _turn: int) -> None:
        answer = await connections[client].send(asked[client])
        if b'"errors"' in answer:
            data_of(answer)

    return once


async def _prepared(ground: Ground) -> Static:
    """Serve the life statically, unless that runs; see that all tell the same."""
    variables = {"id": ground.story.project["id"]}
    told = await _ask(ground, ground.live.endpoint, WHOLE_LIFE, variables)
    answer = orjson.dumps({"data": told})
    static = await prepared(ground, "bench-life", ground.live.platform.options.gateway, answer)
    for url in (static.server, static.gateway):
        if await _ask(ground, url, WHOLE_LIFE, variables) != told:
            raise BadAnswer(f"{url} does not tell the same life")
    return static


async def prepared(ground: Ground, name: str, kind: str, answer: bytes) -> Static:
    """Start a static server of this answer and a gateway of this kind before it, unless they run."""
    supervisor, folder = ground.live.platform.supervisor, ground.live.data / name
    ports, server, before = ground.live.platform.ports, f"{name}-static", f"{name}-gateway"
    static = Static(*(f"http://127.0.0.1:{ports.known().get(n, 0)}/graphql" for n in (server, before)))
    if supervisor.alive(server) and supervisor.alive(before):
        return static
    port, second = ports.keep(server, free()), ports.keep(before, free())
    folder.mkdir(exist_ok=True)
    (folder / "answer.json").write_bytes(answer)
    await asyncio.to_thread(_start_static, ground, server, port, folder / "answer.json")
    supergraph = await _supergraph(ground, folder)
    await asyncio.to_thread(start_gateway, ground, before, kind, second, port, supergraph)
    return Static(f"http://127.0.0.1:{port}/graphql", f"http://127.0.0.1:{second}/graphql")


async def _ask(ground: Ground, url: str, query: str, variables: dict[str, Any]) -> dict[str, object]:
    (connection,) = await ground.connections(url, 1)
    return data_of(await connection.send(ground.asked(url, query, variables, clerk(0))))


def _start_static(ground: Ground, name: str, port: int, answer: Path) -> None:
    supervisor = ground.live.platform.supervisor
    command = (sys.executable, "-m", "tests.bench.static", str(port), str(answer))
    supervisor.start(Launch(name=name, argv=command, rank=1, cwd=ROOT))
    supervisor.wait_until(name, lambda: answers(port, "/"), 20)


async def _supergraph(ground: Ground, folder: Path) -> Path:
    """Compose a supergraph in which one subgraph has all that clients see, so that a query is one request to it."""
    seen: Any = await _ask(ground, ground.live.endpoint, get_introspection_query(), {})
    schemas = {name: f"type Query {{ spare{name.title()}: Boolean }}" for name in SERVICES}
    schemas["reserve"] = print_schema(build_client_schema(seen))
    for name, schema in schemas.items():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "schema.graphql").write_text(schema, encoding="utf-8")
    out = folder / SUPERGRAPH
    out.unlink(missing_ok=True)
    command = (str(node()), "compose.mjs", "--services", str(folder), "--out", str(out))
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        cwd=gateway.FOLDER,
        env=environment(gateway.FOREIGN_OPTIONS),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BadAnswer(f"no static supergraph: {done.stderr[-2000:]}")
    return out


def start_gateway(ground: Ground, name: str, kind: str, port: int, static: int, supergraph: Path) -> None:
    services, told = dict.fromkeys(SERVICES, static), {"GATEWAY_SUPERGRAPH": str(supergraph)}
    supervisor = ground.live.platform.supervisor
    gateway.Gateway(name=name, port=port, services=services, supervisor=supervisor, kind=kind, extra=told).start()
