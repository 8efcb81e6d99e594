"""Ranks and the last three: on the line, beside it, with ties, in small groups."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.domain.scheme.model import SmallGroupRule, TieRule
from services.assessment.domain.score.rank import Placed, Standing, place
from tests.assessment.domain.given import number

INCLUDE, EXCLUDE = TieRule.INCLUDE_TIED, TieRule.EXCLUDE_TIED


def ranked(
    scores: Sequence[int], ties: TieRule = INCLUDE, small: SmallGroupRule = SmallGroupRule.NO_CARDS
) -> list[Placed]:
    group = [Standing(number(i), Decimal(score)) for i, score in enumerate(scores)]
    return list(place(group, 3, ties, small))


def lasts(
    scores: Sequence[int], ties: TieRule = INCLUDE, small: SmallGroupRule = SmallGroupRule.NO_CARDS
) -> list[int | None]:
    """Places from the bottom in the order in which the scores were given."""
    by_unit = {p.unit_id: p.last for p in ranked(scores, ties, small)}
    return [by_unit[number(i)] for i in range(len(scores))]


def test_the_third_from_last_is_among_the_last_three_and_the_fourth_is_not() -> None:
    assert lasts([90, 80, 70, 60, 50]) == [None, None, 3, 2, 1]


def test_equals_share_the_better_rank_and_the_next_rank_is_left_out() -> None:
    assert [p.rank for p in ranked([90, 80, 80, 70])] == [1, 2, 2, 4]


def test_included_ties_take_everyone_who_is_level_with_the_third_from_last() -> None:
    assert lasts([90, 60, 60, 55, 50], INCLUDE) == [None, 3, 3, 2, 1]


def test_excluded_ties_leave_out_everyone_who_would_make_it_four() -> None:
    assert lasts([90, 60, 60, 55, 50], EXCLUDE) == [None, None, None, 2, 1]


@pytest.mark.parametrize("ties", TieRule)
def test_a_tie_that_stays_within_the_last_three_is_included_by_either_rule(ties: TieRule) -> None:
    assert lasts([90, 80, 60, 60, 50], ties) == [None, None, 2, 2, 1]
    assert lasts([90, 80, 60, 50, 50], ties) == [None, None, 3, 1, 1]


def test_a_tie_just_above_the_line_stays_above_it() -> None:
    assert lasts([90, 80, 80, 60, 55, 50], INCLUDE) == [None, None, None, 3, 2, 1]


def test_the_first_is_never_among_the_last_even_when_all_are_equal() -> None:
    assert lasts([100, 100, 100, 100, 100]) == [None] * 5
    assert lasts([100, 100, 80, 80]) == [None, None, 1, 1]


def test_of_four_the_first_is_safe_and_the_others_are_the_last_three() -> None:
    assert lasts([90, 80, 70, 60]) == [None, 3, 2, 1]


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (SmallGroupRule.NO_CARDS, [None, None, None]),
        (SmallGroupRule.LAST_ONLY, [None, None, 1]),
        (SmallGroupRule.ALL_BUT_FIRST, [None, 2, 1]),
    ],
)
def test_a_group_of_three_follows_the_schemes_rule_for_small_groups(
    small: SmallGroupRule, expected: list[int | None]
) -> None:
    assert lasts([90, 80, 70], small=small) == expected


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (SmallGroupRule.NO_CARDS, [None, None]),
        (SmallGroupRule.LAST_ONLY, [None, 1]),
        (SmallGroupRule.ALL_BUT_FIRST, [None, 1]),
    ],
)
def test_a_group_of_two_follows_it_too(small: SmallGroupRule, expected: list[int | None]) -> None:
    assert lasts([90, 80], small=small) == expected


@pytest.mark.parametrize("small", SmallGroupRule)
def test_a_group_of_four_is_not_small(small: SmallGroupRule) -> None:
    assert lasts([90, 80, 70, 60], small=small) == [None, 3, 2, 1]


@pytest.mark.parametrize("small", SmallGroupRule)
def test_who_is_alone_is_first(small: SmallGroupRule) -> None:
    assert lasts([10], small=small) == [None]
    assert ranked([], small=small) == []


def test_two_tied_last_in_a_small_group_are_both_last_or_neither_by_the_tie_rule() -> None:
    assert lasts([90, 80, 80], INCLUDE, SmallGroupRule.LAST_ONLY) == [None, 1, 1]
    assert lasts([90, 80, 80], EXCLUDE, SmallGroupRule.LAST_ONLY) == [None, None, None]


def test_equal_scores_are_parted_by_the_indicators_that_the_scheme_names() -> None:
    better = Standing(number(1), Decimal(80), (Decimal("0.9"),))
    worse = Standing(number(2), Decimal(80), (Decimal("0.8"),))
    assert [p.unit_id for p in place([worse, better], 3, INCLUDE, SmallGroupRule.LAST_ONLY)] == [number(1), number(2)]
    assert [p.rank for p in place([worse, better], 3, INCLUDE, SmallGroupRule.LAST_ONLY)] == [1, 2]


def test_trailing_zeros_do_not_part_equals() -> None:
    group = [Standing(number(1), Decimal("80.0")), Standing(number(2), Decimal("80.00"))]
    assert [p.rank for p in place(group, 3, INCLUDE, SmallGroupRule.NO_CARDS)] == [1, 1]


SCORES = st.lists(st.integers(0, 8), max_size=12)  # few values, so that ties are common


@given(SCORES, st.sampled_from(TieRule), st.sampled_from(SmallGroupRule), st.randoms())
def test_ranks_and_cards_of_any_group_keep_to_the_rules(scores, ties, small, chance) -> None:
    group = [Standing(number(i), Decimal(score)) for i, score in enumerate(scores)]
    shuffled = chance.sample(group, len(group))
    placed = place(group, 3, ties, small)
    assert place(shuffled, 3, ties, small) == placed  # the order in which units come decides nothing
    score_of = {s.unit_id: s.score for s in group}
    by_unit = {p.unit_id: p for p in placed}
    assert by_unit.keys() == score_of.keys()
    for unit, at in by_unit.items():
        assert at.rank == 1 + sum(other > score_of[unit] for other in score_of.values())
        if at.last is not None:
            assert at.rank > 1  # the first is never carded
            assert at.last == 1 + sum(other < score_of[unit] for other in score_of.values())
            assert all(by_unit[u].last is not None for u in score_of if score_of[u] == score_of[unit])
            assert all(by_unit[u].last is not None for u in score_of if score_of[u] < score_of[unit])
    carded = [p for p in placed if p.last is not None]
    if ties is TieRule.EXCLUDE_TIED or len(set(scores)) == len(scores):
        assert len(carded) <= 3
    if len(scores) > 3 and len(set(scores)) == len(scores):
        assert sorted(p.last for p in carded) == [1, 2, 3]
    if len(scores) <= 3 and small is SmallGroupRule.NO_CARDS:
        assert carded == []


@given(
    st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 2)), min_size=1, max_size=12),
    st.sampled_from(TieRule),
    st.sampled_from(SmallGroupRule),
    st.randoms(),
)
def test_scores_corrected_by_hand_stand_beside_the_best_of_their_equals(made, ties, small, chance) -> None:
    group = [
        Standing(number(i), Decimal(score), None if parted is None else (Decimal(parted),))
        for i, (score, parted) in enumerate(made)
    ]
    placed = {p.unit_id: p for p in place(group, 3, ties, small)}
    assert {p.unit_id: p for p in place(chance.sample(group, len(group)), 3, ties, small)} == placed
    for unit in group:
        equals = [other for other in group if other.score == unit.score]
        best = min(placed[other.unit_id].rank for other in equals)
        assert best == 1 + sum(other.score > unit.score for other in group)
        if unit.parted_by is None:
            assert placed[unit.unit_id].rank == best
    kept = [unit for unit in group if unit.parted_by is not None]  # they stay in the order that the facts gave them
    alone = [(p.unit_id, p.rank) for p in place(kept, 3, ties, small)]
    ranks = {unit: placed[unit].rank for unit, _ in alone}
    assert all((a < b) == (ranks[one] < ranks[other]) for one, a in alone for other, b in alone)
