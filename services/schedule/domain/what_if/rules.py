"""第八条（倒排）：who may try out what would be if, how many at once, and when a scenario may become the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import Role
from services.schedule.domain.decision import Party
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.opening import Schedule, ended_faults
from services.schedule.domain.rulebook import DRAFTING_ROLES
from services.schedule.domain.what_if.editing import Edit
from services.schedule.domain.what_if.rulebook import MOST_EDITS, OPEN_SCENARIOS
from services.schedule.domain.what_if.terms import ScenarioSource, ScenarioState

A8 = Article(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateScenario:
    """The command: a copy of the plan in force, or these nodes; then the changes. target_on: None as the plan has it."""

    project_id: UUID
    name: str
    target_on: date | None
    nodes: tuple[NodeDraft, ...] | None
    edits: tuple[Edit, ...]
    source: ScenarioSource = ScenarioSource.PLAN
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditScenario:
    """The command: another name, the whole node list anew, changes; whatever is given."""

    scenario_id: UUID
    name: str | None
    nodes: tuple[NodeDraft, ...] | None
    edits: tuple[Edit, ...]
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewScenario:
    """The command: lay the scenario's changes over the plan in force, and compute it for today."""

    scenario_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseScenario:
    """The command: adopt a scenario as the next version of the plan, or throw it away; why."""

    scenario_id: UUID
    reason: str | None
    expected_version: int


def trying_faults(schedule: Schedule, party: Party, open_ones: int, today: date) -> list[Breach]:
    """第七条（二）、第八条：those who may draft a project's plan may try scenarios of it, a few at a time."""
    faults = ended_faults(schedule.ended, "建立情景", "projectId")
    if not party.acts_as(Role.INVESTMENT_AUTHORITY) and not (
        party.acts_as(*DRAFTING_ROLES.on(today)) and schedule.stands_for(party.unit)
    ):
        message = "仅区投资主管部门，或本项目的业主、属地镇（街道）、行业主管部门可以测算情景"
        faults.append(Breach("NOT_PARTY_TO_PROJECT", message, Article(7, 2), "projectId"))
    most = OPEN_SCENARIOS.on(today)
    if open_ones >= most:
        message = f"本单位对该项目测算中的情景已有{open_ones}个，最多{most}个，请先采用或放弃其中之一"
        faults.append(Breach("TOO_MANY_SCENARIOS", message, A8, "projectId"))
    return faults


def edit_faults(edits: Sequence[Edit]) -> list[Breach]:
    """One command makes only so many changes; more are better given as a whole list."""
    if len(edits) <= MOST_EDITS:
        return []
    message = f"一次修改不能超过{MOST_EDITS}项，现为{len(edits)}项，请改为给出全部节点"
    return [Breach("TOO_MANY_EDITS", message, A8, "edits")]


def open_faults(state: ScenarioState) -> list[Breach]:
    """What was adopted or thrown away stays as it was."""
    if state is ScenarioState.OPEN:
        return []
    how = "采用" if state is ScenarioState.ADOPTED else "放弃"
    return [Breach("SCENARIO_CLOSED", f"该情景已{how}，不能再变更，可另建情景", A8, "scenarioId")]


def adoption_faults(base_version: int, plan_version: int) -> list[Breach]:
    """第八条：only what was compared with the plan in force may replace it."""
    if base_version == plan_version:
        return []
    message = (
        f"情景依据的是倒排计划第{base_version}版，现行已是第{plan_version}版，"
        "请先更新情景（rebaseScenario），核对后再采用"
    )
    return [Breach("SCENARIO_BASE_SUPERSEDED", message, A8, "scenarioId")]
