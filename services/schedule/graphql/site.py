"""The building site in the API (第八条): who is who, and the charts to be put up there."""

from __future__ import annotations

import base64
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.digest import sm3
from services.chassis.graphql import ApiError, Info, UserError
from services.chassis.reads import answer, derived, fetch, refer, sql, table
from services.schedule.domain.site.organization import Post, SetSiteOrganization
from services.schedule.domain.site.terms import SiteParty
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.references import Project
from services.schedule.store import site as sites
from services.schedule.store import tables
from services.schedule.usecases.site.chart_file import (
    Asked,
    Chart,
    ChartFormat,
    Paper,
    organization_file,
    schedule_file,
)
from services.schedule.usecases.site.organize import set_site_organization

strawberry.enum(
    SiteParty,
    description="参建主体：建设、施工、监理、设计、勘察、其他 / Parties of a site: owner, contractor, supervisor, designer, …",
)
strawberry.enum(
    ChartFormat, name="SiteChartFormat", description="PDF（全部页）或 SVG（逐页）/ PDF of all pages, or SVG of one"
)
strawberry.enum(Paper, name="SiteChartPaper", description="纸张，横向 / Paper, landscape")


@strawberry.type(description="项目管理架构图中的一个岗位 / One post of the site's organisation")
class SitePost:
    code: str = strawberry.field(description="岗位编号 / Code")
    parent: str | None = strawberry.field(description="上级岗位编号，最高岗位为空 / Code of the post above")
    party: SiteParty = strawberry.field(description="参建主体 / Party")
    unit_name: str = strawberry.field(description="单位名称 / Name of the unit")
    duty: str = strawberry.field(description="职务（岗位）/ Duty")
    person: str | None = strawberry.field(description="姓名，待定为空 / Person, null: not yet named")
    phone: str | None = strawberry.field(description="联系电话 / Telephone")


@strawberry.type(description="项目管理架构的一个版本 / One version of who is who at the site (A8)")
@table(tables.SiteOrganization)
class SiteOrganization:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    reason: str | None = strawberry.field(description="变更理由，首版为空 / Why it was changed")
    set_on: date = strawberry.field(description="填报日期 / Day")
    set_at: datetime = strawberry.field(description="填报时间 / When")
    set_by: str = strawberry.field(description="填报人 / Who")

    @derived("posts", description="岗位 / The posts")
    def posts(self: Any) -> list[SitePost]:
        return [SitePost(**(p | {"party": SiteParty(p["party"])})) for p in self.posts]

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


@strawberry.type(description="一张图 / A chart that was drawn")
class SiteChart:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")
    pages: int = strawberry.field(description="总页数 / Pages in all")


ProjectId = Annotated[UUID, strawberry.argument(description="项目标识 / Project")]
Format = Annotated[ChartFormat, strawberry.argument(description="文件格式 / Form")]
On = Annotated[Paper, strawberry.argument(description="纸张，默认 A3 横向 / Paper, A3 by default")]
Page = Annotated[int, strawberry.argument(description="SVG 的页码，从 1 起 / Page of an SVG, from 1")]


def _shown(chart: Chart | None) -> SiteChart | None:
    if chart is None:
        return None
    if chart.file is None:
        raise ApiError("BAD_INPUT", f"没有这一页，共{chart.pages}页 / there is no such page, only {chart.pages}")
    file = chart.file
    return SiteChart(
        file_name=file.name,
        media_type=file.media_type,
        content_base64=base64.b64encode(file.content).decode(),
        size=len(file.content),
        sm3=sm3(file.content),
        pages=chart.pages,
    )


@strawberry.type
class SiteQuery:
    @sql(description="项目管理架构的各版本，新的在前 / Every version of who is who at a site, the newest first")
    def site_organizations(self: Any, project_id: ProjectId) -> list[SiteOrganization]:
        row = tables.SiteOrganization
        return answer(select(row).where(row.project_id == project_id).order_by(row.version.desc()))

    @strawberry.field(
        description="项目管理架构图（可打印）；未填报或无权查看为空 / The organisation chart; null while there is none (A8)"
    )
    async def site_organization_chart(
        self,
        info: Info,
        project_id: ProjectId,
        format: Format,
        paper: On = Paper.A3,
        page: Page = 1,
        version: Annotated[
            int | None, strawberry.argument(description="版本，默认最新 / Version, the newest by default")
        ] = None,
    ) -> SiteChart | None:
        async with info.context.reading() as session:
            found = await sites.site(session, info.context.caller, project_id, version)
        asked = Asked(format=format, paper=paper, page=page)
        return None if found is None else _shown(await organization_file(found, asked))

    @strawberry.field(
        description="施工进度计划表（甘特图，可打印）；无权查看为空 / The site's schedule as a Gantt chart to print (A8)"
    )
    async def site_schedule_chart(
        self, info: Info, project_id: ProjectId, format: Format, paper: On = Paper.A3, page: Page = 1
    ) -> SiteChart | None:
        today, caller = info.context.today, info.context.caller
        async with info.context.reading() as session:
            found = await sites.site(session, caller, project_id, None)
            nodes = await sites.nodes(session, caller, found.schedule.id, today) if found else []
        asked = Asked(format=format, paper=paper, page=page)
        return None if found is None else _shown(await schedule_file(found, nodes, asked, today))


@strawberry.input(description="一个岗位 / One post")
class SitePostInput:
    code: str = strawberry.field(description="岗位编号，项目内唯一 / Code, unique within the site")
    parent: str | None = strawberry.field(
        default=None, description="上级岗位编号，最高岗位不填 / Code of the post above"
    )
    party: SiteParty = strawberry.field(description="参建主体 / Party")
    unit_name: str = strawberry.field(description="单位名称 / Name of the unit")
    duty: str = strawberry.field(description="职务（岗位）/ Duty")
    person: str | None = strawberry.field(default=None, description="姓名 / Person")
    phone: str | None = strawberry.field(default=None, description="联系电话 / Telephone")


@strawberry.input(description="填报项目管理架构（整体替换）/ Say who is who at the site, all of it (A8)")
class SetSiteOrganizationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    posts: list[SitePostInput] = strawberry.field(description="全部岗位 / All posts")
    reason: str | None = strawberry.field(default=None, description="变更理由，变更时必填 / Reason of a change")
    expected_version: int = strawberry.field(
        default=0, description="所见版本，尚无为 0 / Version that was seen, 0 for none"
    )


@strawberry.type(description="填报项目管理架构的结果 / Result of setting the organisation")
class SiteOrganizationPayload:
    site_organization: SiteOrganization | None = strawberry.field(description="新版架构 / The new version")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class SiteMutation:
    @strawberry.mutation(
        description="填报项目管理架构：建设、施工、监理等各方岗位与人员，各版留存 / Say who is who at the site (A8)"
    )
    async def set_site_organization(
        self, info: Info, input: Annotated[SetSiteOrganizationInput, COMMAND]
    ) -> SiteOrganizationPayload:
        posts = tuple(
            Post(
                code=p.code,
                parent=p.parent,
                party=p.party,
                unit_name=p.unit_name,
                duty=p.duty,
                person=p.person,
                phone=p.phone,
            )
            for p in input.posts
        )
        command = SetSiteOrganization(
            project_id=input.project_id, posts=posts, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "setSiteOrganization", input, command, set_site_organization)
        shown = await fetch(info, SiteOrganization, done.id)
        return SiteOrganizationPayload(site_organization=shown, user_errors=done.user_errors)
