"""第八条：a node plan drawn up from a template: the items copied, units and persons filled in, changes laid over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import quoted
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.domain.node.record import Node, NodeSpec
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.template.item import Template, TemplateNode

A8 = Article(8)
MOST_ROWS = 1_000  # of a template's few dozen items; more is no plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who answers for an item, for all items of a stage, or (neither named) for all that nothing else names."""

    unit_id: UUID
    person: str
    stage: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a plan has otherwise than the template; what is None stays as the template has it."""

    code: str
    left_out: bool = False
    name: str | None = None
    key_link: str | None = None
    duration: int | None = None
    unit: DayUnit | None = None
    links: tuple[Link, ...] | None = None
    evidence: tuple[str, ...] | None = None
    waits_for: str | None = None
    waits_for_nothing: bool = False
    constraint: ConstraintKind | None = None
    constraint_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFromTemplate:
    """The command: the template, who answers for what, what is otherwise, and nodes that the template does not have."""

    project_id: UUID
    template: str
    target_on: date
    assignments: tuple[Assignment, ...]
    overrides: tuple[Override, ...]
    more_nodes: tuple[NodeDraft, ...]
    reason: str | None
    expected_version: int


def drafts_of(
    command: ScheduleFromTemplate, templates: Sequence[Template], nodes: Sequence[Node]
) -> tuple[NodeDraft, ...] | Refusal:
    """第八条：copy the template into nodes. What is completed already stays as it was; what is left out hands what it
    waits for on to those that wait for it.
    """
    for field, given in (("responsible", command.assignments), ("overrides", command.overrides)):
        if len(given) > MOST_ROWS:
            return Refusal.of(Breach("TOO_MANY_ROWS", f"一次最多写{MOST_ROWS}项，现为{len(given)}项", A8, field))
    template = next((t for t in templates if t.code == command.template), None)
    if template is None:
        known = "、".join(f"{t.code}（{t.name}）" for t in templates)
        return Refusal.of(Breach("TEMPLATE_UNKNOWN", f"没有该节点模板，可选：{known}", A8, "template"))
    done = {n.spec.code: n.spec for n in nodes if n.completed_on is not None}
    overrides = {o.code: o for o in command.overrides}
    gone = frozenset(o.code for o in command.overrides if o.left_out and o.code not in done)
    items = [item for item in template.nodes if item.code not in gone]
    assigned = {item.code: _assigned(item, command.assignments) for item in items}
    if faults := _faults(command, template, [i for i in items if i.code not in done], assigned):
        return Refusal(tuple(faults))
    links = {item.code: item.links for item in template.nodes}
    drafts = []
    for item in items:
        who = assigned[item.code]
        if item.code in done:
            drafts.append(_kept(done[item.code]))
        elif who is not None:
            drafts.append(_draft(item, who, overrides.get(item.code), _without(item.links, gone, links)))
    named = {d.code for d in (*drafts, *command.more_nodes)}
    drafts += [_kept(spec) for code, spec in done.items() if code not in named]
    return (*drafts, *command.more_nodes)


def _faults(
    command: ScheduleFromTemplate,
    template: Template,
    open_items: Sequence[TemplateNode],
    assigned: Mapping[str, Assignment | None],
) -> list[Breach]:
    codes, stages = {n.code for n in template.nodes}, dict.fromkeys(n.stage for n in template.nodes)
    faults = []
    for i, assignment in enumerate(command.assignments):
        if assignment.code is not None and assignment.code not in codes:
            message = f"模板“{template.name}”没有编号为{quoted(assignment.code)}的事项"
            faults.append(Breach("TEMPLATE_ITEM_UNKNOWN", message, A8, f"responsible.{i}.code"))
        if assignment.stage is not None and assignment.stage not in stages:
            message = f"模板“{template.name}”没有阶段{quoted(assignment.stage)}，可选：{'、'.join(stages)}"
            faults.append(Breach("TEMPLATE_STAGE_UNKNOWN", message, A8, f"responsible.{i}.stage"))
    seen = set[str]()
    for i, override in enumerate(command.overrides):
        if override.code not in codes:
            message = f"模板“{template.name}”没有编号为{quoted(override.code)}的事项，新增节点请填入 moreNodes"
            faults.append(Breach("TEMPLATE_ITEM_UNKNOWN", message, A8, f"overrides.{i}.code"))
        if override.code in seen:
            message = f"事项{quoted(override.code)}的调整写了两次，请合并"
            faults.append(Breach("OVERRIDE_REPEATED", message, A8, f"overrides.{i}.code"))
        seen.add(override.code)
    if without := [item for item in open_items if assigned[item.code] is None]:
        names = "、".join(f"{item.code}（{item.name}）" for item in without)
        message = f"以下事项没有责任单位和责任人：{names}；请按事项、按阶段指定，或指定其余事项的责任单位"
        faults.append(Breach("RESPONSIBLE_MISSING", message, A8, "responsible"))
    return faults


def _assigned(item: TemplateNode, assignments: Sequence[Assignment]) -> Assignment | None:
    """The one that names the item goes before the one of its stage, and that before the one of all the rest."""
    by_item = [a for a in assignments if a.code == item.code]
    by_stage = [a for a in assignments if a.code is None and a.stage == item.stage]
    rest = [a for a in assignments if a.code is None and a.stage is None]
    return next(iter((*by_item, *by_stage, *rest)), None)


def _without(links: Sequence[Link], gone: frozenset[str], of: Mapping[str, tuple[Link, ...]]) -> tuple[Link, ...]:
    """Put in the place of a link to an item that is left out what that item waited for."""
    found: dict[Link, None] = {}
    for link in links:
        if link.predecessor in gone:
            found |= dict.fromkeys(_without(of[link.predecessor], gone, of))
        else:
            found[link] = None
    return tuple(found)


def _draft(item: TemplateNode, who: Assignment, changed: Override | None, links: tuple[Link, ...]) -> NodeDraft:
    by = changed or Override(code=item.code)
    return NodeDraft(
        code=item.code,
        name=item.name if by.name is None else by.name,
        stage=item.stage,
        key_link=item.key_link if by.key_link is None else by.key_link,
        responsible_unit_id=who.unit_id,
        responsible_person=who.person,
        duration=item.duration if by.duration is None else by.duration,
        unit=by.unit or item.unit,
        links=links if by.links is None else by.links,
        evidence=item.evidence if by.evidence is None else by.evidence,
        waits_for=None if by.waits_for_nothing else by.waits_for or item.waits_for,
        constraint=by.constraint,
        constraint_on=by.constraint_on,
    )


def _kept(spec: NodeSpec) -> NodeDraft:
    """Say a completed node as it stands in the plan."""
    return NodeDraft(
        code=spec.code,
        name=spec.name,
        stage=spec.stage,
        key_link=spec.key_link,
        responsible_unit_id=spec.responsible_unit_id,
        responsible_person=spec.responsible_person,
        duration=spec.duration,
        unit=spec.unit,
        links=spec.links,
        evidence=spec.evidence,
        waits_for=spec.waits_for,
        constraint=spec.constraint,
        constraint_on=spec.constraint_on,
    )
