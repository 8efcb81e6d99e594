"""The State Council's calendar as this process knows it: the published years, then provisional ones.

Three sources, the later one wins for a whole year: the chinesecalendar package (2004-2026), the files that are shipped
in ``holidays/``, and those of the folder that ZD_HOLIDAYS names. So a year that is published, or changed by an
extraordinary notice, needs a file and a restart, not a new release. ``holidays/README.md`` shows the form.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from chinese_calendar.constants import holidays as _package_holidays
from chinese_calendar.constants import workdays as _package_makeup

from services.law.workdays import WorkCalendar, YearDays

SHIPPED = Path(__file__).parent / "holidays"
FOLDER_VARIABLE = "ZD_HOLIDAYS"

_KEYS = {"year", "source", "holidays", "makeup"}
_LARGEST_FILE = 100_000
_LONGEST_HOLIDAY = 30
# 2004-2026 had 248 to 252 working days. A file outside this band has forgotten the holidays or the make-up workdays.
_FEWEST_WORKDAYS, _MOST_WORKDAYS = 240, 256


class HolidayFileError(ValueError):
    """A file of holidays that cannot be used: which file, and why."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


@cache
def calendar() -> WorkCalendar:
    """Return the calendar of this process; read once. ``calendar.cache_clear()`` reads anew.

    Raises HolidayFileError when a file or the folder of ZD_HOLIDAYS is wrong: limits counted by half a calendar would
    be wrong in silence.
    """
    folder = os.environ.get(FOLDER_VARIABLE, "")
    return load_calendar(SHIPPED, *([Path(folder)] if folder else []))


def load_calendar(*folders: Path) -> WorkCalendar:
    """Build the calendar from the package and the files of these folders; a later folder wins over an earlier one."""
    years = _packaged_years()
    for folder in folders:
        years |= _read_folder(folder)
    return WorkCalendar(years)


def read_year(path: Path) -> YearDays:
    """Read one year's holidays from a JSON file; raise HolidayFileError naming the file and the fault."""
    content = _content(path)
    try:
        days = YearDays(
            _year(content),
            frozenset(_days(content, "holidays")),
            frozenset(_days(content, "makeup")),
        )
    except ValueError as fault:
        raise HolidayFileError(path, str(fault)) from fault
    count = len(days.ordinals())
    if not _FEWEST_WORKDAYS <= count <= _MOST_WORKDAYS:
        raise HolidayFileError(
            path,
            f"{days.year} would have {count} working days; a year has {_FEWEST_WORKDAYS} to {_MOST_WORKDAYS}, so"
            " holidays or make-up workdays are missing",
        )
    return days


def _packaged_years() -> dict[int, YearDays]:
    years = range(min(_package_holidays).year, max(_package_holidays).year + 1)
    return {
        year: YearDays(
            year,
            frozenset(day for day in _package_holidays if day.year == year),
            frozenset(day for day in _package_makeup if day.year == year),
        )
        for year in years
    }


def _read_folder(folder: Path) -> dict[int, YearDays]:
    if not folder.is_dir():
        raise HolidayFileError(folder, "is not a folder")
    years: dict[int, YearDays] = {}
    for path in sorted(folder.glob("*.json")):
        days = read_year(path)
        if days.year in years:
            raise HolidayFileError(path, f"{days.year} is given by another file of the folder too")
        years[days.year] = days
    return years


def _content(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            written = file.read(_LARGEST_FILE + 1)
    except OSError as fault:
        raise HolidayFileError(path, f"cannot be read: {fault.strerror}") from fault
    if len(written) > _LARGEST_FILE:
        raise HolidayFileError(path, f"is larger than {_LARGEST_FILE} bytes")
    try:
        content = json.loads(written.decode("utf-8-sig"))  # Windows editors leave a mark at the start
    except UnicodeDecodeError as fault:
        raise HolidayFileError(path, "is not UTF-8") from fault
    except (ValueError, RecursionError) as fault:
        raise HolidayFileError(path, f"is not JSON: {fault}") from fault
    if not isinstance(content, dict) or content.keys() != _KEYS:
        raise HolidayFileError(path, f"must be an object of exactly {', '.join(sorted(_KEYS))}")
    if not isinstance(content["source"], str) or not content["source"].strip():
        raise HolidayFileError(path, "source must name the notice that sets the days")
    return content


def _year(content: dict[str, Any]) -> int:
    year = content["year"]
    if type(year) is not int:
        raise ValueError(f"year must be a number, not {year!r}")
    return year


def _days(content: dict[str, Any], key: str) -> list[date]:
    written = content[key]
    if not isinstance(written, list):
        raise ValueError(f"{key} must be a list")
    days: list[date] = []
    for item in written:
        days += _span(item, key)
    if len(set(days)) != len(days):
        twice = next(day for day in days if days.count(day) > 1)
        raise ValueError(f"{key} names {twice} twice")
    return days


def _span(item: object, key: str) -> list[date]:
    """Read ``"2027-01-01"`` or ``{"from": …, "to": …}``, both ends included."""
    if isinstance(item, dict):
        if item.keys() != {"from", "to"}:
            raise ValueError(f"{key}: a span has exactly from and to, not {', '.join(map(str, item))}")
        first, last = _day(item["from"], key), _day(item["to"], key)
        length = (last - first).days + 1
        if not 1 <= length <= _LONGEST_HOLIDAY:
            raise ValueError(f"{key}: {first} to {last} is not a span of 1 to {_LONGEST_HOLIDAY} days")
        return [first + timedelta(days=n) for n in range(length)]
    return [_day(item, key)]


def _day(written: object, key: str) -> date:
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise ValueError(f"{key}: {written!r} is not a day in the form 2027-01-01")
    return day
