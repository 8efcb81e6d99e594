"""A scheme's life: drafted, revised, copied, approved, superseded, withdrawn, frozen; each step on record."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.assessment.district import GUARANTEE, NODES, District, codes
from tests.assessment.schemes import SCHEME, Schemes, content

STEPS = "history { revision action reason by changes { path label before after } }"


@pytest.fixture
def schemes(district: District) -> Schemes:
    return Schemes(district)


async def listed(schemes: Schemes, as_: Any = None, **filter: Any) -> list[tuple[int, int, str]]:
    query = "query($f: SchemeFilter) { schemes(filter: $f) { edges { node { year version status } } } }"
    found = await schemes.district.api(query, {"f": filter}, as_=as_ or schemes.district.authority)
    return [tuple(e["node"].values()) for e in found["schemes"]["edges"]]


async def test_a_draft_is_the_authoritys_until_it_is_approved(district: District, schemes: Schemes):
    drafted = await schemes.draft(note="征求意见稿")
    assert (drafted["version"], drafted["revision"], drafted["status"]) == (1, 1, "DRAFT")
    owner = district.someone(Role.OWNER)
    assert await schemes.read(drafted["id"], "id", as_=owner) is None
    assert await listed(schemes, as_=owner) == []
    approved = await schemes.approve(drafted)
    assert codes(approved) == []
    assert (approved["scheme"]["status"], approved["scheme"]["revision"]) == ("APPROVED", 2)
    read = await schemes.read(drafted["id"], f"approver document approvedBy approvedAt frozen {STEPS}", as_=owner)
    assert read is not None
    assert (read["approver"], read["document"], read["approvedBy"]) == (
        "分管负责人甲",
        "示例考核办〔2026〕1号",
        "测试员",
    )
    assert [s["action"] for s in read["history"]] == ["APPROVE"]
    whole = await schemes.read(drafted["id"], STEPS)
    assert whole is not None
    assert [(s["action"], s["reason"]) for s in whole["history"]] == [("DRAFT", "征求意见稿"), ("APPROVE", None)]


async def test_only_an_approved_scheme_computes(district: District, schemes: Schemes):
    await district.towns(0, 1)
    drafted = await schemes.draft()
    assert "SCHEME_MISSING" in codes(await district.compute())
    await schemes.approve(drafted)
    assert codes(await district.compute()) == []


async def test_a_revision_keeps_what_the_draft_said_before(schemes: Schemes):
    drafted = await schemes.draft()
    changed = content(indicators=[NODES | {"weight": "55"}, GUARANTEE | {"weight": "45"}])
    revised = await schemes.revise(drafted, note="调整权重", **changed)
    assert codes(revised) == []
    assert revised["scheme"]["revision"] == 2
    read = await schemes.read(drafted["id"], f"groups {{ indicators {{ weight }} }} {STEPS}")
    assert read is not None
    assert [i["weight"] for i in read["groups"][0]["indicators"]] == ["55", "45"]
    step = read["history"][1]
    assert (step["revision"], step["action"], step["reason"]) == (2, "REVISE", "调整权重")
    assert step["changes"][0] == {
        "path": "groups.TOWN.indicators.NODES.weight",
        "label": "镇（街道）季度 NODES 权重",
        "before": "60",
        "after": "55",
    }
    assert len(step["changes"]) == 10


async def test_a_revision_names_all_that_is_wrong_and_changes_nothing(schemes: Schemes):
    drafted = await schemes.draft()
    refused = await schemes.revise(drafted, **content(2027, places=9) | {"expectedVersion": 3})
    assert codes(refused) == ["VERSION_CONFLICT", "SCHEME_YEAR_FIXED", "PLACES_OUT_OF_RANGE"]
    read = await schemes.read(drafted["id"], "revision places history { action }")
    assert read == {"revision": 1, "places": 2, "history": [{"action": "DRAFT"}]}


async def test_what_was_approved_is_changed_only_by_the_next_version(schemes: Schemes):
    first = (await schemes.approve(await schemes.draft()))["scheme"]
    assert codes(await schemes.revise(first)) == ["SCHEME_NOT_DRAFT"]
    assert codes(await schemes.approve(first)) == ["SCHEME_NOT_DRAFT"]
    second = await schemes.draft(title="修订后的细则")
    assert second["version"] == 2
    assert codes(await schemes.approve(second)) == []
    assert await listed(schemes) == [(2026, 2, "APPROVED"), (2026, 1, "SUPERSEDED")]
    assert await listed(schemes, inForce=True) == [(2026, 2, "APPROVED")]
    assert await listed(schemes, inForce=False) == [(2026, 1, "SUPERSEDED")]
    assert await listed(schemes, status="SUPERSEDED") == [(2026, 1, "SUPERSEDED")]
    told = await schemes.district.told("scheme.approved")
    assert [(t["version"], t["supersededId"]) for t in told] == [(1, None), (2, first["id"])]
    assert codes(await schemes.withdraw(first, expectedVersion=3)) == ["SCHEME_ENDED"]


async def test_the_approver_is_somebody_else_and_there_is_a_document(schemes: Schemes):
    drafted = await schemes.draft()
    refused = await schemes.approve(drafted, approver=" 测试员", document=" ")
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [
        ("TEXT_MISSING", "document"),
        ("APPROVER_IS_RECORDER", "approver"),
    ]


async def test_last_years_scheme_becomes_this_years_draft(district: District, schemes: Schemes):
    first = (await schemes.approve(await schemes.draft()))["scheme"]
    asked = {"schemeId": first["id"], "year": 2027, "title": "2027年重点项目考核细则"}
    copied = await schemes.do("copyScheme", SCHEME, date(2026, 12, 20), **asked)
    assert codes(copied) == []
    assert copied["scheme"] | {"id": "x"} == {
        "id": "x",
        "year": 2027,
        "version": 1,
        "revision": 1,
        "status": "DRAFT",
        "title": "2027年重点项目考核细则",
    }
    read = await schemes.read(copied["scheme"]["id"], f"copiedFrom {{ id }} {STEPS}")
    assert read is not None
    assert read["copiedFrom"] == {"id": first["id"]}
    assert [s["action"] for s in read["history"]] == ["COPY"]
    query = "query($a: UUID!, $b: UUID!) { schemeChanges(from: $a, to: $b) { path before after } }"
    both = {"a": first["id"], "b": copied["scheme"]["id"]}
    found = (await district.api(query, both, as_=district.authority))["schemeChanges"]
    assert [c["path"] for c in found] == ["year", "title"]
    assert (await district.api(query, both, as_=district.someone(Role.OWNER)))["schemeChanges"] is None


async def test_a_copy_is_judged_by_the_rules_of_its_year(schemes: Schemes):
    drafted = await schemes.draft()
    far = await schemes.do("copyScheme", SCHEME, schemeId=drafted["id"], year=2030, title="")
    assert codes(far) == ["SCHEME_YEAR_OUT_OF_RANGE", "TEXT_MISSING"]
    none = await schemes.do("copyScheme", SCHEME, schemeId=str(new_id()), year=2026, title="x")
    assert codes(none) == ["SCHEME_UNKNOWN"]


async def test_a_withdrawn_draft_stays_on_record_for_the_authority(district: District, schemes: Schemes):
    drafted = await schemes.draft()
    assert codes(await schemes.withdraw(drafted, reason=" ")) == ["REASON_MISSING"]
    assert codes(await schemes.withdraw(drafted)) == []
    read = await schemes.read(drafted["id"], "status endedReason endedAt")
    assert read is not None
    assert (read["status"], read["endedReason"]) == ("WITHDRAWN", "权重有误")
    assert await schemes.read(drafted["id"], "id", as_=district.someone(Role.OWNER)) is None
    assert await district.told("scheme.withdrawn") == []


async def test_a_year_whose_scheme_is_withdrawn_has_none_until_the_next(district: District, schemes: Schemes):
    await district.towns(0, 1)
    approved = (await schemes.approve(await schemes.draft()))["scheme"]
    assert codes(await district.compute()) == []
    assert codes(await schemes.withdraw(approved)) == []
    assert [t["reason"] for t in await district.told("scheme.withdrawn")] == ["权重有误"]
    assert codes(await district.announce()) == ["FACTS_CHANGED"]
    assert "SCHEME_MISSING" in codes(await district.compute(expectedVersion=1))
    assert await schemes.read(approved["id"], "status", as_=district.someone(Role.OWNER)) == {"status": "WITHDRAWN"}
    assert codes(await schemes.approve(await schemes.draft())) == []
    assert codes(await district.compute(expectedVersion=1)) == []


async def test_the_first_published_result_freezes_the_scheme(district: District, schemes: Schemes):
    await district.towns(0, 1)
    approved = (await schemes.approve(await schemes.draft()))["scheme"]
    other = await schemes.draft(title="另一稿")
    await district.published()
    read = await schemes.read(approved["id"], "status frozen revision history { action }")
    assert read is not None
    assert (read["status"], read["frozen"], read["revision"]) == ("FROZEN", True, 3)
    assert [s["action"] for s in read["history"]] == ["DRAFT", "APPROVE", "FREEZE"]
    assert [(t["version"], t["quarter"]) for t in await district.told("scheme.frozen")] == [(1, 4)]
    later = date(2027, 2, 1)
    assert codes(await schemes.approve(other, on=later)) == ["SCHEME_FROZEN"]
    assert codes(await schemes.revise(other, on=later)) == ["SCHEME_FROZEN"]
    assert codes(await schemes.do("draftScheme", SCHEME, later, **content())) == ["SCHEME_FROZEN"]
    assert codes(await schemes.withdraw(approved, on=later, expectedVersion=3)) == ["SCHEME_FROZEN"]
    assert codes(await schemes.withdraw(other, on=later)) == []


async def test_of_two_drafts_approved_at_once_one_is_in_force(district: District, schemes: Schemes):
    drafts = [await schemes.draft(title=f"第{n}稿") for n in range(3)]
    assert [d["version"] for d in drafts] == [1, 2, 3]
    done = await asyncio.gather(*(schemes.approve(d) for d in drafts))
    assert [codes(d) for d in done] == [[], [], []]
    assert len(await listed(schemes, inForce=True)) == 1
    assert len(await district.told("scheme.approved")) == 3


async def test_of_two_revisions_of_what_was_seen_one_is_lost(schemes: Schemes):
    drafted = await schemes.draft()
    done = await asyncio.gather(*(schemes.revise(drafted, title=f"第{n}稿") for n in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]


async def test_the_scheme_of_another_division_is_unknown(district: District, schemes: Schemes):
    drafted = await schemes.draft()
    other = Schemes(District(district.api))
    for done in (await other.revise(drafted), await other.approve(drafted), await other.withdraw(drafted)):
        assert codes(done) == ["SCHEME_UNKNOWN"]
    assert await other.read(drafted["id"], "id") is None


async def test_what_was_approved_never_changes_not_even_by_hand(district: District, schemes: Schemes):
    approved = (await schemes.approve(await schemes.draft()))["scheme"]
    for statement in (
        "update schemes set title = 'x' where id = :id",
        "update schemes set content = '{}' where id = :id",
        "update scheme_steps set reason = 'x' where scheme_id = :id",
        "delete from scheme_steps where scheme_id = :id",
    ):
        async with district.api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="never change"):
                await session.execute(text(statement), {"id": approved["id"]})


async def test_every_step_is_in_the_audit_trail(district: District, schemes: Schemes):
    drafted = await schemes.draft()
    revised = (await schemes.revise(drafted))["scheme"]
    approved = (await schemes.approve(revised))["scheme"]
    await schemes.withdraw(approved)
    rows = [r for r in await district.api.audit() if r.division == district.division]
    assert [r.action for r in rows] == ["draftScheme", "reviseScheme", "approveScheme", "withdrawScheme"]
    assert {r.subject for r in rows} == {f"scheme/{drafted['id']}"}
    assert rows[-1].reason == "权重有误"
