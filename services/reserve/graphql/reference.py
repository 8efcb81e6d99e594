"""What forms and help pages look up: who is asking, the articles, and the rules in force."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

import strawberry

from services.chassis.graphql import Info
from services.chassis.graphql.todos import TodoList
from services.chassis.reads import answer, derived, labelled, refer, sql
from services.law.catalogue import CatalogueEntry, all_entries
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.terms import LIBRARY_NAMES, InvestmentMode, Library
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.plan_parts import RuleBody
from services.reserve.graphql.plan_rules import RuleSetting, settings_on
from services.reserve.graphql.record_rules import RecordRules
from services.reserve.graphql.todo import SAYS, reserve_todos


def _roles(self: Any, info: Info) -> list[Role]:  # noqa: ARG001 - it is a field of Viewer, which needs nothing of it
    return sorted(info.context.caller.roles)


@strawberry.federation.type(keys=["id"], description="当前用户 / Who is asking")
@labelled
class Viewer:
    id: strawberry.ID = strawberry.field(description="标识 / Subject of the token")
    name: str = strawberry.field(description="姓名 / Name")
    roles: list[Role] = derived(description="身份 / Roles")(_roles)
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    business_date: date = strawberry.field(description="业务日期（北京时间）/ The business day in China")

    @classmethod
    def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        return cls(**_asking(info)) if id == info.context.caller.subject else None

    @sql(description="所在单位 / Unit")
    def unit(self: Any, info: Info) -> Organization | None:
        return answer(unit(info.context.caller.unit))

    reserve_todos: TodoList = strawberry.field(resolver=reserve_todos, description=SAYS)


def _asking(info: Info) -> dict[str, Any]:
    caller = info.context.caller
    of = {"id": caller.subject, "name": caller.name, "division": caller.division}
    return {**of, "business_date": info.context.today}


@strawberry.type(description="管理办法的一条（款）及其摘要 / An article or clause of the measures, in our own summary")
class MeasureArticle:
    citation: str = strawberry.field(description="条款，如 第五条（一）/ Citation")
    number: int = strawberry.field(description="条 / Article")
    clause: int | None = strawberry.field(description="款 / Clause")
    chapter: str = strawberry.field(description="章 / Chapter")
    summary: str = strawberry.field(description="摘要 / Summary")
    service: str | None = strawberry.field(description="负责的服务 / The service that answers for it")

    @classmethod
    def of(cls, entry: CatalogueEntry) -> Self:
        return cls(
            citation=str(entry.article),
            number=entry.article.number,
            clause=entry.article.clause,
            chapter=entry.chapter.value,
            summary=entry.summary,
            service=entry.service.value if entry.service else None,
        )


@strawberry.type(description="佐证材料类别 / A kind of document")
class EvidenceKindRule:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    numbered: bool = strawberry.field(description="是否须登记文号 / Whether its document number is needed")


@strawberry.type(description="一项入库（转化）标准 / One entry criterion")
class CriterionRule:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="标准 / In words")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    investment_mode: InvestmentMode | None = strawberry.field(description="仅适用于 / Asked of this mode only")


@strawberry.type(description="一库的入库标准 / The entry criteria of a library")
class LibraryRule:
    library: Library = strawberry.field(description="库 / Library")
    name: str = strawberry.field(description="名称 / Name")
    criteria: list[CriterionRule] = strawberry.field(description="标准 / Criteria")


@strawberry.type(description="现行规则 / The rules in force on a day")
class Rulebook:
    on: date = strawberry.field(description="日期 / Day")

    @strawberry.field(description="佐证材料类别 / Kinds of documents")
    def evidence_kinds(self) -> list[EvidenceKindRule]:
        kinds = rulebook.EVIDENCE_KINDS.on(self.on)
        return [EvidenceKindRule(code=k.code, name=k.name, article=str(k.article), numbered=k.numbered) for k in kinds]

    @strawberry.field(description="各库入库标准 / Entry criteria by library")
    def libraries(self) -> list[LibraryRule]:
        return [
            LibraryRule(
                library=library,
                name=LIBRARY_NAMES[library],
                criteria=[
                    CriterionRule(code=c.code, name=c.name, article=str(c.article), investment_mode=c.mode)
                    for c in asked
                ],
            )
            for library, asked in rulebook.ENTRY_CRITERIA.on(self.on).items()
        ]

    @strawberry.field(
        description="全部规则（含申报、谋划清单、储备库、计划调整等）及其条款、取值和起始日 / Every dated rule with its clause, "
        "its value and since when"
    )
    def settings(
        self,
        areas: Annotated[
            list[str] | None,
            strawberry.argument(description="领域代码之一，缺省为全部 / Any of these areas, all when left out"),
        ] = None,
    ) -> list[RuleSetting]:
        return settings_on(self.on, areas)

    @strawberry.field(description="项目记录的口径 / Limits of the project record")
    def record(self) -> RecordRules:
        return RecordRules.on(self.on)

    @strawberry.field(description="会商会审部门 / Bodies of the joint consultation")
    def opinion_bodies(self) -> list[RuleBody]:
        return [RuleBody.of(b) for b in rulebook.OPINION_BODIES.on(self.on)]

    @strawberry.field(description="审议机构，按次序 / Deliberating bodies, in their order")
    def deliberating_bodies(self) -> list[RuleBody]:
        return [RuleBody.of(b) for b in rulebook.DELIBERATING_BODIES.on(self.on)]

    @strawberry.field(description="重大行政决策程序 / Steps of a major administrative decision")
    def decision_steps(self) -> list[RuleBody]:
        return [RuleBody.of(b) for b in rulebook.DECISION_STEPS.on(self.on)]


@strawberry.type
class ReferenceQueries:
    @sql(description="当前用户 / Who is asking")
    def viewer(self: Any, info: Info) -> Viewer:
        return refer(**_asking(info))

    @strawberry.field(description="管理办法条款目录 / The articles of the measures")
    def articles(self) -> list[MeasureArticle]:
        return [MeasureArticle.of(e) for e in all_entries()]

    @strawberry.field(description="某日有效的规则，缺省为今天 / The rules in force on a day, today when left out")
    def rulebook(
        self, info: Info, on: Annotated[date | None, strawberry.argument(description="日期 / Day")] = None
    ) -> Rulebook:
        return Rulebook(on=on or info.context.today)
