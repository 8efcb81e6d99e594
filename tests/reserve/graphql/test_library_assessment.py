"""第五条、第六条：how the whole library stands for the next step, on any day, without a job having run."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, PROJECT, THREE, TODAY, at, codes, documents

ROW = """ready asked met missing expired expiring stale nextLibrary nextExpiry changesOn daysSinceUpdate updatedOn
    responsibleRole responsibleUnit { id } project { id name }"""
LIST = f"""query($f: AssessmentFilter, $s: AssessmentSort, $n: Int, $a: String) {{
    libraryAssessment(filter: $f, sort: $s, first: $n, after: $a) {{
        totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ {ROW} }} }} }} }}"""
STALE = f"query($f: AssessmentFilter, $d: Int) {{ staleProjects(filter: $f, forDays: $d) {{ edges {{ node {{ {ROW} }} }} }} }}"
VIEW = """query($id: UUID!, $library: Library) { project(id: $id) { version library readiness(library: $library) {
    library ready open met asked
    criteria { code article met verdict remedy evidence { documentNumber issuer issuedOn validUntil }
               nextSteps { role party unitId kind kindName } }
    maturity { score most source parts { criterion points of why } } } } }"""
CONVERSION = """conversion { id converted refused by rows { position projectId toLibrary converted version
    project { id library } reasons { code message article field } } }"""


async def listed(reserve, as_=INVESTMENT, on=TODAY, sort=None, **filter):
    answer = await reserve.api(LIST, {"f": filter, "s": sort, "n": 200}, as_=as_, on=on)
    return [e["node"] for e in answer["libraryAssessment"]["edges"]]


async def names(reserve, **asked):
    return [row["project"]["name"] for row in await listed(reserve, **asked)]


async def one(reserve, project, on=TODAY):
    (row,) = [r for r in await listed(reserve, on=on) if r["project"]["id"] == project["id"]]
    return row


async def view(reserve, project, on=TODAY, library=None):
    asked = {"id": project["id"], "library": library}
    return (await reserve.api(VIEW, asked, as_=INVESTMENT, on=on))["project"]["readiness"]


async def prove(reserve, project, *kinds):
    """Record documents of a project that is not the usual owner's."""
    return await reserve.done("recordEvidence", PROJECT, INVESTMENT, **at(project), evidence=documents(*kinds))


async def expiring(reserve, name, last):
    """A project of the first library whose letter of intent is valid through a day; everything else lasts."""
    project = await reserve.project(("FIVE_YEAR", FIVE), name=name)
    papers = documents(*THREE)
    papers[-1]["validUntil"] = str(last)
    return await reserve.done("recordEvidence", PROJECT, reserve.owner, **at(project), evidence=papers)


@pytest.mark.parametrize(
    ("later", "verdict", "open_"),
    [(-31, "MET", True), (-30, "EXPIRING", True), (0, "EXPIRING", True), (1, "EXPIRED", False)],
)
async def test_the_list_and_the_project_are_right_on_both_sides_of_an_expiry_without_any_job(
    reserve, later, verdict, open_
):
    last = date(2027, 3, 31)
    project = await expiring(reserve, f"届满项目{later}", last)
    day = last + timedelta(days=later)
    shown = await view(reserve, project, day)
    (plan,) = [c for c in shown["criteria"] if c["code"] == "PLAN_OR_INTENT"]
    assert (plan["verdict"], shown["open"], shown["ready"]) == (verdict, open_, open_)
    assert plan["evidence"]["validUntil"] == str(last)
    row = await one(reserve, project, day)
    assert (row["ready"], row["met"], row["asked"]) == (open_, shown["met"], shown["asked"])
    assert ("PLAN_OR_INTENT" in row["expiring"], "PLAN_OR_INTENT" in row["expired"]) == (
        verdict == "EXPIRING",
        verdict == "EXPIRED",
    )
    outcome = await reserve.do("convertProject", PROJECT, INVESTMENT, on=day, **at(project), toLibrary="THREE_YEAR")
    assert codes(outcome["userErrors"]) == ([] if open_ else ["PLAN_OR_INTENT_MISSING"])


