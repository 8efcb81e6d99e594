"""Computes a quarter in a process of its own and prints the digest: `python recompute.py URL DIVISION YEAR QUARTER DAY`."""

import asyncio
import sys
from datetime import UTC, date, datetime

from services.assessment.domain.quarter import Quarter
from services.assessment.store import schemes
from services.assessment.usecases.period.compute import computed, digest_of
from services.chassis.config import Settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.identity import Actor
from services.chassis.work import Work


def untold(event: object) -> object:
    raise AssertionError(f"nothing is to be published: {event}")


async def main(url: str, division: str, year: str, quarter: str, day: str) -> None:
    settings = Settings(database_url=url, kafka_url="", redis_url="", oidc_issuer="i", oidc_audience="a", oidc_jwks="j")
    database = Database(settings)
    actor = Actor("recompute", "recompute", frozenset(), None, division)
    async with database.session(ALL_DIVISIONS, read_only=True) as session:
        work = Work(session, actor, datetime.now(UTC), "assessment", untold)  # noqa: TID251
        row = await schemes.in_force(session, division, int(year))
        computation = await computed(
            work, Quarter(int(year), int(quarter)), schemes.state_of(row), date.fromisoformat(day)
        )
        print(digest_of(computation))  # noqa: T201
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
