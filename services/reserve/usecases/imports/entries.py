"""第三条: judges rows as items of a plan's draft, or as applications of a year, by the commands that enter them one by one.

A look carries a command out and takes it back, row by row: so it knows each condition that the import will know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from sqlalchemy import or_, select

from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.document import amount
from services.law.grid import Sheet
from services.law.parties import Role
from services.law.text import clean_name
from services.reserve.domain.applications.state import OPEN, Asked
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.sheets.entries import Entry, read_entries
from services.reserve.domain.sheets.headings import Layout
from services.reserve.domain.terms import ItemKind
from services.reserve.store import plans, tables
from services.reserve.usecases.applications.create import CreateApplication, create_application
from services.reserve.usecases.imports.report import Report
from services.reserve.usecases.plan.add_item import AddPlanItem, add_item

A3_2, A3_4 = Article(3, 2), Article(3, 4)
Known = Mapping[UUID, tuple[ItemKind, Decimal]]  # what is there already: kind and annual investment by project


class Entering(Protocol):
    """How a row is entered, and what is there already."""

    async def there(self, work: Work, projects: Sequence[UUID]) -> Known | Breach:
        """Look up the projects of which a row is there; a breach where none can be entered at all."""

    async def enter(self, work: Work, project_id: UUID, entry: Entry) -> Refusal | None:
        """Enter a row; nothing is written where it is refused."""


class EntryJudge:
    """Finds each row's project and enters it; a look takes back what it entered."""

    def __init__(self, entering: Entering, *, writing: bool) -> None:
        """Begin a file."""
        self._entering, self._writing = entering, writing
        self._section: ItemKind | None = None
        self._rows: dict[UUID, tuple[str, int]] = {}  # by project, the sheet and the row that named it first

    def begin(self) -> None:
        """Begin a sheet."""
        self._section = None

    async def take(self, work: Work, part: Sheet, layout: Layout, report: Report) -> None:
        """Judge a part."""
        read = read_entries(part, layout, self._section)
        self._section = read.section
        report.left_out += read.left_out
        found = await _find(work, read.rows)
        there = await self._entering.there(work, [p for p in found.values() if isinstance(p, UUID)])
        for entry in read.rows:
            await self._judge(work, entry, found[entry.number], there, report)

    async def _judge(
        self, work: Work, entry: Entry, project: UUID | Breach, there: Known | Breach, report: Report
    ) -> None:
        report.rows += 1
        breaches = [b for b in (project, there) if isinstance(b, Breach)]
        if isinstance(project, UUID) and not isinstance(there, Breach):
            if not entry.faults and there.get(project) == (entry.kind, entry.annual):
                report.present += 1
                return
            breaches += self._listed(entry, project, there)
        if not breaches and not entry.faults and isinstance(project, UUID):
            refused = await self._enter(work, project, entry)
            breaches += refused.breaches if refused else ()
        if breaches or entry.faults:
            report.faulty += 1
            report.found([*entry.faults, *(entry.fault(b) for b in breaches)])
            return
        report.registered += 1

    def _listed(self, entry: Entry, project: UUID, there: Known) -> list[Breach]:
        sheet = entry.layout.sheet
        first = self._rows.setdefault(project, (sheet, entry.number))
        if first != (sheet, entry.number):
            where = f"第{first[1]}行" if first[0] == sheet else f"工作表“{first[0]}”第{first[1]}行"
            return [Breach("ROW_TWICE", f"与{where}是同一项目", A3_4, "projectId")]
        if project not in there:
            return []
        kind, annual = there[project]
        message = f"该项目已列入，年度投资{amount(annual)}万元，与本行不同；请先移出或修改原有的，再导入"
        return [Breach("ENTRY_DIFFERS", message, A3_4, "kind" if kind is not entry.kind else "annualInvestment")]

    async def _enter(self, work: Work, project: UUID, entry: Entry) -> Refusal | None:
        if self._writing:
            return await self._entering.enter(work, project, entry)
        tried = await work.session.begin_nested()
        try:
            return await self._entering.enter(work, project, entry)
        finally:
            await tried.rollback()


async def _find(work: Work, rows: Sequence[Entry]) -> dict[int, UUID | Breach]:
    """Find each row's project by its code, else by its name, and by the owner's name where several have that name."""
    project, unit = tables.Project, tables.Organization
    names = {r.number: _clean(r.name) for r in rows}
    codes = {c for r in rows if (c := (r.project_code or "").strip())}
    seen = visible_select(project, work.actor).where(
        project.division == work.actor.division,
        or_(project.name.in_({n for n in names.values() if n}), project.project_code.in_(codes)),
    )
    wanted = seen.join(unit, unit.id == project.owner_id).with_only_columns(
        project.id, project.name, project.project_code, unit.name
    )
    by_name: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    by_code: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for id_, name, code, owner in (await work.session.execute(wanted)).all():
        by_name[name].append((id_, owner))
        by_code[code or ""].append((id_, owner))
    found: dict[int, UUID | Breach] = {}
    for row in rows:
        code = (row.project_code or "").strip()
        named, coded = by_name[names[row.number]], by_code[code] if code else []
        both = [c for c in coded if c in named] or coded or named
        found[row.number] = _one(both, {_clean(o) for o in row.owners})
    return found