async def test_a_criterion_says_what_comes_next_and_who_has_to_do_it(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="下一步项目")
    by = {c["code"]: c for c in (await view(reserve, project))["criteria"]}
    (land,) = by["SPATIAL_PLANNING"]["nextSteps"]
    assert land == {
        "role": "LAND",
        "party": "自然资源部门",
        "unitId": None,
        "kind": "SPATIAL_PLANNING",
        "kindName": "国土空间规划符合性意见",
    }
    (scheme,) = by["SCHEME_FIXED"]["nextSteps"]
    assert (scheme["role"], scheme["unitId"]) == ("OWNER", reserve.owner_id)
    assert [(s["role"], s["unitId"]) for s in by["PLAN_OR_INTENT"]["nextSteps"]] == [
        ("INDUSTRY_AUTHORITY", reserve.authority_id),
        ("INDUSTRY_AUTHORITY", reserve.authority_id),
        ("PLANNING_PARTY", reserve.town_id),
        ("PLANNING_PARTY", reserve.town_id),
    ]
    assert by["NEEDED_WITHIN_THREE_YEARS"]["nextSteps"] == []


async def test_a_step_is_open_only_when_it_is_the_next(reserve):
    project = await reserve.prove(await reserve.project(name="越级查看项目"), *FIVE, *THREE)
    assert (await view(reserve, project))["open"] is True
    further = await view(reserve, project, library="THREE_YEAR")
    assert (further["ready"], further["open"]) == (True, False)


async def test_maturity_is_an_explained_sum(reserve):
    project = await reserve.prove(await reserve.project(name="评分项目"), "PLANNING_CONFORMITY")
    found = (await view(reserve, project))["maturity"]
    assert "本区设置" in found["source"]
    assert found["score"] == sum(p["points"] for p in found["parts"])
    assert found["most"] == sum(p["of"] for p in found["parts"])
    by = {p["criterion"]: p for p in found["parts"]}
    assert by["PLANNING_CONFORMITY"]["points"] == by["PLANNING_CONFORMITY"]["of"]
    assert by["INDUSTRY_LAYOUT"] == {
        "criterion": "INDUSTRY_LAYOUT",
        "points": 0,
        "of": by["INDUSTRY_LAYOUT"]["of"],
        "why": "未满足",
    }


async def test_the_list_is_narrowed_by_each_condition(reserve):
    owner = await reserve.unit("筛选业主公司", "OWNER", Role.OWNER, number=71)
    town = await reserve.unit("筛选街道办事处", "TOWN", Role.PLANNING_PARTY, number=72)
    mine = {"ownerId": owner, "townId": town, "industryAuthorityId": None}

    async def made(name, *steps, **changes):
        elements = reserve.elements(name=name, **(mine | changes))
        done = await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)
        for library, kinds in steps:
            done = await prove(reserve, done, *kinds)
            if library:
                done = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(done), toLibrary=library)
        return done

    await made("筛选甲", category="SOCIAL")
    await made("筛选乙", (None, FIVE))
    await made("筛选丙", ("FIVE_YEAR", FIVE))
    last = await made("筛选丁", ("FIVE_YEAR", FIVE))
    papers = [p | {"validUntil": "2026-12-10"} for p in documents(*THREE)]
    await reserve.done("recordEvidence", PROJECT, INVESTMENT, **at(last), evidence=papers)
    for asked, found in (
        ({}, "甲乙丙丁"),
        ({"townId": town}, "甲乙丙丁"),
        ({"inLibrary": False}, "甲乙"),
        ({"inLibrary": True}, "丙丁"),
        ({"libraries": ["FIVE_YEAR"]}, "丙丁"),
        ({"libraries": ["CONSTRUCTION"]}, ""),
        ({"libraries": ["FIVE_YEAR"], "inLibrary": False}, ""),
        ({"ready": True}, "乙丁"),
        ({"ready": False}, "甲丙"),
        ({"missingCriterion": "INDUSTRY_LAYOUT"}, "甲"),
        ({"missingCriterion": "SCHEME_FIXED"}, "丙"),
        ({"missingCriterion": "SCHEME_FIXED", "ready": True}, ""),
        ({"missingCriterion": "无"}, ""),
        ({"expiringWithinDays": 15}, ""),
        ({"expiringWithinDays": 16}, "丁"),
        ({"expiringWithinDays": 2_000_000_000}, "丁"),
        ({"expiringWithinDays": -1}, ""),
        ({"categories": ["SOCIAL"]}, "甲"),
        ({"categories": ["SOCIAL", "INDUSTRY"], "ready": True}, "乙丁"),
        ({"industryAuthorityId": reserve.authority_id}, ""),
        ({"stale": True}, ""),
        ({"stale": False, "ready": True}, "乙丁"),
    ):
        shown = await names(reserve, ownerId=owner, **asked)
        assert sorted(shown) == sorted(f"筛选{n}" for n in found), asked
    lapsed = await names(reserve, ownerId=owner, on=date(2026, 12, 11), missingCriterion="SCHEME_FIXED")
    assert sorted(lapsed) == ["筛选丁", "筛选丙"]
    least = await names(reserve, ownerId=owner, sort={"field": "LACKING"})
    assert (set(least[:2]), least[2:]) == ({"筛选乙", "筛选丁"}, ["筛选甲", "筛选丙"])
    soonest = await names(reserve, ownerId=owner, sort={"field": "NEXT_EXPIRY"})
    assert soonest[0] == "筛选丁"
    assert await names(reserve, ownerId=owner, sort={"field": "NEXT_EXPIRY", "direction": "DESC"}) == soonest[::-1]


