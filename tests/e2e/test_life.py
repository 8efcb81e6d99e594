"""One project's whole life through the gateway: from the application to the scored land bureau, refusals with their clauses."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.law.parties import Role, UnitCategory
from tests.e2e.story import AUTHORITY, REPORT, Story
from tests.harness.live import Live
from tests.harness.people import person
from tests.harness.waiting import eventually

BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")
THREE_YEAR = ("SPATIAL_PLANNING", "SCHEME", "NECESSITY", "LETTER_OF_INTENT")


async def test_the_life_of_a_project(live: Live):
    story = Story(live)
    await application_and_libraries(story)
    await annual_plan(story)
    await annual_task(story)
    await reverse_schedule(story)
    await land_request(story)
    await second_request_beyond_the_quota(story)
    await node_is_free(story)
    await progress(story)
    await quarter(story)
    await whole_life_in_one_query(story)
    await everything_proves_itself(story)


async def application_and_libraries(story: Story) -> None:
    await story.register_units(date(2026, 3, 2))
    await story.apply(date(2026, 3, 3))
    assert story.project["library"] is None
    assert "PLANNING_CONFORMITY" in "".join(await story.convert_refused(date(2026, 3, 4), "FIVE_YEAR"))
    await story.evidence(date(2026, 3, 9), "PLANNING_CONFORMITY", "POLICY_CONFORMITY", "INDUSTRY_LAYOUT")
    await story.convert(date(2026, 3, 10), "FIVE_YEAR")

    refused = await story.convert_refused(date(2026, 3, 11), "THREE_YEAR")
    assert len(refused) >= 4, "all that is missing is named at once"
    assert set(refused.values()) == {"第五条（二）"}
    assert "LIBRARY_STEP_SKIPPED" in await story.convert_refused(date(2026, 3, 11), "ONE_YEAR")
    assert story.project["library"] == "FIVE_YEAR"

    await story.evidence(date(2026, 5, 11), *THREE_YEAR)
    await story.convert(date(2026, 5, 12), "THREE_YEAR")
    await story.evidence(date(2026, 10, 12), "LAND_ARRANGEMENT", "FUND_ARRANGEMENT", "PARK_AGREEMENT")
    await story.convert(date(2026, 10, 13), "ONE_YEAR")
    assert story.project["library"] == "ONE_YEAR"


async def annual_plan(story: Story) -> None:
    await story.plan_step("draftPlan", date(2026, 12, 1), year=2027)
    await story.plan_step(
        "addPlanItem", date(2026, 12, 1), projectId=story.project["id"], kind="NEW_START", annualInvestment="80000"
    )
    opinions = {"INDUSTRY_AUTHORITY": "industry", "FINANCE": "finance", "LAND": "land", "FINANCIAL_SERVICES": "funds"}
    for body, unit in list(opinions.items())[:3]:
        await story.plan_step(
            "giveOpinion", date(2026, 12, 3), story.of(unit), body=body, outcome="SUPPORT", text="同意列入"
        )
    missing = await story.plan_refused("suggestPlan", date(2026, 12, 4))
    assert missing == {"OPINION_MISSING": "第三条（四）"}
    await story.plan_step(
        "giveOpinion",
        date(2026, 12, 4),
        story.of("funds"),
        body="FINANCIAL_SERVICES",
        outcome="SUPPORT",
        text="同意列入",
    )
    await story.plan_step("suggestPlan", date(2026, 12, 7))

    held = {"outcome": "PASSED", "heldOn": "2026-12-10", "meeting": "示例会议"}
    refused = await story.plan_refused("recordDeliberation", date(2026, 12, 10), body=BODIES[1], **held)
    assert refused == {"DELIBERATION_OUT_OF_ORDER": "第三条（四）"}
    assert await story.plan_refused("issuePlan", date(2026, 12, 10), documentNumber="株高管发〔2027〕3号")
    for body in BODIES:
        await story.plan_step("recordDeliberation", date(2026, 12, 10), body=body, **held)
    await story.plan_step("issuePlan", date(2027, 1, 4), documentNumber="株高管发〔2027〕3号")
    assert story.plan["status"] == "ISSUED"
    assert Decimal(story.plan["total"]["annualInvestment"]) == 80000


async def annual_task(story: Story) -> None:
    opened = await story.schedule_opened()
    assert opened["schedule"]["planItems"][0]["documentNumber"] == "株高管发〔2027〕3号"
    given: dict[str, Any] = {"projectId": story.project["id"], "year": 2027}
    call = (
        "setAnnualTask",
        "SetAnnualTaskInput",
        "annualTask { version annualInvestment months }",
        AUTHORITY,
        date(2027, 1, 5),
    )
    short = ["6666.6667"] * 12
    refused = await story.live.refused(*call, months=short, **given)
    assert refused == {"MONTHS_DO_NOT_SUM": "第八条"}
    done = await story.live.accepted(*call, months=["6666"] * 11 + ["6674"], **given)
    assert sum(map(Decimal, done["annualTask"]["months"])) == 80000


async def reverse_schedule(story: Story) -> None:
    call, given = await story.schedule(date(2027, 1, 6), "2027-03-31")
    done = await story.live.do(*call, **given)
    assert [e["code"] for e in done["userErrors"]] == ["TARGET_IMPOSSIBLE"]
    assert "“LAND”" in done["userErrors"][0]["message"]
    call, given = await story.schedule(date(2027, 1, 6), "2027-12-31")
    plan = (await story.live.accepted(*call, **given))["nodePlan"]
    story.nodes = {e["node"]["code"]: e["node"] for e in plan["nodes"]["edges"]}
    assert plan["criticalPath"] == ["LAND", "PERMIT", "BUILD"]
    assert story.nodes["BUILD"]["dueOn"] == "2027-12-31"
    assert story.nodes["LAND"]["node"]["waiting"] is True
    early = await story.live.refused(
        "completeNode",
        "CompleteNodeInput",
        "node { id }",
        story.of("land"),
        date(2027, 2, 1),
        nodeId=story.nodes["LAND"]["node"]["id"],
        expectedVersion=story.nodes["LAND"]["node"]["version"],
        documents=[{"proves": "用地手续文件", "title": "批复", "datedOn": "2027-02-01"}],
    )
    assert "WAITING_FOR_FACTOR" in early


async def land_request(story: Story) -> None:
    land, owner = story.of("land"), story.of("owner")
    account = (
        await story.live.accepted(
            "openQuotaAccount",
            "OpenQuotaAccountInput",
            "account { id version }",
            land,
            date(2027, 1, 8),
            kind="NEW_CONSTRUCTION_LAND",
            year=2027,
        )
    )["account"]
    await story.live.accepted(
        "allocateQuota",
        "AllocateQuotaInput",
        "account { available }",
        land,
        date(2027, 1, 8),
        accountId=account["id"],
        expectedVersion=account["version"],
        amount="150",
        basis="示例下达文件〔2027〕1号",
    )
    asked = {"projectId": story.project["id"], "nodeId": story.nodes["LAND"]["node"]["id"], "kind": "LAND_QUOTA"}
    queue = (
        f'subscription {{ requestQueueChanged(bureauId: "{story.units["land"]}") {{ action request {{ id state }} }} }}'
    )
    async with story.live.listening(queue, land) as heard:
        await node_known(story, asked)
        first = await asyncio.wait_for(heard.get(), 15)
        assert not first["payload"].get("errors"), first
        assert first["payload"]["data"]["requestQueueChanged"]["action"] == "SUBMITTED"
        assert first["payload"]["data"]["requestQueueChanged"]["request"]["id"] == story.request["id"]
    due_before = story.request["dueOn"]
    await story.request_step("returnRequest", date(2027, 1, 22), land, reason="请补充勘测定界图")
    assert story.request["clock"]["running"] is False
    await story.request_step(
        "resubmitRequest", date(2027, 2, 2), owner, purpose="一期厂房用地", quantity="130", unit="MU"
    )
    assert story.request["clock"]["running"] is True
    assert story.request["dueOn"] > due_before, "the days of the correction do not count"
    await story.request_step("acceptRequest", date(2027, 2, 2), land)
    await story.request_step("claimRequest", date(2027, 2, 3), land)
    await story.request_step("decideRequest", date(2027, 3, 1), land, outcome="GRANTED", reason="符合供地计划")
    assert story.request["documentNumber"] == "株天自然资函〔2027〕1号"
    assert Decimal(story.request["grantedQuantity"]) == 130


async def node_known(story: Story, asked: dict[str, Any]) -> None:
    """Submit as soon as the bureau's service knows the node, which it learns by event."""

    async def submitted() -> bool:
        done = await story.live.do(
            "submitRequest",
            "SubmitRequestInput",
            "request { id version state dueOn }",
            story.of("owner"),
            date(2027, 1, 18),
            purpose="一期厂房用地",
            quantity="130",
            unit="MU",
            **asked,
        )
        assert {e["code"] for e in done["userErrors"]} <= {
            "NODE_UNKNOWN",
            "PROJECT_UNKNOWN",
            "BUREAU_UNKNOWN",
            "BUREAU_MISSING",
        }
        story.request = done["request"]
        return bool(done["request"])

    await eventually(submitted)


