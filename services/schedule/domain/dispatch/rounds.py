"""第十条：the weekly round 周调度. Difficulties are collected, each gets an outcome, and only then the round closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.dispatch.terms import (
    A10,
    DifficultyGrade,
    DifficultyOutcome,
    DifficultySource,
    RoundState,
)

WEEK = timedelta(days=7)
LATEST_MEETING = timedelta(days=31)  # a week's round may wait for a holiday to pass, and no longer
AGENDA_AT_MOST, ATTENDANCE_AT_MOST = 50, 200
LONGEST = 4000

ROUND_UNKNOWN = Breach("ROUND_UNKNOWN", "没有该调度轮次，或不在您的查看范围内", A10, "roundId")
ROUND_CLOSED = Breach("ROUND_CLOSED", "该轮调度已办结，不能再更改；请在新一轮中处理", A10, "roundId")
DIFFICULTY_UNKNOWN = Breach("DIFFICULTY_UNKNOWN", "没有该难点（堵点、卡点），或不在您的查看范围内", A10, "difficultyId")
CLOSE_FIRST = "请逐项列入问题台账、议定处理或说明不予列入的理由；下一轮开轮时未处理的将自动转入"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """The command: the week by its Monday, when and where the round is held and who chairs it."""

    week_on: date
    held_on: date | None = None
    place: str | None = None
    chaired_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A difficulty as it was found."""

    grade: DifficultyGrade
    text: str
    source: DifficultySource
    noted_on: date
    project_id: UUID | None = None
    node_id: UUID | None = None
    unit_id: UUID | None = None
    source_id: UUID | None = None
    carried_from_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDifficulty:
    """The command: a difficulty that nobody has reported in writing."""

    round_id: UUID
    grade: DifficultyGrade
    text: str
    project_id: UUID | None
    node_id: UUID | None
    unit_id: UUID | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """Who was asked to a round, for which unit, and whether they came."""

    name: str
    unit_id: UUID | None
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMinutes:
    """The command: agenda, attendance and minutes as they are now; what is left out stays as it was."""

    round_id: UUID
    agenda: tuple[str, ...] | None
    attendance: tuple[Attendant, ...] | None
    minutes: str | None
    held_on: date | None
    place: str | None
    chaired_by: str | None
    expected_version: int


def check_week(week_on: date, newest: date | None, today: date) -> Refusal | None:
    """第十条（每周调度）：a round is that of a Monday, this week's, next week's or an older one, each after the one before."""
    faults: list[Breach] = []
    if week_on.weekday() != 0:
        monday = week_on - timedelta(days=week_on.weekday())
        faults.append(Breach("NOT_A_MONDAY", f"调度周次以周一日期表示，该周周一为{monday.isoformat()}", A10, "weekOn"))
    if week_on > today + WEEK:
        faults.append(Breach("WEEK_TOO_EARLY", "最早可提前一周开轮，请改为本周或下周", A10, "weekOn"))
    if newest is not None and week_on == newest:
        faults.append(Breach("ROUND_EXISTS", f"{week_on.isoformat()}这一周的调度已经开轮", A10, "weekOn"))
    elif newest is not None and week_on < newest:
        message = f"{newest.isoformat()}这一周已经开轮，未处理事项已转入该轮，不能补开更早的周次"
        faults.append(Breach("ROUND_OUT_OF_ORDER", message, A10, "weekOn"))
    return Refusal(tuple(faults)) if faults else None


def check_noted(command: AddDifficulty) -> str | Refusal:
    """Check what is added by hand: it says something, and of a project or a unit."""
    faults: list[Breach] = []
    text = kept(clean_text(command.text, "难点内容", "text", LONGEST), faults, "?", A10)
    if not text:
        faults.append(Breach("DIFFICULTY_TEXT_MISSING", "须写明难点（堵点、卡点）的内容", A10, "text"))
    if command.project_id is None and command.unit_id is None:
        faults.append(Breach("DIFFICULTY_OF_NOBODY", "须指明所属项目或提出单位", A10, "projectId"))
    return Refusal(tuple(faults)) if faults else text


def agenda_of(found: Sequence[tuple[DifficultyGrade, str]], open_decisions: int) -> list[str]:
    """Draft the agenda: what was decided before and is not done, then jams, blockages and difficulties by project.

    >>> agenda_of([(DifficultyGrade.JAM, "示例项目甲"), (DifficultyGrade.JAM, "示例项目甲")], 1)
    ['通报上轮议定事项落实情况（未办结1项）', '研究卡点2项：示例项目甲', '议定本轮事项的责任单位和时限']
    """
    names = {DifficultyGrade.JAM: "卡点", DifficultyGrade.BLOCKAGE: "堵点", DifficultyGrade.DIFFICULTY: "难点"}
    agenda = [f"通报上轮议定事项落实情况（未办结{open_decisions}项）"] if open_decisions else []
    for grade, name in names.items():
        of_grade = [project for g, project in found if g is grade]
        if of_grade:
            agenda.append(f"研究{name}{len(of_grade)}项：{'、'.join(dict.fromkeys(of_grade))}"[:LONGEST])
    return [*agenda, "议定本轮事项的责任单位和时限"]


