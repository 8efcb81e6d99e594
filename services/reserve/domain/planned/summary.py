"""The lists of a month added up, exactly (第四条)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from services.reserve.domain.planned.terms import Change
from services.reserve.domain.terms import Category, Library

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many projects, and their total investment in 万元."""

    projects: int = 0
    total_investment: Decimal = Decimal(0)

    def plus(self, other: Figures) -> Figures:
        """Add up."""
        return Figures(self.projects + other.projects, self.total_investment + other.total_investment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Projects that are alike in everything that the summary tells apart."""

    category: Category
    library: Library | None
    town_id: UUID | None
    town: str | None
    change: Change
    figures: Figures


def added(parts: Iterable[Part]) -> dict[Change, Figures]:
    """Add up by what is new; each change is there."""
    sums = dict.fromkeys(Change, Figures())
    for part in parts:
        sums[part.change] = sums[part.change].plus(part.figures)
    return sums


def whole(sums: dict[Change, Figures]) -> Figures:
    """Add all changes up."""
    total = Figures()
    for figures in sums.values():
        total = total.plus(figures)
    return total


def grouped(parts: Iterable[Part], by: Callable[[Part], K]) -> dict[K, list[Part]]:
    """Put the parts together by a key, in the order in which the keys appear."""
    groups: dict[K, list[Part]] = {}
    for part in parts:
        groups.setdefault(by(part), []).append(part)
    return groups
