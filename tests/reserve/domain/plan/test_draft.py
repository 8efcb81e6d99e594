from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.draft import draft
from services.reserve.domain.plan.state import Guide
from services.reserve.domain.terms import PlanStatus
from tests.reserve.domain.samples import DIVISION, TODAY


@pytest.mark.parametrize(("year", "fits"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_a_plan_is_drafted_for_this_year_or_the_next(year, fits):
    done = draft(UUID(int=1), DIVISION, year, Guide(), TODAY, major_decision=False, exists=False)
    assert isinstance(done, Decided) is fits
    if fits:
        assert (done.state.status, done.state.version) == (PlanStatus.DRAFT, 1)


def test_there_is_one_plan_a_year():
    refused = draft(UUID(int=1), DIVISION, 2027, Guide(), TODAY, major_decision=False, exists=True)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("PLAN_EXISTS",)


@pytest.mark.parametrize(("smallest", "fits"), [("-1", False), ("0", False), ("0.0001", True)])
def test_the_smallest_scale_of_the_guide_is_positive(smallest, fits):
    guide = Guide(minimum_total_investment=Decimal(smallest))
    done = draft(UUID(int=1), DIVISION, 2027, guide, TODAY, major_decision=False, exists=False)
    assert isinstance(done, Decided) is fits
