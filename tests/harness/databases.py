"""Fresh databases for tests: each service is migrated once a run into a template, of which copies cost little."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from services.chassis import migrations
from services.chassis.config import Settings
from services.chassis.service import Service


@dataclass
class Databases:
    """Makes databases on the run's own server, owned by a role that is no superuser, as in production."""

    admin: str
    password: str = "test"
    _templates: set[str] = field(default_factory=set)
    _count: int = 0

    async def fresh(self, service: Service, settings: Settings) -> Settings:
        """Return settings with a new, migrated, empty database."""
        template = f"template_{service.name}"
        if service.name not in self._templates:
            await self._create(template, f"test_{service.name}")
            made = self._pointing(settings, template, service)
            await migrations.migrate(made, service.versions, service.metadata)
            self._templates.add(service.name)
        self._count += 1
        name = f"t{self._count}_{service.name}"
        await self._execute(f"create database {name} owner test_{service.name} template {template}")
        return self._pointing(settings, name, service)

    async def _create(self, name: str, owner: str) -> None:
        await self._execute(
            f"do $$ begin if not exists (select from pg_roles where rolname = '{owner}') then "
            f"create role {owner} login nosuperuser nobypassrls password '{self.password}'; end if; end $$"
        )
        await self._execute(f"create database {name} owner {owner} template template0 encoding 'UTF8'")
        other = await asyncpg.connect(self._url(name))
        for extension in ("pg_trgm", "btree_gist"):
            await other.execute(f"create extension if not exists {extension}")
        await other.close()

    async def _execute(self, statement: str) -> None:
        admin = await asyncpg.connect(self.admin)
        try:
            await admin.execute(statement)
        finally:
            await admin.close()

    def _url(self, database: str, user: str | None = None) -> str:
        parts = urlsplit(self.admin)
        host = parts.netloc.rpartition("@")[2]
        netloc = f"{user}:{self.password}@{host}" if user else parts.netloc
        return urlunsplit((parts.scheme, netloc, f"/{database}", "", ""))

    def _pointing(self, settings: Settings, database: str, service: Service) -> Settings:
        return settings.model_copy(
            update={"database_url": type(settings.database_url)(self._url(database, f"test_{service.name}"))}
        )
