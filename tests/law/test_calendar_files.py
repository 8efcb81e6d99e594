"""Years from files: what is read, what is refused and in which words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.chassis.calendar import FOLDER_VARIABLE, SHIPPED, HolidayFileError, calendar, load_calendar, read_year

YEAR = {
    "year": 2027,
    "source": "made up for this test",
    "holidays": [
        "2027-01-01",
        {"from": "2027-02-05", "to": "2027-02-12"},
        "2027-04-05",
        {"from": "2027-05-01", "to": "2027-05-05"},
        "2027-06-09",
        "2027-09-15",
        {"from": "2027-10-01", "to": "2027-10-07"},
    ],
    "makeup": ["2027-01-30", "2027-02-20", "2027-05-08", "2027-10-09"],
}


def file(folder: Path, content: Any, name: str = "2027.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_year_is_read_with_its_spans_and_single_days(tmp_path: Path) -> None:
    days = read_year(file(tmp_path, YEAR))
    assert days.year == 2027
    assert date(2027, 2, 5) in days.holidays
    assert date(2027, 2, 12) in days.holidays
    assert date(2027, 2, 13) not in days.holidays
    assert days.makeup == {date(2027, 1, 30), date(2027, 2, 20), date(2027, 5, 8), date(2027, 10, 9)}
    assert read_year(file(tmp_path, "\ufeff" + json.dumps(YEAR))) == days


def test_a_loaded_year_is_no_longer_provisional(tmp_path: Path) -> None:
    file(tmp_path, YEAR)
    loaded = load_calendar(SHIPPED, tmp_path)
    assert not loaded.provisional(2027)
    assert loaded.is_workday(date(2027, 1, 30))
    assert loaded.provisional(2028)


def test_a_file_may_correct_a_year_of_the_package_and_the_later_folder_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    file(first, YEAR)
    file(second, {**YEAR, "makeup": ["2027-01-30", "2027-02-20", "2027-05-08"]})
    assert not load_calendar(first, second).is_workday(date(2027, 10, 9))
    assert load_calendar(second, first).is_workday(date(2027, 10, 9))


def test_the_folder_of_the_environment_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file(tmp_path, YEAR)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    calendar.cache_clear()
    try:
        assert not calendar().provisional(2027)
        assert calendar() is calendar()
    finally:
        monkeypatch.undo()
        calendar.cache_clear()
    assert calendar().provisional(2027)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"year": "2027"}, "year must be a number"),
        ({"year": True}, "year must be a number"),
        ({"year": 0}, "no such year"),
        ({"year": 2028}, "2027-01-01 is not a day of 2028"),
        ({"source": " "}, "source must name the notice"),
        ({"extra": 1}, "must be an object of exactly holidays, makeup, source, year"),
        ({"holidays": "2027-01-01"}, "holidays must be a list"),
        ({"holidays": ["2027-1-1"]}, "'2027-1-1' is not a day in the form 2027-01-01"),
        ({"holidays": ["20270101"]}, "'20270101' is not a day"),
        ({"holidays": ["2027-02-29"]}, "'2027-02-29' is not a day"),
        ({"holidays": [20270101]}, "20270101 is not a day"),
        ({"holidays": [{"from": "2027-01-01"}]}, "has exactly from and to, not from"),
        ({"holidays": [{"from": "2027-01-02", "to": "2027-01-01"}]}, "2027-01-02 to 2027-01-01 is not a span"),
        ({"holidays": [{"from": "2027-01-01", "to": "2027-01-31"}]}, "not a span of 1 to 30 days"),
        ({"holidays": ["2027-01-01", "2027-01-01"]}, "names 2027-01-01 twice"),
        ({"makeup": ["2027-01-29"]}, "2027-01-29 is no make-up workday"),
        ({"makeup": ["2027-05-01"]}, "2027-05-01 cannot be both"),
        ({"holidays": [], "makeup": []}, "2027 would have 261 working days"),
    ],
)
def test_a_faulty_year_is_refused_with_the_file_and_the_fault(
    tmp_path: Path, change: dict[str, Any], fault: str
) -> None:
    path = file(tmp_path, {**YEAR, **change})
    with pytest.raises(HolidayFileError) as refused:
        read_year(path)
    assert fault in str(refused.value)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "is not JSON"),
        ("[]", "must be an object"),
        ("{", "is not JSON"),
        ("[" * 50_000, "is not JSON"),
        ("9" * 5000, "is not JSON"),
        (" " * 100_001, "is larger than 100000 bytes"),
    ],
)
def test_what_is_no_year_at_all_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    with pytest.raises(HolidayFileError, match=fault):
        read_year(file(tmp_path, content))


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gbk.json").write_bytes("元旦".encode("gbk"))
    with pytest.raises(HolidayFileError, match="is not UTF-8"):
        read_year(tmp_path / "gbk.json")
    with pytest.raises(HolidayFileError, match="cannot be read"):
        read_year(tmp_path / "missing.json")
    with pytest.raises(HolidayFileError, match="is not a folder"):
        load_calendar(tmp_path / "missing")


def test_two_files_for_one_year_in_a_folder_are_refused(tmp_path: Path) -> None:
    file(tmp_path, YEAR, "a.json")
    file(tmp_path, YEAR, "b.json")
    with pytest.raises(HolidayFileError, match=r"b\.json: 2027 is given by another file"):
        load_calendar(tmp_path)
