"""The published events of the directory beside the entries of units themselves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.law.parties import Role
from services.reserve.domain.directory import events

_KEPT = "01990000-0000-7000-8000-000000000001"
_DUPLICATE = "01990000-0000-7000-8000-000000000004"
_MEMBER_SAMPLE: dict[str, Any] = {
    "memberId": "01990000-0000-7000-8000-000000000005",
    "organizationId": _KEPT,
    "person": "p-001",
    "name": "测试员甲",
    "roles": ["OWNER"],
    "fromOn": "2026-01-01",
    "untilOn": None,
    "version": 1,
    "division": "430211",
}


class OrganizationMerged(
    Published,
    type="zhongdian.reserve.organization.merged.v1",
    of=events.OrganizationMerged,
    key="organization_id",
    sample={"organizationId": _DUPLICATE, "mergedInto": _KEPT, "version": 2, "division": "430211"},
):
    """重复单位已并入 / A unit turned out to be another one; both entries are told by organization.changed as well."""

    organization_id: UUID
    merged_into: UUID
    version: int


class MemberAdded(
    Published,
    type="zhongdian.reserve.member.added.v1",
    of=events.MemberAdded,
    key="member_id",
    sample=_MEMBER_SAMPLE,
):
    """人员已任职 / A person acts for a unit in these roles, from a day on."""

    member_id: UUID
    organization_id: UUID
    person: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None
    version: int


class MemberChanged(
    Published,
    type="zhongdian.reserve.member.changed.v1",
    of=events.MemberChanged,
    key="member_id",
    sample=_MEMBER_SAMPLE | {"version": 2},
):
    """任职已变更 / A membership was changed; the whole of it as it is now."""

    member_id: UUID
    organization_id: UUID
    person: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None
    version: int


class MemberEnded(
    Published,
    type="zhongdian.reserve.member.ended.v1",
    of=events.MemberEnded,
    key="member_id",
    sample=_MEMBER_SAMPLE | {"untilOn": "2026-12-31", "version": 2},
):
    """任职已结束 / A membership was given its last day."""

    member_id: UUID
    organization_id: UUID
    person: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date
    version: int


PUBLISHED = (OrganizationMerged, MemberAdded, MemberChanged, MemberEnded)
