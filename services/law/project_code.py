"""National project codes (项目代码) of the online approval platforms, by form alone.

The last place of the present form is a check digit by GB/T 40058, whose algorithm is not judged here.
"""

from __future__ import annotations

import re
from enum import StrEnum

_WRITTEN = re.compile(r"([0-9]{2})([0-9]{2})-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}")
_PRESENT_SINCE = (20, 11)  # year and month of the first codes of the present form
_MONTHS = range(1, 13)
_FORMER_YEARS = range(13, 21)  # 2013 to 2020: none of them can be read as a year and a month


class ProjectCodeForm(StrEnum):
    """The two forms that are in use. They look alike: the first four figures tell them apart."""

    PRESENT = "PRESENT"  # YYMM-RRRRRR-CC-TT-NNNNNN, since November 2020
    FORMER = "FORMER"  # YYYY-RRRRRR-II-TT-NNNNNN


def project_code_form(code: str) -> ProjectCodeForm | None:
    """Return the form of the code as written, or None for what is no project code.

    >>> project_code_form("2111-522323-04-01-342068"), project_code_form("2020-530100-76-01-041471")
    (<ProjectCodeForm.PRESENT: 'PRESENT'>, <ProjectCodeForm.FORMER: 'FORMER'>)
    """
    found = _WRITTEN.fullmatch(code)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    if second in _MONTHS:
        return ProjectCodeForm.PRESENT if (first, second) >= _PRESENT_SINCE else None
    return ProjectCodeForm.FORMER if first == _PRESENT_SINCE[0] and second in _FORMER_YEARS else None
