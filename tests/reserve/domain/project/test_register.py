from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectChanged, ProjectRegistered
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.register import Known, Registrant, change, register
from services.reserve.domain.project.state import FundSource, InPlan
from services.reserve.domain.record.package import Family
from services.reserve.domain.terms import ApprovalRoute, InvestmentMode, Library, PlanStatus
from tests.reserve.domain.samples import AUTHORITY, OWNER, TOWN, project

UNITS = {
    OWNER: Unit(OWNER, UnitCategory.OWNER, frozenset({Role.OWNER})),
    TOWN: Unit(TOWN, UnitCategory.TOWN, frozenset({Role.PLANNING_PARTY})),
    AUTHORITY: Unit(AUTHORITY, UnitCategory.DEPARTMENT, frozenset({Role.INDUSTRY_AUTHORITY})),
}
KNOWN = Known(units=UNITS)
BY_OWNER = Registrant(roles=frozenset({Role.OWNER}), unit=OWNER)
BY_TOWN = Registrant(roles=frozenset({Role.PLANNING_PARTY}), unit=TOWN)


def registered(by: Registrant = BY_OWNER, known: Known = KNOWN, secret: bool = False, **elements: object) -> object:
    return register(project(**elements), by, known, secret=secret)


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_a_registered_project_is_in_no_library():
    done = register(project(Library.ONE_YEAR), BY_OWNER, KNOWN, secret=False)
    assert isinstance(done, Decided)
    assert done.state.library is None
    assert isinstance(done.events[0], ProjectRegistered)
    assert not isinstance(done.events[0], ProjectChanged)


def test_a_secret_project_is_refused():
    assert codes(registered(secret=True)) == ("SECRET_PROJECT",)


def test_an_owner_registers_its_own_projects_only_and_a_planning_party_those_of_others():
    stranger = Registrant(roles=frozenset({Role.OWNER}), unit=UUID(int=55))
    assert codes(registered(stranger)) == ("OWNER_NOT_YOU",)
    assert codes(registered(BY_TOWN)) == ()


@pytest.mark.parametrize(
    ("amounts", "fits"),
    [
        (("89000", "100000"), True),
        (("89000", "100000.0001"), False),
        (("89000", "99999.9999"), False),
        (("189000",), True),
        ((), True),
    ],
)
def test_the_sources_of_funds_sum_to_the_total_investment_to_the_last_yuan(amounts, fits):
    sources = tuple(FundSource(f"来源{n}", Decimal(a)) for n, a in enumerate(amounts))
    outcome = registered(fund_sources=sources)
    assert codes(outcome) == (() if fits else ("FUNDS_DO_NOT_BALANCE",))
    if not fits:
        assert str(outcome.breaches[0].article) == "第四条"


def test_amounts_are_told_without_the_zeros_of_their_column():
    outcome = registered(fund_sources=(FundSource("自筹", Decimal("80000.5000")),))
    assert outcome.breaches[0].message == "各项资金来源合计80000.5万元，与总投资189000万元不一致"


def test_sources_are_told_apart_and_none_is_nothing():
    twice = (FundSource("自筹", Decimal(189000)), FundSource("自筹", Decimal(0)))
    assert codes(registered(fund_sources=twice)) == ("FUND_AMOUNT_MISSING", "FUND_SOURCE_TWICE")


@pytest.mark.parametrize(
    ("total", "code"),
    [
        ("-0.0001", "AMOUNT_NEGATIVE"),
        ("0", "TOTAL_INVESTMENT_MISSING"),
        ("0.0001", None),
        ("0.00001", "AMOUNT_TOO_PRECISE"),
        ("1000000000000", None),
        ("1000000000000.0001", "AMOUNT_TOO_LARGE"),
        ("1E18", "AMOUNT_TOO_LARGE"),
    ],
)
def test_the_total_investment_is_a_positive_amount_of_sensible_size(total, code):
    outcome = registered(total_investment=Decimal(total), fund_sources=())
    assert codes(outcome) == ((code,) if code else ())


@pytest.mark.parametrize("name", ["", "　 ", "松井\u200b涂料", "松井\x00涂料", "松井涂料🚀", "x" * 201])
def test_a_name_that_cannot_be_printed_is_refused(name):
    outcome = registered(name=name)
    assert isinstance(outcome, Refusal)
    assert outcome.breaches[0].field == "name"


def test_a_name_is_kept_in_one_spelling():
    assert registered(name="  松井 涂料　项目 ").state.elements.name == "松井 涂料 项目"


