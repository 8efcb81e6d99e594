from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.law.article import Article
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.events import RequestResubmitted, RequestSubmitted
from services.support.domain.request import Action, State
from services.support.domain.rulebook import kind_on, kinds_on
from services.support.domain.submission import Bureau, Ended, Node
from tests.support.domain.builders import (
    CALENDAR,
    DIVISION,
    LAND_UNIT,
    MONDAY,
    NODE,
    NODE_OF_PROJECT,
    OFFICER,
    OTHER_UNIT,
    OWNER,
    OWNER_UNIT,
    PROJECT,
    REQUEST,
    SERVICE,
    SERVICE_UNIT,
    accepted,
    account,
    asked,
    claimed,
    coming,
    day,
    done,
    identifier,
    resubmitted,
    rule,
    sent_back,
    submitted,
    withdrawn,
)


def submit(acting=OWNER, **changes):
    return submission.submit(coming(**changes), rule(), acting, MONDAY, CALENDAR)


def refused(outcome) -> dict[str, str | None]:
    assert isinstance(outcome, Refusal), outcome
    return {b.code: b.field for b in outcome.breaches}


def test_the_owner_submits_and_the_bureau_is_told_what_when_and_until_when():
    change = done(submit())
    assert (change.request.state, change.action) == (State.SUBMITTED, Action.SUBMITTED)
    assert change.events == (
        RequestSubmitted(
            request_id=REQUEST,
            request_version=1,
            project_id=PROJECT,
            node_id=NODE,
            kind="LAND_QUOTA",
            bureau_id=LAND_UNIT,
            quantity=Decimal("80.0000"),
            unit="MU",
            received_on=MONDAY,
            due_on=date(2026, 3, 23),
            division=DIVISION,
        ),
    )


def test_the_project_service_department_may_ask_on_the_owners_behalf():
    assert done(submit(acting=SERVICE)).request.applicant_id == SERVICE_UNIT


def test_another_unit_and_the_bureau_itself_may_not_ask():
    stranger = replace(OWNER, subject="x", unit=OTHER_UNIT)
    assert refused(submit(acting=stranger)) == {"NOT_THE_APPLICANT": "projectId"}
    assert refused(submit(acting=OFFICER)) == {"NOT_THE_APPLICANT": "projectId"}


def test_a_person_without_a_unit_may_not_ask():
    homeless = replace(SERVICE, unit=None)
    assert refused(submit(acting=homeless)) == {"UNIT_MISSING": None}


def test_a_node_is_needed_and_must_be_known():
    assert refused(submit(node_id=None, node=None)) == {"NODE_MISSING": "nodeId"}
    assert refused(submit(node=None)) == {"NODE_UNKNOWN": "nodeId"}


def test_a_node_that_does_not_wait_is_refused_with_the_clause():
    outcome = submit(node=Node(NODE, PROJECT, "竣工验收", waits_for_request=False, current=True))
    assert refused(outcome) == {"NODE_DOES_NOT_WAIT": "nodeId"}
    assert outcome.breaches[0].article == Article(15)
    assert "竣工验收" in outcome.breaches[0].message


def test_a_node_of_another_project_or_one_that_a_later_plan_left_out_is_refused():
    assert refused(submit(node=Node(NODE, identifier(99), "别人的节点", True, True))) == {
        "NODE_OF_OTHER_PROJECT": "nodeId"
    }
    assert refused(submit(node=Node(NODE, PROJECT, "旧节点", True, False))) == {"NODE_NOT_IN_PLAN": "nodeId"}


def test_the_bureau_is_found_by_its_role_and_must_be_named_when_there_are_several():
    two = (Bureau(LAND_UNIT, "甲局"), Bureau(OTHER_UNIT, "乙局"))
    assert refused(submit(bureaus=())) == {"BUREAU_MISSING": "bureauId"}
    assert refused(submit(bureaus=two)) == {"BUREAU_AMBIGUOUS": "bureauId"}
    assert done(submit(bureaus=two, bureau_id=OTHER_UNIT)).request.bureau_id == OTHER_UNIT
    assert refused(submit(bureau_id=OWNER_UNIT)) == {"BUREAU_UNKNOWN": "bureauId"}


