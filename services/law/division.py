"""Codes of administrative divisions (行政区划代码) by GB/T 2260: two figures each for province, city and county."""

from __future__ import annotations

import re
from functools import lru_cache

# Provinces start with 1 to 8. A county without a city of its own stands under the figures 90 (429004), never under 00.
_WRITTEN = re.compile(r"[1-8][0-9](?:0000|(?!00)[0-9]{4})")


def is_division(code: str) -> bool:
    """Whether the code has the form; whether such a division exists is for the directory to say.

    >>> is_division("430211"), is_division("430011"), is_division("43021")
    (True, False, False)
    """
    return _WRITTEN.fullmatch(code) is not None


@lru_cache(maxsize=4096)
def significant_prefix(code: str) -> str:
    """Return the code without the zero pairs at its end; raise ValueError for what is no code.

    >>> significant_prefix("430000"), significant_prefix("430200"), significant_prefix("430211")
    ('43', '4302', '430211')
    """
    if not is_division(code):
        raise ValueError(f"not the code of a division: {code!r}")
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def covers(scope_code: str, code: str) -> bool:
    """Whether a unit of the scope sees the records of the division: its own and those below it.

    >>> covers("430200", "430211"), covers("430211", "430200"), covers("430211", "430212")
    (True, False, False)
    """
    if not is_division(code):
        raise ValueError(f"not the code of a division: {code!r}")
    return code.startswith(significant_prefix(scope_code))
