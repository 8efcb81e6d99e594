"""第三条（二）: applications that come from the provincial platform, over its signed interface."""

from __future__ import annotations

import asyncio
import json
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select, text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.reserve.store import tables
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.directory import enter, pair
from tests.reserve.exchange.world import World, as_seen
from tests.reserve.filing import APPLICATION
from tests.reserve.life import INVESTMENT, PROJECT, at


def refused(answer: httpx.Response, status: int) -> set[str]:
    assert answer.status_code == status, answer.text
    said = answer.json()
    assert said["errors"][0]["code"] == said["code"]
    assert all(any("一" <= c <= "鿿" for c in e["message"]) for e in said["errors"])
    return {e["code"] for e in said["errors"]}


@pytest.mark.parametrize("key", ["k-sm3", "k-sha"])
async def test_an_application_comes_in_by_either_algorithm_and_registers_its_project(exchange: World, key):
    paper = exchange.paper(f"省平台项目 {key}")
    answer = await exchange.submit(paper, key=key)
    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    assert receipt["status"] == "SUBMITTED"
    assert receipt["projectRegistered"] is True
    seen = await exchange.season.seen(
        {"id": receipt["applicationId"]},
        "status channel project { name town { name } owner { id } } steps { edges { node { action actorName roles } } }",
    )
    assert seen["channel"] == "PROVINCIAL_PLATFORM"
    assert seen["project"]["name"] == paper["project"]["name"]
    assert seen["project"]["town"]["name"] == "某某街道办事处"
    steps = [e["node"] for e in seen["steps"]["edges"]]
    assert [s["action"] for s in steps] == ["submitApplication", "createApplication"]
    assert {s["actorName"] for s in steps} == {"省政务服务平台（示例）"}
    trail = {r.action: r for r in await exchange.reserve.api.audit() if r.actor == "provincial:hunan-platform"}
    assert {"registerProject", "createApplication", "submitApplication"} <= trail.keys()
    assert all(r.division == "430211" and r.roles == ["OWNER"] for r in trail.values())


async def test_a_project_that_is_known_is_not_registered_again(exchange: World):
    known = await exchange.reserve.project(name="已登记项目", projectCode="2111-522323-04-01-342068")
    by_name = await exchange.submitted("已登记项目")
    assert (by_name["projectId"], by_name["projectRegistered"]) == (known["id"], False)
    other = await exchange.reserve.project(name="另一已登记项目", projectCode="2111-522323-04-01-342069")
    by_code = await exchange.submitted("名称写法不同", project={"projectCode": "2111-522323-04-01-342069"})
    assert (by_code["projectId"], by_code["projectRegistered"]) == (other["id"], False)


async def test_the_same_content_again_has_the_same_receipt_however_it_is_written(exchange: World):
    paper = exchange.paper("重发项目")
    first = await exchange.submit(paper)
    again = await exchange.submit(paper)
    turned = dict(reversed(paper.items())) | {"annualInvestment": 80000.0}
    otherwise = await exchange.submit(turned)
    assert [a.status_code for a in (first, again, otherwise)] == [201, 200, 200]
    assert first.json() == again.json() == otherwise.json()
    rows = select(func.count()).select_from(tables.Application)
    made = await exchange.reserve.api.rows(rows.where(tables.Application.project_name == "重发项目"))
    assert made[0][0] == 1


async def test_the_same_content_is_known_after_its_key_is_forgotten(exchange: World):
    from sqlalchemy import delete

    from services.chassis.database import ALL_DIVISIONS
    from services.chassis.tables import idempotency

    paper = exchange.paper("久后重发")
    first = await exchange.submit(paper)
    async with exchange.reserve.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(delete(idempotency))
        await session.commit()
    again = await exchange.submit(paper)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_another_content_under_the_same_number_is_a_conflict(exchange: World):
    paper = exchange.paper("换内容项目")
    assert (await exchange.submit(paper)).status_code == 201
    assert refused(await exchange.submit(paper | {"annualInvestment": "80001"}), 409) == {"NUMBER_REUSED"}
    status = await exchange.status(paper["number"])
    assert (status["status"], status["version"]) == ("SUBMITTED", 2)


