"""The changes to a scenario as the API takes them (第八条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.law.breach import Breach
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, LinkKind
from services.schedule.domain.what_if.editing import (
    A8,
    AddNode,
    ChangeNode,
    Edit,
    RemoveLink,
    RemoveNode,
    SetLink,
    SetTarget,
)
from services.schedule.graphql.node_commands import NodeDependencyInput, ScheduleNodeInput


@strawberry.input(description="增加节点 / Add a node")
class AddScenarioNodeInput:
    node: ScheduleNodeInput = strawberry.field(description="节点 / The node")
    behind: str | None = strawberry.field(
        default=None, description="排在此编号的节点之后，默认在末尾 / Code of the node behind which it stands"
    )


@strawberry.input(description="删去节点 / Take a node out")
class RemoveScenarioNodeInput:
    code: str = strawberry.field(description="节点编号 / Code")
    bridged: bool = strawberry.field(
        default=True,
        description="其后续节点改为等待其前置节点；为假则不再等待 / "
        "What waited for it waits for its predecessors, else for nothing",
    )


@strawberry.input(description="变更节点，未写的不变 / Change a node; what is not given stays")
class ChangeScenarioNodeInput:
    code: str = strawberry.field(description="节点编号 / Code")
    name: str | None = strawberry.field(default=None, description="节点名称 / Name")
    stage: str | None = strawberry.field(
        default=None, description="阶段，空文字为取消 / Stage; an empty text takes it away"
    )
    key_link: str | None = strawberry.field(default=None, description="关键环节 / The step on which it hangs")
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    responsible_person: str | None = strawberry.field(default=None, description="责任人 / Responsible person")
    duration: int | None = strawberry.field(default=None, description="办理时限（天数）/ Duration in days")
    unit: DayUnit | None = strawberry.field(default=None, description="天数单位 / Kind of days")
    dependencies: list[NodeDependencyInput] | None = strawberry.field(
        default=None, description="前置关系，写则整体替换 / Dependencies, replaced as a whole"
    )
    required_evidence: list[str] | None = strawberry.field(
        default=None, description="佐证材料，写则整体替换 / Evidence, replaced as a whole"
    )
    waits_for: str | None = strawberry.field(
        default=None, description="等待的要素保障事项，空文字为不等待 / Factor to wait for; an empty text for none"
    )
    constraint: ConstraintKind | None = strawberry.field(default=None, description="日期约束 / Constraint to a day")
    constraint_on: date | None = strawberry.field(default=None, description="约束日期 / Day of the constraint")
    no_constraint: bool = strawberry.field(default=False, description="取消日期约束 / Take the constraint away")

    def edit(self) -> Edit:
        given = {name: getattr(self, name) for name in _SAME if getattr(self, name) is not None}
        given |= {
            name: getattr(self, name) or None for name in ("stage", "waits_for") if getattr(self, name) is not None
        }
        if self.dependencies is not None:
            given["links"] = tuple(d.link() for d in self.dependencies)
        if self.required_evidence is not None:
            given["evidence"] = tuple(self.required_evidence)
        if self.no_constraint:
            given |= {"constraint": None, "constraint_on": None}
        return ChangeNode(self.code, given)


_SAME = (
    "name",
    "key_link",
    "responsible_unit_id",
    "responsible_person",
    "duration",
    "unit",
    "constraint",
    "constraint_on",
)


@strawberry.input(
    description="增加或变更一条前置关系（同类的替换）/ Add a dependency; one of the same kind is replaced"
)
class SetScenarioLinkInput:
    successor: str = strawberry.field(description="后续节点编号 / Code of the node that waits")
    dependency: NodeDependencyInput = strawberry.field(description="前置关系 / The dependency")


@strawberry.input(description="取消前置关系 / Take a dependency away")
class RemoveScenarioLinkInput:
    successor: str = strawberry.field(description="后续节点编号 / Code of the node that waits")
    predecessor: str = strawberry.field(description="前置节点编号 / Code of the predecessor")
    kind: LinkKind | None = strawberry.field(default=None, description="关系类型，默认全部 / Kind, by default all")


@strawberry.input(description="一项修改：恰写其中一项 / One change: exactly one of these")
class ScenarioEditInput:
    target_on: date | None = strawberry.field(default=None, description="改目标日期 / Aim at another day")
    add_node: AddScenarioNodeInput | None = strawberry.field(default=None, description="增加节点 / Add a node")
    remove_node: RemoveScenarioNodeInput | None = strawberry.field(default=None, description="删去节点 / Remove a node")
    change_node: ChangeScenarioNodeInput | None = strawberry.field(default=None, description="变更节点 / Change a node")
    set_link: SetScenarioLinkInput | None = strawberry.field(default=None, description="设前置关系 / Set a dependency")
    remove_link: RemoveScenarioLinkInput | None = strawberry.field(
        default=None, description="取消前置关系 / Remove a dependency"
    )


_EDITS: dict[str, Callable[[Any], Edit]] = {
    "target_on": SetTarget,
    "add_node": lambda given: AddNode(given.node.draft(), given.behind),
    "remove_node": lambda given: RemoveNode(given.code, given.bridged),
    "change_node": lambda given: given.edit(),
    "set_link": lambda given: SetLink(given.successor, given.dependency.link()),
    "remove_link": lambda given: RemoveLink(given.successor, given.predecessor, given.kind),
}


def read_edits(given: list[ScenarioEditInput]) -> tuple[Edit, ...] | list[Breach]:
    """Read the changes; each says exactly one thing."""
    edits: list[Edit] = []
    faults = []
    for i, change in enumerate(given):
        named = [name for name in _EDITS if getattr(change, name) is not None]
        if len(named) != 1:
            faults.append(Breach("EDIT_AMBIGUOUS", f"每项修改须恰写一种，现为{len(named)}种", A8, f"edits.{i}"))
            continue
        edits.append(_EDITS[named[0]](getattr(change, named[0])))
    return faults or tuple(edits)
