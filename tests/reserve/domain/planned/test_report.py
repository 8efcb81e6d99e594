from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.planned import report as rules
from services.reserve.domain.planned.content import Planned, read_content
from services.reserve.domain.planned.report import Content, Item, Report, month_breaches
from services.reserve.domain.planned.rulebook import MOST_ITEMS
from services.reserve.domain.planned.terms import A4, Change, ReportStatus
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Category, Library

UNIT, OTHER, PROJECT = (UUID(int=n) for n in (1, 2, 3))
MONTH, TODAY = date(2026, 11, 1), date(2026, 11, 24)
KNOWN = Planned(
    name="示例项目",
    category=Category.SOCIAL,
    library=Library.FIVE_YEAR,
    town_id=UNIT,
    total_investment=Decimal("37000.5"),
    units=frozenset({UNIT}),
)
LISTED = Item(project_id=PROJECT, change=Change.NEW)
REPORT = Report(
    id=UUID(int=9), division="430211", version=3, unit_id=UNIT, month=MONTH, due_on=date(2026, 11, 30),
    content=Content(nothing_reason="本月无新增"),
)  # fmt: skip


def read(content, known=None, unit=UNIT):
    reading = Reading(A4)
    content = read_content(reading, content, {PROJECT: KNOWN} if known is None else known, unit, MONTH)
    return content, [b.code for b in reading.breaches], {b.article for b in reading.breaches}


def test_a_list_takes_the_projects_figures_into_it():
    content, breaches, _ = read(Content(items=(LISTED,)))
    assert breaches == []
    (item,) = content.items
    assert (item.project_name, item.total_investment, item.library) == (
        "示例项目",
        Decimal("37000.5"),
        Library.FIVE_YEAR,
    )


@pytest.mark.parametrize(
    ("content", "known", "codes"),
    [
        (Content(), {}, ["PLANNED_REPORT_EMPTY"]),
        (Content(nothing_reason="  "), {}, ["PLANNED_REPORT_EMPTY"]),
        (Content(nothing_reason="无"), {}, []),
        (Content(items=(LISTED,), nothing_reason="无"), None, ["PLANNED_NOTHING_WITH_ITEMS"]),
        (Content(items=(LISTED, LISTED)), None, ["PLANNED_ITEM_TWICE"]),
        (Content(items=(LISTED,)), {}, ["PLANNED_PROJECT_UNKNOWN"]),
        (
            Content(items=(LISTED,)),
            {PROJECT: replace(KNOWN, units=frozenset({OTHER}))},
            ["PLANNED_PROJECT_NOT_YOURS"],
        ),
        (
            Content(items=(LISTED,)),
            {PROJECT: replace(KNOWN, reported_by="某某镇")},
            ["PLANNED_REPORTED_ELSEWHERE"],
        ),
        (Content(items=(replace(LISTED, change=Change.DROPPED),)), None, ["PLANNED_DROP_REASON_MISSING"]),
        (Content(items=(replace(LISTED, change=Change.DROPPED, reason="不再实施"),)), None, []),
        (
            Content(items=(replace(LISTED, change=Change.DROPPED, reason="不再实施"),)),
            {PROJECT: replace(KNOWN, plan_years=(2027, 2026))},
            ["PLANNED_DROPPED_IN_PLAN"],
        ),
        (Content(items=(replace(LISTED, change=Change.CHANGED),)), {PROJECT: replace(KNOWN, plan_years=(2026,))}, []),
    ],
)
def test_a_list_says_something_of_its_own_projects_each_once_and_drops_none_of_a_plan(content, known, codes):
    _, found, articles = read(content, known)
    assert found == codes
    assert articles <= {A4}


def test_all_that_is_wrong_with_a_list_is_told_at_once():
    wrong = Content(items=(replace(LISTED, change=Change.DROPPED),) * 2, nothing_reason="无")
    _, found, _ = read(wrong, {PROJECT: replace(KNOWN, units=frozenset(), plan_years=(2026,), reported_by="某某镇")})
    of_item = ["PLANNED_DROP_REASON_MISSING", "PLANNED_PROJECT_NOT_YOURS", "PLANNED_REPORTED_ELSEWHERE"]
    of_item.append("PLANNED_DROPPED_IN_PLAN")
    assert found == ["PLANNED_NOTHING_WITH_ITEMS", "PLANNED_ITEM_TWICE", *of_item, *of_item]


