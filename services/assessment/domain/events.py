"""What happened in the assessment, for whoever wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.card.model import Colour, DutyKind
from services.assessment.domain.review.model import ObjectionStatus
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class ResultPublished:
    """A unit's result of a period was published, or published again after a recorded correction changed it."""

    result_id: UUID
    year: int
    quarter: int  # 0: of the whole year
    period: str  # in words
    group: UnitCategory
    unit_id: UUID
    score: Decimal
    rank: int
    overtakes_id: UUID | None  # the published result of the whole year that counts the score of before this correction
    division: str


@dataclass(frozen=True, slots=True)
class ResultAnnounced:
    """A unit's result was announced, or changed by a correction while it is: the unit may object until a day."""

    result_id: UUID
    year: int
    quarter: int
    period: str
    group: UnitCategory
    unit_id: UUID
    score: Decimal
    rank: int
    objections_until: date
    division: str


@dataclass(frozen=True, slots=True)
class ResultRecalled:
    """An announced result holds no more: the period is computed again, and will be announced anew."""

    result_id: UUID
    year: int
    quarter: int
    period: str
    unit_id: UUID
    reason: str
    division: str


@dataclass(frozen=True, slots=True)
class ObjectionRaised:
    """A unit objects to its announced result."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    indicator_code: str | None
    fact_id: UUID | None
    division: str


@dataclass(frozen=True, slots=True)
class ObjectionAmended:
    """A unit said its objection better, or added evidence, before it was decided."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    division: str


@dataclass(frozen=True, slots=True)
class ObjectionWithdrawn:
    """A unit withdrew its objection before it was decided."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    division: str


@dataclass(frozen=True, slots=True)
class ObjectionDecided:
    """The authority accepted or refused an objection."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    outcome: ObjectionStatus
    reason: str
    division: str


@dataclass(frozen=True, slots=True)
class CardIssued:
    """A unit was given a card."""

    card_id: UUID
    unit_id: UUID
    colour: Colour
    year: int
    quarter: int
    division: str


@dataclass(frozen=True, slots=True)
class CardWithdrawn:
    """A card lost its ground through a recorded correction."""

    card_id: UUID
    unit_id: UUID
    colour: Colour
    year: int
    quarter: int
    reason: str
    division: str


@dataclass(frozen=True, slots=True)
class SchemeApproved:
    """第十八条：a year is computed by this scheme from now on. superseded: the one that was in force before."""

    scheme_id: UUID
    year: int
    version: int
    title: str
    document: str
    superseded_id: UUID | None
    division: str


@dataclass(frozen=True, slots=True)
class SchemeWithdrawn:
    """第十八条：an approved scheme was taken out of use before anything was published under it."""

    scheme_id: UUID
    year: int
    version: int
    reason: str
    division: str


@dataclass(frozen=True, slots=True)
class SchemeFrozen:
    """第十八条：the first result under a scheme was published (quarter 0: that of the whole year); it stands for the year."""

    scheme_id: UUID
    year: int
    version: int
    quarter: int
    division: str


@dataclass(frozen=True, slots=True)
class DutySet:
    """A card asks something of its unit until a day, or the day was moved."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: DutyKind
    what: str
    year: int
    quarter: int
    period: str
    due_on: date
    division: str


@dataclass(frozen=True, slots=True)
class DutyFulfilled:
    """A unit did what its card asks; the authority is to look at it."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: DutyKind
    what: str
    year: int
    quarter: int
    period: str
    fulfilled_on: date
    days_late: int
    division: str


@dataclass(frozen=True, slots=True)
class DutyConfirmed:
    """The authority found a duty done."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: DutyKind
    what: str
    year: int
    quarter: int
    period: str
    division: str


@dataclass(frozen=True, slots=True)
class DutyReturned:
    """The authority asks for a duty to be done again, by a day."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: DutyKind
    what: str
    year: int
    quarter: int
    period: str
    reason: str
    due_on: date
    division: str
