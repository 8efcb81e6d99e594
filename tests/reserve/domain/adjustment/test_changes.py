from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from services.reserve.domain.adjustment import changes, rules
from services.reserve.domain.adjustment.state import AdjustmentStatus
from services.reserve.domain.decision import Decided
from services.reserve.domain.terms import ItemBasis, ItemKind, Library
from tests.reserve.domain.adjusting import (
    adjusted,
    drafted_adjustment,
    issued,
    proposal,
    ready,
    with_kind,
)
from tests.reserve.domain.samples import accepted, project

OLD, OTHER, NEW = ready(1), ready(2), ready(3)
PLAN = issued(OLD, OTHER)
MADE = drafted_adjustment(PLAN)


def adding(of=NEW, proposed=None):
    return changes.add(MADE, PLAN, of, proposed or proposal(), None)


@pytest.mark.parametrize(
    ("of", "proposed", "codes"),
    [
        (OLD, proposal(), ("ITEM_LISTED_TWICE",)),
        (project(Library.THREE_YEAR, 4), proposal(), ("KIND_DOES_NOT_FIT_LIBRARY",)),
        (project(None, 4), proposal(), ("PROJECT_IN_NO_LIBRARY",)),
        (NEW, proposal(0), ("ANNUAL_INVESTMENT_INVALID",)),
        (NEW, proposal(189001), ("ANNUAL_EXCEEDS_TOTAL",)),
        (NEW, replace(proposal(), basis=ItemBasis.ASSESSMENT), ("ASSESSMENT_MISSING",)),
        (
            project(Library.FIVE_YEAR, 4),
            replace(proposal(0), basis=ItemBasis.ASSESSMENT),
            ("KIND_DOES_NOT_FIT_LIBRARY", "ASSESSMENT_MISSING", "ANNUAL_INVESTMENT_INVALID"),
        ),
    ],
)
def test_an_addition_meets_every_condition_of_the_plan(of, proposed, codes):
    assert adding(of, proposed).codes == codes


def test_what_the_guide_asks_is_asked_of_additions_too():
    plan = replace(PLAN, guide=replace(PLAN.guide, minimum_total_investment=Decimal(189000)))
    assert isinstance(changes.add(MADE, plan, NEW, proposal(), None), Decided)
    plan = replace(PLAN, guide=replace(PLAN.guide, minimum_total_investment=Decimal("189000.0001")))
    assert changes.add(MADE, plan, NEW, proposal(), None).codes == ("SCALE_TOO_SMALL",)


def test_the_kinds_that_may_come_in_are_the_rulebooks(monkeypatch):
    only = rules.Dated(rules.A11, "x", rules.Entry(rules.FIRST_DAY, (ItemKind.NEW_START,), "第十一条"))
    monkeypatch.setattr(rules, "ADDED_KINDS", only)
    assert isinstance(adding(), Decided)
    assert adding(proposed=proposal(kind=ItemKind.PRELIMINARY)).codes == ("ADDED_KIND_NOT_FOR_ADJUSTMENT",)


def test_a_removal_names_an_item_and_a_reason():
    assert changes.remove(MADE, PLAN, NEW.id, "").codes == ("REASON_MISSING", "ITEM_UNKNOWN")
    assert isinstance(changes.remove(MADE, PLAN, OLD.id, "停建"), Decided)


def revaluing(annual=None, total=None, of=OLD, plan=PLAN, reason="工期顺延"):
    read = (None if v is None else Decimal(v) for v in (annual, total))
    return changes.revalue(MADE, plan, of, *read, reason)


@pytest.mark.parametrize(
    ("annual", "codes"),
    [
        ("0", ("ANNUAL_INVESTMENT_INVALID",)),
        ("0.0001", ()),
        ("80000", ("NOTHING_CHANGED",)),
        ("189000", ()),
        ("189000.0001", ("ANNUAL_EXCEEDS_TOTAL",)),
    ],
)
def test_other_figures_are_judged_as_those_of_an_item(annual, codes):
    done = revaluing(annual)
    assert done.codes == codes if codes else isinstance(done, Decided)


def test_a_total_is_the_projects_own():
    assert revaluing(total="190000").codes == ("TOTAL_DIFFERS_FROM_PROJECT",)
    dearer = replace(OLD, elements=replace(OLD.elements, total_investment=Decimal(190000)))
    done = revaluing(total="190000", of=dearer)
    assert done.state.changes[0].item.total_investment == Decimal(190000)
    assert revaluing("81000", of=dearer).state.changes[0].item.total_investment == Decimal(189000)


def test_other_figures_need_a_reason_and_an_item():
    assert revaluing("81000", reason="").codes == ("REASON_MISSING",)
    assert revaluing("81000", of=NEW).codes == ("ITEM_UNKNOWN",)


def test_a_preliminary_project_may_have_nothing_for_the_year():
    plan = with_kind(PLAN, OLD.id, ItemKind.PRELIMINARY, annual=10)
    assert isinstance(revaluing("0", plan=plan), Decided)


def test_a_project_has_one_change_until_it_is_taken_back():
    made = adjusted(PLAN, remove=OLD)
    assert changes.remove(made, PLAN, OLD.id, "停建").codes == ("CHANGE_TWICE",)
    assert changes.revalue(made, PLAN, OLD, Decimal(1), None, "缓建").codes == ("CHANGE_TWICE",)
    made = accepted(changes.undo(made, OLD.id))
    assert made.changes == ()
    assert changes.undo(made, OLD.id).codes == ("CHANGE_UNKNOWN",)
    assert isinstance(changes.remove(made, PLAN, OLD.id, "停建"), Decided)


@pytest.mark.parametrize("status", [s for s in AdjustmentStatus if s is not AdjustmentStatus.DRAFT])
def test_nothing_is_changed_in_an_adjustment_that_is_with_the_bodies_or_over(status):
    made = replace(adjusted(PLAN, remove=OLD), status=status)
    code = "ADJUSTMENT_STATUS_WRONG" if status in {"SUGGESTED", "APPROVED"} else f"ADJUSTMENT_{status}"
    for outcome in (
        changes.add(made, PLAN, NEW, proposal(), None),
        changes.remove(made, PLAN, OTHER.id, "停建"),
        changes.revalue(made, PLAN, OTHER, Decimal(1), None, "缓建"),
        changes.undo(made, OLD.id),
    ):
        assert outcome.codes == (code,)
