"""The directory: units with their category, unified social credit code, parent, and the roles in which they act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.credit_code import CreditCodeCheck, check_credit_code
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import OrganizationChanged, OrganizationRegistered
from services.reserve.domain.exception import Exempted
from services.reserve.domain.reading import Reading

E = TypeVar("E", bound=OrganizationRegistered)
SHOWN = 3  # names in a message
A4 = Article(4)  # the units that plan and register projects


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
    former_names: tuple[str, ...] = ()  # the oldest first
    active: bool = True
    merged_into: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the directory knows around a unit: names and codes in use by others, and the line of its parents."""

    name_taken: bool = False
    code_taken: bool = False
    ancestors: Sequence[UUID] | None = ()  # from the parent upwards; None when there is no such parent
    parent_active: bool = True
    roles_held: Sequence[tuple[str, Role]] = ()  # by people in memberships that have not ended


def register(unit: Organization, around: Surroundings) -> Decided[Organization] | Refusal:
    """Enter a unit into the directory."""
    reading = Reading()
    read = _read(reading, unit)
    reading.breaches += _breaches(read, around) + _parent_breaches(around)
    return reading.judged(Decided(read, (_say(OrganizationRegistered, read),)))


def change(
    before: Organization, unit: Organization, around: Surroundings, reason: str = ""
) -> Decided[Organization] | Refusal:
    """第四条: change a unit's entry; under which name and code it acts changes with a reason only.

    A change that changes nothing is refused; so is one of a unit that was merged into another.
    """
    reading = Reading()
    read = replace(_read(reading, unit), version=before.version + 1)
    read = replace(read, former_names=former_names(before.former_names, before.name, read.name))
    reading.breaches += _breaches(read, around)
    if read.parent_id != before.parent_id:
        reading.breaches += _parent_breaches(around)
    reading.breaches += [*_merged_breaches(before), *_reason_breaches(before, read, reason), *_held(read, around)]
    if replace(read, version=before.version) == before:
        reading.breaches.append(Breach("NOTHING_CHANGED", "没有任何改动"))
    return reading.judged(Decided(read, (_say(OrganizationChanged, read),)))


def former_names(known: Sequence[str], before: str, after: str) -> tuple[str, ...]:
    """Return the names that a unit had, once each, after it took a name; the present one is not among them.

    >>> former_names(("甲局",), "乙局", "甲局"), former_names(("甲局",), "乙局", "丙局")
    (('乙局',), ('甲局', '乙局'))
    """
    if before == after:
        return tuple(known)
    return (*(n for n in known if n not in {before, after}), before)


def changed(unit: Organization) -> OrganizationChanged:
    """Say what the unit is now."""
    return _say(OrganizationChanged, unit)


def _parent_breaches(around: Surroundings) -> list[Breach]:
    if around.parent_active:
        return []
    return [Breach("PARENT_INACTIVE", "上级单位已停用，请选择在用的单位", A4, "parentId")]


def _merged_breaches(before: Organization) -> list[Breach]:
    if before.merged_into is None:
        return []
    return [Breach("ORGANIZATION_MERGED", "该单位已并入其他单位，只作记录保留，不能再变更", A4, "organizationId")]


def _reason_breaches(before: Organization, after: Organization, reason: str) -> list[Breach]:
    """第四条: plans and lists name their units; who reads an old one finds why the unit is called otherwise now."""
    if reason or (after.name, after.credit_code) == (before.name, before.credit_code):
        return []
    return [Breach("REASON_MISSING", "变更单位名称或统一社会信用代码须写明理由", A4, "reason")]


def _held(after: Organization, around: Surroundings) -> list[Breach]:
    """第四条: whoever acts for a unit does so in a role that the unit has."""
    who = list(dict.fromkeys(person for person, role in around.roles_held if role not in after.roles))
    if not who:
        return []
    message = f"{len(who)}名人员（{listed(who)}）正以拟取消的职责身份任职，请先变更其任职"
    return [Breach("ROLE_HELD_BY_MEMBERS", message, A4, "roles")]


def listed(names: Sequence[str]) -> str:
    """Name the first of several.

    >>> listed(["甲", "乙"]), listed(["甲", "乙", "丙", "丁"])
    ('甲、乙', '甲、乙、丙等')
    """
    return "、".join(names[:SHOWN]) + ("等" if len(names) > SHOWN else "")


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
        active=unit.active,
        merged_into=unit.merged_into,
    )
