"""第八条：a plan drawn up from a template: who answers for what, what is otherwise, and what is completed already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.law.breach import Refusal
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.domain.node.from_template import Assignment, Override, ScheduleFromTemplate, drafts_of
from services.schedule.domain.node.record import Node
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.template.item import CONSTRUCTION, LAND, Template, after, with_start_of
from tests.schedule.domain.samples import INDUSTRY, LAND_BUREAU, OWNER, draft, node, spec, uid

TEMPLATE = Template(
    "SMALL",
    "示例小型项目",
    (
        LAND.approval("A1", "立项", 5, "立项审批", "批复"),
        LAND.approval("A2", "用地报批", 20, "指标落实", "用地批复", after("A1", lag=2), waits_for="LAND_QUOTA"),
        LAND.approval("A3", "用地规划许可", 5, "出让手续", "许可证", after("A2")),
        CONSTRUCTION.building("C1", "施工", 100, "封顶", "验收记录；影像", after("A3") + with_start_of("A2", lag=3)),
    ),
)
ALL = Assignment(unit_id=OWNER, person="业主甲")


def drawn(*nodes: Node, **changes: Any) -> tuple[NodeDraft, ...] | Refusal:
    command = ScheduleFromTemplate(
        project_id=uid(2),
        template="SMALL",
        target_on=date(2027, 12, 31),
        assignments=(ALL,),
        overrides=(),
        more_nodes=(),
        reason=None,
        expected_version=0,
    )
    return drafts_of(replace(command, **changes), (TEMPLATE,), nodes)


def drafts(*nodes: Node, **changes: Any) -> dict[str, NodeDraft]:
    answer = drawn(*nodes, **changes)
    assert not isinstance(answer, Refusal), answer
    return {d.code: d for d in answer}


def refused(**changes: Any) -> Refusal:
    answer = drawn(**changes)
    assert isinstance(answer, Refusal)
    assert all(b.article is not None for b in answer.breaches)
    return answer


def test_every_item_is_copied_with_its_stage_days_links_evidence_and_factor() -> None:
    found = drafts()
    assert list(found) == ["A1", "A2", "A3", "C1"]
    a2, c1 = found["A2"], found["C1"]
    assert (a2.stage, a2.duration, a2.links, a2.waits_for) == (
        "立项用地规划许可",
        20,
        (Link("A1", lag=2),),
        "LAND_QUOTA",
    )
    assert (c1.unit, c1.evidence, c1.responsible_person) == (DayUnit.CALENDAR_DAY, ("验收记录", "影像"), "业主甲")


def test_who_answers_for_an_item_goes_before_who_answers_for_its_stage_and_that_before_the_rest() -> None:
    stage = Assignment(unit_id=LAND_BUREAU, person="用地", stage="立项用地规划许可")
    item = Assignment(unit_id=INDUSTRY, person="立项", code="A1")
    found = drafts(assignments=(ALL, stage, item))
    assert [d.responsible_person for d in found.values()] == ["立项", "用地", "用地", "业主甲"]
    assert found["A1"].responsible_unit_id == INDUSTRY


def test_items_for_which_nobody_answers_are_named_all_at_once() -> None:
    (breach,) = refused(assignments=(replace(ALL, code="A2"), replace(ALL, stage="施工许可"))).breaches
    assert (breach.code, breach.field) == ("RESPONSIBLE_MISSING", "responsible")
    assert "A1（立项）、A3（用地规划许可）" in breach.message


def test_what_a_plan_has_otherwise_is_laid_over_the_copy_and_the_rest_stays() -> None:
    changed = Override(
        code="C1",
        duration=80,
        name="厂房施工",
        links=(Link("A3"),),
        constraint=ConstraintKind.FINISH_NO_LATER_THAN,
        constraint_on=date(2027, 9, 30),
    )
    found = drafts(overrides=(changed, Override(code="A2", waits_for_nothing=True)))
    c1 = found["C1"]
    assert (c1.duration, c1.name, c1.links, c1.key_link) == (80, "厂房施工", (Link("A3"),), "封顶")
    assert (c1.constraint, c1.constraint_on) == (ConstraintKind.FINISH_NO_LATER_THAN, date(2027, 9, 30))
    assert found["A2"].waits_for is None
    assert TEMPLATE.nodes[3].duration == 100


def test_an_item_that_is_left_out_hands_what_it_waited_for_on() -> None:
    found = drafts(overrides=(Override(code="A2", left_out=True),))
    assert list(found) == ["A1", "A3", "C1"]
    assert found["A3"].links == (Link("A1", lag=2),)
    assert found["C1"].links == (Link("A3"), Link("A1", lag=2))
    two = drafts(overrides=(Override(code="A2", left_out=True), Override(code="A3", left_out=True)))
    assert two["C1"].links == (Link("A1", lag=2),)


def test_nodes_that_the_template_does_not_have_come_last() -> None:
    assert list(drafts(more_nodes=(draft("X", 3, "C1"),))) == ["A1", "A2", "A3", "C1", "X"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"template": "LARGE"}, "TEMPLATE_UNKNOWN", "template"),
        ({"assignments": (ALL, replace(ALL, code="Z9"))}, "TEMPLATE_ITEM_UNKNOWN", "responsible.1.code"),
        ({"assignments": (ALL, replace(ALL, stage="装修"))}, "TEMPLATE_STAGE_UNKNOWN", "responsible.1.stage"),
        ({"overrides": (Override(code="Z9"),)}, "TEMPLATE_ITEM_UNKNOWN", "overrides.0.code"),
        ({"overrides": (Override(code="A1"), Override(code="A1"))}, "OVERRIDE_REPEATED", "overrides.1.code"),
        ({"assignments": (ALL,) * 1001}, "TOO_MANY_ROWS", "responsible"),
        ({"overrides": tuple(Override(code=f"Z{n}") for n in range(1001))}, "TOO_MANY_ROWS", "overrides"),
    ],
)
def test_what_the_template_does_not_know_is_refused_by_name(changes: dict[str, Any], code: str, field: str) -> None:
    (breach,) = refused(**changes).breaches
    assert (breach.code, breach.field) == (code, field)


def test_what_is_completed_stays_as_it_was_whatever_the_template_and_the_changes_say() -> None:
    done = node(spec=spec(code="A1", name="旧立项", duration=9), completed_on=date(2027, 2, 1))
    gone = node(id=uid(22), spec=spec(code="OLD"), completed_on=date(2027, 2, 1))
    found = drafts(
        done, gone, overrides=(Override(code="A1", left_out=True),), assignments=(replace(ALL, code="A2"), ALL)
    )
    assert (found["A1"].name, found["A1"].duration, found["A1"].responsible_unit_id) == ("旧立项", 9, LAND_BUREAU)
    assert list(found)[-1] == "OLD"
    assert found["A2"].links == (Link("A1", lag=2),)
