"""What somebody has typed into a search: letters that may be initials, figures that may be of a code."""

from __future__ import annotations

import re

_INITIALS = re.compile(r"(?=.*[a-z])[a-z0-9]{2,}")
_PROJECT_CODE = re.compile(r"(?=(?:-*[0-9]){4})[0-9-]{4,30}")
_CREDIT_CODE = re.compile(r"(?=.*[0-9])[0-9A-Z]{4,18}")


def initials_sought(search: str) -> str | None:
    """Return the initials that a search may stand for, None for what can be none: they have two letters or figures.

    >>> initials_sought(" ZZgxq "), initials_sought("z"), initials_sought("2027"), initials_sought("高新gx")
    ('zzgxq', None, None, None)
    """
    typed = search.strip().lower()
    return typed if typed.isascii() and _INITIALS.fullmatch(typed) else None


def project_code_sought(search: str) -> str | None:
    """Return the figures of a part of a project code, with its hyphens or without; at least four figures.

    >>> project_code_sought("430211-04"), project_code_sought("21115223230401342068"), project_code_sought("211")
    ('43021104', '21115223230401342068', None)
    """
    typed = search.strip()
    return typed.replace("-", "") if typed.isascii() and _PROJECT_CODE.fullmatch(typed) else None


def credit_code_sought(search: str) -> str | None:
    """Return a part of a unified social credit code: at least four characters with a figure among them.

    >>> credit_code_sought("91430211ma00"), credit_code_sought("abcd")
    ('91430211MA00', None)
    """
    typed = search.strip().upper()
    return typed if typed.isascii() and _CREDIT_CODE.fullmatch(typed) else None