def test_a_list_has_as_many_projects_as_the_rulebook_allows_and_none_more():
    most = MOST_ITEMS.on(MONTH)
    ids = [UUID(int=n) for n in range(1, most + 2)]
    known = dict.fromkeys(ids, KNOWN)
    items = tuple(Item(project_id=i, change=Change.NEW) for i in ids)
    assert read(Content(items=items[:-1]), known)[1] == []
    assert read(Content(items=items), known)[1] == ["PLANNED_ITEMS_TOO_MANY"]


@pytest.mark.parametrize(
    ("month", "since", "codes"),
    [
        (date(2026, 11, 1), date(2026, 10, 5), []),
        (date(2026, 10, 1), date(2026, 10, 5), []),
        (date(2026, 9, 1), date(2026, 10, 5), ["PLANNED_MONTH_BEFORE_PARTY"]),
        (date(2026, 12, 1), date(2026, 10, 5), ["PLANNED_MONTH_AHEAD"]),
        (date(9999, 12, 1), date(2026, 10, 5), ["PLANNED_MONTH_AHEAD"]),
        (date(1, 1, 1), date(2026, 10, 5), ["PLANNED_MONTH_BEFORE_PARTY"]),
        (date(2026, 11, 1), None, ["PLANNED_NOT_A_PARTY"]),
    ],
)
def test_a_party_reports_months_that_have_begun_since_it_is_one(month, since, codes):
    assert [b.code for b in month_breaches(month, TODAY, since)] == codes


def decided(outcome):
    assert isinstance(outcome, Decided), outcome
    return outcome.state, outcome.events


def test_a_list_is_handed_in_returned_handed_in_again_accepted_and_corrected():
    report, (event,) = decided(rules.submit(REPORT, "d1", date(2026, 12, 2)))
    assert (report.status, report.revision, report.version) == (ReportStatus.SUBMITTED, 1, 4)
    assert (event.days_late, event.revision, event.correction_reason) == (2, 1, None)
    report, (event,) = decided(rules.give_back(report, "缺投资测算", date(2026, 12, 3)))
    assert (report.status, report.revision, event.missing) == (ReportStatus.RETURNED, 1, "缺投资测算")
    report, _ = decided(rules.write(report, Content(nothing_reason="经核实无新增")))
    report, (event,) = decided(rules.submit(report, "d2", date(2026, 12, 9)))
    assert (report.status, report.revision) == (ReportStatus.RESUBMITTED, 2)
    assert (report.first_submitted_on, event.days_late) == (date(2026, 12, 2), 2)
    report, _ = decided(rules.accept(report, date(2026, 12, 10)))
    assert report.status is ReportStatus.ACCEPTED
    report, (event,) = decided(rules.correct(report, Content(nothing_reason="更正"), "漏报", "d3", date(2026, 12, 11)))
    assert (report.status, report.revision, event.correction_reason) == (ReportStatus.RESUBMITTED, 3, "漏报")


ALLOWED = {
    "write": {ReportStatus.DRAFT, ReportStatus.RETURNED},
    "submit": {ReportStatus.DRAFT, ReportStatus.RETURNED},
    "give_back": {ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED},
    "accept": {ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED},
    "correct": {ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED, ReportStatus.ACCEPTED},
}
ARGUMENTS = {
    "write": (Content(nothing_reason="新"),),
    "submit": ("d", TODAY),
    "give_back": ("缺", TODAY),
    "accept": (TODAY,),
    "correct": (Content(nothing_reason="新"), "漏报", "d", TODAY),
}


@pytest.mark.parametrize("status", ReportStatus)
@pytest.mark.parametrize("step", ALLOWED)
def test_each_step_belongs_to_its_statuses(step, status):
    outcome = getattr(rules, step)(replace(REPORT, status=status), *ARGUMENTS[step])
    assert isinstance(outcome, Decided) == (status in ALLOWED[step])
    if isinstance(outcome, Refusal):
        assert outcome.codes == ("PLANNED_STATUS_WRONG",)
        assert outcome.breaches[0].article == A4


def test_a_return_says_what_is_missing_and_a_correction_why():
    submitted = replace(REPORT, status=ReportStatus.SUBMITTED, revision=1)
    assert rules.give_back(submitted, "", TODAY).codes == ("PLANNED_RETURN_REASON_MISSING",)
    same = rules.correct(submitted, submitted.content, "", "d", TODAY)
    assert same.codes == ("PLANNED_CORRECTION_REASON_MISSING", "NOTHING_CHANGED")
