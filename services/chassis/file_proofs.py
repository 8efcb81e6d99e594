"""Whether the store of files has what the records say: all of it proven byte by byte, and what no record knows named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.files import Files, Stored

MOST_FILES = 200  # of one page
MOST_BYTES = 256 * 1024 * 1024  # read for one page; the file that goes beyond is its last

Looking = Callable[[], AbstractAsyncContextManager[AsyncSession]]


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Which rows of a service speak of files.

    needed: digest, size and a name that people know the row by, of every row whose bytes must be there.
    told: digests of bytes that may be there besides: about to be kept, or waiting to be cleared.
    """

    needed: Select[*tuple[Any, ...]]
    told: Select[*tuple[Any, ...]]


def known_by(attachment: Any, content: Any) -> KnownFiles:
    """Say it of a service's table of attachments and of its table of contents, which is written before bytes are kept.

    The bytes of an attachment were kept before its row, and are never removed before it.
    """
    named = cast(attachment.id, Text) + " " + attachment.file_name
    return KnownFiles(needed=select(attachment.sm3, attachment.size, named), told=select(content.sm3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Bytes that are gone (`found` is None) or are not what the rows say; `names` are those of all rows that have them."""

    sm3: str
    size: int
    names: tuple[str, ...]
    found: Stored | None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of files came to; `after` is where the next one begins, None at the end."""

    files: int
    bytes: int
    faults: tuple[Fault, ...]
    after: str | None


async def prove(files: Files, looking: Looking, known: KnownFiles, after: str) -> Page:
    """Read the next files whole and compare them with their rows, in the order of their digests."""
    wanted = await _needed(looking, known, after)
    count = read = 0
    faults = []
    for sm3, sizes, names in wanted:
        found = await files.look(sm3)
        count, read = count + 1, read + (found.size if found else 0)
        right = found is not None and found.sm3 == sm3 and sizes == [found.size]
        if not right and await _still_needed(looking, known, sm3):
            faults.append(Fault(sm3=sm3, size=sizes[0], names=tuple(names), found=found))
        if read >= MOST_BYTES:
            break
    more = count < len(wanted) or len(wanted) == MOST_FILES
    return Page(count, read, tuple(faults), wanted[count - 1][0] if more else None)


async def orphans(files: Files, looking: Looking, known: KnownFiles) -> tuple[int, list[Stored]]:
    """Count what the store has, and list what of it no row speaks of.

    The store is asked before the rows: a row is written before its bytes are kept, so whatever was seen has its row by
    then. What is gone by the end was being cleared meanwhile.
    """
    seen = [one async for one in files.kept()]
    async with looking() as session:
        of_rows = set((await session.scalars(known.told)).all())
        needed = known.needed.subquery()
        of_rows |= set((await session.scalars(select(needed.c[0]).distinct())).all())
    return len(seen), [one for one in seen if one.sm3 not in of_rows and await files.has(one)]


async def _needed(looking: Looking, known: KnownFiles, after: str) -> list[Any]:
    """Take the next digests, each with the sizes and the names that its rows say."""
    row = known.needed.subquery()
    sm3, size, name = row.c[0], row.c[1], row.c[2]
    sizes, names = func.array_agg(size.distinct()), func.array_agg(name.distinct())
    page = select(sm3, sizes, names).where(sm3 > after).group_by(sm3).order_by(sm3).limit(MOST_FILES)
    async with looking() as session:
        return list((await session.execute(page)).all())


async def _still_needed(looking: Looking, known: KnownFiles, sm3: str) -> bool:
    """Whether a row speaks of the bytes now: an upload that nobody wanted may have been cleared meanwhile."""
    row = known.needed.subquery()
    async with looking() as session:
        return await session.scalar(select(row.c[0]).where(row.c[0] == sm3).limit(1)) is not None
