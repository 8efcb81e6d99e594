"""The bytes of files, under their SM3 digest: in a folder or in an S3-compatible store, proven before they are read.

What is kept never changes, so the same bytes are kept once. A store that does not answer is `FilesAway`; bytes that are
gone, or are not what was kept, are `FileDamaged`. Whoever still has the file mends it by keeping it again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from services.chassis.config import Settings
from services.chassis.file_places import Bucket, Folder, place_of

if TYPE_CHECKING:
    from obstore.store import ObjectStore

log = logging.getLogger(__name__)

PIECE = 4 * 1024 * 1024  # read, hashed and sent at once
REMEMBERED = 10_000  # files that this process has proven, by what the store calls their present content
_FOLDER = "sm3"
_DIGEST = re.compile("[0-9a-f]{64}")
_SHORTEST_DIGEST_PART = 2  # folders of one level: 256 of them share what no folder should hold alone


class FilesAway(Exception):
    """The store of files does not answer, or refuses us."""


class FileDamaged(Exception):
    """The bytes are gone, or are not those that were kept under this digest."""

    def __init__(self, sm3: str) -> None:
        super().__init__(f"the bytes of {sm3} are gone or are not what was kept")
        self.sm3 = sm3


class TooLarge(Exception):
    """More bytes arrived than are allowed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store has: a digest and a size. Of what is no digest in the place of one, its path stands there."""

    sm3: str
    size: int


class Spool:
    """What arrives, in a temporary file that nobody else sees and that vanishes with the process; digested on the way."""

    def __init__(self, most: int) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `close` is called by whoever receives
        self.size = 0
        self._most = most
        self._digest = hashlib.new("sm3")

    def write(self, piece: bytes) -> None:
        """Take the next bytes; raise TooLarge as soon as there are too many, and OSError when the disk is full."""
        self.size += len(piece)
        if self.size > self._most:
            raise TooLarge
        self._digest.update(piece)
        self.file.write(piece)

    @property
    def sm3(self) -> str:
        """The digest of all that arrived."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Let go of the temporary file."""
        self.file.close()


