"""Projects in the API: owned by reserve, extended by the other services through the key `id`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Text, any_, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.visibility import condition, visible_select
from services.reserve.domain.library import criteria
from services.reserve.domain.project.state import FundSource as Source
from services.reserve.domain.record import history as replay
from services.reserve.domain.record.industry import industry_name
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.record.treatment import treatment
from services.reserve.domain.terms import LIBRARY_NAMES, ApprovalRoute, Category, InvestmentMode, Level, Library, after
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.attachments import Attachment, WithDetached, files_of_evidence, hanging
from services.reserve.graphql.library import ProjectEvidence, Readiness, documents
from services.reserve.graphql.organization import Organization, RecordedException, unit
from services.reserve.graphql.project_duplicates import ProjectWarning
from services.reserve.graphql.project_history import (
    ProjectDifference,
    ProjectLevelChange,
    ProjectSnapshot,
    history,
    level_changes,
    read_history,
)
from services.reserve.graphql.project_treatment import ProjectTreatment
from services.reserve.store import projects, tables

if TYPE_CHECKING:
    from services.reserve.graphql.city_library import CityRecord
    from services.reserve.graphql.plan import PlanItem

CityRecordOf = Annotated["CityRecord", strawberry.lazy("services.reserve.graphql.city_library")]
PlanItemOf = Annotated["PlanItem", strawberry.lazy("services.reserve.graphql.plan")]
Aim = Annotated[Library | None, strawberry.argument(description="目标库 / The library to judge for")]


Moment = Annotated[datetime, strawberry.argument(description="时点 / Moment")]
From = Annotated[datetime, strawberry.argument(name="from", description="起始时点 / First moment")]
OfEvidence = Annotated[UUID | None, strawberry.argument(description="只看这份佐证材料的 / Of this document only")]
To = Annotated[datetime, strawberry.argument(description="终止时点 / Second moment")]


@strawberry.type(description="打包项目的子项目合计 / The parts of a package together, as far as the caller sees them")
class PackageParts:
    parts: int = strawberry.field(description="子项目数 / Number of parts")
    total_investment: Decimal = strawberry.field(
        description="子项目总投资合计（万元），已含在打包项目内 / Their total investment, part of the package's own"
    )


@strawberry.type(description="资金来源及金额（万元）/ A source of funds and its amount (10,000 CNY)")
@table(tables.FundSource)
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
@table(tables.ProjectChange)
class ProjectChange:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="变更后的版本 / Version after it")
    at: datetime = strawberry.field(description="时间 / When")
    action: str = strawberry.field(description="操作 / Command")
    actor_name: str = strawberry.field(description="操作人 / Who")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    reason: str | None = strawberry.field(description="理由 / Why")
    approver: str | None = strawberry.field(description="例外批准人 / Approver of an exception")

    @derived("changes", description="变更内容 / What was changed")
    def changes(self: Any) -> list[ProjectFieldChange]:
        return [ProjectFieldChange(**c) for c in self.changes]


def _sources(project: Any, info: Info) -> Any:
    source = tables.FundSource
    part = func.json_build_array(source.source, cast(source.amount, Text))  # as text, an amount keeps its digits
    its = visible_select(source, info.context.caller).where(source.project_id == project.id)
    in_order = func.json_agg(aggregate_order_by(part, source.position), type_=JSON())
    return its.with_only_columns(in_order).scalar_subquery()


def _parts(project: Any, info: Info) -> Any:
    part = aliased(tables.Project)
    its = select(part).where(part.package_id == project.id, condition(tables.Project, info.context.caller, part))
    together = cast(func.coalesce(func.sum(part.total_investment), 0), Text)
    each = func.json_build_array(func.count(part.id), together, type_=JSON())
    return its.with_only_columns(each).scalar_subquery()


@strawberry.federation.type(keys=["id"], description="重点项目 / A key project with the elements of A4")
@table(tables.Project)
class Project:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    name: str = strawberry.field(description="项目名称 / Name")
    library: Library | None = strawberry.field(description="所在库，未入库为空 / Library, null while in none")
    level: Level = strawberry.field(description="项目级别 / Level")
    category: Category = strawberry.field(description="项目类别 / Category")
    industry_code: str | None = strawberry.field(description="行业代码 / Industry (GB/T 4754-2017)")
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
    longitude: Decimal | None = strawberry.field(description="经度，CGCS2000 / Longitude")
    latitude: Decimal | None = strawberry.field(description="纬度，CGCS2000 / Latitude")
    coordinate_system: CoordinateSystem | None = strawberry.field(
        description="坐标系，未填位置时为空 / Coordinate system of the location"
    )
    registered_at: datetime = strawberry.field(description="登记时间 / When it was registered")
    changed_at: datetime = strawberry.field(description="最近变更时间 / When it was last changed")

    @derived("library", description="所在库名称 / Name of the library")
    def library_name(self: Any) -> str:
        return LIBRARY_NAMES[self.library] if self.library else "未入库"

    @derived("library", description="逐级转化的下一步 / The next step of the conversion")
    def next_library(self: Any) -> Library | None:
        return after(self.library)

    @derived("industry_code", description="行业门类和大类名称 / Names of the industry's section and division")
    def industry_name(self: Any, info: Info) -> str | None:
        return industry_name(self.industry_code, info.context.today)

    @derived("level", description="适用的管理规定和待遇 / By which rules it is managed, and what it enjoys (A22)")
    def treatment(self: Any, info: Info) -> ProjectTreatment:
        return ProjectTreatment.of(treatment(self.level, info.context.today))

    @derived(
        "code_exception_reason",
        "code_exception_approver",
        description="与另一项目共用项目代码的例外 / Exception of a project that shares its code with another",
    )
    def project_code_exception(self: Any) -> RecordedException | None:
        if not self.code_exception_reason:
            return None
        return RecordedException(reason=self.code_exception_reason, approver=self.code_exception_approver or "")

    @sql(description="所在打包项目 / The package that it is a part of")
    def package(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.package_id))

    @sql(description="子项目（按名称拼音）/ The parts of a package, by the pinyin of their names")
    def parts(self: Any, first: First = None, after: After = None) -> Connection[Project]:
        part = tables.Project
        return page(select(part).where(part.package_id == self.id), [Key(part.sort_key), Key(part.id)])

    @derived(brought=_parts, description="子项目合计，不是打包项目时为空 / The parts together; null where it has none")
    def package_parts(self: Any) -> PackageParts | None:
        number, total = self.brought
        return PackageParts(parts=number, total_investment=Decimal(total)) if number else None

    @derived(brought=history, description="某一时点的记录，登记之前为空 / The record as it was at a moment")
    def at(self: Any, moment: Moment) -> ProjectSnapshot | None:
        return ProjectSnapshot.of(read_history(self.brought), moment)

    @derived(
        brought=history,
        description="两个时点之间的差异：字段、前后值、谁、何时、为何 / What two moments tell differently",
    )
    def diff(self: Any, from_: From, to: To) -> list[ProjectDifference]:
        return [ProjectDifference.of(d) for d in replay.differences(read_history(self.brought), from_, to)]

    @derived(brought=history, description="级别变更记录，旧的在前 / How it came to its level, the oldest first (A22)")
    def level_history(self: Any) -> list[ProjectLevelChange]:
        return level_changes(read_history(self.brought))

    @sql(description="项目业主 / Owner")
    def owner(self: Any) -> Organization | None:
        return answer(unit(self.owner_id))

    @sql(description="所属镇（街道）/ Town or subdistrict")
    def town(self: Any) -> Organization | None:
        return answer(unit(self.town_id))

    @sql(description="行业主管部门 / Industry authority")
    def industry_authority(self: Any) -> Organization | None:
        return answer(unit(self.industry_authority_id))

    @sql(description="其他责任（配合）单位 / Further responsible units")
    def cooperating_organizations(self: Any) -> list[Organization]:
        further = tables.Organization
        as_named = func.array_position(self.cooperating_ids, further.id)
        return answer(select(further).where(further.id == any_(self.cooperating_ids)).order_by(as_named))

    @sql(description="资金来源，合计等于总投资 / Sources of funds; their sum is the total investment")
    def fund_sources(self: Any) -> list[FundSource]:
        source = tables.FundSource
        return answer(select(source).where(source.project_id == self.id).order_by(source.position))

    @derived(
        documents=documents,
        files=files_of_evidence,
        description="佐证材料（含已撤回）/ Documents, withdrawn ones too",
    )
    def evidence(self: Any) -> list[ProjectEvidence]:
        return ProjectEvidence.read_all(self.documents, self.files)

    @sql(
        description="附件：项目本身及其佐证材料的，新上传的在前；申报的见申报 / "
        "Files of the project and of its documents, the newest upload first; those of applications are with them"
    )
    def attachments(
        self: Any,
        evidence_id: OfEvidence = None,
        detached: WithDetached = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Attachment]:
        file = tables.Attachment
        its = select(file).where(file.project_id == self.id, file.application_id.is_(None))
        return hanging(its if evidence_id is None else its.where(file.evidence_id == evidence_id), detached)

    @derived(
        *projects.KEPT,
        sources=_sources,
        documents=documents,
        files=files_of_evidence,
        description="入库（转化）标准逐项判定，默认为下一级库 / Entry criteria one by one, of the next library by default",
    )
    def readiness(self: Any, info: Info, library: Aim = None) -> Readiness | None:
        aim = after(self.library) if library is None else library
        if aim is None:
            return None
        state = projects.assemble(self, [Source(name, Decimal(amount)) for name, amount in self.sources or ()])
        papers = ProjectEvidence.read_all(self.documents, self.files)
        today = info.context.today
        judged = criteria.readiness(state, [projects.evidence_state(p) for p in papers], aim, today)
        return Readiness.of(state, aim, judged, papers, today)

    @sql(description="变更记录，新的在前 / History, the newest first")
    def history(self: Any, first: First = None, after: After = None) -> Connection[ProjectChange]:
        change = tables.ProjectChange
        newest_first = [Key(change.id, descending=True)]  # ids are ordered by time
        return page(select(change).where(change.project_id == self.id), newest_first)

    @sql(description="列入的年度计划 / Items of yearly plans")
    def plan_items(self: Any) -> list[PlanItemOf]:
        item = tables.PlanItem
        return answer(select(item).where(item.project_id == self.id).order_by(item.id))

    @sql(
        description="市储备库的编码和状态，市库未答复为空 / How it stands with the city's library; null without an answer"
    )
    def city_record(self: Any) -> CityRecordOf | None:
        record = tables.CityRecord
        return answer(select(record).where(record.project_id == self.id))


@strawberry.type(description="项目命令的结果 / Result of a command on a project")
class ProjectPayload:
    project: Project | None = strawberry.field(description="变更后的项目 / The project as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")
    warnings: list[ProjectWarning] = strawberry.field(
        default_factory=list, description="提示，不影响办理；登记和变更时给出 / Warnings of a registration or a change"
    )
