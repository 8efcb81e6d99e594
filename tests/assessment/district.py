"""A district of its own for each test: units, events that tell of them, and the authority that assesses them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.complete import complete
from tests.harness.api import Api
from tests.harness.people import Person, person

_numbers = count(101)
GROUPS = ("TOWN", "DEPARTMENT", "STATE_PLATFORM", "CITY_STATIONED", "OWNER")
NODES = {"code": "NODES", "name": "节点任务按时完成率", "measure": "NODE_TASKS", "formula": "RATIO", "weight": "60"}
GUARANTEE = {
    "code": "GUARANTEE",
    "name": "要素保障按时办结率",
    "measure": "FACTOR_GUARANTEE",
    "formula": "RATIO",
    "weight": "40",
}
ERRORS = "userErrors { code message field article }"
QUARTER = "period { id version status digest through corrected announcedOn objectionsUntil publishedAt scheme { version frozen } idleUnits { id } unplacedFacts { id } }"
RESULT = "id version score computedScore rank lastPlace words published unit { id }"


def scheme(year: int = 2026, **its: Any) -> dict[str, Any]:
    """Input of adoptScheme: every group by node tasks and factor guarantee."""
    indicators = its.pop("indicators", [NODES, GUARANTEE])
    small = its.pop("small", "NO_CARDS")
    rules = [{"group": g, "indicators": indicators, "smallGroup": small, "tieBreakers": []} for g in GROUPS]
    return {
        "expectedVersion": 0,
        "year": year,
        "title": f"{year}年重点项目考核细则",
        "groups": rules,
        "places": 2,
        "highest": "100",
        "ties": "INCLUDE_TIED",
        "idle": "SHARE_OUT",
        "yellowMeans": "黄牌为提醒",
        "redMeans": "红牌为警示，不是表扬",
        "approver": "分管负责人甲",
        "document": "示例考核办〔2026〕1号",
    } | its


def fresh_division() -> str:
    """A fresh county of a fictitious province."""
    number = next(_numbers)
    return f"43{number // 90 + 50:02d}{number % 90 + 1:02d}"


@dataclass
class District:
    """What happens in one division."""

    api: Api
    division: str = field(default_factory=fresh_division)
    project: UUID = field(default_factory=new_id)

    @property
    def authority(self) -> Person:
        return person(Role.INVESTMENT_AUTHORITY, subject=f"authority-{self.division}", division=self.division)

    def someone(self, *roles: Role, unit: UUID | None = None) -> Person:
        return person(*roles, unit=unit, division=self.division, subject=f"{self.division}-{roles}-{unit}")

    def envelope(self, type_: str, *, on: date | None = None, id: UUID | None = None, **data: Any) -> dict[str, Any]:
        """An event of another service about this division."""
        plain = {k: str(v) if isinstance(v, (UUID, date)) else v for k, v in data.items()}
        return {
            "specversion": "1.0",
            "id": str(id or new_id()),
            "source": f"/zhongdian/{type_.split('.')[1]}",
            "type": type_,
            "subject": str(next(iter(plain.values()))),
            "time": datetime.combine(on or date(2026, 10, 9), time(2), UTC).isoformat(),
            "division": self.division,
            "data": {**plain, "division": self.division},
        }

    async def tell(self, type_: str, **its: Any) -> UUID:
        """Deliver an event; return its id."""
        told = self.envelope(type_, **its)
        await self.api.deliver(told)
        return UUID(told["id"])

    async def unit(self, category: str = "TOWN", **its: Any) -> UUID:
        """Register a unit."""
        unit = its.get("id") or new_id()
        await self.tell(
            "zhongdian.reserve.organization.registered.v1",
            organizationId=unit,
            name=its.get("name", "测试镇"),
            category=category,
            creditCode="91350100M000100Y43",
            parentId=None,
            roles=[],
            version=its.get("version", 1),
        )
        return unit

    async def own_project(self, owner: UUID) -> None:
        """Register the district's project for an owner."""
        await self.tell(
            "zhongdian.reserve.project.registered.v1",
            projectId=self.project,
            name="松井涂料",
            ownerId=owner,
            version=1,
        )

    async def planned(
        self, unit: UUID, due: date, *, on: date = date(2026, 1, 5), node: UUID | None = None, version: int = 1
    ) -> UUID:
        node = node or new_id()
        await self.tell(
            "zhongdian.schedule.node.planned.v1",
            on=on,
            nodeId=node,
            projectId=self.project,
            planVersion=version,
            responsibleUnitId=unit,
            dueOn=due,
        )
        return node

    def completion(self, unit: UUID, on: date, *, late: int = 0, node: UUID | None = None) -> dict[str, Any]:
        return self.envelope(
            "zhongdian.schedule.node.completed.v1",
            on=on,
            nodeId=node or new_id(),
            projectId=self.project,
            responsibleUnitId=unit,
            dueOn=on,
            completedOn=on,
            workingDaysLate=late,
        )

    async def completed(self, unit: UUID, on: date, *, late: int = 0, node: UUID | None = None) -> UUID:
        told = self.completion(unit, on, late=late, node=node)
        await self.api.deliver(told)
        return UUID(told["id"])

    async def tasked(self, owner: UUID, month: str = "10", *, on: date = date(2026, 1, 5), year: int = 2026) -> UUID:
        """Give a project of its own its annual task, the same for every month; return the project."""
        project = new_id()
        await self.tell(
            "zhongdian.schedule.annual-task.set.v1",
            on=on,
            projectId=project,
            year=year,
            version=1,
            months=[month] * 12,
            responsibleUnitId=owner,
        )
        return project

    async def verified(self, owner: UUID, project: UUID, month: int, done: str, planned: str) -> UUID:
        """A month of 2026 was verified; the amounts are those of the year so far."""
        return await self.tell(
            "zhongdian.schedule.progress.verified.v1",
            on=date(2026, month, 28),
            reportId=new_id(),
            projectId=project,
            year=2026,
            month=month,
            reportedInvestment=done,
            plannedInvestment=planned,
            cumulativeReported=done,
            cumulativePlanned=planned,
            responsibleUnitId=owner,
        )

    async def decided(
        self, bureau: UUID, on: date, *, late: int = 0, due: date | None = None, request: UUID | None = None
    ) -> UUID:
        days = {"dueOn": due or on, "decidedOn": on, "workingDaysLate": late}
        return await self.request("decided", bureau, on, version=9, request=request, **days)

    async def request(
        self, step: str, bureau: UUID, on: date, *, version: int = 1, request: UUID | None = None, **its: Any
    ) -> UUID:
        """Something happened to a request: submitted, returned, resubmitted, withdrawn, due-corrected, decided."""
        at = {"submitted": "receivedOn"}.get(step, f"{step}On")
        named = {"requestId": request or new_id(), "requestVersion": version, "bureauId": bureau}
        facts = {at: on} | named | {"projectId": self.project} | its
        return await self.tell(f"zhongdian.support.request.{step}.v1", on=on, **facts)

    async def towns(self, *late: int, on: date = date(2026, 11, 2), units: list[UUID] | None = None) -> list[UUID]:
        """Towns with ten nodes each, so many of them late: scores 100, 90, 80 …"""
        units = units or [await self.unit() for _ in late]
        nodes = [(unit, at < number) for unit, number in zip(units, late, strict=True) for at in range(10)]
        await self.api.deliver(*(self.completion(unit, on, late=int(was)) for unit, was in nodes))
        return units

    async def adopt(self, on: date = date(2026, 1, 10), **its: Any) -> dict[str, Any]:
        selection = "scheme { id year version title frozen } "
        return await self.api.do("adoptScheme", "AdoptSchemeInput", selection, self.authority, on, **scheme(**its))

    async def compute(
        self, year: int = 2026, quarter: int = 4, *, on: date = date(2027, 1, 8), **its: Any
    ) -> dict[str, Any]:
        values = {"year": year, "quarter": quarter, "expectedVersion": 0} | its
        return await self.api.do("computePeriod", "ComputePeriodInput", QUARTER, self.authority, on, **values)

    async def announce(
        self, year: int = 2026, quarter: int | None = 4, *, on: date = date(2027, 1, 10), **its: Any
    ) -> dict[str, Any]:
        """Announce a computed period, of whose facts nothing is missing unless it is said so (complete=False)."""
        if its.pop("complete", True):
            await complete(self, on)
        values = {"year": year, "quarter": quarter, "expectedVersion": 1} | its
        return await self.api.do("announcePeriod", "AnnouncePeriodInput", QUARTER, self.authority, on, **values)

    async def publish(
        self, year: int = 2026, quarter: int | None = 4, *, on: date = date(2027, 1, 10), **its: Any
    ) -> dict[str, Any]:
        """Announce a computed period on this day, and publish it on the first day after the window; or the refusal."""
        announced = await self.announce(year, quarter, on=on, **its)
        if announced["userErrors"]:
            return announced
        period = announced["period"]
        after = date.fromisoformat(period["objectionsUntil"]) + timedelta(days=1)
        return await self.publish_announced(year, quarter, on=after, expectedVersion=period["version"])

    async def publish_announced(
        self, year: int = 2026, quarter: int | None = 4, *, on: date = date(2027, 1, 16), **its: Any
    ) -> dict[str, Any]:
        """Publish a period that was announced."""
        values = {"year": year, "quarter": quarter, "expectedVersion": 2} | its
        return await self.api.do("publishPeriod", "PublishPeriodInput", QUARTER, self.authority, on, **values)

    async def correct(
        self, result: dict[str, Any], score: str, *, on: date = date(2027, 1, 12), **its: Any
    ) -> dict[str, Any]:
        values = {
            "resultId": result["id"],
            "expectedVersion": result["version"],
            "score": score,
            "reason": "经核实，节点任务实际按时完成",
            "approver": "分管负责人甲",
        } | its
        return await self.api.do(
            "correctScore", "CorrectScoreInput", f"result {{ {RESULT} }}", self.authority, on, **values
        )

    async def published(self, year: int = 2026, quarter: int = 4, **its: Any) -> None:
        """Compute and publish a quarter without any refusal."""
        day = date(year + quarter // 4, quarter % 4 * 3 + 1, 8)
        assert (await self.compute(year, quarter, on=day))["userErrors"] == []
        assert (await self.publish(year, quarter, on=day, **its))["userErrors"] == []

    async def results(
        self, year: int = 2026, quarter: int = 4, group: str = "TOWN", as_: Person | None = None
    ) -> list[dict[str, Any]]:
        query = (
            "query($year: Int!, $quarter: Int!, $group: UnitCategory!) { result(year: $year, quarter: $quarter, group: $group)"
            f" {{ status units(first: 100) {{ totalCount edges {{ node {{ {RESULT} }} }} }} }} }}"
        )
        variables = {"year": year, "quarter": quarter, "group": group}
        found = (await self.api(query, variables, as_=as_ or self.authority))["result"]
        return [e["node"] for e in found["units"]["edges"]] if found else []

    async def cards(self, **its: Any) -> list[dict[str, Any]]:
        query = (
            "query($filter: CardFilter) { cards(filter: $filter, first: 100) { edges { node { colour year quarter place group "
            "barsAdvancedUnit withdrawnOn withdrawnReason meaning unit { id } duties { kind by occasion bodies } } } } }"
        )
        found = await self.api(query, {"filter": its}, as_=self.someone(Role.LEADER))
        return [e["node"] for e in found["cards"]["edges"]]

    async def told(self, type_: str) -> list[dict[str, Any]]:
        """Data of the events that the service has put into its outbox for this division."""
        events = await self.api.events(f"zhongdian.assessment.{type_}.v1")
        return [e["data"] for e in events if e["division"] == self.division]


def codes(payload: dict[str, Any]) -> list[str]:
    return [e["code"] for e in payload["userErrors"]]
