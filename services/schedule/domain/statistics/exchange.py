"""第十二条：the files that go to the statistics office and come back: CSV in UTF-8, headings in Chinese, one line a project."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach
from services.schedule.domain.statistics.recording import A12
from services.schedule.domain.statistics.terms import AnswerOutcome, StatisticsKind

EXPORT_HEADINGS = (
    "导出批次",
    "项目标识",
    "项目名称",
    "业主",
    "镇（街道）",
    "行业主管部门",
    "总投资（万元）",
    "年度计划投资（万元）",
    "开工日期",
    "统计库编号",
    "入库日期",
    "入统日期",
    "当月统计投资（万元）",
    "本年统计投资（万元）",
    "本年核实投资（万元）",
    "形象进度（%）",
)
ANSWER_HEADINGS = ("导出批次", "项目标识", "事项", "结果", "统计库编号", "日期", "理由")
KINDS = {"入库": StatisticsKind.ENTRY, "入统": StatisticsKind.REPORTING}
ACCEPTED, REJECTED = "受理", "退回"
LARGEST = 8 * 1024 * 1024  # bytes of an answer
MOST_LINES = 20_000
_GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of an answer, as it was read."""

    line: int
    project_id: UUID
    kind: StatisticsKind
    accepted: bool
    number: str | None
    on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of a line."""

    line: int
    outcome: AnswerOutcome
    project_id: UUID | None = None
    kind: StatisticsKind | None = None
    number: str | None = None
    on: date | None = None
    reason: str | None = None
    breach: Breach | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was read: of which export it is, its lines, and what cannot be read of them."""

    export_id: UUID
    said: tuple[Said, ...]
    faulty: tuple[Judged, ...]


def written(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a CSV that spreadsheets open as UTF-8; no cell begins as a formula does."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: object) -> str:
    said = "" if value is None else str(value)
    return f"'{said}" if isinstance(value, str) and said.startswith(_GUARDED) else said


def read(content: bytes) -> Answer | Breach:
    """Read an answer; what is wrong with the file as a whole is a breach, what is wrong with a line is told line by line."""
    if len(content) > LARGEST:
        return _fault("ANSWER_TOO_LARGE", f"文件不能超过{LARGEST // 1024 // 1024}MB")
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return _fault("ANSWER_UNREADABLE", "文件不是UTF-8编码的CSV，请按答复模板另存后再导入")
    if not rows or tuple(h.strip() for h in rows[0]) != ANSWER_HEADINGS:
        return _fault("ANSWER_HEADINGS_WRONG", f"表头须为：{'、'.join(ANSWER_HEADINGS)}")
    lines = [(at, row) for at, row in enumerate(rows[1:], start=2) if any(c.strip() for c in row)]
    if not lines or len(lines) > MOST_LINES:
        return _fault("ANSWER_EMPTY", f"答复须有1至{MOST_LINES}行")
    batches = {row[0].strip() for _, row in lines if row}
    export_id = _uuid(next(iter(batches))) if len(batches) == 1 else None
    if export_id is None:
        return _fault("ANSWER_BATCH_WRONG", "各行的导出批次须相同，并为本区导出文件的批次")
    read_ = [_line(at, row) for at, row in lines]
    faulty = tuple(made for made in read_ if isinstance(made, Judged))
    return Answer(export_id, tuple(made for made in read_ if isinstance(made, Said)), faulty)


def _line(at: int, row: Sequence[str]) -> Said | Judged:
    cells = [c.strip() for c in row]
    if len(cells) != len(ANSWER_HEADINGS):
        return _bad(at, "LINE_MALFORMED", f"须有{len(ANSWER_HEADINGS)}列，现为{len(cells)}列")
    _, project, kind, result, number, on, reason = cells
    project_id, day = _uuid(project), _day(on)
    if project_id is None:
        return _bad(at, "PROJECT_UNKNOWN", f"项目标识“{project[:60]}”不正确")
    if kind not in KINDS or result not in {ACCEPTED, REJECTED}:
        return _bad(at, "LINE_MALFORMED", "事项须为“入库”或“入统”，结果须为“受理”或“退回”", project_id)
    if result == ACCEPTED and day is None:
        return _bad(at, "DAY_MALFORMED", "受理须有日期，如 2027-03-31", project_id)
    if result == REJECTED and not reason:
        return _bad(at, "REASON_MISSING", "退回须有理由", project_id)
    return Said(
        line=at,
        project_id=project_id,
        kind=KINDS[kind],
        accepted=result == ACCEPTED,
        number=number or None,
        on=day,
        reason=reason or None,
    )


def twice(said: Iterable[Said]) -> dict[int, Judged]:
    """Name the lines that say something of a project and kind that a line before them has said already."""
    seen: dict[tuple[UUID, StatisticsKind], int] = {}
    found: dict[int, Judged] = {}
    for own in said:
        first = seen.setdefault((own.project_id, own.kind), own.line)
        if first != own.line:
            found[own.line] = _bad(own.line, "LINE_TWICE", f"与第{first}行是同一项目同一事项", own.project_id)
    return found


def _bad(at: int, code: str, message: str, project_id: UUID | None = None) -> Judged:
    breach = Breach(code, message, A12, f"line.{at}")
    return Judged(line=at, outcome=AnswerOutcome.FAULTY, project_id=project_id, breach=breach)


def _uuid(written_: str) -> UUID | None:
    try:
        return UUID(written_)
    except ValueError:
        return None


def _day(written_: str) -> date | None:
    try:
        return date.fromisoformat(written_)
    except ValueError:
        return None


def _fault(code: str, message: str) -> Breach:
    return Breach(code, message, A12, "contentBase64")


def told(judged: Judged) -> Mapping[str, object]:
    """Write what became of a line as an import keeps it."""
    breach = judged.breach
    return {
        "line": judged.line,
        "outcome": judged.outcome.value,
        "project_id": str(judged.project_id) if judged.project_id else None,
        "kind": judged.kind.value if judged.kind else None,
        "number": judged.number,
        "on": judged.on.isoformat() if judged.on else None,
        "reason": judged.reason,
        "code": breach.code if breach else None,
        "message": breach.message if breach else None,
    }
