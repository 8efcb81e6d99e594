"""第三条（二）（四）: applications from the first draft to the preliminary review."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.life import FINANCE, INVESTMENT, PROJECT, Reserve, at, codes

LATE = "correctionDueOn correctedOn correctionLate correctionDaysLate correctionProvisional"


@pytest.fixture(scope="module")
async def ready(reserve: Reserve):
    return await reserve.ready("申报项目")


async def test_an_application_goes_from_draft_to_review_with_every_step_on_record(reserve, ready):
    season = Season(reserve, 2027)
    await season.published()
    made = await season.submitted(ready)
    assert (made["status"], made["version"]) == ("SUBMITTED", 2)
    made = await season.done("returnApplication", APPLICATION, INVESTMENT, **this(made), correction="请补充用地说明")
    made = await season.done(
        "changeApplication", APPLICATION, reserve.owner, **this(made), **season.asked(annualInvestment="70000")
    )
    made = await season.done("resubmitApplication", APPLICATION, reserve.owner, **this(made))
    made = await season.done("preReviewApplication", APPLICATION, INVESTMENT, **this(made), passed=True, reason="同意")
    selection = (
        "status steps { edges { node { action fromStatus toStatus text dueOn annualInvestment version unit { id } } } }"
    )
    seen = await season.seen(made, selection, reserve.owner)
    steps = [e["node"] for e in seen["steps"]["edges"]][::-1]
    assert [(s["action"], s["fromStatus"], s["toStatus"]) for s in steps] == [
        ("createApplication", None, "DRAFT"),
        ("submitApplication", "DRAFT", "SUBMITTED"),
        ("returnApplication", "SUBMITTED", "RETURNED"),
        ("changeApplication", "RETURNED", "RETURNED"),
        ("resubmitApplication", "RETURNED", "SUBMITTED"),
        ("preReviewApplication", "SUBMITTED", "PASSED"),
    ]
    assert [s["text"] for s in steps] == [None, None, "请补充用地说明", None, None, "同意"]
    assert steps[2]["dueOn"] == "2026-12-01"  # five working days from the day after
    assert [float(s["annualInvestment"]) for s in steps[2:4]] == [80000, 70000]
    assert [s["unit"] and s["unit"]["id"] for s in steps[:3]] == [reserve.owner_id, reserve.owner_id, None]
    told = [
        (e["type"].split(".")[3], e["data"]["version"])
        for kind in ("submitted", "returned", "resubmitted", "reviewed")
        for e in await reserve.api.events(f"zhongdian.reserve.application.{kind}.v1")
        if e["data"]["applicationId"] == made["id"]
    ]
    assert told == [("submitted", 2), ("returned", 3), ("resubmitted", 5), ("reviewed", 6)]


async def test_what_completeness_lists_is_what_submitting_refuses_for_all_at_once(reserve):
    season = Season(reserve, 2037)
    asked = {
        "minimumTotalInvestment": "189000.0001",
        "categories": ["ECOLOGY"],
        "libraries": ["ONE_YEAR", "CONSTRUCTION"],
        "requiredElements": ["project_code", "fund_sources", "timing", "function"],
        "opensOn": str(season.day(25)),
    }
    project = await reserve.project(name="不齐项目", fundSources=[], startOn=None, industryAuthorityId=None)
    made = await season.begun(project, annualInvestment="189000.0001", statement=" ")
    before = await season.seen(made, "completeness { complete missing { code } }", reserve.owner)
    assert [m["code"] for m in before["completeness"]["missing"]] == [
        "STATEMENT_MISSING",
        "ANNUAL_EXCEEDS_TOTAL",
        "GUIDE_NOT_PUBLISHED",
    ]
    await season.published(**asked)
    selection = (
        "completeness { complete missing { code name article remedy } requirements { code met } } guide { number }"
    )
    seen = (await season.seen(made, selection, reserve.owner))["completeness"]
    refused = await season.refused("submitApplication", APPLICATION, reserve.owner, **this(made))
    expected = [
        "STATEMENT_MISSING",
        "ANNUAL_EXCEEDS_TOTAL",
        "TOTAL_BELOW_MINIMUM",
        "CATEGORY_NOT_SUPPORTED",
        "LIBRARY_NOT_REACHED",
        "ELEMENT_PROJECT_CODE_MISSING",
        "ELEMENT_FUND_SOURCES_MISSING",
        "ELEMENT_TIMING_MISSING",
        "WINDOW_NOT_OPEN",
    ]
    assert (codes(refused), [m["code"] for m in seen["missing"]], seen["complete"]) == (expected, expected, False)
    assert [e["message"] for e in refused] == [f"{m['name']}：{m['remedy']}" for m in seen["missing"]]
    assert {r["code"] for r in seen["requirements"] if r["met"]} == {"GUIDE_NOT_PUBLISHED", "ELEMENT_FUNCTION_MISSING"}
    assert (await season.seen(made, "status version"))["version"] == made["version"]


@pytest.mark.parametrize(
    ("day", "code"),
    [((31, 10), "WINDOW_NOT_OPEN"), ((1, 11), None), ((30, 11), None), ((1, 12), "WINDOW_CLOSED")],
)
async def test_the_first_and_the_last_day_of_the_window_count(reserve, day, code):
    season = Season(reserve, 2038)
    query = "query { guides(year: 2038, statuses: [PUBLISHED]) { totalCount } }"
    if (await reserve.api(query, as_=INVESTMENT))["guides"]["totalCount"] == 0:
        await season.published()
    project = await reserve.project(name=f"窗口项目{day}")
    made, on = await season.begun(project), season.day(*day)
    if code is None:
        made = await season.done("submitApplication", APPLICATION, reserve.owner, on=on, **this(made))
        assert (await season.seen(made, "submittedOn"))["submittedOn"] == str(on)
    else:
        assert codes(await season.refused("submitApplication", APPLICATION, reserve.owner, on=on, **this(made))) == [
            code
        ]


async def test_a_correction_is_in_time_on_its_last_day_and_late_is_taken_and_shown(reserve):
    season = Season(reserve, 2039)
    await season.published()
    for name, day, late, days in (("按时补正", date(2038, 12, 1), False, 0), ("逾期补正", date(2038, 12, 2), True, 1)):
        made = await season.submitted(await reserve.project(name=name))
        made = await season.done("returnApplication", APPLICATION, INVESTMENT, **this(made), correction="补")
        expected = {"correctionDueOn": "2038-12-01", "correctedOn": None, "correctionProvisional": True}
        seen = await season.seen(made, LATE, on=day)
        assert seen == expected | {"correctionLate": late, "correctionDaysLate": days}
        made = await season.done("resubmitApplication", APPLICATION, reserve.owner, on=day, **this(made))
        seen = await season.seen(made, LATE, on=date(2038, 12, 20))
        assert seen == expected | {"correctedOn": str(day), "correctionLate": late, "correctionDaysLate": days}
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.application.resubmitted.v1")]
    assert [t["late"] for t in told if t["year"] == 2039] == [False, True]


async def test_the_day_for_correction_is_a_working_day_within_the_rule(reserve):
    season = Season(reserve, 2040)
    await season.published()
    made = await season.submitted(await reserve.project(name="定期补正"))
    # from 24 November 2039, a Thursday: 20 working days end on 22 December
    for day in ("2039-11-24", "2039-11-26", "2039-12-23"):
        refused = await season.refused(
            "returnApplication", APPLICATION, INVESTMENT, **this(made), correction=" ", dueOn=day
        )
        assert codes(refused) == ["CORRECTION_MISSING", "CORRECTION_DAY_INVALID"]
    made = await season.done(
        "returnApplication", APPLICATION, INVESTMENT, **this(made), correction="补", dueOn="2039-12-22"
    )
    assert (await season.seen(made, "correctionDueOn"))["correctionDueOn"] == "2039-12-22"


async def test_a_resubmission_is_complete_and_is_judged_by_the_guide_of_the_submission(reserve):
    season = Season(reserve, 2041)
    await season.published()
    project = await reserve.project(name="按旧版审核项目")
    made = await season.submitted(project)
    made = await season.done("returnApplication", APPLICATION, INVESTMENT, **this(made), correction="补")
    await season.published(correctionReason="收紧", categories=["ECOLOGY"])
    empty = await season.done(
        "changeApplication", APPLICATION, reserve.owner, **this(made), **season.asked(statement="")
    )
    refused = await season.refused("resubmitApplication", APPLICATION, reserve.owner, **this(empty))
    assert codes(refused) == ["STATEMENT_MISSING"]
    made = await season.done("changeApplication", APPLICATION, reserve.owner, **this(empty), **season.asked())
    after_the_window = season.day(5, 12)
    made = await season.done("resubmitApplication", APPLICATION, reserve.owner, on=after_the_window, **this(made))
    assert (await season.seen(made, "guide { number }"))["guide"]["number"] == 1
    other = await season.begun(await reserve.project(name="按新版审核项目"))
    refused = await season.refused("submitApplication", APPLICATION, reserve.owner, **this(other))
    assert codes(refused) == ["CATEGORY_NOT_SUPPORTED"]


async def test_one_application_of_a_project_and_year_is_open_and_after_its_end_another_may_follow(reserve):
    season = Season(reserve, 2042)
    await season.published()
    project = await reserve.project(name="重复申报项目")
    made = await season.begun(project)
    given = season.asked() | {"projectId": project["id"]}
    refused = await season.refused("createApplication", APPLICATION, reserve.owner, year=2042, **given)
    assert [(e["code"], e["article"]) for e in refused] == [("APPLICATION_EXISTS", "第三条（二）")]
    wrong = await season.refused("createApplication", APPLICATION, reserve.owner, year=2043, **given)
    assert codes(wrong) == ["APPLICATION_YEAR_INVALID"]
    blank = await season.refused("withdrawApplication", APPLICATION, reserve.owner, **this(made), reason="")
    assert codes(blank) == ["REASON_MISSING"]
    made = await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(made), reason="资金未落实")
    assert made["status"] == "WITHDRAWN"
    told = [e["data"]["applicationId"] for e in await reserve.api.events("zhongdian.reserve.application.withdrawn.v1")]
    assert made["id"] not in told  # nobody was told of the draft
    made = await season.submitted(project)
    failed = {"passed": False, "reason": " "}
    refused = await season.refused("preReviewApplication", APPLICATION, INVESTMENT, **this(made), **failed)
    assert [(e["code"], e["article"]) for e in refused] == [("REASON_MISSING", "第三条（四）")]
    made = await season.done(
        "preReviewApplication", APPLICATION, INVESTMENT, **this(made), passed=False, reason="不属支持领域"
    )
    assert made["status"] == "FAILED"
    again = await season.submitted(project)
    made = await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(again), reason="缓建")
    told = [e["data"]["applicationId"] for e in await reserve.api.events("zhongdian.reserve.application.withdrawn.v1")]
    assert made["id"] in told


async def test_steps_out_of_turn_are_refused_and_change_nothing(reserve, ready):
    season = Season(reserve, 2043)
    await season.published()
    made = await season.begun(ready)
    for step, who, given in (
        ("returnApplication", INVESTMENT, {"correction": "补"}),
        ("resubmitApplication", reserve.owner, {}),
        ("preReviewApplication", INVESTMENT, {"passed": True}),
    ):
        assert codes(await season.refused(step, APPLICATION, who, **this(made), **given)) == [
            "APPLICATION_STATUS_WRONG"
        ]
    stale = this(made) | {"expectedVersion": 7}
    assert codes(await season.refused("submitApplication", APPLICATION, reserve.owner, **stale)) == ["VERSION_CONFLICT"]
    same = await season.refused("changeApplication", APPLICATION, reserve.owner, **this(made), **season.asked())
    assert codes(same) == ["NOTHING_CHANGED"]
    assert (await season.seen(made, "version status")) == {"version": 1, "status": "DRAFT"}


async def test_owner_town_industry_authority_and_authorities_see_an_application_and_others_do_not(reserve, ready):
    season = Season(reserve, 2044)
    made = await season.begun(ready)
    for who in (reserve.owner, reserve.town, reserve.authority, INVESTMENT, FINANCE):
        assert (await season.seen(made, "id", who))["id"] == made["id"]
    stranger_id = await reserve.unit("别家有限公司", "OWNER", Role.OWNER, number=77)
    stranger = person(Role.OWNER, unit=stranger_id)
    for who in (stranger, person(Role.PLANNING_PARTY, unit=stranger_id), person(Role.SPECIALIST)):
        assert await season.seen(made, "id", who) is None
        assert codes(
            await season.refused("guideApplication", APPLICATION, INVESTMENT, applicationId=stranger_id, text="?")
        ) == ["APPLICATION_UNKNOWN"]
    refused = await season.refused("submitApplication", APPLICATION, stranger, **this(made))
    assert codes(refused) == ["APPLICATION_UNKNOWN"]
    found = await reserve.api("query { applications(filter: { year: 2044 }) { totalCount } }", as_=stranger)
    assert found["applications"]["totalCount"] == 0


async def test_an_application_follows_its_project_to_another_town(reserve):
    season = Season(reserve, 2045)
    project = await reserve.project(name="迁址项目")
    made = await season.begun(project)
    other_id = await reserve.unit("另一街道办事处", "TOWN", Role.PLANNING_PARTY, number=78)
    other = person(Role.PLANNING_PARTY, unit=other_id)
    assert await season.seen(made, "id", other) is None
    await reserve.done(
        "changeProject", PROJECT, INVESTMENT, **at(project), townId=other_id, name="迁址新项目", reason="选址变更"
    )
    seen = await season.seen(made, "projectName town { id }", other)
    assert seen == {"projectName": "迁址新项目", "town": {"id": other_id}}
    assert await season.seen(made, "id", reserve.town) is None


async def test_whoever_an_application_is_filed_with_may_enter_it_for_the_owner(reserve):
    season = Season(reserve, 2046)
    await season.published()
    given = season.asked() | {"year": 2046}
    project = await reserve.project(name="代录项目")
    refused = await season.refused(
        "createApplication", APPLICATION, reserve.authority, **given, projectId=project["id"]
    )
    assert codes(refused) == ["APPLICANT_NOT_OWNER"]
    made = await season.begun(project, reserve.authority, channel="INDUSTRY_AUTHORITY")
    made = await season.done("submitApplication", APPLICATION, reserve.authority, **this(made))
    stranger = person(Role.INDUSTRY_AUTHORITY)
    refused = await season.refused("returnApplication", APPLICATION, stranger, **this(made), correction="补")
    assert codes(refused) == ["APPLICATION_NOT_YOURS"]
    made = await season.done("returnApplication", APPLICATION, reserve.authority, **this(made), correction="补")
    fixed = season.asked(channel="PROVINCIAL_PLATFORM")
    refused = await season.refused("changeApplication", APPLICATION, reserve.owner, **this(made), **fixed)
    assert codes(refused) == ["CHANNEL_FIXED"]
    orphan = await reserve.project(name="无主管项目", industryAuthorityId=None)
    begun = await season.begun(orphan, channel="INDUSTRY_AUTHORITY")
    refused = await season.refused("submitApplication", APPLICATION, reserve.owner, **this(begun))
    assert codes(refused) == ["INDUSTRY_AUTHORITY_MISSING"]


async def test_those_who_guide_owners_leave_comments_that_change_nothing(reserve):
    season = Season(reserve, 2047)
    platform_id = await reserve.unit("区国投集团", "STATE_PLATFORM", Role.PLANNING_PARTY, number=79)
    platform = person(Role.PLANNING_PARTY, unit=platform_id)
    elements = reserve.elements(name="平台策划项目")
    project = await reserve.done("registerProject", PROJECT, platform, **elements)
    made = await season.begun(project)
    for who in (reserve.town, reserve.authority, platform, INVESTMENT):
        await season.done("guideApplication", APPLICATION, who, applicationId=made["id"], text="请补充效益测算")
    selection = "version comments(first: 10) { totalCount edges { node { party text unit { name } } } }"
    seen = await season.seen(made, selection, reserve.owner)
    assert (seen["version"], seen["comments"]["totalCount"]) == (1, 4)
    parties = [e["node"]["party"] for e in seen["comments"]["edges"]]
    assert parties == ["INVESTMENT_AUTHORITY", "STATE_PLATFORM", "INDUSTRY_AUTHORITY", "TOWN"]
    other = person(Role.INDUSTRY_AUTHORITY)
    refused = await season.refused("guideApplication", APPLICATION, other, applicationId=made["id"], text=" ")
    assert codes(refused) == ["GUIDANCE_NOT_YOURS", "COMMENT_MISSING"]
    await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(made), reason="缓建")
    refused = await season.refused("guideApplication", APPLICATION, reserve.town, applicationId=made["id"], text="请补")
    assert codes(refused) == ["APPLICATION_STATUS_WRONG"]


async def test_bad_input_is_refused_and_leaves_no_trace(reserve, ready):
    season = Season(reserve, 2048)
    for changes, code in (
        ({"annualInvestment": "-1"}, "AMOUNT_NEGATIVE"),
        ({"annualInvestment": "1000000000000000000"}, "AMOUNT_TOO_LARGE"),
        ({"annualInvestment": "0.00001"}, "AMOUNT_TOO_PRECISE"),
        ({"statement": "零\u200b宽"}, "TEXT_INVISIBLE_CHARACTER"),
        ({"statement": "长" * 2001}, "TEXT_TOO_LONG"),
    ):
        given = season.asked(**changes) | {"projectId": ready["id"], "year": 2048}
        assert code in codes(await season.refused("createApplication", APPLICATION, reserve.owner, **given))
    unknown = season.asked() | {"projectId": reserve.owner_id, "year": 2048}
    assert codes(await season.refused("createApplication", APPLICATION, reserve.owner, **unknown)) == [
        "PROJECT_UNKNOWN"
    ]
    found = await reserve.api("query { applications(filter: { year: 2048 }) { totalCount } }", as_=INVESTMENT)
    assert found["applications"]["totalCount"] == 0
