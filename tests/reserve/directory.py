"""Units and people of the directory, as its tests take them through GraphQL."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.harness.people import Person
from tests.reserve.life import INVESTMENT, PROJECT, Reserve, at, credit_code, documents

UNIT = """organization { id version name formerNames active roles mergedInto { id } parent { id }
    history(first: 50) { edges { node { version action actorName roles reason approver changes { field before after } } } } }"""
MEMBER = "member { id version person name phone roles fromOn untilOn current organization { id } }"
_NUMBERS = count(5000)


async def enter(reserve: Reserve, name: str, **changes: Any) -> dict[str, Any]:
    """Enter a unit with a code of its own."""
    given = {"name": name, "category": "OWNER", "creditCode": credit_code(next(_NUMBERS)), "roles": ["OWNER"]}
    made = await reserve.done("registerOrganization", UNIT, INVESTMENT, **given | changes)
    return made | {"creditCode": (given | changes)["creditCode"], "category": (given | changes)["category"]}


def as_it_is(unit: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Say the whole entry of a unit, with changes."""
    kept = {k: unit[k] for k in ("name", "category", "creditCode", "roles")}
    return {"organizationId": unit["id"], "expectedVersion": unit["version"], **kept} | changes


def on(unit: dict[str, Any], reason: str = "机构调整") -> dict[str, Any]:
    """Say which unit, as it was seen, and why."""
    return {"organizationId": unit["id"], "expectedVersion": unit["version"], "reason": reason}


def pair(keep: dict[str, Any], duplicate: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Say which two units are one; their codes differ, as they always do in one division."""
    return {
        "keepId": keep["id"],
        "keepExpectedVersion": keep["version"],
        "duplicateId": duplicate["id"],
        "duplicateExpectedVersion": duplicate["version"],
        "reason": "重复登记",
        "exceptionReason": "换证前的旧代码",
        "exceptionApprover": "李科长",
    } | changes


async def join(
    reserve: Reserve, unit: dict[str, Any], person: str, as_: Person = INVESTMENT, **changes: Any
) -> dict[str, Any]:
    """Let a person act for a unit."""
    given = {"organizationId": unit["id"], "person": person, "name": "张三", "roles": ["OWNER"], "fromOn": "2026-01-01"}
    return await reserve.done("addMember", MEMBER, as_, **given | changes)


async def seen(reserve: Reserve, unit_id: str) -> dict[str, Any]:
    """Look a unit up."""
    query = f"query($id: UUID!) {{ {UNIT.replace('organization {', 'organization(id: $id) {')} }}"
    return (await reserve.api(query, {"id": unit_id}, as_=INVESTMENT))["organization"]


def history(unit: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a unit's history, the newest first."""
    return [e["node"] for e in unit["history"]["edges"]]


async def prove(reserve: Reserve, project: dict[str, Any], *kinds: str) -> dict[str, Any]:
    """Record documents of a project whose owner is none of the fixture's."""
    return await reserve.done("recordEvidence", PROJECT, INVESTMENT, **at(project), evidence=documents(*kinds))
