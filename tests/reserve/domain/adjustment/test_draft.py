from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.reserve.domain.adjustment.draft import cancel, draft
from services.reserve.domain.adjustment.state import AdjustmentStatus
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.terms import PlanStatus
from tests.reserve.domain.adjusting import MIDYEAR, drafted_adjustment, issued, ready

PLAN = issued(ready(1))
APPROVED = Exempted("省里追加投资", "王区长")


def drafting(day=MIDYEAR, *, plan=PLAN, earlier=(), exempted=None):
    return draft(UUID(int=77), plan, 1, earlier, day, major_decision=False, exempted=exempted)


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.ISSUED])
def test_only_an_issued_plan_is_adjusted(status):
    refused = drafting(plan=replace(PLAN, status=status))
    assert refused.codes == ("PLAN_NOT_ISSUED",)
    assert str(refused.breaches[0].article) == "第十一条"


@pytest.mark.parametrize(
    ("day", "in_season"),
    [
        (date(2027, 5, 31), False),
        (date(2027, 6, 1), True),
        (date(2027, 7, 31), True),
        (date(2027, 8, 1), False),
        (date(2026, 7, 1), False),  # the plan's year has not begun
    ],
)
def test_mid_year_is_june_and_july_of_the_plans_year_in_principle(day, in_season):
    done = drafting(day)
    assert isinstance(done, Decided) is in_season
    if not in_season:
        assert done.codes == ("ADJUSTMENT_OUT_OF_SEASON",)
        assert isinstance(drafting(day, exempted=APPROVED), Decided)


@pytest.mark.parametrize(
    ("earlier", "accepted"),
    [((), True), ((AdjustmentStatus.CANCELLED,), True), ((AdjustmentStatus.ISSUED,), False)],
)
def test_a_second_adjustment_of_a_year_needs_an_exception(earlier, accepted):
    done = drafting(earlier=earlier)
    assert isinstance(done, Decided) is accepted
    if not accepted:
        assert done.codes == ("ADJUSTMENT_REPEATED",)
        assert isinstance(drafting(earlier=earlier, exempted=APPROVED), Decided)


def test_both_reasons_for_an_exception_are_told_at_once():
    refused = drafting(date(2027, 10, 1), earlier=(AdjustmentStatus.ISSUED,))
    assert refused.codes == ("ADJUSTMENT_OUT_OF_SEASON", "ADJUSTMENT_REPEATED")


def test_an_exception_that_nothing_asks_for_is_refused():
    assert drafting(exempted=APPROVED).codes == ("EXCEPTION_NOT_NEEDED",)


@pytest.mark.parametrize("status", [AdjustmentStatus.DRAFT, AdjustmentStatus.SUGGESTED, AdjustmentStatus.APPROVED])
def test_one_adjustment_is_open_at_a_time(status):
    assert drafting(earlier=(status,)).codes == ("ADJUSTMENT_OPEN",)


def test_a_plan_whose_year_is_over_is_not_adjusted_by_any_exception():
    assert isinstance(drafting(date(2027, 12, 31), exempted=APPROVED), Decided)
    assert drafting(date(2028, 1, 1), exempted=APPROVED).codes == ("PLAN_YEAR_OVER",)


def test_an_adjustment_is_cancelled_with_a_reason_once():
    made = drafted_adjustment(PLAN)
    assert cancel(made, "").codes == ("REASON_MISSING",)
    cancelled = cancel(made, "条件不成熟").state
    assert (cancelled.status, cancelled.cancelled_reason) == (AdjustmentStatus.CANCELLED, "条件不成熟")
    assert cancel(cancelled, "再次").codes == ("ADJUSTMENT_CANCELLED",)
    assert cancel(replace(made, status=AdjustmentStatus.ISSUED), "误发").codes == ("ADJUSTMENT_ISSUED",)
