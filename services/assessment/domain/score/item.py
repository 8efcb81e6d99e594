"""One thing that counts in a quarter: the fact that proves it, and how it came out (A19)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind
from services.assessment.domain.scheme.model import Measure, Outcome


class Amounts(NamedTuple):
    """Investment (万元) since January: what was done, and what was planned."""

    done: Decimal
    planned: Decimal


WHOLE = Fraction(1)


class Item(NamedTuple):
    """One thing that counts for the unit of its fact: how it came out where it is a matter of time, or its amounts.

    code: what an indicator may narrow its items by. share: how much of it counts for the unit, where several share it.
    exempted_by: the fact that exempts it; then what was missed counts for nobody, and is shown as exempted.
    """

    fact: Fact
    outcome: Outcome | None = None
    amounts: Amounts | None = None
    code: str | None = None
    share: Fraction = WHOLE
    exempted_by: UUID | None = None


Items = Mapping[UUID, Mapping[Measure, tuple[Item, ...]]]  # by responsible unit
ByRecord = Mapping[FactKind, Mapping[UUID, list[Fact]]]
