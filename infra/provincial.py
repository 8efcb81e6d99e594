"""Whom reserve and support of a started platform let in as the provincial platform: one client, each data folder's own keys."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from typing import Any

from infra.issuer import DEMO_DIVISION
from infra.processes import write_json

CLIENT = "hn-zwfw"
_VARIABLE, _FILE = "ZD_PROVINCIAL_CLIENTS", "provincial-clients.json"
_SECRET_BYTES = 32


def variables(data: Path) -> dict[str, str | None]:
    """Return what the services are told of clients; nothing where whoever starts the platform named a file, which then holds."""
    if os.environ.get(_VARIABLE):
        return {}
    path = data.absolute() / _FILE
    if not path.exists():
        write_json(path, {"clients": [_client()]}, mode=0o600)
    return {_VARIABLE: str(path)}


def own_clients(data: Path) -> Path | None:
    """Return the file that this data folder made; None where another one holds, or there is none."""
    path = data / _FILE
    return path if path.exists() and not os.environ.get(_VARIABLE) else None


def _client() -> dict[str, Any]:
    """Describe the client; nobody hears its callbacks until somebody writes a `callbackUrl`."""
    keys = (("demo-sha256", "HMAC-SHA256"), ("demo-sm3", "HMAC-SM3"))
    return {
        "id": CLIENT,
        "name": "省政务服务平台（示例）",
        "division": DEMO_DIVISION,
        "keys": [{"id": name, "algorithm": algorithm, "secret": _secret()} for name, algorithm in keys],
    }


def _secret() -> str:
    return base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
