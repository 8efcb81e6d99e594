"""Lets a year go by: every day's work through the endpoint, on that day."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.chassis.clock import new_id
from tests.harness.api import Api
from tests.harness.people import Person
from tests.schedule.life import organization
from tests.schedule.year import ledger, lists, weeks
from tests.schedule.year.district import FIRST, LAST, NAMES, TARGET, YEAR, District, Planned, Works, decide_days

AT_ONCE = 8
ISSUED = date(YEAR, 1, 8)  # a Friday: the first week that is owed begins after it
NOTHING = ""  # is asked back of some twenty thousand commands but their errors: what they did is looked at in the lists
REPORTS = """query($month: Int!, $after: String) { progressReports(filter: {status: REPORTED, year: 2027, month: $month}, first: 100, after: $after) {
  pageInfo { endCursor hasNextPage } edges { node { id version } } } }"""
PLANNED = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { schedule { nodes(first: 50) { edges { node { id version code startOn dueOn } } } } } } }"


@dataclass
class Year:
    """The district, the service, and how many commands it has accepted."""

    api: Api
    district: District
    accepted: int = 0
    due: dict[date, list[tuple[Works, Planned]]] = field(default_factory=lambda: defaultdict(list))
    later: dict[date, list[Callable[[], Awaitable[None]]]] = field(default_factory=lambda: defaultdict(list))
    troubles: list[ledger.Trouble] = field(default_factory=list)
    published: dict[str, str] = field(default_factory=dict)

    async def do(self, *args: Any, **values: Any) -> dict[str, Any]:
        """Run a command that has to be accepted."""
        done = await self.api.do(*args, **values)
        assert done["userErrors"] == [], done["userErrors"]
        self.accepted += 1
        return done

    async def begin(self) -> None:
        """Tell the units, issue the plan, set the tasks and plan the nodes, as in January."""
        units = [*self.district.towns, *self.district.bureaus]
        for unit in units:
            await self.api.consume("zhongdian.reserve.organization.registered.v1", organization(unit))
        for works in self.district.works:
            assert works.owner.unit is not None
            await self.api.consume("zhongdian.reserve.organization.registered.v1", organization(works.owner.unit))
            await self.api.consume("zhongdian.reserve.plan-item.issued.v1", _item(works))
        await self._each(self.district.works, self._plan)
        for works in self.district.works:  # one after the other: chance has an order
            decide_days(works, self.district.random)
            for node in works.nodes.values():
                if node.done_on:
                    self.due[node.done_on].append((works, node))

    async def go_on(self, until: date, since: date) -> None:
        """Let the days after `since` pass, up to and including `until`."""
        day = since
        await lists.publish(self, until.month, since + timedelta(days=1))
        while day < until:
            day += timedelta(days=1)
            await self._each(self.due.pop(day, []), lambda pair, on=day: self._complete(*pair, on))
            if day.weekday() == weeks.THURSDAY:
                for works in self.district.works:  # one after the other: chance has an order
                    await weeks.report_week(self, works, day)
                self.troubles += ledger.raised(self, day)
            while steps := self.later.pop(day, []):  # those of one issue come one after the other
                for step in steps:
                    await step()
        waiting = await self.everything(REPORTS, "progressReports", until, month=until.month)
        assert len(waiting) == len(self.district.works)
        await self._each(waiting, lambda report: self._verify(report, until))

    async def _each(self, things: Iterable[Any], act: Callable[[Any], Awaitable[None]]) -> None:
        """Act on all, a few at a time, as many people do."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def turn(thing: Any) -> None:
            async with turns:
                await act(thing)

        await asyncio.gather(*(turn(t) for t in things))

    async def _plan(self, works: Works) -> None:
        by = self.district.authority
        months = [str(m) for m in works.months]
        task = {"projectId": str(works.id), "year": YEAR, "months": months}
        await self.do("appointSpecialist", "AppointSpecialistInput", NOTHING, by, FIRST, **weeks.appointment(works))
        await self.do("setAnnualTask", "SetAnnualTaskInput", NOTHING, by, FIRST, **task)
        nodes = [_node(n) for n in works.nodes.values()]
        plan = {"projectId": str(works.id), "targetOn": str(TARGET), "nodes": nodes}
        await self.do("scheduleBackwards", "ScheduleBackwardsInput", NOTHING, by, FIRST, **plan)
        asked = {"r": [{"__typename": "Project", "id": str(works.id)}]}
        shown = (await self.ask(PLANNED, asked, by, FIRST))["_entities"][0]["schedule"]["nodes"]["edges"]
        for kept in (edge["node"] for edge in shown):
            node = works.nodes[kept["code"]]
            node.start_on, node.due_on = date.fromisoformat(kept["startOn"]), date.fromisoformat(kept["dueOn"])
            node.id, node.version = kept["id"], kept["version"]

    async def _complete(self, works: Works, node: Planned, on: date) -> None:
        if node.waits:
            await self.api.consume("zhongdian.support.request.decided.v1", _granted(works, node))
        document = {"proves": "批复", "title": "关于示例项目的批复", "datedOn": str(on)}
        given = {"nodeId": node.id, "expectedVersion": node.version, "documents": [document]}
        by = self.district.people_of(node.unit)
        await self.do("completeNode", "CompleteNodeInput", NOTHING, by, on, **given)
        node.completed = True

    async def _verify(self, report: dict[str, Any], on: date) -> None:
        judged = {"reportId": report["id"], "expectedVersion": report["version"]}
        await self.do("verifyProgress", "VerifyProgressInput", NOTHING, self.district.authority, on, **judged)

    async def ask(self, query: str, variables: dict[str, Any], by: Person, on: date) -> dict[str, Any]:
        """Ask once: other tests compare the two ways of answering, which here would take most of the time."""
        headers = {"authorization": self.api.issuer.header(by), "x-business-date": str(on)}
        answer = await self.api.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        told: dict[str, Any] = answer.json()
        assert "errors" not in told, told["errors"]
        data: dict[str, Any] = told["data"]
        return data

    async def everything(self, query: str, what: str, on: date, **variables: Any) -> list[dict[str, Any]]:
        """Read a list as the authority, page by page."""
        found: list[dict[str, Any]] = []
        after = None
        while True:
            page = (await self.ask(query, variables | {"after": after}, self.district.authority, on))[what]
            found += [e["node"] for e in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


def month_ends() -> list[date]:
    """Name the last day of every month of the year."""
    return [date(YEAR, m + 1, 1) - timedelta(days=1) for m in range(1, 12)] + [LAST]


def _item(works: Works) -> dict[str, Any]:
    return {
        "projectId": str(works.id),
        "planId": str(new_id()),
        "planVersion": 1,
        "year": YEAR,
        "documentNumber": "示例发〔2027〕1号",
        "projectName": f"示例项目{works.number:03}",
        "kind": "NEW_START",
        "totalInvestment": str(works.annual * 3),
        "annualInvestment": str(works.annual),
        "ownerId": str(works.owner.unit),
        "townId": str(works.town),
        "industryAuthorityId": None,
        "issuedOn": str(ISSUED),
        "division": "430211",
    }


def _node(node: Planned) -> dict[str, Any]:
    return {
        "code": node.code,
        "name": NAMES.get(node.code, f"节点{node.code}"),
        "keyLink": "报批",
        "responsibleUnitId": str(node.unit),
        "responsiblePerson": "责任人甲",
        "duration": node.duration,
        "dependencies": [{"predecessor": a} for a in node.after],
        "requiredEvidence": ["批复"],
        "waitsFor": "LAND_QUOTA" if node.waits else None,
    }


def _granted(works: Works, node: Planned) -> dict[str, Any]:
    return {
        "requestId": str(new_id()),
        "requestVersion": 3,
        "projectId": str(works.id),
        "nodeId": node.id,
        "kind": "LAND_QUOTA",
        "outcome": "GRANTED",
        "documentNumber": "示例函〔2027〕3号",
        "dueOn": str(node.granted_on),
        "decidedOn": str(node.granted_on),
        "division": "430211",
    }
