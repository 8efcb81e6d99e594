"""Quarter and year lists in the API, built from the months (第七条“以月保季、以季保年”), and their Excel form."""

from __future__ import annotations

import base64
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.graphql import ApiError, Info
from services.schedule.domain.lists import period
from services.schedule.domain.lists.month import MONTHS, QUARTERS, Span, span
from services.schedule.domain.lists.terms import LIST_NAMES, GroupBy, ListKind, ListSection, Origin, Outcome
from services.schedule.graphql.references import Organization, Project
from services.schedule.usecases.lists.list_file import list_file
from services.schedule.usecases.lists.sum_up import UNIT_OF, PublishedMonth, Summed, sum_up

FIRST_YEAR, LAST_YEAR = 2004, 2200


@strawberry.type(description="汇总所依据的一份月度清单 / A month's list that the sum is built from")
class PeriodMonth:
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    edition: int = strawberry.field(description="版次 / Edition")
    digest: str = strawberry.field(description="SM3杂凑值 / SM3 digest")
    published_at: datetime = strawberry.field(description="发布时间 / When")
    published_by: str = strawberry.field(description="发布人 / Who")

    @classmethod
    def of(cls, made: PublishedMonth) -> Self:
        return cls(
            year=made.month.year,
            month=made.month.month,
            edition=made.edition,
            digest=made.digest,
            published_at=made.published_at,
            published_by=made.published_by,
        )


@strawberry.type(
    description="计数：计划 = 完成 + 期后完成 + 期内未完 + 期满未完 + 不可见 / Counts; planned is the sum of the five outcomes"
)
class PeriodTotals:
    planned: int = strawberry.field(description="计划项目数 / Planned")
    done: int = strawberry.field(description="已完成 / Done within the span")
    done_later: int = strawberry.field(description="期后完成 / Done after it")
    open: int = strawberry.field(description="期内尚未完成 / Not done, the span goes on")
    missing: int = strawberry.field(description="期满未完成 / Not done, the span is over")
    unseen: int = strawberry.field(description="完成情况不在查看范围内 / Not the caller's to see")
    carried_in: int = strawberry.field(description="由以前结转 / Carried in from before")
    carried_over: int = strawberry.field(description="结转以后 / Carried over to the next list")
    planned_investment: Decimal = strawberry.field(description="计划投资（万元）/ Planned investment")
    done_investment: Decimal = strawberry.field(description="经核实完成投资（万元）/ Verified investment")

    @classmethod
    def of(cls, made: period.Totals) -> Self:
        return cls(**{name: getattr(made, name) for name in made.__slots__})


@strawberry.type(description="按单位的计数 / Counts of one unit")
class PeriodGroup:
    unit: Organization | None = strawberry.field(description="单位，未明确为空 / The unit; null where there is none")
    unit_name: str | None = strawberry.field(description="单位名称 / Its name")
    totals: PeriodTotals = strawberry.field(description="计数 / Counts")


@strawberry.type(description="汇总清单的一项，无论几个月列入只计一次 / A project of the sum, counted once")
class PeriodLine:
    project: Project = strawberry.field(description="项目 / The project")
    project_name: str = strawberry.field(description="项目名称 / Its name")
    section: ListSection = strawberry.field(description="部分 / Part of the list")
    origin: Origin = strawberry.field(description="末次列入方式 / How the last list had it")
    responsible_unit: Organization = strawberry.field(description="责任单位 / Who answers for it")
    responsible_unit_name: str | None = strawberry.field(description="责任单位名称 / Its name")
    months: list[int] = strawberry.field(description="列入的月份 / Months of the span whose lists have it")
    planned_on: date | None = strawberry.field(
        description="计划（签约、立项）日期 / Planned day, or that of the document"
    )
    done_on: date | None = strawberry.field(description="完成日期 / Day on which it was done")
    outcome: Outcome = strawberry.field(description="完成情况 / What became of it")
    carried_in: bool = strawberry.field(description="由以前结转 / Carried in")
    carried_over: bool = strawberry.field(description="结转以后 / Carried over")
    planned_investment: Decimal = strawberry.field(description="计划投资（万元）/ Planned investment")
    done_investment: Decimal = strawberry.field(description="经核实完成投资（万元）/ Verified investment")

    @classmethod
    def of(cls, line: period.Line, names: dict[UUID, str]) -> Self:
        content = line.content
        return cls(
            project=Project(id=content.facts.project_id),
            project_name=content.facts.project_name,
            section=content.section,
            origin=content.origin,
            responsible_unit=Organization(id=content.responsible_unit_id),
            responsible_unit_name=names.get(content.responsible_unit_id),
            months=[m.month for m in line.months],
            planned_on=content.planned_on,
            done_on=line.done_on,
            outcome=line.outcome,
            carried_in=line.carried_in,
            carried_over=line.carried_over,
            planned_investment=line.planned_investment,
            done_investment=line.done_investment,
        )


