"""What speaks against an award: cards, incidents and the word of discipline inspection, each explained (A20, A21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.award import rulebook
from services.assessment.domain.award.model import A20, Level, Recipient
from services.assessment.domain.conduct import rulebook as conduct
from services.assessment.domain.conduct.record import ConductKind
from services.law.article import Article


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. barring: it keeps from the award; otherwise it is to be weighed."""

    code: str
    words: str
    article: Article
    barring: bool
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card in force of the year. bars: it bars the advanced unit, as was settled when it was issued."""

    id: UUID
    quarter: int
    bars: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident of the year that was not revoked."""

    id: UUID
    matter: str
    grade: str
    happened_on: date


@dataclass(frozen=True, slots=True)
class Behaved:
    """What is on record of a unit's year, under all names that it had.

    barred_unit, barred_persons: what discipline inspection objects to, without its reasons.
    """

    assessed: bool
    cards: tuple[HeldCard, ...] = ()
    incidents: tuple[Happened, ...] = ()
    barred_unit: bool = False
    barred_persons: frozenset[str] = frozenset()


def vet(level: Level, recipient: Recipient, person: str | None, year: int, its: Behaved) -> tuple[Finding, ...]:
    """第二十条、第二十一条：name all that bars an award, and what is to be weighed besides. Nothing found: clear."""
    day = date(year, 12, 31)
    return (
        *_of_assessment(recipient, its),
        *_of_cards(level, recipient, its, day),
        *_of_incidents(level, recipient, its, day),
        *_of_discipline(level, recipient, person, its, day),
    )


def clear(findings: tuple[Finding, ...]) -> bool:
    """Whether nothing bars the award."""
    return not any(finding.barring for finding in findings)


def _of_assessment(recipient: Recipient, its: Behaved) -> Iterator[Finding]:
    """第二十条：units are chosen among the assessed; of a person's unit it is said."""
    if not its.assessed:
        barring = recipient is Recipient.UNIT
        yield Finding("NOT_ASSESSED", "单位本年度未参加考核（无年度考核结果）", A20, barring)


def _of_cards(level: Level, recipient: Recipient, its: Behaved, day: date) -> Iterator[Finding]:
    """第二十一条：a red card keeps a unit from awards of both levels; a yellow one is weighed."""
    rule = rulebook.BARS.on(day)["CARD"]
    for card in its.cards:
        barring = card.bars and (level, recipient) in rule.awards
        words = f"单位第{card.quarter}季度被{'红牌' if card.bars else '黄牌'}预警"
        yield Finding("RED_CARD" if card.bars else "YELLOW_CARD", words, rule.article, barring, card.id)


def _of_incidents(level: Level, recipient: Recipient, its: Behaved, day: date) -> Iterator[Finding]:
    """第二十一条：incidents keep a unit from awards of the city, from the grade on that the rule names."""
    rule = rulebook.BARS.on(day)["INCIDENT"]
    for incident in its.incidents:
        matter = ConductKind.INCIDENT.matter(incident.matter, incident.happened_on)
        least = conduct.CITY_BARRED_FROM.on(incident.happened_on).get(incident.matter)
        grave = matter is not None and least is not None and matter.reaches(incident.grade, least)
        grade = matter.grade(incident.grade) if matter else None
        what = f"{grade.name}{matter.name}" if matter and grade else incident.matter
        barring = grave and (level, recipient) in rule.awards
        yield Finding("INCIDENT", f"单位于{incident.happened_on}发生{what}", rule.article, barring, incident.id)


def _of_discipline(
    level: Level, recipient: Recipient, person: str | None, its: Behaved, day: date
) -> Iterator[Finding]:
    """第二十一条：discipline inspection objects; why is for it to know, and of a unit nothing is said about its persons."""
    rule = rulebook.BARS.on(day)["DISCIPLINE"]
    objected = its.barred_unit if recipient is Recipient.UNIT else person in its.barred_persons
    if objected and (level, recipient) in rule.awards:
        yield Finding("DISCIPLINE", rule.name, rule.article, barring=True)
