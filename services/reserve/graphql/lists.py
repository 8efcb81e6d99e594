"""What reads share: the search in names, and identifiers that arrive from the gateway."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from services.chassis.graphql import ApiError

LONGEST = 100


def containing(column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """Match texts that contain the words, whatever the case; served by the trigram index of the column."""
    sought = words.strip()
    if len(sought) > LONGEST:
        raise ApiError("BAD_INPUT", f"检索词不得超过 {LONGEST} 个字 / search for at most {LONGEST} characters")
    if not sought.isprintable():
        raise ApiError("BAD_INPUT", "检索词含不可见字符 / the search has characters that cannot be shown")
    return column.icontains(sought, autoescape=True)


def identifier(written: object) -> UUID:
    """Read an identifier of an entity reference, which the gateway hands over as text."""
    try:
        return UUID(str(written))
    except ValueError as fault:
        raise ApiError("BAD_INPUT", "标识无效 / not an identifier") from fault
