"""Processes that the gateway's tests start, and how they speak to them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.gateway import FOLDER, FOREIGN_OPTIONS
from infra.processes import environment
from infra.wheels import node

HERE = Path(__file__).parent
PATIENCE = 90.0  # on a machine with much else to do


@dataclass(frozen=True)
class Gateway:
    """A running gateway."""

    kind: str
    address: str  # host:port
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.address}/graphql"

    def post(self, body: Any = None, *, headers: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        """Send a request as a strict client does; whatever comes of it, it is no fault of the server."""
        sent = {"accept": "application/graphql-response+json", **(headers or {})}
        answer = httpx.post(
            self.url, headers=sent, timeout=PATIENCE, **({"json": body} if body is not None else {}), **more
        )
        assert answer.status_code < 500, answer.text
        return answer

    def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """Run an operation; return the whole answer."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: dict[str, Any] = self.post({"query": query, "variables": variables or {}}, headers=names).json()
        return answer

    def code(self, ours: str, routers: str) -> str:
        """Return the code that this gateway gives: the services', or one of the router's own."""
        return ours if self.kind == "hive" else routers

    def logged(self) -> list[dict[str, Any]]:
        """Return the lines of its log so far."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def codes(answer: dict[str, Any]) -> set[str]:
    """Return the codes of an answer's errors."""
    return {error["extensions"]["code"] for error in answer["errors"]}


@contextmanager
def running(
    command: list[str], log: Path, env: Mapping[str, str | None] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process; stop it by its own id."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=FOLDER,
            env=environment({**FOREIGN_OPTIONS, **(env or {})}),
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a process answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            if httpx.get(url, timeout=5).status_code < 500:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail(f"{url} did not answer: {log.read_text(encoding='utf-8')}")


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[tuple[Gateway, subprocess.Popen[bytes]]]:
    """Serve with a Hive Gateway of the test's own; give it and its process."""
    with running([str(node()), "server.mjs"], log, environment) as process:
        address = f"127.0.0.1:{environment['GATEWAY_PORT']}"
        wait_for(f"http://{address}/healthcheck", process, log)
        yield Gateway("hive", address, log), process


@contextmanager
def subgraph(name: str, log: Path, port: int | None = None) -> Iterator[str]:
    """Serve one of the four; give its address."""
    port = port or free_port()
    command = [sys.executable, str(HERE / "subgraphs.py"), name, "serve", str(port)]
    with running(command, log) as process:
        wait_for(f"http://127.0.0.1:{port}/graphql?query=%7B__typename%7D", process, log)
        yield f"http://127.0.0.1:{port}/graphql"


def node_script(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the gateway's scripts."""
    return subprocess.run(
        [str(node()), *arguments],
        cwd=FOLDER,
        env=environment(FOREIGN_OPTIONS),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
