"""The monthly land consultation through the endpoint (第十五条)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.land_world import LandDistrict, refused
from tests.support.world import ok

MONTHS = iter(date(2027 + n // 12, n % 12 + 1, 1) for n in range(400))  # one consultation a month
MEETING = "consultation { id version state heldOn place chairedBy contentSm3 undecided attendance { name present } }"
ITEM = "item { id version position source text decision deadline droppedReason raisedOn doneOn late }"
RAISED = "zhongdian.support.land-consultation.follow-up-raised.v1"


@pytest.fixture
async def district(api) -> LandDistrict:
    return await LandDistrict(api).told()


@pytest.fixture
def month() -> date:
    return next(MONTHS)


class Consulting:
    """What the two departments do with a consultation, on the tenth of its month."""

    def __init__(self, district: LandDistrict, month: date) -> None:
        self.district, self.month, self.day = district, month, month.replace(day=10)

    async def do(self, verb: str, selection: str, as_=None, on: date | None = None, **given) -> dict:
        name = f"{verb[0].upper()}{verb[1:]}Input"
        return await self.district.api.do(verb, name, selection, as_ or self.district.officer, on or self.day, **given)

    async def opened(self, **given) -> dict:
        return await self.do("openLandConsultation", MEETING, **{"month": self.month.isoformat()} | given)

    async def of(self, meeting: dict, selection: str = "version", as_=None) -> dict:
        query = f"query($id: UUID!) {{ landConsultation(id: $id) {{ {selection} }} }}"
        who = as_ or self.district.officer
        return (await self.district.api(query, {"id": meeting["id"]}, as_=who, on=self.day))["landConsultation"]

    async def agenda(self, meeting: dict) -> list[dict]:
        fields = "id version position source text requestId decision project { id }"
        told = await self.of(meeting, f"items(first: 200) {{ edges {{ node {{ {fields} }} }} }}")
        mine = str(self.district.project)
        return [e["node"] for e in told["items"]["edges"] if (e["node"]["project"] or {"id": mine})["id"] == mine]

    async def at(self, verb: str, meeting: dict, **given) -> dict:
        seen = {"consultationId": meeting["id"], "expectedVersion": (await self.of(meeting))["version"]}
        return await self.do(verb, MEETING, **seen | given)

    async def added(self, meeting: dict, text: str = "二期用地规划调整", **given) -> dict:
        done = await self.do("addLandAgendaItem", ITEM, consultationId=meeting["id"], text=text, **given)
        assert done["userErrors"] == []
        return done["item"]

    async def decided(self, item: dict, as_=None, **given) -> dict:
        said = {"itemId": item["id"], "expectedVersion": item["version"], "decision": "协调市局追加指标"}
        said |= {"responsibleUnitId": str(self.district.owner_unit), "deadline": self.day.isoformat()}
        return await self.do("decideLandAgendaItem", ITEM, as_, **said | given)

    async def settled(self, meeting: dict) -> None:
        """Drop what is left open, so that the minutes can be frozen."""
        told = await self.of(meeting, "items(first: 200, filter: {decided: false}) { edges { node { id version } } }")
        for edge in told["items"]["edges"]:
            item = edge["node"]
            seen = {"itemId": item["id"], "expectedVersion": item["version"]}
            await self.do("editLandAgendaItem", ITEM, **seen, dropped=True, reason="另行研究")


@pytest.fixture
def consulting(district, month) -> Consulting:
    return Consulting(district, month)


async def test_the_agenda_is_drafted_out_of_what_is_overdue_or_short(consulting, district):
    overdue = ok(await district.submit(on=date(2026, 3, 2), quantity="80"))
    short = ok(await district.submit(on=consulting.day, quantity="30", purpose="二期用地"))
    ok(await district.step("accept", short, on=consulting.day))
    fine = ok(await district.submit(on=consulting.day, purpose="三期用地"))
    meeting = (await consulting.opened(place="三楼会议室"))["consultation"]
    agenda = {i["requestId"]: i for i in await consulting.agenda(meeting)}
    assert agenda[overdue["id"]]["source"] == "REQUEST_OVERDUE"
    assert "申请80 亩" in agenda[overdue["id"]]["text"]
    assert agenda[short["id"]]["source"] == "QUOTA_SHORT"
    assert fine["id"] not in agenda
    assert meeting["undecided"] >= 2
    nothing = await consulting.at("refreshLandAgenda", meeting)
    assert refused(nothing) == {"NOTHING_NEW": "第十五条"}
    ok(await district.step("accept", fine, on=consulting.day))
    assert (await consulting.at("refreshLandAgenda", meeting))["consultation"]["undecided"] == meeting["undecided"] + 1


async def test_a_month_has_one_consultation_and_none_before_it_begins(consulting, month):
    assert refused(await consulting.opened(month=month.replace(day=2).isoformat())) == {"MONTH_INVALID": "第十五条"}
    coming = date(month.year + 1, month.month, 1).isoformat()
    assert refused(await consulting.opened(month=coming)) == {"MONTH_TOO_EARLY": "第十五条"}
    old, oldest = (date(month.year - 1, month.month, 1), (month - timedelta(days=366)).replace(day=1))
    assert refused(await consulting.opened(month=oldest.isoformat())) == {"MONTH_TOO_LONG_AGO": "第十五条"}
    told = (await consulting.opened(month=old.isoformat()))["userErrors"]
    assert {e["code"] for e in told} <= {"CONSULTATION_EXISTS"}  # by another test
    assert (await consulting.opened())["userErrors"] == []
    assert refused(await consulting.opened()) == {"CONSULTATION_EXISTS": "第十五条"}
    unregistered = person(Role.REQUISITION, unit=new_id())
    done = await consulting.do("openLandConsultation", MEETING, unregistered, month=next(MONTHS).isoformat())
    assert set(refused(done)) == {"NOT_A_PARTY", "MONTH_TOO_EARLY"}


async def test_minutes_are_frozen_when_everything_has_its_outcome(consulting, district):
    meeting = (await consulting.opened())["consultation"]
    item = await consulting.added(meeting, projectId=str(district.project))
    await consulting.added(meeting, "与会商无关的议题")
    early = await consulting.at("closeLandConsultation", meeting, minutes="会议研究了用地保障。")
    assert set(refused(early)) == {"NOT_HELD", "NOBODY_PRESENT", "ITEMS_UNDECIDED"}
    who = [{"name": "王示例", "unitId": str(district.bureau)}, {"name": "李示例", "present": False}]
    held = {"heldOn": consulting.day.isoformat(), "chairedBy": "赵示例", "attendance": who}
    future = {"heldOn": consulting.day.replace(day=11).isoformat(), "attendance": [{"name": " "}]}
    wrong = await consulting.at("recordLandMeeting", meeting, **future)
    assert refused(wrong) == {"DATE_IN_FUTURE": "第十五条", "TEXT_MISSING": "第十五条"}
    early = {
        "heldOn": str(consulting.month - timedelta(days=1)),
        "attendance": [{"name": "甲", "unitId": str(new_id())}],
    }
    assert set(refused(await consulting.at("recordLandMeeting", meeting, **early))) == {
        "DATE_TOO_EARLY",
        "UNIT_UNKNOWN",
    }
    assert (await consulting.at("recordLandMeeting", meeting, **held))["consultation"]["chairedBy"] == "赵示例"
    assert set(refused(await consulting.decided(item, deadline="9999-12-31"))) == {"YEAR_INVALID"}
    assert (await consulting.decided(item))["item"]["decision"] == "协调市局追加指标"
    draft = await paper(consulting, meeting, "DOCX")
    await consulting.settled(meeting)
    closed = (await consulting.at("closeLandConsultation", meeting, minutes="会议研究了用地保障。"))["consultation"]
    assert closed["state"] == "CLOSED"
    assert len(closed["contentSm3"]) == 64
    files = [await paper(consulting, meeting, form) for form in ("DOCX", "PDF")]
    await district.unit(district.bureau, "区自然资源和规划局（示例）", [Role.LAND], version=2)
    assert files[0] == await paper(consulting, meeting, "DOCX") != draft
    assert [f["fileName"].rsplit(".", 1)[1] for f in files] == ["docx", "pdf"]
    again = await consulting.at("closeLandConsultation", meeting, minutes="改写")
    assert refused(again) == {"CONSULTATION_CLOSED": "第十五条"}
    frozen = await consulting.decided(item | {"version": 2}, decision="改写")
    assert refused(frozen) == {"CONSULTATION_CLOSED": "第十五条"}
    steps = await consulting.of(meeting, "steps(first: 100) { edges { node { action actorName } } }")
    assert steps["steps"]["edges"][0]["node"] == {"action": "closeLandConsultation", "actorName": "科员乙"}


async def paper(consulting: Consulting, meeting: dict, form: str) -> dict:
    query = "query($id: UUID!, $f: LandPaperForm!) { landConsultationPaper(id: $id, form: $f) { fileName sm3 size } }"
    asked = {"id": meeting["id"], "f": form}
    found = await consulting.district.api(query, asked, as_=consulting.district.officer, on=consulting.day)
    return found["landConsultationPaper"]


async def test_a_decision_names_a_unit_and_a_day_that_is_not_over(consulting):
    meeting = (await consulting.opened())["consultation"]
    item = await consulting.added(meeting)
    yesterday = consulting.day.replace(day=9).isoformat()
    wrong = await consulting.decided(item, decision=" ", deadline=yesterday, responsibleUnitId=str(new_id()))
    assert set(refused(wrong)) == {"TEXT_MISSING", "DEADLINE_PASSED", "UNIT_UNKNOWN"}
    assert (await consulting.decided(item))["item"]["deadline"] == consulting.day.isoformat()


async def test_items_are_changed_dropped_and_put_back_with_reasons(consulting):
    meeting = (await consulting.opened())["consultation"]
    item = await consulting.added(meeting)
    seen = {"itemId": item["id"], "expectedVersion": item["version"]}
    none = await consulting.do("editLandAgendaItem", ITEM, **seen, text="改写", reason="")
    assert refused(none) == {"TEXT_MISSING": "第十五条"}
    item = (await consulting.do("editLandAgendaItem", ITEM, **seen, dropped=True, reason="已解决"))["item"]
    assert item["droppedReason"] == "已解决"
    assert refused(await consulting.decided(item)) == {"ITEM_DROPPED": "第十五条"}
    seen["expectedVersion"] = item["version"]
    item = (await consulting.do("editLandAgendaItem", ITEM, **seen, text="重新提出", reason="又出现"))["item"]
    assert (item["droppedReason"], item["text"]) == (None, "重新提出")
    item = (await consulting.decided(item))["item"]
    seen["expectedVersion"] = item["version"]
    kept = await consulting.do("editLandAgendaItem", ITEM, **seen, dropped=True, reason="不要了")
    assert refused(kept) == {"ITEM_DECIDED": "第十五条"}


async def test_a_decision_goes_to_the_ledger_of_issues_once(consulting, district):
    meeting = (await consulting.opened())["consultation"]
    item = await consulting.added(meeting, projectId=str(district.project))
    seen = {"itemId": item["id"], "expectedVersion": item["version"], "severity": "JAM"}
    assert refused(await consulting.do("raiseLandFollowUp", ITEM, **seen)) == {"ITEM_UNDECIDED": "第十五条"}
    item = (await consulting.decided(item))["item"]
    seen["expectedVersion"] = item["version"]
    done = (await consulting.do("raiseLandFollowUp", ITEM, **seen))["item"]
    assert done["raisedOn"] == consulting.day.isoformat()
    seen["expectedVersion"] = done["version"]
    assert refused(await consulting.do("raiseLandFollowUp", ITEM, **seen)) == {"FOLLOW_UP_RAISED": "第十五条"}
    otherwise = await consulting.decided(done, decision="另议")  # the ledger has been told of this one
    assert refused(otherwise) == {"FOLLOW_UP_RAISED": "第十五条"}
    (told,) = [e["data"] for e in await district.api.events(RAISED) if e["data"]["sourceId"] == item["id"]]
    assert (told["severity"], told["kind"], told["source"]) == ("JAM", "LAND_QUOTA", "MEETING")
    assert (told["projectId"], told["deadline"]) == (str(district.project), consulting.day.isoformat())


async def test_the_responsible_unit_reports_what_was_done(consulting, district):
    meeting = (await consulting.opened())["consultation"]
    item = (await consulting.decided(await consulting.added(meeting)))["item"]
    query = "{ myLandAgendaItems { edges { node { id decision consultation { id } } } } }"
    mine = await district.api(query, as_=district.owner)
    assert [e["node"] for e in mine["myLandAgendaItems"]["edges"]] == [
        {"id": item["id"], "decision": "协调市局追加指标", "consultation": None}
    ]
    seen = {"itemId": item["id"], "expectedVersion": item["version"], "text": "指标已追加"}
    tomorrow = consulting.day.replace(day=11)
    report = ("reportLandAgendaItem", ITEM, district.owner)
    future = await consulting.do(*report, **seen, doneOn=tomorrow.isoformat())
    assert refused(future) == {"DATE_IN_FUTURE": "第十五条"}
    done = await consulting.do(*report, tomorrow, **seen, doneOn=tomorrow.isoformat())
    assert (done["item"]["doneOn"], done["item"]["late"]) == (tomorrow.isoformat(), True)
    narrowed = "query($d: Boolean) { myLandAgendaItems(done: $d) { edges { node { id } } } }"
    for is_done, count in ((None, 1), (True, 1), (False, 0)):
        page = await district.api(narrowed, {"d": is_done}, as_=district.owner)
        assert len(page["myLandAgendaItems"]["edges"]) == count
    seen["expectedVersion"] = done["item"]["version"]
    again = await consulting.do(*report, tomorrow, **seen, doneOn=tomorrow.isoformat())
    assert refused(again) == {"ITEM_DONE": "第十五条"}
    stranger = person(Role.OWNER, unit=new_id())
    other = await consulting.do("reportLandAgendaItem", ITEM, stranger, **seen, doneOn="2027-01-01")
    assert refused(other) == {"CONSULTATION_ITEM_UNKNOWN": "第十五条"}


async def test_missed_months_are_shown(district):
    query = 'query { missedLandConsultations(since: "2025-10-01", division: "430211") }'
    told = await district.api(query, as_=district.authority, on=date(2026, 1, 1))
    assert told["missedLandConsultations"] == ["2025-10-01", "2025-11-01", "2025-12-01"]
    told = await district.api(query, as_=district.authority, on=date(2025, 12, 31))
    assert told["missedLandConsultations"] == ["2025-10-01", "2025-11-01"]


async def test_consultations_are_listed_newest_first_and_agendas_searched(consulting, district, month):
    meeting = (await consulting.opened())["consultation"]
    await consulting.added(meeting, "鹤岭地块权属争议")
    query = "query($f: LandConsultationFilter) { landConsultations(filter: $f) { edges { node { id month } } } }"
    wanted = {"since": month.isoformat(), "until": month.isoformat(), "state": "OPEN", "division": "430211"}
    found = await district.api(query, {"f": wanted}, as_=district.authority, on=consulting.day)
    listed = [e["node"] for e in found["landConsultations"]["edges"]]
    assert listed == [{"id": meeting["id"], "month": month.isoformat()}]
    told = await consulting.of(meeting, 'items(filter: {search: "权属", source: MANUAL, done: false}) { totalCount }')
    assert told["items"]["totalCount"] == 1
    answer = await district.api.raw(query, {}, as_=district.owner)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