def test_a_second_request_for_the_same_is_refused_while_the_first_is_open():
    assert refused(submit(unfinished=identifier(77))) == {"REQUEST_ALREADY_OPEN": "nodeId"}


@pytest.mark.parametrize("quantity", ["0.0001", "100000000", "80.50000"])
def test_quantities_on_the_limits_are_taken(quantity):
    assert done(submit(asked=asked(quantity))).request.quantity == Decimal(quantity)


@pytest.mark.parametrize("quantity", ["0", "-1", "100000000.0001", "1E+18", "NaN", "Infinity", "0.00001", "1.23456"])
def test_quantities_beyond_the_limits_are_refused(quantity):
    assert refused(submit(asked=asked(quantity))) == {"QUANTITY_INVALID": "quantity"}


def test_hectares_are_never_taken_for_mu():
    assert refused(submit(asked=asked(unit="HECTARE"))) == {"UNIT_MISMATCH": "unit"}
    assert refused(submit(asked=asked(unit=None))) == {"UNIT_MISMATCH": "unit"}


@pytest.mark.parametrize(("quantity", "unit"), [("80", None), (None, "MU"), ("80", "MU")])
def test_a_matter_that_is_not_measured_has_neither_quantity_nor_unit(quantity, unit):
    unmeasured = replace(rule(), account=None)
    outcome = submission.submit(coming(asked=asked(quantity, unit)), unmeasured, OWNER, MONDAY, CALENDAR)
    assert refused(outcome) == {"QUANTITY_NOT_ASKED": "quantity"}
    assert done(submission.submit(coming(asked=asked(None, None)), unmeasured, OWNER, MONDAY, CALENDAR))


@pytest.mark.parametrize("purpose", ["", " \u3000", "厂\u200b房", "字" * 2001])
def test_a_purpose_must_be_readable(purpose):
    assert set(refused(submit(asked=asked(purpose=purpose))).values()) == {"purpose"}


def test_all_that_is_wrong_is_said_at_once():
    outcome = submit(node=None, bureaus=(), asked=asked(None, None, ""), unfinished=identifier(77))
    assert set(refused(outcome)) == {
        "NODE_UNKNOWN",
        "BUREAU_MISSING",
        "REQUEST_ALREADY_OPEN",
        "QUANTITY_MISSING",
        "TEXT_MISSING",
    }
    assert all(b.article for b in outcome.breaches)


def test_who_may_not_ask_learns_nothing_of_the_project():
    wrong = {"node": replace(NODE_OF_PROJECT, current=False), "unfinished": identifier(77), "asked": asked(None, None)}
    outcome = submit(acting=replace(OWNER, unit=identifier(9)), **wrong)
    assert set(refused(outcome)) == {"NOT_THE_APPLICANT", "QUANTITY_MISSING"}
    assert not any(
        word in b.message for b in outcome.breaches for word in (coming().project.name, NODE_OF_PROJECT.name)
    )


def test_an_unknown_kind_is_refused_with_those_that_exist():
    assert kind_on(DIVISION, "ROAD", MONDAY) is None
    breach = submission.kind_unknown("ROAD", DIVISION, kinds_on(DIVISION, MONDAY))
    assert "LAND_QUOTA（新增建设用地计划指标）" in breach.message
    assert "现有事项：无" in submission.kind_unknown("LAND_QUOTA", "430212", kinds_on("430212", MONDAY)).message


def returned(on=None):
    return done(sent_back(submitted(), on=on)).request


def test_a_return_is_answered_with_a_correction_and_the_rest_of_the_days_counts_again():
    change = done(resubmitted(returned(), quantity="75"))
    assert (change.request.state, change.request.quantity, change.note) == (State.SUBMITTED, Decimal(75), "已补齐")
    assert change.request.clock.running
    (event,) = change.events
    assert isinstance(event, RequestResubmitted)
    assert (event.quantity, event.resubmitted_on, event.working_days_used) == (Decimal(75), day(9), 2)
    assert event.due_on == day(9 + 13)


