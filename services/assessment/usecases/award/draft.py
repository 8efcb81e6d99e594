"""Draft a year's list of a level (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.award.model import A20, Level, ListStatus
from services.assessment.domain.award.numbers import limits
from services.assessment.domain.quarter import faults_of_year
from services.assessment.store import awards, periods, tables
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class DraftAwards:
    """Of which year, and of which level."""

    year: int
    level: Level


async def draft_awards(work: Work, command: DraftAwards) -> UUID | Refusal:
    """Begin a list on the year's published result, with the numbers that its scheme allows. The id is the list's."""
    division, year, level = work.actor.division, command.year, command.level
    faults = faults_of_year(year)
    if faults:
        return Refusal(faults)
    await periods.hold(work)
    breaches = []
    if await awards.standing_list(work.session, division, year, level):
        message = f"{year}年度{level.words}先进名单已在办理；需重拟的，请先作废"
        breaches.append(Breach("AWARDS_EXIST", message, A20, "year"))
    basis = await awards.basis(work.session, division, year)
    if basis is None:
        message = f"{year}年度考核结果尚未发布，不能拟定先进名单"
        breaches.append(Breach("YEAR_NOT_PUBLISHED", message, A20, "year"))
    elif basis.scheme.awards is None:
        breaches.append(Breach("AWARDS_NOT_SET", f"{year}年考核细则没有规定表彰名额", A20, "year"))
    if breaches or basis is None or basis.scheme.awards is None:
        return Refusal(tuple(breaches))
    row = tables.AwardList(
        id=work.new_id(),
        division=division,
        version=1,
        year=year,
        level=level,
        status=ListStatus.DRAFT,
        round=1,
        period_id=basis.period_id,
        limits=awards.written(limits(level, basis.scheme.awards, basis.assessed)),
        drafted_on=work.today,
        drafted_at=work.now,
        drafted_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("draftAwards", f"award-list/{row.id}", None, {"year": year, "level": level, "limits": row.limits})
    return row.id
