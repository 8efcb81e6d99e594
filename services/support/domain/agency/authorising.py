"""第十四条：the owner itself confirms who may act for it, and revokes it at once; nothing is done without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.agency.case import (
    Authorisation,
    Case,
    CaseChange,
    Entered,
    Wanted,
    not_in,
    not_owner,
    not_service,
    scope_faults,
    stepped,
)
from services.support.domain.agency.events import AgencyAuthorised, AgencyRevoked
from services.support.domain.agency.terms import A14, AuthorisationState, CaseState, EntryKind, Stage
from services.support.domain.request import Acting, found


def authorise(
    case: Case,
    authorisations: tuple[Authorisation, ...],
    wanted: Wanted,
    known: frozenset[str],
    acting: Acting,
    *,
    id: UUID,
    now: datetime,
    today: date,
) -> CaseChange | Refusal:
    """第十四条：the owner itself confirms what may be done in its name; a term never overlaps with one that still holds."""
    breaches = found(
        not_owner(case.owner_id, acting),
        not_in(case, {CaseState.APPLIED, CaseState.ACCEPTED}, "授权"),
        _overlaps(authorisations, wanted),
        *scope_faults(wanted, known, today),
    )
    if breaches:
        return Refusal(breaches)
    given = Authorisation(
        id=id,
        seq=len(authorisations) + 1,
        stages=tuple(s.value for s in wanted.stages),
        item_codes=wanted.item_codes,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        granted_at=now,
        granted_by=acting.subject,
        granted_by_name=acting.name,
    )
    event = AgencyAuthorised(
        agency_id=case.id,
        project_id=case.project_id,
        authorisation_id=id,
        stages=given.stages,
        item_codes=given.item_codes,
        from_on=given.from_on,
        until_on=given.until_on,
        division=case.division,
    )
    entry = Entered(kind=EntryKind.AUTHORISED, text=f"授权期限 {given.from_on} 至 {given.until_on}")
    return CaseChange(case=stepped(case), entry=entry, authorisation=given, events=(event,))


def revoke(
    case: Case, authorisations: tuple[Authorisation, ...], reason: str, acting: Acting, *, now: datetime, today: date
) -> CaseChange | Refusal:
    """第十四条：what was asked of one's own will ends at one's own will, in that second. Whoever holds the case's row next
    finds it revoked, so that no act of the agent comes after.
    """
    said = wording.required(reason, "撤销授权的理由", A14, "reason")
    standing = next((a for a in authorisations if a.state_on(today) in _HOLDING), None)
    breaches = found(
        not_owner(case.owner_id, acting),
        None if standing else Breach("NOT_AUTHORISED", "没有可以撤销的授权（已撤销或已到期）", A14),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach) or standing is None:
        return Refusal(breaches)
    gone = replace(
        standing, revoked_at=now, revoked_by=acting.subject, revoked_by_name=acting.name, revoked_reason=said
    )
    event = AgencyRevoked(
        agency_id=case.id,
        project_id=case.project_id,
        authorisation_id=gone.id,
        revoked_at=now,
        reason=said,
        division=case.division,
    )
    entry = Entered(kind=EntryKind.REVOKED, text=said)
    return CaseChange(case=stepped(case), entry=entry, authorisation=gone, events=(event,))


def not_acting(
    case: Case, authorisations: tuple[Authorisation, ...], stage: Stage, code: str, acting: Acting, today: date
) -> Breach | None:
    """第十四条：the owner acts for itself; the agent acts as far and as long as the owner's authorisation says."""
    if not_owner(case.owner_id, acting) is None:
        return None
    if not_service(case.division, acting) is not None or acting.subject != case.agent_subject:
        message = f"仅项目业主或本案代办员（{case.agent_name or '未指定'}）可以操作"
        return Breach("NOT_THE_AGENT", message, A14)
    return not_authorised(case, authorisations, stage, code, today)


def not_authorised(
    case: Case, authorisations: tuple[Authorisation, ...], stage: Stage, code: str, today: date
) -> Breach | None:
    """第十四条：nothing is done for an owner whose authorisation does not hold, or does not reach so far."""
    if case.state is not CaseState.ACCEPTED:
        return None  # said by who asks for the state
    holding = [a for a in authorisations if a.state_on(today) is AuthorisationState.IN_FORCE]
    if not holding:
        return Breach("NOT_AUTHORISED", _why_not(authorisations, today), A14)
    if not any(a.covers(stage, code) for a in holding):
        return Breach("BEYOND_AUTHORISATION", "该事项不在业主授权范围内，请先由业主扩大授权", A14)
    return None


_HOLDING = frozenset({AuthorisationState.IN_FORCE, AuthorisationState.NOT_YET})


def _why_not(authorisations: tuple[Authorisation, ...], today: date) -> str:
    if not authorisations:
        return "业主尚未授权，请由业主确认授权后再办理"
    last = authorisations[-1]
    if last.state_on(today) is AuthorisationState.REVOKED:
        return "业主已撤销授权，代办员不能继续办理"
    if last.state_on(today) is AuthorisationState.NOT_YET:
        return f"授权自 {last.from_on} 起生效，现在还不能办理"
    return f"授权已于 {last.until_on} 到期，请由业主续期后再办理"


def _overlaps(authorisations: tuple[Authorisation, ...], wanted: Wanted) -> Breach | None:
    holds = [a for a in authorisations if a.revoked_at is None and a.until_on >= wanted.from_on]
    if not holds:
        return None
    message = f"与未到期的授权（{holds[-1].from_on} 至 {holds[-1].until_on}）重叠；变更范围请先撤销原授权"
    return Breach("AUTHORISATION_OVERLAPS", message, A14, "scope.fromOn")
