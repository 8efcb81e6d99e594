"""第十条（台账）：the ledger as offices keep it, one line an issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.law.document import Column, Line, LineKind, Table
from services.law.workdays import WorkCalendar
from services.schedule.domain.ledger.limits import day_line, timing, working_days_late
from services.schedule.domain.ledger.record import Issue
from services.schedule.domain.ledger.standing import STATES
from services.schedule.domain.ledger.terms import IssueTiming, Layer, Severity

SEVERITIES = {Severity.DIFFICULTY: "难点", Severity.BLOCKAGE: "堵点", Severity.JAM: "卡点"}
LAYERS = {Layer.DEPARTMENT: "部门", Layer.LEADER: "区领导", Layer.CITY: "市级"}
TIMINGS = {
    IssueTiming.NOT_ASSIGNED: "未交办",
    IssueTiming.ON_TIME: "期限内",
    IssueTiming.DUE_SOON: "即将到期",
    IssueTiming.DUE_TODAY: "今日到期",
    IssueTiming.LATE: "已逾期",
    IssueTiming.DONE: "按期办结",
    IssueTiming.DONE_LATE: "逾期办结",
    IssueTiming.ENDED: "已撤回或并入",
}
COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("编号",), 12),
    Column(("项目",), 24),
    Column(("问题", "标题"), 24),
    Column(("问题", "具体情况"), 40),
    Column(("问题", "类别"), 12),
    Column(("问题", "程度"), 8),
    Column(("提出", "单位"), 18),
    Column(("提出", "日期"), 12),
    Column(("交办", "层级"), 8),
    Column(("交办", "责任单位"), 18),
    Column(("交办", "责任人"), 10),
    Column(("交办", "日期"), 12),
    Column(("期限", "原期限"), 12),
    Column(("期限", "现期限"), 12),
    Column(("办理", "状态"), 14),
    Column(("办理", "结果"), 32),
    Column(("办理", "报办结日期"), 12),
    Column(("办理", "销号日期"), 12),
    Column(("时限", "情况"), 10),
    Column(("时限", "逾期工作日"), 8, figures=True),
    Column(("督办", "督办函"), 20),
    Column(("督办", "列入约谈日期"), 12),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An issue with the names that its line shows."""

    issue: Issue
    project: str | None
    kind: str
    raised_by_unit: str | None
    responsible_unit: str | None


def ledger_table(title: str) -> Table:
    """The ledger without its lines, which are written as they are read."""
    return Table(label="", title=title, unit="", columns=COLUMNS, lines=())


def ledger_lines(entries: Sequence[Entry], *, start: int, today: date, calendar: WorkCalendar) -> Iterator[Line]:
    """Write lines, numbered from `start`; lateness is that of the day."""
    line = day_line(today, calendar)
    for at, entry in enumerate(entries, start=start):
        issue = entry.issue
        until = issue.done_on or issue.ended_on or today
        closed = issue.ended_on if issue.closed_by is not None else None
        yield Line(
            LineKind.ITEM,
            (
                at,
                issue.number,
                entry.project,
                issue.title,
                issue.description,
                entry.kind,
                SEVERITIES[issue.severity],
                entry.raised_by_unit,
                issue.raised_on,
                LAYERS[issue.layer] if issue.layer else None,
                entry.responsible_unit,
                issue.responsible_person,
                issue.assigned_on,
                issue.original_due_on,
                issue.due_on,
                STATES[issue.state],
                issue.done_text,
                issue.done_on,
                closed,
                TIMINGS[timing(issue.due_on, issue.done_on, issue.ended_on, line)],
                working_days_late(issue.due_on, until, calendar),
                issue.supervision_letter,
                issue.interview_on,
            ),
        )