async def second_request_beyond_the_quota(story: Story) -> None:
    """A second project asks for more than the 20 mu that are left."""
    land = story.of("land")
    other = Story(story.live, story.units)
    application = story.application(name="示例第二涂料项目")
    other.project = (
        await story.live.accepted(
            "registerProject",
            "RegisterProjectInput",
            "project { id version }",
            story.of("owner"),
            date(2026, 3, 3),
            **application,
        )
    )["project"]
    asked = {"projectId": story.project["id"], "nodeId": story.nodes["LAND"]["node"]["id"], "kind": "LAND_QUOTA"}
    other.request = (
        await story.live.accepted(
            "submitRequest",
            "SubmitRequestInput",
            "request { id version }",
            story.of("owner"),
            date(2027, 3, 2),
            purpose="二期用地",
            quantity="40",
            unit="MU",
            **asked,
        )
    )["request"]
    await other.request_step("acceptRequest", date(2027, 3, 2), land)
    await other.request_step("claimRequest", date(2027, 3, 2), land)
    refused = await story.live.do(
        "decideRequest",
        "DecideRequestInput",
        "request { id }",
        land,
        date(2027, 3, 3),
        requestId=other.request["id"],
        expectedVersion=other.request["version"],
        outcome="GRANTED",
        reason="同意",
    )
    assert [(e["code"], e["article"]) for e in refused["userErrors"]] == [("QUOTA_EXCEEDED", "第十五条")]
    assert "20" in refused["userErrors"][0]["message"]