async def test_the_same_application_sent_several_times_at_once_is_there_once(exchange: World):
    paper = exchange.paper("同时发送")
    answers = await asyncio.gather(*(exchange.submit(paper) for _ in range(4)))
    assert {a.status_code for a in answers} <= {200, 201}, [a.text for a in answers]
    assert len({a.text for a in answers}) == 1


async def test_two_contents_under_one_number_at_once_are_one_of_them(exchange: World):
    paper = exchange.paper("同号不同内容")
    answers = await asyncio.gather(*(exchange.submit(paper | {"annualInvestment": str(n)}) for n in (100, 200)))
    assert sorted(a.status_code for a in answers) == [201, 409], [a.text for a in answers]


async def test_all_that_a_project_lacks_is_told_at_once_and_nothing_stays(exchange: World):
    paper = exchange.paper("不合格项目", project={"totalInvestment": 0, "secret": True, "industryCode": "ZZ"})
    codes = refused(await exchange.submit(paper), 422)
    assert {"SECRET_PROJECT", "TOTAL_INVESTMENT_MISSING"} <= codes
    number = await exchange.reserve.api.rows(
        select(func.count()).select_from(tables.Project).where(tables.Project.name == "不合格项目")
    )
    assert number[0][0] == 0
    assert refused(await exchange.send("GET", f"/applications/{paper['number']}"), 404) == {"NUMBER_UNKNOWN"}
    good = await exchange.submit(paper | {"project": exchange.paper("不合格项目")["project"]})
    assert good.status_code == 201, "a number that was refused can be used again"


async def test_a_secret_project_is_refused_though_it_is_known(exchange: World):
    await exchange.reserve.project(name="后来涉密")
    assert "SECRET_PROJECT" in refused(await exchange.submit(exchange.paper("后来涉密", project={"secret": True})), 422)


async def test_what_the_guide_asks_for_is_told_with_its_clause_and_registers_nothing(exchange: World):
    paper = exchange.paper("年度投资过大", annualInvestment="190000", statement="")
    answer = await exchange.submit(paper)
    assert refused(answer, 422) == {"ANNUAL_EXCEEDS_TOTAL", "STATEMENT_MISSING"}
    assert {e["article"] for e in answer.json()["errors"]} == {"第三条（二）"}
    found = select(func.count()).select_from(tables.Project).where(tables.Project.name == "年度投资过大")
    assert (await exchange.reserve.api.rows(found))[0][0] == 0


async def test_units_that_are_not_in_the_directory_are_named(exchange: World):
    paper = exchange.paper("单位不详", project={"town": "没有的镇", "industryAuthority": "没有的局"})
    answer = await exchange.submit(paper)
    assert refused(answer, 422) == {"TOWN_UNKNOWN", "INDUSTRY_AUTHORITY_UNKNOWN"}
    assert [e["field"] for e in answer.json()["errors"]] == ["project.town", "project.industryAuthority"]
    nobody = exchange.paper("业主不详", owner={"creditCode": "91430211MA00000990"})
    assert refused(await exchange.submit(nobody), 422) == {"OWNER_UNKNOWN"}


async def test_a_year_without_a_guide_takes_no_application(exchange: World):
    assert refused(await exchange.submit(exchange.paper("无指南", year=2026)), 422) == {"GUIDE_NOT_PUBLISHED"}


async def returned(exchange: World, name: str, **changes) -> dict:
    receipt = await exchange.submitted(name, **changes)
    await exchange.season.done(
        "returnApplication", APPLICATION, INVESTMENT, **as_seen(receipt), correction="请补充资金投向"
    )
    return receipt


async def test_a_returned_application_is_corrected_and_resubmitted_in_one(exchange: World):
    receipt = await returned(exchange, "退回项目")
    number = receipt["number"]
    status = await exchange.status(number)
    assert (status["status"], status["correction"], status["version"]) == ("RETURNED", "请补充资金投向", 3)
    paper = {"version": 3, "annualInvestment": "70000", "project": {"fundUse": "厂房", "town": "某某街道办事处"}}
    answer = await exchange.send("POST", f"/applications/{number}/resubmission", paper)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["action"], answer.json()["status"], answer.json()["version"]) == ("RESUBMIT", "SUBMITTED", 5)
    again = await exchange.send("POST", f"/applications/{number}/resubmission", paper)
    assert again.json() == answer.json()
    seen = await exchange.season.seen(
        {"id": receipt["applicationId"]},
        "annualInvestment project { fundUse version history { edges { node { action reason } } } }",
    )
    assert (seen["annualInvestment"], seen["project"]["fundUse"]) == ("70000", "厂房")
    assert seen["project"]["history"]["edges"][0]["node"] == {"action": "changeProject", "reason": "省政务服务平台补正"}
    assert [r["action"] for r in (await exchange.status(number))["receipts"]] == ["SUBMIT", "RESUBMIT"]


