"""Serves a simulator on a loopback port, in a test's own process or as a process of its own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def served(app: FastAPI, port: int = 0) -> AsyncIterator[str]:
    """Serve until the block ends; yield the address."""
    listening = socket.create_server((LOOPBACK, port))
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve([listening]))  # noqa: SLF001 - `serve` would catch the process' signals
    try:
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        listening.close()


async def stay(app: FastAPI, port: int) -> None:
    """Serve as the only thing that a process does."""
    config = uvicorn.Config(app, host=LOOPBACK, port=port, log_level="info", access_log=False)
    await uvicorn.Server(config).serve()
