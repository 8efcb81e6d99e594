from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.plan.items import Proposal, add_item, remove_item
from services.reserve.domain.plan.state import Guide
from services.reserve.domain.terms import ItemBasis, ItemKind, Library, PlanStatus
from tests.reserve.domain.samples import consulted, drafted, project

READY = project(Library.ONE_YEAR)


def proposal(kind: ItemKind = ItemKind.NEW_START, annual: str = "80000", **facts: object) -> Proposal:
    return replace(Proposal(kind=kind, annual_investment=Decimal(annual)), **facts)


@pytest.mark.parametrize(
    ("kind", "library", "fits"),
    [
        (ItemKind.NEW_START, Library.THREE_YEAR, False),
        (ItemKind.NEW_START, Library.ONE_YEAR, True),
        (ItemKind.NEW_START, Library.CONSTRUCTION, True),
        (ItemKind.CONTINUING, Library.ONE_YEAR, False),
        (ItemKind.CONTINUING, Library.CONSTRUCTION, True),
        (ItemKind.PRELIMINARY, Library.FIVE_YEAR, True),
        (ItemKind.PRELIMINARY, Library.ONE_YEAR, True),
        (ItemKind.PRELIMINARY, Library.CONSTRUCTION, False),
    ],
)
def test_a_kind_of_item_comes_from_the_libraries_that_fit_it(kind, library, fits):
    done = add_item(drafted(), project(library), proposal(kind))
    assert isinstance(done, Decided) is fits
    if not fits:
        assert done.codes == ("KIND_DOES_NOT_FIT_LIBRARY",)


def test_a_project_in_no_library_is_refused_in_principle():
    refused = add_item(drafted(), project(None), proposal())
    assert isinstance(refused, Refusal)
    assert refused.codes == ("PROJECT_IN_NO_LIBRARY",)
    assert str(refused.breaches[0].article) == "第六条"


def test_an_exception_with_reason_and_approver_is_recorded_with_the_item():
    done = add_item(drafted(), project(None), proposal(exempted=Exempted("省级抢险工程", "王区长")))
    assert isinstance(done, Decided)
    assert done.state.items[0].exempted == Exempted("省级抢险工程", "王区长")


def test_an_exception_that_is_not_needed_is_refused():
    refused = add_item(drafted(), READY, proposal(exempted=Exempted("理由", "某人")))
    assert refused.codes == ("EXCEPTION_NOT_NEEDED",)


@pytest.mark.parametrize(
    ("reason", "approver", "expected"),
    [
        (None, None, None),
        ("理由", "某人", Exempted("理由", "某人")),
        ("理由", None, "exceptionApprover"),
        (None, "某人", "exceptionReason"),
    ],
)
def test_an_exception_has_both_reason_and_approver(reason, approver, expected):
    read = read_exception(reason, approver, Article(6))
    assert (read.field if isinstance(read, Breach) else read) == expected


def test_a_project_is_listed_once():
    assert add_item(drafted(READY), READY, proposal()).codes == ("ITEM_LISTED_TWICE",)


@pytest.mark.parametrize(
    ("kind", "annual", "code"),
    [
        (ItemKind.NEW_START, "0", "ANNUAL_INVESTMENT_INVALID"),
        (ItemKind.NEW_START, "0.0001", None),
        (ItemKind.NEW_START, "-1", "ANNUAL_INVESTMENT_INVALID"),
        (ItemKind.NEW_START, "189000", None),
        (ItemKind.NEW_START, "189000.0001", "ANNUAL_EXCEEDS_TOTAL"),
        (ItemKind.PRELIMINARY, "0", None),
        (ItemKind.PRELIMINARY, "-0.0001", "ANNUAL_INVESTMENT_INVALID"),
    ],
)
def test_the_annual_investment_lies_between_nothing_and_the_total(kind, annual, code):
    done = add_item(drafted(), READY, proposal(kind, annual))
    assert (done.codes if isinstance(done, Refusal) else ()) == ((code,) if code else ())


@pytest.mark.parametrize(("smallest", "fits"), [("188999.9999", True), ("189000", True), ("189000.0001", False)])
def test_the_scale_of_the_years_guide_is_reached(smallest, fits):
    plan = drafted(guide=Guide(minimum_total_investment=Decimal(smallest)))
    done = add_item(plan, READY, proposal())
    assert isinstance(done, Decided) is fits
    if not fits:
        assert str(done.breaches[0].article) == "第三条（一）"


def test_a_project_of_major_influence_may_be_smaller_when_its_assessment_is_on_record():
    plan = drafted(guide=Guide(minimum_total_investment=Decimal(200000)))
    assessed = proposal(basis=ItemBasis.ASSESSMENT, assessment="补链强链")
    assert isinstance(add_item(plan, READY, assessed), Decided)
    assert add_item(plan, READY, replace(assessed, assessment=None)).codes == ("ASSESSMENT_MISSING",)


def test_everything_wrong_with_an_item_is_told_at_once():
    plan = replace(drafted(READY), status=PlanStatus.SUGGESTED)
    refused = add_item(plan, project(None), proposal(annual="-1"))
    assert refused.codes == (
        "PLAN_STATUS_WRONG",
        "ITEM_LISTED_TWICE",
        "PROJECT_IN_NO_LIBRARY",
        "ANNUAL_INVESTMENT_INVALID",
    )


def test_a_removed_item_takes_its_opinions_along():
    plan = consulted(drafted(READY))
    gone = remove_item(plan, READY.id)
    again = add_item(gone.state, READY, proposal())
    assert again.state.items[0].opinions == ()


def test_only_what_is_listed_can_be_removed_and_only_from_a_draft():
    assert remove_item(drafted(), READY.id).codes == ("ITEM_UNKNOWN",)
    issued = replace(drafted(READY), status=PlanStatus.ISSUED)
    refused = remove_item(issued, READY.id)
    assert refused.codes == ("PLAN_ISSUED",)
    assert str(refused.breaches[0].article) == "第十一条"
