"""Migrations of a service: its own revisions, the first of which calls `chassis_v1` for the tables they share.

DDL here is frozen text: a later change of the chassis is a `chassis_v2` that the services' next revisions call.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.clock import local_day, system_now
from services.chassis.config import Settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.tables import METADATA

_CHASSIS_V1 = """
create table outbox (
  id bigint generated always as identity constraint pk_outbox primary key,
  tx xid8 not null default pg_current_xact_id(),
  event_id uuid not null constraint uq_outbox_event_id unique,
  topic text not null, key text not null, lane smallint not null, type text not null, division text not null,
  event json not null,
  recorded_at timestamptz not null default clock_timestamp(),
  published_at timestamptz);
create index ix_outbox_unpublished on outbox (id) where published_at is null;
create index ix_outbox_type_id on outbox (type, id);
create function outbox_wake() returns trigger language plpgsql as $$ begin perform pg_notify('outbox', ''); return null; end $$;
create trigger outbox_wake after insert on outbox for each statement execute function outbox_wake();

create table inbox (
  event_id uuid constraint pk_inbox primary key,
  source text not null, type text not null, key text not null, trace_id text,
  applied_at timestamptz not null default clock_timestamp());

create table parked (
  id bigint generated always as identity constraint pk_parked primary key,
  event_id text not null constraint uq_parked_event_id unique,
  topic text not null, key text not null, type text not null, body bytea not null, error text not null,
  parked_at timestamptz not null default clock_timestamp(), resolved_at timestamptz, resolution text);
create index ix_parked_open on parked (topic, key) where resolved_at is null;

create table idempotency (
  actor text not null, key text not null, operation text not null, request_digest text not null, result uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint pk_idempotency primary key (actor, key));

create table audit (
  id bigint generated always as identity constraint pk_audit primary key,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
  actor text not null, actor_name text not null, roles text[] not null, unit uuid, division text not null,
  action text not null, subject text not null, before_digest text, after_digest text, reason text,
  seq bigint constraint uq_audit_seq unique, chain text);
create index ix_audit_subject on audit (subject, id);
create index ix_audit_unsealed on audit (id) where seq is null;
create table audit_head (one integer default 1 constraint pk_audit_head primary key, seq bigint not null, chain text not null);
insert into audit_head (seq, chain) values (0, '');
create function audit_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null and new.seq is not null
     and (to_jsonb(new) - 'seq' - 'chain') = (to_jsonb(old) - 'seq' - 'chain') then return new; end if;
  raise exception 'the audit trail is append-only';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function audit_append_only();
"""


def chassis_v1() -> None:
    """Create outbox, inbox, parked events, idempotency keys and the audit chain."""
    for statement in _split(_CHASSIS_V1):
        op.execute(text(statement.replace(":", "\\:")))
    protect("audit")


def chassis_v2() -> None:
    """Let the relay find the idempotency keys that are old enough to be forgotten."""
    op.execute("create index ix_idempotency_recorded_at on idempotency (recorded_at)")


def chassis_v3() -> None:
    """Compare a row's division with the scope so that plans are the same whatever it is: see `_IN_SCOPE`."""
    found = op.get_bind().execute(text("select tablename from pg_policies where policyname = 'division'"))
    for table in found.scalars().all():
        op.execute(f"alter policy division on {table} using ({_IN_SCOPE})")


# The scope is set by the statement itself, after it was planned. Asked for in a subquery it is unknown to the planner, once
# a statement instead of once a row; under CASE the planner supposes that half of the rows are in scope. Compared directly,
# it would find that no row is in a scope not set yet, and choose plans that read all of a table for a page of it.
_IN_SCOPE = (
    "case (select current_setting('app.division', true)) when '*' then true "
    "else starts_with(division, (select nullif(current_setting('app.division', true), ''))) end"
)


def protect(*tables: str) -> None:
    """Put tables with a `division` column behind row-level security, for their owner too; no scope shows no row."""
    for table in tables:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy division on {table} using ({_IN_SCOPE})")


def run(script: str) -> None:
    """Run the statements of a script, which end in semicolons at line ends, but for those inside of function bodies."""
    for statement in _split(script):
        op.execute(text(statement.replace(":", "\\:")))


def _split(script: str) -> list[str]:
    """Split at semicolons that end a line, outside of function bodies."""
    statements, body = [""], False
    for line in script.strip().splitlines():
        body ^= line.count("$$") % 2 == 1
        statements[-1] += line + "\n"
        if line.rstrip().endswith(";") and not body:
            statements.append("")
    return [s.rstrip().rstrip(";") for s in statements if s.strip()]


def config(versions: Path, metadata: MetaData, connection: Connection) -> Config:
    """Build Alembic's configuration for one service; there is no ini file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "alembic_env"))
    made.set_main_option("version_locations", str(versions))
    made.set_main_option("path_separator", "newline")
    made.attributes.update(connection=connection, metadata=[metadata, METADATA])
    return made


async def migrate(settings: Settings, versions: Path, metadata: MetaData) -> None:
    """Bring the service's database to the newest revision; safe when several processes try at once."""
    database = Database(settings)
    try:
        async with database.engine.begin() as connection:
            await connection.execute(text("set statement_timeout = 0"))
            await connection.execute(text("select pg_advisory_xact_lock(430211)"))
            await connection.run_sync(lambda c: command.upgrade(config(versions, metadata, c), "head"))
    finally:
        await database.close()


async def settle(settings: Settings, work_out: Callable[[AsyncSession, date], Awaitable[int]] | None) -> None:
    """Let the service work out anew what follows from its records by rules that came with the code; one process at a time."""
    if work_out is None:
        return
    database = Database(settings)
    try:
        async with database.session(ALL_DIVISIONS) as session:
            await session.execute(text("set local statement_timeout = 0"))
            await session.execute(text("select pg_advisory_xact_lock(430211)"))
            await work_out(session, local_day(system_now()))
            await session.commit()
    finally:
        await database.close()


async def revise(settings: Settings, versions: Path, metadata: MetaData, message: str) -> None:
    """Write a new revision from the difference between the tables in code and in the database (for developers)."""
    database = Database(settings)
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(
                lambda c: command.revision(
                    config(versions, metadata, c), message, autogenerate=True, version_path=str(versions)
                )
            )
    finally:
        await database.close()
