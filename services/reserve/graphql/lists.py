"""What lists share: the search in names."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from services.chassis.graphql import ApiError

LONGEST = 100


def containing(column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """Match texts that contain the words, whatever the case; served by the trigram index of the column."""
    sought = words.strip()
    if len(sought) > LONGEST:
        raise ApiError("BAD_INPUT", f"检索词不得超过 {LONGEST} 个字 / search for at most {LONGEST} characters")
    return column.icontains(sought, autoescape=True)
