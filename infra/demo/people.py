"""The cast: invented people, one for each organisation and one for each role. Known to `./dev token` once they are loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.demo.units import BY_KEY, UNITS, Unit
from infra.issuer import DEMO_DIVISION, Person
from infra.processes import write_json
from services.law.parties import Role

# Who stands for a role in `./dev token ROLE`: those who act in the life of the Songjing project.
_FACES: Mapping[Role, str | None] = {
    Role.OWNER: "songjing",
    Role.PLANNING_PARTY: "tongwan",
    Role.INVESTMENT_AUTHORITY: "reform",
    Role.PROJECT_SERVICE: "service",
    Role.INDUSTRY_AUTHORITY: "industry",
    Role.LAND: "land",
    Role.FINANCE: "finance",
    Role.FINANCIAL_SERVICES: "banking",
    Role.ECOLOGY: "ecology",
    Role.URBAN_MANAGEMENT: "city",
    Role.REQUISITION: "requisition",
    Role.TRANSPORT: "transport",
    Role.POWER: "power",
    Role.TELECOM: "telecom",
    Role.WATER: "tapwater",
    Role.GAS: "gas",
    Role.PUBLIC_SECURITY: "police",
    Role.APPROVAL_SERVICE: "approval",
    Role.SPECIALIST: "tongwan",
    Role.LEADER: None,
    Role.INSPECTOR: "inspection",
    Role.DISCIPLINE: None,
    Role.OPERATOR: None,
}
_TITLES = {
    Role.SPECIALIST: "示例项目专员",
    Role.LEADER: "示例联系区领导",
    Role.DISCIPLINE: "示例纪检监察员",
    Role.OPERATOR: "示例平台运维员",
}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹"


def officer(key: str, ids: Mapping[str, UUID]) -> Person:
    """Return the person who acts for an organisation, in all of its roles."""
    unit = BY_KEY[key]
    return Person(
        roles=tuple(role.value for role in unit.roles),
        subject=f"demo-{unit.key}",
        name=name_of(unit),
        unit=ids.get(unit.key),
        division=DEMO_DIVISION,
    )


def name_of(unit: Unit) -> str:
    """Name the organisation's person, who is plainly invented."""
    return f"{_SURNAMES[UNITS.index(unit)]}示例"


def face(role: Role, ids: Mapping[str, UUID]) -> Person:
    """Return who stands for a role."""
    key = _FACES[role]
    if role not in _TITLES:
        assert key is not None, "only the roles with a title of their own can be without an organisation"
        return officer(key, ids)
    unit = ids.get(key) if key else None
    return Person(roles=(role.value,), subject=f"demo-{role.value.lower()}", name=_TITLES[role], unit=unit)


def write_people(data: Path, ids: Mapping[str, UUID]) -> None:
    """Leave the cast in the folder of data, for `person_for`."""
    roles = {role.value: _written(face(role, ids)) for role in Role}
    units = {str(ids[unit.key]): _written(officer(unit.key, ids)) for unit in UNITS}
    write_json(_file(data), {"roles": roles, "units": units})


def person_for(data: Path, role: str, unit: UUID | None = None) -> Person | None:
    """Return the demo's person in a role, or the one of a unit in that role; None when the demo knows nobody such."""
    try:
        cast = json.loads(_file(data).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    found = cast["units"].get(str(unit)) if unit else cast["roles"].get(role)
    if found is None or role not in found["roles"]:
        return None
    return _read(found)


def _file(data: Path) -> Path:
    return data / "demo" / "people.json"


def _written(person: Person) -> dict[str, Any]:
    return {
        "subject": person.subject,
        "name": person.name,
        "roles": list(person.roles),
        "unit": str(person.unit) if person.unit else None,
        "division": person.division,
    }


def _read(written: Mapping[str, Any]) -> Person:
    return Person(
        roles=tuple(written["roles"]),
        subject=written["subject"],
        name=written["name"],
        unit=UUID(written["unit"]) if written["unit"] else None,
        division=written["division"],
    )
