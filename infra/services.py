"""The four services as processes: told where the parts are, started, asked whether they are ready."""

from __future__ import annotations

import http.client
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.issuer import AUDIENCE, ISSUER
from infra.nursery import Nursery
from infra.parts import Parts
from infra.places import ROOT
from infra.ports import HOST
from infra.processes import Launch, Supervisor

ALL_PARTS = "web,relay,inbox"


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

    def variables(self, service: str, port: int, parts: str = ALL_PARTS) -> dict[str, str | None]:
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
            "ZD_PARTS": parts,
            "ZD_TRACES": self.traces,
            "ZD_LOG_LEVEL": self.log_level,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": None,  # each start would compile some hundred files anew
            "PYTHONHOME": None,
        }


def serve(
    supervisor: Supervisor,
    service: str,
    told: Told,
    port: int,
    parts: str = ALL_PARTS,
    nursery: Nursery | None = None,
) -> None:
    """Start a process of a service, from the nursery where there is one, and wait until it is ready."""
    name, command = process_name(service, parts), (sys.executable, "-m", f"services.{service}", "serve")
    env = told.variables(service, port, parts)
    supervisor.start(Launch(name=name, argv=command, rank=1, cwd=ROOT, env=env, nursery=nursery))
    supervisor.wait_until(name, lambda: answers(port, "/readyz"), 90)


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
