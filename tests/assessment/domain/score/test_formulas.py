"""The other formulas: counts, tiers, rank points; shares, exemptions, codes."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from services.assessment.domain.scheme.model import Formula, Indicator, Measure, Outcome, Tier
from services.assessment.domain.score.entry import Entry
from services.assessment.domain.score.formula import Measured, in_group, measure
from tests.assessment.domain.given import fresh, number, per_event, ratio

HALF = Fraction(1, 2)


def indicator(formula: Formula, of: Measure = Measure.NODE_TASKS, **its: object) -> Indicator:
    return Indicator("A", "示例指标", of, formula, weight=Decimal(100), **its)  # type: ignore[arg-type]


def entries(*outcomes: Outcome, **its: object) -> list[Entry]:
    return [Entry(fresh(), outcome, **its) for outcome in outcomes]  # type: ignore[arg-type]


def kept(count: int, late: int = 0) -> list[Entry]:
    return entries(*[Outcome.ON_TIME] * count, *[Outcome.LATE] * late)


@pytest.mark.parametrize(
    ("count", "value"), [(2, Fraction(2, 3)), (3, Fraction(1)), (4, Fraction(1)), (0, Fraction(0))]
)
def test_a_count_gives_the_whole_from_its_target_on(count: int, value: Fraction) -> None:
    found = measure(indicator(Formula.COUNT, target=3), kept(count, late=1))
    assert found is not None
    assert found.value == value


def test_nothing_recorded_is_none_of_a_target_and_no_task_and_no_task_at_all_is_nothing_to_count() -> None:
    recorded = measure(indicator(Formula.COUNT, Measure.COMMENDATIONS, target=3), [])
    assert recorded == Measured(Fraction(0), "记录 0 项 ÷ 目标 3 项 = 0", task=False)
    assert measure(indicator(Formula.COUNT, target=3), []) is None


TIERS = (Tier(Decimal(0), Decimal(0)), Tier(Decimal("0.8"), Decimal("0.6")), Tier(Decimal("0.95"), Decimal(1)))


@pytest.mark.parametrize(
    ("on_time", "late", "value"),
    [(79, 21, "0"), (80, 20, "0.6"), (81, 19, "0.6"), (94, 6, "0.6"), (95, 5, "1"), (96, 4, "1")],
)
def test_a_ratio_on_the_edge_of_a_tier_has_reached_it(on_time: int, late: int, value: str) -> None:
    found = measure(indicator(Formula.TIERS, tiers=TIERS), kept(on_time, late))
    assert found is not None
    assert found.value == Fraction(value)


def ranked(*ratios: str, floor: str = "0.4") -> list[Fraction]:
    rule = indicator(Formula.RANK_POINTS, floor=Decimal(floor))
    found = in_group(rule, {number(n): Measured(Fraction(r), "") for n, r in enumerate(ratios)})
    return [m.value for m in found.values() if m]


def test_rank_points_fall_evenly_from_the_whole_to_the_floor() -> None:
    assert ranked("0.9", "0.7", "0.8", "0.1") == [1, Fraction("0.6"), Fraction("0.8"), Fraction("0.4")]


def test_equals_share_the_better_rank_and_one_alone_is_first() -> None:
    assert ranked("0.5", "0.9", "0.5") == [Fraction("0.7"), 1, Fraction("0.7")]
    assert ranked("0.1") == [1]
    assert ranked("0.3", "0.3") == [1, 1]


def test_who_had_nothing_to_do_takes_no_rank() -> None:
    rule = indicator(Formula.RANK_POINTS, floor=Decimal("0.5"))
    units: dict[UUID, Measured | None] = {
        number(1): Measured(HALF, ""),
        number(2): None,
        number(3): Measured(HALF / 2, ""),
    }
    found = in_group(rule, units)
    assert found[number(2)] is None
    assert [m.value for m in found.values() if m] == [1, HALF]


def test_what_is_shared_counts_by_its_share() -> None:
    found = measure(ratio(), [*kept(1), *entries(Outcome.LATE, share=Fraction(1, 3))])
    assert found is not None
    assert found.value == Fraction(3, 4)
    deducted = measure(per_event("-2"), entries(Outcome.LATE, share=HALF))
    assert deducted is not None
    assert deducted.value == -1


def test_what_is_exempted_counts_for_nobody_and_is_told() -> None:
    found = measure(ratio(), [*kept(1), *entries(Outcome.LATE, exempted_by=number(9))])
    assert found == Measured(Fraction(1), "按时 1 项 ÷ 应办 1 项 = 1（另有 1 项免予考核）")
    assert measure(ratio(), entries(Outcome.LATE, exempted_by=number(9))) is None


def test_codes_narrow_what_an_indicator_looks_at() -> None:
    rule = indicator(Formula.RATIO, Measure.ISSUES, only=("SEVERE",))
    looked_at = [*entries(Outcome.LATE, code="SEVERE"), *entries(Outcome.ON_TIME, code="GENERAL"), *kept(1)]
    found = measure(rule, looked_at)
    assert found is not None
    assert found.value == 0


def test_quarters_are_taken_together_in_points() -> None:
    rule = indicator(Formula.CAPPED_LINEAR, Measure.QUARTER_RESULTS, cap=Decimal(1))
    results = [Entry(fresh(), done=Decimal(score), planned=Decimal(100)) for score in ("90", "95.5")]
    found = measure(rule, results)
    assert found is not None
    assert found.words == "各季度得分合计 185.5 分 ÷ 满分合计 200 分 = 0.9275"


def test_of_amounts_an_exemption_takes_away_what_is_wanting_while_what_was_done_counts_on() -> None:
    rule = indicator(Formula.CAPPED_LINEAR, Measure.PHYSICAL_PROGRESS, cap=Decimal("1.2"))
    poor = Entry(fresh(), done=Decimal(10), planned=Decimal(100))
    exempted = Entry(fresh(), done=Decimal(90), planned=Decimal(100), exempted_by=number(9))
    found = measure(rule, [poor, exempted])
    assert found is not None
    assert found.value == Fraction(100, 190)  # more than the half that it was before, and than a tenth without it
    assert found.words.endswith("（其中 1 项免予考核，未完成部分不计）")
    assert measure(rule, [exempted._replace(done=Decimal(0))]) is None
