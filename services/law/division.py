"""Administrative divisions by their code (GB/T 2260): two digits each for province, city and county."""

from __future__ import annotations

import re

_CODE = re.compile(r"^[1-9]\d{5}$", re.ASCII)


def significant_prefix(code: str) -> str:
    """Return the part of the code that all divisions below share; raise ValueError for what is no code.

    >>> significant_prefix("430211"), significant_prefix("430200"), significant_prefix("430000")
    ('430211', '4302', '43')
    """
    if not _CODE.match(code):
        raise ValueError(f"not a division code of GB/T 2260: {code!r}")
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def covers(scope: str, code: str) -> bool:
    """Tell whether the records of `code` belong to the division `scope` or lie below it.

    >>> covers("430200", "430211"), covers("430211", "430200")
    (True, False)
    """
    significant_prefix(code)
    return code.startswith(significant_prefix(scope))
