"""What awards bring differs by group, level and person (A20)."""

from __future__ import annotations

from datetime import date

import pytest

from services.assessment.domain.award.effects import effects_of
from services.assessment.domain.award.model import Level, Recipient
from services.law.parties import UnitCategory

DAY = date(2027, 3, 1)


def brought(recipient: Recipient, group: UnitCategory, level: Level = Level.DISTRICT, *, outstanding: bool = False):
    return [effect.code for effect in effects_of(level, recipient, group, DAY, outstanding=outstanding)]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (UnitCategory.TOWN, ["PERFORMANCE_BONUS"]),
        (UnitCategory.DEPARTMENT, ["PERFORMANCE_BONUS"]),
        (UnitCategory.STATE_PLATFORM, ["PERFORMANCE_BONUS", "INTEGRITY_ENTERPRISE"]),
        (UnitCategory.CITY_STATIONED, ["RECOMMENDATION_BASIS"]),
        (UnitCategory.OWNER, ["RECOMMENDATION_BASIS", "INTEGRITY_ENTERPRISE"]),
    ],
)
def test_units_by_group(group: UnitCategory, expected: list[str]):
    assert brought(Recipient.UNIT, group) == expected
    assert brought(Recipient.UNIT, group, Level.CITY) == [code for code in expected if code != "RECOMMENDATION_BASIS"]


def test_persons_of_towns_and_owners_and_those_of_outstanding_contribution():
    assert brought(Recipient.INDIVIDUAL, UnitCategory.TOWN) == ["EXCELLENT_GRADE"]
    assert brought(Recipient.INDIVIDUAL, UnitCategory.OWNER) == ["RECOMMENDATION_BASIS"]
    assert brought(Recipient.INDIVIDUAL, UnitCategory.TOWN, outstanding=True) == [
        "EXCELLENT_GRADE",
        "LABOUR_MEDAL",
        "MERIT",
    ]
