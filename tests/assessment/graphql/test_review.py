"""The review of a period through the API: announced, objected to, decided, corrected, published."""

from datetime import UTC, date, datetime

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.assessment.complete import TALLYING, tally
from tests.assessment.district import District, codes
from tests.assessment.review import (
    AFTER,
    ANNOUNCED_ON,
    LAST_DAY,
    announced,
    decided,
    of_unit,
    own_result,
    raised,
    settled,
    uploaded,
)
from tests.harness.api import Api


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    files = tmp_path_factory.mktemp("files").as_uri()
    return await service_api("assessment", files=files, files_link_key=SecretStr("x" * 40))


async def test_each_unit_sees_its_own_announced_result_and_the_overseers_all(district: District):
    units = await announced(district, 0, 1, 2, 3)
    for role in (Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE, Role.PROJECT_SERVICE):
        assert len(await district.results(as_=district.someone(role))) == 4, role
    own = of_unit(district, units[2])
    assert [(r["unit"]["id"], r["rank"], r["published"]) for r in await district.results(as_=own)] == [
        (str(units[2]), 3, False)
    ]
    assert await district.results(as_=district.someone(Role.OWNER, unit=new_id())) == []
    assert await district.results(as_=district.someone(Role.OWNER)) == []
    query = "{ period(year: 2026, quarter: 4) { status objectionsUntil announcements { round announcedOn objectionsUntil digest } digest } }"
    shown = (await district.api(query, as_=own))["period"]
    assert (shown["status"], shown["objectionsUntil"]) == ("PROVISIONAL", "2027-01-15")
    assert shown["announcements"] == [
        {
            "round": 1,
            "announcedOn": "2027-01-08",
            "objectionsUntil": "2027-01-15",
            "digest": shown["digest"],
        }
    ]


async def test_a_unit_sees_why_its_announced_result_is_what_it_is_and_not_the_others(district: District):
    units = await announced(district, 0, 1)
    query = "query($y: Int!) { result(year: $y, quarter: 4, group: TOWN) { units { edges { node { unit { id } explanation { code words facts { totalCount } } } } } } }"
    shown = (await district.api(query, {"y": 2026}, as_=of_unit(district, units[1])))["result"]["units"]["edges"]
    assert [e["node"]["unit"]["id"] for e in shown] == [str(units[1])]
    nodes = next(i for i in shown[0]["node"]["explanation"] if i["code"] == "NODES")
    assert nodes["facts"]["totalCount"] == 10


async def test_a_period_is_published_on_the_day_after_the_window_and_not_before(district: District):
    await announced(district, 0, 1)
    assert codes(await district.publish_announced(on=LAST_DAY)) == ["OBJECTION_WINDOW_OPEN"]
    assert codes(await district.publish_announced(on=AFTER)) == []


async def test_what_was_not_announced_is_not_published(district: District):
    await district.adopt()
    await district.towns(0)
    await district.compute()
    assert codes(await district.publish_announced(expectedVersion=1))[:1] == ["NOT_ANNOUNCED"]
    assert await district.told("result.announced") == []


async def test_a_unit_objects_with_evidence_and_the_authority_accepts_and_corrects(district: District):
    units = await announced(district, 0, 1, 2, 3)
    town = of_unit(district, units[3])
    file = await uploaded(district, town)
    done = await raised(district, town, indicatorCode="NODES", asksFor="按全部按时计", fileIds=[file])
    assert codes(done) == []
    objection = done["objection"]
    assert (objection["status"], objection["score"], objection["rank"]) == ("RAISED", "70", 4)
    assert objection["decideBy"] == "2027-01-22"
    assert [f["fileName"] for f in objection["files"]] == ["验收单.pdf"]
    assert codes(await district.publish_announced(on=AFTER)) == ["OBJECTIONS_UNDECIDED"]

    done = await decided(district, objection, accepted=True, on=AFTER)
    assert (codes(done), done["objection"]["status"]) == ([], "ACCEPTED")
    assert codes(await district.publish_announced(on=AFTER)) == ["OBJECTIONS_NOT_CARRIED_OUT"]

    result = await own_result(district, district.authority.but(unit=units[3]))
    corrected = await district.correct(result, "99", on=AFTER, objectionId=objection["id"])
    assert codes(corrected) == []
    query = "query($id: UUID!) { objection(id: $id) { carriedOutAt correction { scoreBefore scoreAfter } result { score rank } history { step reason } } }"
    shown = (await district.api(query, {"id": objection["id"]}, as_=town))["objection"]
    assert shown["correction"] == {"scoreBefore": "70", "scoreAfter": "99"}
    assert shown["result"] == {"score": "99", "rank": 2}
    assert [h["step"] for h in shown["history"]] == ["RAISED", "ACCEPTED", "CORRECTED"]
    assert codes(await district.publish_announced(on=AFTER, expectedVersion=3)) == []
    found = await district.results()
    assert [(r["unit"]["id"], r["score"]) for r in found][1] == (str(units[3]), "99")