@pytest.mark.parametrize(
    ("mode", "route", "fits"),
    [
        (InvestmentMode.GOVERNMENT, ApprovalRoute.APPROVAL, True),
        (InvestmentMode.GOVERNMENT, ApprovalRoute.FILING, False),
        (InvestmentMode.ENTERPRISE, ApprovalRoute.APPROVAL, False),
        (InvestmentMode.ENTERPRISE, ApprovalRoute.CONFIRMATION, True),
        (InvestmentMode.ENTERPRISE, ApprovalRoute.FILING, True),
        (InvestmentMode.ENTERPRISE, None, True),
    ],
)
def test_the_approval_route_fits_who_invests(mode, route, fits):
    outcome = registered(investment_mode=mode, approval_route=route)
    assert codes(outcome) == (() if fits else ("ROUTE_DOES_NOT_FIT_MODE",))


@pytest.mark.parametrize(
    ("finish", "fits"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True), (date(2027, 3, 2), True)]
)
def test_a_project_does_not_finish_before_it_starts(finish, fits):
    assert codes(registered(finish_on=finish)) == (() if fits else ("TIMING_REVERSED",))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("113.1", "27.8"), None),
        (("73", "3"), None),
        (("136", "54"), None),
        (("72.9999999", "27.8"), "LONGITUDE_OUT_OF_RANGE"),
        (("113.1", "54.0000001"), "LATITUDE_OUT_OF_RANGE"),
        (("113.1", None), "LOCATION_INCOMPLETE"),
        ((None, "27.8"), "LOCATION_INCOMPLETE"),
    ],
)
def test_a_location_lies_in_the_country_and_has_both_numbers(place, code):
    east, north = (Decimal(d) if d else None for d in place)
    assert codes(registered(longitude=east, latitude=north)) == ((code,) if code else ())


@pytest.mark.parametrize(
    ("code", "fits"), [("C2641", True), ("c26", True), ("C", False), ("U12", False), ("2641", False), ("C26411", False)]
)
def test_an_industry_code_has_the_form_of_the_national_standard(code, fits):
    assert codes(registered(industry_code=code)) == (() if fits else ("INDUSTRY_CODE_MALFORMED",))


@pytest.mark.parametrize(
    ("code", "fits"),
    [("2111-522323-04-01-342068", True), ("2020-530100-76-01-041471", True), ("2111-52232-04-01-342068", False)],
)
def test_a_project_code_has_one_of_the_two_valid_forms(code, fits):
    assert codes(registered(project_code=code)) == (() if fits else ("PROJECT_CODE_MALFORMED",))


def test_the_named_units_are_in_the_directory_as_what_they_are_named():
    outcome = registered(BY_TOWN, Known(units={}), cooperating_ids=(UUID(int=77),))
    assert codes(outcome) == ("OWNER_UNKNOWN", "TOWN_UNKNOWN", "INDUSTRY_AUTHORITY_UNKNOWN", "ORGANIZATION_UNKNOWN")
    swapped = registered(BY_TOWN, owner_id=TOWN, town_id=AUTHORITY, industry_authority_id=OWNER)
    assert codes(swapped) == ("OWNER_UNKNOWN", "TOWN_UNKNOWN", "INDUSTRY_AUTHORITY_UNKNOWN")


def test_name_and_project_code_are_not_used_twice():
    assert codes(registered(known=replace(KNOWN, name_taken=True, code_taken=True))) == (
        "PROJECT_DUPLICATE",
        "PROJECT_CODE_TAKEN",
    )


@pytest.mark.parametrize(
    ("taken", "exception", "codes_"),
    [
        (True, ("一码两项", "王区长"), ()),
        (True, (None, None), ("PROJECT_CODE_TAKEN",)),
        (True, ("一码两项", None), ("EXCEPTION_INCOMPLETE",)),
        (True, (None, "王区长"), ("EXCEPTION_INCOMPLETE",)),
        (False, (None, None), ()),
        (False, ("一码两项", "王区长"), ("EXCEPTION_NOT_NEEDED",)),
    ],
)
def test_a_project_code_is_shared_only_with_a_reason_and_an_approver(taken, exception, codes_):
    reason, approver = exception
    outcome = registered(
        known=replace(KNOWN, code_taken=taken), code_exception_reason=reason, code_exception_approver=approver
    )
    assert codes(outcome) == codes_


