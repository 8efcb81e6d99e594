"""第八条：node templates as dated configuration, each of them usable as it stands."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.network.activity import Activity
from services.schedule.domain.network.timetable import Timetable, timetable
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.rulebook import FACTORS, LIGHTS
from services.schedule.domain.template.item import STAGES, Template
from services.schedule.domain.template.offered import NODE_TEMPLATES, templates_on
from tests.schedule.domain.samples import CALENDAR

TEMPLATES = [t for e in NODE_TEMPLATES.entries for t in e.value]
every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.code)
APPROVAL_DAYS = 120  # 国办发〔2019〕11号


def activities(template: Template) -> list[Activity]:
    return [Activity(n.code, n.duration, n.unit, n.links) for n in template.nodes]


@every_template
def test_a_template_has_the_four_stages_in_order(template: Template) -> None:
    assert tuple(sorted({n.stage for n in template.nodes}, key=STAGES.index)) == STAGES
    codes = [n.code for n in template.nodes]
    assert len(set(codes)) == len(codes)
    assert all(n.code[0] == "ABCD"[STAGES.index(n.stage)] for n in template.nodes)


@every_template
def test_a_template_can_be_scheduled_within_three_years(template: Template) -> None:
    table = timetable(activities(template), date(2029, 11, 2), date(2026, 11, 2), CALENDAR)
    assert isinstance(table, Timetable), table
    assert len(table.rows) == len(template.nodes)
    ends = {r.code for r in table.rows if r.early.finish == max(x.early.finish for x in table.rows)}
    assert all(code.startswith("D") for code in ends)


@every_template
def test_its_approvals_one_after_the_other_keep_to_120_working_days(template: Template) -> None:
    """国办发〔2019〕11号 limits the approvals of a project; what is no approval, and what lies between, is not counted."""
    nodes = {n.code: n for n in template.nodes}
    longest: dict[str, int] = {}

    def until(code: str) -> int:
        if code not in longest:
            own = nodes[code].duration if nodes[code].approval else 0
            longest[code] = own + max((until(p) for p in nodes[code].predecessors), default=0)
        return longest[code]

    assert 0 < max(until(code) for code in nodes) <= APPROVAL_DAYS


@every_template
def test_every_item_names_key_link_evidence_and_known_factors(template: Template) -> None:
    factors = {f.code for f in FACTORS.entries[-1].value}
    for node in template.nodes:
        assert node.key_link
        assert node.evidence
        assert all(node.evidence)
        assert node.waits_for in factors | {None}
        assert not node.approval or node.unit == "WORKING_DAY"


@every_template
def test_it_has_milestones_lags_and_more_than_one_kind_of_dependency(template: Template) -> None:
    links = [link for node in template.nodes for link in node.links]
    assert any(node.duration == 0 for node in template.nodes)
    assert any(link.lag for link in links)
    assert len({link.kind for link in links}) > 1
    assert any(node.basis for node in template.nodes)


def test_the_kinds_of_project_of_a_district_are_offered_on_every_day_of_the_calendar() -> None:
    offered = [
        "GOVERNMENT",
        "MUNICIPAL_ROAD",
        "ENTERPRISE",
        "ENTERPRISE_RENOVATION",
        "SOCIAL_FACILITY",
        "ECOLOGY_WATER",
    ]
    assert [t.code for t in templates_on(date(2004, 1, 1))] == offered
    assert [t.code for t in templates_on(date(2027, 4, 9))] == offered


def test_only_a_project_on_land_that_stands_needs_no_land_quota() -> None:
    without = [t.code for t in TEMPLATES if not any(n.waits_for == "LAND_QUOTA" for n in t.nodes)]
    assert without == ["ENTERPRISE_RENOVATION"]


def test_a_changed_template_holds_from_its_day_on_and_leaves_the_days_before_as_they_were() -> None:
    old, new = TEMPLATES[0], Template("GOVERNMENT", "政府投资房屋建筑项目", TEMPLATES[0].nodes[:3])
    dated = Dated(Article(8), "模板", Entry(date(2026, 1, 1), (old,), "甲"), Entry(date(2027, 1, 1), (new,), "乙"))
    assert dated.on(date(2026, 12, 31)) == (old,)
    assert dated.on(date(2027, 1, 1)) == (new,)


def test_every_state_has_a_name_and_a_colour_of_its_own() -> None:
    for entry in LIGHTS.entries:
        assert set(entry.value) == set(NodeState)
        assert len({light.colour for light in entry.value.values()}) == len(NodeState)


@every_template
def test_what_is_approved_and_designed_beforehand_holds_the_start_up(template: Template) -> None:
    """An approval that nothing waits for would be planned for the last days of the project, long after the start."""
    start = next(n for n in template.nodes if n.duration == 0 and n.stage == STAGES[2])
    waits, todo = set[str](), [start]
    while todo:
        fresh = set(todo.pop().predecessors) - waits
        waits |= fresh
        todo += [n for n in template.nodes if n.code in fresh]
    assert {n.code for n in template.nodes if n.stage in STAGES[:2]} <= waits
