"""第五条、第六条: what the city's reserve library answers of a project, entry by entry, and what it makes of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.text import clean_name, clean_text
from services.reserve.domain.exchange.terms import CITY_STATUS_NAMES, CityOutcome, CityStatus

A5 = Article(5)
LONGEST_CODE, LONGEST_REMARK = 40, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a project stands with the city; `code` is the city's own of the project (市库编码)."""

    code: str | None
    status: CityStatus
    decided_on: date
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of an answer, with its line in the file."""

    line: int
    project_id: UUID
    says: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of an entry; `breach` says why it is not taken, `after` what the record says where it is."""

    line: int
    project_id: UUID | None
    outcome: CityOutcome
    breach: Breach | None = None
    before: Standing | None = None
    after: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows: the projects that are named, how they stand, and which has which code of the city."""

    projects: frozenset[UUID]
    standing: Mapping[UUID, Standing]
    holders: Mapping[str, UUID]


def read(line: int, written: Any) -> Entry | Judged:
    """Read an entry as it was written; a fault of form is told for the entry alone."""
    if not isinstance(written, dict):
        return _faulty(line, None, "CITY_ENTRY_MALFORMED", "该条目不是对象")
    try:
        project_id = UUID(str(written.get("projectId")))
    except ValueError:
        return _faulty(line, None, "CITY_PROJECT_MALFORMED", "条目缺少有效的项目标识projectId")
    try:
        status = CityStatus(str(written.get("status")))
    except ValueError:
        allowed = "、".join(f"{s.value}（{n}）" for s, n in CITY_STATUS_NAMES.items())
        return _faulty(line, project_id, "CITY_STATUS_UNKNOWN", f"状态须为{allowed}之一")
    try:
        decided_on = date.fromisoformat(str(written.get("decidedOn")))
    except ValueError:
        return _faulty(line, project_id, "CITY_DAY_MALFORMED", "办理日期decidedOn须如2027-01-31")
    code, remark = written.get("cityCode"), written.get("remark")
    read_code = clean_name(str(code), "市库编码", "cityCode", LONGEST_CODE) if code not in (None, "") else None
    read_remark = clean_text(str(remark), "备注", "remark", LONGEST_REMARK) if remark not in (None, "") else None
    for kept in (read_code, read_remark):
        if isinstance(kept, Breach):
            return Judged(line=line, project_id=project_id, outcome=CityOutcome.FAULTY, breach=kept)
    assert not isinstance(read_code, Breach)
    assert not isinstance(read_remark, Breach)
    says = Standing(code=read_code, status=status, decided_on=decided_on, remark=read_remark or None)
    return Entry(line=line, project_id=project_id, says=says)


def judge(entries: Iterable[Entry | Judged], known: Known, today: date, *, overwrite: bool) -> list[Judged]:
    """Judge all entries of an answer; `overwrite` lets the city give a project another code than it has."""
    judged: list[Judged] = []
    projects: set[UUID] = set()
    codes: set[str] = set()
    for entry in entries:
        if isinstance(entry, Judged):
            judged.append(entry)
            continue
        breach = _twice(entry, projects, codes) or _fault(entry, known, today)
        projects.add(entry.project_id)
        codes |= {entry.says.code} if entry.says.code else set()
        judged.append(_judged(entry, known, breach, overwrite=overwrite))
    return judged


def _judged(entry: Entry, known: Known, breach: Breach | None, *, overwrite: bool) -> Judged:
    before = known.standing.get(entry.project_id)
    of_entry = {"line": entry.line, "project_id": entry.project_id, "before": before}
    if breach is not None:
        return Judged(**of_entry, outcome=CityOutcome.FAULTY, breach=breach)  # type: ignore[arg-type]  # named above
    conflict = _conflict(entry, known, before, overwrite=overwrite)
    if conflict is not None:
        return Judged(**of_entry, outcome=CityOutcome.CONFLICT, breach=conflict)  # type: ignore[arg-type]
    after = merged(before, entry.says)
    outcome = CityOutcome.SAME if after == before else CityOutcome.TAKEN
    return Judged(**of_entry, outcome=outcome, after=after)  # type: ignore[arg-type]


def merged(before: Standing | None, says: Standing) -> Standing:
    """Put an answer over the record; one without a code leaves the code."""
    code = says.code or (before.code if before else None)
    return Standing(code=code, status=says.status, decided_on=says.decided_on, remark=says.remark)


def _twice(entry: Entry, projects: set[UUID], codes: set[str]) -> Breach | None:
    if entry.project_id in projects:
        return _breach("CITY_PROJECT_TWICE", "同一项目在文件中出现两次，请市库核对后重发")
    if entry.says.code in codes:
        return _breach("CITY_CODE_TWICE", f"市库编码{entry.says.code}在文件中用于两个项目，请市库核对后重发")
    return None


def _fault(entry: Entry, known: Known, today: date) -> Breach | None:
    if entry.project_id not in known.projects:
        return _breach("PROJECT_UNKNOWN", "本区没有该项目，请核对项目标识")
    if entry.says.decided_on > today:
        return _breach("CITY_DAY_IN_FUTURE", f"办理日期{entry.says.decided_on}晚于今天")
    before = known.standing.get(entry.project_id)
    if entry.says.status is CityStatus.ADMITTED and merged(before, entry.says).code is None:
        return _breach("CITY_CODE_MISSING", "已入市库的项目须有市库编码")
    return None


def _conflict(entry: Entry, known: Known, before: Standing | None, *, overwrite: bool) -> Breach | None:
    says = entry.says
    holder = known.holders.get(says.code) if says.code else None
    if holder is not None and holder != entry.project_id:
        return _breach("CITY_CODE_TAKEN", f"市库编码{says.code}已用于本区另一项目（{holder}），请与市库核对")
    if before is None:
        return None
    if before.decided_on > says.decided_on:
        message = f"该项目已有{before.decided_on}的市库答复，较本条目新；未采用本条目"
        return _breach("CITY_ANSWER_OLDER", message)
    if before.code and says.code and before.code != says.code and not overwrite:
        message = f"该项目的市库编码为{before.code}，本条目为{says.code}；确认换码的请选择允许更换编码后再导入"
        return _breach("CITY_CODE_DIFFERS", message)
    return None


def _breach(code: str, message: str) -> Breach:
    return Breach(code, message, A5)


def _faulty(line: int, project_id: UUID | None, code: str, message: str) -> Judged:
    return Judged(line=line, project_id=project_id, outcome=CityOutcome.FAULTY, breach=_breach(code, message))
