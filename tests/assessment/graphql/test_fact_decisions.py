"""第十八条：shared responsibility and exemptions: judged, kept with their history, told, seen by whom they concern, counted."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.harness.people import Person

DAY = date(2026, 11, 20)
DECISION = (
    "decision { id version kind standing service recordId since until reason approver document revokedOn "
    "revocationReason revocationApprover project { id } units { share unit { id } } replacedBy { id } }"
)
GROUNDS = {"reason": "连续暴雨，现场停工", "approver": "分管负责人甲", "document": "示例应急〔2026〕3号"}
LIST = "query($filter: FactDecisionFilter) { factDecisions(filter: $filter, first: 50) { totalCount edges { node { id kind } } } }"
FACTS = "query($filter: FactFilter) { facts(filter: $filter, first: 50) { edges { node { id kind decisions { id kind } } } } }"


async def do(district: District, name: str, on: date = DAY, as_: Person | None = None, **its: Any) -> dict[str, Any]:
    type_ = f"{name[0].upper()}{name[1:]}Input"
    return await district.api.do(name, type_, DECISION, as_ or district.authority, on, **its)


async def share(district: District, record: UUID, shares: dict[UUID, str], **its: Any) -> dict[str, Any]:
    parts = [{"unitId": str(unit), "share": part} for unit, part in shares.items()]
    return await do(district, "shareResponsibility", recordId=str(record), shares=parts, **(GROUNDS | its))


async def exempt(district: District, record: UUID, **its: Any) -> dict[str, Any]:
    return await do(district, "exemptRecord", recordId=str(record), **(GROUNDS | its))


async def late_node(district: District, unit: UUID) -> UUID:
    node = new_id()
    await district.completed(unit, date(2026, 11, 2), late=2, node=node)
    return node


async def listed(district: District, as_: Person | None = None, **its: Any) -> list[str]:
    found = await district.api(LIST, {"filter": its}, as_=as_ or district.authority)
    return [e["node"]["id"] for e in found["factDecisions"]["edges"]]


async def facts(district: District, as_: Person | None = None, **its: Any) -> list[str]:
    found = await district.api(FACTS, {"filter": its}, as_=as_ or district.authority)
    return [e["node"]["id"] for e in found["facts"]["edges"]]


async def test_a_record_is_shared_and_shared_anew_and_both_decisions_stay_on_record(district: District):
    one, two = await district.unit(), await district.unit()
    node = await late_node(district, one)
    first = (await share(district, node, {one: "0.6", two: "0.4"}))["decision"]
    assert (first["kind"], first["standing"], first["service"]) == ("SHARE", True, "schedule")
    assert [(u["unit"]["id"], u["share"]) for u in first["units"]] == [(str(one), "0.6"), (str(two), "0.4")]
    assert first["project"]["id"] == str(district.project)
    second = (await share(district, node, {two: "1"}))["decision"]
    found = await district.api(
        "query { factDecisions { edges { node { id standing version replacedBy { id } facts { totalCount } } } } }",
        as_=district.authority,
    )
    assert [e["node"] for e in found["factDecisions"]["edges"]] == [
        {"id": second["id"], "standing": True, "version": 1, "replacedBy": None, "facts": {"totalCount": 4}},
        {
            "id": first["id"],
            "standing": False,
            "version": 2,
            "replacedBy": {"id": second["id"]},
            "facts": {"totalCount": 4},
        },
    ]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (["0.6", "0.3999"], ["SHARES_NOT_WHOLE"]),
        (["0.6", "0.4001"], ["SHARES_NOT_WHOLE"]),
        (["0.60001", "0.39999"], ["SHARE_OUT_OF_RANGE"] * 2),
        (["1", "0"], ["SHARE_OUT_OF_RANGE"]),
        (["1.5", "-0.5"], ["SHARE_OUT_OF_RANGE"] * 2),
        ([], ["SHARES_COUNT"]),
        (["0.05"] * 21, ["SHARES_COUNT"]),
    ],
)
async def test_shares_are_of_the_whole_and_no_finer_than_told(
    district: District, shares: list[str], expected: list[str]
):
    units = [await district.unit() for _ in shares]
    node = await late_node(district, new_id())
    refused = await share(district, node, dict(zip(units, shares, strict=True)))
    assert (codes(refused), refused["decision"]) == (expected, None)
    assert await listed(district) == []


async def test_all_that_is_wrong_is_said_at_once(district: District):
    unit = await district.unit()
    parts = [{"unitId": str(unit), "share": "0.5"}, {"unitId": str(unit), "share": "0.5"}]
    refused = await do(
        district,
        "shareResponsibility",
        recordId=str(new_id()),
        shares=[*parts, {"unitId": str(new_id()), "share": "0.1"}],
        reason=" ",
        approver=district.authority.name,
        document="",
    )
    assert codes(refused) == [
        "RECORD_UNKNOWN",
        "UNIT_REPEATED",
        "UNIT_UNKNOWN",
        "SHARES_NOT_WHOLE",
        "TEXT_MISSING",
        "APPROVER_IS_RECORDER",
        "TEXT_MISSING",
    ]


async def test_a_shared_lateness_counts_by_share_and_an_exempted_one_for_nobody(district: District):
    one, two = await district.unit(), await district.unit()
    await district.adopt()
    for unit in (one, two):
        await district.completed(unit, date(2026, 11, 3))
    node = await late_node(district, one)
    assert codes(await share(district, node, {one: "0.25", two: "0.75"})) == []
    assert codes(await district.compute()) == []
    scores = {r["unit"]["id"]: r["score"] for r in await district.results()}
    assert scores == {str(one): "80", str(two): "57.14"}  # 1 ÷ 1.25 and 1 ÷ 1.75
    assert codes(await exempt(district, node)) == []
    assert codes(await district.compute(expectedVersion=1)) == []
    assert {r["score"] for r in await district.results()} == {"100"}


async def test_an_exemption_is_revoked_once_and_may_be_decided_anew(district: District):
    unit = await district.unit()
    node = await late_node(district, unit)
    made = (await exempt(district, node))["decision"]
    assert (made["kind"], made["since"], made["until"]) == ("EXEMPTION", "2026-11-20", None)
    assert [u["unit"]["id"] for u in made["units"]] == [str(unit)]
    assert codes(await exempt(district, node)) == ["ALREADY_EXEMPTED"]
    revoke = {
        "decisionId": made["id"],
        "expectedVersion": 1,
        "reason": "核实后不属不可抗力",
        "approver": "分管负责人乙",
    }
    own = await do(district, "revokeExemption", **(revoke | {"approver": district.authority.name, "reason": ""}))
    assert codes(own) == ["TEXT_MISSING", "APPROVER_IS_RECORDER"]
    gone = await do(district, "revokeExemption", on=date(2026, 11, 25), **revoke)
    assert gone["userErrors"] == []
    assert (gone["decision"]["standing"], gone["decision"]["revokedOn"]) == (False, "2026-11-25")
    assert gone["decision"]["revocationApprover"] == "分管负责人乙"
    assert codes(await do(district, "revokeExemption", **revoke)) == ["VERSION_CONFLICT", "ALREADY_REVOKED"]
    assert codes(await exempt(district, node)) == []
    assert await listed(district, standing=False) == [made["id"]]


async def test_shares_are_not_revoked_and_an_unknown_decision_neither(district: District):
    unit = await district.unit()
    made = (await share(district, await late_node(district, unit), {unit: "1"}))["decision"]
    revoke = {"expectedVersion": 1, "reason": "有误", "approver": "分管负责人乙"}
    assert codes(await do(district, "revokeExemption", decisionId=made["id"], **revoke)) == ["NOT_AN_EXEMPTION"]
    assert codes(await do(district, "revokeExemption", decisionId=str(new_id()), **revoke)) == ["DECISION_UNKNOWN"]
    assert await listed(district, standing=True) == [made["id"]]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-11-20", None, []),
        ("2026-11-21", None, ["DAY_OUT_OF_RANGE"]),
        ("2026-01-01", None, []),
        ("2025-12-31", None, ["DAY_OUT_OF_RANGE"]),
        ("2026-11-02", "2026-11-02", ["UNTIL_OF_PROJECT_ONLY"]),
    ],
)
async def test_days_of_an_exempted_record(district: District, since: str, until: str | None, expected: list[str]):
    node = await late_node(district, await district.unit())
    assert codes(await exempt(district, node, since=since, until=until)) == expected


@pytest.mark.parametrize(("until", "expected"), [("2026-11-02", []), ("2026-11-01", ["SPAN_REVERSED"])])
async def test_days_of_an_exempted_project(district: District, until: str, expected: list[str]):
    unit = await district.unit()
    await late_node(district, unit)
    done = await exempt(district, district.project, since="2026-11-02", until=until)
    assert codes(done) == expected


async def test_only_the_investment_authority_decides(district: District):
    node = await late_node(district, await district.unit())
    for name, its in (
        ("shareResponsibility", {"recordId": str(node), "shares": [], **GROUNDS}),
        ("exemptRecord", {"recordId": str(node), **GROUNDS}),
        (
            "revokeExemption",
            {"decisionId": str(new_id()), "expectedVersion": 1, "reason": "有误", "approver": "甲"},
        ),
    ):
        for role in (Role.INSPECTOR, Role.LEADER, Role.OWNER):
            answer = await district.api.raw(
                f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}",
                {"input": {"idempotencyKey": str(new_id()), **its}},
                as_=district.someone(role, unit=new_id()),
            )
            assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_another_division_knows_nothing_of_it(district: District):
    node = await late_node(district, await district.unit())
    made = (await exempt(district, node))["decision"]
    other = District(district.api)
    assert codes(await exempt(other, node)) == ["RECORD_UNKNOWN"]
    revoke = {"decisionId": made["id"], "expectedVersion": 1, "reason": "有误", "approver": "分管负责人乙"}
    assert codes(await do(other, "revokeExemption", **revoke)) == ["DECISION_UNKNOWN"]
    assert await listed(other) == []


async def test_decisions_and_their_facts_are_seen_by_overseers_by_whom_they_name_and_by_the_projects_owner(
    district: District,
):
    one, two, owner, stranger = [await district.unit() for _ in range(4)]
    await district.own_project(owner)
    node = await late_node(district, one)
    made = (await share(district, node, {one: "0.5", two: "0.5"}))["decision"]
    for role in (Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE):
        assert await listed(district, district.someone(role)) == [made["id"]]
    for unit in (one, two, owner):
        person = district.someone(Role.PLANNING_PARTY, unit=unit)
        assert await listed(district, person) == [made["id"]]
        assert len(await facts(district, person, kind="NODE_COMPLETED")) == 1, "who shares a record sees what is shared"
        assert len(await facts(district, person, recordId=str(node), kind="NODE_COMPLETED")) == 1
    assert await listed(district, district.someone(Role.PLANNING_PARTY, unit=stranger)) == []
    assert await facts(district, district.someone(Role.PLANNING_PARTY, unit=stranger)) == []


async def test_decisions_are_found_by_what_they_are_about(district: District):
    one, two = await district.unit(), await district.unit()
    first, second = await late_node(district, one), await late_node(district, two)
    shared = (await share(district, first, {one: "1"}))["decision"]["id"]
    exempted = (await exempt(district, second))["decision"]["id"]
    assert await listed(district) == [exempted, shared]
    assert await listed(district, kind="SHARE") == [shared]
    assert await listed(district, unitId=str(two)) == [exempted]
    assert await listed(district, recordId=str(first)) == [shared]
    assert await listed(district, projectId=str(district.project)) == [exempted, shared]
    assert await listed(district, projectId=str(new_id())) == []


async def test_facts_are_found_by_whether_they_are_shared_or_exempted(district: District):
    one = await district.unit()
    plain, shared, exempted = [await late_node(district, one) for _ in range(3)]
    await share(district, shared, {one: "1"})
    await exempt(district, exempted)
    ids = {
        str(n): (await facts(district, recordId=str(n), kind="NODE_COMPLETED"))[0] for n in (plain, shared, exempted)
    }
    kind = {"kind": "NODE_COMPLETED"}
    assert await facts(district, shared=True, **kind) == [ids[str(shared)]]
    assert await facts(district, exempt=True, **kind) == [ids[str(exempted)]]
    assert set(await facts(district, shared=False, **kind)) == {ids[str(plain)], ids[str(exempted)]}
    assert await facts(district, exempt=False, shared=False, **kind) == [ids[str(plain)]]
    found = await district.api(FACTS, {"filter": {"recordId": str(exempted)} | kind}, as_=district.authority)
    assert [d["kind"] for d in found["facts"]["edges"][0]["node"]["decisions"]] == ["EXEMPTION"]


async def test_each_unit_is_told_of_what_is_decided(district: District):
    one, two = await district.unit(), await district.unit()
    node = await late_node(district, one)
    await share(district, node, {one: "0.5", two: "0.5"})
    made = (await exempt(district, node))["decision"]
    revoke = {"decisionId": made["id"], "expectedVersion": 1, "reason": "不属不可抗力", "approver": "分管负责人乙"}
    await do(district, "revokeExemption", **revoke)
    assert {e["unitId"] for e in await district.told("responsibility.shared")} == {str(one), str(two)}
    assert [e["unitId"] for e in await district.told("record.exempted")] == [str(one)]
    assert [e["reason"] for e in await district.told("exemption.revoked")] == ["不属不可抗力"]
    query = "query { assessmentNotices(first: 10) { edges { node { kind text } } } }"
    found = await district.api(query, as_=district.someone(Role.PLANNING_PARTY, unit=one))
    assert [(e["node"]["kind"], e["node"]["text"]) for e in found["assessmentNotices"]["edges"]] == [
        ("exemption.revoked", "免予考核的决定已撤销，恢复考核：不属不可抗力"),
        ("record.exempted", "与本单位有关的事项免予考核：连续暴雨，现场停工"),
        ("responsibility.shared", "考核责任按比例分担，本单位0.5：连续暴雨，现场停工"),
    ]


async def test_of_two_who_exempt_a_record_at_once_one_is_refused(district: District):
    node = await late_node(district, await district.unit())
    both = await asyncio.gather(exempt(district, node), exempt(district, node))
    assert sorted(codes(done) for done in both) == [[], ["ALREADY_EXEMPTED"]]


async def test_the_same_command_twice_is_done_once(district: District):
    node = await late_node(district, await district.unit())
    key = str(new_id())
    first = await exempt(district, node, idempotencyKey=key)
    second = await exempt(district, node, idempotencyKey=key)
    assert first["decision"]["id"] == second["decision"]["id"]
    assert len(await district.told("record.exempted")) == 1
