"""The year's investment as a curve, and what changed between versions of the annual task (第八条、第九条)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self

import strawberry

from services.chassis.graphql import Info
from services.chassis.reads import derived
from services.schedule.domain.annual import curve, versions
from services.schedule.store import curves

Version = Annotated[int | None, strawberry.argument(description="版本 / Version")]
Year = Annotated[
    int | None,
    strawberry.argument(description="年度，默认最近列入计划的年度 / Year, by default that of the newest plan"),
]


@strawberry.type(
    description="投资曲线的一个月（万元），累计自一月起；报送为最近所报（已退回的不计），完成为最近核实 / "
    "A month of the curve, totals from January on; reported: as last reported, not what is returned; verified: as last verified"
)
class InvestmentCurveMonth:
    month: int = strawberry.field(description="月份 / Month, 1 to 12")
    task_version: int | None = strawberry.field(
        description="所对照的任务版本：该月末现行的版本；首版下达前的月份对照首版，尚未到的月份对照现行版；多项目合计时为空 / "
        "Version measured against: in force at the month's end; null in sums"
    )
    planned: Decimal | None = strawberry.field(
        description="当月计划，无任务为空 / Planned for the month; null without a task"
    )
    planned_total: Decimal | None = strawberry.field(
        description="累计计划（按该版本）/ Planned up to the month by that version"
    )
    reported: Decimal | None = strawberry.field(
        description="当月报送，未报、未到为空 / Reported; null where nothing is"
    )
    reported_total: Decimal | None = strawberry.field(description="累计报送，未到的月份为空 / Reported up to the month")
    verified: Decimal | None = strawberry.field(
        description="当月完成（经核实），未核实为空 / Verified; null where nothing is"
    )
    verified_total: Decimal | None = strawberry.field(description="累计完成（经核实）/ Verified up to the month")
    percent: Decimal | None = strawberry.field(
        description="累计完成率（%）＝累计完成÷累计计划，四舍五入 / Verified of planned so far in per cent, half up"
    )

    @classmethod
    def of(cls, point: curve.CurvePoint) -> Self:
        return cls(**{name: getattr(point, name) for name in curve.CurvePoint.__slots__})


@strawberry.type(description="年度投资曲线：计划、报送、完成 / The year's curve: planned, reported, verified (A8, A9)")
class InvestmentCurve:
    year: int = strawberry.field(description="年度 / Year")
    annual_investment: Decimal | None = strawberry.field(
        description="现行年度投资任务（万元），无任务为空 / The annual task in force; null without one"
    )
    months: list[InvestmentCurveMonth] = strawberry.field(description="逐月 / Month by month")


@strawberry.type(description="两版任务中的一个月 / One month in two versions")
class AnnualTaskMonthChange:
    month: int = strawberry.field(description="月份 / Month")
    before: Decimal = strawberry.field(description="原投资额（万元）/ Amount before")
    after: Decimal = strawberry.field(description="新投资额（万元）/ Amount after")
    change: Decimal = strawberry.field(description="增减（万元）/ Change")
    total_change: Decimal = strawberry.field(
        description="自一月起累计增减（万元）/ Change of all months up to this one"
    )


@strawberry.type(description="年度投资任务两版的差异 / What changed from one version of the task to another")
class AnnualTaskChange:
    from_version: int = strawberry.field(description="原版本 / Version before")
    to_version: int = strawberry.field(description="新版本 / Version after")
    annual_before: Decimal = strawberry.field(description="原年度投资（万元）/ Investment of the year before")
    annual_after: Decimal = strawberry.field(description="新年度投资（万元）/ Investment of the year after")
    months: list[AnnualTaskMonthChange] = strawberry.field(description="逐月，含未变的月份 / All months")


def _tasks(schedule: Any, info: Info) -> Any:
    return curves.tasks_of(schedule, info.context.caller)


def _reports(schedule: Any, info: Info) -> Any:
    return curves.reports_of(schedule, info.context.caller)


@strawberry.type
class AnnualOfSchedule:
    @derived(
        "year",
        tasks=_tasks,
        reports=_reports,
        description="年度投资曲线：每月对照该月末现行的任务版本 / The curve; each month against the task in force at its end",
    )
    def investment_curve(self: Any, info: Info, year: Year = None) -> InvestmentCurve:
        asked = self.year if year is None else year
        tasks = curves.read_tasks(self.tasks, asked)
        done = curves.read_reports(self.reports, asked)
        newest = max(tasks, key=lambda t: t.version, default=None)
        if not 1 <= asked <= _LAST_YEAR:
            return InvestmentCurve(year=asked, annual_investment=None, months=[])
        points = curve.curve(asked, tasks, done, info.context.today)
        return InvestmentCurve(
            year=asked,
            annual_investment=newest.annual_investment if newest else None,
            months=[InvestmentCurveMonth.of(p) for p in points],
        )

    @derived(
        "year",
        tasks=_tasks,
        description="年度投资任务两版的差异，默认最新一版与其前一版；没有该版为空 / "
        "Two versions of the task side by side, by default the newest and the one before; null where one is not there",
    )
    def annual_task_changes(
        self: Any, year: Year = None, from_version: Version = None, to_version: Version = None
    ) -> AnnualTaskChange | None:
        tasks = curves.read_tasks(self.tasks, self.year if year is None else year)
        known = [
            versions.TaskVersion(version=t.version, annual_investment=t.annual_investment, months=t.months)
            for t in tasks
        ]
        found = versions.difference(known, from_version, to_version)
        return None if found is None else _change(found)


_LAST_YEAR = 9998


def _change(found: versions.TaskDifference) -> AnnualTaskChange:
    return AnnualTaskChange(
        from_version=found.before.version,
        to_version=found.after.version,
        annual_before=found.before.annual_investment,
        annual_after=found.after.annual_investment,
        months=[
            AnnualTaskMonthChange(
                month=m.month, before=m.before, after=m.after, change=m.change, total_change=m.total_change
            )
            for m in found.months
        ],
    )
