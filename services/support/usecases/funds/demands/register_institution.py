"""第十六条（二）：keep the register of institutions that finance projects."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds.findings import Findings
from services.support.domain.funds.terms import DEMANDS, InstitutionKind
from services.support.store import tables
from services.support.usecases.funds.demands.case import bureau_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInstitution:
    """The command; with an id and the version that was seen it changes an institution."""

    institution_id: UUID | None
    expected_version: int | None
    name: str
    kind: InstitutionKind
    products: str | None
    active: bool


async def register_institution(work: Work, command: RegisterInstitution) -> UUID | Refusal:
    """Register an institution, or change one; one that is inactive is introduced no more."""
    division, found = await bureau_of(work), Findings(DEMANDS)
    found.unless(division is not None, "NOT_THE_BUREAU", "仅本区金融服务部门可以维护机构名录")
    name = found.text(command.name, "机构名称", "name", 200)
    products = found.optional(command.products, "产品说明", "products")
    row = await _known(work, command, division)
    if isinstance(row, Refusal):
        return row
    institution = tables.FinancialInstitution
    taken = await work.session.scalar(
        select(institution.id).where(institution.division == (division or ""), institution.name == name)
    )
    free = taken is None or (row is not None and taken == row.id)
    found.unless(free, "INSTITUTION_EXISTS", f"名录中已有“{name}”", "name")
    if found.refusal or division is None:
        return found.refusal or Refusal.of(Breach("NOT_THE_BUREAU", "仅本区金融服务部门可以维护机构名录", DEMANDS))
    before = None if row is None else _told(row)
    if row is None:
        row = institution(
            id=work.new_id(),
            division=division,
            version=0,
            name=name,
            kind=command.kind,
            products=products,
            active=command.active,
        )
        work.session.add(row)
    row.version += 1
    row.name, row.kind, row.products, row.active = name, command.kind, products, command.active
    await work.session.flush()
    subject = f"financial-institution/{row.id}"
    await work.audit("registerInstitution", subject, before, _told(row), division=division)
    return row.id


async def _known(
    work: Work, command: RegisterInstitution, division: str | None
) -> tables.FinancialInstitution | Refusal | None:
    """Lock the institution that is changed; None for a new one."""
    if command.institution_id is None:
        return None
    row = await work.session.get(tables.FinancialInstitution, command.institution_id, with_for_update=True)
    if row is None or row.division != division:
        return Refusal.of(Breach("INSTITUTION_UNKNOWN", "名录中没有这家机构", DEMANDS, "institutionId"))
    lost = stale(row.version, command.expected_version or 0)
    return Refusal.of(lost) if lost else row


def _told(row: tables.FinancialInstitution) -> dict[str, object]:
    return {"name": row.name, "kind": row.kind, "products": row.products, "active": row.active}
