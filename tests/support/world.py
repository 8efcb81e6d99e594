"""A small district for the tests of the service: units, projects and nodes as their owners' events tell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person

DAY = date(2026, 3, 2)  # a Monday; the limit of a request received then ends on 23 March
DUE = date(2026, 3, 23)
_PLACE = {"code": "place", "value": "示例镇示例村"}
FORMS = {  # what must be filled in at least
    "FOREST_LAND": [_PLACE, {"code": "woodland", "value": "ARBOR"}, {"code": "class", "value": "COMMODITY"}],
    "LOGGING": [_PLACE, {"code": "species", "value": "杉木"}, {"code": "method", "value": "CLEAR"}],
}
STATE = "request { id version state dueOn overdue warning documentNumber }"


@dataclass
class District:
    """One division with a land bureau, a project service department, an owner and a project whose nodes wait."""

    api: Api
    division: str = "430211"
    bureau: UUID = field(default_factory=new_id)
    service: UUID = field(default_factory=new_id)
    owner_unit: UUID = field(default_factory=new_id)
    project: UUID = field(default_factory=new_id)

    @property
    def owner(self) -> Person:
        return person(Role.OWNER, unit=self.owner_unit, division=self.division)

    @property
    def officer(self) -> Person:
        return person(Role.LAND, unit=self.bureau, division=self.division).but(name="科员乙")

    @property
    def colleague(self) -> Person:
        return self.officer.but(subject="land-colleague", name="科员丙")

    @property
    def agent(self) -> Person:
        return person(Role.PROJECT_SERVICE, unit=self.service, division=self.division)

    @property
    def authority(self) -> Person:
        return person(Role.INVESTMENT_AUTHORITY, unit=new_id(), division=self.division)

    async def told(self) -> District:
        """Let the events of the other services arrive."""
        await self.unit(self.bureau, "区自然资源局（示例）", [Role.LAND])
        await self.unit(self.service, "区项目服务中心（示例）", [Role.PROJECT_SERVICE])
        await self.unit(self.owner_unit, "示例涂料有限公司", [Role.OWNER])
        await self.api.consume("zhongdian.reserve.project.registered.v1", self.project_event())
        return self

    def project_event(self, **changes: Any) -> dict[str, Any]:
        facts = {"projectId": self.project, "name": "示例涂料项目", "ownerId": self.owner_unit, "version": 1}
        return _plain(facts | {"division": self.division} | changes)

    async def unit(self, id: UUID, name: str, roles: list[Role], version: int = 1) -> None:
        facts = {"organizationId": id, "name": name, "roles": list(roles), "version": version}
        await self.api.consume(
            "zhongdian.reserve.organization.registered.v1", _plain(facts | {"division": self.division})
        )

    def node_event(self, id: UUID, **changes: Any) -> dict[str, Any]:
        facts = {
            "nodeId": id,
            "projectId": self.project,
            "planVersion": 1,
            "name": "用地报批",
            "responsibleUnitId": self.owner_unit,
            "waitsForRequest": True,
            "division": self.division,
        }
        return _plain(facts | changes)

    def ended_event(self, version: int = 1, **changes: Any) -> dict[str, Any]:
        """Tell that the plan gave the project up."""
        facts = {"projectId": self.project, "version": version, "endedOn": DAY, "division": self.division}
        return _plain(facts | {"documentNumber": "株天高管发〔2026〕9号（示例）"} | changes)

    def resumed_event(self, version: int = 2, **changes: Any) -> dict[str, Any]:
        """Tell that a plan has the project again."""
        return _plain({"projectId": self.project, "version": version, "division": self.division} | changes)

    async def node(self, **changes: Any) -> UUID:
        """Plan a node; return its id."""
        node = new_id()
        await self.api.consume("zhongdian.schedule.node.planned.v1", self.node_event(node, **changes))
        return node

    async def submit(
        self, node: UUID | None = None, as_: Person | None = None, on: date = DAY, **changes: Any
    ) -> dict[str, Any]:
        """Submit a request for a node, a new one unless given; return the payload."""
        asked = {
            "projectId": str(self.project),
            "nodeId": str(node or await self.node()),
            "kind": "LAND_QUOTA",
            "quantity": "80",
            "unit": "MU",
            "purpose": "一期厂房用地",
            # the districts of a module share a division, so that several bureaus act in the role
            "bureauId": str(self.bureau),
        }
        asked |= {"form": FORMS[kind]} if (kind := str(changes.get("kind", "LAND_QUOTA"))) in FORMS else {}
        return await self.api.do(
            "submitRequest", "SubmitRequestInput", STATE, as_ or self.owner, on, **(asked | changes)
        )

    async def step(
        self, verb: str, request: dict[str, Any], as_: Person | None = None, on: date = DAY, **values: Any
    ) -> dict[str, Any]:
        """Carry out a command on an existing request at its version; return the payload."""
        given = {"requestId": request["id"], "expectedVersion": request["version"]} | values
        return await self.api.do(
            f"{verb}Request", f"{verb.capitalize()}RequestInput", STATE, as_ or self.officer, on, **given
        )

    async def claimed(self, on: date = DAY, **changes: Any) -> dict[str, Any]:
        """Bring a request to where it can be decided."""
        request = ok(await self.submit(on=on, **changes))
        request = ok(await self.step("accept", request, on=on))
        return ok(await self.step("claim", request, on=on))

    async def account(
        self, amount: str = "100", year: int = 2026, kind: str = "NEW_CONSTRUCTION_LAND"
    ) -> dict[str, Any]:
        """Open an account and allocate to it."""
        opened = await self.api.do(
            "openQuotaAccount", "OpenQuotaAccountInput", "account { id version }", self.officer, kind=kind, year=year
        )
        assert opened["userErrors"] == [], opened
        return await self.allocate(opened["account"], amount)

    async def allocate(self, account: dict[str, Any], amount: str) -> dict[str, Any]:
        done = await self.api.do(
            "allocateQuota",
            "AllocateQuotaInput",
            "account { id version allocated available }",
            self.officer,
            accountId=account["id"],
            expectedVersion=account["version"],
            amount=amount,
            basis="株政土字〔2026〕3号（示例）",
        )
        assert done["userErrors"] == [], done
        return done["account"]

    async def balance(self, year: int = 2026) -> dict[str, str]:
        query = """query($year: Int) { quotaAccounts(filter: {year: $year}) {
            edges { node { id version allocated reserved committed available } } } }"""
        page = await self.api(query, {"year": year}, as_=self.officer)
        return page["quotaAccounts"]["edges"][0]["node"]


def ok(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the request of a command that was accepted."""
    assert payload["userErrors"] == [], payload["userErrors"]
    return payload["request"]


def codes(payload: dict[str, Any]) -> dict[str, str | None]:
    """Return the codes of a command that was refused, with their clauses."""
    assert payload["request" if "request" in payload else "account"] is None
    return {e["code"]: e["article"] for e in payload["userErrors"]}


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, (UUID, date)) else v for k, v in facts.items()}
