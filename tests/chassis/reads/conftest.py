"""The service of oddments on a fresh database for each module, and how rows get into it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from tests.chassis.reads.oddments import SERVICE
from tests.harness.api import Api

Put = Callable[..., Awaitable[str]]


@pytest.fixture(scope="module")
async def api(service_api) -> Api:
    return await service_api(SERVICE)


@pytest.fixture(scope="module")
def put(api) -> Put:
    async def write(**columns: str) -> str:
        """Insert a thing whose columns are given as SQL; return its id."""
        id_ = columns.pop("id", None) or str(new_id())
        given = {"id": f"'{UUID(id_)}'", "division": "'430211'", "name": "'n'", "trusted": "'t'"} | columns
        statement = f"insert into things ({', '.join(given)}) values ({', '.join(given.values())})"
        async with api.database.session(ALL_DIVISIONS) as session:
            await session.execute(text(statement.replace(":", "\\:")))
            await session.commit()
        return id_

    return write
