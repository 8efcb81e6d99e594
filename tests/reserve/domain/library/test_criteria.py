from __future__ import annotations

from datetime import date

import pytest

from services.reserve.domain.library.criteria import months_after, readiness
from services.reserve.domain.terms import InvestmentMode, Library
from tests.reserve.domain.samples import THREE, TODAY, document, documents, project


def test_every_criterion_is_shown_with_its_verdict_and_document():
    judged = readiness(project(), documents(*THREE), Library.THREE_YEAR, TODAY)
    assert [(j.criterion.code, j.met) for j in judged] == [
        ("SPATIAL_PLANNING", True),
        ("SCHEME_FIXED", True),
        ("NECESSITY", True),
        ("NEEDED_WITHIN_THREE_YEARS", True),
        ("PLAN_OR_INTENT", True),
    ]
    assert judged[-1].evidence.kind == "LETTER_OF_INTENT"


def test_a_missing_criterion_says_which_documents_would_meet_it():
    judged = readiness(project(), [], Library.THREE_YEAR, TODAY)
    assert judged[-1].remedy == "请登记政府批准的专项规划或政府批准的发展建设规划或招商意向协议或框架协议"


@pytest.mark.parametrize("mode", list(InvestmentMode))
def test_only_the_criteria_of_the_own_kind_of_investment_are_asked(mode):
    asked = {j.criterion.mode for j in readiness(project(investment_mode=mode), [], Library.ONE_YEAR, TODAY)}
    assert asked == {None, mode}


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ({"issued_on": TODAY}, True),
        ({"issued_on": date(2026, 11, 25)}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": date(2026, 11, 23)}, False),
        ({"valid_until": date(2026, 11, 25)}, True),
        ({"withdrawn": True}, False),
    ],
)
def test_a_document_counts_from_its_day_of_issue_through_its_last_valid_day_unless_withdrawn(facts, holds):
    judged = readiness(project(), [document("SCHEME", **facts)], Library.THREE_YEAR, TODAY)
    assert judged[1].met is holds


def test_the_latest_valid_document_is_the_one_shown():
    old, new = document("SCHEME", 1), document("SCHEME", 2, issued_on=date(2026, 7, 1))
    assert readiness(project(), [new, old], Library.THREE_YEAR, TODAY)[1].evidence == new


def test_an_expired_document_is_named_as_such():
    lapsed = document("SCHEME", valid_until=date(2026, 6, 2))
    assert "有效期" in readiness(project(), [lapsed], Library.THREE_YEAR, TODAY)[1].remedy


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 31), 36, date(2029, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_months_last(day, months, then):
    assert months_after(day, months) == then
