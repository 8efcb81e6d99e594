"""What the bureaus guarantee, district by district: kinds of requests as dated and cited data (`kinds/`).

A limit that changes is one more `Entry` in its kind, another matter one more `Dated` in the file of its clause. No code
knows a kind by name. Requests keep the values of their day of receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.law.dated import Dated
from services.law.parties import Role
from services.support.domain.kinds import agency, ecology, funds, land, urban, utilities, window
from services.support.domain.kinds.model import ACCOUNT_KINDS, RequestKind

TIANYUAN: tuple[Dated[RequestKind], ...] = (
    *land.KINDS,
    *ecology.KINDS,
    *urban.KINDS,
    *utilities.KINDS,
    *window.KINDS,
    *funds.KINDS,
    *agency.KINDS,
)

RULES: Mapping[str, tuple[Dated[RequestKind], ...]] = {"430211": TIANYUAN}


def kinds_on(division: str, day: date) -> tuple[RequestKind, ...]:
    """Return what can be asked for in a division on a day; nothing where no rules were set for the division.

    >>> [kind.code for kind in kinds_on("430211", date(2027, 3, 1))][:2]
    ['LAND_QUOTA', 'CULTIVATED_LAND']
    """
    return tuple(kind.on(day) for kind in RULES.get(division, ()) if kind.entries[0].since <= day)


def kind_on(division: str, code: str, day: date) -> RequestKind | None:
    """Return the rule of one matter as it is on the day, or None when it cannot be asked for."""
    return next((kind for kind in kinds_on(division, day) if kind.code == code), None)


def kinds_of(account: str) -> frozenset[str]:
    """Return the codes of all matters, in any division and at any time, whose grants use up a kind of quota.

    >>> sorted(kinds_of("NEW_CONSTRUCTION_LAND"))
    ['LAND_QUOTA']
    """
    entries = (entry for rules in RULES.values() for kind in rules for entry in kind.entries)
    return frozenset(entry.value.code for entry in entries if entry.value.account == account)


def applicant_roles() -> frozenset[Role]:
    """Return every role that may ask for some matter in some division."""
    return frozenset().union(*(e.value.applicants for rules in RULES.values() for kind in rules for e in kind.entries))


def bureau_roles() -> frozenset[Role]:
    """Return every role that decides some matter or keeps some quota in some division."""
    ruled = {entry.value.bureau for rules in RULES.values() for kind in rules for entry in kind.entries}
    return frozenset(ruled | {kind.bureau for kind in ACCOUNT_KINDS.values()})
