"""The kinds of 第十七条: whose, within how many working days, on what grounds; and the last day of each limit."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.article import Article
from services.law.parties import Role
from services.support.domain import clock, form, rulebook
from services.support.domain.clock import Clock
from services.support.domain.kinds.ecology import JOINT_EVALUATION, joint_on
from services.support.domain.kinds.model import Outcome, Requirement
from tests.support.domain.builders import CALENDAR, DIVISION, MONDAY, day, rule

URBAN = ("ROAD_OCCUPATION", "ROAD_EXCAVATION", "GREEN_LAND_OCCUPATION", "TREE_FELLING")
UTILITIES = {
    "TRANSPORT_SUPPORT": Role.TRANSPORT,
    "POWER_SUPPLY": Role.POWER,
    "TELECOM_SUPPLY": Role.TELECOM,
    "WATER_SUPPLY": Role.WATER,
    "GAS_SUPPLY": Role.GAS,
}
EVALUATIONS = ("EIA_CONSTRUCTION", "EIA_RADIATION", "RIVER_OUTFALL")


@pytest.mark.parametrize("code", URBAN)
def test_urban_matters_need_a_survey_and_a_decision_within_five_working_days(code):
    kind = rule(code)
    assert (kind.bureau, kind.working_days, kind.article) == (Role.URBAN_MANAGEMENT, 5, Article(17, 3))
    assert kind.requires == {Requirement.SURVEY}
    assert {"from", "until"} <= kind.codes


@pytest.mark.parametrize(("code", "limit"), [*((c, 5) for c in URBAN), ("FOREST_LAND", 15), ("LOGGING", 15)])
def test_a_limit_is_kept_on_its_last_working_day_and_is_over_on_the_next(code, limit):
    kind = rule(code)
    running = Clock(received_on=MONDAY, working_days=kind.working_days, warning_days=kind.warning_days)
    last, next_ = (clock.read(running, day(n), CALENDAR) for n in (limit, limit + 1))
    assert (last.due_on, last.overdue, last.late, last.left) == (day(limit), False, 0, 0)
    assert (next_.overdue, next_.late) == (True, 1)
    kept, late = (clock.read(running.end(day(n)), day(40), CALENDAR).late for n in (limit, limit + 1))
    assert (kept, late) == (0, 1)


@pytest.mark.parametrize(("code", "role"), UTILITIES.items())
def test_each_supplier_is_asked_in_its_own_unit_and_its_limit_is_said_to_be_a_default(code, role):
    kind = rule(code)
    assert (kind.bureau, kind.article) == (role, Article(17, 4))
    assert kind.unit is not None
    assert {"place", "needed_by", "contact_post"} <= kind.codes
    (entry,) = [e for k in rulebook.TIANYUAN for e in k.entries if e.value.code == code]
    assert "本区默认" in entry.source


def test_a_post_is_asked_for_and_no_person():
    texts = [f.help + f.name for k in rulebook.kinds_on(DIVISION, MONDAY) for f in k.form]
    assert not any(word in text for text in texts for word in ("身份证", "手机号"))


@pytest.mark.parametrize("code", EVALUATIONS)
def test_an_evaluation_is_granted_or_refused_and_never_in_part(code):
    assert rule(code).outcomes == {Outcome.GRANTED, Outcome.REFUSED}
    assert rule(code).joint == JOINT_EVALUATION


def test_the_joint_limit_is_that_of_the_longest_part():
    joint = joint_on(DIVISION, JOINT_EVALUATION, MONDAY)
    assert joint is not None
    assert joint.working_days == max(rule(code).working_days for code in joint.kinds) == 20
    assert joint.kinds == set(EVALUATIONS)
    assert joint_on("430212", JOINT_EVALUATION, MONDAY) is None
    assert joint_on(DIVISION, JOINT_EVALUATION, date(2003, 12, 31)) is None


def test_every_field_says_what_to_write_and_every_stop_its_ground():
    for kind in rulebook.kinds_on(DIVISION, MONDAY):
        if kind.article.number != 17:
            continue
        assert all(f.help for f in kind.form), kind.code
        assert all("《" in s.basis for s in kind.stops), kind.code
        assert kind.document, kind.code


@pytest.mark.parametrize(
    ("until", "code"), [("2026-03-09", None), ("2026-03-10", None), ("2026-03-08", "FIELD_OUT_OF_ORDER")]
)
def test_an_occupation_does_not_end_before_it_begins(until, code):
    written = {
        "place": "示例路",
        "area": "12.5",
        "from": "2026-03-09",
        "until": until,
        "reason": "吊装",
        "restore": "原样恢复",
    }
    _, faults = form.judge(written, rule("ROAD_OCCUPATION"))
    assert [f.code for f in faults] == ([code] if code else [])


def test_a_refund_is_measured_in_ten_thousands_of_yuan_and_may_be_granted_in_part():
    kind = rule("FEE_REFUND")
    assert kind.unit is not None
    assert (kind.unit.name, Outcome.GRANTED_IN_PART in kind.outcomes, kind.bureau) == (
        "万元",
        True,
        Role.APPROVAL_SERVICE,
    )
    assert Outcome.GRANTED_IN_PART not in rule("CITY_LIAISON").outcomes
