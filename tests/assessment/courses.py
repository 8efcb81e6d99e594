"""What may happen to a district's assessment in any order: facts of all sorts, decisions, corrections, a merger."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from services.chassis.clock import new_id
from tests.assessment.district import District, scheme

OCTOBER, DAYS = date(2026, 10, 1), 110  # into the quarter after
GROUNDS = {"reason": "连续暴雨，现场停工", "approver": "分管负责人甲", "document": "示例应急〔2026〕3号"}
COMPUTED_ON = date(2027, 1, 20)


def ratio(code: str, measure: str, weight: str) -> dict[str, Any]:
    return {"code": code, "name": code, "measure": measure, "formula": "RATIO", "weight": weight}


MONEY = {"code": "MONEY", "name": "投资", "formula": "CAPPED_LINEAR", "cap": "1.2"}
QUARTERLY = [
    ratio("NODES", "NODE_TASKS", "30"),
    ratio("ISSUES", "ISSUES", "20"),
    ratio("ENTRIES", "STATISTICS", "20"),
    ratio("RANK", "FACTOR_GUARANTEE", "10") | {"formula": "RANK_POINTS", "floor": "0.5"},
    MONEY | {"measure": "PHYSICAL_PROGRESS", "weight": "20"},
]
YEARLY = [
    ratio("NODES", "ANNUAL_CONTENT", "30"),
    ratio("STARTS", "STARTS", "30"),
    MONEY | {"measure": "ANNUAL_INVESTMENT", "weight": "20"},
    MONEY | {"code": "QUARTERS", "measure": "QUARTER_RESULTS", "weight": "20"},
]
RULES = [
    rule | {"indicators": QUARTERLY, "yearly": YEARLY, "tieBreakers": ["NODES"], "yearlyTieBreakers": ["STARTS"]}
    for rule in scheme()["groups"]
]


@dataclass
class Course:
    """One district, and what hypothesis lets happen in it."""

    district: District
    draw: Callable[[st.SearchStrategy[Any]], Any]
    units: list[UUID] = field(default_factory=list)
    nodes: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(3)])
    issues: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(2)])
    requests: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(2)])
    projects: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(2)])
    exempted: list[dict[str, Any]] = field(default_factory=list)
    merged: bool = False

    def one(self, of: list[Any]) -> Any:
        return self.draw(st.sampled_from(of))

    @property
    def unit(self) -> UUID:
        return self.one(self.units)

    @property
    def day(self) -> date:
        return OCTOBER + timedelta(days=self.draw(st.integers(0, DAYS)))

    @property
    def late(self) -> int:
        return self.draw(st.integers(0, 2))

    async def begin(self) -> None:
        """Four towns with something to do each."""
        await self.district.adopt(groups=RULES)
        self.units = await self.district.towns(0, 1, 2, 1)

    async def node_planned(self) -> None:
        told = {"on": self.day, "node": self.one(self.nodes), "version": 1 + self.late}
        await self.district.planned(self.unit, self.day, **told)

    async def node_completed(self) -> None:
        await self.district.completed(self.unit, self.day, late=self.late, node=self.one(self.nodes))

    async def node_returned(self) -> None:
        told = {"nodeId": self.one(self.nodes), "projectId": self.district.project, "responsibleUnitId": self.unit}
        returned = {"dueOn": self.day, "returnedOn": self.day}
        await self.district.tell("zhongdian.schedule.node.completion-returned.v1", on=self.day, **told, **returned)

    async def request_decided(self) -> None:
        await self.district.decided(self.unit, self.day, late=self.late, request=self.one(self.requests))

    async def issue_assigned(self) -> None:
        told = {"severity": "JAM", "layer": "CITY", "assignedOn": self.day, "dueOn": self.day}
        await self.issue("assigned", **told)

    async def issue_closed(self) -> None:
        told = {"severity": "JAM", "layer": "CITY", "doneOn": self.day, "dueOn": self.day, "closedOn": self.day}
        await self.issue("closed", workingDaysLate=self.late, **told)

    async def issue_reopened(self) -> None:
        await self.issue("reopened", dueOn=self.day, afterClosing=True, reason="未办结")

    async def issue(self, step: str, **told: Any) -> None:
        named = {"issueId": self.one(self.issues), "version": 1 + self.draw(st.integers(0, 3))}
        named |= {"projectId": None, "responsibleUnitId": self.unit}
        await self.district.tell(f"zhongdian.schedule.issue.{step}.v1", on=self.day, **named, **told)

    def answering(self) -> dict[str, Any]:
        return {"projectId": self.one(self.projects)} | {
            name: self.one([None, *self.units]) for name in ("ownerId", "townId", "industryAuthorityId")
        }

    async def entered(self) -> None:
        its = {"entryId": new_id(), "version": 1 + self.late, "dueOn": self.day, "daysLate": self.late}
        its |= {"excepted": False} | self.answering()
        told = self.district.envelope("zhongdian.schedule.statistics.entered.v1", on=self.day, **its)
        told["data"]["on"] = self.day.isoformat()
        await self.district.api.deliver(told)

    async def started(self) -> None:
        told = {"role": "START", "dueOn": self.day, "completedOn": self.one([None, self.day])} | self.answering()
        await self.district.tell("zhongdian.schedule.milestone.set.v1", on=self.day, **told)

    async def plan_issued(self) -> None:
        told = {"planVersion": 1 + self.late, "year": 2026, "kind": "NEW_START", "annualInvestment": "800"}
        told |= {"issuedOn": date(2026, 1, 5)} | self.answering()
        await self.district.tell("zhongdian.reserve.plan-item.issued.v1", on=self.day, **told)

    async def month_verified(self) -> None:
        done = str(self.draw(st.integers(0, 120)))
        await self.district.verified(self.unit, self.one(self.projects), self.draw(st.integers(9, 12)), done, "100")

    async def facts_come(self) -> None:
        await self.one(FACTS)(self)

    async def deciding(self, name: str, **its: Any) -> dict[str, Any] | None:
        """Decide on facts, if there is any about the record; an expected refusal changes nothing."""
        type_, on = f"{name[0].upper()}{name[1:]}Input", date(2026, 12, 31)
        selection = "decision { id version kind standing }"
        done = await self.district.api.do(name, type_, selection, self.district.authority, on, **its)
        return done["decision"]

    def record(self) -> UUID:
        return self.one([*self.nodes, *self.issues, *self.requests, *self.projects, self.district.project])

    async def shared(self) -> None:
        units = self.draw(st.lists(st.sampled_from(self.units), min_size=2, max_size=2, unique=True))
        parts = [{"unitId": str(u), "share": part} for u, part in zip(units, ("0.3", "0.7"), strict=True)]
        await self.deciding("shareResponsibility", recordId=str(self.record()), shares=parts, **GROUNDS)

    async def exempt(self) -> None:
        made = await self.deciding("exemptRecord", recordId=str(self.record()), since="2026-10-15", **GROUNDS)
        self.exempted += [made] if made else []

    async def revoked(self) -> None:
        if self.exempted:
            made = self.exempted.pop(self.draw(st.integers(0, len(self.exempted) - 1)))
            given = {"decisionId": made["id"], "expectedVersion": made["version"]}
            await self.deciding("revokeExemption", reason="不属不可抗力", approver="分管负责人乙", **given)

    async def merger(self) -> None:
        if not self.merged:
            self.merged, gone = True, self.units[3]
            told = {"organizationId": gone, "name": "测试镇", "category": "TOWN", "parentId": None, "roles": []}
            told |= {"creditCode": None, "version": 2, "active": False, "mergedInto": self.units[0]}
            await self.district.tell("zhongdian.reserve.organization.changed.v1", on=self.day, **told)

    async def elsewhere(self) -> None:
        """The same record in another district."""
        node = self.one(self.nodes)
        await District(self.district.api, project=self.district.project).completed(self.unit, self.day, node=node)

    async def happens(self) -> str:
        """Let one thing happen; return which."""
        what = self.one(WHATEVER)
        await what(self)
        return what.__name__


FACTS: list[Callable[[Course], Awaitable[None]]] = [
    Course.node_planned,
    Course.node_completed,
    Course.node_returned,
    Course.request_decided,
    Course.issue_assigned,
    Course.issue_closed,
    Course.issue_reopened,
    Course.entered,
    Course.started,
    Course.plan_issued,
    Course.month_verified,
]
WHATEVER = [
    *[Course.facts_come] * 5,
    *[Course.shared, Course.exempt] * 2,
    Course.revoked,
    Course.merger,
]
