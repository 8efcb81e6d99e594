"""第八条：a node is completed by its responsible unit, with its evidence, and not before its factor is granted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.law.breach import Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.events import NodeCompleted
from services.schedule.domain.node.completion import (
    LONGEST_AGO_DAYS,
    MOST_DOCUMENTS,
    Completed,
    CompleteNode,
    Document,
    complete,
)
from services.schedule.domain.node.factor import FactorRequest
from services.schedule.domain.node.record import Node
from tests.schedule.domain.samples import CALENDAR, LAND_BUREAU, OWNER_PERSON, factor_request, node, spec, uid

BUREAU = Party("land-1", "自然资源甲", frozenset({Role.LAND}), LAND_BUREAU)
TODAY = date(2027, 3, 19)  # the due day


def document(**changes: Any) -> Document:
    given: dict[str, Any] = {
        "proves": "用地批复",
        "title": "关于示例项目的用地批复",
        "number": "株天自然资函〔2027〕3号",
        "dated_on": date(2027, 3, 18),
        "kept_at": None,
    }
    return Document(**(given | changes))


def asked(
    of: Node | None = None,
    *,
    documents: tuple[Document, ...] | None = None,
    completed_on: date | None = None,
    party: Party = BUREAU,
    requests: tuple[FactorRequest, ...] = (),
    planned: bool = True,
    today: date = TODAY,
) -> Decided[Completed] | Refusal:
    command = CompleteNode(
        node_id=uid(21), documents=documents or (document(),), completed_on=completed_on, expected_version=1
    )
    return complete(
        of or node(),
        planned=planned,
        requests=requests,
        party=party,
        command=command,
        today=today,
        calendar=CALENDAR,
    )


def codes(answer: Decided[Completed] | Refusal) -> tuple[str, ...]:
    assert isinstance(answer, Refusal), answer
    return answer.codes


def test_the_responsible_unit_completes_its_node_today_with_the_evidence() -> None:
    answer = asked()
    assert isinstance(answer, Decided)
    assert (answer.state.node.completed_on, answer.state.node.version) == (TODAY, 2)
    (event,) = answer.events
    assert isinstance(event, NodeCompleted)
    assert (event.due_on, event.completed_on, event.working_days_late) == (TODAY, TODAY, 0)


@pytest.mark.parametrize(("today", "late"), [(date(2027, 3, 19), 0), (date(2027, 3, 22), 1), (date(2027, 3, 23), 2)])
def test_a_late_completion_says_by_how_many_working_days(today: date, late: int) -> None:
    answer = asked(today=today)
    assert isinstance(answer, Decided)
    (event,) = answer.events
    assert isinstance(event, NodeCompleted)
    assert event.working_days_late == late


def test_another_unit_cannot_complete_it_even_the_projects_owner() -> None:
    assert codes(asked(party=OWNER_PERSON)) == ("NOT_RESPONSIBLE_UNIT",)
    assert codes(asked(party=Party("nobody", "无", frozenset({Role.LAND}), None))) == ("NOT_RESPONSIBLE_UNIT",)


def test_it_cannot_be_completed_twice_nor_when_the_plan_has_left_it_out() -> None:
    done = node(completed_on=date(2027, 3, 10))
    assert codes(asked(done)) == ("NODE_ALREADY_DONE",)
    assert codes(asked(planned=False)) == ("NODE_NOT_IN_PLAN",)


WAITING = node(spec=spec(waits_for="LAND_QUOTA"))


def test_a_node_that_waits_for_a_factor_cannot_be_completed_before_it_is_granted() -> None:
    answer = asked(WAITING)
    assert codes(answer) == ("WAITING_FOR_FACTOR",)
    assert isinstance(answer, Refusal)
    assert str(answer.breaches[0].article) == "第十五条"
    assert answer.breaches[0].message == "节点“用地报批”须待“新增建设用地计划指标”申请获准后方可办结：尚未提出申请"


@pytest.mark.parametrize(
    ("completed", "expected"),
    [(date(2027, 3, 17), ("DONE_BEFORE_FACTOR",)), (date(2027, 3, 18), ()), (date(2027, 3, 19), ())],
)
def test_it_is_free_from_the_day_of_the_grant(completed: date, expected: tuple[str, ...]) -> None:
    early = document(dated_on=date(2027, 3, 10))
    granted = factor_request(outcome="GRANTED", decided_on=date(2027, 3, 18))
    answer = asked(WAITING, requests=(granted,), completed_on=completed, documents=(early,))
    assert (answer.codes if isinstance(answer, Refusal) else ()) == expected


def test_each_missing_piece_of_evidence_is_named() -> None:
    two = node(spec=spec(evidence=("用地批复", "红线图", "勘测定界报告")))
    answer = asked(two)
    assert codes(answer) == ("EVIDENCE_MISSING", "EVIDENCE_MISSING")
    assert isinstance(answer, Refusal)
    assert ["红线图" in b.message or "勘测定界报告" in b.message for b in answer.breaches] == [True, True]


def test_evidence_that_the_plan_does_not_ask_for_is_refused() -> None:
    assert codes(asked(documents=(document(), document(proves="照片")))) == ("EVIDENCE_UNKNOWN",)


def test_tomorrow_cannot_be_the_day_of_completion() -> None:
    assert codes(asked(completed_on=date(2027, 3, 20))) == ("COMPLETED_IN_FUTURE",)


def test_a_node_cannot_be_dated_back_to_before_its_evidence() -> None:
    assert codes(asked(completed_on=date(2027, 3, 17))) == ("EVIDENCE_LATER",)
    assert isinstance(asked(completed_on=date(2027, 3, 18)), Decided)


def test_more_documents_than_anyone_reads_are_refused() -> None:
    assert isinstance(asked(documents=(document(),) * MOST_DOCUMENTS), Decided)
    assert "TOO_MANY_DOCUMENTS" in codes(asked(documents=(document(),) * (MOST_DOCUMENTS + 1)))


def test_all_faults_are_named_at_once_and_nothing_is_changed() -> None:
    answer = asked(
        WAITING,
        party=OWNER_PERSON,
        documents=(document(proves="照片", title="\u200b"),),
        completed_on=date(2027, 3, 20),
    )
    assert codes(answer) == (
        "NOT_RESPONSIBLE_UNIT",
        "WAITING_FOR_FACTOR",
        "TEXT_INVISIBLE_CHARACTER",
        "EVIDENCE_MISSING",
        "EVIDENCE_UNKNOWN",
        "COMPLETED_IN_FUTURE",
    )


@pytest.mark.parametrize(("days", "fits"), [(LONGEST_AGO_DAYS, True), (LONGEST_AGO_DAYS + 1, False)])
def test_a_day_more_than_ten_years_ago_is_a_slip_of_the_pen(days: int, fits: bool) -> None:
    long_ago = TODAY - timedelta(days=days)
    answer = asked(completed_on=long_ago, documents=(document(dated_on=long_ago),))
    assert isinstance(answer, Decided) is fits


def test_documents_are_kept_with_number_and_place_where_they_have_them() -> None:
    answer = asked(documents=(document(kept_at="档案室三号柜"), document(number=None)))
    assert isinstance(answer, Decided)
    first, second = answer.state.documents
    assert (first.number, first.kept_at) == ("株天自然资函〔2027〕3号", "档案室三号柜")
    assert (second.number, second.kept_at) == (None, None)
