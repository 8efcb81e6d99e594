"""第九条（每周及时更新项目信息）：the contact person reports a week, once; what was wrong is corrected on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.terms import Severity
from services.schedule.domain.opening import PlanItem, Schedule, ended_faults
from services.schedule.domain.progress.record import Progress, read_progress
from services.schedule.domain.progress.reporting import reporter_faults
from services.schedule.domain.specialist.events import WeekUpdated
from services.schedule.domain.specialist.photo import Photo
from services.schedule.domain.specialist.record import Specialist
from services.schedule.domain.specialist.rulebook import A9, MOST_DIFFICULTIES, WEEKS_BACK
from services.schedule.domain.specialist.weeks import WEEK, monday_of, month_of

SEVERITIES = {Severity.DIFFICULTY: "难点", Severity.BLOCKAGE: "堵点", Severity.JAM: "卡点"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """第十条：something that holds the project up: 难点, 堵点 or 卡点, its kind by the ledger's rulebook, and in words."""

    severity: Severity
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a week. Investment in 万元, done in the month of the week so far; physical progress of the whole."""

    done_investment: Decimal
    physical_percent: Decimal
    physical_text: str
    difficulties: tuple[Difficulty, ...] = ()

    def progress(self) -> Progress:
        """Say it as the month's report says it."""
        lines = [f"〔{SEVERITIES[d.severity]}〕{d.text}" for d in self.difficulties]
        return Progress(
            done_investment=self.done_investment,
            physical_percent=self.physical_percent,
            physical_text=self.physical_text,
            difficulties="\n".join(lines)[:4000] or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWeek:
    """The command: any day of the week, today by default; photos are files that were uploaded before."""

    project_id: UUID
    week_on: date | None
    said: Said
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectWeek:
    """The command: all figures of the week as they should have been, and why. Photos are added, none is taken away."""

    update_id: UUID
    said: Said
    photos: tuple[Photo, ...]
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week's update in its present version. `reported_on` is the day of the first version, by which it is late or not."""

    id: UUID
    project_id: UUID
    division: str
    week_on: date
    due_on: date | None
    version: int
    said: Said
    reported_on: date
    reason: str | None = None


def update(
    schedule: Schedule,
    item: PlanItem | None,
    specialist: Specialist | None,
    current: Week | None,
    party: Party,
    command: UpdateWeek,
    *,
    week_on: date,
    due_on: date | None,
    id: UUID,
    today: date,
) -> Decided[Week] | Refusal:
    """第九条：report a week. After its last day it is still taken, and shown as late.

    week_on: the week as `week_of` gives it. due_on: the last day on which it is in time.
    """
    faults = [*reporter_faults(schedule, specialist, party), *_week_faults(schedule, item, week_on)]
    if current is not None:
        message = f"{week_on}当周已于{current.reported_on}更新；有误请更正（correctWeek），须说明理由"
        faults.append(Breach("WEEK_ALREADY_UPDATED", message, A9, "week"))
    said = read_said(command.said, today, faults)
    if faults:
        return Refusal(tuple(faults))
    week = Week(
        id=id,
        project_id=schedule.project_id,
        division=schedule.division,
        week_on=week_on,
        due_on=due_on,
        version=1,
        said=said,
        reported_on=today,
    )
    return Decided(week, (_told(schedule, week),))


def correct(
    schedule: Schedule,
    specialist: Specialist | None,
    current: Week,
    party: Party,
    command: CorrectWeek,
    *,
    today: date,
) -> Decided[Week] | Refusal:
    """第九条：correct a week on record: every version stays, and when it was first reported does too."""
    faults = [
        *ended_faults(schedule.ended, "更正周更新", "updateId"),
        *reporter_faults(schedule, specialist, party),
    ]
    said = read_said(command.said, today, faults)
    reason = kept(clean_text(command.reason, "更正理由", "reason", 1000), faults, "?", A9)
    if not reason:
        faults.append(Breach("REASON_MISSING", "更正周更新须说明理由", A9, "reason"))
    if faults:
        return Refusal(tuple(faults))
    week = replace(current, version=current.version + 1, said=said, reason=reason)
    return Decided(week, (_told(schedule, week),))


def read_said(given: Said, today: date, faults: list[Breach]) -> Said:
    """Check the figures and words of a week."""
    said: list[Breach] = []
    progress = read_progress(
        Progress(
            done_investment=given.done_investment,
            physical_percent=given.physical_percent,
            physical_text=given.physical_text,
            difficulties=None,
        ),
        said,
    )
    faults += [replace(fault, field="text") if fault.field == "physicalText" else fault for fault in said]
    most = MOST_DIFFICULTIES.on(today)
    if len(given.difficulties) > most:
        message = f"一次最多填报{most}条难点、堵点、卡点，请合并后填报"
        faults.append(Breach("TOO_MANY_DIFFICULTIES", message, A9, "difficulties"))
        return replace(given, difficulties=())
    read = tuple(_difficulty(d, f"difficulties.{i}", today, faults) for i, d in enumerate(given.difficulties))
    return Said(
        done_investment=progress.done_investment,
        physical_percent=progress.physical_percent,
        physical_text=progress.physical_text,
        difficulties=read,
    )


def _difficulty(given: Difficulty, field: str, today: date, faults: list[Breach]) -> Difficulty:
    known = KINDS.on(today)
    if all(k.code != given.kind for k in known):
        message = f"没有这一类问题，可选：{'、'.join(f'{k.code}（{k.name}）' for k in known)}"
        faults.append(Breach("DIFFICULTY_KIND_UNKNOWN", message, Article(10), f"{field}.kind"))
    text = kept(clean_name(given.text, "问题说明", f"{field}.text", 1000), faults, "?", Article(10))
    return Difficulty(severity=given.severity, kind=given.kind, text=text)


def week_of(asked: date | None, today: date) -> date | Breach:
    """第九条：weeks are reported that have begun, and not those long past; return the Monday.

    A week outside of these is refused before anything is read of it: calendar and rulebook need not reach that far.
    """
    week_on = monday_of(asked or today)
    if week_on > today:
        return Breach("WEEK_IN_FUTURE", f"{week_on}当周尚未开始，不能更新", A9, "week")
    most = WEEKS_BACK.on(today)
    if monday_of(today) - week_on > most * WEEK:
        return Breach("WEEK_TOO_OLD", f"{week_on}当周距今超过{most}周，不再补报", A9, "week")
    return week_on


def _week_faults(schedule: Schedule, item: PlanItem | None, week_on: date) -> list[Breach]:
    """第九条：construction projects of the year's plan report weeks."""
    year, _ = month_of(week_on)
    faults = []
    if item is None and schedule.ended is not None:
        faults += ended_faults(schedule.ended, f"更新{year}年各周", "projectId")
    elif item is None:
        message = f"项目未列入{year}年度重点项目计划，不能更新该年度的周进展"
        faults.append(Breach("NOT_IN_PLAN", message, Article(8), "week"))
    elif not item.kind.construction:
        message = "重点前期项目不报送投资进度，其进展以节点办结体现"
        faults.append(Breach("PRELIMINARY_HAS_NO_PROGRESS", message, A9, "projectId"))
    return faults


def _told(schedule: Schedule, week: Week) -> WeekUpdated:
    year, month = month_of(week.week_on)
    return WeekUpdated(
        update_id=week.id,
        version=week.version,
        project_id=week.project_id,
        week_on=week.week_on,
        year=year,
        month=month,
        done_investment=week.said.done_investment,
        physical_percent=week.said.physical_percent,
        difficulties=len(week.said.difficulties),
        due_on=week.due_on,
        reported_on=week.reported_on,
        responsible_unit_id=schedule.owner_id,
        division=week.division,
    )
