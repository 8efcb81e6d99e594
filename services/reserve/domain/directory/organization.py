"""The directory: units with their category, unified social credit code, parent, and the roles in which they act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.credit_code import CreditCodeCheck, check_credit_code
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import OrganizationChanged, OrganizationRegistered
from services.reserve.domain.exception import Exempted
from services.reserve.domain.reading import Reading

E = TypeVar("E", bound=OrganizationRegistered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A unit of the directory."""

    id: UUID
    division: str
    version: int
    name: str
    category: UnitCategory
    credit_code: str
    code_exempted: Exempted | None = None
    parent_id: UUID | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the directory knows around a unit: names and codes in use by others, and the line of its parents."""

    name_taken: bool = False
    code_taken: bool = False
    ancestors: Sequence[UUID] | None = ()  # from the parent upwards; None when there is no such parent


def register(unit: Organization, around: Surroundings) -> Decided[Organization] | Refusal:
    """Enter a unit into the directory."""
    reading = Reading()
    read = _read(reading, unit)
    reading.breaches += _breaches(read, around)
    return reading.judged(Decided(read, (_say(OrganizationRegistered, read),)))


def change(before: Organization, unit: Organization, around: Surroundings) -> Decided[Organization] | Refusal:
    """Change a unit's entry; a change that changes nothing is refused."""
    reading = Reading()
    read = replace(_read(reading, unit), version=before.version + 1)
    reading.breaches += _breaches(read, around)
    if replace(read, version=before.version) == before:
        reading.breaches.append(Breach("NOTHING_CHANGED", "没有任何改动"))
    return reading.judged(Decided(read, (_say(OrganizationChanged, read),)))


def _read(reading: Reading, unit: Organization) -> Organization:
    return replace(
        unit,
        name=reading.name(unit.name, "单位名称", "name"),
        credit_code=unit.credit_code.strip().upper(),
        roles=tuple(sorted(set(unit.roles))),
    )


def _breaches(unit: Organization, around: Surroundings) -> list[Breach]:
    breaches = _code_breaches(unit)
    if around.name_taken:
        breaches.append(Breach("ORGANIZATION_NAME_TAKEN", "已有同名单位", field="name"))
    if around.code_taken:
        breaches.append(Breach("CREDIT_CODE_TAKEN", "该统一社会信用代码已登记在另一单位名下", field="creditCode"))
    if around.ancestors is None:
        breaches.append(Breach("PARENT_UNKNOWN", "没有该上级单位", field="parentId"))
    elif unit.id in around.ancestors:
        breaches.append(Breach("PARENT_CYCLE", "上级单位不能是本单位或其下级单位", field="parentId"))
    if not unit.roles:
        breaches.append(Breach("ROLES_MISSING", "请至少指定一个职责身份", field="roles"))
    return breaches


def _code_breaches(unit: Organization) -> list[Breach]:
    """GB 32100-2015: the check character holds, save for the legal codes of the early pilot, which are recorded exceptions."""
    check = check_credit_code(unit.credit_code)
    if check is CreditCodeCheck.MALFORMED:
        message = "统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z）"
        return [Breach("CREDIT_CODE_MALFORMED", message, field="creditCode")]
    if check is CreditCodeCheck.CHECK_FAILED and unit.code_exempted is None:
        message = "统一社会信用代码校验位不符，请核对；如确为早期试点代码，须写明例外理由和批准人"
        return [Breach("CREDIT_CODE_CHECK_FAILED", message, field="creditCode")]
    if check is CreditCodeCheck.VALID and unit.code_exempted is not None:
        return [Breach("EXCEPTION_NOT_NEEDED", "代码校验通过，不需要例外", field="exceptionReason")]
    return []


def _say(event: type[E], unit: Organization) -> E:
    return event(
        organization_id=unit.id,
        name=unit.name,
        category=unit.category,
        credit_code=unit.credit_code,
        parent_id=unit.parent_id,
        roles=unit.roles,
        version=unit.version,
        division=unit.division,
    )