async def test_numbers_are_told_by_library_and_by_criterion_when_asked(reserve):
    owner = await reserve.unit("合计业主公司", "OWNER", Role.OWNER, number=73)
    first = await reserve.done("registerProject", PROJECT, INVESTMENT, **reserve.elements(name="合计甲", ownerId=owner))
    await reserve.done(
        "registerProject", PROJECT, INVESTMENT, **reserve.elements(name="合计乙", ownerId=owner, scale=None)
    )
    papers = [p | {"validUntil": "2026-12-10"} for p in documents(*FIVE)]
    await reserve.done("recordEvidence", PROJECT, INVESTMENT, **at(first), evidence=papers)
    query = """query($f: AssessmentFilter) {
        libraryAssessmentCounts(filter: $f) { nextLibrary nextLibraryName total ready notReady expiring expired stale }
        libraryGaps(filter: $f) { nextLibrary criterion name missing expired expiring } }"""
    asked = {"f": {"ownerId": owner}}
    now = await reserve.api(query, asked, as_=INVESTMENT, on=TODAY)
    counts = {"nextLibrary": "FIVE_YEAR", "nextLibraryName": "5年期谋划库", "total": 2, "stale": 0}
    assert now["libraryAssessmentCounts"] == [counts | {"ready": 1, "notReady": 1, "expiring": 1, "expired": 0}]
    gaps = {g["criterion"]: (g["missing"], g["expired"], g["expiring"]) for g in now["libraryGaps"]}
    assert gaps["PLANNING_CONFORMITY"] == (1, 0, 1)
    assert gaps["ELEMENT_SCALE"] == (1, 0, 0)
    assert {g["name"] for g in now["libraryGaps"] if g["criterion"] == "ELEMENT_SCALE"} == {"建设规模"}
    lacking = {"f": {"ownerId": owner, "missingCriterion": "ELEMENT_SCALE"}}
    of_one = await reserve.api(query, lacking, as_=INVESTMENT, on=TODAY)
    assert of_one["libraryAssessmentCounts"][0]["total"] == 1
    assert {(g["missing"], g["expiring"]) for g in of_one["libraryGaps"]} == {(1, 0)}  # of this project alone
    after = await reserve.api(query, asked, as_=INVESTMENT, on=date(2026, 12, 11))
    assert after["libraryAssessmentCounts"] == [counts | {"ready": 0, "notReady": 2, "expiring": 0, "expired": 1}]


async def test_units_see_their_own_and_specialists_nothing(reserve):
    owner = await reserve.unit("可见业主公司", "OWNER", Role.OWNER, number=74)
    await reserve.done("registerProject", PROJECT, INVESTMENT, **reserve.elements(name="可见项目", ownerId=owner))
    assert await names(reserve, as_=person(Role.OWNER, unit=owner)) == ["可见项目"]
    assert await names(reserve, as_=reserve.town, ownerId=owner) == ["可见项目"]
    assert await names(reserve, as_=person(Role.OWNER, unit=new_id()), ownerId=owner) == []
    assert await names(reserve, as_=person(Role.SPECIALIST), ownerId=owner) == []
    assert await names(reserve, as_=INVESTMENT.but(division="430212"), ownerId=owner) == []


