"""What a decision answers when it accepts: the new state and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Decided(Generic[S]):
    """The state after an accepted command, with its events in order."""

    state: S
    events: tuple[object, ...] = ()
