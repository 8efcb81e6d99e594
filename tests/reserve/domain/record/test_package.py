from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectChanged
from services.reserve.domain.record.package import Family, add, beside, remove
from tests.reserve.domain.samples import project

PACKAGE, ALONE = project(number=1, total_investment=Decimal(500000)), Family()
PART = project(number=2, total_investment=Decimal(189000))


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_a_part_knows_its_package_and_moves_on_a_version():
    done = add(PART, PACKAGE, ALONE, ALONE)
    assert isinstance(done, Decided)
    assert (done.state.package_id, done.state.version) == (PACKAGE.id, PART.version + 1)
    (told,) = done.events
    assert isinstance(told, ProjectChanged)
    assert told.package_id == PACKAGE.id
    back = remove(done.state)
    assert isinstance(back, Decided)
    assert (back.state.package_id, back.state.version) == (None, PART.version + 2)


@pytest.mark.parametrize(("there", "fits"), [("310999.9999", True), ("311000", True), ("311000.0001", False)])
def test_the_parts_together_invest_no_more_than_the_package(there, fits):
    outcome = add(PART, PACKAGE, ALONE, Family(parts=1, parts_total=Decimal(there)))
    assert codes(outcome) == (() if fits else ("PARTS_EXCEED_PACKAGE",))


def test_packages_are_one_level_deep_so_that_none_contains_itself():
    assert codes(add(PART, PART, ALONE, ALONE)) == ("PACKAGE_OF_ITSELF",)
    assert codes(add(PART, PACKAGE, Family(parts=1), ALONE)) == ("PACKAGE_NESTED",)
    assert codes(add(PART, replace(PACKAGE, package_id=UUID(int=9)), ALONE, ALONE)) == ("PACKAGE_NESTED",)


def test_a_part_is_in_one_package_only_and_in_that_once():
    assert codes(add(replace(PART, package_id=UUID(int=9)), PACKAGE, ALONE, ALONE)) == ("ALREADY_IN_PACKAGE",)
    assert codes(add(replace(PART, package_id=PACKAGE.id), PACKAGE, ALONE, ALONE)) == ("ALREADY_IN_PACKAGE",)


def test_a_package_and_its_parts_are_of_one_division():
    assert codes(add(replace(PART, division="430204"), PACKAGE, ALONE, ALONE)) == ("PACKAGE_OF_OTHER_DIVISION",)


def test_what_a_plan_lists_side_by_side_is_not_packed():
    outcome = add(PART, PACKAGE, ALONE, ALONE, [2028, 2027])
    assert codes(outcome) == ("LISTED_BESIDE_PACKAGE", "LISTED_BESIDE_PACKAGE")
    assert "2027" in outcome.breaches[0].message


def test_what_is_in_no_package_is_not_taken_out():
    assert codes(remove(PART)) == ("NOT_IN_PACKAGE",)


def test_a_plan_lists_a_package_or_its_parts():
    a, b, c = (UUID(int=n) for n in (1, 2, 3))
    assert beside(None, [], {a, b}) == []
    assert beside(a, [], {b}) == []
    assert [x.code for x in beside(a, [], {a})] == ["LISTED_BESIDE_PACKAGE"]
    assert [x.code for x in beside(None, [b, c], {c})] == ["LISTED_BESIDE_PACKAGE"]
    assert beside(None, [b, c], {a}) == []