async def test_pages_follow_each_other(reserve):
    for n in range(3):
        await reserve.project(name=f"分页项目{n}")
    asked, seen = {"f": {"inLibrary": False}, "n": 2, "a": None}, []
    while True:
        page = (await reserve.api(LIST, asked, as_=INVESTMENT, on=TODAY))["libraryAssessment"]
        seen += [e["node"]["project"]["id"] for e in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        asked["a"] = page["pageInfo"]["endCursor"]
    assert len(seen) == len(set(seen)) == page["totalCount"]


papers = st.lists(
    st.tuples(st.sampled_from([*FIVE, *THREE]), st.none() | st.integers(-20, 200), st.booleans()),
    max_size=6,
)


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(papers, st.lists(st.integers(0, 400), min_size=2, max_size=4), st.integers(0, 4))
async def test_what_is_stored_is_what_is_worked_out_afresh_on_any_day(reserve, drawn, days, steps):
    """After any documents, withdrawals, conversions, returns and removals: list and project say the same of each day."""
    project = await reserve.project(name=f"对照项目{new_id()}", startOn=f"20{27 + steps}-03-01", finishOn="2033-01-01")
    for n, (kind, valid, kept) in enumerate(drawn):
        until = None if valid is None else str(TODAY + timedelta(days=valid))
        paper = documents(kind)[0] | {"title": f"材料{n}", "validUntil": until}
        project = await reserve.done("recordEvidence", PROJECT, reserve.owner, **at(project), evidence=[paper])
        if not kept:
            (last,) = await reserve.api.rows(
                select(tables.Evidence.id).where(
                    tables.Evidence.project_id == project["id"], tables.Evidence.title == f"材料{n}"
                )
            )
            gone = {"evidenceId": str(last.id), "reason": "有误"}
            project = await reserve.done("withdrawEvidence", PROJECT, reserve.owner, **at(project), **gone)
    for move, more in (
        ("convertProject", {"toLibrary": "FIVE_YEAR"}),
        ("convertProject", {"toLibrary": "THREE_YEAR"}),
        ("returnProject", {"toLibrary": "FIVE_YEAR", "reason": "理由"}),
        ("removeProject", {"reason": "理由"}),
    )[:steps]:
        done = await reserve.do(move, PROJECT, INVESTMENT, **at(project), **more)
        project = done["project"] or project
    for later in days:
        day = TODAY + timedelta(days=later)
        fresh, row = await view(reserve, project, day), await one(reserve, project, day)
        verdicts = {
            v: [c["code"] for c in fresh["criteria"] if c["verdict"] == v] for v in ("MISSING", "EXPIRED", "EXPIRING")
        }
        assert (row["missing"], row["expired"], row["expiring"]) == tuple(verdicts.values())
        assert (row["ready"], row["met"], row["asked"]) == (fresh["ready"], fresh["met"], fresh["asked"])
        assert row["nextLibrary"] == fresh["library"]


async def test_many_are_converted_at_once_and_each_refusal_says_why(reserve):
    ready = [await reserve.prove(await reserve.project(name=f"批量项目{n}"), *FIVE) for n in range(3)]
    bare = await reserve.project(name="批量缺件项目")
    rows = [{"projectId": p["id"], "expectedVersion": p["version"], "toLibrary": "FIVE_YEAR"} for p in (*ready, bare)]
    rows[1]["expectedVersion"] = 1
    rows[2]["toLibrary"] = "THREE_YEAR"
    rows.append({"projectId": str(new_id()), "expectedVersion": 1, "toLibrary": "FIVE_YEAR"})
    sent = {"projects": rows, "idempotencyKey": str(new_id())}
    done = await reserve.done("convertProjects", CONVERSION, INVESTMENT, **sent)
    assert (done["converted"], done["refused"]) == (1, 4)
    assert [r["position"] for r in done["rows"]] == [0, 1, 2, 3, 4]
    assert [r["converted"] for r in done["rows"]] == [True, False, False, False, False]
    assert done["rows"][0]["project"]["library"] == "FIVE_YEAR"
    assert done["rows"][0]["version"] == ready[0]["version"] + 1
    told = [codes(r["reasons"]) for r in done["rows"]]
    assert told[1] == ["VERSION_CONFLICT"]
    assert "LIBRARY_STEP_SKIPPED" in told[2]
    assert told[3] == ["PLANNING_CONFORMITY_MISSING", "POLICY_CONFORMITY_MISSING", "INDUSTRY_LAYOUT_MISSING"]
    assert {r["article"] for r in done["rows"][3]["reasons"]} == {"第五条（三）"}
    assert told[4] == ["PROJECT_UNKNOWN"]
    assert await reserve.done("convertProjects", CONVERSION, INVESTMENT, **sent) == done
    converted = await reserve.api.events("zhongdian.reserve.project.converted.v1")
    assert [e["data"]["projectId"] for e in converted if e["data"]["projectId"] in {p["id"] for p in ready}] == [
        ready[0]["id"]
    ]
    audited = [a for a in await reserve.api.audit() if a.subject == f"conversion/{done['id']}"]
    assert [a.action for a in audited] == ["convertProjects"]


async def test_a_faulty_batch_is_refused_as_a_whole_and_owners_convert_nothing(reserve):
    project = await reserve.prove(await reserve.project(name="批量重复项目"), *FIVE)
    row = {"projectId": project["id"], "expectedVersion": project["version"], "toLibrary": "FIVE_YEAR"}
    refused = await reserve.refused("convertProjects", CONVERSION, INVESTMENT, projects=[row, row])
    assert [(e["code"], e["field"]) for e in refused] == [("CONVERSION_DUPLICATE", "projects.1.projectId")]
    assert codes(await reserve.refused("convertProjects", CONVERSION, INVESTMENT, projects=[])) == ["CONVERSION_EMPTY"]
    document = "mutation($i: ConvertProjectsInput!) { convertProjects(input: $i) { userErrors { code } } }"
    sent = {"i": {"idempotencyKey": str(new_id()), "projects": [row]}}
    answer = await reserve.api.raw(document, sent, as_=reserve.owner)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await view(reserve, project))["library"] == "FIVE_YEAR"