async def test_a_resubmission_that_corrects_nothing_is_a_resubmission(exchange: World):
    receipt = await returned(exchange, "原样重报")
    paper = {"version": 3, "kind": "NEW_START", "project": {"name": " 原样重报 "}}
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", paper)
    assert (answer.status_code, answer.json()["version"]) == (200, 4), answer.text


async def test_a_resubmission_on_an_older_version_changes_nothing(exchange: World):
    receipt = await returned(exchange, "旧版重报")
    paper = {"version": 2, "project": {"fundUse": "厂房"}}
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", paper)
    assert refused(answer, 409) == {"VERSION_CONFLICT"}
    status = await exchange.status(receipt["number"])
    assert (status["status"], status["version"]) == ("RETURNED", 3)


async def test_a_resubmission_whose_correction_is_refused_changes_nothing(exchange: World):
    receipt = await returned(exchange, "错误补正")
    paper = {"version": 3, "annualInvestment": "70000", "project": {"fundSources": [{"source": "自筹", "amount": 1}]}}
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", paper)
    assert refused(answer, 422) == {"FUNDS_DO_NOT_BALANCE"}
    assert answer.json()["field"] == "project.fundSources"
    assert (await exchange.status(receipt["number"]))["version"] == 3


async def test_what_was_not_returned_is_not_resubmitted(exchange: World):
    receipt = await exchange.submitted("未退回")
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", {"version": 2})
    assert refused(answer, 422) == {"APPLICATION_STATUS_WRONG"}


async def test_an_application_is_withdrawn_once_and_its_project_is_free_for_another(exchange: World):
    receipt = await exchange.submitted("撤回项目")
    path = f"/applications/{receipt['number']}/withdrawal"
    first = await exchange.send("POST", path, {"reason": "资金未落实"})
    again = await exchange.send("POST", path, {"reason": "资金未落实"})
    assert (first.status_code, first.json()["status"]) == (200, "WITHDRAWN"), first.text
    assert first.json() == again.json()
    assert refused(await exchange.send("POST", path, {"reason": "另一理由"}), 422) == {"APPLICATION_STATUS_WRONG"}
    assert (await exchange.submitted("撤回项目"))["projectRegistered"] is False
    assert (await exchange.status(receipt["number"]))["withdrawnReason"] == "资金未落实"


async def test_a_second_application_for_a_project_and_year_is_a_conflict(exchange: World):
    await exchange.submitted("两次申报")
    assert refused(await exchange.submit(exchange.paper("两次申报")), 409) == {"APPLICATION_EXISTS"}


async def test_a_number_that_is_not_there_is_told(exchange: World):
    for method, path, paper in (
        ("GET", "/applications/nothing", None),
        ("POST", "/applications/nothing/withdrawal", {"reason": "无"}),
        ("POST", "/applications/nothing/resubmission", {"version": 1}),
    ):
        assert refused(await exchange.send(method, path, paper), 404) == {"NUMBER_UNKNOWN"}


async def test_a_client_sees_nothing_of_another_client_or_division(exchange: World):
    from infra.simulators.provincial import Province, keys_of
    from tests.reserve.exchange.world import SM3, client

    paper = exchange.paper("他方不可见")
    assert (await exchange.submit(paper)).status_code == 201
    others = [client("other-platform", SM3), client("next-district", SM3, division="430203")]
    exchange.write(*others)
    for other in others:
        stranger = Province(other["id"], keys_of(exchange.file, other["id"]))
        asked = await exchange.send("GET", f"/applications/{paper['number']}", as_=stranger)
        assert refused(asked, 404) == {"NUMBER_UNKNOWN"}
    elsewhere = await exchange.submit(paper, as_=stranger)
    assert refused(elsewhere, 422) == {"OWNER_UNKNOWN"}, "the owner is in another division's directory"