async def node_is_free(story: Story) -> None:
    query = (
        "query($id: UUID!) { node(id: $id) { id version waiting state grantedOn requests { documentNumber state } } }"
    )

    async def freed() -> dict[str, Any] | None:
        found = (
            await story.live(
                query, {"id": story.nodes["LAND"]["node"]["id"]}, as_=story.of("land"), on=date(2027, 3, 4)
            )
        )["node"]
        return None if found["waiting"] else found

    node = await eventually(freed)
    assert "株天自然资函〔2027〕1号" in {r["documentNumber"] for r in node["requests"]}
    done = await story.live.accepted(
        "completeNode",
        "CompleteNodeInput",
        "node { state completedOn }",
        story.of("land"),
        date(2027, 3, 5),
        nodeId=node["id"],
        expectedVersion=node["version"],
        documents=[
            {"proves": "用地手续文件", "title": "建设用地批准书", "number": "示例〔2027〕9号", "datedOn": "2027-03-05"}
        ],
    )
    assert done["node"]["state"] == "DONE"


async def progress(story: Story) -> None:
    owner = story.of("owner")
    said: dict[str, Any] = {"physicalPercent": "8", "physicalText": "场地平整完成"}
    report = (
        await story.live.accepted(
            "reportProgress",
            "ReportProgressInput",
            REPORT,
            owner,
            date(2027, 3, 31),
            projectId=story.project["id"],
            year=2027,
            month=3,
            doneInvestment="7000",
            **said,
        )
    )["progressReport"]

    async def step(mutation: str, as_: Any, on: date, **given: Any) -> dict[str, Any]:
        type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
        seen = {"reportId": report["id"], "expectedVersion": report["version"]}
        return (await story.live.accepted(mutation, type_, REPORT, as_, on, **seen, **given))["progressReport"]

    report = await step("returnProgress", AUTHORITY, date(2027, 4, 1), reason="投资额与形象进度不符，请核对")
    report = await step("correctProgress", owner, date(2027, 4, 2), doneInvestment="6800", **said)
    report = await step("verifyProgress", AUTHORITY, date(2027, 4, 6))
    assert report["status"] == "VERIFIED"


