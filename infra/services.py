"""The four services as processes: told where the parts are, migrated, started, asked whether they are ready."""

from __future__ import annotations

import hashlib
import http.client
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.issuer import AUDIENCE, ISSUER
from infra.parts import Parts
from infra.places import ROOT
from infra.ports import HOST
from infra.processes import Launch, Supervisor, environment, write_json
from infra.trouble import Trouble


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every service process is told from outside."""

    parts: Parts
    jwks: Path
    mode: str = "development"
    traces: str = ""
    log_level: str = "INFO"

    def variables(self, service: str, port: int) -> dict[str, str | None]:
        """Return the environment of one service process."""
        return {
            "ZD_MODE": self.mode,
            "ZD_DATABASE_URL": self.parts.databases[service],
            "ZD_KAFKA_URL": self.parts.kafka,
            "ZD_REDIS_URL": self.parts.valkey,
            "ZD_OIDC_ISSUER": ISSUER,
            "ZD_OIDC_AUDIENCE": AUDIENCE,
            "ZD_OIDC_JWKS": str(self.jwks),
            "ZD_HOST": HOST,
            "ZD_PORT": str(port),
            "ZD_TRACES": self.traces,
            "ZD_LOG_LEVEL": self.log_level,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONHOME": None,
        }


def serve(supervisor: Supervisor, service: str, told: Told, port: int) -> None:
    """Start a service and wait until it is ready."""
    command = (sys.executable, "-m", f"services.{service}", "serve")
    supervisor.start(Launch(name=service, argv=command, rank=1, cwd=ROOT, env=told.variables(service, port)))
    supervisor.wait_until(service, lambda: answers(port, "/readyz"), 90)


def migrate(service: str, told: Told, data: Path) -> None:
    """Bring a service's database to its newest revision; skipped while revisions and database are last time's."""
    marker = data / "migrated" / f"{service}.json"
    now = hashlib.sha256(f"{told.parts.databases[service]} {revisions(service)}".encode()).hexdigest()
    if marker.exists() and json.loads(marker.read_text(encoding="utf-8")) == now:
        return
    result = subprocess.run(
        [sys.executable, "-m", f"services.{service}", "migrate"],
        cwd=ROOT,
        env=environment(told.variables(service, 0)),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        report = (result.stderr or result.stdout)[-3000:]
        raise Trouble(f"{service} 数据库迁移失败：\n{report}", f"{service}'s database could not be migrated:\n{report}")
    write_json(marker, now)


def revisions(service: str) -> str:
    """Return a digest of all that a migration runs."""
    files = sorted((ROOT / "services" / service / "store" / "migrations").rglob("*.py"))
    files.append(ROOT / "services" / "chassis" / "migrations.py")
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + (file.read_bytes() if file.exists() else b""))
    return digest.hexdigest()


def answers(port: int, path: str) -> bool:
    """Tell whether `path` on `port` answers 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
