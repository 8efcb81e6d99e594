"""What the tests of notices, todos and files do to land plans and consultations, and how they ask for notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.harness.people import Person
from tests.support.land_world import LandDistrict

PLAN = "plan { id version state }"
ITEM = "item { id version text decision deadline doneOn }"
MEETING = "consultation { id version state }"
_NOTICES = """query($f: NoticeFilter) { supportNotices(filter: $f, first: 200) { edges { node {
  id kind text dueOn recordId unitId project { id } } } } }"""


async def told(api: Any, who: Person, on: date, **which: Any) -> dict[tuple[str, str], str]:
    """Return what somebody is told: kind and record, and the words."""
    page = await api(_NOTICES, {"f": which or None}, as_=who, on=on)
    rows = [e["node"] for e in page["supportNotices"]["edges"]]
    return {(row["kind"], row["recordId"]): row["text"] for row in rows}


async def kinds_told(api: Any, who: Person, on: date, record: str, **which: Any) -> set[str]:
    """Return the kinds of what somebody is told of a record."""
    return {kind for kind, of in await told(api, who, on, **which) if of == record}


@dataclass
class Planning:
    """A district whose two departments plan and consult, on one day."""

    district: LandDistrict
    day: date

    async def do(self, verb: str, shown: str, who: Person | None = None, on: date | None = None, **given: Any) -> Any:
        """Carry out what is accepted; return what it answers with."""
        type_ = f"{verb[0].upper()}{verb[1:]}Input"
        done = await self.district.api.do(verb, type_, shown, who or self.district.officer, on or self.day, **given)
        assert done["userErrors"] == [], done
        return done[shown.split(" ", 1)[0]]

    async def planned(self, year: int) -> dict[str, Any]:
        """Begin the plan of a year with one item; return the plan."""
        plan = await self.do("createLandPlan", PLAN, year=year)
        entry = {"projectId": str(self.district.project), "kind": "NEW_CONSTRUCTION_LAND", "area": "80.5"}
        entry |= {"responsibleUnitId": str(self.district.owner_unit), "supplyMonth": 8}
        await self.do("addLandPlanItem", "item { id }", planId=plan["id"], entry=entry)
        return plan | {"version": 2}

    async def on_plan(self, verb: str, plan: dict[str, Any], who: Person | None = None, **given: Any) -> dict[str, Any]:
        seen = {"planId": plan["id"], "expectedVersion": plan["version"]}
        done: dict[str, Any] = await self.do(verb, PLAN, who, **seen | given)
        return done

    async def issued(self, year: int) -> dict[str, Any]:
        """Bring a plan to where it is issued, by both departments."""
        plan = await self.on_plan("confirmLandPlan", await self.planned(year), party="LAND")
        plan = await self.on_plan("confirmLandPlan", plan, self.district.requisitioner, party="REQUISITION")
        return await self.on_plan("issueLandPlan", plan, number=f"示例地〔{year}〕1号")

    async def opened(self, month: date) -> dict[str, Any]:
        done: dict[str, Any] = await self.do("openLandConsultation", MEETING, month=month.isoformat())
        return done

    async def decided(self, meeting: dict[str, Any], deadline: date, text: str = "用地规划调整") -> dict[str, Any]:
        """Put an item on the agenda and decide it, for the owner to carry out."""
        of = {"consultationId": meeting["id"], "projectId": str(self.district.project)}
        item = await self.do("addLandAgendaItem", ITEM, text=text, **of)
        said = {"decision": "协调调整规划", "responsibleUnitId": str(self.district.owner_unit)}
        seen: dict[str, Any] = {
            "itemId": item["id"],
            "expectedVersion": item["version"],
            "deadline": deadline.isoformat(),
        }
        done: dict[str, Any] = await self.do("decideLandAgendaItem", ITEM, **seen | said)
        return done

    async def closed(self, meeting: dict[str, Any]) -> dict[str, Any]:
        """Hold the meeting and freeze its minutes."""
        held = {"heldOn": self.day.isoformat(), "attendance": [{"name": "示例科长", "present": True}]}
        meeting = await self._at("recordLandMeeting", meeting, **held)
        return await self._at("closeLandConsultation", meeting, minutes="会商纪要")

    async def _at(self, verb: str, meeting: dict[str, Any], **given: Any) -> dict[str, Any]:
        query = "query($id: UUID!) { landConsultation(id: $id) { version } }"
        found = await self.district.api(query, {"id": meeting["id"]}, as_=self.district.officer, on=self.day)
        version = found["landConsultation"]["version"]
        done: dict[str, Any] = await self.do(
            verb, MEETING, consultationId=meeting["id"], expectedVersion=version, **given
        )
        return done
