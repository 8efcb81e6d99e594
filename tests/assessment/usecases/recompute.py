"""Computes a period in a process of its own, from facts in an order of its own, and prints the digest.

`python recompute.py URL DIVISION YEAR QUARTER DAY SEED`; quarter 0 is the whole year.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from services.assessment.domain.period import period_of
from services.assessment.store import fact_reading, schemes
from services.assessment.usecases.period.compute import computed, digest_of
from services.chassis.config import Settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.identity import Actor
from services.chassis.work import Work


def untold(event: object) -> object:
    raise AssertionError(f"nothing is to be published: {event}")


def shuffle(chance: Random) -> None:
    """Let facts come in another order than the database gives."""
    in_parts, decisions = fact_reading.in_parts, fact_reading.decisions

    async def parts(*given: Any, **its: Any) -> AsyncIterator[Any]:
        async for part in in_parts(*given, **its):
            yield chance.sample(part, len(part))

    async def decided(*given: Any, **its: Any) -> Any:
        found = await decisions(*given, **its)
        return chance.sample(found, len(found))

    fact_reading.in_parts, fact_reading.decisions = parts, decided


async def main(url: str, division: str, year: str, quarter: str, day: str, seed: str) -> None:
    shuffle(Random(seed))
    settings = Settings(database_url=url, kafka_url="", redis_url="", oidc_issuer="i", oidc_audience="a", oidc_jwks="j")
    database = Database(settings)
    actor = Actor("recompute", "recompute", frozenset(), None, division)
    async with database.session(ALL_DIVISIONS, read_only=True) as session:
        work = Work(session, actor, datetime.now(UTC), "assessment", untold)  # noqa: TID251
        row = await schemes.in_force(session, division, int(year))
        period = period_of(int(year), int(quarter))
        computation = await computed(work, period, schemes.state_of(row), date.fromisoformat(day))
        print(digest_of(computation))  # noqa: T201
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
