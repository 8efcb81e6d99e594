from __future__ import annotations

from decimal import Decimal

import pytest

from services.reserve.domain.plan.totals import Figures, by_category
from services.reserve.domain.terms import Category


def test_the_published_plan_of_zhuzhou_2024_comes_out_as_published():
    published = [
        Figures(Category.INDUSTRY, Decimal(2502), Decimal(641)),
        Figures(Category.INFRASTRUCTURE, Decimal(1492), Decimal(281)),
        Figures(Category.SOCIAL, Decimal(358), Decimal(64)),
        Figures(Category.ECOLOGY, Decimal(85), Decimal(38)),
    ]
    sums = by_category(published, 1)
    assert [s.annual_share for s in sums] == [Decimal("62.6"), Decimal("27.4"), Decimal("6.3"), Decimal("3.7")]
    assert sum(s.total_investment for s in sums) == Decimal(4437)


@pytest.mark.parametrize(("part", "shown"), [("6249", "6.2"), ("6250", "6.3"), ("6251", "6.3")])
def test_shares_round_half_up_on_the_limit_and_beside_it(part, shown):
    items = [
        Figures(Category.INDUSTRY, Decimal(100000), Decimal(part)),
        Figures(Category.ECOLOGY, Decimal(100000), 100000 - Decimal(part)),
    ]
    assert by_category(items, 1)[0].annual_share == Decimal(shown)


def test_a_plan_without_investment_has_no_shares():
    assert {s.annual_share for s in by_category([], 1)} == {None}