class Files:
    """Keeps bytes and reads them. One a process is enough; it holds nothing that has to be closed."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder
        self._proven: OrderedDict[str, str] = OrderedDict()

    @classmethod
    def open(cls, settings: Settings) -> Files | None:
        """Open what the settings name, None where they name nothing; raise FilesAway for a folder that cannot be made."""
        if not settings.files:
            return None
        place = place_of(settings.files)
        if isinstance(place, Folder):
            with _asking():
                return cls(LocalStore(place.path, mkdir=True), place.path)
        return cls(_s3(place, settings))

    async def keep(self, sm3: str, size: int, content: IO[bytes]) -> None:
        """Keep the bytes, unless they are there already and whole."""
        try:
            await self.prove(sm3, size)
        except FileDamaged:
            await self._put(sm3, content)

    async def prove(self, sm3: str, size: int) -> None:
        """See that the bytes are what they were; read whole only where the store has something new to say of them."""
        key = _key(sm3)
        try:
            with _asking():
                found = await obstore.head_async(self._store, key)
                state = f"{found['e_tag']} {found['last_modified'].isoformat()}"
                if self._proven.get(sm3) == state and found["size"] == size:
                    return
                digest = hashlib.new("sm3")
                async for piece in self.read(sm3, 0, found["size"]):
                    await asyncio.to_thread(digest.update, piece)
        except FileNotFoundError:
            raise FileDamaged(sm3) from None
        if found["size"] != size or digest.hexdigest() != sm3:
            log.error("a file is damaged", extra={"sm3": sm3})
            raise FileDamaged(sm3)
        self._proven[sm3] = state
        if len(self._proven) > REMEMBERED:
            self._proven.popitem(last=False)

    async def read(self, sm3: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` up to `end`, piece by piece: a slow reader keeps no connection to the store."""
        for at in range(start, end, PIECE):
            try:
                with _asking():
                    piece = await obstore.get_range_async(self._store, _key(sm3), start=at, end=min(at + PIECE, end))
            except FileNotFoundError:
                raise FileDamaged(sm3) from None
            yield bytes(piece)

    async def look(self, sm3: str) -> Stored | None:
        """Read the bytes whole, whatever was proven before, and say what they are; None where they are gone."""
        digest = hashlib.new("sm3")
        try:
            with _asking():
                found = await obstore.head_async(self._store, _key(sm3))
            async for piece in self.read(sm3, 0, found["size"]):
                await asyncio.to_thread(digest.update, piece)
        except (FileNotFoundError, FileDamaged):
            return None
        return Stored(digest.hexdigest(), found["size"])

    async def kept(self) -> AsyncIterator[Stored]:
        """List all that is kept, in whatever order the store has it."""
        with _asking():
            async for some in obstore.list(self._store, prefix=_FOLDER):
                for found in some:
                    yield Stored(_named(found["path"]), found["size"])

    async def has(self, one: Stored) -> bool:
        """Whether something that was listed is still there."""
        try:
            with _asking():
                await obstore.head_async(self._store, one.sm3 if "/" in one.sm3 else _key(one.sm3))
        except FileNotFoundError:
            return False
        return True

    async def remove(self, sm3: str) -> None:
        """Remove the bytes; those that are gone already are no fault."""
        try:
            with _asking():
                await obstore.delete_async(self._store, _key(sm3))
        except FileNotFoundError:
            return

    async def _put(self, sm3: str, content: IO[bytes]) -> None:
        content.seek(0)
        try:
            with _asking():
                await obstore.put_async(self._store, _key(sm3), content)
                if self._folder is not None:
                    await asyncio.to_thread(_settle, self._folder / _key(sm3))
        except FileNotFoundError as fault:  # what is put is missing nothing but its bucket
            raise FilesAway(type(fault).__name__) from fault


def _key(sm3: str) -> str:
    return f"{_FOLDER}/{sm3[:_SHORTEST_DIGEST_PART]}/{sm3[_SHORTEST_DIGEST_PART:]}"


def _named(path: str) -> str:
    """Return the digest that a path stands for; the path itself where it stands for none."""
    sm3 = path.removeprefix(f"{_FOLDER}/").replace("/", "")
    return sm3 if _key(sm3) == path and _DIGEST.fullmatch(sm3) else path


@contextmanager
def _asking() -> Iterator[None]:
    """Tell a store that is away by one exception; what it says may hold addresses and stays in the cause."""
    try:
        yield
    except (FileNotFoundError, FilesAway):
        raise
    except (BaseError, OSError) as fault:
        log.warning("the store of files is away: %s", type(fault).__name__)
        raise FilesAway(type(fault).__name__) from fault


def _settle(path: Path) -> None:
    """See that the bytes and the name of a file outlive the power: then a row may speak of them."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _s3(place: Bucket, settings: Settings) -> S3Store:
    access, secret = settings.files_access_key, settings.files_secret_key
    assert access is not None, "settings see to it"
    assert secret is not None, "settings see to it"
    endpoint = {"endpoint": _addressed(place)} if place.endpoint else {}
    return S3Store(
        place.name,
        prefix=place.prefix or None,
        region=place.region,
        access_key_id=access.get_secret_value(),
        secret_access_key=secret.get_secret_value(),
        virtual_hosted_style_request=place.virtual,
        client_options={
            "allow_http": place.endpoint.startswith("http://"),
            "timeout": timedelta(seconds=30),
            "connect_timeout": timedelta(seconds=3),
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        **endpoint,  # type: ignore[arg-type]  # left out, it follows from the region
    )


def _addressed(place: Bucket) -> str:
    """Return the endpoint as the client wants it: in the virtual style the bucket is part of the host."""
    parts = urlsplit(place.endpoint)
    return f"{parts.scheme}://{place.name}.{parts.netloc}" if place.virtual else place.endpoint
