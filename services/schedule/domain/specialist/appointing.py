"""第九条：每个重点建设项目确定1名联系人（项目专员）. Appointed once, handed over from a day on, never two at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.opening import Schedule, ended_faults
from services.schedule.domain.specialist.events import SpecialistAppointed
from services.schedule.domain.specialist.record import Contact, Specialist
from services.schedule.domain.specialist.rulebook import A9, APPOINT_AHEAD

APPOINTING = (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.OWNER)
_PHONE = re.compile(r"\+?[0-9][0-9 \-]{4,18}[0-9]")
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointSpecialist:
    """The command: who is the contact person, from which day (today by default)."""

    project_id: UUID
    contact: Contact
    from_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverSpecialist:
    """The command: who follows the present contact person, from which day, why, and what is left open."""

    specialist_id: UUID
    contact: Contact
    from_on: date | None
    reason: str
    open_points: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelHandOver:
    """The command: take back an appointment whose first day has not come."""

    specialist_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectSpecialist:
    """The command: how the person is called and reached."""

    specialist_id: UUID
    name: str
    phone: str
    expected_version: int


def appoint(
    schedule: Schedule,
    known: Sequence[Specialist],
    party: Party,
    command: AppointSpecialist,
    *,
    acting: bool,
    id: UUID,
    today: date,
) -> Decided[Specialist] | Refusal:
    """第九条：name the first contact person. known: the appointments of the project; acting: the person's unit is active."""
    from_on = command.from_on or today
    faults = _standing_faults(schedule, party, "确定项目专员")
    standing = [s for s in known if not s.cancelled]
    if standing:
        name = max(standing, key=lambda s: s.from_on).contact.name
        message = f"本项目已有项目专员{name}，每个重点建设项目只确定1名；更换请办理交接（handOverSpecialist）"
        faults.append(Breach("SPECIALIST_EXISTS", message, A9, "projectId"))
    if from_on < schedule.opened_on:
        message = f"任职首日{from_on}早于项目列入计划之日（{schedule.opened_on}）"
        faults.append(Breach("FROM_BEFORE_PLAN", message, A9, "fromOn"))
    faults += _ahead(from_on, today)
    contact = _contact(command.contact, faults, acting=acting)
    if faults:
        return Refusal(tuple(faults))
    made = Specialist(
        id=id, project_id=schedule.project_id, division=schedule.division, contact=contact, from_on=from_on
    )
    return Decided(made, (told(made),))


def hand_over(
    schedule: Schedule,
    known: Sequence[Specialist],
    current: Specialist,
    party: Party,
    command: HandOverSpecialist,
    *,
    acting: bool,
    id: UUID,
    today: date,
) -> Decided[tuple[Specialist, Specialist]] | Refusal:
    """第九条：let another person follow. What the former one may do ends the day before, so the day is not in the past."""
    from_on = command.from_on or today
    faults = _standing_faults(schedule, party, "办理项目专员交接")
    if current.cancelled or current.to_on is not None:
        follower = next((s for s in known if s.replaces == current.id and not s.cancelled), None)
        who = f"，自{follower.from_on}起为{follower.contact.name}" if follower else ""
        message = f"{current.contact.name}的任职已办理交接或已撤销{who}，请刷新后对现任办理"
        faults.append(Breach("SPECIALIST_HANDED_OVER", message, A9, "specialistId"))
    if from_on < today:
        faults.append(Breach("FROM_IN_PAST", f"交接日{from_on}早于今日（{today}），不能倒签", A9, "fromOn"))
    elif from_on <= current.from_on:
        message = f"交接日{from_on}须晚于现任的任职首日（{current.from_on}）"
        faults.append(Breach("FROM_BEFORE_CURRENT", message, A9, "fromOn"))
    faults += _ahead(from_on, today)
    contact = _contact(command.contact, faults, acting=acting)
    if contact.subject == current.contact.subject:
        message = "接任者与现任为同一人，无须交接；联系方式有变请更正（correctSpecialist）"
        faults.append(Breach("SAME_PERSON", message, A9, "subject"))
    reason = _reason(command.reason, "交接理由", faults)
    points = kept(clean_text(command.open_points, "未了事项", "openPoints", 4000), faults, "", A9)
    if not points:
        message = "须写明未了事项（没有的写“无”），以便接任者跟进"
        faults.append(Breach("OPEN_POINTS_MISSING", message, A9, "openPoints"))
    if faults:
        return Refusal(tuple(faults))
    before = replace(current, to_on=from_on - timedelta(days=1), version=current.version + 1)
    after = Specialist(
        id=id,
        project_id=current.project_id,
        division=current.division,
        contact=contact,
        from_on=from_on,
        replaces=current.id,
        reason=reason,
        open_points=points,
    )
    return Decided((before, after), (told(after),))


