"""What a score is made of, as it is kept: each thing that counted, by the fact that proves it and how it came out (A19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.item import WHOLE, Item


class Entry(NamedTuple):
    """One thing that counted. A period has a million of them: hence no more than a tuple.

    source: the fact that proves it; of an earlier quarter's result (QUARTER_RESULTS) the result itself.
    done, planned: amounts, 万元 or points, where amounts are divided.
    """

    source: UUID
    outcome: Outcome | None = None
    done: Decimal | None = None
    planned: Decimal | None = None
    code: str | None = None
    share: Fraction = WHOLE
    exempted_by: UUID | None = None


Entries = Mapping[UUID, Mapping[Measure, tuple[Entry, ...]]]  # by responsible unit
OfUnit = Mapping[Measure, tuple[Entry, ...]]


def entry_of(item: Item) -> Entry:
    """Keep of an item what a score needs."""
    amounts = item.amounts
    done, planned = (None, None) if amounts is None else (amounts.done, amounts.planned)
    return Entry(item.fact.id, item.outcome, done, planned, item.code, item.share, item.exempted_by)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort entries so that nothing but themselves decides their order."""
    return tuple(sorted(entries, key=lambda e: (e.source.int, e.share)))
