"""The form of every decision: the new state with its events, or a refusal that names every breach at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import Role

T = TypeVar("T")
_SHOWN = 40  # of what was written where something known was expected


@dataclass(frozen=True, slots=True)
class Decided(Generic[T]):
    """An accepted command: what holds now, and what happened."""

    state: T
    events: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who asks: a person, the capacities in which the person acts, and the unit that the person speaks for."""

    subject: str
    name: str
    roles: frozenset[Role]
    unit: UUID | None

    def acts_as(self, *roles: Role) -> bool:
        """Whether the person acts in any of these capacities."""
        return not self.roles.isdisjoint(roles)


def quoted(written: str) -> str:
    r"""Show in a message what was written where something known was expected: its beginning is enough to find it by.

    >>> quoted("A1"), quoted("x" * 41) == "“" + "x" * 40 + "…”", quoted("A\n\x07")
    ('“A1”', True, '“A”')
    """
    shown = "".join(char for char in written[:_SHOWN] if char.isprintable())
    return f"“{shown}{'…' if len(written) > _SHOWN else ''}”"


def kept(value: T | Breach, faults: list[Breach], blank: T, article: Article | None = None) -> T:
    """Go on with the value; a breach is collected instead, citing the article that asks for the value."""
    if isinstance(value, Breach):
        faults.append(replace(value, article=article))
        return blank
    return value
