"""National project codes (项目代码) of the online approval platforms, by form alone.

The last place of the present form is a check digit by GB/T 40058, whose algorithm is not judged here.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_PRESENT = re.compile(r"([0-9]{2})([0-9]{2})-([0-9]{6})-([0-9]{2})-([0-9]{2})-([0-9]{6})")
_FORMER = re.compile(r"([0-9]{4})-([0-9]{6})-([0-9]{2})-([0-9]{2})-([0-9]{6})")
_SINCE = date(2020, 11, 1)  # first month of the present form
_FIRST_YEAR = 2013  # no code is older than the first platforms; a year outside says that digits were swapped
_CENTURY = 2000
_MONTHS = range(1, 13)


class ProjectCodeForm(StrEnum):
    """The two forms that are in use."""

    PRESENT = "PRESENT"  # YYMM-RRRRRR-CC-TT-NNNNNN, since November 2020
    FORMER = "FORMER"  # YYYY-RRRRRR-II-TT-NNNNNN


def project_code_form(code: str) -> ProjectCodeForm | None:
    """Return the form of the code as written, or None for what is no project code.

    >>> project_code_form("2111-522323-04-01-342068"), project_code_form("2020-530100-76-01-041471")
    (<ProjectCodeForm.PRESENT: 'PRESENT'>, <ProjectCodeForm.FORMER: 'FORMER'>)
    """
    # "2011" opens both forms (November 2020, or the year 2011): what can be the present form is taken for it.
    present = _PRESENT.fullmatch(code)
    if present and int(present[2]) in _MONTHS and date(_CENTURY + int(present[1]), int(present[2]), 1) >= _SINCE:
        return ProjectCodeForm.PRESENT
    former = _FORMER.fullmatch(code)
    if former and _FIRST_YEAR <= int(former[1]) <= _SINCE.year:
        return ProjectCodeForm.FORMER
    return None
