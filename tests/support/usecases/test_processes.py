"""第十五条：however many processes commit at once, an account gives no more than it has, and its ledger says so."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.support.domain.land.statement import faults
from services.support.store import accounts, statements, tables
from tests.support.land_world import LandDistrict
from tests.support.world import DAY

PROCESSES, EACH, ASKED, QUOTA = 4, 125, 3, 1_000
ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
async def district(api) -> LandDistrict:
    return await LandDistrict(api).told()


async def copied(district: LandDistrict, claimed: dict, count: int) -> list[str]:
    """Write more requests that stand as one does that was claimed, each without a node and a reservation."""
    request = tables.Request.__table__
    (row,) = await district.api.rows(select(request).where(request.c.id == claimed["id"]))
    kept = {c.name: getattr(row, c.name) for c in request.columns if c.computed is None}
    alike = kept | {"node_id": None, "quantity": Decimal(ASKED), "held_account_id": None, "held_amount": None}
    ids = [new_id() for _ in range(count)]
    async with district.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(insert(request), [alike | {"id": id_} for id_ in ids])
        await session.commit()
    return [str(id_) for id_ in ids]


def revealed(value: Any) -> Any:
    """A setting as the other process is told it."""
    return value.get_secret_value() if isinstance(value, SecretStr) else value


async def deciding(district: LandDistrict, ids: list[str]) -> dict[str, int]:
    """Let a process of its own decide."""
    officer = district.officer
    told = {
        "settings": {k: revealed(v) for k, v in district.api.settings.model_dump().items()},
        "subject": officer.subject,
        "unit": str(district.bureau),
        "division": district.division,
        "now": NOW.isoformat(),
        "ids": ids,
    }
    command = (sys.executable, "-m", "tests.support.usecases.deciding")
    pipes = {"stdin": asyncio.subprocess.PIPE, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, **pipes)
    out, error = await process.communicate(json.dumps(told).encode())
    assert process.returncode == 0, error.decode()
    return json.loads(out)


@pytest.mark.timeout(300)
async def test_five_hundred_commits_of_four_processes_give_no_more_than_the_quota(district):
    claimed = await district.claimed(on=DAY)
    ids = await copied(district, claimed, PROCESSES * EACH)
    account = await district.quota(str(QUOTA), 2026)
    held = 80  # by the request that was claimed first, which takes what it waits for as soon as there is any
    parts = [ids[at::PROCESSES] for at in range(PROCESSES)]
    outcomes = Counter[str]()
    for found in await asyncio.gather(*(deciding(district, part) for part in parts)):
        outcomes.update(found)
    now = await district.of(account)
    granted = outcomes["GRANTED"]
    assert outcomes == {"GRANTED": granted, "QUOTA_EXCEEDED": len(ids) - granted}
    assert Decimal(now["committed"]) == granted * ASKED
    assert Decimal(now["committed"]) + Decimal(now["reserved"]) <= QUOTA
    assert Decimal(now["available"]) < ASKED
    assert granted == (QUOTA - held) // ASKED
    await proven(district, account)
    numbers = await district.api.rows(
        select(tables.Request.document_number).where(tables.Request.id.in_(ids), tables.Request.outcome.is_not(None))
    )
    assert len({n.document_number for n in numbers}) == granted


async def proven(district: LandDistrict, account: dict) -> None:
    """The ledger's sums are the balances, and every entry follows from the one before it."""
    async with district.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        row = await session.get(tables.QuotaAccount, account["id"])
        state = accounts.state_of(row)
        assert faults(state, await statements.proven(session, state, reading(district))) == ()


def reading(district: LandDistrict) -> Actor:
    """The officer, as whom the ledger is read."""
    who = district.officer
    return Actor(who.subject, who.name, frozenset(who.roles), who.unit, who.division)


async def test_a_ledger_that_does_not_add_up_says_what_is_wrong(district):
    account = await district.quota("100", 2031, "LOGGING_QUOTA")
    async with district.api.database.session(ALL_DIVISIONS) as session:
        row = await session.get(tables.QuotaAccount, account["id"])
        state = accounts.state_of(row)
        row.allocated, row.last_entry = Decimal(90), 2
        await session.flush()
        told = faults(accounts.state_of(row), await statements.proven(session, state, reading(district)))
    assert told == ("已下达为 90，各笔合计为 100.0000，不相符", "台账应有 2 笔，实有 1 笔")
