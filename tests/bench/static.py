"""The least that a server can do: the same bytes for every request. `python -m tests.bench.static PORT FILE`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import cast

import uvloop

from infra.ports import HOST
from tests.bench.wire import END


class Same(asyncio.Protocol):
    """One connection; requests may come in pieces."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._received = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass of it

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (size := _whole(self._received)) is not None:
            self._received = self._received[size:]
            self._transport.write(self._answer)


def answer(body: bytes) -> bytes:
    """Write the answer as it goes over the wire."""
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


def _whole(received: bytes) -> int | None:
    """Return how long the first request is; None while it is not there as a whole."""
    head, found, _ = received.partition(END)
    if not found:
        return None
    _, has_body, rest = head.lower().partition(b"content-length:")
    size = len(head) + len(END) + (int(rest.split(b"\r\n", 1)[0]) if has_body else 0)
    return size if len(received) >= size else None


async def _serve(port: int, body: bytes) -> None:
    written = answer(body)
    server = await asyncio.get_running_loop().create_server(lambda: Same(written), HOST, port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1]), Path(sys.argv[2]).read_bytes()))
