"""HTTP/1.1 as bare as it can be: a client that costs little, so that it measures servers and not itself."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import orjson

END = b"\r\n\r\n"
LONGEST = 4 * 1024 * 1024


class BadAnswer(AssertionError):
    """The server did not answer what the measurement is about."""


def request(url: str, body: object, headers: dict[str, str]) -> bytes:
    """Write a POST of JSON as it goes over the wire."""
    parts, sent = urlsplit(url), orjson.dumps(body)
    fields = {"host": parts.netloc, "content-type": "application/json", "content-length": str(len(sent)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {parts.path} HTTP/1.1\r\n{head}\r\n".encode() + sent


@dataclass
class Connection:
    """One kept-alive connection; a request at a time."""

    url: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, url: str) -> Self:
        return cls(url, *await _streams(url))

    async def send(self, message: bytes) -> bytes:
        """Send a request; return the body of the answer, which must be 200."""
        if self.reader.at_eof():  # servers close what was idle for some seconds, as while the other side had its turn
            self.writer.close()
            self.reader, self.writer = await _streams(self.url)
        self.writer.write(message)
        head = (await self.reader.readuntil(END)).lower()
        length = _field(head, b"content-length")
        body = await self.reader.readexactly(int(length)) if length else await self._chunks()
        if not head.startswith(b"http/1.1 200 "):
            raise BadAnswer(f"{head.splitlines()[0].decode()}: {body[:500].decode(errors='replace')}")
        return body

    async def _chunks(self) -> bytes:
        found = []
        while size := int((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
            found.append((await self.reader.readexactly(size + 2))[:-2])
        await self.reader.readuntil(b"\r\n")
        return b"".join(found)

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


async def _streams(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=LONGEST)


def _field(head: bytes, name: bytes) -> bytes | None:
    """Return a header of a lower-case head."""
    _, found, rest = head.partition(b"\r\n" + name + b":")
    return rest.split(b"\r\n", 1)[0].strip() if found else None


def data_of(answer: bytes) -> dict[str, object]:
    """Read a GraphQL answer that must be without errors."""
    read = orjson.loads(answer)
    if read.get("errors"):
        raise BadAnswer(str(read["errors"])[:2000])
    data: dict[str, object] = read["data"]
    return data
