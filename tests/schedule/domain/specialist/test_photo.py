"""第九条：when and where a photo was taken, by the file or by the phone, whatever either says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.clock import new_id
from services.law.breach import Breach
from services.schedule.domain.specialist.photo import CLOCK_AHEAD, Photo, PhotoSource, Place, Taken, distance, judge

NOW = datetime(2027, 1, 13, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
PLACES = st.builds(
    Place,
    longitude=st.decimals(-180, 180, places=7),
    latitude=st.decimals(-90, 90, places=7),
)


def taken(
    exif: str | None = None,
    place: tuple[str | None, str | None] = (None, None),
    project: Place | None = None,
    **phone: Any,
) -> tuple[Taken, list[str]]:
    faults: list[Breach] = []
    photo = Photo(file_id=new_id(), **phone)
    made = judge(photo, exif, place, project, field="photos.0", now=NOW, zone=ZONE, faults=faults)
    return made, [f.code for f in faults]


@given(PLACES, PLACES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_the_earth(one: Place, other: Place) -> None:
    assert distance(one, other) == distance(other, one)
    assert 0 <= distance(one, other) <= 20_015_200
    assert distance(one, one) == 0


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_whatever_a_file_says_nothing_is_raised_and_nothing_refused(moment: str, longitude: str, latitude: str) -> None:
    made, faults = taken(moment, (longitude, latitude))
    assert faults == []
    assert made.taken_at is None or made.taken_at.tzinfo is not None


@pytest.mark.parametrize(
    ("longitude", "latitude", "known"),
    [("113", "27", True), ("180", "90", True), ("180.1", "27", False), ("113", "-90.1", False), ("0", "0", False)],
)
def test_a_place_of_the_file_is_taken_where_it_is_one(longitude: str, latitude: str, *, known: bool) -> None:
    made, _ = taken(place=(longitude, latitude))
    assert (made.placed_from is PhotoSource.EXIF) is known


def test_a_clock_may_be_ten_minutes_ahead() -> None:
    for late, code in ((timedelta(0), []), (timedelta(seconds=1), ["PHOTO_TIME_IN_FUTURE"])):
        assert taken(taken_at=NOW + CLOCK_AHEAD + late)[1] == code
    assert taken("2027-01-13T12:10:01")[0].taken_at is None
    assert taken("2027-01-13T12:10:00")[0].taken_from is PhotoSource.EXIF


def test_where_the_file_says_nothing_the_phone_does() -> None:
    site = Place(longitude=Decimal(113), latitude=Decimal(27))
    made, _ = taken(project=site, place=("200", "27"), taken_at=NOW)
    assert (made.taken_from, made.placed_from, made.far) == (PhotoSource.PHONE, None, None)
