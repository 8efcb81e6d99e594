"""At the same moment: a package is never filled beyond its total, and no part is in two packages or beside its own."""

from __future__ import annotations

import asyncio

import pytest

from services.chassis.clock import new_id
from tests.reserve.life import FIVE, INVESTMENT, ONE, PLAN, PROJECT, THREE, Reserve, at, codes, of

PACKED = "project { id version package { id } }"


async def made(reserve: Reserve, total: str, *steps):
    funds = [{"source": "企业自筹", "amount": total}]
    place = {"longitude": None, "latitude": None}
    return await reserve.project(*steps, name=f"并发打包{new_id()}", totalInvestment=total, fundSources=funds, **place)


def pack(reserve: Reserve, part, package):
    return reserve.do("addToPackage", PACKED, INVESTMENT, **at(part), packageId=package["id"], reason="打包")


def won(outcomes):
    return [o for o in outcomes if not o["userErrors"]]


def lost(outcomes):
    return {c for o in outcomes for c in codes(o["userErrors"])}


async def test_two_parts_that_do_not_fit_together_are_not_both_packed(reserve):
    package, one, two = [await made(reserve, t) for t in ("100", "60", "50")]
    outcomes = await asyncio.gather(pack(reserve, one, package), pack(reserve, two, package))
    assert len(won(outcomes)) == 1
    assert lost(outcomes) == {"PARTS_EXCEED_PACKAGE"}


async def test_a_part_that_two_packages_want_goes_into_one(reserve):
    a, b, part = [await made(reserve, t) for t in ("100", "100", "60")]
    outcomes = await asyncio.gather(pack(reserve, part, a), pack(reserve, part, b))
    assert len(won(outcomes)) == 1
    assert lost(outcomes) <= {"VERSION_CONFLICT", "ALREADY_IN_PACKAGE"}


async def test_two_projects_that_take_each_other_in_make_no_ring(reserve):
    a, b = [await made(reserve, "100") for _ in range(2)]
    outcomes = await asyncio.gather(pack(reserve, a, b), pack(reserve, b, a))
    assert len(won(outcomes)) == 1
    assert "PACKAGE_NESTED" in lost(outcomes)


async def test_a_total_raised_while_a_part_comes_in_leaves_the_package_whole(reserve):
    package, one, two = [await made(reserve, t) for t in ("100", "50", "40")]
    one = (await pack(reserve, one, package))["project"]
    dearer = {"totalInvestment": "61", "fundSources": [{"source": "企业自筹", "amount": "61"}], "reason": "调概"}
    outcomes = await asyncio.gather(
        reserve.do("changeProject", PROJECT, reserve.owner, **at(one), **dearer), pack(reserve, two, package)
    )
    assert len(won(outcomes)) == 1
    assert lost(outcomes) == {"PARTS_EXCEED_PACKAGE"}


@pytest.mark.parametrize("first", ["package", "part"])
async def test_a_part_is_packed_or_planned_beside_its_package_and_never_both(reserve, first):
    steps = (("FIVE_YEAR", FIVE), ("THREE_YEAR", THREE), ("ONE_YEAR", ONE))
    package, part = [await made(reserve, t, *steps) for t in ("100", "50")]
    found = await reserve.api("{ plans(year: 2027) { edges { node { id version } } } }", as_=INVESTMENT)
    edges = found["plans"]["edges"]
    plan = edges[0]["node"] if edges else await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"kind": "NEW_START", "annualInvestment": "10"}
    listed, other = (package, part) if first == "package" else (part, package)
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=listed["id"], **item)
    outcomes = await asyncio.gather(
        reserve.do("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=other["id"], **item),
        pack(reserve, part, package),
    )
    assert len(won(outcomes)) == 1
    assert lost(outcomes) == {"LISTED_BESIDE_PACKAGE"}


async def test_one_code_registered_twice_at_once_is_one_project(reserve):
    code = "2111-522323-04-01-342091"
    elements = [reserve.elements(name=f"并发代码{n}", projectCode=code) for n in range(3)]
    outcomes = await asyncio.gather(*(reserve.do("registerProject", PROJECT, reserve.owner, **e) for e in elements))
    assert len(won(outcomes)) == 1
    assert lost(outcomes) <= {"PROJECT_CODE_TAKEN", "CONFLICT"}
