"""第八条：the annual investment task of a construction project, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.money import check_amount
from services.law.text import clean_text
from services.schedule.domain.decision import Decided, kept
from services.schedule.domain.events import AnnualTaskRevalued, AnnualTaskSet
from services.schedule.domain.listing import Listing
from services.schedule.domain.opening import PlanItem, Schedule, ended_faults

A8 = Article(8)
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualTask:
    """One version of the task of one year. Earlier versions are kept beside it."""

    year: int
    version: int
    annual_investment: Decimal
    months: tuple[Decimal, ...]
    reason: str | None

    @property
    def to_split(self) -> bool:
        """第十一条：whether the year's investment followed an adjusted plan, and its months are still those of before."""
        return sum(self.months, Decimal(0)) != self.annual_investment

    def planned_in(self, month: int) -> Decimal:
        """Return the amount of the month (1–12)."""
        return self.months[month - 1]

    def planned_up_to(self, month: int) -> Decimal:
        """Return the sum from January up to and including the month."""
        return sum(self.months[:month], Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAnnualTask:
    """The command: twelve amounts in 万元, January first; a reason when a task stands already."""

    project_id: UUID
    year: int
    months: tuple[Decimal, ...]
    reason: str | None
    expected_version: int


def set_task(
    schedule: Schedule, item: PlanItem | None, current: AnnualTask | None, command: SetAnnualTask
) -> Decided[AnnualTask] | Refusal:
    """第八条：对年度重点建设项目逐项下达年度投资任务. A construction project gets one task for each year in the plan; its months
    sum exactly to the plan's annual investment, and it changes only for a reason.
    """
    faults: list[Breach] = []
    if item is None and schedule.ended is not None:
        faults += ended_faults(schedule.ended, f"下达{command.year}年度投资任务", "projectId")
    elif item is None:
        faults.append(
            Breach("NOT_IN_PLAN", f"项目未列入{command.year}年度重点项目计划，不能下达该年度投资任务", A8, "year")
        )
    elif not item.kind.construction:
        faults.append(
            Breach("PRELIMINARY_HAS_NO_TASK", "重点前期项目不下达年度投资任务，仅重点建设项目下达", A8, "projectId")
        )
    months = tuple(kept(check_amount(m, f"months.{i}"), faults, m, A8) for i, m in enumerate(command.months))
    amounts_hold = not any(f.field and f.field.startswith("months") for f in faults)
    if fault := _sum_fault(months, item) if amounts_hold else None:
        faults.append(fault)
    reason = kept(clean_text(command.reason or "", "变更理由", "reason", 1000), faults, "", A8)
    if current is not None:
        faults += _change_faults(current, months, reason, item)
    if faults or item is None:
        return Refusal(tuple(faults))
    task = AnnualTask(
        year=command.year,
        version=current.version + 1 if current else 1,
        annual_investment=item.annual_investment,
        months=months,
        reason=reason or None,
    )
    return Decided(task, (_told(schedule, task),))


def _sum_fault(months: Sequence[Decimal], item: PlanItem | None) -> Breach | None:
    if len(months) != MONTHS:
        return Breach("TWELVE_MONTHS_NEEDED", f"须逐月给出12个月的投资额，现为{len(months)}个", A8, "months")
    total = sum(months, Decimal(0))
    if item is None or not item.kind.construction or total == item.annual_investment:
        return None
    wanted, gap = item.annual_investment, total - item.annual_investment
    relation = f"多{gap.normalize():f}" if gap > 0 else f"少{-gap.normalize():f}"
    return Breach(
        "MONTHS_DO_NOT_SUM",
        f"各月投资额合计{total.normalize():f}万元，比年度计划投资{wanted.normalize():f}万元{relation}万元，须完全相等",
        A8,
        "months",
    )


def _change_faults(current: AnnualTask, months: Sequence[Decimal], reason: str, item: PlanItem | None) -> list[Breach]:
    """A standing task changes only for a stated reason, and only to something else."""
    faults = []
    if not reason:
        faults.append(
            Breach("REASON_MISSING", f"年度投资任务已下达（第{current.version}版），变更须说明理由", A8, "reason")
        )
    if item and (tuple(months), item.annual_investment) == (current.months, current.annual_investment):
        faults.append(Breach("TASK_UNCHANGED", f"与现行第{current.version}版任务完全相同，无需变更", A8, "months"))
    return faults


def _told(schedule: Schedule, task: AnnualTask) -> AnnualTaskSet:
    return AnnualTaskSet(
        project_id=schedule.project_id,
        year=task.year,
        version=task.version,
        annual_investment=task.annual_investment,
        months=task.months,
        responsible_unit_id=schedule.owner_id,
        division=schedule.division,
    )


def follow_item(
    schedule: Schedule, item: Listing | None, current: AnnualTask | None, reason: str | None
) -> Decided[AnnualTask] | None:
    """第十一条：let the year's task follow an adjusted plan as its next version; None where there is nothing to follow.

    第八条 has the months sum to the year, and which month bears the difference is for the investment authority to say, not
    for arithmetic: the months stay as they were, the version says that it is to be split anew (`to_split`), and until then
    progress is measured against the months that were set last. item: what the year's plan had of the project last.
    """
    if item is None or current is None or not item.kind.construction:
        return None
    if current.annual_investment == item.annual_investment:
        return None
    why = f"年度计划已调整（{item.document_number}）" + (f"：{reason}" if reason else "")
    task = AnnualTask(
        year=current.year,
        version=current.version + 1,
        annual_investment=item.annual_investment,
        months=current.months,
        reason=why,
    )
    told = AnnualTaskRevalued(
        project_id=schedule.project_id,
        year=task.year,
        version=task.version,
        annual_investment=task.annual_investment,
        document_number=item.document_number,
        responsible_unit_id=schedule.owner_id,
        division=schedule.division,
    )
    return Decided(task, (told,))


def task_facts(task: AnnualTask | None) -> dict[str, object] | None:
    """Say what a task holds, for the audit trail."""
    return {"version": task.version, "annual": task.annual_investment, "months": task.months} if task else None