def check_minutes(
    command: KeepMinutes, week_on: date, today: date, held_before: date | None = None, minutes_before: str | None = None
) -> KeepMinutes | Refusal:
    """Read agenda, attendance and minutes; a round is held in or after its week, and has no minutes before that day.

    held_before, minutes_before: what the round has, where the command leaves it as it is.
    """
    faults: list[Breach] = []
    if len(command.agenda or ()) > AGENDA_AT_MOST:
        faults.append(Breach("AGENDA_TOO_LONG", f"议程最多{AGENDA_AT_MOST}项", A10, "agenda"))
    if len(command.attendance or ()) > ATTENDANCE_AT_MOST:
        faults.append(Breach("ATTENDANCE_TOO_LONG", f"参会人员最多{ATTENDANCE_AT_MOST}人", A10, "attendance"))
    read = _read_minutes(command, faults)
    if command.held_on is not None and command.held_on < week_on:
        faults.append(Breach("HELD_BEFORE_WEEK", "调度会日期不能早于该周周一", A10, "heldOn"))
    elif command.held_on is not None and command.held_on - week_on > LATEST_MEETING:
        message = f"调度会日期不能晚于该周周一后{LATEST_MEETING.days}天，请核对，或在其后的周次调度"
        faults.append(Breach("HELD_LONG_AFTER_WEEK", message, A10, "heldOn"))
    held_on = command.held_on or held_before
    minutes = minutes_before if read.minutes is None else read.minutes
    if held_on is not None and held_on > today and minutes:
        field = "heldOn" if read.minutes is None else "minutes"
        faults.append(Breach("MINUTES_BEFORE_MEETING", "调度会尚未召开，不能形成会议纪要", A10, field))
    return Refusal(tuple(faults)) if faults else read


def _read_minutes(command: KeepMinutes, faults: list[Breach]) -> KeepMinutes:
    """Read what was typed, as it is to be kept; what is left out stays left out."""

    def text(written: str | None, label: str, field: str, longest: int) -> str | None:
        return None if written is None else kept(clean_text(written, label, field, longest), faults, "", A10)

    def name(written: str, label: str, field: str, longest: int) -> str:
        return kept(clean_name(written, label, field, longest), faults, "", A10)

    def attendant(given: Attendant, at: int) -> Attendant:
        return replace(given, name=name(given.name, "参会人员", f"attendance.{at}.name", 200))

    # no more of them than may be kept: that there are more is told once
    agenda = None if command.agenda is None else command.agenda[:AGENDA_AT_MOST]
    came = None if command.attendance is None else command.attendance[:ATTENDANCE_AT_MOST]
    return replace(
        command,
        agenda=agenda and tuple(name(line, "议程", f"agenda.{at}", 500) for at, line in enumerate(agenda)),
        attendance=came and tuple(attendant(given, at) for at, given in enumerate(came)),
        minutes=text(command.minutes, "会议纪要", "minutes", 10_000),
        place=text(command.place, "地点", "place", 200),
        chaired_by=text(command.chaired_by, "主持人", "chairedBy", 200),
    )


def check_close(
    state: RoundState,
    outcomes: Sequence[DifficultyOutcome],
    *,
    minutes: str | None,
    present: int,
    held_on: date | None,
    today: date,
) -> Refusal | None:
    """第十条：a round closes when every difficulty has an outcome, and what was said and who was there is on record."""
    if state is RoundState.CLOSED:
        return Refusal.of(ROUND_CLOSED)
    faults: list[Breach] = []
    left = sum(1 for o in outcomes if o is DifficultyOutcome.OPEN)
    if left:
        faults.append(Breach("DIFFICULTIES_LEFT", f"还有{left}项难点（堵点、卡点）没有处理结果，{CLOSE_FIRST}", A10))
    if not minutes:
        faults.append(Breach("MINUTES_MISSING", "尚未形成会议纪要", A10, "minutes"))
    if not present:
        faults.append(Breach("ATTENDANCE_MISSING", "尚未登记到会人员", A10, "attendance"))
    if held_on is None or held_on > today:
        faults.append(Breach("NOT_HELD", "尚未登记调度会召开日期，或会议还没有召开", A10, "heldOn"))
    return Refusal(tuple(faults)) if faults else None
