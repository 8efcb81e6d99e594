"""A district whose year is published, and what its authority, bodies and discipline inspection do then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.law.parties import Role
from tests.assessment.district import District, codes, scheme
from tests.harness.people import Person

CONTENT = {
    "code": "CONTENT",
    "name": "年度建设内容",
    "measure": "ANNUAL_CONTENT",
    "formula": "RATIO",
    "weight": "100",
}
AWARDS = {
    "unitShare": "0.4",
    "rounding": "DOWN",
    "perGroup": True,
    "individuals": 2,
    "cityUnits": 1,
    "cityIndividuals": 1,
}
PUBLISHED_ON = date(2027, 2, 1)
DAY = date(2027, 3, 1)
LIST = (
    "awardList { id version status round submittedOn publishedOn document reportedBy "
    "limits { recipient group most words } steps { number bodies { code name } } "
    "approvals { round step body outcome heldOn } awards { id version clear withdrawnOn granted unit { id } person } }"
)
AWARD = (
    "award { id version level recipient group person outstanding clear withdrawnOn granted decidedOn document revokedOn "
    "unit { id } dossier { post merits } vettings { clear findings { code words article barring recordId } } "
    "effects { id version code text carriedOutOn document lapsedOn } }"
)
RECORD = (
    "record { id version kind matter matterName grade gradeName happenedOn title document revokedOn revocationReason "
    "revocationApprover fact { id kind } unit { id } }"
)
CLUE = (
    "clue { id version status ground seen place seenOn documents receivedOn receiptDueOn concludedOn outcome outcomeNote "
    "unit { id } persons { subject removedOn } entries { step note documents by } }"
)
BAR = "bar { id version year person reason document setOn liftedOn unit { id } }"


def scheme_with_awards(year: int = 2026, **awards: Any) -> dict[str, Any]:
    """A scheme that assesses the year, and gives numbers of awards."""
    whole = scheme(year)
    groups = [rule | {"yearly": [CONTENT]} for rule in whole["groups"]]
    return whole | {"groups": groups, "awards": AWARDS | awards} | ({"awards": None} if "awards" in awards else {})


@dataclass
class Awarding:
    """What is done about awards in one district."""

    district: District

    async def do(
        self, command: str, input_type: str, selection: str, *, as_: Person | None = None, on: date = DAY, **values: Any
    ) -> dict[str, Any]:
        who = as_ or self.district.authority
        return await self.district.api.do(command, input_type, selection, who, on, **values)

    @property
    def leader(self) -> Person:
        return self.district.someone(Role.LEADER)

    @property
    def discipline(self) -> Person:
        return self.district.someone(Role.DISCIPLINE)

    async def year(self, *late: int, before: dict[int, tuple[int, ...]] | None = None, **awards: Any) -> list[UUID]:
        """Publish the last quarter of 2026, what is given of those before, then the year; return the towns."""
        district, before = self.district, before or {}
        values = scheme_with_awards(**awards)
        done = await district.api.do(
            "adoptScheme", "AdoptSchemeInput", "scheme { id }", district.authority, date(2026, 1, 10), **values
        )
        assert codes(done) == [], done["userErrors"]
        units = await district.towns(*late)
        for number, so_late in before.items():
            await district.towns(*so_late, on=date(2026, number * 3 - 1, 3), units=units)
        for number in (*sorted(before), 4):
            await district.published(2026, number)
        done = await district.compute(2026, None, on=PUBLISHED_ON)
        assert codes(done) == [], done["userErrors"]
        done = await district.publish(2026, None, on=PUBLISHED_ON)
        assert codes(done) == [], done["userErrors"]
        return units

    async def draft(self, level: str = "DISTRICT", **its: Any) -> dict[str, Any]:
        values = {"year": 2026, "level": level} | its
        return await self.do("draftAwards", "DraftAwardsInput", LIST, **values)

    async def nominate(self, of: dict[str, Any], unit: UUID, person: str | None = None, **its: Any) -> dict[str, Any]:
        whom = {"recipient": "INDIVIDUAL", "person": person, "post": "项目专员"} if person else {"recipient": "UNIT"}
        values = (
            {"listId": of["id"], "expectedVersion": of["version"], "unitId": unit, "merits": "示例事迹"} | whom | its
        )
        values["unitId"] = str(values["unitId"])
        return await self.do("nominateForAward", "NominateForAwardInput", AWARD, **values)

    async def list_(self, id: str, as_: Person | None = None) -> Any:
        query = f"query($id: UUID!) {{ {LIST.replace('awardList', 'awardList(id: $id)', 1)} }}"
        found = await self.district.api(query, {"id": id}, as_=as_ or self.district.authority, on=DAY)
        return found["awardList"]

    async def award(self, id: str, as_: Person | None = None) -> Any:
        query = f"query($id: UUID!) {{ {AWARD.replace('award', 'award(id: $id)', 1)} }}"
        return (await self.district.api(query, {"id": id}, as_=as_ or self.district.authority, on=DAY))["award"]

    async def vet(self, id: str, **its: Any) -> dict[str, Any]:
        values = {"listId": id, "expectedVersion": (await self.list_(id))["version"]} | its
        return await self.do("vetNominations", "AwardListInput", LIST, **values)

    async def submit(self, id: str, **its: Any) -> dict[str, Any]:
        values = {"listId": id, "expectedVersion": (await self.list_(id))["version"]} | its
        return await self.do("submitAwards", "AwardListInput", LIST, **values)

    async def decide(self, id: str, body: str, outcome: str = "PASSED", **its: Any) -> dict[str, Any]:
        seen = (await self.list_(id))["version"]
        held = {"body": body, "outcome": outcome, "heldOn": str(DAY), "document": "示例纪要〔2027〕1号"}
        values = {"listId": id, "expectedVersion": seen} | held | its
        return await self.do("recordAwardApproval", "RecordAwardApprovalInput", LIST, **values)

    async def publish(self, id: str, **its: Any) -> dict[str, Any]:
        seen = (await self.list_(id))["version"]
        values = {"listId": id, "expectedVersion": seen, "document": "示例表彰〔2027〕1号"} | its
        return await self.do("publishAwards", "PublishAwardsInput", LIST, **values)

    async def approved(self, level: str, *whom: tuple[UUID, str | None], **its: Any) -> str:
        """Draft a list, name these, vet, submit, and let all bodies pass it, without any refusal; return its identity."""
        drafted = await self.draft(level)
        assert codes(drafted) == [], drafted["userErrors"]
        of = drafted["awardList"]
        for unit, person in whom:
            named = await self.nominate(of, unit, person, **(its if person else {}))
            assert codes(named) == [], named["userErrors"]
            of = await self.list_(of["id"])
        steps = [step["bodies"][0]["code"] for step in of["steps"]]
        for done in (await self.vet(of["id"]), await self.submit(of["id"])):
            assert codes(done) == [], done["userErrors"]
        for body in steps:
            done = await self.decide(of["id"], body)
            assert codes(done) == [], done["userErrors"]
        return str(of["id"])

    async def published(self, level: str, *whom: tuple[UUID, str | None], **its: Any) -> list[dict[str, Any]]:
        """Publish such a list; return what is on it."""
        list_id = await self.approved(level, *whom, **its)
        done = await self.publish(list_id)
        assert codes(done) == [], done["userErrors"]
        return list(done["awardList"]["awards"])

    async def incident(self, unit: UUID, matter: str = "SAFETY", grade: str = "GENERAL", **its: Any) -> dict[str, Any]:
        return await self.conduct("recordIncident", unit, matter, grade, **its)

    async def conduct(self, command: str, unit: UUID, matter: str, grade: str, **its: Any) -> dict[str, Any]:
        values = {
            "unitId": str(unit),
            "matter": matter,
            "grade": grade,
            "happenedOn": "2026-11-05",
            "title": "示例记录",
            "description": "示例情况",
            "document": "示例认定〔2026〕1号",
        } | its
        return await self.do(command, "RecordConductInput", RECORD, **values)

    async def revoke_record(self, record: dict[str, Any], **its: Any) -> dict[str, Any]:
        values = {
            "recordId": record["id"],
            "expectedVersion": record["version"],
            "reason": "认定文件已撤销",
            "approver": "分管负责人甲",
        } | its
        return await self.do("revokeConductRecord", "RevokeConductRecordInput", RECORD, **values)

    async def bar(self, unit: UUID, person: str | None = None, **its: Any) -> dict[str, Any]:
        values = {
            "unitId": str(unit),
            "person": person,
            "year": 2026,
            "reason": "正在核查",
            "document": "示例纪函〔2027〕1号",
        } | its
        return await self.do("setDisciplineBar", "SetDisciplineBarInput", BAR, **({"as_": self.discipline} | values))

    async def transfer(self, unit: UUID, *, as_: Person, **its: Any) -> dict[str, Any]:
        values = {
            "unitId": str(unit),
            "ground": "NEGLECT",
            "seen": "示例线索：多次催办无人到场",
            "place": "示例项目现场",
            "seenOn": "2027-02-20",
            "documents": ["示例督查记录"],
            "persons": [],
        } | its
        return await self.do("transferClue", "TransferClueInput", CLUE, as_=as_, **values)

    async def step(
        self, command: str, clue: dict[str, Any], *, as_: Person, input_type: str = "ClueStepInput", **its: Any
    ) -> dict[str, Any]:
        values = {"clueId": clue["id"], "expectedVersion": clue["version"], "note": "示例说明"} | its
        return await self.do(command, input_type, CLUE, as_=as_, **values)