def cancel(
    schedule: Schedule,
    current: Specialist,
    replaced: Specialist | None,
    party: Party,
    command: CancelHandOver,
    *,
    today: date,
) -> Decided[tuple[Specialist, Specialist | None, str]] | Refusal:
    """第九条：take an appointment back before its first day; the person whom it would have replaced goes on."""
    faults = _may_appoint(schedule, party, "撤销任职")
    if current.cancelled:
        faults.append(Breach("SPECIALIST_CANCELLED", "该项任职已撤销", A9, "specialistId"))
    elif current.from_on <= today:
        message = f"任职已自{current.from_on}起生效，不能撤销；更换请办理交接（handOverSpecialist）"
        faults.append(Breach("SPECIALIST_IN_FORCE", message, A9, "specialistId"))
    elif current.to_on is not None:
        faults.append(Breach("SPECIALIST_HANDED_OVER", "此后已另有交接，请先撤销后一次交接", A9, "specialistId"))
    reason = _reason(command.reason, "撤销理由", faults)
    if faults:
        return Refusal(tuple(faults))
    gone = replace(current, cancelled=True, version=current.version + 1)
    back = replace(replaced, to_on=None, version=replaced.version + 1) if replaced else None
    return Decided((gone, back, reason), (told(gone),))


def correct(
    schedule: Schedule, current: Specialist, party: Party, command: CorrectSpecialist
) -> Decided[Specialist] | Refusal:
    """第九条：whoever may appoint corrects name and phone, and so does the person."""
    own = party.subject == current.contact.subject
    faults = [] if own else _may_appoint(schedule, party, "更正项目专员的联系方式")
    given = replace(current.contact, name=command.name, phone=command.phone)
    contact = _contact(given, faults, acting=True)
    if faults:
        return Refusal(tuple(faults))
    return Decided(replace(current, contact=contact, version=current.version + 1))


def told(made: Specialist) -> SpecialistAppointed:
    """Say of an appointment what others may know: neither name nor phone."""
    return SpecialistAppointed(
        specialist_id=made.id,
        version=made.version,
        project_id=made.project_id,
        subject=made.contact.subject,
        unit_id=made.contact.unit_id,
        from_on=made.from_on,
        replaces=made.replaces,
        cancelled=made.cancelled,
        division=made.division,
    )


def _standing_faults(schedule: Schedule, party: Party, doing: str) -> list[Breach]:
    faults = [*ended_faults(schedule.ended, doing, "projectId"), *_may_appoint(schedule, party, doing)]
    if not schedule.kind.construction:
        faults.append(
            Breach("NOT_CONSTRUCTION", "仅重点建设项目确定项目专员，前期项目转为建设后再确定", A9, "projectId")
        )
    return faults


def _may_appoint(schedule: Schedule, party: Party, doing: str) -> list[Breach]:
    """The authority and the project service department for every project; the project's own units for theirs."""
    if party.acts_as(Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE):
        return []
    if party.acts_as(*APPOINTING) and schedule.stands_for(party.unit):
        return []
    message = f"仅区投资主管部门、区项目服务部门及本项目的业主、镇（街道）、行业主管部门可以{doing}"
    return [Breach("MAY_NOT_APPOINT", message, A9, "projectId")]


def _ahead(from_on: date, today: date) -> list[Breach]:
    most = APPOINT_AHEAD.on(today)
    if (from_on - today).days <= most:
        return []
    return [Breach("FROM_TOO_FAR", f"任职首日{from_on}距今超过{most}天，请届时再办", A9, "fromOn")]


def _contact(given: Contact, faults: list[Breach], *, acting: bool) -> Contact:
    subject = kept(clean_name(given.subject, "人员标识", "subject", _LONGEST_SUBJECT), faults, "?", A9)
    name = kept(clean_name(given.name, "姓名", "name", 50), faults, "?", A9)
    phone = given.phone.strip()
    if not _PHONE.fullmatch(phone):
        message = "联系电话须为6至20位数字，可含空格、连字符和国际区号，例如 0731-00000000"
        faults.append(Breach("PHONE_INVALID", message, A9, "phone"))
    if not acting:
        faults.append(Breach("UNIT_UNKNOWN", "没有该单位，或该单位已停用、合并，请选用现行单位", A9, "unitId"))
    return Contact(subject=subject, name=name, phone=phone, unit_id=given.unit_id)


def _reason(given: str, label: str, faults: list[Breach]) -> str:
    reason = kept(clean_text(given, label, "reason", 1000), faults, "?", A9)
    if not reason:
        faults.append(Breach("REASON_MISSING", f"须写明{label}", A9, "reason"))
    return reason
