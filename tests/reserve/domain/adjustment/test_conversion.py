from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.reserve.domain.adjustment.conversion import Start, start
from services.reserve.domain.decision import Decided
from services.reserve.domain.terms import ApprovalRoute, ItemKind, Library, PlanStatus
from tests.reserve.domain.adjusting import issued, ready, with_kind
from tests.reserve.domain.samples import BUILD, documents

DAY = date(2027, 4, 2)
PROJECT = ready(1, approval_route=ApprovalRoute.FILING)
BUILT = replace(PROJECT, library=Library.CONSTRUCTION)
PLAN = with_kind(issued(PROJECT, ready(2)), PROJECT.id, ItemKind.PRELIMINARY)


def starting(plan=PLAN, project=BUILT, evidence=(), annual="30000", today=DAY, *, adjusted=False):
    annual = None if annual is None else Decimal(annual)
    return start(plan, project, evidence, Start(annual_investment=annual, edition=1, adjusted=adjusted), today)


def test_a_preliminary_project_that_can_start_becomes_a_new_start_at_once():
    done = starting()
    item = done.state.item(PROJECT.id)
    assert (item.kind, item.annual_investment) == (ItemKind.NEW_START, Decimal(30000))
    assert (done.state.version, done.state.status) == (PLAN.version + 1, PlanStatus.ISSUED)
    (event,) = done.events
    assert (event.from_kind, event.kind, event.edition) == (ItemKind.PRELIMINARY, ItemKind.NEW_START, 1)
    assert [i for i in done.state.items if i.project_id != PROJECT.id] == [
        i for i in PLAN.items if i.project_id != PROJECT.id
    ]


def test_each_start_condition_that_is_missing_is_named():
    refused = starting(project=PROJECT, evidence=documents("FILING", "LAND_PLANNING_PERMIT"))
    assert refused.codes == ("ENGINEERING_PLANNING_PERMIT_MISSING", "DRAWING_REVIEW_MISSING")
    assert {str(b.article) for b in refused.breaches} == {"第六条"}


def test_a_project_with_all_conditions_takes_its_step_in_the_library_first():
    assert starting(project=PROJECT, evidence=documents(*BUILD)).codes == ("PROJECT_NOT_CONVERTED",)


@pytest.mark.parametrize(
    ("annual", "fits"), [(None, False), ("0", False), ("0.0001", True), ("189000", True), ("189000.0001", False)]
)
def test_a_construction_project_invests_in_the_year(annual, fits):
    assert isinstance(starting(annual=annual), Decided) is fits


@pytest.mark.parametrize("kind", [ItemKind.NEW_START, ItemKind.CONTINUING])
def test_a_construction_project_is_not_converted_again(kind):
    assert starting(with_kind(PLAN, PROJECT.id, kind, 5)).codes == ("ITEM_NOT_PRELIMINARY",)


def test_what_is_not_in_the_plan_or_not_issued_or_over_is_refused():
    assert starting(project=replace(BUILT, id=ready(9).id)).codes == ("ITEM_UNKNOWN",)
    assert starting(replace(PLAN, status=PlanStatus.APPROVED)).codes == ("PLAN_NOT_ISSUED",)
    assert isinstance(starting(today=date(2027, 12, 31)), Decided)
    assert starting(today=date(2028, 1, 1)).codes == ("PLAN_YEAR_OVER",)


def test_a_project_that_the_bodies_have_in_hand_waits():
    refused = starting(adjusted=True)
    assert refused.codes == ("ITEM_UNDER_ADJUSTMENT",)
    assert str(refused.breaches[0].article) == "第十一条"
