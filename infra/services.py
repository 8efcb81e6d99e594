"""The four services as processes: told where the parts are, started, asked whether they are ready."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from infra import file_store
from infra.issuer import AUDIENCE, ISSUER
from infra.nursery import Nursery
from infra.parts import Parts
from infra.places import ROOT
from infra.ports import HOST
from infra.processes import Launch, Record, Supervisor

ALL_PARTS = "web,relay,inbox,jobs"


def process_name(service: str, parts: str) -> str:
    """Name a process of a service: as the service where it serves users, else after the parts that it runs."""
    return service if "web" in parts.split(",") else f"{service}-{parts.replace(',', '-')}"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every service process is told from outside."""

    parts: Parts
    jwks: Path
    mode: str = "development"
    traces: str = ""
    log_level: str = "INFO"
    files: Mapping[str, str | None] = field(default_factory=dict)  # as `infra.file_store` says it
    clients: Mapping[str, str | None] = field(
        default_factory=dict
    )  # as `infra.provincial` says it, for reserve and support

    def variables(
        self, service: str, port: int, parts: str = ALL_PARTS, *, shared: bool = False
    ) -> dict[str, str | None]:
        """Return the environment of one service process; `shared` where several listen on the port."""
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
            "ZD_SHARE_PORT": "true" if shared else None,
            "ZD_PARTS": parts,
            "ZD_TRACES": self.traces,
            "ZD_LOG_LEVEL": self.log_level,
            **file_store.of_service(self.files, service),
            **(self.clients if service in {"reserve", "support"} else {}),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": None,  # each start would compile some hundred files anew
            "PYTHONHOME": None,
        }


@dataclass(frozen=True, kw_only=True)
class Process:
    """One process of a service: what it runs and where, and which one it is where several serve users on one port."""

    service: str
    port: int
    parts: str = ALL_PARTS
    worker: int = 1
    workers: int = 1

    @property
    def name(self) -> str:
        """Its name among all processes of the platform."""
        return process_name(self.service, self.parts) + (f"-{self.worker}" if self.worker > 1 else "")


def serve(supervisor: Supervisor, process: Process, told: Told, nursery: Nursery | None = None) -> None:
    """Start a process of a service, from the nursery where there is one, and wait until it is ready."""
    command = (sys.executable, "-m", f"services.{process.service}", "serve")
    env = told.variables(process.service, process.port, process.parts, shared=process.workers > 1)
    started = supervisor.start(Launch(name=process.name, argv=command, rank=1, cwd=ROOT, env=env, nursery=nursery))
    supervisor.wait_until(process.name, lambda: _listens(started, process) and answers(process.port, "/readyz"), 90)


def _listens(started: Record, process: Process) -> bool:
    """Tell whether this process listens itself, where others would answer on the same port."""
    if process.workers == 1:
        return True
    try:
        connections = psutil.Process(started.pid).net_connections("tcp")
    except psutil.Error:
        return False
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == process.port for c in connections)


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
