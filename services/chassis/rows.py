"""What a statement of two columns found, as a mapping."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Result

K = TypeVar("K")
V = TypeVar("V")


def mapping(found: Result[K, V]) -> dict[K, V]:
    """Return the second column by the first; where a key comes twice its last row holds."""
    return {key: value for key, value in found.all()}  # noqa: C416 - rows are no pairs to the type checker
