"""Migrating at a start: what was done is not done again, as long as the database says so too."""

from __future__ import annotations

import asyncio

import pytest

from infra import databases, issuer, migrating
from infra.processes import Supervisor
from infra.services import Told
from infra.trouble import Trouble
from tests.infra.sql import execute

pytestmark = pytest.mark.timeout(180)


async def test_a_second_start_migrates_nothing_and_an_emptied_database_again(parts, tmp_path):
    told = Told(parts=parts, jwks=issuer.key_set(tmp_path))
    supervisor, closed = Supervisor(tmp_path), Supervisor(tmp_path)
    closed.close()  # runs nothing

    async def migrate(by: Supervisor) -> None:
        await asyncio.to_thread(migrating.migrate, "support", told, tmp_path, by)

    await migrate(supervisor)
    assert await databases.revision(parts.databases["support"])
    assert supervisor.all() == []
    await migrate(closed)

    await execute(parts.admin.rpartition("/")[0] + "/support", "drop table alembic_version")
    with pytest.raises(Trouble, match="Stopping"):
        await migrate(closed)
    with pytest.raises(Trouble, match="already exists"):  # its tables are still there, and that is told
        await migrate(supervisor)
