from __future__ import annotations

from datetime import date

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectChanged, ProjectConverted
from services.reserve.domain.library.convert import convert, remove, return_to
from services.reserve.domain.project.state import InPlan
from services.reserve.domain.terms import ApprovalRoute, InvestmentMode, Library, PlanStatus
from tests.reserve.domain.samples import BUILD, FIVE, ONE, THREE, TODAY, documents, project


@pytest.mark.parametrize(
    ("start", "kinds", "to"),
    [
        (None, FIVE, Library.FIVE_YEAR),
        (Library.FIVE_YEAR, THREE, Library.THREE_YEAR),
        (Library.THREE_YEAR, ONE, Library.ONE_YEAR),
        (Library.ONE_YEAR, BUILD, Library.CONSTRUCTION),
    ],
)
def test_a_project_takes_each_step_when_all_criteria_of_the_next_library_are_met(start, kinds, to):
    done = convert(project(start, approval_route=ApprovalRoute.FILING), documents(*kinds), to, TODAY)
    assert isinstance(done, Decided)
    assert (done.state.library, done.state.version) == (to, 2)
    converted, changed = done.events
    assert isinstance(converted, ProjectConverted)
    assert (converted.from_library, converted.to_library) == (start, to)
    assert isinstance(changed, ProjectChanged)
    assert (changed.library, changed.version) == (to, 2)


@pytest.mark.parametrize(
    ("start", "kinds", "to", "clause"),
    [
        (None, FIVE, Library.FIVE_YEAR, "第五条（三）"),
        (Library.FIVE_YEAR, THREE, Library.THREE_YEAR, "第五条（二）"),
        (Library.THREE_YEAR, ONE, Library.ONE_YEAR, "第五条（一）"),
        (Library.ONE_YEAR, BUILD, Library.CONSTRUCTION, "第六条"),
    ],
)
def test_each_document_is_needed_and_its_absence_is_refused_under_its_clause(start, kinds, to, clause):
    for left_out in kinds:
        given = documents(*(k for k in kinds if k != left_out))
        refused = convert(project(start, approval_route=ApprovalRoute.FILING), given, to, TODAY)
        assert isinstance(refused, Refusal), left_out
        assert [str(b.article) for b in refused.breaches] == [clause]


