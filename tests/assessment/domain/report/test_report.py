"""第十九条：what reports, unit pages and trends say, out of results given by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

import pytest

from services.assessment.domain.period import Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.report.charts import LONGEST_LABEL, pack_charts
from services.assessment.domain.report.figures import FigureScope, figures
from services.assessment.domain.report.issue import check_issue
from services.assessment.domain.report.model import GroupPart, Head, UnitLine, mean
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.report.paper import Issue, pack_paper
from services.assessment.domain.report.trend import Ranked, trends
from services.assessment.domain.report.unit_page import PeriodLine, UnitPage, unit_paper
from services.assessment.domain.score.record import Status
from services.law.breach import Refusal
from services.law.document import ChartKind
from services.law.parties import UnitCategory

D = Decimal
FOURTH = Quarter(2026, 4)
DAY = date(2027, 1, 18)
HEADS = (Head("NODES", "节点任务", D(100)), Head("BAD", "事件扣分", None))
HOME = UUID(int=7)


def line(number: int, score: str, *, computed: str | None = None, lost: str = "0", last: int | None = None) -> UnitLine:
    name = f"示例第{number}镇人民政府"
    points = (("NODES", D(score)), ("BAD", D("0.00")))
    given = D(computed or score)
    cost = (("NODES", D(lost)),)
    return UnitLine(uuid5(HOME, name), uuid5(HOME, f"{name}单位"), name, number, D(score), given, last, points, cost)


def pack(*units: UnitLine, period: Quarter | Year = FOURTH, published: bool = True) -> Pack:
    return Pack(
        period=period,
        published=published,
        digest="d1",
        version=3,
        through=date(2026, 12, 31),
        scheme="示例细则",
        scheme_version=1,
        yellow_means="黄牌为提醒",
        red_means="红牌为警示",
        published_on=None,
        review_on=None,
        groups=(GroupPart(UnitCategory.TOWN, HEADS, units), GroupPart(UnitCategory.OWNER, HEADS, ())),
        idle=(),
        cards=(),
        corrections=(),
        trends=(),
    )


def ranked(period: Quarter | Year, unit: str, score: str, rank: int = 1) -> Ranked:
    said = (("NODES", "节点任务", D(score)),)
    return Ranked(period, uuid5(HOME, f"{period}{unit}"), uuid5(HOME, unit), unit, D(score), rank, None, None, said)


@pytest.mark.parametrize(
    ("values", "said"), [(("0.004", "0.005"), "0.00"), (("0.005", "0.005"), "0.01"), (("99.99", "100"), "100.00")]
)
def test_averages_are_rounded_half_up_once(values, said):
    assert f"{mean(tuple(map(D, values))):f}" == said


def test_a_groups_figures_are_of_its_units_and_a_group_without_any_has_none():
    made = figures(pack(line(1, "90.50"), line(2, "80.25", computed="70.00")))
    of = {(f.scope, f.code, f.key): f for f in made}
    town = UnitCategory.TOWN.value
    assert of[FigureScope.GROUP, "AVERAGE", town].written == "85.38"
    assert of[FigureScope.GROUP, "LOWEST", town].written == "80.25"
    assert len(of[FigureScope.GROUP, "AVERAGE", town].rows) == 2
    assert not [f for f in made if f.key == UnitCategory.OWNER.value]
    assert "人工更正" in of[FigureScope.UNIT, "SCORE", str(line(2, "1").unit_id)].computed_as
    assert of[FigureScope.ALL, "RED", ""].written == "0"


def test_a_years_figures_have_no_cards():
    made = figures(pack(line(1, "90.50"), period=Year(2026)))
    assert {f.code for f in made if f.scope is FigureScope.ALL} == {"UNITS"}
    assert "quarter" not in next(f.query for f in made if f.code == "AVERAGE")


def test_a_draft_says_so_and_an_issued_one_has_its_number():
    given = pack(line(1, "90.50"), line(2, "80.25", lost="19.75", last=1))
    draft = pack_paper(given, figures(given), DAY, None)
    assert (draft.mark, draft.number, draft.day) == ("草稿　2027年1月18日", None, None)
    made = pack_paper(given, figures(given), DAY, Issue("示例〔2027〕1号", DAY, "甲\n乙"))
    assert (made.mark, made.number, made.day) == (None, "示例〔2027〕1号", "2027年1月18日")
    said = [p.text for p in made.text]
    assert said[-2:] == ["甲", "乙"]
    assert "平均失分最多的指标是节点任务，每单位平均失9.88分。" in "".join(said)  # 19.75 ÷ 2, half up
    assert [t.label for t in made.tables] == [f"附件{at}" for at in range(1, len(made.tables) + 1)]


def test_a_chart_shortens_names_and_draws_no_group_without_units():
    (chart,) = pack_charts(pack(line(1, "90.50"), line(2, "80.25")))
    assert chart.kind is ChartKind.STACKED
    assert [len(c) for c in chart.categories] == [LONGEST_LABEL, LONGEST_LABEL]
    assert [s.name for s in chart.series] == ["节点任务"]  # what gave nothing to anyone is not drawn


def test_trends_are_in_order_of_time_with_a_year_after_its_quarters():
    whole, fourth, first = Year(2026), Quarter(2026, 4), Quarter(2027, 1)
    given = [
        ranked(first, "甲", "70"),
        ranked(whole, "甲", "90"),
        ranked(fourth, "乙", "60"),
        ranked(fourth, "甲", "80"),
    ]
    found = trends(UnitCategory.TOWN, given)
    assert [p for p, _ in found.standings] == [fourth, whole, first]
    assert (found.standings[0][1].units, found.standings[0][1].average) == (2, D("70.00"))
    assert {u.unit: [r.score for r in u.results] for u in found.units} == {"甲": [D(80), D(90), D(70)], "乙": [D(60)]}
    assert [(i.period, i.highest) for i in found.indicators] == [(fourth, D(80)), (whole, D(90)), (first, D(70))]
    assert trends(UnitCategory.TOWN, list(reversed(given))) == found


def test_a_page_with_an_open_result_says_so_on_every_sheet():
    def at(number: int, *, published: bool) -> PeriodLine:
        period = str(Quarter(2026, number))
        return PeriodLine(period, published, UnitCategory.TOWN, 5, HEADS, line(1, "90.50", last=1), "示例")

    page = UnitPage("示例镇", 2026, (at(3, published=True), at(4, published=False)), (), (), (), ())
    paper = unit_paper(page, DAY)
    assert paper.mark == "2026年第4季度结果尚未发布　2027年1月18日"
    assert unit_paper(UnitPage("示例镇", 2026, (at(3, published=True),), (), (), (), ()), DAY).mark is None
    assert "该结果尚未发布。" in "".join(p.text for p in paper.text)
    assert len(paper.charts) == 1


def test_only_what_is_published_is_issued_and_all_that_is_wrong_is_told_at_once():
    assert check_issue(Quarter(2026, 4), Status.PUBLISHED, " 示例 ", "") == ("示例", "")
    refused = check_issue(Quarter(2026, 4), Status.PROVISIONAL, "", "字" * 10_001)
    assert isinstance(refused, Refusal)
    assert [b.field for b in refused.breaches] == ["quarter", "number", "remarks"]
    assert isinstance(check_issue(Year(2026), Status.PUBLISHED, "字" * 101, ""), Refusal)