async def quarter(story: Story) -> None:
    indicators = [
        {"code": "FACTOR", "name": "要素保障", "measure": "FACTOR_GUARANTEE", "formula": "RATIO", "weight": "60"},
        {"code": "NODES", "name": "节点任务", "measure": "NODE_TASKS", "formula": "RATIO", "weight": "40"},
    ]
    await story.live.accepted(
        "adoptScheme",
        "AdoptSchemeInput",
        "scheme { id version }",
        AUTHORITY,
        date(2027, 1, 15),
        expectedVersion=0,
        year=2027,
        title="2027年度考核细则",
        groups=[{"group": g, "indicators": indicators, "smallGroup": "LAST_ONLY"} for g in UnitCategory],
        ties="EXCLUDE_TIED",
        idle="SHARE_OUT",
        yellowMeans="预警",
        redMeans="严重预警",
    )
    facts = "query($p: UUID!) { facts(filter: { projectId: $p }) { totalCount } }"

    async def known() -> bool:
        found = await story.live(facts, {"p": story.project["id"]}, as_=AUTHORITY)
        return found["facts"]["totalCount"] >= 3

    await eventually(known)
    given = {"year": 2027, "quarter": 1}
    done = (
        await story.live.accepted(
            "computeQuarter", "ComputeQuarterInput", "quarter { version digest }", AUTHORITY, date(2027, 4, 12), **given
        )
    )["quarter"]
    again = (
        await story.live.accepted(
            "computeQuarter",
            "ComputeQuarterInput",
            "quarter { version digest }",
            AUTHORITY,
            date(2027, 4, 12),
            expectedVersion=done["version"],
            **given,
        )
    )["quarter"]
    assert again["digest"] == done["digest"]
    await story.live.accepted(
        "publishQuarter",
        "PublishQuarterInput",
        "quarter { status }",
        AUTHORITY,
        date(2027, 4, 13),
        expectedVersion=again["version"],
        **given,
    )


WHOLE_LIFE = """
query($id: UUID!) {
  project(id: $id) {
    name library totalInvestment owner { name } history { edges { node { __typename } } }
    planItems { annualInvestment plan { year documentNumber } }
    schedule {
      annualTask { annualInvestment months }
      nodes { edges { node {
        code dueOn completedOn state responsibleUnit { name results { edges { node { score rank } } } }
        requests { documentNumber outcome dueOn decidedOn history { action } }
      } } }
      progressReports { edges { node { month status verifiedInvestment } } }
    }
    requests { documentNumber }
    facts { edges { node { kind daysLate unit { name } countedIn { code points words } } } }
  }
}
"""


async def whole_life_in_one_query(story: Story) -> None:
    found = (await story.live(WHOLE_LIFE, {"id": story.project["id"]}, as_=AUTHORITY, on=date(2027, 4, 14)))["project"]
    assert found["planItems"][0]["plan"]["documentNumber"] == "株高管发〔2027〕3号"
    nodes = {e["node"]["code"]: e["node"] for e in found["schedule"]["nodes"]["edges"]}
    assert "株天自然资函〔2027〕1号" in {r["documentNumber"] for r in nodes["LAND"]["requests"]}
    assert nodes["LAND"]["responsibleUnit"]["results"]["edges"][0]["node"]["score"] is not None
    kinds = {e["node"]["kind"] for e in found["facts"]["edges"]}
    assert {"NODE_COMPLETED", "REQUEST_DECIDED"} <= kinds
    assert any(e["node"]["countedIn"] for e in found["facts"]["edges"])


async def everything_proves_itself(story: Story) -> None:
    await story.live.settled()
    for service in story.live.running.services:
        verdict = await story.live.operations(service, "audit/verify")
        assert verdict["holds"], (service, verdict)
        assert verdict["sealed"] > 0


WRONG = [
    (
        "convertProject",
        "ConvertProjectInput",
        Role.OWNER,
        {"projectId": "00000000-0000-7000-8000-000000000000", "expectedVersion": 1, "toLibrary": "FIVE_YEAR"},
    ),
    (
        "issuePlan",
        "IssuePlanInput",
        Role.LAND,
        {
            "planId": "00000000-0000-7000-8000-000000000000",
            "expectedVersion": 1,
            "documentNumber": "株高管发〔2027〕3号",
        },
    ),
    (
        "verifyProgress",
        "VerifyProgressInput",
        Role.OWNER,
        {"reportId": "00000000-0000-7000-8000-000000000000", "expectedVersion": 1},
    ),
    (
        "decideRequest",
        "DecideRequestInput",
        Role.OWNER,
        {"requestId": "00000000-0000-7000-8000-000000000000", "expectedVersion": 1, "outcome": "GRANTED"},
    ),
    ("publishQuarter", "PublishQuarterInput", Role.INSPECTOR, {"year": 2027, "quarter": 1, "expectedVersion": 1}),
]


@pytest.mark.parametrize(("mutation", "input_type", "role", "given"), WRONG, ids=[w[0] for w in WRONG])
async def test_the_wrong_role_is_refused_through_the_gateway(
    live: Live, mutation: str, input_type: str, role: Role, given: dict[str, Any]
):
    document = f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
    answer = await live.raw(document, {"input": {"idempotencyKey": "wrong", **given}}, as_=person(role))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_nothing_is_answered_through_the_gateway_without_a_token(live: Live):
    answer = await live.raw("{ projects { totalCount } }")
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
