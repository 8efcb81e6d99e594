"""第三条（二）: towns, industry authorities and state platforms guide owners in completing what they file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.state import GUIDED, Application
from services.reserve.domain.applications.terms import STATUS_NAMES, Party
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Guiding:
    """Who guides; `planned` where the project was planned (registered) by the unit."""

    roles: frozenset[Role]
    unit: UUID | None
    category: UnitCategory | None
    planned: bool


def comment(
    application: Application, text: str, project: Elements, by: Guiding
) -> Decided[tuple[Party, str]] | Refusal:
    """Add a comment; it stays, and changes nothing of the application itself."""
    reading = Reading(A3_2)
    if application.status not in GUIDED:
        message = f"该申报{STATUS_NAMES[application.status]}，不再指导"
        reading.found(Breach("APPLICATION_STATUS_WRONG", message, A3_2))
    party = _party(project, by)
    if party is None:
        message = "指导意见由项目所在镇（街道）、行业主管部门、区属国有平台公司或区投资主管部门提出"
        reading.found(Breach("GUIDANCE_NOT_YOURS", message, A3_2))
    read = reading.text(text, "指导意见", "text")
    if not read:
        reading.found(Breach("COMMENT_MISSING", "请写明指导意见", A3_2, "text"))
    return reading.judged(Decided((party or Party.TOWN, read)))


def _party(project: Elements, by: Guiding) -> Party | None:
    """As what the person guides; None where the project is not theirs to guide."""
    if Role.INVESTMENT_AUTHORITY in by.roles:
        return Party.INVESTMENT_AUTHORITY
    if Role.INDUSTRY_AUTHORITY in by.roles and by.unit is not None and by.unit == project.industry_authority_id:
        return Party.INDUSTRY_AUTHORITY
    if Role.PLANNING_PARTY not in by.roles or by.unit is None:
        return None
    if by.unit == project.town_id:
        return Party.TOWN
    return Party.STATE_PLATFORM if by.category is UnitCategory.STATE_PLATFORM and by.planned else None
