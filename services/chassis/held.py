"""What may be given up before it begins: a sibling failed, or the caller went away."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Held(Generic[T]):
    """A coroutine that is closed where nobody ever awaits it, and not left to the collector, which would complain."""

    def __init__(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._coroutine = coroutine
        self._begun = False

    def __await__(self) -> Generator[Any, Any, T]:
        """Begin."""
        self._begun = True
        return self._coroutine.__await__()

    def __del__(self) -> None:
        """Close what was never begun."""
        if not self._begun:
            self._coroutine.close()
