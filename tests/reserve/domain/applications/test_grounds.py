"""第三条（二）（三）: on what grounds a project is listed."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.reserve.domain.applications.grounds import Grounds, application_of, breaches_of
from services.reserve.domain.applications.influence import Assessment, assess
from services.reserve.domain.applications.terms import ApplicationStatus, Influence
from services.reserve.domain.terms import ItemBasis
from tests.reserve.domain.filings import application
from tests.reserve.domain.samples import DIVISION, TODAY, accepted

PROJECT, YEAR = UUID(int=100), 2027
MISSING = ["APPLICATION_MISSING"]


def assessment(**facts: object) -> Assessment:
    given = {"id": UUID(int=31), "division": DIVISION, "project_id": PROJECT, "year": YEAR, "assessed_on": TODAY}
    said = {"grounds": "规划", "conclusion": Influence.MAJOR, "opinion": "重大", "assessed_by": "专家组"}
    return Assessment(**(given | said | facts))


def codes(grounds: Grounds, basis: ItemBasis) -> list[str]:
    return [b.code for b in breaches_of(grounds, basis, PROJECT, YEAR)]


@pytest.mark.parametrize("status", ApplicationStatus)
def test_with_a_guide_only_an_application_that_passed_will_do(status):
    passed = status is ApplicationStatus.PASSED
    found = Grounds(guide_published=True, application=application(status))
    assert codes(found, ItemBasis.APPLICATION) == ([] if passed else MISSING)
    assert (application_of(found) is not None) is passed
    unasked = Grounds(application=application(status))
    assert codes(unasked, ItemBasis.APPLICATION) == []
    named = Grounds(application=application(status), named_application=UUID(int=21))
    assert codes(named, ItemBasis.APPLICATION) == ([] if passed else MISSING)


def test_an_application_of_another_year_or_project_is_none():
    for other in ({"year": 2026}, {"project_id": UUID(int=5)}):
        found = Grounds(guide_published=True, application=application(ApplicationStatus.PASSED, **other))
        assert codes(found, ItemBasis.APPLICATION) == MISSING
    assert codes(Grounds(guide_published=True), ItemBasis.APPLICATION) == MISSING
    assert codes(Grounds(named_application=UUID(int=5)), ItemBasis.APPLICATION) == MISSING
    assert codes(Grounds(), ItemBasis.APPLICATION) == []


def test_an_assessment_of_major_influence_of_the_project_and_year_will_do():
    missing = ["ASSESSMENT_MISSING"]
    for facts, expected in (
        ({}, []),
        ({"conclusion": Influence.NOT_MAJOR}, missing),
        ({"year": 2026}, missing),
        ({"project_id": UUID(int=5)}, missing),
    ):
        found = Grounds(guide_published=True, assessment=assessment(**facts))
        assert codes(found, ItemBasis.ASSESSMENT) == expected
    assert codes(Grounds(guide_published=True), ItemBasis.ASSESSMENT) == missing
    assert codes(Grounds(named_assessment=UUID(int=5)), ItemBasis.ASSESSMENT) == missing
    assert codes(Grounds(), ItemBasis.ASSESSMENT) == []


def test_what_the_other_basis_rests_on_is_not_named():
    named = Grounds(named_assessment=UUID(int=31), assessment=assessment())
    assert codes(named, ItemBasis.APPLICATION) == ["ASSESSMENT_NOT_NEEDED"]
    named = Grounds(named_application=UUID(int=21), application=application(ApplicationStatus.PASSED))
    assert codes(named, ItemBasis.ASSESSMENT) == ["APPLICATION_NOT_NEEDED"]


@pytest.mark.parametrize(("year", "right"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_an_assessment_is_for_this_year_or_the_next(year, right):
    outcome = assess(assessment(year=year), TODAY)
    if right:
        assert accepted(outcome).year == year
    else:
        assert outcome.codes == ("ASSESSMENT_YEAR_INVALID",)
