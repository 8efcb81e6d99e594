"""The database is what the tables say, and every table with a division is behind row-level security."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from services.chassis.tables import METADATA
from services.support.store.base import Base
from tests.harness.api import Api


async def test_migrations_lead_to_the_tables_of_the_code(api: Api) -> None:
    def differences(connection: Any) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, [Base.metadata, METADATA]))

    async with api.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_of_ours_is_behind_row_level_security(api: Api) -> None:
    async with api.database.engine.connect() as connection:
        rows = await connection.execute(
            text("select relname from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity")
        )
        guarded = set(rows.scalars().all())
    divided = {name for name, table in Base.metadata.tables.items() if "division" in table.columns}
    assert "schedules" in divided
    assert divided <= guarded
