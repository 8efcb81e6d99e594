"""第三条: a plan in figures, by category: how many items, total and annual investment, and the share of the year's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from services.law.money import percentage
from services.reserve.domain.terms import Category


@dataclass(frozen=True, slots=True)
class Figures:
    """One item's part in the totals (万元)."""

    category: Category
    total_investment: Decimal
    annual_investment: Decimal


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """The sum of one category; the share is of annual investment, in percent, rounded half up."""

    category: Category | None  # None for the whole plan
    projects: int
    total_investment: Decimal
    annual_investment: Decimal
    annual_share: Decimal | None


def by_category(items: Iterable[Figures], places: int) -> tuple[CategoryTotal, ...]:
    """Sum up every category, in their fixed order, those without items too."""
    listed = list(items)
    whole = sum((i.annual_investment for i in listed), Decimal(0))
    sums = []
    for category in Category:
        own = [i for i in listed if i.category is category]
        annual = sum((i.annual_investment for i in own), Decimal(0))
        total = sum((i.total_investment for i in own), Decimal(0))
        share = percentage(annual, whole, places) if whole else None
        sums.append(CategoryTotal(category, len(own), total, annual, share))
    return tuple(sums)
