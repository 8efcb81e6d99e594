"""Looks a file through: which rows would be registered, which are there already, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select, tuple_

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.law.project_code import project_code_form
from services.law.text import clean_name
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.register import Known, Registrant, register
from services.reserve.domain.project.state import Elements, Project
from services.reserve.domain.sheets.grid import Fault, Sheet, letters
from services.reserve.domain.sheets.headings import Layout, find_layout
from services.reserve.domain.sheets.places import place
from services.reserve.domain.sheets.rows import Row, Table, read_rows
from services.reserve.store import tables
from services.reserve.store.organizations import unit_of
from services.reserve.usecases.imports.report import Report

NOBODY = UUID(int=0)  # stands for a unit that the directory does not know


@dataclass(slots=True)
class Examined:
    """The report so far, and the projects that may be registered."""

    report: Report
    good: list[Decided[Project]] = field(default_factory=list)


@dataclass(slots=True)
class _Directory:
    """The units that the file names, and the projects that are there already."""

    units: dict[UUID, Unit]
    names: dict[str, UUID]
    present: set[tuple[UUID, str]]
    codes: set[str]

    def find(self, name: str) -> UUID:
        read = clean_name(name, "单位名称")
        return self.names.get(read, NOBODY) if isinstance(read, str) else NOBODY


async def examine(work: Work, sheets: Sequence[Sheet], *, locking: bool = False) -> Examined:
    """Judge every row of every sheet by the rules of registration; nothing is written.

    locking: the units named stay active until the transaction ends, as an import needs it and a dry run cannot have it.
    """
    examined = Examined(Report())
    read: list[Table] = []
    for sheet in sheets:
        layout = find_layout(sheet)
        if layout is None:
            examined.report.notes.append(f"工作表“{sheet.name}”未找到项目表头（至少含项目名称等3列），已略过")
            continue
        read.append(read_rows(sheet, layout))
        examined.report.notes += _ignored(layout)
    if not read:
        message = "文件中没有可识别的项目表"
        examined.report.faults.append(Fault("", None, None, None, "HEADING_NOT_FOUND", message, Article(4)))
    directory = await _directory(work, [row for table in read for row in table.rows], locking=locking)
    by = Registrant(roles=work.actor.roles, unit=work.actor.unit)
    for table in read:
        examined.report.left_out += table.left_out
        for row in table.rows:
            _judge(work, examined, table.layout, row, directory, by)
    return examined


def _ignored(layout: Layout) -> Iterable[str]:
    for at in layout.unknown:
        yield f"工作表“{layout.sheet}”{letters(at.index)}列“{at.heading}”未识别，未导入"
    for at in layout.twice:
        yield f"工作表“{layout.sheet}”{letters(at.index)}列“{at.heading}”与前面的列重复，未导入"


def _judge(work: Work, into: Examined, layout: Layout, row: Row, directory: _Directory, by: Registrant) -> None:
    report = into.report
    report.rows += 1
    project = _project(work, row, directory)
    e = project.elements
    read = clean_name(e.name, "项目名称")
    same = (e.owner_id, read if isinstance(read, str) else e.name)
    if same in directory.present and not row.secret:
        report.present += 1
        return
    code = (e.project_code or "").strip()
    known = Known(units=directory.units, code_taken=bool(code) and code in directory.codes, today=work.today)
    outcome = register(project, by, known, secret=row.secret)
    faults = list(row.faults)
    if isinstance(outcome, Refusal):
        faults += [f for f in (place(b, row, layout) for b in outcome.breaches) if f is not None]
    if faults or isinstance(outcome, Refusal):
        report.faulty += 1
        report.faults += faults
        return
    report.registered += 1
    directory.present.add(same)  # the same project in a later row is there already
    directory.codes |= {code} - {""}
    into.good.append(outcome)


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


async def _directory(work: Work, rows: Sequence[Row], *, locking: bool) -> _Directory:
    unit, project = tables.Organization, tables.Project
    written = {n for r in rows for n in (*r.owners, *r.towns, *r.authorities, *r.cooperating)}
    wanted = {n for n in (clean_name(w, "单位名称") for w in written) if isinstance(n, str)}
    named = select(unit).where(unit.division == work.actor.division, unit.name.in_(wanted)).order_by(unit.id)
    found = await work.session.scalars(named.with_for_update(read=True) if locking else named)
    units = found.all()
    names = {u.name: u.id for u in units}
    known = {u.id: unit_of(u) for u in units}
    pairs = [(names.get(r.owners[0]), clean_name(r.name, "项目名称")) for r in rows if r.owners]
    sought = [(owner, name) for owner, name in pairs if owner and isinstance(name, str)]
    present = await work.session.execute(
        select(project.owner_id, project.name).where(
            project.division == work.actor.division, tuple_(project.owner_id, project.name).in_(sought)
        )
    )
    written_codes = {str(r.elements["project_code"] or "").strip() for r in rows}
    codes = await work.session.scalars(
        select(project.project_code).where(
            project.division == work.actor.division,
            project.project_code.in_([c for c in written_codes if project_code_form(c)]),
        )
    )
    return _Directory(known, names, {(owner, name) for owner, name in present.all()}, {c for c in codes.all() if c})
