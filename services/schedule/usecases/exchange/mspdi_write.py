"""第八条（倒排）：a plan as MS Project XML, which MS Project and ProjectLibre open.

The project is scheduled from its finish, as it is here: a tool that computes it anew lays it backwards from the target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from services.law.workdays import WorkCalendar
from services.schedule.domain.exchange.tasks import ExportPlan, ExportRow
from services.schedule.domain.network.activity import BINDINGS, DayUnit, Link
from services.schedule.usecases.exchange import fields
from services.schedule.usecases.exchange.mspdi_xml import Element, etree

MORNING, EVENING, MIDNIGHT = "08:00:00", "17:00:00", "00:00:00"
_SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_SATURDAY = 5
_CALENDAR = 1
Pair = tuple[str, object]


def write_mspdi(plan: ExportPlan, calendar: WorkCalendar) -> bytes:
    """Write the file; the calendar is that of all years which the plan touches, holidays and make-up workdays named."""
    root = etree.Element(_tag("Project"), nsmap={None: fields.NAMESPACE})
    _put(root, _head(plan))
    attributes = etree.SubElement(root, _tag("ExtendedAttributes"))
    for alias, (id_, name) in fields.TEXTS.items():
        _put(
            etree.SubElement(attributes, _tag("ExtendedAttribute")),
            [("FieldID", id_), ("FieldName", name), ("Alias", alias)],
        )
    _calendar(etree.SubElement(root, _tag("Calendars")), _years(plan), calendar)
    tasks = etree.SubElement(root, _tag("Tasks"))
    _tasks(tasks, plan)
    for empty in ("Resources", "Assignments"):
        etree.SubElement(root, _tag(empty))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _head(plan: ExportPlan) -> list[Pair]:
    start = min((row.start_on for row in plan.rows if row.start_on), default=plan.planned_on)
    return [
        ("SaveVersion", 12),
        ("Name", f"{plan.project_name}.xml"),
        ("Title", plan.title),
        ("ScheduleFromStart", 0),
        ("StartDate", f"{start}T{MORNING}"),
        ("FinishDate", f"{plan.target_on}T{EVENING}"),
        ("CurrencyCode", "CNY"),
        ("CalendarUID", _CALENDAR),
        ("DefaultStartTime", MORNING),
        ("DefaultFinishTime", EVENING),
        ("MinutesPerDay", fields.MINUTES_A_DAY),
        ("MinutesPerWeek", 5 * fields.MINUTES_A_DAY),
        ("DaysPerMonth", 20),
        ("DurationFormat", fields.DAYS),
        ("WeekStartDay", 1),
        ("CurrentDate", f"{plan.planned_on}T{MORNING}"),
    ]


def _years(plan: ExportPlan) -> range:
    days = [plan.target_on, plan.planned_on]
    days += [d for row in plan.rows for d in (row.start_on, row.due_on, row.early_start_on) if d is not None]
    return range(min(days).year, max(days).year + 1)


def _calendar(parent: Element, years: range, calendar: WorkCalendar) -> None:
    made = etree.SubElement(parent, _tag("Calendar"))
    _put(
        made,
        [
            ("UID", _CALENDAR),
            ("Name", "工作日（国务院办公厅放假安排）"),
            ("IsBaseCalendar", 1),
            ("BaseCalendarUID", -1),
        ],
    )
    week = etree.SubElement(made, _tag("WeekDays"))
    for day_type in range(1, 8):  # Sunday first
        works = day_type not in {1, 7}
        day = etree.SubElement(week, _tag("WeekDay"))
        _put(day, [("DayType", day_type), ("DayWorking", int(works))])
        if works:
            _shifts(day)
    exceptions = etree.SubElement(made, _tag("Exceptions"))
    for first, last, works in _exceptions(years, calendar):
        one = etree.SubElement(exceptions, _tag("Exception"))
        _put(one, [("EnteredByOccurrences", 0)])
        period = etree.SubElement(one, _tag("TimePeriod"))
        _put(period, [("FromDate", f"{first}T{MIDNIGHT}"), ("ToDate", f"{last}T23:59:00")])
        count = (last - first).days + 1
        _put(
            one,
            [
                ("Occurrences", count),
                ("Name", "调休上班" if works else "放假"),
                ("Type", 1),
                ("DayWorking", int(works)),
            ],
        )
        if works:
            _shifts(one)


def _exceptions(years: range, calendar: WorkCalendar) -> Iterator[tuple[date, date, bool]]:
    """Return the runs of days on which it is otherwise than the week says."""
    first, end = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    days = map(date.fromordinal, range(first, end + 1))
    otherwise = [d for d in days if calendar.is_workday(d) != (d.weekday() < _SATURDAY)]
    runs = groupby(enumerate(otherwise), lambda p: (p[1].toordinal() - p[0], calendar.is_workday(p[1])))
    for (_, works), run in runs:
        dates = [d for _, d in run]
        yield dates[0], dates[-1], works


def _shifts(parent: Element) -> None:
    times = etree.SubElement(parent, _tag("WorkingTimes"))
    for start, end in _SHIFTS:
        _put(etree.SubElement(times, _tag("WorkingTime")), [("FromTime", start), ("ToTime", end)])


def _tasks(parent: Element, plan: ExportPlan) -> None:
    """Write the project, its stages as summary tasks, and the nodes beneath them."""
    runs = [(stage, list(rows)) for stage, rows in groupby(plan.rows, lambda r: r.draft.stage)]
    uids: dict[str, int] = {}
    count = 0
    for stage, rows in runs:
        count += stage is not None
        for row in rows:
            count += 1
            uids[row.draft.code] = count
    _put(
        etree.SubElement(parent, _tag("Task")),
        [
            ("UID", 0),
            ("ID", 0),
            ("Name", plan.project_name),
            ("OutlineNumber", "0"),
            ("OutlineLevel", 0),
            ("Summary", 1),
        ],
    )
    at, top = 0, 0
    for stage, rows in runs:
        if stage is not None:
            at, top = at + 1, top + 1
            _put(etree.SubElement(parent, _tag("Task")), _summary(at, str(top), stage))
        for beneath, row in enumerate(rows, 1):
            top += stage is None
            at += 1
            number = str(top) if stage is None else f"{top}.{beneath}"
            _task(etree.SubElement(parent, _tag("Task")), row, uids, number)


def _summary(uid: int, number: str, name: str) -> list[Pair]:
    outline = [("WBS", number), ("OutlineNumber", number), ("OutlineLevel", 1)]
    return [("UID", uid), ("ID", uid), ("Name", name), *outline, ("Summary", 1)]


def _task(task: Element, row: ExportRow, uids: dict[str, int], number: str) -> None:
    node, uid = row.draft, uids[row.draft.code]
    _put(task, [("UID", uid), ("ID", uid), ("Name", node.name), ("Contact", node.responsible_person), ("WBS", number)])
    _put(task, [("OutlineNumber", number), ("OutlineLevel", number.count(".") + 1)])
    _put(task, _span("Start", "Finish", row, row.start_on, row.due_on))
    _put(
        task, [("Duration", _hours(row)), ("DurationFormat", _format(node.unit)), ("Milestone", int(not node.duration))]
    )
    _put(task, [("Summary", 0), ("Critical", int(bool(row.critical)))])
    _put(task, _span("EarlyStart", "EarlyFinish", row, row.early_start_on, row.early_due_on))
    _put(task, _span("LateStart", "LateFinish", row, row.start_on, row.due_on))
    _put(task, [("PercentComplete", 100 if row.completed_on else 0)])
    if row.completed_on:
        _put(task, [("ActualFinish", f"{row.completed_on}T{EVENING}")])
    kind = fields.CONSTRAINTS[node.constraint] if node.constraint else fields.AS_LATE
    _put(task, [("ConstraintType", kind)])
    if node.constraint and node.constraint_on:
        time = MORNING if BINDINGS[node.constraint].start else EVENING
        _put(task, [("ConstraintDate", f"{node.constraint_on}T{time}")])
    _put(task, [("Notes", "\n".join(f"{fields.PROOF}{e}" for e in node.evidence))])
    for link in node.links:
        if link.predecessor in uids:
            _put(etree.SubElement(task, _tag("PredecessorLink")), _link(link, uids[link.predecessor]))
    for alias, value in _texts(row):
        attribute = etree.SubElement(task, _tag("ExtendedAttribute"))
        _put(attribute, [("FieldID", fields.TEXTS[alias][0]), ("Value", value)])
    if row.baseline_start_on and row.baseline_due_on:
        days = _span("Start", "Finish", row, row.baseline_start_on, row.baseline_due_on)
        _put(etree.SubElement(task, _tag("Baseline")), [("Number", 0), *days])


def _texts(row: ExportRow) -> list[tuple[str, str]]:
    node = row.draft
    texts = {
        fields.CODE: node.code,
        fields.UNIT: row.unit_name,
        fields.PERSON: node.responsible_person,
        fields.KEY_LINK: node.key_link,
        fields.WAITS: node.waits_for,
        fields.UNIT_ID: str(node.responsible_unit_id),
    }
    return [(alias, value) for alias, value in texts.items() if value]


def _span(start: str, finish: str, row: ExportRow, first: date | None, last: date | None) -> list[Pair]:
    """Write first and last day as moments: a milestone is at the end of its day, elapsed days end at midnight."""
    if first is None or last is None:
        return []
    if row.draft.duration == 0:
        return [(start, f"{last}T{EVENING}"), (finish, f"{last}T{EVENING}")]
    if row.draft.unit is DayUnit.CALENDAR_DAY:
        return [(start, f"{first}T{MIDNIGHT}"), (finish, f"{last + timedelta(days=1)}T{MIDNIGHT}")]
    return [(start, f"{first}T{MORNING}"), (finish, f"{last}T{EVENING}")]


def _minutes(unit: DayUnit) -> int:
    return fields.MINUTES_A_DAY if unit is DayUnit.WORKING_DAY else fields.MINUTES_OF_24_HOURS


def _format(unit: DayUnit) -> int:
    return fields.DAYS if unit is DayUnit.WORKING_DAY else fields.ELAPSED_DAYS


def _hours(row: ExportRow) -> str:
    return f"PT{row.draft.duration * _minutes(row.draft.unit) // 60}H0M0S"


def _link(link: Link, uid: int) -> list[Pair]:
    lag = [("LinkLag", link.lag * _minutes(link.lag_unit) * 10), ("LagFormat", _format(link.lag_unit))]
    return [("PredecessorUID", uid), ("Type", fields.LINKS[link.kind]), ("CrossProject", 0), *lag]


def _put(parent: Element, pairs: Iterable[Pair]) -> None:
    for name, value in pairs:
        etree.SubElement(parent, _tag(name)).text = str(value)


@cache
def _tag(name: str) -> str:
    return f"{{{fields.NAMESPACE}}}{name}"
