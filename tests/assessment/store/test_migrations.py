"""The database is what the tables say, and it keeps facts as they are."""

from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.assessment.store.base import Base
from services.chassis.database import ALL_DIVISIONS
from services.chassis.tables import METADATA
from tests.assessment.district import District


async def test_migrations_lead_to_the_tables_of_the_code(district: District):
    def differences(connection) -> list:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, [Base.metadata, METADATA])

    async with district.api.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_of_ours_with_a_division_is_behind_row_level_security(district: District):
    async with district.api.database.engine.connect() as connection:
        rows = await connection.execute(
            text("select relname from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity")
        )
        divided = {table.name for table in Base.metadata.tables.values() if "division" in table.columns}
        assert divided <= set(rows.scalars().all())


@pytest.mark.parametrize("statement", ["update facts set days_late = 0", "delete from facts"])
async def test_a_fact_cannot_be_changed_or_removed_even_by_hand(district: District, statement: str):
    await district.completed(district.project, date(2026, 11, 2), late=3)
    async with district.api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(DBAPIError, match="facts are never changed"):
            await session.execute(text(statement))
