"""Another process, with another order of hashes and of facts, computes the same bytes."""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from services.chassis.clock import new_id
from tests.assessment.courses import RULES
from tests.assessment.district import GUARANTEE, NODES, District, codes
from tests.assessment.graphql.test_fact_decisions import do, exempt, share

SCRIPT = Path(__file__).with_name("recompute.py")
INVESTMENT = {
    "code": "MONEY",
    "name": "投资完成率",
    "measure": "PHYSICAL_PROGRESS",
    "formula": "CAPPED_LINEAR",
    "weight": "30",
    "cap": "1.2",
}


async def in_another_process(district: District, seed: str, quarter: str = "4") -> str:
    url = district.api.settings.database_url.get_secret_value()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(SCRIPT), url, district.division, "2026", quarter, "2027-02-03", seed),
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode().strip()


@pytest.mark.parametrize("seed", ["1", "4242"])
async def test_a_fresh_process_with_other_hashes_gives_the_same_digest(district: District, seed: str):
    await district.adopt(indicators=[NODES | {"weight": "40"}, INVESTMENT, GUARANTEE | {"weight": "30"}])
    units = await district.towns(0, 3, 1, 1, 2)
    await district.unit("DEPARTMENT")
    await district.planned(units[0], date(2026, 12, 30))
    for unit in units[:3]:
        await district.decided(unit, date(2026, 11, 9), late=1)
    digest = (await district.compute())["period"]["digest"]
    assert len(digest) == 64
    assert await in_another_process(district, seed) == digest


async def whole_life(district: District) -> None:
    """A year with facts of several units, shares, exemptions, a merger, and a corrected quarter that was published."""
    assert codes(await district.adopt(groups=RULES)) == []
    one, two, three, gone = await district.towns(0, 3, 1, 2)
    answering = {"projectId": new_id(), "ownerId": one, "townId": two, "industryAuthorityId": gone}
    plan = {"planVersion": 1, "year": 2026, "kind": "NEW_START", "annualInvestment": "800", "issuedOn": "2026-01-05"}
    await district.tell("zhongdian.reserve.plan-item.issued.v1", on=date(2026, 1, 5), **plan, **answering)
    started = {"role": "START", "dueOn": "2026-11-01", "completedOn": "2026-11-20"}
    await district.tell("zhongdian.schedule.milestone.set.v1", on=date(2026, 11, 20), **started, **answering)
    await district.verified(one, answering["projectId"], 11, "340", "500")
    for node in (shared := new_id(), exempted := new_id(), again := new_id()):
        await district.completed(three, date(2026, 12, 1), late=2, node=node)
    assert codes(await share(district, shared, {one: "0.3", two: "0.3", gone: "0.4"})) == []
    for record in (exempted, answering["projectId"], again):
        made = await exempt(district, record, since="2026-10-01")
        assert codes(made) == []
    revoke = {"decisionId": made["decision"]["id"], "expectedVersion": 1}
    assert codes(await do(district, "revokeExemption", reason="不属不可抗力", approver="分管负责人乙", **revoke)) == []
    await district.published()
    assert codes(await district.correct((await district.results())[-1], "66.6", on=date(2027, 1, 20))) == []
    merged = {"organizationId": gone, "creditCode": None, "mergedInto": two, "parentId": None, "roles": []}
    told = {"name": "测试镇", "category": "TOWN", "version": 2, "active": False} | merged
    await district.tell("zhongdian.reserve.organization.changed.v1", on=date(2027, 1, 21), **told)


async def test_a_whole_year_with_all_that_was_decided_of_it_is_the_same_in_fresh_processes(district: District):
    await whole_life(district)
    done = await district.compute(quarter=None, on=date(2027, 2, 3))
    assert codes(done) == []
    digests = {await in_another_process(district, seed, "0") for seed in ("3", "77", "1234")}
    assert digests == {done["period"]["digest"]}
