"""Bringing a service's database to its newest revision: done when code, calendars or database are not what they were."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from infra import databases
from infra.places import ROOT
from infra.processes import Launch, Supervisor, write_json
from infra.services import Told
from infra.trouble import Trouble

CHASSIS = ROOT / "services" / "chassis"
SHOWN = 25  # lines of a migration that failed


def migrate(service: str, told: Told, data: Path, supervisor: Supervisor) -> None:
    """Migrate, unless what would be run is last time's and the database says that it is where last time ended.

    The database is asked, for it may have been emptied, restored, or be another one behind the same address.
    """
    marker = data / "migrated" / f"{service}.json"
    url = told.parts.databases[service]
    would_run = _digest(url.encode(), *_contents(_files(service)), _calendar_package())
    revision = asyncio.run(databases.revision(url))
    if revision and _last_time(marker) == {"ran": would_run, "revision": revision}:
        return
    _run(service, told, supervisor)
    write_json(marker, {"ran": would_run, "revision": asyncio.run(databases.revision(url))})


def _last_time(marker: Path) -> object:
    try:
        return json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _run(service: str, told: Told, supervisor: Supervisor) -> None:
    command = (sys.executable, "-m", f"services.{service}", "migrate")
    name = f"migrate-{service}"
    supervisor.log(name).unlink(missing_ok=True)
    launch = Launch(name=name, argv=command, rank=1, cwd=ROOT, env=told.variables(service, 0), patience=5.0)
    if supervisor.run(launch):
        report = "\n".join(supervisor.tail(name, SHOWN))
        raise Trouble(f"{service} 数据库迁移失败：\n{report}", f"{service}'s database could not be migrated:\n{report}")


def _files(service: str) -> list[Path]:
    """List what a migration reads: revisions, the rules, and the calendars by which it sets provisional due dates right."""
    files = sorted((ROOT / "services" / service / "store" / "migrations").rglob("*.py"))
    files += sorted((ROOT / "services" / service / "domain").rglob("*.py"))  # settled by them
    files += [CHASSIS / "migrations.py", *sorted((CHASSIS / "holidays").glob("*.json"))]
    if own := os.environ.get("ZD_HOLIDAYS"):
        files += sorted(Path(own).glob("*.json"))
    return files


def _contents(files: Iterable[Path]) -> Iterable[bytes]:
    for file in files:
        yield file.name.encode()
        yield file.read_bytes()


def _calendar_package() -> bytes:
    return importlib.metadata.version("chinesecalendar").encode()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
