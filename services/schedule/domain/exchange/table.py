"""第八条（倒排）：a plan as a table (CSV), for offices that keep it in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from services.law.breach import Breach
from services.schedule.domain.exchange.tasks import (
    A8,
    MOST_TASKS,
    ExportPlan,
    ExportRow,
    FileFault,
    FilePlan,
    FileTask,
)
from services.schedule.domain.network.activity import BINDINGS, ConstraintKind, DayUnit, Link, LinkKind

CODE, NAME, STAGE, KEY_LINK = "节点编号", "节点名称", "阶段", "关键环节"
UNIT, UNIT_ID, PERSON = "责任单位", "责任单位标识", "责任人"
DURATION, DAYS, LINKS, EVIDENCE = "办理时限", "天数单位", "前置关系", "佐证材料"
WAITS, CONSTRAINT, CONSTRAINT_ON = "等待的要素保障", "日期约束", "约束日期"
_READ = (
    CODE,
    NAME,
    STAGE,
    KEY_LINK,
    UNIT,
    UNIT_ID,
    PERSON,
    DURATION,
    DAYS,
    LINKS,
    EVIDENCE,
    WAITS,
    CONSTRAINT,
    CONSTRAINT_ON,
)
_NEEDED = (CODE, NAME, DURATION)
_SHOWN = ("最迟开始", "办理期限", "最早开始", "最早完成", "关键线路", "办结日期")
UNIT_WORDS = {DayUnit.WORKING_DAY: "工作日", DayUnit.CALENDAR_DAY: "自然日"}
_UNITS = {word: unit for unit, word in UNIT_WORDS.items()} | {"": DayUnit.WORKING_DAY, "天": DayUnit.CALENDAR_DAY}
_SHORT = {
    LinkKind.FINISH_TO_START: "FS",
    LinkKind.START_TO_START: "SS",
    LinkKind.FINISH_TO_FINISH: "FF",
    LinkKind.START_TO_FINISH: "SF",
}
_KINDS = {short: kind for kind, short in _SHORT.items()}
CONSTRAINT_WORDS = {kind: binding.says.format("某日") for kind, binding in BINDINGS.items()}
_CONSTRAINTS = {word: kind for kind, word in CONSTRAINT_WORDS.items()} | {k.value: k for k in ConstraintKind}
_LINK = re.compile(r"(?P<code>.+?)(?::(?P<kind>FS|SS|FF|SF)(?:(?P<lag>[+-]\d{1,6})(?P<unit>工作日|自然日)?)?)?")
_FORMULA = "=+-@\t\r'"  # what a spreadsheet would take for a formula, and the sign that keeps it from that


def write_table(plan: ExportPlan) -> bytes:
    """Write UTF-8 with the mark by which spreadsheets know it; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*_READ, *_SHOWN])
    writer.writerows([[_safe(cell) for cell in _cells(row)] for row in plan.rows])
    return out.getvalue().encode("utf-8-sig")


def _cells(row: ExportRow) -> list[str]:
    node = row.draft
    days = (row.start_on, row.due_on, row.early_start_on, row.early_due_on)
    return [
        node.code,
        node.name,
        node.stage or "",
        node.key_link,
        row.unit_name,
        str(node.responsible_unit_id),
        node.responsible_person,
        str(node.duration),
        UNIT_WORDS[node.unit],
        "\n".join(_link_words(k) for k in node.links),
        "\n".join(node.evidence),
        node.waits_for or "",
        CONSTRAINT_WORDS[node.constraint] if node.constraint else "",
        node.constraint_on.isoformat() if node.constraint_on else "",
        *("" if day is None else day.isoformat() for day in days),
        "" if row.critical is None else "是" if row.critical else "否",
        row.completed_on.isoformat() if row.completed_on else "",
    ]


def _link_words(link: Link) -> str:
    lag = f"{link.lag:+d}{UNIT_WORDS[link.lag_unit]}" if link.lag else ""
    return f"{link.predecessor}:{_SHORT[link.kind]}{lag}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] and cell[0] in _FORMULA else cell


def _plain(cell: str) -> str:
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _FORMULA else cell


