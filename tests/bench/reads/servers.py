"""The other side's servers: started before a service's database, in as many processes as the service has, and stopped."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import psutil

from infra.gateway import FOREIGN_OPTIONS
from infra.places import ROOT
from infra.ports import HOST, free
from infra.processes import Launch, Record
from infra.wheels import node
from services.chassis.database import SERVER
from tests.bench.ground import DIVISION, Ground
from tests.bench.reads import postgraphile

POOL = 10  # connections a process, as our services have
SETTINGS = {**SERVER, "app.division": DIVISION}


@asynccontextmanager
async def raw(ground: Ground, service: str) -> AsyncIterator[str]:
    """Serve SQL by hand; give the address."""
    port = free()
    told = {
        "RAW_URL": ground.live.running.parts.databases[service],
        "RAW_PORT": str(port),
        "RAW_POOL": str(POOL),
    }
    command = (sys.executable, "-m", "tests.bench.reads.raw")
    launches = [
        Launch(name=f"raw-{service}-{number}", argv=command, rank=1, cwd=ROOT, env=told)
        for number in range(1, ground.workers + 1)
    ]
    async with _served(ground, launches, port):
        yield f"http://{HOST}:{port}/graphql"


@asynccontextmanager
async def rival(ground: Ground, service: str) -> AsyncIterator[str]:
    """Serve by PostGraphile; give the address."""
    folder, port = ground.live.data.parent / "postgraphile", free()
    await asyncio.to_thread(postgraphile.install, folder)
    told = {
        "PGL_URL": ground.live.running.parts.databases[service],
        "PGL_PORT": str(port),
        "PGL_PROCESSES": str(ground.workers),
        "PGL_POOL": str(POOL),
        "PGL_SETTINGS": " ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
        "GRAPHILE_ENV": "production",
        "NODE_ENV": "production",
        **FOREIGN_OPTIONS,
    }
    name, command = f"postgraphile-{service}", (str(node()), "server.mjs")
    async with _served(ground, [Launch(name=name, argv=command, rank=1, cwd=folder, env=told)], port):
        yield f"http://{HOST}:{port}/graphql"


@asynccontextmanager
async def _served(ground: Ground, launches: Sequence[Launch], port: int) -> AsyncIterator[None]:
    """Start processes, each of which listens on the port; stop them in the end."""
    supervisor = ground.live.platform.supervisor

    def start(launch: Launch) -> None:
        started = supervisor.start(launch)
        supervisor.wait_until(launch.name, lambda: _listens(started, port), 60)

    try:
        for launch in launches:
            await asyncio.to_thread(start, launch)
        yield
    finally:
        await asyncio.to_thread(supervisor.stop, [launch.name for launch in launches])


def _listens(started: Record, port: int) -> bool:
    """Tell whether this very process listens: others on the same port would answer for it."""
    try:
        connections = psutil.Process(started.pid).net_connections("tcp")
    except psutil.Error:
        return False
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in connections)
