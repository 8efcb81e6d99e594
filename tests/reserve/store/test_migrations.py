from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from services.reserve.store import tables


async def test_the_migrated_database_is_what_the_tables_say(reserve):
    own = set(tables.Base.metadata.tables)

    def ours(_object, name, kind, _reflected, _compared):
        return kind != "table" or name in own

    def differences(connection):
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        return compare_metadata(context, tables.Base.metadata)

    async with reserve.api.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_is_behind_row_level_security(reserve):
    query = text("select relname from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity")
    guarded = {r.relname for r in await reserve.api.rows(query)}
    # pieces of texts, which nobody reads: what is found by them is asked of the rows themselves, under row-level security
    beside = {t.name: set(t.c.keys()) for t in tables.Base.metadata.sorted_tables if t.name.endswith("_search")}
    assert all(columns == {"id", "pieces"} for columns in beside.values())
    # bytes that several divisions may have, by their digest alone: whose they are says the attachment, under its division
    contents = tables.Base.metadata.tables["file_contents"]
    assert set(contents.c.keys()) == {"sm3", "size", "touched_at"}
    assert set(tables.Base.metadata.tables) - beside.keys() - {contents.name} <= guarded