def test_a_code_that_stays_as_it_is_is_not_judged_again():
    """The project that had the code first is not told of the one that shares it by exception."""
    before, shared = project(project_code="2111-522323-04-01-342068"), replace(KNOWN, code_taken=True)
    assert codes(change(before, replace(before.elements, scale="用地150亩"), "优化", BY_OWNER, shared)) == ()
    other = replace(before.elements, project_code="2111-522323-04-01-342069")
    assert codes(change(before, other, "更正", BY_OWNER, shared)) == ("PROJECT_CODE_TAKEN",)


@pytest.mark.parametrize(
    ("family", "fits"),
    [
        (Family(package_total=Decimal(200000), siblings_total=Decimal(10000)), True),
        (Family(package_total=Decimal(200000), siblings_total=Decimal("10000.0001")), False),
        (Family(parts=2, parts_total=Decimal(190000)), True),
        (Family(parts=2, parts_total=Decimal("190000.0001")), False),
    ],
)
def test_a_changed_total_keeps_the_parts_within_their_package(family, fits):
    before = project()
    funds = (FundSource("企业自筹", Decimal(190000)),)
    dearer = replace(before.elements, total_investment=Decimal(190000), fund_sources=funds)
    outcome = change(before, dearer, "调概", BY_OWNER, KNOWN, (), family)
    assert codes(outcome) == (() if fits else ("PARTS_EXCEED_PACKAGE",))
    assert codes(change(before, replace(before.elements, scale="小"), "优化", BY_OWNER, KNOWN, (), family)) == ()


def test_everything_wrong_is_told_at_once():
    outcome = registered(secret=True, name="", total_investment=Decimal(-1), finish_on=date(2020, 1, 1))
    assert set(codes(outcome)) >= {
        "TEXT_MISSING",
        "AMOUNT_NEGATIVE",
        "FUNDS_DO_NOT_BALANCE",
        "TIMING_REVERSED",
        "SECRET_PROJECT",
    }
    assert {b.code for b in outcome.breaches if b.article is None} == {"SECRET_PROJECT"}  # no clause of the measures


def changing(
    library: Library | None = None, reason: str = "方案优化", by: Registrant = BY_OWNER, **elements: object
) -> object:
    before = project(library)
    return change(before, replace(before.elements, **elements), reason, by, KNOWN)


def test_a_change_keeps_the_library_and_moves_on_a_version():
    done = changing(Library.ONE_YEAR, scale="用地150亩")
    assert isinstance(done, Decided)
    assert (done.state.version, done.state.library) == (2, Library.ONE_YEAR)
    assert isinstance(done.events[0], ProjectChanged)


def test_a_change_has_a_reason_and_changes_something():
    assert codes(changing(reason=" ")) == ("REASON_MISSING", "NOTHING_CHANGED")


def test_an_owner_does_not_hand_its_project_over_by_itself():
    other = UUID(int=9)
    units = {**UNITS, other: Unit(other, UnitCategory.OWNER, frozenset({Role.OWNER}))}
    before = project()
    handed = replace(before.elements, owner_id=other)
    assert codes(change(before, handed, "重组", BY_OWNER, Known(units=units))) == ("OWNER_CHANGE_NOT_YOURS",)
    assert codes(change(before, handed, "重组", BY_TOWN, Known(units=units))) == ()


@pytest.mark.parametrize(
    ("status", "stands"),
    [(PlanStatus.DRAFT, False), (PlanStatus.SUGGESTED, True), (PlanStatus.APPROVED, True), (PlanStatus.ISSUED, False)],
)
def test_the_total_that_is_being_deliberated_does_not_change(status, stands):
    """Before, the item goes through the consultation again; afterwards the issued plan keeps its own figures."""
    before, plans = project(Library.ONE_YEAR), [InPlan(2027, status)]
    dearer = replace(
        before.elements, total_investment=Decimal(190000), fund_sources=(FundSource("企业自筹", Decimal(190000)),)
    )
    outcome = change(before, dearer, "调概", BY_OWNER, KNOWN, plans)
    assert codes(outcome) == (("PROJECT_UNDER_DELIBERATION",) if stands else ())
    assert codes(change(before, replace(before.elements, scale="用地150亩"), "优化", BY_OWNER, KNOWN, plans)) == ()


@pytest.mark.parametrize(("library", "codes_"), [(None, ()), (Library.FIVE_YEAR, ("ELEMENT_BENEFIT_MISSING",))])
def test_a_project_in_a_library_keeps_its_elements(library, codes_):
    assert codes(changing(library, benefit=None)) == codes_