async def test_two_batches_at_once_convert_each_project_once(reserve):
    made = [await reserve.prove(await reserve.project(name=f"并发批量项目{n}"), *FIVE) for n in range(4)]
    rows = [{"projectId": p["id"], "expectedVersion": p["version"], "toLibrary": "FIVE_YEAR"} for p in made]
    officers = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(2)]
    outcomes = await asyncio.gather(
        *(
            reserve.done("convertProjects", CONVERSION, who, projects=order)
            for who, order in zip(officers, (rows, rows[::-1]), strict=True)
        )
    )
    assert sorted(o["converted"] for o in outcomes) == [0, 4]
    (lost,) = [o for o in outcomes if not o["converted"]]
    assert all("VERSION_CONFLICT" in codes(r["reasons"]) for r in lost["rows"])


async def test_of_two_officers_one_converts_and_the_other_is_told_what_changed(reserve):
    project = await reserve.prove(await reserve.project(name="两人转化项目"), *FIVE)
    people = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}").but(name=f"办事员{n}") for n in range(2)]
    outcomes = await asyncio.gather(
        *(reserve.do("convertProject", PROJECT, who, **at(project), toLibrary="FIVE_YEAR") for who in people)
    )
    (winner,) = [n for n, o in enumerate(outcomes) if not o["userErrors"]]
    reasons = outcomes[1 - winner]["userErrors"]
    (conflict,) = [e for e in reasons if e["code"] == "VERSION_CONFLICT"]
    assert f"办事员{winner}于" in conflict["message"]
    assert "办理了转化，项目现为5年期谋划库" in conflict["message"]
    assert conflict["field"] == "expectedVersion"


