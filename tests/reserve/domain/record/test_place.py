from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.reserve.domain.record.place import CoordinateSystem, place_breaches, place_warning, system_of

TODAY = date(2026, 11, 24)
EAST, NORTH = Decimal("113.1"), Decimal("27.8")


@pytest.mark.parametrize("system", [s for s in CoordinateSystem if s is not CoordinateSystem.CGCS2000])
def test_any_other_system_is_refused_with_what_to_do(system):
    (breach,) = place_breaches(EAST, NORTH, system, TODAY)
    assert (breach.code, breach.field) == ("COORDINATE_SYSTEM_UNSUPPORTED", "coordinateSystem")
    assert "CGCS2000" in breach.message


def test_a_location_that_names_no_system_is_taken_for_the_national_one():
    assert system_of(None, EAST, NORTH) is CoordinateSystem.CGCS2000
    assert system_of(CoordinateSystem.GCJ02, EAST, None) is CoordinateSystem.GCJ02
    assert system_of(CoordinateSystem.GCJ02, None, None) is None
    assert place_breaches(EAST, NORTH, CoordinateSystem.CGCS2000, TODAY) == []


@pytest.mark.parametrize(
    ("east", "north", "warned"),
    [
        ("112.95", "27.60", False),
        ("113.20", "27.95", False),
        ("112.9499999", "27.8", True),
        ("113.2000001", "27.8", True),
        ("113.1", "27.5999999", True),
        ("113.1", "27.9500001", True),
    ],
)
def test_a_location_outside_the_district_is_told_and_not_refused(east, north, warned):
    place = Decimal(east), Decimal(north)
    assert place_breaches(*place, CoordinateSystem.CGCS2000, TODAY) == []
    warning = place_warning("430211", *place, TODAY)
    assert (warning.code if warning else None) == ("LOCATION_OUTSIDE_DIVISION" if warned else None)


def test_a_division_without_known_bounds_and_a_project_without_a_location_are_not_warned():
    assert place_warning("430204", Decimal(80), Decimal(40), TODAY) is None
    assert place_warning("430211", None, None, TODAY) is None
