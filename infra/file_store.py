"""Where a started platform keeps the bytes of files: a folder below its data, and a key that signs links to them."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from infra.processes import write_json

FOLDER = "files"
LINK_KEY = "files-link-key.json"


def variables(data: Path) -> dict[str, str | None]:
    """Return what services are told of files; nothing where whoever starts the platform set ZD_FILES, which then holds."""
    if os.environ.get("ZD_FILES"):
        return {}
    return {"ZD_FILES": (data.absolute() / FOLDER).as_uri(), "ZD_FILES_LINK_KEY": _link_key(data / LINK_KEY)}


def of_service(told: Mapping[str, str | None], service: str) -> dict[str, str | None]:
    """Give each service a place of its own below the store: what one clears away another may still have.

    reserve, which had files first, keeps the place itself.
    """
    place = told.get("ZD_FILES") or os.environ.get("ZD_FILES")
    if not place or service == "reserve":
        return dict(told)
    parts = urlsplit(place)
    return {**told, "ZD_FILES": urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{service}"))}


def _link_key(path: Path) -> str:
    """Return the key of this data folder, made at first and readable by its owner alone."""
    if not path.exists():
        write_json(path, {"key": secrets.token_hex(32)}, mode=0o600)
    return str(json.loads(path.read_text(encoding="utf-8"))["key"])
