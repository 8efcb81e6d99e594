"""What a shape of reads is: the same question as ours, as SQL by hand, and as PostGraphile's query."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import asyncpg

Variables = dict[str, Any]
Statement = tuple[str, Sequence[Any]]
_NUMBER = re.compile(r"-?\d+\.\d+")  # what has no point is a code, or written by both alike
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


@dataclass(frozen=True, kw_only=True)
class Rival:
    """How PostGraphile is asked the same."""

    query: str
    variables: Callable[[Variables, str], Variables]  # from ours, and from what marks its own cursors
    names: Mapping[str, str]  # its names to ours
    marked: str | None = None  # a query whose `endCursor` shows that mark


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A question in many variations. Its operation's name is how the server of SQL by hand knows it."""

    key: str
    title: str
    service: str
    operation: str
    query: str
    variations: Callable[[asyncpg.Connection, int], Awaitable[list[Variables]]]
    statement: Callable[[Variables], Statement]
    rival: Rival | None = None

    def body(self, variables: Variables) -> dict[str, Any]:
        """Write the request as our service and the server of SQL by hand get it."""
        return {"query": self.query, "operationName": self.operation, "variables": variables}


def comparable(answer: Any, names: Mapping[str, str]) -> Any:
    """Return an answer under our names, without cursors and without how numbers and moments happen to be written."""
    if isinstance(answer, list):
        return [comparable(item, names) for item in answer]
    if isinstance(answer, dict) and answer.keys() == {"nodes"}:  # its list without a page's trimmings
        return comparable(answer["nodes"], names)
    if isinstance(answer, dict):
        told = {names.get(key, key): value for key, value in answer.items()}
        return {key: comparable(value, names) for key, value in told.items() if key != "endCursor"}
    if isinstance(answer, str) and _NUMBER.fullmatch(answer):
        return format(Decimal(answer).normalize(), "f")
    if isinstance(answer, str) and _MOMENT.fullmatch(answer):
        return datetime.fromisoformat(answer).timestamp()
    return answer