@strawberry.type(
    description="月、季、年清单的汇总 / The list of a month, a quarter or a year: planned against done (A7)"
)
class ListPeriod:
    summed: strawberry.Private[Summed]
    kind: ListKind = strawberry.field(description="类别 / Which of the four")
    title: str = strawberry.field(description="名称 / Its name")
    first_month: int = strawberry.field(description="起始月份 / First month")
    last_month: int = strawberry.field(description="截止月份 / Last month")
    published: list[PeriodMonth] = strawberry.field(description="所依据的已发布清单 / Published lists it is built from")
    missing_months: list[int] = strawberry.field(description="尚无已发布清单的月份 / Months without a published list")
    totals: PeriodTotals = strawberry.field(description="合计 / All together")

    @classmethod
    def of(cls, summed: Summed) -> Self:
        return cls(
            summed=summed,
            kind=summed.kind,
            title=f"{summed.span.title}{LIST_NAMES[summed.kind]}",
            first_month=summed.span.first.month,
            last_month=summed.span.last.month,
            published=[PeriodMonth.of(m) for m in summed.published],
            missing_months=[m.month for m in summed.missing_months],
            totals=PeriodTotals.of(period.totals(summed.lines)),
        )

    @strawberry.field(description="各项 / Its projects")
    def lines(
        self,
        outcome: Annotated[Outcome | None, strawberry.argument(description="完成情况 / What became of them")] = None,
    ) -> list[PeriodLine]:
        summed = self.summed
        return [PeriodLine.of(x, summed.names) for x in summed.lines if outcome is None or x.outcome is outcome]

    @strawberry.field(description="按单位分组的计数 / Counts by unit")
    def groups(
        self, by: Annotated[GroupBy, strawberry.argument(description="按何种单位 / By which unit")]
    ) -> list[PeriodGroup]:
        summed = self.summed
        return [
            PeriodGroup(
                unit=None if unit is None else Organization(id=unit),
                unit_name=summed.names.get(unit) if unit else None,
                totals=PeriodTotals.of(made),
            )
            for unit, made in period.grouped(summed.lines, UNIT_OF[by])
        ]


@strawberry.type(description="生成的清单文件 / A list as a file")
class ListFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File) -> Self:
        return cls(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


Kind = Annotated[ListKind, strawberry.argument(description="类别 / Which of the four")]
Year = Annotated[int, strawberry.argument(description="年度 / Year")]
Quarter = Annotated[int | None, strawberry.argument(description="季度 1–4 / Quarter, 1 to 4")]
OneMonth = Annotated[int | None, strawberry.argument(description="月份 1–12 / Month, 1 to 12")]


@strawberry.input(description="只看某单位的项目 / The projects of one unit")
class ListUnitInput:
    by: GroupBy = strawberry.field(description="作为何种单位 / As which unit of theirs")
    unit_id: UUID = strawberry.field(description="单位 / The unit")


@strawberry.type
class ListPeriodQuery:
    @strawberry.field(
        description="由月度清单汇总的月、季、年清单；不给季度和月份即全年 / "
        "The list of a month, a quarter or the year, built from the months' published lists (A7)"
    )
    async def list_period(
        self,
        info: Info,
        kind: Kind,
        year: Year,
        quarter: Quarter = None,
        month: OneMonth = None,
        of: Annotated[ListUnitInput | None, strawberry.argument(description="只看某单位 / Of one unit")] = None,
    ) -> ListPeriod:
        asked, only = _span(year, quarter, month), (of.by, of.unit_id) if of else None
        async with info.context.reading() as session:
            return ListPeriod.of(await sum_up(session, info.context.caller, kind, asked, info.context.today, only))

    @strawberry.field(
        description="月、季、年清单的 Excel 文件 / The same list as an Excel file, as offices keep it (A7)"
    )
    async def list_file(
        self, info: Info, kind: Kind, year: Year, quarter: Quarter = None, month: OneMonth = None
    ) -> ListFile:
        asked = _span(year, quarter, month)
        async with turn(), info.context.reading() as session:
            summed = await sum_up(session, info.context.caller, kind, asked, info.context.today)
        return ListFile.of(list_file(summed, info.context.today))


def _span(year: int, quarter: int | None, month: int | None) -> Span:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ApiError("BAD_INPUT", "年度不正确 / no such year")
    if quarter is not None and month is not None:
        raise ApiError("BAD_INPUT", "季度和月份只能给出其一 / give a quarter or a month, not both")
    if quarter is not None and not 1 <= quarter <= QUARTERS:
        raise ApiError("BAD_INPUT", "季度须为1至4 / a quarter is 1 to 4")
    if month is not None and not 1 <= month <= MONTHS:
        raise ApiError("BAD_INPUT", "月份须为1至12 / a month is 1 to 12")
    return span(year, quarter, month)