async def test_a_refused_objection_does_not_stop_publication_and_the_unit_is_told_why(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    objection = (await raised(district, town))["objection"]
    done = await decided(district, objection, accepted=False)
    assert done["objection"]["status"] == "REFUSED"
    assert codes(await district.publish_announced(on=AFTER)) == []
    (told,) = await district.told("objection.decided")
    assert (told["outcome"], told["reason"], told["unitId"]) == ("REFUSED", "经核实，不属实", str(units[1]))
    query = '{ assessmentNotices(filter: { kinds: ["objection.refused"] }) { edges { node { text } } } }'
    notices = (await district.api(query, as_=town, on=AFTER))["assessmentNotices"]["edges"]
    assert [n["node"]["text"] for n in notices] == ["2026年第4季度考核结果的异议不予采纳：经核实，不属实"]


async def test_an_objection_points_at_what_the_unit_may_see(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    fact = await district.completed(units[0], date(2026, 12, 1))
    done = await raised(district, town, indicatorCode="NOBODY", factId=str(fact), fileIds=[str(new_id())], grounds=" ")
    assert codes(done) == ["GROUNDS_MISSING", "INDICATOR_UNKNOWN", "FACT_UNKNOWN", "FILE_UNKNOWN"]
    query = "query($u: UUID!) { facts(filter: { unitId: $u }, first: 1) { edges { node { id } } } }"
    own = (await district.api(query, {"u": str(units[1])}, as_=town))["facts"]["edges"][0]["node"]["id"]
    done = await raised(district, town, indicatorCode="NODES", factId=own)
    assert done["objection"]["fact"] == {"id": own}
    assert codes(await raised(district, town, indicatorCode="NODES", factId=own)) == ["OBJECTION_PENDING"]
    assert codes(await raised(district, town, indicatorCode="NODES")) == []


async def test_only_the_unit_itself_objects_to_its_result(district: District):
    units = await announced(district, 0, 1)
    result = await own_result(district, of_unit(district, units[1]))
    for who in (of_unit(district, units[0]), district.someone(Role.LEADER), district.authority):
        assert codes(await raised(district, who, result=result)) == ["RESULT_UNKNOWN"], who
    other = District(district.api)
    stranger = other.someone(Role.PLANNING_PARTY, unit=units[1])
    assert codes(await raised(other, stranger, result=result)) == ["RESULT_UNKNOWN"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2027, 1, 15, 15, 59, 59, tzinfo=UTC), []),  # a second before midnight in Shanghai
        (datetime(2027, 1, 15, 16, 0, 0, tzinfo=UTC), ["OBJECTION_WINDOW_OVER"]),
    ],
)
async def test_the_window_ends_at_midnight_of_its_last_day(district: District, moment: datetime, expected: list[str]):
    units = await announced(district, 0, 1)
    assert codes(await raised(district, of_unit(district, units[1]), moment)) == expected


