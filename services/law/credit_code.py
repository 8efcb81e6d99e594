"""Unified social credit codes (统一社会信用代码) by GB 32100-2015."""

from __future__ import annotations

from enum import StrEnum

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V and Z, which read like figures
_LENGTH = 18


class CreditCodeCheck(StrEnum):
    """What a look at the code alone can say."""

    VALID = "VALID"
    MALFORMED = "MALFORMED"  # never a code: wrong length or characters
    CHECK_FAILED = "CHECK_FAILED"  # a typing fault, or an early pilot code: legal, with a recorded exception


def check_credit_code(code: str) -> CreditCodeCheck:
    """Judge a code as written; lower case and spaces are malformed, so that one unit has one spelling.

    >>> check_credit_code("91350100M000100Y43"), check_credit_code("91350100M000100Y44")
    (<CreditCodeCheck.VALID: 'VALID'>, <CreditCodeCheck.CHECK_FAILED: 'CHECK_FAILED'>)
    """
    if not _well_formed(code):
        return CreditCodeCheck.MALFORMED
    return CreditCodeCheck.VALID if check_character(code[:-1]) == code[-1] else CreditCodeCheck.CHECK_FAILED


def check_character(first17: str) -> str:
    """Return the check character that belongs to the first 17; raise ValueError for other text.

    Weights are the powers of 3 modulo 31.
    """
    if len(first17) != _LENGTH - 1 or not all(c in _ALPHABET for c in first17):
        raise ValueError(f"not the first {_LENGTH - 1} characters of a credit code: {first17!r}")
    total = sum(_ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(first17))
    return _ALPHABET[-total % 31]


def _well_formed(code: str) -> bool:
    """Places 3 to 8 are the division of the registering authority, so figures; the other places are free."""
    return len(code) == _LENGTH and all(c in _ALPHABET for c in code) and code[2:8].isdigit()
