"""A process that decides requests, many at a time: `python -m tests.support.usecases.deciding <settings> <actor> <ids>`."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from typing import Any
from uuid import UUID

from services.chassis.config import Settings
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.parties import Role
from services.support.app import SERVICE
from services.support.domain.kinds.model import Outcome
from services.support.usecases.requests.decide import DecideRequest, decide

AT_ONCE = 8  # in one process


async def main(told: dict[str, Any]) -> dict[str, int]:
    """Grant every request in a transaction of its own; count what was granted and what was refused for want of quota."""
    settings = Settings(**told["settings"])
    actor = Actor(told["subject"], "科员乙", frozenset({Role.LAND}), UUID(told["unit"]), told["division"])
    now, turns = datetime.fromisoformat(told["now"]), asyncio.Semaphore(AT_ONCE)
    database = Database(settings)

    async def one(id_: str) -> str:
        async with turns, database.session(actor.scope) as session:
            work = Work(session, actor, now, "support", SERVICE.translate)
            command = DecideRequest(
                request_id=UUID(id_), expected_version=3, outcome=Outcome.GRANTED, granted_quantity=None, reason=None
            )
            outcome = await decide(work, command)
            if isinstance(outcome, Refusal):
                return outcome.codes[0]
            await session.commit()
            return "GRANTED"

    try:
        outcomes = await asyncio.gather(*(one(id_) for id_ in told["ids"]))
    finally:
        await database.close()
    return {code: outcomes.count(code) for code in set(outcomes)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(json.load(sys.stdin)))))