async def test_stale_entries_are_listed_with_who_is_responsible_and_a_confirmation_resets_them(reserve):
    owner = await reserve.unit("陈旧业主公司", "OWNER", Role.OWNER, number=75)
    elements = reserve.elements(name="陈旧项目", ownerId=owner)
    project = await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)
    project = await prove(reserve, project, *FIVE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    last, first = date(2027, 11, 24), date(2027, 11, 25)

    async def stale(on, days=None):
        asked = {"f": {"ownerId": owner}, "d": days}
        found = await reserve.api(STALE, asked, as_=INVESTMENT, on=on)
        return [e["node"] for e in found["staleProjects"]["edges"]]

    assert await stale(last) == []
    (row,) = await stale(first)
    assert (row["daysSinceUpdate"], row["updatedOn"], row["stale"]) == (366, str(TODAY), True)
    assert (row["responsibleRole"], row["responsibleUnit"]) == ("PLANNING_PARTY", {"id": reserve.town_id})
    assert [len(await stale(first, d)) for d in (366, 367)] == [1, 0]
    assert codes(await reserve.refused("confirmProject", PROJECT, reserve.town, **at(project), reason=" ")) == [
        "REASON_MISSING"
    ]
    confirmed = await reserve.done(
        "confirmProject", PROJECT, reserve.town, on=first, **at(project), reason="现场核实无变化"
    )
    assert (confirmed["version"], confirmed["library"]) == (project["version"] + 1, "FIVE_YEAR")
    assert await stale(first) == []
    assert await stale(date(2028, 11, 25)) == []
    assert len(await stale(date(2028, 11, 26))) == 1
    query = "query($id: UUID!) { project(id: $id) { history(first: 1) { edges { node { action reason actorName changes { field } } } } } }"
    found = await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT)
    (entry,) = [e["node"] for e in found["project"]["history"]["edges"]]
    assert (entry["action"], entry["reason"], entry["changes"]) == ("confirmProject", "现场核实无变化", [])
    told = await reserve.api.events("zhongdian.reserve.project.changed.v1")
    assert [e["data"]["version"] for e in told if e["data"]["projectId"] == project["id"]][-1] == confirmed["version"]


async def test_a_project_in_no_library_has_nothing_to_confirm(reserve):
    project = await reserve.project(name="未入库确认项目")
    refused = await reserve.refused("confirmProject", PROJECT, reserve.owner, **at(project), reason="无变化")
    assert [(e["code"], e["article"]) for e in refused] == [("PROJECT_IN_NO_LIBRARY", "第六条")]


async def test_return_and_removal_are_on_record_and_the_way_back_is_by_the_entry_criteria(reserve):
    project = await reserve.ready("退库出库项目")
    reasons = {"returnProject": "选址调整", "removeProject": "业主放弃"}
    back = {"toLibrary": "FIVE_YEAR", "reason": reasons["returnProject"]}
    project = await reserve.done("returnProject", PROJECT, INVESTMENT, **at(project), **back)
    project = await reserve.done("removeProject", PROJECT, INVESTMENT, **at(project), reason=reasons["removeProject"])
    query = """query($id: UUID!) { project(id: $id) { history(first: 2) { edges { node {
        action reason actorName roles changes { field before after } } } } } }"""
    found = await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT)
    removed, returned = [e["node"] for e in found["project"]["history"]["edges"]]
    assert [(n["action"], n["reason"]) for n in (returned, removed)] == list(reasons.items())
    (change,) = removed["changes"]
    assert (change["before"], change["after"]) == ("FIVE_YEAR", None)
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.project.changed.v1")]
    libraries = [d["library"] for d in told if d["projectId"] == project["id"]]
    assert libraries[-2:] == ["FIVE_YEAR", None]
    evidence = "query($id: UUID!) { project(id: $id) { evidence { id kind } } }"
    its = (await reserve.api(evidence, {"id": project["id"]}, as_=INVESTMENT))["project"]["evidence"]
    (layout,) = [e["id"] for e in its if e["kind"] == "INDUSTRY_LAYOUT"]
    gone = {"evidenceId": layout, "reason": "产业布局已调整"}
    project = await reserve.done("withdrawEvidence", PROJECT, INVESTMENT, **at(project), **gone)
    for to, needed in (("ONE_YEAR", "LIBRARY_STEP_SKIPPED"), ("FIVE_YEAR", "INDUSTRY_LAYOUT_MISSING")):
        refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary=to)
        assert needed in codes(refused)
    project = await reserve.prove(project, "INDUSTRY_LAYOUT")
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    assert project["library"] == "FIVE_YEAR"
