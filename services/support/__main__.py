"""The command of the support service; `migrate` also sets right what a newly published calendar has changed."""

from __future__ import annotations

import asyncio
import sys

from services.chassis import clock
from services.chassis.config import read_settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.inbox import system_actor
from services.chassis.main import run
from services.chassis.work import Work
from services.support.app import SERVICE
from services.support.usecases.agency.recompute import recompute_items
from services.support.usecases.clock.recompute import recompute
from services.support.usecases.clock.recompute_parts import recompute_parts

DIVISION = "000000"  # the service acts for no division; each audit row names that of its record


async def _recompute() -> int:
    database = Database(read_settings())
    try:
        async with database.session(ALL_DIVISIONS) as session:
            actor = system_actor(SERVICE.name, DIVISION)
            work = Work(session, actor, clock.system_now(), SERVICE.name, SERVICE.translate)
            changed = await recompute(work) + await recompute_parts(work) + await recompute_items(work)
            await session.commit()
    finally:
        await database.close()
    return changed


if __name__ == "__main__":
    run(SERVICE)
    if sys.argv[1] == "migrate":
        changed = asyncio.run(_recompute())
        sys.stdout.write(f"到期日更正 {changed} 件 / due dates corrected: {changed}\n")
