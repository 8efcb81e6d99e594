"""第八条（倒排）：MS Project XML of MS Project, ProjectLibre or our own is read as tasks; faults are told by task.

Nothing outside of the file is read and no entity is expanded: a file with a document type is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.law.breach import Breach
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import quoted
from services.schedule.domain.exchange.tasks import (
    A8,
    MOST_ATTRIBUTES,
    MOST_MARKS,
    MOST_TASKS,
    FileFault,
    FilePlan,
    FileTask,
)
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.usecases.exchange import fields
from services.schedule.usecases.exchange.mspdi_calendars import Calendars, read_calendars
from services.schedule.usecases.exchange.mspdi_links import read_links
from services.schedule.usecases.exchange.mspdi_xml import NS, Element, day, each, etree, number, text

_DURATION = re.compile(r"-?P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:\.\d+)?S)?)?")
_CONSTRAINTS = {code: kind for kind, code in fields.CONSTRAINTS.items()}
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_MOST_NOTES = 200


@dataclass(slots=True)
class Reading:
    """What is gathered while a file is read."""

    calendars: Calendars
    minutes: int
    aliases: dict[str, str]
    resources: dict[int, list[str]]
    faults: list[FileFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)

    def drop(self, what: str, count: int = 1) -> None:
        """Count what has no place here."""
        if count:
            self.dropped[what] = self.dropped.get(what, 0) + count


@dataclass(frozen=True, slots=True)
class Placed:
    """A task in the outline: its element, the summary right above it, and whether it is one itself."""

    element: Element
    uid: int
    above: int | None
    summary: bool


def read_mspdi(content: bytes, calendar: WorkCalendar) -> FilePlan | Breach:
    """Read a file; refuse what is not one, or could do harm."""
    root = _opened(content)
    if isinstance(root, Breach):
        return root
    outline = _outline([t for t in each(root, "Tasks", "Task") if text(t, "IsNull") not in {"1", "true"}])
    if sum(not t.summary for t in outline) > MOST_TASKS:
        return Breach("TOO_MANY_NODES", f"一个项目的节点不能超过{MOST_TASKS}个", A8, "contentBase64")
    if len({t.uid for t in outline}) < len(outline):
        return Breach("FILE_UNREADABLE", "文件中任务的唯一标识（UID）缺失或重复", A8, "contentBase64")
    if all(t.summary for t in outline):
        return Breach("NODES_MISSING", "文件中没有任务", A8, "contentBase64")
    return _plan(root, outline, calendar)


def _opened(content: bytes) -> Element | Breach:
    """Parse the file without reading anything else, and without expanding anything in it."""
    if any(mark in content for mark in _DOCTYPE):
        return _unsafe()
    # Each takes a hundred bytes and more in memory, however few it has in the file: they are counted before it is parsed.
    if content.count(b"<") > MOST_MARKS or content.count(b"=") > MOST_ATTRIBUTES:
        return Breach("FILE_TOO_LARGE", "文件中的元素过多，请删去计划以外的内容后另存", A8, "contentBase64")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Breach("FILE_UNREADABLE", "文件不是完整的XML", A8, "contentBase64")
    if root.getroottree().docinfo.doctype:
        return _unsafe()
    if root.tag != f"{NS}Project":
        message = "文件不是MS Project XML（命名空间http://schemas.microsoft.com/project）：请在软件中另存为XML格式"
        return Breach("FILE_NOT_MSPDI", message, A8, "contentBase64")
    return root


def _unsafe() -> Breach:
    message = "文件含有文档类型声明（DOCTYPE），为安全起见不予读取；MS Project 和 ProjectLibre 的文件没有这一声明"
    return Breach("FILE_HAS_DOCTYPE", message, A8, "contentBase64")


def _outline(elements: Sequence[Element]) -> list[Placed]:
    """Find the summary above each task by the levels; the task of level 0 is the project itself."""
    placed: list[Placed] = []
    above: list[tuple[int, int]] = []
    levels = [number(e, "OutlineLevel", 1) for e in elements]
    for i, element in enumerate(elements):
        level, uid = levels[i], number(element, "UID", -1)
        if level <= 0:
            continue
        while above and above[-1][0] >= level:
            above.pop()
        deeper = i + 1 < len(elements) and levels[i + 1] > level
        summary = deeper or text(element, "Summary") in {"1", "true"}
        placed.append(Placed(element, uid, above[-1][1] if above else None, summary))
        above.append((level, uid))
    return placed


def _plan(root: Element, outline: Sequence[Placed], calendar: WorkCalendar) -> FilePlan:
    calendars = read_calendars(root, calendar)
    reading = Reading(
        calendars,
        number(root, "MinutesPerDay", fields.MINUTES_A_DAY) or fields.MINUTES_A_DAY,
        {text(a, "FieldID"): text(a, "Alias") for a in each(root, "ExtendedAttributes", "ExtendedAttribute")},
        _resources(root),
        notes=list(calendars.notes),
    )
    names = {p.uid: text(p.element, "Name") for p in outline}
    active = [p for p in outline if not p.summary and text(p.element, "Active") not in {"0", "false"}]
    reading.drop("已停用的任务", sum(not p.summary for p in outline) - len(active))
    above = {p.above for p in outline}
    reading.drop("没有下级任务的摘要任务", sum(p.summary and p.uid not in above for p in outline))
    codes = {p.uid: _own(p.element, reading).get(fields.CODE) or f"T{p.uid}" for p in active}
    links = read_links(outline, codes, reading.minutes, reading.faults, reading.notes)
    tasks = [_task(p, names, codes, links.get(p.uid, ()), reading) for p in active]
    _left_out(root, reading)
    return FilePlan(
        target_on=day(root, "FinishDate"),
        tasks=tuple(tasks),
        stages=len({t.stage for t in tasks if t.stage}),
        faults=tuple(reading.faults),
        notes=tuple(reading.notes[:_MOST_NOTES]),
        not_carried=tuple(f"{what}（{count}项）" for what, count in reading.dropped.items()),
    )


def _task(
    placed: Placed, names: dict[int, str], codes: dict[int, str], links: Sequence[Link], reading: Reading
) -> FileTask:
    element = placed.element
    own, assigned = _own(element, reading), reading.resources.get(placed.uid, [])
    duration, unit = _duration(placed, reading)
    constraint, on = _constraint(placed, reading)
    notes = [line.strip() for line in text(element, "Notes").split("\n") if line.strip()]
    proofs = [line.removeprefix(fields.PROOF).strip() for line in notes if line.startswith(fields.PROOF)]
    reading.drop("任务备注", int(len(proofs) < len(notes)))
    people = [own.get(fields.PERSON) or text(element, "Contact"), *assigned]
    return FileTask(
        place=f"任务{placed.uid}",
        code=codes[placed.uid],
        name=text(element, "Name"),
        stage=(names.get(placed.above) or None) if placed.above is not None else None,
        key_link=own.get(fields.KEY_LINK) or None,
        unit_id=_identity(own.get(fields.UNIT_ID, "")),
        unit_names=tuple(dict.fromkeys(n for n in (own.get(fields.UNIT, ""), *assigned) if n)),
        people=tuple(dict.fromkeys(p for p in people if p)),
        duration=duration,
        unit=unit,
        links=tuple(links),
        evidence=tuple(proofs),
        waits_for=own.get(fields.WAITS) or None,
        constraint=constraint,
        constraint_on=on,
    )


def _own(element: Element, reading: Reading) -> dict[str, str]:
    """Read our own text fields, known by their aliases."""
    found = {reading.aliases.get(text(a, "FieldID"), ""): text(a, "Value") for a in each(element, "ExtendedAttribute")}
    return {alias: value for alias, value in found.items() if alias in fields.TEXTS}


def _duration(placed: Placed, reading: Reading) -> tuple[int, DayUnit]:
    """Read a duration as whole days; a part of a day takes the whole one."""
    element, written = placed.element, text(placed.element, "Duration")
    found = _DURATION.fullmatch(written)
    if found is None or written.startswith("-"):
        message = f"工期{quoted(written)}无法识别，应如PT40H0M0S"
        reading.faults.append(
            FileFault(place=f"任务{placed.uid}", name=text(element, "Name"), code="DURATION_INVALID", message=message)
        )
        return 0, DayUnit.WORKING_DAY
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    whole = days * fields.MINUTES_OF_24_HOURS + hours * 60 + minutes + (seconds > 0)
    elapsed = number(element, "DurationFormat", fields.DAYS) in fields.ELAPSED
    calendar = number(element, "CalendarUID", -1)
    if not elapsed and calendar in reading.calendars.every_day:
        a_day = reading.calendars.every_day[calendar]
        reading.notes.append(f"任务{placed.uid}“{text(element, 'Name')}”的日历每天工作，工期按自然日计")
        return -(-whole // a_day), DayUnit.CALENDAR_DAY
    a_day = fields.MINUTES_OF_24_HOURS if elapsed else reading.minutes
    if whole % a_day:
        reading.notes.append(
            f"任务{placed.uid}“{text(element, 'Name')}”的工期{written}不是整日，进为{-(-whole // a_day)}天"
        )
    return -(-whole // a_day), DayUnit.CALENDAR_DAY if elapsed else DayUnit.WORKING_DAY


def _constraint(placed: Placed, reading: Reading) -> tuple[ConstraintKind | None, date | None]:
    element = placed.element
    kind = _CONSTRAINTS.get(number(element, "ConstraintType", fields.AS_SOON))
    on, deadline = day(element, "ConstraintDate"), day(element, "Deadline")
    if kind is None:
        if deadline is None:
            return None, None
        reading.notes.append(f"任务{placed.uid}“{text(element, 'Name')}”的期限{deadline}作为“不晚于该日完成”的约束")
        return ConstraintKind.FINISH_NO_LATER_THAN, deadline
    reading.drop("已有日期约束的任务的期限", int(deadline is not None))
    if on is None:
        message = "有日期约束而没有约束日期"
        fault = FileFault(
            place=f"任务{placed.uid}", name=text(element, "Name"), code="CONSTRAINT_INCOMPLETE", message=message
        )
        reading.faults.append(fault)
        return None, None
    return kind, on


def _resources(root: Element) -> dict[int, list[str]]:
    """Return the names of what is assigned to each task, by its UID."""
    names = {number(r, "UID", -1): text(r, "Name") for r in each(root, "Resources", "Resource")}
    assigned: dict[int, list[str]] = {}
    for one in each(root, "Assignments", "Assignment"):
        if name := names.get(number(one, "ResourceUID", -1)):
            assigned.setdefault(number(one, "TaskUID", -1), []).append(name)
    return assigned


def _left_out(root: Element, reading: Reading) -> None:
    """Name what a plan of ours has no place for."""
    tasks = each(root, "Tasks", "Task")
    reading.drop(
        "资源（仅用其名称对应责任单位、责任人）",
        sum(bool(text(r, "Name")) for r in each(root, "Resources", "Resource")),
    )
    reading.drop("资源分配的工时、费用", len(each(root, "Assignments", "Assignment")))
    for what, name in (
        ("任务费用", "Cost"),
        ("固定费用", "FixedCost"),
        ("完成百分比（办结须在平台上附佐证材料）", "PercentComplete"),
    ):
        reading.drop(what, sum(text(t, name).strip("0.") != "" for t in tasks))
    reading.drop("比较基准", sum(bool(each(t, "Baseline")) for t in tasks))
    reading.drop("手动排程（改为自动计算）", sum(text(t, "Manual") in {"1", "true"} for t in tasks))
    reading.drop("子项目", sum(text(t, "IsSubproject") in {"1", "true"} for t in tasks))
    own = {alias for alias in reading.aliases.values() if alias not in fields.TEXTS}
    reading.drop("自定义字段", len(own))


def _identity(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
