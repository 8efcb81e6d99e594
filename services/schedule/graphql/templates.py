"""Node templates in the API: offered for copying into a plan (第八条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

import strawberry

from services.chassis.graphql import Info
from services.schedule.domain.network.activity import DayUnit
from services.schedule.domain.rulebook import FACTORS
from services.schedule.domain.template.item import Template, TemplateNode
from services.schedule.domain.template.offered import NODE_TEMPLATES, templates_on
from services.schedule.graphql.node import NodeDependency

Day = Annotated[
    date | None, strawberry.argument(description="日期，默认今日 / The day for which they are set, today by default")
]


@strawberry.type(description="模板中的一个事项 / One item of a template")
class NodeTemplateItem:
    code: str = strawberry.field(description="节点编号 / Code")
    stage: str = strawberry.field(description="阶段 / Stage")
    name: str = strawberry.field(description="节点名称 / Name")
    duration: int = strawberry.field(description="标准天数，0 为里程碑 / Standard days, 0 for a milestone")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    key_link: str = strawberry.field(description="关键环节 / The step on which it hangs")
    required_evidence: list[str] = strawberry.field(description="佐证材料 / Evidence that completion needs")
    predecessors: list[str] = strawberry.field(description="前置节点编号 / Codes of the predecessors")
    dependencies: list[NodeDependency] = strawberry.field(description="前置关系及间隔 / Dependencies with kind and lag")
    milestone: bool = strawberry.field(description="是否里程碑 / Whether it is a milestone")
    approval: bool = strawberry.field(description="是否计入审批时限 / Whether it counts towards the time of approvals")
    basis: str | None = strawberry.field(
        description="天数或间隔的法定依据，空为本区默认 / Rule that sets its days or a lag; null: the district's default"
    )
    waits_for: str | None = strawberry.field(description="须等待的要素保障事项 / Kind of factor request to wait for")

    @classmethod
    def of(cls, item: TemplateNode) -> Self:
        return cls(
            code=item.code,
            stage=item.stage,
            name=item.name,
            duration=item.duration,
            unit=item.unit,
            key_link=item.key_link,
            required_evidence=list(item.evidence),
            predecessors=list(item.predecessors),
            dependencies=[NodeDependency.of(link) for link in item.links],
            milestone=item.duration == 0,
            approval=item.approval,
            basis=item.basis,
            waits_for=item.waits_for,
        )


@strawberry.type(description="倒排计划节点模板 / A template of nodes; a plan made from it owns its copy")
class NodeTemplate:
    code: str = strawberry.field(description="模板代码 / Code")
    name: str = strawberry.field(description="适用的项目类型 / Kind of project")
    since: date = strawberry.field(description="启用日期 / In force since")
    source: str = strawberry.field(description="依据 / By what it is set")
    items: list[NodeTemplateItem] = strawberry.field(description="事项 / Items")

    @classmethod
    def of(cls, template: Template, since: date, source: str) -> Self:
        items = [NodeTemplateItem.of(n) for n in template.nodes]
        return cls(code=template.code, name=template.name, since=since, source=source, items=items)


@strawberry.type(description="节点可等待的要素保障事项 / A kind of factor request that a node can wait for")
class NodeFactor:
    code: str = strawberry.field(description="代码 / Code, for waitsFor")
    name: str = strawberry.field(description="名称 / Name")
    article: str = strawberry.field(description="依据条款 / The article that guarantees it")


@strawberry.type
class TemplateQuery:
    @strawberry.field(
        description="节点模板：四个审批阶段的事项与标准天数 / Node templates: the four approval stages (A8)"
    )
    def node_templates(self, info: Info, on: Day = None) -> list[NodeTemplate]:
        entry = _entry_on(on or info.context.today)
        return [NodeTemplate.of(t, entry[0], entry[1]) for t in templates_on(entry[2])]

    @strawberry.field(
        description="节点可等待的要素保障事项 / Kinds of factor requests that a node can wait for (A15, A17)"
    )
    def node_factors(self, info: Info) -> list[NodeFactor]:
        return [NodeFactor(code=f.code, name=f.name, article=str(f.article)) for f in FACTORS.on(info.context.today)]


def _entry_on(day: date) -> tuple[date, str, date]:
    """Find what is in force on the day; before the first day nothing was, so the first is shown."""
    entries = NODE_TEMPLATES.entries
    entry = NODE_TEMPLATES.entry_on(max(day, entries[0].since))
    return entry.since, entry.source, entry.since
