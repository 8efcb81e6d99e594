"""What bars which award, at both levels and for units and persons (A20, A21)."""

from __future__ import annotations

from datetime import date

import pytest

from services.assessment.domain.award.model import Level, Recipient
from services.assessment.domain.award.vetting import Behaved, Happened, HeldCard, clear, vet
from services.chassis.clock import new_id

DISTRICT, CITY = Level.DISTRICT, Level.CITY
UNIT, INDIVIDUAL = Recipient.UNIT, Recipient.INDIVIDUAL
EVERY = [(level, recipient) for level in Level for recipient in Recipient]


def found(level: Level, recipient: Recipient, its: Behaved, person: str | None = None):
    return vet(level, recipient, person if recipient is INDIVIDUAL else None, 2026, its)


def barred_from(its: Behaved, person: str | None = "示例人甲") -> set[tuple[Level, Recipient]]:
    return {(level, recipient) for level, recipient in EVERY if not clear(found(level, recipient, its, person))}


def card(*, bars: bool) -> HeldCard:
    return HeldCard(new_id(), 3, bars)


def incident(matter: str, grade: str) -> Happened:
    return Happened(new_id(), matter, grade, date(2026, 11, 5))


def test_who_was_assessed_and_has_nothing_on_record_is_clear():
    assert barred_from(Behaved(assessed=True)) == set()
    assert found(DISTRICT, UNIT, Behaved(assessed=True)) == ()


def test_a_unit_that_was_not_assessed_is_no_advanced_unit_and_its_persons_may_be_named():
    assert barred_from(Behaved(assessed=False)) == {(DISTRICT, UNIT), (CITY, UNIT)}


def test_a_red_card_bars_the_unit_at_both_levels_and_is_weighed_for_its_persons():
    its = Behaved(assessed=True, cards=(card(bars=True),))
    assert barred_from(its) == {(DISTRICT, UNIT), (CITY, UNIT)}
    (weighed,) = found(CITY, INDIVIDUAL, its, "示例人甲")
    assert (weighed.code, weighed.barring, weighed.record_id) == ("RED_CARD", False, its.cards[0].id)


def test_a_yellow_card_bars_nobody_and_is_told():
    its = Behaved(assessed=True, cards=(card(bars=False),))
    assert barred_from(its) == set()
    assert [f.code for f in found(DISTRICT, UNIT, its)] == ["YELLOW_CARD"]


@pytest.mark.parametrize(
    ("matter", "grade", "bars"),
    [
        ("QUALITY", "GENERAL", True),
        ("QUALITY", "EXTRAORDINARY", True),
        ("SAFETY", "GENERAL", True),
        ("PUBLIC_OPINION", "GENERAL", False),
        ("PUBLIC_OPINION", "CONSIDERABLE", False),
        ("PUBLIC_OPINION", "MAJOR", True),
        ("PUBLIC_OPINION", "EXTRAORDINARY", True),
    ],
)
def test_incidents_bar_the_unit_from_the_city_alone_public_opinion_from_major_on(
    matter: str, grade: str, *, bars: bool
):
    its = Behaved(assessed=True, incidents=(incident(matter, grade),))
    assert barred_from(its) == ({(CITY, UNIT)} if bars else set())
    assert [f.code for f in found(DISTRICT, UNIT, its)] == ["INCIDENT"]


def test_an_objection_to_a_unit_bars_the_unit_and_says_nothing_of_its_persons():
    its = Behaved(assessed=True, barred_unit=True)
    assert barred_from(its) == {(DISTRICT, UNIT), (CITY, UNIT)}
    assert found(DISTRICT, INDIVIDUAL, its, "示例人甲") == ()


def test_an_objection_to_a_person_bars_that_person_and_nobody_else():
    its = Behaved(assessed=True, barred_persons=frozenset({"示例人甲"}))
    assert barred_from(its) == {(DISTRICT, INDIVIDUAL), (CITY, INDIVIDUAL)}
    assert barred_from(its, "示例人乙") == set()


def test_every_finding_is_told_at_once_with_its_clause():
    its = Behaved(assessed=False, cards=(card(bars=True),), incidents=(incident("SAFETY", "MAJOR"),), barred_unit=True)
    findings = found(CITY, UNIT, its)
    assert [f.code for f in findings] == ["NOT_ASSESSED", "RED_CARD", "INCIDENT", "DISCIPLINE"]
    assert {str(f.article) for f in findings} == {"第二十条", "第二十一条"}
    assert "2026-11-05发生重大安全生产事故" in findings[2].words
