"""Steps of the whole life of a request, for tests: what a bureau, the units that it asks and the applicant do."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.world import DAY, STATE, District, ok

REST = """request { id version state dueOn documentNumber grantedQuantity outcome claimedBy deliveredOn acknowledgedOn
  reviewUntil suspensionOverrun notAcceptedReason
  form { code label type value text } files { id fileName purpose formField }
  surveys { id surveyedOn people findings files { id } }
  opinions { id version stance stanceName text dueOn overdue workingDaysLate givenOn withdrawnReason unit { id } files { id } }
  deliveries { documentNumber deliveredOn method methodName recipient acknowledgedOn acknowledgedByName }
  review { grounds askedOn dueOn outcome documentNumber decidedOn overdue formerOutcome formerGrantedQuantity formerDocumentNumber }
  corrections { number ofDocumentNumber wrong right reason }
  history { action state note }
  clock { running dueOn workingDaysUsed segments { running since until workingDays kind missing procedure procedureName basis document overrun } } }"""
ROAD = {
    "place": "示例路 1 号至 9 号",
    "area": "120.5",
    "from": "2026-03-10",
    "until": "2026-04-10",
    "reason": "敷设管线",
    "restore": "完工后恢复沥青路面",
}


def filled(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Write a form as the API takes it."""
    return [
        {"code": code, "fileIds": value} if isinstance(value, list) else {"code": code, "value": value}
        for code, value in values.items()
    ]


class Life:
    """A district with a bureau of city management and units that can be asked."""

    def __init__(self, district: District) -> None:
        self.district, self.api = district, district.api
        self.city, self.police, self.requisition = new_id(), new_id(), new_id()

    async def told(self) -> Life:
        await self.district.unit(self.city, "区城管局（示例）", [Role.URBAN_MANAGEMENT])
        await self.district.unit(self.police, "区公安分局（示例）", [Role.PUBLIC_SECURITY])
        await self.district.unit(self.requisition, "区征地中心（示例）", [Role.REQUISITION])
        return self

    def of(self, unit: UUID, role: Role, name: str = "示例人员") -> Person:
        return person(role, unit=unit, division=self.district.division).but(subject=f"{role}-{unit}", name=name)

    @property
    def manager(self) -> Person:
        return self.of(self.city, Role.URBAN_MANAGEMENT, "城管甲")

    @property
    def officer_of_police(self) -> Person:
        return self.of(self.police, Role.PUBLIC_SECURITY, "交警乙")

    async def do(self, name: str, as_: Person, on: date = DAY, *, select: str = REST, **values: Any) -> dict[str, Any]:
        """Run a command of the life; return its payload."""
        return await self.api.do(name, f"{name[0].upper()}{name[1:]}Input", select, as_, on, **values)

    async def step(
        self, name: str, request: dict[str, Any], as_: Person, on: date = DAY, **values: Any
    ) -> dict[str, Any]:
        """Run a command on a request at its version; return its payload."""
        given = {"requestId": request["id"], "expectedVersion": request["version"]} | values
        return await self.do(name, as_, on, **given)

    async def seen(self, request: dict[str, Any], as_: Person, on: date = DAY) -> dict[str, Any] | None:
        """Read a request."""
        query = f"query($id: UUID!) {{ {REST.replace('request {', 'request(id: $id) {', 1)} }}"
        return (await self.api(query, {"id": request["id"]}, as_=as_, on=on))["request"]

    async def road(self, on: date = DAY, *, form: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
        """Ask for the occupation of a road; return the payload."""
        asked = {
            "projectId": str(self.district.project),
            "kind": "ROAD_OCCUPATION",
            "purpose": "管线施工围挡",
            "bureauId": str(self.city),
            "form": filled(ROAD if form is None else form),
        }
        return await self.do("submitRequest", self.district.owner, on, **(asked | changes))

    async def road_claimed(self, on: date = DAY) -> dict[str, Any]:
        request = ok(await self.road(on))
        request = ok(await self.step("acceptRequest", request, self.manager, on))
        return ok(await self.step("claimRequest", request, self.manager, on))

    async def decided(self, on: date = DAY, outcome: str = "GRANTED", **values: Any) -> dict[str, Any]:
        """Bring a request for land to its decision; there must be an account for a grant."""
        request = await self.district.claimed(on=on)
        given = {"outcome": outcome} | ({} if outcome == "GRANTED" else {"reason": "不符合规划"}) | values
        return ok(await self.step("decideRequest", request, self.district.officer, on, **given))

    async def delivered(self, on: date = DAY, outcome: str = "GRANTED", **values: Any) -> dict[str, Any]:
        request = await self.decided(on, outcome, **values)
        return ok(await self.deliver(request, on))

    async def deliver(self, request: dict[str, Any], on: date = DAY, **values: Any) -> dict[str, Any]:
        given = {"method": "IN_PERSON", "recipient": "业主经办人"} | values
        return await self.step("deliverRequest", request, self.district.officer, on, **given)


__all__ = ["DAY", "REST", "ROAD", "STATE", "Life", "filled", "ok"]
