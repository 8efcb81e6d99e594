"""第二条、第十一条：what the annual plan carries a project as, whose it is, and that nothing is done once it was given up."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.article import Article
from services.schedule.domain.opening import Ended, ItemKind, ended_faults
from tests.schedule.domain.samples import INDUSTRY, OWNER, TOWN, schedule, uid


@pytest.mark.parametrize(
    ("kind", "construction"), [(ItemKind.NEW_START, True), (ItemKind.CONTINUING, True), (ItemKind.PRELIMINARY, False)]
)
def test_new_starts_and_continuing_projects_are_construction_projects(kind: ItemKind, construction: bool) -> None:
    assert kind.construction is construction


def test_owner_town_and_industry_authority_are_the_projects_own_units() -> None:
    assert all(schedule().stands_for(u) for u in (OWNER, TOWN, INDUSTRY))
    assert not schedule().stands_for(uid(99))
    assert not schedule(town_id=None).stands_for(None)


def test_a_schedule_that_ended_says_when_by_which_document_and_why() -> None:
    ended = Ended(on=date(2027, 7, 10), document_number="株高管发〔2027〕9号", reason="用地指标未落实")
    (fault,) = ended_faults(ended, "办结节点", "nodeId")
    assert (fault.code, fault.article, fault.field) == ("SCHEDULE_ENDED", Article(11), "nodeId")
    for words in ("2027-07-10", "株高管发〔2027〕9号", "用地指标未落实", "不能办结节点"):
        assert words in fault.message
    assert ended_faults(None, "办结节点", "nodeId") == []
