"""第三条: what a plan's document adds up: number, total and annual investment, by category and by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.reserve.domain.terms import Category, ItemBasis, ItemKind

CATEGORY_NAMES = {
    Category.INDUSTRY: "产业",
    Category.INFRASTRUCTURE: "基础设施",
    Category.SOCIAL: "社会民生",
    Category.ECOLOGY: "生态环保",
}
KIND_NAMES = {ItemKind.NEW_START: "新开工", ItemKind.CONTINUING: "续建", ItemKind.PRELIMINARY: "前期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item as the document lists it; amounts in 万元, as they were when it was listed."""

    name: str
    category: Category
    kind: ItemKind
    owner: str
    town: str | None
    authority: str | None
    total: Decimal
    annual: Decimal
    exception: str | None = None  # why it is listed although it is in no library, and who approved it
    basis: ItemBasis = ItemBasis.APPLICATION
    assessment: str | None = None
    exempted: tuple[str, str] | None = None  # the exception's reason and approver, apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """第十一条: a preliminary project that became a construction project while the edition was in force."""

    name: str
    from_kind: ItemKind
    kind: ItemKind
    annual_before: Decimal
    annual: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some items."""

    projects: int
    total: Decimal
    annual: Decimal

    def __add__(self, other: Sum) -> Sum:
        """Put two sums together."""
        return Sum(self.projects + other.projects, self.total + other.total, self.annual + other.annual)


NOTHING = Sum(0, Decimal(0), Decimal(0))


def sum_of(items: Iterable[Listed]) -> Sum:
    """Add up items."""
    return sum((Sum(1, i.total, i.annual) for i in items), NOTHING)


def ordered(items: Iterable[Listed]) -> list[tuple[Category, list[Listed]]]:
    """Give the items of every category, in the fixed order of the categories, those without items too."""
    listed = list(items)
    return [(category, [i for i in listed if i.category is category]) for category in Category]
