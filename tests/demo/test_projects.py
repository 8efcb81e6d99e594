"""The demo's projects: the same from the same seed, complete in the elements of A4, and honest about what is invented."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from infra.demo.door import written
from infra.demo.networks import LAND_NODE, network_of
from infra.demo.project import DemoProject, Stage, funds_of
from infra.demo.projects import invented
from infra.demo.published import FACTS, SONGJING, all_projects
from infra.demo.tasks import months_of
from infra.demo.units import AUTHORITIES, BY_KEY, TOWNS, UNITS
from services.chassis.calendar import calendar
from services.law.credit_code import CreditCodeCheck, check_credit_code
from services.law.parties import Role, UnitCategory
from services.law.project_code import project_code_form
from services.schedule.domain.network.activity import Activity, DayUnit, Link, LinkKind
from services.schedule.domain.network.timetable import Timetable, timetable

PROJECTS = all_projects()
PLANNED = [p for p in PROJECTS if p.stage.construction]


def test_the_same_seed_makes_the_same_projects():
    assert invented() == invented()
    assert invented(1) != invented(2)


def test_sixty_projects_are_mixed_as_the_citys_plan_of_2024():
    assert Counter(p.category for p in PROJECTS) == {"INDUSTRY": 38, "INFRASTRUCTURE": 13, "SOCIAL": 7, "ECOLOGY": 2}
    planned = {p.category for p in PROJECTS if p.stage.planned}
    assert planned == {"INDUSTRY", "INFRASTRUCTURE", "SOCIAL", "ECOLOGY"}
    assert len({p.key for p in PROJECTS}) == len({p.name for p in PROJECTS}) == 60


@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.key)
def test_every_project_states_its_elements_and_its_funds_balance(project: DemoProject):
    assert sum((amount for _, amount in project.funds), Decimal(0)) == project.total
    assert all(amount > 0 for _, amount in project.funds)
    assert project.start < project.finish
    assert 0 <= project.annual <= project.total
    assert project.route in ({"APPROVAL"} if project.government else {"CONFIRMATION", "FILING"})
    assert project.project_code is None or project_code_form(project.project_code)
    assert BY_KEY[project.owner].acts_as(Role.OWNER)
    assert project.town in TOWNS
    assert project.authority in AUTHORITIES
    assert all((project.function, project.scale, project.content, project.construction_mode, project.benefit))


@pytest.mark.parametrize("total", [Decimal(100), Decimal(300), Decimal("28800.55"), Decimal(10**8)])
@pytest.mark.parametrize("government", [True, False])
def test_funds_of_any_size_balance(total: Decimal, government: bool):
    for share in (0.0, 0.5, 1.0):
        funds = funds_of(total, share, government=government)
        assert sum(amount for _, amount in funds) == total
        assert len({source for source, _ in funds}) == len(funds)


def test_published_facts_are_kept_with_their_source():
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = {row["name"]: row for row in csv.DictReader(file)}
    told = {p.name: p for p in PROJECTS if p.name in facts}
    assert told.keys() == facts.keys()
    for name, row in facts.items():
        assert told[name].total == Decimal(row["total_investment_yi"]) * 10_000
        assert row["source"] in told[name].content
        assert row["content"] in told[name].content
        assert "虚构占位" in told[name].content
        assert "虚构占位" in BY_KEY[told[name].owner].name


def test_the_songjing_project_is_one_of_the_plan_of_2027():
    songjing = PROJECTS[0]
    assert (songjing.name, songjing.key, songjing.stage) == (SONGJING, "songjing", Stage.NEW_START)
    assert (songjing.total, songjing.annual) == (Decimal(189_000), Decimal(80_000))
    assert songjing.start == date(2027, 3, 1)


@pytest.mark.parametrize("project", PLANNED, ids=lambda p: p.key)
def test_months_sum_to_the_years_investment(project: DemoProject):
    months = months_of(project)
    assert len(months) == 12
    assert sum(months) == project.annual
    assert min(months) >= 0


@pytest.mark.parametrize(("number", "project"), list(enumerate(PLANNED)), ids=lambda p: getattr(p, "key", str(p)))
def test_every_network_can_be_scheduled_backwards(number: int, project: DemoProject):
    steps = network_of(project, number)
    activities = [
        Activity(
            code=s.code,
            duration=s.days,
            unit=DayUnit.CALENDAR_DAY if s.calendar else DayUnit.WORKING_DAY,
            links=tuple(Link(code, LinkKind.FINISH_TO_START) for code in s.after),
            done=False,
        )
        for s in steps
    ]
    planned = timetable(activities, date(2027, 12, 31), date(2027, 1, 11), calendar())
    assert isinstance(planned, Timetable), planned
    if project.stage is Stage.NEW_START:
        assert next(s for s in steps if s.code == LAND_NODE).waits_for == "LAND_QUOTA"


def test_units_are_plainly_invented_and_their_codes_are_valid():
    assert len(UNITS) == len({u.name for u in UNITS}) == len({u.credit_code for u in UNITS})
    for unit in UNITS:
        assert check_credit_code(unit.credit_code) is CreditCodeCheck.VALID
        assert unit.name.startswith("示例")
        assert unit.roles
    assert {u.category for u in UNITS} == set(UnitCategory)
    assert [u.key for u in UNITS if u.acts_as(Role.LAND)] == ["land"], "two bureaus would make a request ambiguous"


def test_amounts_and_days_are_written_as_the_endpoint_reads_them():
    sent = written({"a": Decimal("1E+2"), "b": [date(2027, 1, 2)], "c": None, "d": True, "e": 3})
    assert sent == {"a": "100", "b": ["2027-01-02"], "c": None, "d": True, "e": 3}
