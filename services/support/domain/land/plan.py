"""第十五条：the yearly land-use plan and plan of requisition and supply, compiled by natural resources and requisition together.

DRAFT → both parties confirm what stands there → issued under a number; a change of an issued plan opens its next edition with
a reason, and both confirm anew. Any change of a draft takes the confirmations back: nobody has confirmed what they have not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.keeping import FIRST_YEAR, LAST_YEAR, beyond, kind_unknown
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.rulebook import A15
from services.support.domain.quantity import measured
from services.support.domain.request import found

MONTHS = 12
LAND_KINDS = ("NEW_CONSTRUCTION_LAND", "CULTIVATED_LAND_BALANCE", "FOREST_LAND_QUOTA")  # what is measured as an area


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "DRAFT"  # 编制中
    ISSUED = "ISSUED"  # 已下达


class Party(StrEnum):
    """Who compiles it."""

    LAND = "LAND"  # 自然资源部门
    REQUISITION = "REQUISITION"  # 征地部门


class Stage(StrEnum):
    """What is planned by month."""

    REQUISITION = "REQUISITION"  # 征地
    DEMOLITION = "DEMOLITION"  # 拆迁
    SUPPLY = "SUPPLY"  # 供地


PARTY_NAMES = {Party.LAND: "自然资源部门", Party.REQUISITION: "征地部门"}
STAGE_NAMES = {Stage.REQUISITION: "征地", Stage.DEMOLITION: "拆迁", Stage.SUPPLY: "供地"}
Months = Mapping[Stage, int | None]

PLAN_UNKNOWN = Breach("LAND_PLAN_UNKNOWN", "没有该年度用地和征拆供地计划，或您无权查看", A15, "planId")
ITEM_UNKNOWN = Breach("LAND_PLAN_ITEM_UNKNOWN", "计划中没有该项，或您无权查看", A15, "itemId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an item says: which project gets how much land of which kind, and by which month each stage is done."""

    project_id: UUID
    kind: str
    area: Decimal
    months: Months
    responsible_unit_id: UUID
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known around an entry: whether project and unit are there, and whether the plan has the project's kind already."""

    project_known: bool
    unit_known: bool
    twice: bool


def check_new(year: int, opened: UUID | None, party: Party | None) -> Refusal | None:
    """A division has one plan a year."""
    exists = None
    if opened is not None:
        exists = Breach("LAND_PLAN_EXISTS", f"{year} 年度计划已在编制（{opened}），不能重复编制", A15, "year")
    year_fault = None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        year_fault = Breach("YEAR_INVALID", f"年度须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", A15, "year")
    breaches = found(not_a_party(party), year_fault, exists)
    return Refusal(breaches) if breaches else None


def not_a_party(party: Party | None) -> Breach | None:
    """第十五条：the two departments compile it, nobody else."""
    if party is not None:
        return None
    return Breach("NOT_A_PARTY", "仅本区自然资源部门和征地部门可以编制该计划", A15)


def not_drafted(state: PlanState, field: str = "planId") -> Breach | None:
    """An issued plan never changes silently."""
    if state is PlanState.DRAFT:
        return None
    return Breach("LAND_PLAN_ISSUED", "计划已下达，须先说明理由启动调整（reviseLandPlan），再修改", A15, field)


def judged(entry: Entry, around: Around) -> Entry | tuple[Breach, ...]:
    """Return an entry as it is kept, or all that is wrong with it."""
    kind = ACCOUNT_KINDS.get(entry.kind) if entry.kind in LAND_KINDS else None
    area = measured(entry.area, kind.unit, A15, "entry.area") if kind else None
    note = wording.optional(entry.note, "备注", A15, "entry.note")
    breaches = found(
        None if around.project_known else Breach("PROJECT_UNKNOWN", "没有这个项目", A15, "entry.projectId"),
        None
        if around.unit_known
        else Breach("UNIT_UNKNOWN", "没有这个责任单位，或已停用", A15, "entry.responsibleUnitId"),
        None if kind else kind_unknown(entry.kind, LAND_KINDS, "entry.kind"),
        _twice() if around.twice else None,
        area if isinstance(area, Breach) else None,
        note if isinstance(note, Breach) else None,
        *_months(entry.months),
    )
    if breaches or isinstance(note, Breach) or not isinstance(area, Decimal):
        return breaches
    return replace(entry, area=area, note=note or None)


def check_confirm(
    state: PlanState, items: int, party: Party | None, confirmed: Mapping[Party, str | None], by: str
) -> Refusal | None:
    """A party confirms what stands there; one person cannot speak for both."""
    already = twice = None
    if party is not None and confirmed[party] is not None:
        already = Breach("CONFIRMED_ALREADY", f"{PARTY_NAMES[party]}已经确认", A15, "planId")
    elif party is not None and by in {who for of, who in confirmed.items() if of is not party}:
        twice = Breach("SAME_PERSON", "双方须由不同人员确认", A15, "planId")
    breaches = found(not_a_party(party), not_drafted(state), _empty(items), already, twice)
    return Refusal(breaches) if breaches else None


def check_issue(
    state: PlanState, items: int, party: Party | None, confirmed: Mapping[Party, str | None], number: str
) -> str | Refusal:
    """Return the number under which a plan goes out: both parties have confirmed it."""
    said = wording.required(number, "文号", A15, "number", longest=100)
    missing = [PARTY_NAMES[p] for p in Party if confirmed[p] is None]
    unconfirmed = None
    if missing:
        message = f"{'、'.join(missing)}尚未确认；计划须双方确认后下达"
        unconfirmed = Breach("NOT_CONFIRMED", message, A15, "planId")
    ended = None if state is PlanState.DRAFT else Breach("LAND_PLAN_ISSUED", "计划已经下达", A15, "planId")
    breaches = found(not_a_party(party), ended, _empty(items), unconfirmed, said if isinstance(said, Breach) else None)
    return Refusal(breaches) if breaches or isinstance(said, Breach) else said


