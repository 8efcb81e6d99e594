"""Projects in the API: owned by reserve, extended by the other services through the key `id`."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.graphql import Connection, Info, Key, UserError, paged
from services.chassis.visibility import visible_select
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.terms import LIBRARY_NAMES, ApprovalRoute, Category, InvestmentMode, Level, Library, after
from services.reserve.graphql.library import ProjectEvidence, Readiness
from services.reserve.graphql.lists import identifier
from services.reserve.graphql.organization import Organization
from services.reserve.store import projects, tables

if TYPE_CHECKING:
    from services.reserve.graphql.plan import PlanItem


@strawberry.type(description="资金来源及金额（万元）/ A source of funds and its amount (10,000 CNY)")
class FundSource:
    source: str = strawberry.field(description="来源 / Source")
    amount: Decimal = strawberry.field(description="金额（万元）/ Amount")


@strawberry.type(description="一个字段的变更 / A field that was changed")
class ProjectFieldChange:
    field: str = strawberry.field(description="字段 / Field")
    before: str | None = strawberry.field(description="变更前 / Before")
    after: str | None = strawberry.field(description="变更后 / After")


@strawberry.type(
    description="项目变更记录：谁、何时、何事、为何 / One entry of a project's history: who, when, what, why"
)
class ProjectChange:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="变更后的版本 / Version after it")
    at: datetime = strawberry.field(description="时间 / When")
    action: str = strawberry.field(description="操作 / Command")
    actor_name: str = strawberry.field(description="操作人 / Who")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    reason: str | None = strawberry.field(description="理由 / Why")
    approver: str | None = strawberry.field(description="例外批准人 / Approver of an exception")
    changes: list[ProjectFieldChange] = strawberry.field(description="变更内容 / What was changed")

    @classmethod
    def of(cls, row: tables.ProjectChange) -> Self:
        return cls(
            id=row.id,
            version=row.version,
            at=row.at,
            action=row.action,
            actor_name=row.actor_name,
            roles=row.roles,
            reason=row.reason,
            approver=row.approver,
            changes=[ProjectFieldChange(**c) for c in row.changes],
        )


@strawberry.federation.type(keys=["id"], description="重点项目 / A key project with the elements of A4")
class Project:
    row: strawberry.Private[tables.Project]
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    name: str = strawberry.field(description="项目名称 / Name")
    library: Library | None = strawberry.field(description="所在库，未入库为空 / Library, null while in none")
    level: Level = strawberry.field(description="项目级别 / Level")
    category: Category = strawberry.field(description="项目类别 / Category")
    industry_code: str | None = strawberry.field(description="行业代码 / Industry (GB/T 4754)")
    investment_mode: InvestmentMode = strawberry.field(description="投资模式 / Who invests")
    approval_route: ApprovalRoute | None = strawberry.field(description="立项方式 / Way of being established")
    project_code: str | None = strawberry.field(description="国家项目代码 / National project code")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment (10,000 CNY)")
    function: str | None = strawberry.field(description="功能定位 / Function")
    scale: str | None = strawberry.field(description="建设规模 / Scale")
    content: str | None = strawberry.field(description="建设内容 / Content")
    construction_mode: str | None = strawberry.field(description="建设方式 / Construction mode")
    start_on: date | None = strawberry.field(description="计划开工 / Planned start")
    finish_on: date | None = strawberry.field(description="计划完工 / Planned completion")
    fund_use: str | None = strawberry.field(description="资金投向 / Use of funds")
    benefit: str | None = strawberry.field(description="投资效益 / Expected benefit")
    longitude: Decimal | None = strawberry.field(description="经度 / Longitude")
    latitude: Decimal | None = strawberry.field(description="纬度 / Latitude")
    registered_at: datetime = strawberry.field(description="登记时间 / When it was registered")
    changed_at: datetime = strawberry.field(description="最近变更时间 / When it was last changed")

    @classmethod
    def of(cls, row: tables.Project) -> Self:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            division=row.division,
            name=row.name,
            library=row.library,
            level=row.level,
            category=row.category,
            industry_code=row.industry_code,
            investment_mode=row.investment_mode,
            approval_route=row.approval_route,
            project_code=row.project_code,
            total_investment=row.total_investment,
            function=row.function,
            scale=row.scale,
            content=row.content,
            construction_mode=row.construction_mode,
            start_on=row.start_on,
            finish_on=row.finish_on,
            fund_use=row.fund_use,
            benefit=row.benefit,
            longitude=row.longitude,
            latitude=row.latitude,
            registered_at=row.registered_at,
            changed_at=row.changed_at,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.Project.id, id) if id else None
        return cls.of(row) if row else None

    @classmethod
    async def resolve_reference(cls, info: Info, id: UUID) -> Self | None:
        return await cls.load(info, identifier(id))

    @strawberry.field(description="所在库名称 / Name of the library")
    def library_name(self) -> str:
        return LIBRARY_NAMES[self.library] if self.library else "未入库"

    @strawberry.field(description="逐级转化的下一步 / The next step of the conversion")
    def next_library(self) -> Library | None:
        return after(self.library)

    @strawberry.field(description="项目业主 / Owner")
    async def owner(self, info: Info) -> Organization | None:
        return await Organization.load(info, self.row.owner_id)

    @strawberry.field(description="所属镇（街道）/ Town or subdistrict")
    async def town(self, info: Info) -> Organization | None:
        return await Organization.load(info, self.row.town_id)

    @strawberry.field(description="行业主管部门 / Industry authority")
    async def industry_authority(self, info: Info) -> Organization | None:
        return await Organization.load(info, self.row.industry_authority_id)

    @strawberry.field(description="其他责任（配合）单位 / Further responsible units")
    async def cooperating_organizations(self, info: Info) -> list[Organization]:
        found = [await Organization.load(info, i) for i in self.row.cooperating_ids]
        return [f for f in found if f is not None]

    @strawberry.field(description="资金来源，合计等于总投资 / Sources of funds; their sum is the total investment")
    async def fund_sources(self, info: Info) -> list[FundSource]:
        return [FundSource(source=r.source, amount=r.amount) for r in await self._sources(info)]

    @strawberry.field(description="佐证材料（含已撤回）/ Documents, withdrawn ones too")
    async def evidence(self, info: Info) -> list[ProjectEvidence]:
        return [ProjectEvidence.of(r) for r in await self._documents(info)]

    @strawberry.field(
        description="入库（转化）标准逐项判定，默认为下一级库 / Entry criteria one by one, of the next library by default"
    )
    async def readiness(
        self,
        info: Info,
        library: Annotated[Library | None, strawberry.argument(description="目标库 / The library to judge for")] = None,
    ) -> Readiness | None:
        aim = library or after(self.library)
        if aim is None:
            return None
        state = projects.assemble(self.row, await self._sources(info))
        documents = await self._documents(info)
        judged = readiness(state, [projects.evidence_state(d) for d in documents], aim, info.context.today)
        return Readiness.of(aim, judged, documents)

    @strawberry.field(description="变更记录，新的在前 / History, the newest first")
    async def history(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description="前若干项 / Page size")] = None,
        after: Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")] = None,
    ) -> Connection[ProjectChange]:
        table = tables.ProjectChange
        query = visible_select(table, info.context.caller).where(table.project_id == self.id)
        keys = [Key(table.id, descending=True)]  # ids are ordered by time
        return await paged(info, query, keys, ProjectChange.of, first=first, after=after)

    @strawberry.field(description="列入的年度计划 / Items of yearly plans")
    async def plan_items(
        self, info: Info
    ) -> list[Annotated["PlanItem", strawberry.lazy("services.reserve.graphql.plan")]]:
        from services.reserve.graphql.plan import PlanItem  # noqa: PLC0415 - plan imports project

        table = tables.PlanItem
        return [PlanItem.of(r) for r in await info.context.load_many(table.project_id, self.id, table.id)]

    async def _sources(self, info: Info) -> list[tables.FundSource]:
        table = tables.FundSource
        return await info.context.load_many(table.project_id, self.id, table.position)

    async def _documents(self, info: Info) -> list[tables.Evidence]:
        table = tables.Evidence
        return await info.context.load_many(table.project_id, self.id, table.recorded_at, table.id)


@strawberry.type(description="项目命令的结果 / Result of a command on a project")
class ProjectPayload:
    project: Project | None = strawberry.field(description="变更后的项目 / The project as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")
