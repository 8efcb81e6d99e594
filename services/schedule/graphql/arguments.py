"""Arguments that many fields share, described once."""

from __future__ import annotations

from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from services.chassis.graphql import ApiError

First = Annotated[int | None, strawberry.argument(description="前若干项，默认 20，最多 200 / Page size, 20 by default")]
After = Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")]
Last = Annotated[int | None, strawberry.argument(description="末若干项（向前翻页）/ Page size, backwards")]
Before = Annotated[str | None, strawberry.argument(description="在此游标之前 / Before this cursor")]
COMMAND = strawberry.argument(description="命令内容 / What is asked")
LONGEST_SEARCH = 100


def containing(column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """Match texts that contain the words, whatever the case; served by the trigram index of the column."""
    sought = words.strip()
    if len(sought) > LONGEST_SEARCH:
        raise ApiError(
            "BAD_INPUT", f"检索词不得超过 {LONGEST_SEARCH} 个字 / search for at most {LONGEST_SEARCH} characters"
        )
    return column.icontains(sought, autoescape=True)