def test_only_a_returned_request_can_be_resubmitted_and_not_before_its_return():
    assert refused(resubmitted(submitted())) == {"STATE_NOT_ALLOWED": None}
    assert refused(resubmitted(returned(day(3)), on=day(2))) == {"DATE_BEFORE_LAST_STEP": None}
    assert done(resubmitted(returned(day(3)), on=day(3)))


def test_what_is_submitted_again_must_still_be_waited_for():
    gone = replace(NODE_OF_PROJECT, current=False)
    idle = replace(NODE_OF_PROJECT, waits_for_request=False)
    assert refused(resubmitted(returned(), node=gone)) == {"NODE_NOT_IN_PLAN": None}  # the input names no node
    assert refused(resubmitted(returned(), node=idle)) == {"NODE_DOES_NOT_WAIT": None}


def test_a_resubmission_names_all_that_is_wrong():
    outcome = resubmitted(returned(), acting=OFFICER, on=day(1), note="\x00", quantity="0", purpose="")
    assert set(refused(outcome)) >= {"NOT_THE_APPLICANT", "DATE_BEFORE_LAST_STEP", "QUANTITY_INVALID", "TEXT_MISSING"}
    assert "note" in refused(outcome).values()


def test_the_owner_may_answer_for_what_the_service_department_has_asked_but_not_the_other_way_round():
    by_service = done(submit(acting=SERVICE)).request
    assert done(withdrawn(by_service, acting=OWNER))
    assert done(withdrawn(by_service, acting=SERVICE))
    by_owner = submitted()
    assert refused(withdrawn(by_owner, acting=SERVICE)) == {"NOT_THE_APPLICANT": None}


def test_every_open_request_can_be_withdrawn_and_its_reservation_is_released():
    change = accepted(account())
    quota = change.postings[0].account
    ended = done(withdrawn(change.request, "方案调整", quota, on=day(1)))
    assert (ended.request.state, ended.request.held) == (State.WITHDRAWN, None)
    assert ended.postings[0].account.available == 100
    assert ended.request.clock.ended_on == day(1)
    for request in (submitted(), returned(), claimed()):
        assert done(withdrawn(request, on=day(3))).postings == ()


def test_a_reservation_cannot_be_forgotten():
    with pytest.raises(ValueError, match="which was not given"):
        withdrawn(accepted(account()).request, on=day(1))


def test_what_has_ended_cannot_be_withdrawn():
    ended = done(withdrawn(submitted())).request
    outcome = withdrawn(ended, on=day(1))
    assert refused(outcome) == {"STATE_NOT_ALLOWED": None}
    assert "已撤回" in outcome.breaches[0].message


@pytest.mark.parametrize(
    "stranger",
    [
        replace(OWNER, unit=OTHER_UNIT),
        replace(OWNER, roles=OFFICER.roles),
        replace(SERVICE, unit=OTHER_UNIT),
        replace(OWNER, unit=None),
    ],
    ids=["another owner", "no owner of that unit", "another service unit", "nobody's"],
)
def test_neither_the_role_nor_the_unit_alone_answers_for_a_request(stranger):
    outcome = withdrawn(submitted(), acting=stranger)
    assert refused(outcome) == {"NOT_THE_APPLICANT": None}


def test_a_refused_step_names_the_states_that_would_allow_it():
    message = resubmitted(submitted()).breaches[0].message
    assert message == "该申请待受理，不能补正后重报；仅“退回补正”的申请可以补正后重报"


def test_nothing_new_is_asked_for_a_node_of_a_project_that_the_plan_gave_up():
    gone = Ended(MONDAY, "株天高管发〔2026〕9号")
    outcome = submit(ended=gone)
    assert refused(outcome) == {"SCHEDULE_ENDED": "nodeId"}
    (breach,) = outcome.breaches
    assert (breach.article, gone.document_number in breach.message) == (Article(11), True)
    assert refused(submit(ended=gone, node_id=None, node=None)) == {"NODE_MISSING": "nodeId"}
    assert done(submit(ended=None)).request.state is State.SUBMITTED