def test_everything_that_is_missing_is_told_at_once():
    refused = convert(project(Library.FIVE_YEAR), [], Library.THREE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == (
        "SPATIAL_PLANNING_MISSING",
        "SCHEME_FIXED_MISSING",
        "NECESSITY_MISSING",
        "PLAN_OR_INTENT_MISSING",
    )
    assert {str(b.article) for b in refused.breaches} == {"第五条（二）"}


def test_a_jump_is_refused_even_with_all_documents_at_hand():
    every = documents(*FIVE, *THREE, *ONE)
    refused = convert(project(Library.FIVE_YEAR), every, Library.ONE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("LIBRARY_STEP_SKIPPED",)
    assert str(refused.breaches[0].article) == "第六条"


def test_a_project_in_no_library_enters_by_the_first_only():
    refused = convert(project(None), documents(*THREE), Library.THREE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("LIBRARY_STEP_SKIPPED",)


@pytest.mark.parametrize("to", [Library.FIVE_YEAR, Library.THREE_YEAR])
def test_conversion_does_not_go_back_or_stay(to):
    refused = convert(project(Library.THREE_YEAR), documents(*FIVE, *THREE), to, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("LIBRARY_NOT_FORWARD",)


def test_nothing_follows_construction():
    refused = convert(project(Library.CONSTRUCTION), documents(*BUILD), Library.CONSTRUCTION, TODAY)
    assert isinstance(refused, Refusal)
    assert "LIBRARY_NOT_FORWARD" in refused.codes


@pytest.mark.parametrize(
    ("mode", "kind", "met"),
    [
        (InvestmentMode.GOVERNMENT, "FEASIBILITY_APPROVAL", True),
        (InvestmentMode.GOVERNMENT, "PARK_AGREEMENT", False),
        (InvestmentMode.GOVERNMENT, "FILING", False),
        (InvestmentMode.ENTERPRISE, "PARK_AGREEMENT", True),
        (InvestmentMode.ENTERPRISE, "CONFIRMATION", True),
        (InvestmentMode.ENTERPRISE, "FILING", True),
        (InvestmentMode.ENTERPRISE, "FEASIBILITY_APPROVAL", False),
    ],
)
def test_the_one_year_library_asks_government_and_enterprise_projects_for_different_documents(mode, kind, met):
    given = documents("LAND_ARRANGEMENT", "FUND_ARRANGEMENT", kind)
    done = convert(project(Library.THREE_YEAR, investment_mode=mode), given, Library.ONE_YEAR, TODAY)
    assert isinstance(done, Decided) is met


@pytest.mark.parametrize("kind", ["SPECIAL_PLAN", "DEVELOPMENT_PLAN", "LETTER_OF_INTENT", "FRAMEWORK_AGREEMENT"])
def test_any_one_of_plan_or_agreement_opens_the_three_year_library(kind):
    given = documents("SPATIAL_PLANNING", "SCHEME", "NECESSITY", kind)
    assert isinstance(convert(project(Library.FIVE_YEAR), given, Library.THREE_YEAR, TODAY), Decided)


@pytest.mark.parametrize(
    ("library", "to", "kinds", "last"),
    [
        (Library.THREE_YEAR, Library.ONE_YEAR, ONE, date(2027, 11, 24)),
        (Library.FIVE_YEAR, Library.THREE_YEAR, THREE, date(2029, 11, 24)),
    ],
)
@pytest.mark.parametrize(("later", "met"), [(-1, True), (0, True), (1, False)])
def test_the_planned_start_lies_within_the_years_of_the_library(library, to, kinds, last, later, met):
    start = date.fromordinal(last.toordinal() + later)
    done = convert(project(library, start_on=start), documents(*kinds), to, TODAY)
    assert isinstance(done, Decided) is met


@pytest.mark.parametrize(
    ("route", "kind", "met"),
    [
        (ApprovalRoute.FILING, "FILING", True),
        (ApprovalRoute.FILING, "CONFIRMATION", False),
        (ApprovalRoute.CONFIRMATION, "CONFIRMATION", True),
        (ApprovalRoute.APPROVAL, "FEASIBILITY_APPROVAL", True),
        (None, "FILING", False),
    ],
)
def test_a_building_project_is_established_by_the_document_of_its_own_route(route, kind, met):
    given = documents("LAND_PLANNING_PERMIT", "ENGINEERING_PLANNING_PERMIT", "DRAWING_REVIEW", kind)
    done = convert(project(Library.ONE_YEAR, approval_route=route), given, Library.CONSTRUCTION, TODAY)
    assert isinstance(done, Decided) is met


@pytest.mark.parametrize("element", ["function", "scale", "content", "construction_mode", "fund_use", "benefit"])
def test_a_project_enters_the_first_library_with_all_elements_of_article_four(element):
    refused = convert(project(None, **{element: None}), documents(*FIVE), Library.FIVE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == (f"ELEMENT_{element.upper()}_MISSING",)
    assert str(refused.breaches[0].article) == "第四条"


@pytest.mark.parametrize("lacking", [{"fund_sources": ()}, {"start_on": None}, {"finish_on": None}])
def test_funds_and_both_ends_of_the_timing_are_elements_too(lacking):
    refused = convert(project(None, **lacking), documents(*FIVE), Library.FIVE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert len(refused.breaches) == 1


def test_a_return_goes_to_a_lower_library_with_a_reason():
    done = return_to(project(Library.ONE_YEAR), Library.FIVE_YEAR, "选址调整", [], TODAY)
    assert isinstance(done, Decided)
    assert done.state.library is Library.FIVE_YEAR


@pytest.mark.parametrize(
    ("library", "to", "reason", "codes"),
    [
        (Library.ONE_YEAR, Library.THREE_YEAR, "", ("REASON_MISSING",)),
        (Library.THREE_YEAR, Library.THREE_YEAR, "理由", ("LIBRARY_NOT_LOWER",)),
        (Library.THREE_YEAR, Library.ONE_YEAR, "", ("REASON_MISSING", "LIBRARY_NOT_LOWER")),
        (None, Library.FIVE_YEAR, "理由", ("PROJECT_IN_NO_LIBRARY",)),
    ],
)
def test_a_return_without_reason_or_to_no_lower_library_is_refused(library, to, reason, codes):
    refused = return_to(project(library), to, reason, [], TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == codes


@pytest.mark.parametrize(
    ("plan", "bars"),
    [
        (InPlan(2026, PlanStatus.ISSUED), True),
        (InPlan(2027, PlanStatus.ISSUED), True),
        (InPlan(2025, PlanStatus.ISSUED), False),
        (InPlan(2027, PlanStatus.DRAFT), True),
        (InPlan(2025, PlanStatus.APPROVED), True),
    ],
)
def test_a_planned_project_stays_in_its_library_until_its_plan_lets_it_go(plan, bars):
    for outcome in (
        return_to(project(Library.ONE_YEAR), Library.THREE_YEAR, "理由", [plan], TODAY),
        remove(project(Library.ONE_YEAR), "理由", [plan], TODAY),
    ):
        assert isinstance(outcome, Refusal) is bars


def test_a_removal_needs_a_library_and_a_reason():
    assert isinstance(remove(project(Library.FIVE_YEAR), "业主放弃", [], TODAY), Decided)
    refused = remove(project(None), "", [], TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("REASON_MISSING", "PROJECT_IN_NO_LIBRARY")