def check_revise(state: PlanState, party: Party | None, reason: str) -> str | Refusal:
    """Return the reason for which an issued plan is opened again."""
    said = wording.required(reason, "调整理由", A15, "reason")
    early = None
    if state is PlanState.DRAFT:
        early = Breach("LAND_PLAN_NOT_ISSUED", "计划尚在编制，可以直接修改", A15, "planId")
    breaches = found(not_a_party(party), early, said if isinstance(said, Breach) else None)
    return Refusal(breaches) if breaches or isinstance(said, Breach) else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is reported of a stage: the day on which it was done, or that it was not, with the reason."""

    stage: Stage
    done_on: date | None
    reason: str | None


def check_progress(
    progress: Progress, months: Months, done: Mapping[Stage, date | None], *, issued: bool, by_right: bool, today: date
) -> str | Refusal:
    """Return the reason as it is kept. issued: whether the plan was issued once; by_right: whether the actor may report."""
    stage, on = progress.stage, progress.done_on
    corrects = done[stage] is not None
    label = "更正理由"
    said = (
        wording.required(progress.reason or "", label, A15, "reason")
        if corrects
        else wording.optional(progress.reason, label, A15, "reason")
    )
    faults = []
    if not by_right:
        faults.append(Breach("NOT_A_PARTY", "仅编制双方和该项的责任单位可以报送进度", A15))
    if not issued:
        faults.append(Breach("LAND_PLAN_NOT_ISSUED", "计划下达后才能报送进度", A15, "itemId"))
    if months[stage] is None:
        faults.append(Breach("STAGE_NOT_PLANNED", f"该项没有{STAGE_NAMES[stage]}计划", A15, "stage"))
    if on is None and not corrects:
        faults.append(Breach("DATE_MISSING", "请填写完成日期", A15, "doneOn"))
    if on is not None and on > today:
        faults.append(Breach("DATE_IN_FUTURE", f"完成日期不能晚于今日（{today}）", A15, "doneOn"))
    elif on is not None and (unlikely := beyond(on, A15, "doneOn")):
        faults.append(unlikely)
    if isinstance(said, Breach):
        faults.append(said)
    return Refusal(tuple(faults)) if faults or isinstance(said, Breach) else said


def late(year: int, months: Months, done: Mapping[Stage, date | None], today: date) -> tuple[Stage, ...]:
    """Name the stages whose month is over and that are not done.

    >>> months = {Stage.REQUISITION: 3, Stage.DEMOLITION: None, Stage.SUPPLY: 6}
    >>> late(2027, months, dict.fromkeys(Stage), date(2027, 3, 31)), late(2027, months, dict.fromkeys(Stage), date(2027, 4, 1))
    ((), (<Stage.REQUISITION: 'REQUISITION'>,))
    """
    return tuple(
        stage
        for stage in Stage
        if (month := months[stage]) is not None and done[stage] is None and (today.year, today.month) > (year, month)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCompared:
    """What was planned for a month, and what was done in it, of one stage."""

    month: int
    stage: Stage
    planned: int
    planned_area: Mapping[str, Decimal]
    done: int
    done_area: Mapping[str, Decimal]


def compared(year: int, items: Sequence[tuple[Entry, Mapping[Stage, date | None]]]) -> tuple[MonthCompared, ...]:
    """第十五条：compare what was planned with what was done, month by month; areas by the code of their unit."""
    made = []
    for month in range(1, MONTHS + 1):
        for stage in Stage:
            planned = [e for e, _ in items if e.months[stage] == month]
            done = [e for e, d in items if (on := d[stage]) is not None and (on.year, on.month) == (year, month)]
            made.append(
                MonthCompared(
                    month=month,
                    stage=stage,
                    planned=len(planned),
                    planned_area=_areas(planned),
                    done=len(done),
                    done_area=_areas(done),
                )
            )
    return tuple(made)


def _areas(entries: Sequence[Entry]) -> Mapping[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for entry in entries:
        unit = ACCOUNT_KINDS[entry.kind].unit.code
        sums[unit] = sums.get(unit, Decimal(0)) + entry.area
    return sums


def _months(months: Months) -> list[Breach]:
    given = [(stage, m) for stage in Stage if (m := months[stage]) is not None]
    if not given:
        return [Breach("MONTH_MISSING", "征地、拆迁、供地至少须有一项计划月份", A15, "entry.supplyMonth")]
    faults = [
        Breach(
            "MONTH_INVALID",
            f"{STAGE_NAMES[stage]}月份须在 1 至 {MONTHS} 之间",
            A15,
            f"entry.{stage.value.lower()}Month",
        )
        for stage, month in given
        if not 1 <= month <= MONTHS
    ]
    in_order = [m for _, m in given]
    if not faults and in_order != sorted(in_order):
        faults.append(Breach("MONTHS_OUT_OF_ORDER", "须先征地、再拆迁、后供地，月份不能倒置", A15, "entry.supplyMonth"))
    return faults


def _empty(items: int) -> Breach | None:
    return None if items else Breach("LAND_PLAN_EMPTY", "计划中没有项目，不能确认或下达", A15, "planId")


def _twice() -> Breach:
    return Breach("LAND_PLAN_ITEM_TWICE", "计划中已有该项目的同种用地，请修改原有项", A15, "entry.projectId")
