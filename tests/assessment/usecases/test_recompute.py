"""Another process, with another order of hashes, computes the same bytes."""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.assessment.district import GUARANTEE, NODES, District

SCRIPT = Path(__file__).with_name("recompute.py")
INVESTMENT = {
    "code": "MONEY",
    "name": "投资完成率",
    "measure": "PHYSICAL_PROGRESS",
    "formula": "CAPPED_LINEAR",
    "weight": "30",
    "cap": "1.2",
}


async def in_another_process(district: District, seed: str) -> str:
    url = district.api.settings.database_url.get_secret_value()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(SCRIPT), url, district.division, "2026", "4", "2027-02-03"),
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
