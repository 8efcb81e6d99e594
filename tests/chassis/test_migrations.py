"""What migrations make is what the code declares, and every table with a division is behind row-level security."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from services.chassis.tables import METADATA
from services.chassis.visibility import condition
from tests.chassis.notes.service import SERVICE, EchoRow

GUARDED = text(
    "select c.relname, c.relrowsecurity and c.relforcerowsecurity from pg_class c join pg_attribute a on a.attrelid = c.oid "
    "where a.attname = 'division' and c.relkind in ('r', 'p') and c.relname <> 'outbox'"
)


@pytest.fixture(scope="module", params=["notes", "reserve", "schedule", "support", "assessment"])
async def api(request, service_api):
    return await service_api(SERVICE if request.param == "notes" else request.param)


async def test_tables_in_code_and_in_the_database_agree(api):
    async with api.database.engine.connect() as connection:
        difference = await connection.run_sync(
            lambda c: compare_metadata(
                MigrationContext.configure(c, opts={"compare_type": True}), [api.service.metadata, METADATA]
            )
        )
    assert difference == []


async def test_every_table_with_a_division_is_guarded_for_its_owner_too(api):
    guarded = {r[0]: r[1] for r in await api.rows(GUARDED)}
    assert len(guarded) > 1
    assert all(guarded.values()), guarded


async def test_the_service_is_no_superuser_and_cannot_bypass_the_guard(api):
    found = await api.rows(text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user"))
    assert found == [(False, False)]


def test_a_table_that_declares_no_visibility_cannot_be_read():
    with pytest.raises(LookupError, match="EchoRow"):
        condition(EchoRow, None)
