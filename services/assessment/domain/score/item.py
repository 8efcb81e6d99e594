"""One thing that counts in a quarter: the fact that proves it, and how it came out (A19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind
from services.assessment.domain.scheme.model import Measure, Outcome


@dataclass(frozen=True, slots=True)
class Amounts:
    """Investment (万元) since January: what was done, and what was planned."""

    done: Decimal
    planned: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that counts: the fact that proves it, and its outcome where it is a matter of time, or its amounts."""

    fact: Fact
    outcome: Outcome | None = None
    amounts: Amounts | None = None


Items = Mapping[UUID, Mapping[Measure, tuple[Item, ...]]]  # by responsible unit
ByRecord = Mapping[FactKind, Mapping[UUID, list[Fact]]]
