"""What is taken from callers can be told again: moments beyond what an offset can hold never get into a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from services.chassis.graphql.scalars import SCALARS, BadValue


def read(value: Any) -> Any:
    """Read a moment as an argument is read."""
    return SCALARS[datetime].parse_value(value)


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-02T00:00:00+00:00",
        "0001-01-02T08:00:00+08:00",
        "9999-12-29T23:59:59.999999+00:00",
        "2027-01-01T00:00:00Z",
    ],
)
def test_a_moment_within_the_limits_is_told_as_the_same_moment(written):
    told = SCALARS[datetime].serialize(read(written))
    assert datetime.fromisoformat(told) == datetime.fromisoformat(written)


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01T23:59:59+00:00",
        "9999-12-30T00:00:00+00:00",
        "9999-12-31T23:59:59-12:00",
        "2027-01-01T00:00:00",
        "soon",
        5,
    ],
)
def test_a_moment_beyond_the_limits_or_without_its_offset_is_refused(written):
    with pytest.raises(BadValue):
        read(written)
