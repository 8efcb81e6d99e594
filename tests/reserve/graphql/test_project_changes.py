"""第四条：a project changes for a reason, and every change is remembered."""

from __future__ import annotations

from tests.reserve.life import FIVE, INVESTMENT, PROJECT, at, codes


async def test_a_change_touches_what_is_given_and_is_remembered_with_who_when_what_and_why(reserve):
    project = await reserve.project(name="变更项目")
    changed = await reserve.done(
        "changeProject",
        PROJECT,
        reserve.owner,
        **at(project),
        reason="增加二期",
        scale="用地150亩",
        latitude=None,
        longitude=None,
    )
    assert changed["version"] == 2
    query = """query($id: UUID!) { project(id: $id) { scale content latitude history(first: 1) { totalCount
        edges { node { action actorName roles reason version at changes { field before after } } } } } }"""
    shown = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]
    assert (shown["scale"], shown["latitude"]) == ("用地150亩", None)
    assert shown["content"] == "一期建筑面积67906.4平方米，二期28704平方米"
    assert shown["history"]["totalCount"] == 2
    entry = shown["history"]["edges"][0]["node"]
    assert (entry["action"], entry["actorName"], entry["roles"], entry["reason"]) == (
        "changeProject",
        "测试员",
        ["OWNER"],
        "增加二期",
    )
    assert entry["at"].startswith("2026-11-24") and entry["at"].endswith("+08:00")  # noqa: PT018
    assert {"field": "scale", "before": "一期用地约130亩", "after": "用地150亩"} in entry["changes"]
    assert {c["field"] for c in entry["changes"]} == {"scale", "latitude", "longitude", "coordinate_system"}


async def test_a_change_that_changes_nothing_or_has_no_reason_is_refused(reserve):
    project = await reserve.project(name="未变更项目")
    refused = await reserve.refused(
        "changeProject", PROJECT, reserve.owner, **at(project), reason="", scale="一期用地约130亩"
    )
    assert codes(refused) == ["REASON_MISSING", "NOTHING_CHANGED"]


async def test_a_change_of_the_total_alone_leaves_the_funds_out_of_balance(reserve):
    project = await reserve.project(name="资金变更项目")
    refused = await reserve.refused(
        "changeProject", PROJECT, reserve.owner, **at(project), reason="调概", totalInvestment="190000"
    )
    assert codes(refused) == ["FUNDS_DO_NOT_BALANCE"]
    funds = [{"source": "企业自筹", "amount": "90000"}, {"source": "银行贷款", "amount": "100000"}]
    changed = await reserve.done(
        "changeProject",
        PROJECT,
        reserve.owner,
        **at(project),
        reason="调概",
        totalInvestment="190000",
        fundSources=funds,
    )
    assert float(changed["totalInvestment"]) == 190000


async def test_a_version_that_is_no_longer_current_is_refused(reserve):
    project = await reserve.project(name="版本项目")
    await reserve.prove(project, *FIVE)
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    assert codes(refused) == ["VERSION_CONFLICT"]
    assert refused[0]["field"] == "expectedVersion"
