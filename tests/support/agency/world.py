"""The life of an agency through the API, for its tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.world import DAY, District

CASE = "agency { id version state authorised agentName itemsTotal itemsDone itemsOverdue endedOn }"
ITEM = (
    "item { id version code state dueOn workingDaysLate overdue followUpMissing workingDaysTaken promisedDays caseId }"
)
SUPERVISION = "supervision { id version daysLate handled closedOn result }"
ROWS = "results { itemId requestId userErrors { code article } } " + CASE


@dataclass
class Agency:
    """One agency and who stands around it."""

    district: District
    case: dict[str, Any] = field(default_factory=dict)

    @property
    def owner(self) -> Person:
        return self.district.owner

    @property
    def agent(self) -> Person:
        return self.district.agent.but(subject=f"agent-{self.district.service}", name="代办员甲")

    @property
    def colleague(self) -> Person:
        return self.district.agent.but(subject=f"other-{self.district.service}", name="代办员乙")

    @property
    def inspector(self) -> Person:
        return person(Role.INSPECTOR, unit=self.district.service, division=self.district.division)

    async def do(self, command: str, as_: Person, on: date = DAY, shows: str = CASE, **values: Any) -> dict[str, Any]:
        """Carry out a command on the agency."""
        known = {
            "declineAgency": "AgencyReasonInput",
            "cancelAgency": "AgencyReasonInput",
        }
        return await self.district.api.do(
            command, known.get(command, command[0].upper() + command[1:] + "Input"), shows, as_, on, **values
        )

    async def on_case(self, name: str, as_: Person, on: date = DAY, **values: Any) -> dict[str, Any]:
        """Carry out a command on the agency at its version, and keep the new one."""
        known = {"caseId": self.case["id"], "expectedVersion": self.case["version"]}
        return self._kept(await self.do(name, as_, on, **(known | values)))

    def _kept(self, done: dict[str, Any]) -> dict[str, Any]:
        if done.get("agency"):
            self.case = done["agency"]
        return done

    async def applied(self, on: date = DAY, stages: tuple[str, ...] = ("LAND_AND_PLANNING",), **values: Any) -> Agency:
        """Apply for it."""
        done = await self.apply(on, stages, **values)
        assert done["userErrors"] == [], done
        return self

    async def apply(
        self, on: date = DAY, stages: tuple[str, ...] = ("LAND_AND_PLANNING",), as_: Person | None = None, **values: Any
    ) -> dict[str, Any]:
        scope = {"stages": list(stages), "itemCodes": [], "fromOn": str(on), "untilOn": "2027-03-01"}
        asked = {"projectId": str(self.district.project), "route": "FILING", "scope": scope | values.pop("scope", {})}
        return self._kept(await self.do("applyForAgency", as_ or self.owner, on, **(asked | values)))

    async def accepted(self, on: date = DAY, **values: Any) -> Agency:
        """Apply and have it taken on."""
        await self.applied(on, **values)
        done = await self.on_case(
            "acceptAgency", self.agent, on, agentSubject=self.agent.subject, agentName=self.agent.name
        )
        assert done["userErrors"] == [], done
        return self

    async def authorised(self, on: date = DAY, **values: Any) -> Agency:
        """Apply, have it taken on and authorise."""
        stages = values.get("stages", ("LAND_AND_PLANNING",))
        await self.accepted(on, **values)
        done = await self.authorise(on, stages=list(stages))
        assert done["userErrors"] == [], done
        return self

    async def authorise(self, on: date = DAY, **scope: Any) -> dict[str, Any]:
        given = {"stages": [], "itemCodes": [], "fromOn": str(on), "untilOn": "2027-03-01"} | scope
        return await self.on_case("authoriseAgency", self.owner, on, scope=given)

    async def revoke(self, on: date = DAY, as_: Person | None = None) -> dict[str, Any]:
        given = {"caseId": self.case["id"], "reason": "改为自办"}
        return self._kept(await self.do("revokeAuthorisation", as_ or self.owner, on, **given))

    async def items(self, on: date = DAY) -> dict[str, dict[str, Any]]:
        """Return the items by code."""
        query = f"""query($id: UUID!) {{ agencyCase(id: $id) {{
            items {{ {ITEM[7:-2]} nextActor request {{ id state version }} entries {{ edges {{ node {{ kind text actorName }} }} }} }} }} }}"""
        found = await self.district.api(query, {"id": self.case["id"]}, as_=self.owner, on=on)
        return {i["code"]: i for i in found["agencyCase"]["items"]}

    async def item(self, code: str, on: date = DAY) -> dict[str, Any]:
        return (await self.items(on))[code]

    async def submit(self, *codes: str, on: date = DAY, as_: Person | None = None, **more: Any) -> dict[str, Any]:
        """Hand items in, at once."""
        known = await self.items(on)
        rows = [{"itemId": known[code]["id"], "purpose": "按清单申报"} | more for code in codes]
        given = {"caseId": self.case["id"], "items": rows}
        return self._kept(await self.do("submitItems", as_ or self.agent, on, ROWS, **given))

    async def step(
        self, name: str, code: str, on: date = DAY, as_: Person | None = None, **values: Any
    ) -> dict[str, Any]:
        """Take a step of an item at its version."""
        item = await self.item(code, on)
        inputs = {
            "recordAgencyItemDone": "AgencyItemDoneInput",
            "promiseFasterAgencyItem": "PromiseFasterInput",
            "nameAgencyFollower": "NameFollowerInput",
        }
        given = {"itemId": item["id"], "expectedVersion": item["version"]} | values
        return await self.district.api.do(
            name, inputs.get(name, "AgencyItemInput"), ITEM, as_ or self.agent, on, **given
        )


def codes(payload: dict[str, Any]) -> list[str]:
    """Return the codes of a refusal."""
    return [e["code"] for e in payload["userErrors"]]


def row_codes(payload: dict[str, Any]) -> list[list[str]]:
    """Return the codes of each row."""
    return [[e["code"] for e in row["userErrors"]] for row in payload["results"]]
