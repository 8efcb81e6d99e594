"""第十一条: what an adjustment does to the number of projects, the total and the annual investment (动态平衡)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.reserve.domain.adjustment.state import Change, ChangeKind
from services.reserve.domain.plan.state import Item
from services.reserve.domain.terms import Category


@dataclass(frozen=True, slots=True)
class Amounts:
    """A number of projects with their investments, or a difference of such (万元)."""

    projects: int = 0
    total_investment: Decimal = Decimal(0)
    annual_investment: Decimal = Decimal(0)

    def __add__(self, other: Amounts) -> Amounts:
        """Add up."""
        return Amounts(
            self.projects + other.projects,
            self.total_investment + other.total_investment,
            self.annual_investment + other.annual_investment,
        )

    def __neg__(self) -> Amounts:
        """Turn the sign."""
        return Amounts(-self.projects, -self.total_investment, -self.annual_investment)


@dataclass(frozen=True, slots=True)
class Effect:
    """One category, or the plan in all: before − removed + added + revalued = after."""

    category: Category | None
    before: Amounts
    removed: Amounts
    added: Amounts
    revalued: Amounts  # differences; its number of projects is none, for they stay
    revalued_projects: int
    after: Amounts


@dataclass(frozen=True, slots=True)
class Move:
    """One change in figures: what goes, what comes."""

    kind: ChangeKind
    category: Category
    goes: Amounts
    comes: Amounts


def effect(before: Mapping[Category, Amounts], moves: Iterable[Move]) -> tuple[Effect, ...]:
    """Work the effect out by category, in their fixed order, and in all (last); before: what the plan has of each."""
    moving = list(moves)
    lines = [_line(c, before.get(c, Amounts()), [m for m in moving if m.category is c]) for c in Category]
    return (*lines, _line(None, _sum(before.values()), moving))


def standing(items: Iterable[Item]) -> dict[Category, Amounts]:
    """Add up what a plan has of each category."""
    listed = list(items)
    return {c: _sum(_amounts(i) for i in listed if i.category is c) for c in Category}


def _amounts(item: Item) -> Amounts:
    return Amounts(1, item.total_investment, item.annual_investment)


def move(change: Change) -> Move:
    """See a change in figures."""
    item, before = change.item, change.before
    old = Amounts() if before is None else Amounts(1, before.total_investment, before.annual_investment)
    new = Amounts() if change.kind is ChangeKind.REMOVE else Amounts(1, item.total_investment, item.annual_investment)
    return Move(change.kind, item.category, old, new)


def _line(category: Category | None, was: Amounts, moves: Sequence[Move]) -> Effect:
    removed = _sum(_each(moves, ChangeKind.REMOVE, lambda m: m.goes))
    added = _sum(_each(moves, ChangeKind.ADD, lambda m: m.comes))
    revalued = _sum(_each(moves, ChangeKind.REVALUE, lambda m: m.comes + -m.goes))
    count = sum(m.kind is ChangeKind.REVALUE for m in moves)
    return Effect(category, was, removed, added, revalued, count, was + -removed + added + revalued)


def _each(moves: Iterable[Move], kind: ChangeKind, of: Callable[[Move], Amounts]) -> Iterable[Amounts]:
    return (of(m) for m in moves if m.kind is kind)


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, Amounts())
