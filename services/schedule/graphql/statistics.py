"""Statistics in the API (第十二条): how projects stand, what is recorded of one, and the files of the exchange."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import ApiError, Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.schedule.domain.lists.month import MONTHS, Month
from services.schedule.domain.statistics import standing
from services.schedule.domain.statistics.standing import MismatchKind
from services.schedule.domain.statistics.terms import (
    StatisticsAction,
    StatisticsKind,
    StatisticsState,
)
from services.schedule.graphql import statistics_terms
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables
from services.schedule.usecases.statistics.look import Row, look

__all__ = ["statistics_terms"]  # the enums, declared before the types that use them

FIRST_YEAR, LAST_YEAR = 2004, 2200


@strawberry.federation.type(keys=["id"], description="项目的入库（入统）记录 / A project's entry or reporting (A12)")
@table(tables.StatisticsEntry)
class StatisticsEntry:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: StatisticsKind = strawberry.field(description="入库或入统 / Which of the two")
    done_on: date | None = column(
        "on_day", description="日期，仅有例外时为空 / The day; null where only an exception stands"
    )
    number: str | None = strawberry.field(description="统计库编号 / Number in the statistics system")
    document: str | None = strawberry.field(description="材料 / Document")
    exception_reason: str | None = strawberry.field(description="例外理由 / Why an exception was made")
    exception_approver: str | None = strawberry.field(description="例外批准人 / Who approved the exception")
    exception_document: str | None = strawberry.field(description="例外批准文件 / By which document")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


@strawberry.type(description="登记的一步，不变更 / A step of what was recorded, never changed")
@table(tables.StatisticsStep)
class StatisticsStep:
    id: UUID = strawberry.field(description="标识 / Identity")
    action: StatisticsAction = strawberry.field(description="操作 / What was done")
    kind: StatisticsKind | None = strawberry.field(description="入库或入统 / Which of the two")
    year: int | None = strawberry.field(description="统计投资的年度 / Year of the figure")
    month: int | None = strawberry.field(description="统计投资的月份 / Month of the figure")
    reason: str | None = strawberry.field(description="理由 / Why")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @derived("facts", description="登记的内容 / What was recorded")
    def said(self: Any) -> list[str]:
        return [f"{k}: {v}" for k, v in sorted(self.facts.items())]

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


@strawberry.type(description="某月统计投资 / Statistical investment of a month")
@table(tables.StatisticsInvestment)
class StatisticsInvestment:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    amount: Decimal = strawberry.field(description="当月统计投资（万元）/ Amount of the month (10,000 CNY)")
    recorded_on: date = strawberry.field(description="登记日期 / When it was recorded")


@strawberry.type(description="一个项目的统计记录 / What is recorded of a project in statistics (A12)")
@table(tables.Schedule)
class ProjectStatistics:
    project_name: str = strawberry.field(description="项目名称 / Name of the project")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="入库、入统记录 / Its entry and its reporting")
    def entries(self: Any) -> list[StatisticsEntry]:
        entry = tables.StatisticsEntry
        return answer(select(entry).where(entry.schedule_id == self.id).order_by(entry.kind))

    @sql(description="各月统计投资，先后为序 / Statistical investment by month")
    def investments(self: Any, first: First = None, after: After = None) -> Connection[StatisticsInvestment]:
        row = tables.StatisticsInvestment
        return page(select(row).where(row.schedule_id == self.id), [Key(row.year), Key(row.month), Key(row.id)])

    @sql(description="登记的每一步，先后为序 / Every step, in order")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[StatisticsStep]:
        step = tables.StatisticsStep
        return page(select(step).where(step.schedule_id == self.id), [Key(step.id)])


@strawberry.type(
    description="入库（入统）的期限与逾期，自期限月末日起算 / When it is due and how late, from the last day of the due month"
)
class StatisticsStanding:
    kind: StatisticsKind = strawberry.field(description="入库或入统 / Which of the two")
    state: StatisticsState = strawberry.field(description="状态 / How it stands")
    due_on: date | None = strawberry.field(description="期限（月末日），未开工为空 / Last day on which it is in time")
    done_on: date | None = strawberry.field(description="办理日期 / The day on which it was done")
    number: str | None = strawberry.field(description="统计库编号 / Number in the statistics system")
    days_late: int = strawberry.field(description="逾期天数 / Days late")
    months_late: int = strawberry.field(description="逾期月数 / Months late")
    exception_reason: str | None = strawberry.field(description="例外理由 / Why an exception was made")
    exception_approver: str | None = strawberry.field(description="例外批准人 / Who approved it")


@strawberry.type(
    description="统计与现场不匹配，两个数都列出 / Where statistics and the site are out of step, with both figures"
)
class StatisticsMismatch:
    kind: MismatchKind = strawberry.field(description="何处不匹配 / In what")
    statistical: Decimal = strawberry.field(
        description="统计数（万元或%）/ What statistics have (10,000 CNY or per cent)"
    )
    on_site: Decimal = strawberry.field(description="核实数（万元或%）/ What was verified (10,000 CNY or per cent)")
    difference: Decimal | None = strawberry.field(
        description="相差（占核实投资的%，或百分点）/ In per cent of the verified, or in percentage points"
    )
    limit: Decimal = strawberry.field(description="界限 / Beyond which it shows")

    @classmethod
    def of(cls, found: standing.Mismatch) -> Self:
        return cls(**{name: getattr(found, name) for name in found.__slots__})


@strawberry.type(description="统计台账的一行 / A project on the board of statistics")
class StatisticsRow:
    project: Project = strawberry.field(description="项目 / The project")
    project_name: str = strawberry.field(description="项目名称 / Its name")
    started_on: date | None = strawberry.field(description="开工日期（开工节点办结日）/ When it started")
    standings: list[StatisticsStanding] = strawberry.field(description="入库、入统 / Entry and reporting")
    responsible_units: list[Organization] = strawberry.field(
        description="主体责任单位：镇（街道）、行业主管部门、业主 / Who answers: town, industry authority, owner"
    )
    statistical_investment: Decimal | None = strawberry.field(
        description="本年统计投资（万元）/ Statistical, of the year"
    )
    verified_investment: Decimal | None = strawberry.field(description="本年核实投资（万元）/ Verified, of the year")
    physical_percent: Decimal | None = strawberry.field(description="核实形象进度（%）/ Verified physical progress")
    mismatches: list[StatisticsMismatch] = strawberry.field(description="不匹配之处 / Where they are out of step")

    @classmethod
    def of(cls, row: Row) -> Self:
        p = row.project
        return cls(
            project=Project(id=p.project_id),
            project_name=p.name,
            started_on=p.started_on,
            standings=[_standing(row, kind) for kind in StatisticsKind],
            responsible_units=[Organization(id=u) for u in row.units],
            statistical_investment=p.statistical,
            verified_investment=p.verified,
            physical_percent=p.physical,
            mismatches=[StatisticsMismatch.of(m) for m in row.mismatches],
        )


def _standing(row: Row, kind: StatisticsKind) -> StatisticsStanding:
    entry, judged = row.project.entries.get(kind), row.standing[kind]
    return StatisticsStanding(
        kind=kind,
        state=judged.state,
        due_on=judged.due_on,
        done_on=entry.on if entry else None,
        number=entry.number if entry else None,
        days_late=judged.days_late,
        months_late=judged.months_late,
        exception_reason=entry.exception_reason if entry else None,
        exception_approver=entry.exception_approver if entry else None,
    )


@strawberry.type(description="统计台账：重点建设项目入库入统与匹配情况 / The board of statistics (A12)")
class StatisticsBoard:
    projects: int = strawberry.field(description="项目数 / Projects")
    started: int = strawberry.field(description="已开工 / Started")
    late_entries: int = strawberry.field(description="入库逾期（含逾期办理）/ Entries late or done late")
    late_reportings: int = strawberry.field(description="入统逾期（含逾期办理）/ Reportings late or done late")
    mismatched: int = strawberry.field(description="不匹配项目数 / Out of step")
    rows: list[StatisticsRow] = strawberry.field(description="符合筛选的项目 / The projects that were asked for")


@strawberry.input(description="统计台账的筛选；各条件同时满足 / Which projects; all conditions together")
class StatisticsFilter:
    kind: StatisticsKind | None = strawberry.field(default=None, description="入库或入统 / Whose state")
    states: list[StatisticsState] | None = strawberry.field(default=None, description="状态之一 / Any of these states")
    mismatched: bool | None = strawberry.field(default=None, description="是否不匹配 / Whether out of step")
    unit_id: UUID | None = strawberry.field(default=None, description="主体责任单位 / A unit that answers")
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the project's name")

    def holds(self, row: Row) -> bool:
        kinds = list(StatisticsKind) if self.kind is None else [self.kind]
        return (
            (self.states is None or any(row.standing[k].state in self.states for k in kinds))
            and (self.mismatched is None or bool(row.mismatches) is self.mismatched)
            and (self.unit_id is None or self.unit_id in row.units)
            and (self.search is None or self.search.strip().lower() in row.project.name.lower())
        )


@strawberry.type
class StatisticsQuery:
    @strawberry.field(
        description="统计台账：谁逾期、谁负责、哪里不匹配；数字截至某月，默认当月 / "
        "Who is late, who answers, where statistics and the site are out of step; figures up to a month (A12)"
    )
    async def statistics_board(
        self,
        info: Info,
        year: Annotated[
            int | None, strawberry.argument(description="年度，默认当年 / Year, this one by default")
        ] = None,
        month: Annotated[int | None, strawberry.argument(description="截至月份，默认当月 / Up to this month")] = None,
        filter: Annotated[StatisticsFilter | None, strawberry.argument(description="筛选 / Which projects")] = None,
    ) -> StatisticsBoard:
        today, asked = info.context.today, filter or StatisticsFilter()
        until = _until(today, year, month)
        async with info.context.reading() as session:
            rows = await look(session, info.context.caller, until, today)
        late = {k: sum(r.standing[k].days_late > 0 for r in rows) for k in StatisticsKind}
        return StatisticsBoard(
            projects=len(rows),
            started=sum(r.project.started_on is not None for r in rows),
            late_entries=late[StatisticsKind.ENTRY],
            late_reportings=late[StatisticsKind.REPORTING],
            mismatched=sum(bool(r.mismatches) for r in rows),
            rows=[StatisticsRow.of(r) for r in rows if asked.holds(r)],
        )

    @sql(
        description="一个项目的统计记录，无权查看为空 / What is recorded of a project; null where it is not the caller's to see"
    )
    def project_statistics(
        self: Any, project_id: Annotated[UUID, strawberry.argument(description="项目标识 / Identity of the project")]
    ) -> ProjectStatistics | None:
        return answer(select(tables.Schedule).where(tables.Schedule.project_id == project_id))


def _until(today: date, year: int | None, month: int | None) -> Month:
    own = year or today.year
    if not FIRST_YEAR <= own <= LAST_YEAR:
        raise ApiError("BAD_INPUT", "年度不正确 / no such year")
    if month is not None and not 1 <= month <= MONTHS:
        raise ApiError("BAD_INPUT", "月份须为1至12 / a month is 1 to 12")
    return Month(own, month or (today.month if own == today.year else MONTHS))
