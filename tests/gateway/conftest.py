"""The real gateways before four small subgraphs, each in a process of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from infra.gateway import install, kinds, router_binary, router_environment
from infra.wheels import node
from tests.gateway.gateways import HERE, PATIENCE, Gateway, free_port, node_script, running, subgraph, wait_for

NAMES = ("reserve", "schedule", "support", "assessment")
SAFE_DOCUMENT = "query Cards { cards }"
Start = Callable[..., Gateway]


@pytest.fixture(scope="session")
def packages() -> None:
    """Install the gateway's Node packages where they are missing."""
    install(lambda chinese, english: sys.stderr.write(f"{chinese} / {english}\n"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gateway")


@pytest.fixture(scope="session")
def schemas(folder: Path) -> Path:
    """Write the four schemas as Strawberry prints them, laid out like services/."""
    for name in NAMES:
        command = [sys.executable, str(HERE / "subgraphs.py"), name, "sdl"]
        sdl = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        place = folder / "services" / name / "schema.graphql"
        place.parent.mkdir(parents=True)
        place.write_text(sdl, encoding="utf-8")
    return folder / "services"


@pytest.fixture(scope="session")
def supergraph(packages: None, schemas: Path, folder: Path) -> Path:
    """Compose them."""
    composed = folder / "supergraph.graphql"
    done = node_script("compose.mjs", "--services", str(schemas), "--out", str(composed))
    assert done.returncode == 0, done.stderr
    return composed


@pytest.fixture(scope="session")
def subgraphs(folder: Path) -> Iterator[dict[str, str]]:
    """Serve the four; give their addresses by name."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(subgraph(name, folder / f"{name}.log")) for name in NAMES}


@pytest.fixture
def environment(supergraph: Path, subgraphs: dict[str, str]) -> dict[str, str]:
    """Tell a Hive Gateway of a test's own where everything is."""
    return environment_of(supergraph, subgraphs)


def environment_of(supergraph: Path, subgraphs: dict[str, str]) -> dict[str, str]:
    """Return what tells a Hive Gateway where these are."""
    addresses = {f"{name.upper()}_URL": url for name, url in subgraphs.items()}
    return {
        "GATEWAY_PORT": str(free_port()),
        "GATEWAY_MODE": "production",
        "GATEWAY_SUPERGRAPH": str(supergraph),
        **addresses,
    }


@pytest.fixture(scope="session", params=kinds())
def start(request: pytest.FixtureRequest, supergraph: Path, subgraphs: dict[str, str], folder: Path) -> Iterator[Start]:
    """Start gateways of one kind on demand; they live as long as the tests on this kind."""
    kind: str = request.param
    with ExitStack() as stack:

        def begin(mode: str, **more: str) -> Gateway:
            port, log = free_port(), folder / f"{kind}-{free_port()}.log"
            env = {
                "GATEWAY_PORT": str(port),
                "GATEWAY_MODE": mode,
                "GATEWAY_SUPERGRAPH": str(supergraph),
                **{f"{name.upper()}_URL": url for name, url in subgraphs.items()},
                **more,
            }
            command = [str(node()), "server.mjs"]
            if kind == "router":
                config = folder / f"router-{port}.yaml"
                with running([str(node()), "render-router-config.mjs", str(config)], log, env) as rendering:
                    assert rendering.wait(PATIENCE) == 0, log.read_text(encoding="utf-8")
                env, command = router_environment(config), [str(router_binary())]
            process = stack.enter_context(running(command, log, env))
            wait_for(f"http://127.0.0.1:{port}/readiness", process, log)
            return Gateway(kind, f"127.0.0.1:{port}", log)

        yield begin


@pytest.fixture(scope="session")
def development(start: Start) -> Gateway:
    return start("development")


@pytest.fixture(scope="session")
def production(start: Start) -> Gateway:
    return start("production")


@pytest.fixture(scope="session")
def safelisted(start: Start, folder: Path) -> Gateway:
    """In production, with a list of one document."""
    listed = folder / "safelist.json"
    listed.write_text(json.dumps({hashlib.sha256(SAFE_DOCUMENT.encode()).hexdigest(): SAFE_DOCUMENT}), encoding="utf-8")
    return start("production", GATEWAY_SAFELIST=str(listed))
