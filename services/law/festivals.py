"""The public holidays fixed by the regulation (《全国年节及纪念日放假办法》, revised 2024, in force since 2025).

Every autumn the State Council's notice for the next year says which days are off and which weekends are worked for
them. Until it is out only the regulation is certain: thirteen days a year, and a day in lieu for one that falls on a
weekend (第六条). That gives a provisional year the lawful number of working days, but neither the bridges nor the
make-up workdays of the notice to come.
"""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5

# 元旦 1 day, 劳动节 2 days, 国庆节 3 days: the same dates each year.
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))

# 春节（正月初一）, 清明, 端午, 中秋 of each year as month and day. The lunar dates follow from GB/T 33661-2017
# 《农历的编算和颁行》; computed by three independent programs (lunardate 0.3, lunar_python 1.4, LunarCalendar 0.0.9)
# that agree on all of them, 清明 by lunar_python alone.
_LUNAR: dict[int, tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2037: ((2, 15), (4, 4), (6, 18), (9, 24)),
    2038: ((2, 4), (4, 5), (6, 7), (9, 13)),
    2039: ((1, 24), (4, 5), (5, 27), (10, 2)),
    2040: ((2, 12), (4, 4), (6, 14), (9, 20)),
}


def statutory_holidays(year: int) -> frozenset[date]:
    """Return the working days that the regulation alone takes out of the year, days in lieu included.

    Outside the table of lunar dates (2027-2040) only 元旦, 劳动节 and 国庆节 are known. Years before 2025 are treated
    by the regulation of today all the same: a stand-in for a year that nobody has loaded, not history.

    >>> [str(day) for day in sorted(statutory_holidays(2027)) if day.month == 2]  # 除夕 to 初三, two on a weekend
    ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10']
    """
    named = [date(year, month, day) for month, day in _FIXED]
    if year in _LUNAR:
        spring, *single = (date(year, month, day) for month, day in _LUNAR[year])
        named += [spring + timedelta(days=n) for n in (-1, 0, 1, 2)] + single
    off: set[date] = set()
    owed: list[date] = []
    for day in sorted(named):
        # A second holiday on the same day (中秋 inside 国庆, as in 2031) is owed a day in lieu like one on a weekend.
        if day.weekday() >= _SATURDAY or day in off:
            owed.append(day)
        else:
            off.add(day)
    for day in owed:
        off.add(_next_free_weekday(day, off))
    return frozenset(off)


def _next_free_weekday(day: date, off: set[date]) -> date:
    while day.weekday() >= _SATURDAY or day in off:
        day += timedelta(days=1)
    return day