async def test_an_objection_is_withdrawn_by_its_unit_and_raised_anew_within_the_window(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    objection = (await raised(district, town))["objection"]
    assert codes(await settled(district, "withdrawObjection", objection, of_unit(district, units[0]))) == [
        "OBJECTION_UNKNOWN"
    ]
    colleague = of_unit(district, units[1], "乙")
    done = await settled(district, "withdrawObjection", objection, colleague, reason="已与考核部门核对")
    assert (codes(done), done["objection"]["status"], done["objection"]["settledBy"]) == ([], "WITHDRAWN", "示例镇乙")
    again = await settled(district, "withdrawObjection", done["objection"], colleague)
    assert codes(again) == ["OBJECTION_SETTLED"]
    assert codes(await decided(district, done["objection"], accepted=True)) == ["OBJECTION_SETTLED"]
    assert codes(await raised(district, town)) == []


async def test_who_raised_an_objection_does_not_decide_it(district: District):
    await district.adopt()
    bureau = await district.unit("DEPARTMENT", name="示例发改局")
    await district.decided(bureau, date(2026, 11, 4), late=2)
    await district.compute(on=ANNOUNCED_ON)
    await district.announce(on=ANNOUNCED_ON)
    clerk = district.authority.but(unit=bureau)
    result = (await district.results(group="DEPARTMENT"))[0]
    objection = (await raised(district, clerk, result=result))["objection"]
    assert codes(await decided(district, objection, accepted=True, who=clerk)) == ["DECIDER_IS_RAISER"]
    colleague = clerk.but(subject="somebody-else")
    assert codes(await decided(district, objection, accepted=True, who=colleague, reason=" ")) == ["REASON_MISSING"]
    assert codes(await decided(district, objection, accepted=True, who=colleague)) == []


async def test_a_correction_carries_out_only_an_accepted_objection_of_that_result_once(district: District):
    units = await announced(district, 0, 1, 2)
    first, second = of_unit(district, units[1]), of_unit(district, units[2])
    objection = (await raised(district, first))["objection"]
    result, other = await own_result(district, first), await own_result(district, second)
    assert codes(await district.correct(result, "95", objectionId=objection["id"])) == ["OBJECTION_NOT_ACCEPTED"]
    await decided(district, objection, accepted=True)
    assert codes(await district.correct(other, "95", objectionId=objection["id"])) == ["OBJECTION_UNKNOWN"]
    assert codes(await district.correct(result, "95", objectionId=objection["id"])) == []
    result = await own_result(district, first)
    assert codes(await district.correct(result, "96", objectionId=objection["id"])) == ["OBJECTION_CARRIED_OUT"]


async def test_computing_again_needs_a_reason_recalls_the_announcement_and_asks_for_a_new_one(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    objection = (await raised(district, town))["objection"]
    await decided(district, objection, accepted=True)
    await district.completed(units[0], date(2026, 12, 1), late=2)
    assert codes(await district.publish_announced(on=AFTER)) == ["OBJECTIONS_NOT_CARRIED_OUT", "FACTS_CHANGED"]
    assert codes(await district.compute(expectedVersion=2)) == ["REASON_MISSING"]
    done = await district.compute(expectedVersion=2, reason="异议属实，原始记录已更正", on=AFTER)
    assert (codes(done), done["period"]["status"], done["period"]["objectionsUntil"]) == ([], "COMPUTED", None)
    assert await district.results(as_=town) == []
    recalled = await district.told("result.recalled")
    assert {(e["unitId"], e["reason"]) for e in recalled} == {(str(u), "异议属实，原始记录已更正") for u in units}
    query = "query($id: UUID!) { objection(id: $id) { history { step } carriedOutAt result { id } } }"
    shown = (await district.api(query, {"id": objection["id"]}, as_=town))["objection"]
    assert [h["step"] for h in shown["history"]] == ["RAISED", "ACCEPTED", "RECOMPUTED"]
    assert shown["result"] is None, "it is a draft again"
    assert codes(await district.publish_announced(on=date(2027, 2, 1), expectedVersion=3)) == ["NOT_ANNOUNCED"]
    done = await district.announce(on=date(2027, 1, 18), expectedVersion=3)
    assert (codes(done), done["period"]["objectionsUntil"]) == ([], "2027-01-25")
    query = "{ period(year: 2026, quarter: 4) { announcements { round recalledReason recalledBy } } }"
    shown = (await district.api(query, as_=town))["period"]["announcements"]
    assert [(a["round"], a["recalledReason"]) for a in shown] == [(1, "异议属实，原始记录已更正"), (2, None)]
    assert codes(await raised(district, town, date(2027, 1, 25))) == []


async def test_what_services_told_and_did_not_arrive_is_waited_for_or_accepted_with_a_reason(district: District):
    await district.adopt()
    await district.towns(0)
    await district.compute(on=ANNOUNCED_ON)
    for service in TALLYING:  # schedule has told of one event more than was heard
        more = {"zhongdian.schedule.node.completed.v1": 11} if service == "schedule" else {}
        await district.api.deliver(tally(service, ANNOUNCED_ON, {district.division: more}))
    done = await district.announce(on=ANNOUNCED_ON, complete=False)
    assert codes(done) == ["PERIOD_INCOMPLETE"]
    assert done["userErrors"][0]["field"] == "acceptIncomplete"
    assert "建设调度：1项事件未到" in done["userErrors"][0]["message"]
    reason = {"acceptIncomplete": "对方系统停机，已人工核对"}
    assert codes(await district.announce(on=ANNOUNCED_ON, complete=False, **reason)) == []
    query = "{ period(year: 2026, quarter: 4) { announcements { acceptedIncomplete } } }"
    shown = (await district.api(query, as_=district.authority))["period"]
    assert shown["announcements"] == [{"acceptedIncomplete": "对方系统停机，已人工核对"}]
    assert codes(await district.publish_announced(on=AFTER)) == ["PERIOD_INCOMPLETE"]
    assert codes(await district.publish_announced(on=AFTER, **reason)) == []


async def test_objections_are_listed_for_the_unit_and_the_overseers_by_what_they_are_narrowed_by(district: District):
    units = await announced(district, 0, 1, 2)
    first, second = of_unit(district, units[1]), of_unit(district, units[2])
    refused = (await raised(district, first))["objection"]
    await decided(district, refused, accepted=False)
    waiting = (await raised(district, second, indicatorCode="NODES"))["objection"]
    query = "query($f: ObjectionFilter) { objections(filter: $f) { totalCount edges { node { id } } } }"

    async def listed(who, **its) -> list[str]:
        found = (await district.api(query, {"f": its or None}, as_=who))["objections"]
        assert found["totalCount"] == len(found["edges"])
        return [e["node"]["id"] for e in found["edges"]]

    assert await listed(district.authority) == [waiting["id"], refused["id"]]
    assert await listed(district.someone(Role.LEADER), status="RAISED") == [waiting["id"]]
    assert await listed(district.authority, unitId=str(units[1])) == [refused["id"]]
    assert await listed(district.authority, year=2026, quarter=4) == [waiting["id"], refused["id"]]
    assert await listed(district.authority, year=2026, quarter=3) == []
    assert await listed(first) == [refused["id"]]
    assert await listed(second) == [waiting["id"]]
    assert await listed(district.someone(Role.OWNER, unit=units[0])) == []
    assert await listed(district.someone(Role.OWNER)) == []
    one = "query($id: UUID!) { objection(id: $id) { id } }"
    assert (await district.api(one, {"id": waiting["id"]}, as_=first))["objection"] is None


async def test_files_of_an_objection_are_for_its_unit_and_the_overseers(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    file = await uploaded(district, town)
    unused = "{ unusedAssessmentUploads { edges { node { id fileName } } } }"
    waiting = (await district.api(unused, as_=town))["unusedAssessmentUploads"]["edges"]
    assert [e["node"]["id"] for e in waiting] == [file]
    await raised(district, town, fileIds=[file])
    assert (await district.api(unused, as_=town))["unusedAssessmentUploads"]["edges"] == []
    assert codes(await raised(district, town, indicatorCode="NODES", fileIds=[file])) == ["FILE_ATTACHED"]

    async def status(who) -> int:
        headers = {"authorization": district.api.issuer.header(who)}
        return (await district.api.http.get(f"/files/{file}", headers=headers)).status_code

    assert await status(of_unit(district, units[1], "乙")) == 200
    assert await status(district.authority) == 200
    assert await status(of_unit(district, units[0])) == 404
    shown = "query($id: UUID!) { assessmentAttachment(id: $id) { fileName path } }"
    assert (await district.api(shown, {"id": file}, as_=town))["assessmentAttachment"]["fileName"] == "验收单.pdf"
    assert (await district.api(shown, {"id": file}, as_=of_unit(district, units[0])))["assessmentAttachment"] is None
    linked = await district.api.do(
        "createAssessmentDownloadLink", "CreateAssessmentDownloadLinkInput", "url", town, attachmentId=file
    )
    assert (await district.api.http.get(linked["url"])).status_code == 200


async def test_the_history_of_an_objection_cannot_be_changed_even_by_hand(district: District):
    units = await announced(district, 0, 1)
    await raised(district, of_unit(district, units[1]))
    for statement in ("update objection_entries set reason = 'x'", "delete from objection_entries"):
        async with district.api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(text(statement))
