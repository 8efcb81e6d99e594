"""第四条: judges rows as projects: which would be registered, which are there already, and what is wrong with the others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, tuple_

from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.grid import Sheet
from services.law.project_code import project_code_form
from services.law.text import clean_name
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.register import Known, Registrant, register
from services.reserve.domain.project.state import Elements, Project
from services.reserve.domain.sheets.headings import Layout
from services.reserve.domain.sheets.places import place
from services.reserve.domain.sheets.rows import Row, read_rows
from services.reserve.domain.terms import Category
from services.reserve.store import projects, tables
from services.reserve.store.history import Entry, remember_all
from services.reserve.store.organizations import unit_of
from services.reserve.usecases.imports.report import Report

NOBODY = UUID(int=0)  # stands for a unit that the directory does not know
NAMED_ROWS = 20  # of those that a note is about
Figures = tuple[Decimal | None, date | None, date | None]  # total, start, finish: what a reader of a sheet compares
_UNREAD = {"AMOUNT_MALFORMED", "CELL_MALFORMED"}


@dataclass(slots=True)
class _Directory:
    """The units that the rows so far have named, and the projects that are there already."""

    units: dict[UUID, Unit] = field(default_factory=dict)
    names: dict[str, UUID] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    present: dict[tuple[UUID, str], Figures] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    def find(self, name: str) -> UUID:
        read = clean_name(name, "单位名称")
        return self.names.get(read, NOBODY) if isinstance(read, str) else NOBODY


class ProjectJudge:
    """Judges every row by the rules of registration.

    writing: from which file good rows are registered; None for a look that writes nothing. The units that are named
    then stay active until the transaction ends, which a look cannot have.
    """

    def __init__(self, *, writing: str | None = None, keep_ids: bool = True) -> None:
        """Begin a file."""
        self._writing, self._keep_ids = writing, keep_ids
        self._directory = _Directory()
        self._section: Category | None = None
        self._unlike: list[int] = []  # rows of the sheet whose project is there with other figures
        self._note: str | None = None  # what the report says of them

    def begin(self) -> None:
        """Begin a sheet."""
        self._section, self._unlike, self._note = None, [], None

    async def take(self, work: Work, part: Sheet, layout: Layout, report: Report) -> None:
        """Judge a part; register its good rows where that is asked for."""
        table = await asyncio.to_thread(read_rows, part, layout, self._section)
        self._section = table.section
        report.left_out += table.left_out
        await self._look_up(work, table.rows)
        good = await asyncio.to_thread(self._judge_all, work, table.rows, layout, report)
        self._tell_unlike(part.name, report)
        if self._writing is None:
            return
        await _register(work, good, self._writing)
        if self._keep_ids:
            report.project_ids += [decided.state.id for decided in good]

    def _judge_all(self, work: Work, rows: Sequence[Row], layout: Layout, report: Report) -> list[Decided[Project]]:
        by = Registrant(roles=work.actor.roles, unit=work.actor.unit)
        judged = (self._judge(work, report, layout, row, by) for row in rows)
        return [good for good in judged if good is not None]

    def _judge(self, work: Work, report: Report, layout: Layout, row: Row, by: Registrant) -> Decided[Project] | None:
        directory = self._directory
        report.rows += 1
        project = _project(work, row, directory)
        e = project.elements
        read = clean_name(e.name, "项目名称")
        same = (e.owner_id, read if isinstance(read, str) else e.name)
        there = directory.present.get(same)
        if there is not None and not row.secret:
            report.present += 1
            if _unlike(row, e, there):
                self._unlike.append(row.number)
            return None
        code = (e.project_code or "").strip()
        known = Known(units=directory.units, code_taken=bool(code) and code in directory.codes, today=work.today)
        outcome = register(project, by, known, secret=row.secret)
        faults = list(row.faults)
        if isinstance(outcome, Refusal):
            faults += [f for f in (place(b, row, layout) for b in outcome.breaches) if f is not None]
        if faults or isinstance(outcome, Refusal):
            report.faulty += 1
            report.found(faults)
            return None
        report.registered += 1
        directory.present[same] = _figures(e)  # the same project in a later row is there already
        directory.codes |= {code} - {""}
        return outcome

    def _tell_unlike(self, sheet: str, report: Report) -> None:
        """Say which rows leave a project as it is though they state something else of it."""
        if not self._unlike:
            return
        rows = "、".join(map(str, self._unlike[:NAMED_ROWS])) + ("等" if len(self._unlike) > NAMED_ROWS else "")
        if self._note is not None:
            report.notes.remove(self._note)
        self._note = (
            f"工作表“{sheet}”第{rows}行（共{len(self._unlike)}行）的项目已登记，表中总投资或起止时间与登记的不同，或有无法识别的单元格；"
            "导入不修改已登记的项目，需修改的请办理项目变更"
        )
        report.notes.append(self._note)

    async def _look_up(self, work: Work, rows: Sequence[Row]) -> None:
        """Look up what the rows of a part name and is not known from the parts before."""
        known, unit = self._directory, tables.Organization
        written = {n for r in rows for n in (*r.owners, *r.towns, *r.authorities, *r.cooperating)}
        wanted = {n for n in (clean_name(w, "单位名称") for w in written) if isinstance(n, str)} - known.asked
        if wanted:
            named = select(unit).where(unit.division == work.actor.division, unit.name.in_(wanted)).order_by(unit.id)
            found = await work.session.scalars(named.with_for_update(read=True) if self._writing else named)
            for row in found.all():
                known.names[row.name] = row.id
                known.units[row.id] = unit_of(row)
            known.asked |= wanted
        await self._look_for_projects(work, rows)

    async def _look_for_projects(self, work: Work, rows: Sequence[Row]) -> None:
        known, project = self._directory, tables.Project
        pairs = [(known.find(r.owners[0]), clean_name(r.name, "项目名称")) for r in rows if r.owners]
        sought = [(owner, name) for owner, name in pairs if owner is not NOBODY and isinstance(name, str)]
        present = await work.session.execute(
            select(project.owner_id, project.name, project.total_investment, project.start_on, project.finish_on).where(
                project.division == work.actor.division, tuple_(project.owner_id, project.name).in_(sought)
            )
        )
        known.present |= {(owner, name): (total, start, finish) for owner, name, total, start, finish in present.all()}
        written_codes = {str(r.elements["project_code"] or "").strip() for r in rows}
        codes = await work.session.scalars(
            select(project.project_code).where(
                project.division == work.actor.division,
                project.project_code.in_([c for c in written_codes if project_code_form(c)]),
            )
        )
        known.codes |= {c for c in codes.all() if c}


def _figures(e: Elements) -> Figures:
    return e.total_investment, e.start_on, e.finish_on


def _unlike(row: Row, e: Elements, there: Figures) -> bool:
    """Whether a row states other figures than the project has, or something that cannot be read; a blank states nothing."""
    total = None if "totalInvestment" in row.unread else e.total_investment
    stated = zip((total, e.start_on, e.finish_on), there, strict=True)
    return any(f.code in _UNREAD for f in row.faults) or any(said and said != kept for said, kept in stated)


def _project(work: Work, row: Row, directory: _Directory) -> Project:
    named = (row.owners, row.towns, row.authorities, row.cooperating)
    owners, towns, leads, others = ([directory.find(n) for n in names] for names in named)
    further = tuple(dict.fromkeys([*leads[1:], *owners[1:], *towns[1:], *others]))
    elements = Elements(
        name=row.name,
        owner_id=owners[0] if owners else NOBODY,
        town_id=towns[0] if towns else None,
        industry_authority_id=leads[0] if leads else None,
        cooperating_ids=further,
        **row.elements,
    )
    return Project(id=work.new_id(), division=work.actor.division, version=1, library=None, elements=elements)


async def _register(work: Work, good: Sequence[Decided[Project]], file_name: str) -> None:
    """Register a part's projects together: one by one they would take several times as long."""
    await projects.insert_all(work, [decided.state for decided in good])
    await work.record(*(event for decided in good for event in decided.events))
    entries = [
        Entry(
            project_id=project.id,
            version=project.version,
            action="importProjects",
            before=None,
            after=projects.audited(project),
            reason=f"从“{file_name}”导入",
        )
        for project in (decided.state for decided in good)
    ]
    await remember_all(work, entries)
