"""How bytes are handed to browsers: parts of a file, names in Chinese, what may be kept and for how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` up to `end`; `whole` where nobody asked for less."""

    start: int
    end: int
    whole: bool = False

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self.end - self.start


def part_of(asked: str | None, size: int) -> Part | None:
    """Read a Range header; None for one that lies outside of the file. What is no single range of bytes is ignored.

    >>> part_of("bytes=-2", 10), part_of("bytes=10-", 10)
    (Part(start=8, end=10, whole=False), None)
    """
    found = _ONE_RANGE.fullmatch((asked or "").strip())
    if found is None or not any(found.groups()):
        return Part(0, size, whole=True)
    first, last = found.groups()
    if not first:
        return Part(max(0, size - int(last)), size) if int(last) and size else None
    if last and int(last) < int(first):
        return Part(0, size, whole=True)
    if int(first) >= size:
        return None
    return Part(int(first), min(size, int(last) + 1) if last else size)


def disposition(name: str) -> str:
    r"""Name a file for the one who saves it: whole by RFC 5987, and in ASCII for clients that know nothing of it.

    >>> disposition("批复 1.pdf")
    'attachment; filename="__ 1.pdf"; filename*=UTF-8\'\'%E6%89%B9%E5%A4%8D%201.pdf'
    """
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def same(header: str | None, tag: str) -> bool:
    """Tell whether an If-None-Match names this entity tag.

    >>> same('W/"b", "a"', '"a"'), same("*", '"a"'), same(None, '"a"')
    (True, True, False)
    """
    named = [part.strip().removeprefix("W/") for part in (header or "").split(",")]
    return tag in named or "*" in named
