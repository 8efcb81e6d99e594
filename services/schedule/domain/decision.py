"""The form of every decision: the new state with its events, or a refusal that names every breach at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import Role

T = TypeVar("T")


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


def kept(value: T | Breach, faults: list[Breach], blank: T, article: Article | None = None) -> T:
    """Go on with the value; a breach is collected instead, citing the article that asks for the value."""
    if isinstance(value, Breach):
        faults.append(replace(value, article=article))
        return blank
    return value
