"""第十五条：which request frees a node, and how a request stands."""

from __future__ import annotations

from datetime import date

import pytest

from services.schedule.domain.node.factor import FactorRequest, RequestState, factor_of, granted_on, standing
from tests.schedule.domain.samples import factor_request

LAND = "LAND_QUOTA"
GRANTED = factor_request(outcome="GRANTED", decided_on=date(2027, 3, 18))


def test_a_full_grant_of_the_kind_frees_from_its_day_and_the_first_of_several_counts() -> None:
    later = factor_request(42, outcome="GRANTED", decided_on=date(2027, 3, 19))
    assert granted_on(LAND, [GRANTED]) == granted_on(LAND, [later, GRANTED]) == date(2027, 3, 18)


@pytest.mark.parametrize(
    "requests",
    [
        [],
        [factor_request(outcome="GRANTED_IN_PART", decided_on=date(2027, 3, 18))],
        [factor_request(outcome="REFUSED", decided_on=date(2027, 3, 18))],
        [factor_request(kind="LOGGING", outcome="GRANTED", decided_on=date(2027, 3, 18))],
        [factor_request(state=RequestState.OPEN)],
        [factor_request(state=RequestState.WITHDRAWN)],
    ],
    ids=["none", "in part", "refused", "another kind", "open", "withdrawn"],
)
def test_nothing_else_frees(requests: list[FactorRequest]) -> None:
    assert granted_on(LAND, requests) is None
    assert granted_on(None, [GRANTED]) is None


def test_the_newest_request_of_the_kind_says_how_it_stands() -> None:
    withdrawn = factor_request(41, state=RequestState.WITHDRAWN)
    asked_again = factor_request(42, state=RequestState.OPEN, due_on=date(2027, 4, 2))
    assert standing(LAND, [asked_again, withdrawn]) == "申请正在办理，应于2027-04-02前办结"
    assert standing(LAND, [factor_request(43, kind="LOGGING"), withdrawn]) == "申请已撤回，须重新提出"


def test_a_part_or_a_refusal_is_named_with_its_document() -> None:
    partly = factor_request(outcome="GRANTED_IN_PART", decided_on=date(2027, 3, 18))
    assert standing(LAND, [partly]) == "申请已于2027-03-18办结（示例函〔2027〕3号），未全部准予，须另行申请"


def test_a_factor_is_named_with_its_article_and_one_that_is_unknown_by_its_code() -> None:
    assert (factor_of("LOGGING", date(2027, 3, 1)).name, str(factor_of("LOGGING", date(2027, 3, 1)).article)) == (
        "林木采伐指标",
        "第十七条（一）",
    )
    assert factor_of("STEAM", date(2027, 3, 1)).name == "STEAM"
