"""Stores of files for tests: a folder, and an S3-compatible store that is asked over HTTP on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

Place = dict[str, Any]  # settings that say where files are kept


def folder(path: Path) -> Place:
    """Keep files in a folder."""
    return {"files": path.as_uri()}


@contextmanager
def bucket(name: str = "zd-files") -> Iterator[Place]:
    """Keep files in a bucket of a store that runs while the test does."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        httpx.put(f"{endpoint}/{name}", trust_env=False).raise_for_status()
        yield in_bucket(endpoint, name)
    finally:
        server.stop()


def in_bucket(endpoint: str, name: str = "zd-files") -> Place:
    """Name a bucket of a store at an address."""
    return {
        "files": f"s3://{name}/attachments?endpoint={quote(endpoint, safe='')}&region=us-east-1",
        "files_access_key": SecretStr("test-access"),
        "files_secret_key": SecretStr("test-secret"),
    }
