"""What units and the authority do in the review of a period, and about cards."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District
from tests.harness.people import Person

ANNOUNCED_ON = date(2027, 1, 8)
LAST_DAY = date(2027, 1, 15)  # five working days after
AFTER = date(2027, 1, 16)
OBJECTION = (
    "objection { id version status grounds asksFor indicatorCode score rank decideBy reason settledBy carriedOutAt raisedBy "
    "unit { id } fact { id } files { fileName path } history { step by reason } correction { scoreAfter } result { id score } }"
)
DUTY = (
    "duty { id version status kind dueOn overdue fulfilledOn confirmedOn fulfilments { person text daysLate fulfilledBy "
    "judgedBy returnedReason files { fileName } } }"
)


async def announced(district: District, *late: int, **its: Any) -> list[UUID]:
    """Announce the last quarter of 2026 with so many late nodes a town; return the towns, the best first."""
    await district.adopt(**its)
    units = await district.towns(*late)
    assert (await district.compute(on=ANNOUNCED_ON))["userErrors"] == []
    assert (await district.announce(on=ANNOUNCED_ON))["userErrors"] == []
    return units


def of_unit(district: District, unit: UUID, name: str = "甲") -> Person:
    """Somebody of a town."""
    return district.someone(Role.PLANNING_PARTY, unit=unit).but(subject=f"{unit}-{name}", name=f"示例镇{name}")


async def own_result(district: District, who: Person) -> dict[str, Any]:
    """The result of somebody's own unit."""
    found = [r for r in await district.results(as_=who) if r["unit"]["id"] == str(who.unit)]
    assert len(found) == 1
    return found[0]


async def raised(district: District, who: Person, on: date = LAST_DAY, **its: Any) -> dict[str, Any]:
    """Object to the result of one's own unit."""
    result = its.pop("result", None) or await own_result(district, who)
    given = {
        "resultId": result["id"],
        "expectedVersion": result["version"],
        "grounds": "节点任务实际按时办结，见附件",
    } | its
    return await district.api.do("raiseObjection", "RaiseObjectionInput", OBJECTION, who, on, **given)


async def settled(
    district: District, mutation: str, objection: dict[str, Any], who: Person, on: date = LAST_DAY, **its: Any
) -> dict[str, Any]:
    """Withdraw or decide an objection."""
    given = {"objectionId": objection["id"], "expectedVersion": objection["version"]} | its
    return await district.api.do(mutation, f"{mutation[0].upper()}{mutation[1:]}Input", OBJECTION, who, on, **given)


async def decided(
    district: District, objection: dict[str, Any], *, accepted: bool, on: date = LAST_DAY, **its: Any
) -> dict[str, Any]:
    """The authority decides an objection."""
    its = {"accepted": accepted, "reason": "经核实，属实" if accepted else "经核实，不属实"} | its
    who = its.pop("who", district.authority)
    return await settled(district, "decideObjection", objection, who, on, **its)


async def duties(district: District, unit: UUID, as_: Person | None = None, on: date = AFTER) -> list[dict[str, Any]]:
    """What cards ask of a unit."""
    query = (
        "query($u: UUID!) { cardDuties(filter: { unitId: $u }, first: 50) { edges { node { id version kind status dueOn "
        "overdue by occasion bodies card { colour place } fulfilments { text } } } } }"
    )
    found = await district.api(query, {"u": str(unit)}, as_=as_ or district.authority, on=on)
    return [e["node"] for e in found["cardDuties"]["edges"]]


async def on_duty(
    district: District, mutation: str, duty: dict[str, Any], who: Person, on: date = AFTER, **its: Any
) -> dict[str, Any]:
    """Fulfil, confirm or return a duty."""
    given = {"dutyId": duty["id"], "expectedVersion": duty["version"]} | its
    return await district.api.do(mutation, f"{mutation[0].upper()}{mutation[1:]}Input", DUTY, who, on, **given)


async def uploaded(district: District, who: Person, name: str = "验收单.pdf", on: date = LAST_DAY) -> str:
    """Upload a file that hangs on nothing yet."""
    sent = {
        "authorization": district.api.issuer.header(who),
        "x-business-date": on.isoformat(),
        "idempotency-key": str(new_id()),
    }
    body = f"%PDF-1.7\n{new_id()}\n%%EOF".encode()
    answer = await district.api.http.post("/files", params={"name": name}, content=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
