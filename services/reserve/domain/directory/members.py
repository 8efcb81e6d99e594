"""第四条: who acts for a unit, in which of its roles, from when until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.events import MemberAdded, MemberChanged, MemberEnded
from services.reserve.domain.directory.organization import A4, Organization
from services.reserve.domain.reading import Reading

E = TypeVar("E", bound=MemberAdded)
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?", re.ASCII)
_SUBJECT = re.compile(r"[!-~]{1,255}", re.ASCII)  # OpenID Connect: at most 255 characters of ASCII


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person's membership in a unit. `until_on` is its last day; None while no end is known."""

    id: UUID
    division: str
    version: int
    organization_id: UUID
    person: str  # subject of the identity provider
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None = None
    phone: str | None = None

    def ended(self, today: date) -> bool:
        """Whether the last day is over."""
        return self.until_on is not None and self.until_on < today

    def meets(self, other: Member) -> bool:
        """Whether the two are memberships of one person in one unit that have a day in common."""
        mine, theirs = self.until_on or date.max, other.until_on or date.max
        same = (self.person, self.organization_id) == (other.person, other.organization_id)
        return same and self.id != other.id and self.from_on <= theirs and other.from_on <= mine


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Who keeps the memberships of a unit: the investment authority, or people of the unit itself."""

    roles: frozenset[Role]
    unit: UUID | None

    @property
    def authority(self) -> bool:
        """Whether the person keeps the memberships of all units."""
        return Role.INVESTMENT_AUTHORITY in self.roles

    def keeps(self, unit: Organization) -> bool:
        """Whether the person keeps those of this unit: its own people do, in a role that it has."""
        return self.authority or (self.unit == unit.id and not self.roles.isdisjoint(unit.roles))


def add(member: Member, unit: Organization, others: Sequence[Member], by: Keeper) -> Decided[Member] | Refusal:
    """第四条: let a person act for a unit."""
    reading = Reading(A4)
    read = _read(reading, member)
    reading.breaches += _keeper_breaches(unit, by)
    if not unit.active:
        message = f"单位“{unit.name}”已停用或已并入其他单位，不能增加人员"
        reading.breaches.append(Breach("ORGANIZATION_INACTIVE", message, A4, "organizationId"))
    reading.breaches += _breaches(read, unit, others, by, new=read.roles)
    return reading.judged(Decided(read, (_say(MemberAdded, read),)))


def change(
    before: Member, member: Member, unit: Organization, others: Sequence[Member], by: Keeper, reason: str, today: date
) -> Decided[Member] | Refusal:
    """第四条: change a membership that has not ended, with a reason; the person stays who it is."""
    reading = Reading(A4)
    read = replace(_read(reading, member), version=before.version + 1)
    reading.breaches += [*_keeper_breaches(unit, by), *_open_breaches(before, today), *_reason(reading, reason, "变更")]
    new = tuple(r for r in read.roles if r not in before.roles)
    reading.breaches += _breaches(read, unit, others, by, new=new)
    if replace(read, version=before.version) == before:
        reading.breaches.append(Breach("NOTHING_CHANGED", "没有任何改动", A4))
    return reading.judged(Decided(read, (_say(MemberChanged, read),)))


def end(
    before: Member, until: date, unit: Organization, by: Keeper, reason: str, today: date
) -> Decided[Member] | Refusal:
    """第四条: end a membership with its last day; one that has an end already ends no later."""
    reading = Reading(A4)
    reading.breaches += [*_keeper_breaches(unit, by), *_open_breaches(before, today), *_reason(reading, reason, "结束")]
    after = replace(before, until_on=until, version=before.version + 1)
    reading.breaches += _period_breaches(after)
    if before.until_on is not None and until >= before.until_on:
        message = f"任职原定{before.until_on}结束，只能提前；如需延长请变更任职"
        reading.breaches.append(Breach("MEMBERSHIP_ENDS_EARLIER", message, A4, "untilOn"))
    return reading.judged(Decided(after, (_say(MemberEnded, after),)))


def changed(member: Member) -> MemberChanged:
    """Say what the membership is now."""
    return _say(MemberChanged, member)


def _read(reading: Reading, member: Member) -> Member:
    return replace(
        member,
        person=member.person.strip(),
        name=reading.name(member.name, "姓名", "name"),
        phone=(member.phone or "").strip() or None,
        roles=tuple(sorted(set(member.roles))),
    )


def _breaches(
    member: Member, unit: Organization, others: Sequence[Member], by: Keeper, new: tuple[Role, ...]
) -> list[Breach]:
    breaches = _role_breaches(member, unit, by, new) + _period_breaches(member)
    if not _SUBJECT.fullmatch(member.person):
        message = "人员标识应为身份提供方签发的标识，不超过255个字符，不含空格和汉字"
        breaches.append(Breach("PERSON_MALFORMED", message, A4, "person"))
    if member.phone and not _PHONE.fullmatch(member.phone):
        breaches.append(Breach("PHONE_MALFORMED", "联系电话应为手机号，或区号-号码", A4, "phone"))
    met = next((o for o in others if member.meets(o)), None)
    if met is not None:
        last = f"至{met.until_on}" if met.until_on else "起"
        message = f"该人员在本单位已有任职（{met.from_on}{last}），期间不能重叠"
        breaches.append(Breach("MEMBERSHIP_OVERLAPS", message, A4, "fromOn"))
    return breaches


def _role_breaches(member: Member, unit: Organization, by: Keeper, new: tuple[Role, ...]) -> list[Breach]:
    """第四条: nobody acts for a unit in a role that it has not, nor hands on a role that they do not hold themselves."""
    breaches = []
    if not member.roles:
        breaches.append(Breach("ROLES_MISSING", "请至少指定一个职责身份", A4, "roles"))
    foreign = [r for r in member.roles if r not in unit.roles]
    if foreign:
        message = f"单位“{unit.name}”没有职责身份{'、'.join(foreign)}"
        breaches.append(Breach("ROLE_NOT_OF_UNIT", message, A4, "roles"))
    beyond = [] if by.authority else [r for r in new if r not in by.roles]
    if beyond:
        message = f"只能授予本人具有的职责身份；{'、'.join(beyond)}请由区投资主管部门办理"
        breaches.append(Breach("ROLE_NOT_YOURS", message, A4, "roles"))
    return breaches


def _period_breaches(member: Member) -> list[Breach]:
    if member.until_on is None or member.until_on >= member.from_on:
        return []
    message = f"结束日期{member.until_on}早于开始日期{member.from_on}"
    return [Breach("PERIOD_REVERSED", message, A4, "untilOn")]


def _keeper_breaches(unit: Organization, by: Keeper) -> list[Breach]:
    if by.keeps(unit):
        return []
    message = "人员任职由区投资主管部门或本单位人员维护"
    return [Breach("MEMBERS_NOT_YOURS", message, A4, "organizationId")]


def _open_breaches(before: Member, today: date) -> list[Breach]:
    if not before.ended(today):
        return []
    message = f"任职已于{before.until_on}结束；再次任职请新增"
    return [Breach("MEMBERSHIP_ENDED", message, A4, "memberId")]


def _reason(reading: Reading, written: str, what: str) -> list[Breach]:
    if reading.text(written, "理由", "reason"):
        return []
    return [Breach("REASON_MISSING", f"{what}任职须写明理由", A4, "reason")]


def _say(event: type[E], member: Member) -> E:
    return event(
        member_id=member.id,
        organization_id=member.organization_id,
        person=member.person,
        name=member.name,
        roles=member.roles,
        from_on=member.from_on,
        until_on=member.until_on,
        version=member.version,
        division=member.division,
    )
