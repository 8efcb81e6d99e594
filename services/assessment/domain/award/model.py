"""What awards are about: levels, recipients, lists and nominations (A20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.parties import UnitCategory

A20, A21 = Article(20), Article(21)


class Level(StrEnum):
    """Whose award it is."""

    DISTRICT = "DISTRICT"  # 区级：区里评定
    CITY = "CITY"  # 市级：区里推荐，市里评定

    @property
    def words(self) -> str:
        """Written as officials write it."""
        return "区级" if self is Level.DISTRICT else "市级"


class Recipient(StrEnum):
    """Who receives it."""

    UNIT = "UNIT"  # 先进单位（集体）
    INDIVIDUAL = "INDIVIDUAL"  # 先进个人

    @property
    def words(self) -> str:
        """Written as officials write it."""
        return "先进单位" if self is Recipient.UNIT else "先进个人"


class ListStatus(StrEnum):
    """How far a year's list of a level has come."""

    DRAFT = "DRAFT"  # 拟定中
    SUBMITTED = "SUBMITTED"  # 已提请审定
    APPROVED = "APPROVED"  # 已全部审定通过
    PUBLISHED = "PUBLISHED"  # 已公布（区级）、已上报（市级）
    DISCARDED = "DISCARDED"  # 已作废


class Outcome(StrEnum):
    """What a body decided on a list."""

    PASSED = "PASSED"  # 通过
    RETURNED = "RETURNED"  # 退回修改


@dataclass(frozen=True, slots=True)
class Limit:
    """How many may be distinguished, with the sum in words. group: of one group; None: of all together."""

    recipient: Recipient
    group: UnitCategory | None
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination that stands: who, of which group, and whether the newest vetting of this round found it clear."""

    id: UUID
    recipient: Recipient
    unit_id: UUID
    group: UnitCategory
    person: str | None
    clear: bool | None  # None: not vetted in this round


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting on record."""

    round: int
    step: int
    outcome: Outcome
    held_on: date


@dataclass(frozen=True, slots=True)
class AwardList:
    """A year's list of a level, as it is on record."""

    year: int
    level: Level
    status: ListStatus
    round: int
    drafted_on: date
    submitted_on: date | None
    held: tuple[Held, ...]


Assessed = Mapping[UnitCategory, int]  # how many units of each group were ranked in the year
