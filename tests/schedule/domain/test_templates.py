"""第八条：node templates as dated configuration, each of them usable as it stands."""

from __future__ import annotations

from datetime import date

import pytest

from services.schedule.domain.network.activity import Activity, DayUnit, Link
from services.schedule.domain.network.timetable import Timetable, timetable
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.rulebook import FACTORS, LIGHTS
from services.schedule.domain.templates import NODE_TEMPLATES, Template, templates_on
from tests.schedule.domain.samples import CALENDAR

STAGES = ["立项用地规划许可", "工程建设许可", "施工许可", "竣工验收"]
TEMPLATES = [t for e in NODE_TEMPLATES.entries for t in e.value]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.code)
def test_a_template_has_the_four_stages_in_order(template: Template) -> None:
    assert list(dict.fromkeys(n.stage for n in template.nodes)) == STAGES


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.code)
def test_a_template_can_be_scheduled_and_its_approvals_keep_to_120_working_days(template: Template) -> None:
    """国办发〔2019〕11号 limits the approvals of a project, building time apart, to 120 working days."""
    approvals = [
        Activity(n.code, n.duration, n.unit, tuple(Link(p) for p in n.predecessors))
        for n in template.nodes
        if n.unit is DayUnit.WORKING_DAY
    ]
    kept = {a.code for a in approvals}
    approvals = [
        Activity(a.code, a.duration, a.unit, tuple(k for k in a.links if k.predecessor in kept)) for a in approvals
    ]
    today = date(2026, 11, 2)
    table = timetable(approvals, CALENDAR.add(today, 119), today, CALENDAR)
    assert isinstance(table, Timetable)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.code)
def test_every_item_names_key_link_evidence_and_known_factors(template: Template) -> None:
    factors = {f.code for f in FACTORS.entries[-1].value}
    for node in template.nodes:
        assert node.key_link
        assert node.evidence
        assert node.waits_for in factors | {None}
    assert any(n.waits_for == "LAND_QUOTA" for n in template.nodes)


def test_templates_are_offered_on_every_day_of_the_calendar() -> None:
    assert [t.code for t in templates_on(date(2004, 1, 1))] == ["GOVERNMENT", "ENTERPRISE"]


def test_every_state_has_a_name_and_a_colour_of_its_own() -> None:
    for entry in LIGHTS.entries:
        assert set(entry.value) == set(NodeState)
        assert len({light.colour for light in entry.value.values()}) == len(NodeState)
