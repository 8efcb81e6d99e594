"""A database and an owner for each service, on the server that `./dev` started or on one given by URL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from infra.postgres import password
from infra.trouble import Trouble

EXTENSIONS = ("pg_trgm", "btree_gist")


def prepare(admin_url: str, services: Iterable[str], data: Path) -> dict[str, str]:
    """Create what is missing; return each service's URL, as the owner of its database and of nothing else."""
    wanted = {service: password(data, service) for service in services}
    try:
        asyncio.run(_prepare(admin_url, wanted))
    except (OSError, asyncpg.PostgresError) as error:
        place = urlsplit(admin_url)
        raise Trouble(
            f"无法在数据库 {place.hostname}:{place.port} 上准备各服务的库：{error}",
            f"The services' databases could not be prepared on {place.hostname}:{place.port}: {error}",
        ) from error
    return {service: _with(admin_url, service, secret, service) for service, secret in wanted.items()}


async def _prepare(admin_url: str, wanted: dict[str, str]) -> None:
    admin = await asyncpg.connect(admin_url)
    try:
        present = {row["datname"] for row in await admin.fetch("select datname from pg_database")}
        for service, secret in wanted.items():
            await _ensure_owner(admin, service, secret)
            if service not in present:
                await _create_database(admin, admin_url, service)
    finally:
        await admin.close()


async def _ensure_owner(admin: asyncpg.Connection, service: str, secret: str) -> None:
    """Make the role log in with the password we know: it may be another data folder's."""
    rights = "login nosuperuser nocreatedb nocreaterole nobypassrls"
    known = await admin.fetchval("select 1 from pg_roles where rolname = $1", service)
    # DDL takes no parameters; both values are ours, and the password is URL-safe base64.
    await admin.execute(f"{'alter' if known else 'create'} role {service} with {rights} password '{secret}'")


async def _create_database(admin: asyncpg.Connection, admin_url: str, service: str) -> None:
    # Under another name until it is whole, so that a killed attempt is made again.
    draft = f"{service}_being_made"
    await admin.execute(f"drop database if exists {draft}")
    await admin.execute(f"grant {service} to current_user")  # a managed server's administrator is no superuser
    await admin.execute(f"create database {draft} owner {service} encoding 'UTF8' template template0")
    await admin.execute(f"revoke connect on database {draft} from public")
    database = await asyncpg.connect(_with(admin_url, None, None, draft))
    try:
        for extension in EXTENSIONS:
            await database.execute(f"create extension if not exists {extension}")
    finally:
        await database.close()
    await admin.execute(f"alter database {draft} rename to {service}")


def _with(url: str, user: str | None, secret: str | None, database: str) -> str:
    """Return `url` with another database and, where given, another user."""
    parts = urlsplit(url)
    netloc = parts.netloc if user is None else f"{user}:{secret}@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit((parts.scheme, netloc, f"/{database}", parts.query, ""))
