"""第十条（建立台账）：issues of a sheet are put on the ledger; a dry run judges the same and keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import quoted
from services.schedule.domain.ledger.assigning import AssignIssue, Assignment
from services.schedule.domain.ledger.lines import IssueLine, JudgedLine, LineOutcome
from services.schedule.domain.ledger.raising import RaiseIssue
from services.schedule.domain.ledger.terms import A10, IssueSource
from services.schedule.store import ledger
from services.schedule.store.ledger_names import Named, named
from services.schedule.usecases.ledger.assign import assign_issue
from services.schedule.usecases.ledger.raise_ import raise_issue

MOST_LINES = 1_000
DRY = Breach("DRY_RUN", "试导：未写入任何内容", A10)


@dataclass(slots=True, kw_only=True)
class ImportIssues:
    """The command: the lines of a sheet. good_only: those without a fault are taken though others have one.

    judged: filled as the lines are judged, for whoever asks; it says how each of them would end, or has ended.
    """

    file_name: str
    digest: str
    lines: list[IssueLine]
    dry_run: bool
    good_only: bool
    judged: list[JudgedLine] = field(default_factory=list)


async def import_issues(work: Work, command: ImportIssues) -> UUID | Refusal:
    """Raise every line's issue, and hand it out where a unit is named; the id is the import's own."""
    command.judged.clear()  # another attempt judges anew
    if not 1 <= len(command.lines) <= MOST_LINES:
        message = f"一次导入1至{MOST_LINES}个问题，现为{len(command.lines)}个"
        return Refusal.of(Breach("NUMBER_OF_LINES", message, A10, "contentBase64"))
    known = await named(
        work.session,
        work.actor,
        projects={line.project for line in command.lines},
        units={line.unit for line in command.lines},
        numbers={line.number for line in command.lines if line.number},
        titles={line.title for line in command.lines},
    )
    for line in command.lines:
        command.judged.append(await _judge(work, line, known))
    if command.dry_run:
        return Refusal.of(DRY)
    faults = [at_line(judged, breach) for judged in command.judged for breach in judged.breaches]
    if faults and not command.good_only:
        return Refusal(tuple(faults))
    id_ = work.new_id()
    taken = [judged.number for judged in command.judged if judged.outcome is LineOutcome.TAKEN]
    told = {"file": command.file_name, "digest": command.digest, "taken": taken, "refused": len(faults)}
    await work.audit("importIssues", f"issue-import/{id_}", None, told)
    return id_


def at_line(judged: JudgedLine, breach: Breach) -> Breach:
    """Name the line of the file at fault."""
    return replace(breach, message=f"第{judged.line}行：{breach.message}", field=f"line.{judged.line}")


async def _judge(work: Work, line: IssueLine, known: Named) -> JudgedLine:
    """Take one line, or leave no trace of it."""
    faults = list(line.faults)
    project = _one(known.projects, line.project, "PROJECT_UNKNOWN", "项目", faults)
    unit = _one(known.units, line.unit, "UNIT_UNKNOWN", "责任单位", faults)
    if line.number in known.numbers or (project, line.title) in known.titles:
        return JudgedLine(line=line.line, title=line.title, outcome=LineOutcome.SAME)
    if not faults:
        done = await _take(work, line, project, unit)
        if not isinstance(done, Refusal):
            known.titles.add((project, line.title))
            return JudgedLine(line=line.line, title=line.title, outcome=LineOutcome.TAKEN, number=done)
        faults += done.breaches
    return JudgedLine(line=line.line, title=line.title, outcome=LineOutcome.FAULTY, breaches=faults)


def _one(by_name: dict[str, set[UUID]], name: str, code: str, what: str, faults: list[Breach]) -> UUID | None:
    if not name:
        return None
    found = by_name.get(name, set())
    if len(found) == 1:
        return next(iter(found))
    message = f"没有找到{what}{quoted(name)}，或不在您的查看范围内"
    if found:
        message = f"{what}{quoted(name)}不止一个，请写明项目代码或改用全称"
    faults.append(Breach(code, message, A10, "project" if what == "项目" else "unit"))
    return None


async def _take(work: Work, line: IssueLine, project: UUID | None, unit: UUID | None) -> str | Refusal:
    """Raise and hand out by the use cases that people use; return the number."""
    assert line.kind is not None, "a line without a fault has its kind"
    assert line.severity is not None, "a line without a fault has its severity"
    raised = RaiseIssue(
        project_id=project,
        severity=line.severity,
        kind=line.kind,
        title=line.title,
        description=line.description,
        source=IssueSource.MEETING,
    )
    async with work.session.begin_nested() as line_alone:
        id_ = await raise_issue(work, raised)
        if isinstance(id_, Refusal):
            await line_alone.rollback()
            return id_
        if unit is not None:
            days = line.days
            if days is None and line.due is not None:
                days = calendar().between(work.today, line.due)
            to = Assignment(layer=line.layer, unit_id=unit, person=line.person or None, working_days=days)
            handed = await assign_issue(work, AssignIssue(issue_id=id_, to=to, reason=None, expected_version=1))
            if isinstance(handed, Refusal):
                await line_alone.rollback()
                return handed
    row = await ledger.by_id(work.session, work.actor, id_)
    assert row is not None, "who raised an issue sees it"
    return row.number
