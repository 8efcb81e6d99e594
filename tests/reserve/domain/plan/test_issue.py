from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.law.breach import Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.issue import issue, read_document_number, record_decision_step
from services.reserve.domain.terms import Library, PlanStatus
from tests.reserve.domain.samples import BODIES, TODAY, drafted, passed, project, suggested

NUMBER = "株高管发〔2026〕15号"
LISTED = drafted(project(Library.ONE_YEAR))
APPROVED = passed(suggested(LISTED), *BODIES)


def test_a_passed_plan_is_issued_under_its_number_and_announces_every_item():
    done = issue(APPROVED, NUMBER, TODAY, [], TODAY)
    assert isinstance(done, Decided)
    assert (done.state.status, done.state.document_number) == (PlanStatus.ISSUED, NUMBER)
    (event,) = done.events
    assert (event.project_name, event.annual_investment) == ("松井汽车涂料建设项目", Decimal(80000))
    assert (event.plan_version, event.document_number) == (done.state.version, NUMBER)


@pytest.mark.parametrize("passing", range(3))
def test_a_plan_that_a_body_has_not_passed_is_not_issued(passing):
    plan = passed(suggested(LISTED), *BODIES[:passing])
    assert issue(plan, NUMBER, TODAY, [], TODAY).codes == ("PLAN_STATUS_WRONG",)


def test_an_issued_plan_is_not_issued_again():
    issued = issue(APPROVED, NUMBER, TODAY, [], TODAY).state
    assert issue(issued, "株高管发〔2026〕16号", TODAY, [], TODAY).codes == ("PLAN_ISSUED",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (NUMBER, NUMBER),
        ("株高管发[2026]15号", NUMBER),
        ("株高管发（2026）15号", NUMBER),
        (" 株高管发 〔2026〕 15 号 ", NUMBER),
        ("株高管发〔2026〕0号", None),
        ("株高管发〔26〕15号", None),
        ("〔2026〕15号", None),
        ("株高管发〔2026〕15", None),
        ("", None),
    ],
)
def test_a_document_number_has_its_issuer_year_and_sequence(written, read):
    assert read_document_number(written) == read


def test_a_number_serves_one_plan_only():
    assert issue(APPROVED, "株高管发[2026]15号", TODAY, [NUMBER], TODAY).codes == ("DOCUMENT_NUMBER_USED",)


@pytest.mark.parametrize(
    ("issued_on", "code"),
    [
        (date(2026, 11, 23), "ISSUED_TOO_EARLY"),
        (TODAY, None),
        (date(2026, 11, 25), "ISSUED_IN_THE_FUTURE"),
    ],
)
def test_a_plan_is_issued_between_the_last_meeting_and_today(issued_on, code):
    done = issue(APPROVED, NUMBER, issued_on, [], TODAY)
    assert (done.codes if isinstance(done, Refusal) else ()) == ((code,) if code else ())


@pytest.mark.parametrize(("last_step", "codes"), [(date(2026, 11, 23), ()), (TODAY, ()), (date(2026, 11, 25), ("ISSUED_TOO_EARLY",))])  # fmt: skip
def test_a_plan_is_not_issued_before_the_last_step_of_a_major_decision(last_step, codes):
    done = issue(APPROVED, NUMBER, TODAY, [], TODAY, last_step=last_step)
    assert (done.codes if isinstance(done, Refusal) else ()) == codes


def test_a_major_decision_is_issued_after_all_its_steps():
    plan = passed(suggested(drafted(project(Library.ONE_YEAR), major=True)), *BODIES)
    steps = [s.code for s in rulebook.DECISION_STEPS.on(TODAY)]
    for done in range(len(steps)):
        refused = issue(plan, NUMBER, TODAY, [], TODAY)
        assert refused.codes == ("DECISION_STEP_MISSING",) * (len(steps) - done)
        plan = record_decision_step(plan, steps[done]).state
    assert isinstance(issue(plan, NUMBER, TODAY, [], TODAY), Decided)


def test_a_decision_step_is_recorded_once_and_only_where_there_is_such_a_decision():
    plan = drafted(major=True)
    plan = record_decision_step(plan, "RISK_ASSESSMENT").state
    assert record_decision_step(plan, "RISK_ASSESSMENT").codes == ("DECISION_STEP_RECORDED",)
    assert record_decision_step(plan, "TEA_BREAK").codes == ("DECISION_STEP_UNKNOWN",)
    assert record_decision_step(drafted(), "RISK_ASSESSMENT").codes == ("NOT_A_MAJOR_DECISION",)
