"""The database is what the tables say, and plan items of before are known as what issued plans had told."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, select, text, update

from services.chassis.database import ALL_DIVISIONS
from services.chassis.tables import METADATA
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.lists.rulebook import MILESTONE_NAMES
from services.schedule.store import tables
from services.schedule.store.base import Base
from tests.schedule.adjusting import tell
from tests.schedule.life import codes, opened


async def test_migrations_lead_to_the_tables_of_the_code(api):
    def differences(connection: Any) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, [Base.metadata, METADATA]))

    async with api.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_of_ours_is_behind_row_level_security(api):
    async with api.database.engine.connect() as connection:
        rows = await connection.execute(
            text("select relname from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity")
        )
        guarded = set(rows.scalars().all())
    divided = {name for name, table in Base.metadata.tables.items() if "division" in table.columns}
    assert divided <= guarded


def migrated(name: str) -> Any:
    """A migration of the service as a module."""
    versions = Path(tables.__file__).parents[1] / "migrations" / "versions"
    spec = importlib.util.spec_from_file_location(name, versions / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    return migration


async def test_what_plans_have_is_reckoned_when_it_begins_to_be_kept(api):
    life, migration, row = await opened(api), migrated("0019_rest"), tables.Schedule
    assert codes(await life.plan(life.node("A", 5, name="开工"), life.node("B", 5, "A", name="别的"))) == []
    own = select(row.has_start, row.has_completion).where(row.project_id == life.project)
    assert [tuple(r) for r in await api.rows(own)] == [(True, False)]
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(row).where(row.project_id == life.project).values(has_start=False))
        for of, names in migration.NAMES.items():
            written = ", ".join(f"'{name}'" for name in names)
            await session.execute(text(migration.HAS.format(of=of, names=written, role=of.upper())))
        await session.commit()
    assert [tuple(r) for r in await api.rows(own)] == [(True, False)]


def test_the_names_of_the_migration_are_those_of_the_rulebook_then():
    names = MILESTONE_NAMES.entries[0].value
    assert {role.value.lower(): given for role, given in names.items()} == migrated("0019_rest").NAMES


async def test_a_schedule_of_before_is_ended_by_a_removal_of_today(api):
    life, telling, migration = await opened(api), tables.PlanTelling, migrated("0007_adjusted")
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(delete(telling))
        await session.execute(text(migration.KNOWN))
        await session.commit()
    known = select(telling.change, telling.plan_version, telling.owner_id).where(telling.project_id == life.project)
    assert [tuple(row) for row in await api.rows(known)] == [(PlanChange.ISSUED, 1, life.owner_unit)]
    await tell(life, "removed", 9)
    assert (await life.look("state endedReason")) == {"state": "ENDED", "endedReason": "用地指标未落实"}
