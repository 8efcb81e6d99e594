"""第三条（二）、第四条: projects are registered by their owners or by the parties that plan them; every change has a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.standing import inactive_breaches
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.project.elements import A4, A6, Unit, read_elements
from services.reserve.domain.project.state import Elements, InPlan, Project, changed, registered
from services.reserve.domain.reading import Reading
from services.reserve.domain.record.package import Family, fits
from services.reserve.domain.rulebook import ELEMENTS
from services.reserve.domain.terms import PlanStatus

BEYOND_OWNERS = frozenset({Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """Who registers or changes a project."""

    roles: frozenset[Role]
    unit: UUID | None

    @property
    def only_owner(self) -> bool:
        """Whether the person speaks for its own unit alone."""
        return self.roles.isdisjoint(BEYOND_OWNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows: the named units, and whether name (with its owner) or project code are in use.

    today: the day whose rules hold; left out, those that were set last.
    """

    units: dict[UUID, Unit]
    name_taken: bool = False
    code_taken: bool = False
    today: date = date.max


def register(project: Project, by: Registrant, known: Known, *, secret: bool) -> Decided[Project] | Refusal:
    """第四条: take up a project; it is in no library until it is converted into the first (第五条（三）)."""
    reading = Reading(A4)
    if secret:
        message = "涉密项目不得在本平台登记，请按保密规定办理"
        reading.breaches.append(Breach("SECRET_PROJECT", message, field="secret"))
    read = replace(project, elements=read_elements(reading, project.elements, known.units, known.today), library=None)
    if by.only_owner and read.elements.owner_id != by.unit:
        message = "项目业主只能申报本单位的项目"
        reading.breaches.append(Breach("OWNER_NOT_YOU", message, Article(3, 2), "ownerId"))
    reading.breaches += inactive_breaches(read.elements, known.units)
    reading.breaches += [*_name_taken(known), *_code_taken(read.elements, known)]
    return reading.judged(Decided(read, (registered(read),)))


def change(
    before: Project,
    elements: Elements,
    reason: str,
    by: Registrant,
    known: Known,
    plans: Sequence[InPlan] = (),
    family: Family | None = None,
) -> Decided[Project] | Refusal:
    """第四条: change elements; a project in a library keeps all of them stated.

    plans: those that it is an item of. family: what it has to do with packages.
    """
    reading = Reading(A4)
    if not reading.text(reason, "变更理由", "reason"):
        reading.breaches.append(Breach("REASON_MISSING", "变更项目信息须写明理由", A4, "reason"))
    read = read_elements(reading, elements, known.units, known.today)
    if by.only_owner and read.owner_id != before.elements.owner_id:
        message = "变更项目业主须由策划主体或区投资主管部门办理"
        reading.breaches.append(Breach("OWNER_CHANGE_NOT_YOURS", message, Article(3, 2), "ownerId"))
    if before.library is not None:
        reading.breaches += [
            Breach(f"ELEMENT_{name.upper()}_MISSING", f"在库项目的“{label}”不能清空", A4, name)
            for name, label in ELEMENTS
            if not read.states(name)
        ]
    reading.breaches += inactive_breaches(read, known.units, before.elements) + _name_taken(known)
    if _code_of(read) != _code_of(before.elements):
        reading.breaches += _code_taken(read, known)
    if read.total_investment != before.elements.total_investment:
        reading.breaches += [*_deliberated(plans), *fits(read.total_investment, family or Family())]
    if read == before.elements:
        reading.breaches.append(Breach("NOTHING_CHANGED", "没有任何改动", A4))
    after = replace(before, elements=read, version=before.version + 1)
    return reading.judged(Decided(after, (changed(after),)))


def _deliberated(plans: Sequence[InPlan]) -> list[Breach]:
    """第三条（四）: bodies deliberate the figures that were consulted on; a list that is with them keeps its totals."""
    return [
        Breach(
            "PROJECT_UNDER_DELIBERATION",
            f"项目在审议中的{plan.year}年度计划内，下达之前总投资不能变更；如确需变更，请待名单退回修改后办理",
            Article(3, 4),
            "totalInvestment",
        )
        for plan in plans
        if plan.status in {PlanStatus.SUGGESTED, PlanStatus.APPROVED}
    ]


def _name_taken(known: Known) -> list[Breach]:
    return [Breach("PROJECT_DUPLICATE", "该业主已登记过同名项目", A4, "name")] if known.name_taken else []


def _code_of(e: Elements) -> tuple[str | None, str | None, str | None]:
    return e.project_code, e.code_exception_reason, e.code_exception_approver


def _code_taken(e: Elements, known: Known) -> list[Breach]:
    """第六条: one project, one project code; two share one only with a reason that somebody answers for."""
    exempted = read_exception(e.code_exception_reason, e.code_exception_approver, A6)
    if isinstance(exempted, Breach):
        field = {"exceptionReason": "codeExceptionReason"}.get(exempted.field or "", "codeExceptionApprover")
        return [replace(exempted, field=field)]
    if known.code_taken and not isinstance(exempted, Exempted):
        message = "该项目代码已用于另一项目；确需共用的须写明例外理由和批准人"
        return [Breach("PROJECT_CODE_TAKEN", message, A6, "projectCode")]
    if exempted is not None and not known.code_taken:
        message = "该项目代码未被其他项目使用，不需要例外；请去掉例外理由和批准人"
        return [Breach("EXCEPTION_NOT_NEEDED", message, A6, "codeExceptionReason")]
    return []