def read_table(content: bytes) -> FilePlan | Breach:
    """Read a table in UTF-8 or GB18030 with the headings in its first row; faults are told by row."""
    text = _decoded(content)
    if text is None:
        return Breach("FILE_UNREADABLE", "文件不是UTF-8或GBK编码的CSV文本", A8, "contentBase64")
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), strict=True), MOST_TASKS + 2))
    except csv.Error:
        return Breach("FILE_UNREADABLE", "文件不是完整的CSV：引号未成对，或单元格过长", A8, "contentBase64")
    headings = [cell.strip() for cell in rows[0]] if rows else []
    if missing := [name for name in _NEEDED if name not in headings]:
        return Breach("COLUMNS_MISSING", f"首行缺少列：{'、'.join(missing)}", A8, "contentBase64")
    if repeated := sorted({h for h in headings if h and headings.count(h) > 1}):
        return Breach("COLUMNS_REPEATED", f"首行的列重复：{'、'.join(repeated)}", A8, "contentBase64")
    if len(rows) - 1 > MOST_TASKS:
        return Breach("TOO_MANY_NODES", f"一个项目的节点不能超过{MOST_TASKS}个", A8, "contentBase64")
    lines = [
        (n, {h: _plain(c) for h, c in zip(headings, row, strict=False)})
        for n, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    unknown = [h for h in headings if h and h not in _READ and h not in _SHOWN]
    return _plan(lines, [f"列“{h}”" for h in unknown])


def _plan(lines: Sequence[tuple[int, Mapping[str, str]]], not_carried: Sequence[str]) -> FilePlan:
    faults: list[FileFault] = []
    codes = {line.get(CODE, "").strip() for _, line in lines}
    tasks = [_task(number, line, codes, faults) for number, line in lines]
    if any(line.get(name) for _, line in lines for name in ("办结日期",)):
        not_carried = [*not_carried, "办结日期（办结须在平台上附佐证材料）"]
    return FilePlan(
        target_on=None,
        tasks=tuple(tasks),
        stages=len({t.stage for t in tasks if t.stage}),
        faults=tuple(faults),
        not_carried=tuple(not_carried),
    )


def _task(number: int, line: Mapping[str, str], codes: set[str], faults: list[FileFault]) -> FileTask:
    def cell(name: str) -> str:
        return line.get(name, "").strip()

    def wrong(code: str, message: str) -> None:
        faults.append(FileFault(place=f"第{number}行", name=cell(NAME) or None, code=code, message=message))

    if cell(DAYS) not in _UNITS:
        wrong("UNIT_OF_DAYS_UNKNOWN", f"天数单位“{cell(DAYS)}”无效，应为工作日或自然日")
    if not re.fullmatch(r"\d{1,6}", cell(DURATION)):
        wrong("DURATION_INVALID", f"办理时限“{cell(DURATION)}”不是天数")
    if cell(CONSTRAINT) and cell(CONSTRAINT) not in _CONSTRAINTS:
        wrong("CONSTRAINT_UNKNOWN", f"日期约束“{cell(CONSTRAINT)}”无效，可选：{'、'.join(CONSTRAINT_WORDS.values())}")
    on = _day(cell(CONSTRAINT_ON))
    if cell(CONSTRAINT_ON) and on is None:
        wrong("DATE_INVALID", f"约束日期“{cell(CONSTRAINT_ON)}”无效，应如2027-03-08")
    links = tuple(_links(cell(LINKS), codes))
    return FileTask(
        place=f"第{number}行",
        code=cell(CODE),
        name=cell(NAME),
        stage=cell(STAGE) or None,
        key_link=cell(KEY_LINK) or None,
        unit_id=_identity(cell(UNIT_ID)),
        unit_names=(cell(UNIT),) if cell(UNIT) else (),
        people=(cell(PERSON),) if cell(PERSON) else (),
        duration=int(cell(DURATION)) if re.fullmatch(r"\d{1,6}", cell(DURATION)) else 0,
        unit=_UNITS.get(cell(DAYS), DayUnit.WORKING_DAY),
        links=links,
        evidence=tuple(e.strip() for e in cell(EVIDENCE).split("\n") if e.strip()),
        waits_for=cell(WAITS) or None,
        constraint=_CONSTRAINTS.get(cell(CONSTRAINT)),
        constraint_on=on,
    )


def _links(cell: str, codes: set[str]) -> Iterable[Link]:
    """Read one dependency a line; on a line that is none, those that stand between semicolons."""
    for line in filter(None, (part.strip() for part in cell.split("\n"))):
        whole = _link(line, codes)
        if whole.predecessor in codes:
            yield whole
        else:
            yield from (_link(part.strip(), codes) for part in re.split("[;；]", line) if part.strip())


def _link(words: str, codes: set[str]) -> Link:
    found = _LINK.fullmatch(words)
    if found is None or (words in codes and (not found["kind"] or found["code"] not in codes)):
        return Link(words)
    kind = _KINDS[found["kind"]] if found["kind"] else LinkKind.FINISH_TO_START
    lag = int(found["lag"] or 0)
    return Link(found["code"], kind, lag, _UNITS[found["unit"] or ""] if lag else DayUnit.WORKING_DAY)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _day(written: str) -> date | None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _identity(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