def _one(found: list[tuple[UUID, str]], owners: set[str]) -> UUID | Breach:
    own = [id_ for id_, name in found if not owners or name in owners]
    if len(own) == 1:
        return own[0]
    if own:
        message = "有多个项目名称相同，请填写项目业主或项目代码以便区分"
        return Breach("PROJECT_AMBIGUOUS", message, A3_2, "projectId")
    message = "没有该名称的项目，或业主不符，或您无权查看；请先登记项目，或按登记的名称填写"
    return Breach("PROJECT_UNKNOWN", message, A3_2, "projectId")


def _clean(name: str) -> str:
    read = clean_name(name, "名称")
    return read if isinstance(read, str) else ""


@dataclass(slots=True)
class PlanItems:
    """第三条（四）: items of a plan's draft; every condition of addPlanItem holds."""

    plan_id: UUID
    version: int | None  # that the sender saw; None takes the plan as it is
    _known: dict[UUID, tuple[ItemKind, Decimal]] | None = field(default=None)

    async def there(self, work: Work, projects: Sequence[UUID]) -> Known | Breach:  # noqa: ARG002 - all items at once
        """Look up the items of the plan."""
        plan, item = tables.Plan, tables.PlanItem
        asked = visible_select(plan, work.actor).where(plan.id == self.plan_id, plan.division == work.actor.division)
        row = await work.session.scalar(asked.execution_options(populate_existing=True))
        if row is None:
            return plans.UNKNOWN
        if self._known is None:
            lost = stale(row.version, self.version) if self.version is not None else None
            if lost is not None:
                return lost
            of_plan = select(item.project_id, item.kind, item.annual_investment).where(item.plan_id == self.plan_id)
            self._known = {p: (kind, annual) for p, kind, annual in (await work.session.execute(of_plan)).all()}
        return self._known

    async def enter(self, work: Work, project_id: UUID, entry: Entry) -> Refusal | None:
        """List the project as addPlanItem does."""
        assert entry.kind is not None
        assert entry.annual is not None
        version = select(tables.Plan.version).where(tables.Plan.id == self.plan_id)
        command = AddPlanItem(
            plan_id=self.plan_id,
            expected_version=await work.session.scalar(version) or 0,  # each row stands on the one before
            project_id=project_id,
            kind=entry.kind,
            annual_investment=entry.annual,
            basis=entry.basis,
            assessment=entry.assessment,
            exception_reason=entry.exception_reason,
            exception_approver=entry.exception_approver,
        )
        outcome = await add_item(work, command)
        return outcome if isinstance(outcome, Refusal) else None


@dataclass(slots=True)
class Applications:
    """第三条（二）: applications of a year, as drafts that are then submitted one by one."""

    year: int

    async def there(self, work: Work, projects: Sequence[UUID]) -> Known:
        """Look up the year's open applications of the projects."""
        table = tables.Application
        rows = await work.session.execute(
            select(table.project_id, table.kind, table.annual_investment).where(
                table.division == work.actor.division,
                table.year == self.year,
                table.status.in_(OPEN),
                table.project_id.in_(projects),
            )
        )
        return {p: (kind, annual) for p, kind, annual in rows.all()}

    async def enter(self, work: Work, project_id: UUID, entry: Entry) -> Refusal | None:
        """Begin an application as createApplication does."""
        assert entry.kind is not None
        assert entry.annual is not None
        asked = Asked(
            channel=entry.channel or _usual(work),
            kind=entry.kind,
            annual_investment=entry.annual,
            statement=entry.statement,
        )
        outcome = await create_application(work, CreateApplication(project_id=project_id, year=self.year, asked=asked))
        return outcome if isinstance(outcome, Refusal) else None


def _usual(work: Work) -> Channel:
    """第三条（二）: where a sheet names no channel, it is filed with the authority that sends it."""
    authority = work.actor.acts_as(Role.INDUSTRY_AUTHORITY) and not work.actor.acts_as(Role.INVESTMENT_AUTHORITY)
    return Channel.INDUSTRY_AUTHORITY if authority else Channel.INVESTMENT_AUTHORITY
