"""A database and an owner for each service, on the server that `./dev` started or on one given by URL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from infra import elsewhere
from infra.elsewhere import CONNECT_SECONDS
from infra.postgres import password
from infra.trouble import Trouble

EXTENSIONS = ("pg_trgm", "btree_gist")
LEAST_VERSION = 16
NOT_YET = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)


def prepare(admin_url: str, services: Iterable[str], data: Path) -> dict[str, str]:
    """Create what is missing; return each service's URL, as the owner of its database and of nothing else."""
    place = elsewhere.database(admin_url)
    wanted = {service: password(data, service) for service in services}
    urls = {service: _with(admin_url, service, secret, service) for service, secret in wanted.items()}
    try:
        asyncio.run(_prepare(admin_url, wanted, urls))
    except asyncpg.InsufficientPrivilegeError as error:
        user = urlsplit(admin_url).username or "?"
        raise Trouble(
            f"数据库 {place} 的用户 {user} 无权准备各服务的库（需 CREATEDB 与 CREATEROLE）：{error}",
            f"On {place} the user {user} may not prepare the services' databases (CREATEDB and CREATEROLE are needed): "
            f"{error}",
        ) from error
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Trouble(
            f"无法在数据库 {place} 上准备各服务的库：{_said(error)}",
            f"The services' databases could not be prepared on {place}: {_said(error)}",
        ) from error
    return urls


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"{CONNECT_SECONDS:.0f} 秒内无应答 / no answer within {CONNECT_SECONDS:.0f} s"
    return str(error)


async def _prepare(admin_url: str, wanted: dict[str, str], urls: dict[str, str]) -> None:
    missing = [service for service, url in urls.items() if not await _opens(url)]
    if not missing:
        return
    admin = await _connect(admin_url)
    try:
        present = {row["datname"] for row in await admin.fetch("select datname from pg_database")}
        for service in missing:
            await _ensure_owner(admin, service, wanted[service])
            if service not in present:
                await _create_database(admin, admin_url, service)
    finally:
        await admin.close()


async def _opens(url: str) -> bool:
    """Tell whether a service can enter its database; False where it, its owner or the password is another."""
    try:
        database = await _connect(url)
    except NOT_YET:
        return False
    await database.close()
    return True


async def revision(url: str) -> str | None:
    """Return the newest revision that a service's database says it has; None before the first."""
    database = await _connect(url)
    try:
        found: str | None = await database.fetchval("select string_agg(version_num, ',') from alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    else:
        return found
    finally:
        await database.close()


async def _connect(url: str) -> asyncpg.Connection:
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    version = connection.get_server_version().major
    if version < LEAST_VERSION:
        await connection.close()
        raise Trouble(
            f"PostgreSQL 版本为 {version}，需 {LEAST_VERSION} 或更新。",
            f"This PostgreSQL is version {version}; {LEAST_VERSION} or newer is needed.",
        )
    return connection


async def _ensure_owner(admin: asyncpg.Connection, service: str, secret: str) -> None:
    """Make the role log in with the password we know: it may be another data folder's."""
    known = await admin.fetchrow("select rolsuper or rolbypassrls as passes from pg_roles where rolname = $1", service)
    if known and known["passes"]:
        raise Trouble(
            f"角色 {service} 已存在且可绕过行级安全（SUPERUSER 或 BYPASSRLS），不予使用。",
            f"The role {service} exists and passes row-level security (SUPERUSER or BYPASSRLS): it is not used.",
        )
    # DDL takes no parameters; both values are ours, and the password is URL-safe base64. Only a superuser may say
    # again what a role must not be, so that is said once.
    rights = "" if known else "nosuperuser nocreatedb nocreaterole nobypassrls"
    verb = "alter" if known else "create"
    await admin.execute(f"{verb} role {service} with login {rights} password '{secret}'")


async def _create_database(admin: asyncpg.Connection, admin_url: str, service: str) -> None:
    # Under another name until it is whole, so that a killed attempt is made again.
    draft = f"{service}_being_made"
    await admin.execute(f"drop database if exists {draft}")
    await admin.execute(f"grant {service} to current_user")  # a managed server's administrator is no superuser
    await admin.execute(f"create database {draft} owner {service} encoding 'UTF8' template template0")
    await admin.execute(f"revoke connect on database {draft} from public")
    database = await _connect(_with(admin_url, None, None, draft))
    try:
        for extension in EXTENSIONS:
            await database.execute(f"create extension if not exists {extension}")
    finally:
        await database.close()
    await admin.execute(f"alter database {draft} rename to {service}")


def _with(url: str, user: str | None, secret: str | None, database: str) -> str:
    """Return `url` with another database and, where given, another user."""
    parts = urlsplit(url)
    if user is None:
        return urlunsplit(parts._replace(path=f"/{database}"))
    netloc = f"{user}:{secret}@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}", query=""))  # it may name the administrator
