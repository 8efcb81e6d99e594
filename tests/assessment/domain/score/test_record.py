"""What may be done with a quarter: compute, publish, correct."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.assessment.domain.scheme.model import SmallGroupRule
from services.assessment.domain.score.record import (
    Corrected,
    Correction,
    Recorded,
    Result,
    Status,
    correct,
    may_compute,
)
from services.law.breach import Breach, Refusal
from services.law.parties import UnitCategory
from tests.assessment.domain.given import Q4, number, scheme

DRAFT = Recorded(Q4, Status.COMPUTED, "d1", corrected=False)
PUBLISHED = replace(DRAFT, status=Status.PUBLISHED)
JANUARY = date(2027, 1, 1)


def codes(breaches: tuple[Breach, ...]) -> list[str]:
    return [b.code for b in breaches]


def test_a_quarter_is_computed_from_its_first_day_on() -> None:
    def asked(today: date) -> list[str]:
        return codes(may_compute(Q4, None, scheme(), today, discard_corrections=False))

    assert asked(date(2026, 9, 30)) == ["QUARTER_NOT_BEGUN"]
    assert asked(date(2026, 10, 1)) == []


def test_without_a_scheme_nothing_can_be_computed_and_all_reasons_come_at_once() -> None:
    found = may_compute(Q4, PUBLISHED, None, date(2026, 1, 1), discard_corrections=False)
    assert codes(found) == ["SCHEME_MISSING", "QUARTER_NOT_BEGUN", "ALREADY_PUBLISHED"]
    assert [str(b.article) for b in found] == ["第十八条", "第十九条", "第十九条"]


def test_a_draft_is_computed_again_but_its_corrections_are_not_lost_unasked() -> None:
    corrected = replace(DRAFT, corrected=True)
    assert codes(may_compute(Q4, DRAFT, scheme(), JANUARY, discard_corrections=False)) == []
    assert codes(may_compute(Q4, corrected, scheme(), JANUARY, discard_corrections=False)) == [
        "CORRECTIONS_WOULD_BE_LOST"
    ]
    assert codes(may_compute(Q4, corrected, scheme(), JANUARY, discard_corrections=True)) == []
    assert codes(may_compute(Q4, PUBLISHED, scheme(), JANUARY, discard_corrections=True)) == ["ALREADY_PUBLISHED"]


def test_an_announced_period_is_computed_again_only_with_a_reason() -> None:
    def asked(reason: str | None) -> list[str]:
        announced = replace(DRAFT, status=Status.PROVISIONAL, objections_until=date(2027, 1, 15))
        return codes(may_compute(Q4, announced, scheme(), JANUARY, discard_corrections=True, reason=reason))

    assert asked(None) == ["REASON_MISSING"]
    assert asked(" \n") == ["REASON_MISSING"]
    assert asked("长" * 1001) == ["TEXT_TOO_LONG"]
    assert asked("长" * 1000) == []
    assert asked("异议属实，节点办结信息已更正") == []


def group(*scores: int, parted: Sequence[str] | None = None) -> list[Result]:
    """Results of towns on record, ranked as given. parted: of each what parts it from equals."""
    size = len(scores)
    return [
        Result(
            number(900 + i),
            number(i),
            UnitCategory.TOWN,
            Decimal(score),
            Decimal(score),
            () if parted is None else (Decimal(parted[i]),),
            i + 1,
            size - i if size - i <= 3 else None,
        )
        for i, score in enumerate(scores)
    ]


def asked(unit: int = 3, score: str = "85", reason: str = "核实后应计入按时", approver: str = "张主任") -> Correction:
    return Correction(number(unit), Decimal(score), reason, approver, "李科员")


def test_a_correction_ranks_the_whole_group_anew() -> None:
    found = correct(asked(), group(90, 80, 70, 60), scheme(), Q4)
    assert isinstance(found, Corrected)
    assert [(r.unit_id, r.rank, r.last) for r in found.results] == [
        (number(0), 1, None),
        (number(1), 3, 2),
        (number(2), 4, 1),
        (number(3), 2, 3),
    ]
    assert found.reason == "核实后应计入按时"


def test_all_that_is_wrong_with_a_correction_is_said_at_once() -> None:
    found = correct(asked(score="100.005", reason=" ", approver="李科员"), group(90, 80, 70, 60), scheme(), Q4)
    assert isinstance(found, Refusal)
    assert found.codes == ("SCORE_OUT_OF_RANGE", "REASON_MISSING", "APPROVER_IS_RECORDER")


@pytest.mark.parametrize(
    ("score", "code"),
    [
        ("-0.01", "SCORE_OUT_OF_RANGE"),
        ("100.01", "SCORE_OUT_OF_RANGE"),
        ("99.999", "SCORE_TOO_PRECISE"),
        ("60.00", "SCORE_UNCHANGED"),
    ],
)
def test_a_corrected_score_stays_within_the_scheme(score: str, code: str) -> None:
    found = correct(asked(score=score), group(90, 80, 70, 60), scheme(), Q4)
    assert isinstance(found, Refusal)
    assert found.codes == (code,)


@pytest.mark.parametrize("score", ["0", "100", "99.99"])
def test_the_limits_themselves_are_allowed(score: str) -> None:
    assert isinstance(correct(asked(score=score), group(90, 80, 70, 60), scheme(), Q4), Corrected)


def test_the_approver_is_named_and_not_the_one_who_records() -> None:
    for approver, code in (
        ("", "TEXT_MISSING"),
        ("李科员", "APPROVER_IS_RECORDER"),
        (" 李科员　", "APPROVER_IS_RECORDER"),
    ):
        found = correct(asked(approver=approver), group(90, 80, 70, 60), scheme(), Q4)
        assert isinstance(found, Refusal)
        assert found.codes == (code,)


def test_a_correction_in_a_small_group_keeps_to_the_schemes_rule() -> None:
    found = correct(asked(unit=2), group(90, 80, 70), scheme(small=SmallGroupRule.LAST_ONLY), Q4)
    assert isinstance(found, Corrected)
    assert [r.last for r in found.results] == [None, 1, None]


def test_each_group_keeps_to_its_own_rule_for_small_groups() -> None:
    rules = scheme()
    last_only = replace(rules.groups[0], small_group=SmallGroupRule.LAST_ONLY)
    mixed = replace(rules, groups=(*rules.groups[1:], last_only))
    found = correct(asked(unit=2), group(90, 80, 70), mixed, Q4)
    assert isinstance(found, Corrected)
    assert [r.last for r in found.results] == [None, 1, None]


def ranks(found: object) -> list[tuple[int, int | None]]:
    assert isinstance(found, Corrected)
    return [(r.rank, r.last) for r in found.results]


def test_a_corrected_score_is_not_parted_from_equals_by_what_the_facts_gave_its_indicators() -> None:
    rules = scheme(tie_breakers=("NODES",))
    towns = group(100, 90, 80, 70, 60, parted=("1", "0.9", "0.8", "0.7", "0.6"))
    assert ranks(correct(asked(unit=4, score="100"), towns, rules, Q4)) == [
        (1, None),
        (3, 3),
        (4, 2),
        (5, 1),
        (1, None),
    ]


def test_a_corrected_score_leaves_equals_parted_that_the_facts_part() -> None:
    rules = scheme(tie_breakers=("NODES",))
    towns = group(90, 80, 80, 70, 60, 50, parted=("1", "0.9", "0.8", "0.7", "0.6", "0.5"))
    found = correct(asked(unit=5, score="80"), towns, rules, Q4)
    # beside the better of the two; the other of them is third from last now, and the better one is not drawn in with it
    assert ranks(found) == [(1, None), (2, None), (4, 3), (5, 2), (6, 1), (2, None)]


def test_scores_corrected_one_after_the_other_are_equals_too() -> None:
    rules = scheme(tie_breakers=("NODES",))
    found = correct(asked(unit=2, score="95"), group(90, 80, 70, 60, parted=("1", "0.8", "0.7", "0.6")), rules, Q4)
    assert isinstance(found, Corrected)
    assert ranks(correct(asked(unit=3, score="95"), found.results, rules, Q4)) == [(3, 2), (4, 1), (1, None), (1, None)]


def test_a_score_that_is_corrected_back_to_what_the_facts_gave_is_parted_again() -> None:
    rules = scheme(tie_breakers=("NODES",))
    towns = group(90, 60, 60, 50, parted=("1", "0.8", "0.7", "0.6"))
    found = correct(asked(unit=2, score="61"), towns, rules, Q4)
    assert isinstance(found, Corrected)
    assert ranks(correct(asked(unit=2, score="60"), found.results, rules, Q4)) == [(1, None), (2, 3), (3, 2), (4, 1)]
