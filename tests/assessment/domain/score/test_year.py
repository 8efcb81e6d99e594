"""第二十条：the whole year, by its own indicators, quarters and year together."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.period import Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Formula, Indicator, Measure, Scheme
from services.assessment.domain.score.compute import assesses, compute
from services.assessment.domain.score.items import items_of
from services.assessment.domain.score.model import Computation, Earlier, Unit
from services.law.parties import UnitCategory
from tests.assessment.domain.given import (
    DIVISION,
    completed,
    linear,
    number,
    planned,
    ratio,
    scheme,
    score_of,
    tasked,
    town,
    verified,
)

YEAR, AFTER = Year(2026), date(2027, 1, 10)
SPRING, AUTUMN = date(2026, 3, 3), date(2026, 10, 9)
QUARTERS = Indicator(
    "QUARTERS", "季度", Measure.QUARTER_RESULTS, Formula.CAPPED_LINEAR, weight=Decimal(40), cap=Decimal(1)
)


def by_year(*indicators: Indicator) -> Scheme:
    plain = scheme()
    return replace(plain, groups=tuple(replace(rule, yearly=indicators) for rule in plain.groups))


def of_year(
    rules: Scheme, facts: list[Fact], *earlier: Earlier, units: tuple[Unit, ...] = (town(1), town(2))
) -> Computation:
    return compute(DIVISION, YEAR, rules, units, facts, AFTER, earlier)


def result(unit: int, quarter: int, score: str) -> Earlier:
    return Earlier(number(900 + 10 * unit + quarter), number(unit), Quarter(2026, quarter), Decimal(score))


def test_a_scheme_without_yearly_indicators_assesses_no_year() -> None:
    assert not assesses(scheme(), YEAR)
    assert assesses(by_year(ratio()), YEAR)
    assert assesses(scheme(), Quarter(2026, 1))


def test_the_years_nodes_count_once_wherever_they_were_late() -> None:
    node = number(501)
    facts = [
        planned(number(1), date(2026, 3, 30), record=node),
        completed(number(1), date(2026, 5, 6), due=date(2026, 3, 30), days_late=20, record=node),
        completed(number(1), SPRING),
        completed(number(1), date(2027, 1, 4)),
    ]
    found = score_of(of_year(by_year(ratio()), facts), number(1))
    assert found.score == Decimal("50.00")
    assert found.indicators[0].words.startswith("按时 1 项 ÷ 应办 2 项")


def test_quarters_and_year_are_taken_together() -> None:
    facts = [completed(number(1), SPRING), completed(number(1), AUTUMN, days_late=1)]
    rules = by_year(ratio(60), QUARTERS)
    found = score_of(of_year(rules, facts, result(1, 1, "80"), result(1, 2, "90")), number(1))
    assert found.score == Decimal("64.00")  # 60 × 1/2 + 40 × 170/200
    assert found.indicators[1].words.startswith("各季度得分合计 170 分 ÷ 满分合计 200 分 = 0.85")


def test_a_quarters_result_counts_for_its_unit_whichever_group_it_was_in_and_is_no_fact() -> None:
    moved = (replace(town(1), group=UnitCategory.DEPARTMENT),)
    found = of_year(by_year(QUARTERS), [], result(1, 1, "80"), units=moved)
    assert score_of(found, number(1)).score == Decimal("80.00")
    assert found.unplaced == ()


def test_quarters_know_nothing_of_other_quarters() -> None:
    facts = [completed(number(1), AUTUMN)]
    rules, units = by_year(ratio()), [town(1)]
    plain = compute(DIVISION, Quarter(2026, 4), rules, units, facts, AFTER)
    assert compute(DIVISION, Quarter(2026, 4), rules, units, facts, AFTER, [result(1, 1, "80")]) == plain


def test_who_reports_in_spring_only_has_not_done_the_year() -> None:
    facts = [tasked(number(1), "10"), verified(number(1), date(2026, 3, 1), "30", "30")]
    items = items_of(facts, YEAR, AFTER)[number(1)][Measure.PHYSICAL_PROGRESS]
    assert [i.amounts and (i.amounts.done, i.amounts.planned) for i in items] == [(Decimal(30), Decimal(120))]
    assert score_of(of_year(by_year(linear()), facts), number(1)).score == Decimal("25.00")


def test_the_words_speak_of_the_year() -> None:
    found = score_of(of_year(by_year(ratio(50), linear(50)), [completed(number(1), SPRING)]), number(1))
    assert found.indicators[1].words == "本年度无此项任务，权重 50 分摊到其他指标"