async def test_an_official_finds_an_application_by_the_provinces_number(exchange: World):
    receipt = await exchange.submitted("按号查找")
    query = """query($n: String!) { provincialFilings(filter: {number: $n}) { totalCount edges { node {
        number client projectRegistered application { id status } receipts { edges { node { id action } } } } } } }"""
    found = await exchange.reserve.api(query, {"n": receipt["number"]}, as_=INVESTMENT)
    (edge,) = found["provincialFilings"]["edges"]
    assert edge["node"]["application"]["id"] == receipt["applicationId"]
    assert edge["node"]["receipts"]["edges"][0]["node"] == {"id": receipt["receiptId"], "action": "SUBMIT"}
    owner = await exchange.reserve.api(query, {"n": receipt["number"]}, as_=exchange.reserve.owner)
    assert owner["provincialFilings"]["totalCount"] == 1
    stranger = person(*exchange.reserve.owner.roles, unit=new_id())
    assert (await exchange.reserve.api(query, {"n": receipt["number"]}, as_=stranger))["provincialFilings"][
        "totalCount"
    ] == 0


async def test_what_changed_of_a_project_meanwhile_shows_as_missing(exchange: World):
    receipt = await returned(exchange, "退回后缺项")
    project = await exchange.reserve.api(
        "query($id: UUID!) { project(id: $id) { id version } }", {"id": receipt["projectId"]}, as_=INVESTMENT
    )
    smaller = {"totalInvestment": "100", "fundSources": [], "reason": "核减"}
    await exchange.reserve.done("changeProject", PROJECT, INVESTMENT, **at(project["project"]), **smaller)
    status = await exchange.status(receipt["number"])
    assert [m["code"] for m in status["missing"]] == ["ANNUAL_EXCEEDS_TOTAL"]
    answer = await exchange.send("POST", f"/applications/{receipt['number']}/resubmission", {"version": 3})
    assert refused(answer, 422) == {"ANNUAL_EXCEEDS_TOTAL"}


async def test_the_description_is_open_and_is_what_is_committed(exchange: World):
    from pathlib import Path

    answer = await exchange.reserve.api.http.get("/provincial/v1/openapi.json")
    assert answer.status_code == 200
    committed = Path(__file__).parents[3] / "docs" / "integration" / "provincial.openapi.json"
    assert json.loads(committed.read_text(encoding="utf-8")) == answer.json()
    assert set(answer.json()["paths"]) == {
        "/provincial/v1/applications",
        "/provincial/v1/applications/{number}",
        "/provincial/v1/applications/{number}/resubmission",
        "/provincial/v1/applications/{number}/withdrawal",
    }


async def test_a_withdrawal_takes_the_application_as_it_is_when_its_turn_comes(exchange: World):
    receipt = await exchange.submitted("撤回时正在办理")
    api, table = exchange.reserve.api, tables.Application
    async with api.database.session(ALL_DIVISIONS) as session:
        its = select(table).where(table.id == UUID(receipt["applicationId"])).with_for_update()
        row = (await session.scalars(its)).one()
        path = f"/applications/{receipt['number']}/withdrawal"
        sent = asyncio.create_task(exchange.send("POST", path, {"reason": "资金未落实"}))
        waiting = text("select 1 from pg_locks where not granted and locktype = 'transactionid'")
        await eventually(lambda: api.rows(waiting))
        row.version += 1
        await session.commit()
    answer = await sent
    assert (answer.status_code, answer.json().get("status")) == (200, "WITHDRAWN"), answer.text


async def test_an_owner_that_was_entered_three_times_is_the_unit_that_was_kept_in_the_end(exchange: World):
    reserve, both = exchange.reserve, "organization { id version } duplicate { id }"
    first, second, last = [await enter(reserve, f"三次登记{n}公司") for n in "甲乙丙"]
    done = await reserve.do("mergeOrganizations", both, INVESTMENT, **pair(second, first))
    done = await reserve.do("mergeOrganizations", both, INVESTMENT, **pair(last, second | done["organization"]))
    assert done["userErrors"] == []
    receipt = await exchange.submitted("三次登记单位的项目", owner={"creditCode": first["creditCode"]})
    seen = await exchange.season.seen({"id": receipt["applicationId"]}, "project { owner { id } }")
    assert seen["project"]["owner"]["id"] == last["id"]
