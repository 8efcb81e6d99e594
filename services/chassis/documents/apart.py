"""Makes large files in a process of their own: the loop goes on, and what they take of memory is given back with it.

A few at a time; who comes when as many wait is told so instead of waiting for ever.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from services.chassis.faults import ApiError

T = TypeVar("T")

AT_A_TIME = 2  # files that are made at a time by one process of the service
PATIENCE = 10.0  # seconds that the next one waits for its turn
LONGEST = 300.0  # seconds that a file may take
_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a process of its own makes: a function of a module, by name, with its arguments."""

    module: str
    function: str
    arguments: tuple[Any, ...]


@asynccontextmanager
async def turn(patience: float | None = PATIENCE) -> AsyncIterator[None]:
    """Wait for one's turn to make a file; raise TOO_BUSY where that takes longer than `patience` seconds."""
    loop = asyncio.get_running_loop()
    turns = _TURNS.setdefault(loop, asyncio.Semaphore(AT_A_TIME))
    try:
        await asyncio.wait_for(turns.acquire(), patience)
    except TimeoutError:
        message = "正在生成的文件较多，请稍后再试 / too many files are being made, try again"
        raise ApiError("TOO_BUSY", message) from None
    try:
        yield
    finally:
        turns.release()


async def apart(function: Callable[..., T], *arguments: Any) -> T:
    """Call a function of a module in a process of its own; raise RuntimeError where that breaks."""
    asked = Asked(function.__module__, function.__name__, arguments)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.chassis.documents.apart",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    try:
        answer, _ = await asyncio.wait_for(process.communicate(pickle.dumps(asked)), LONGEST)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"{asked.module}.{asked.function} ended with {process.returncode}")
    made: T = pickle.loads(answer)  # noqa: S301 - written by the process that was started above
    return made


def main() -> None:
    """Do what is asked on standard input, and answer on standard output."""
    import importlib  # noqa: PLC0415

    asked: Asked = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from the process that started this one
    made = getattr(importlib.import_module(asked.module), asked.function)(*asked.arguments)
    sys.stdout.buffer.write(pickle.dumps(made))


if __name__ == "__main__":
    main()
