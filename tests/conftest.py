"""What all tests share: the real parts, started once a run in a data folder of its own, and services on fresh databases."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from infra.parts import Parts
from infra.platform import Platform
from services.chassis.config import Mode, Settings
from services.chassis.service import Service
from tests.harness.api import Api, opened
from tests.harness.databases import Databases
from tests.harness.people import AUDIENCE, Issuer

# they assert as much as the tests do; said here, for the bench uses them too and may be collected first
pytest.register_assert_rewrite("tests.e2e.story", "tests.e2e.chapters")

gc.set_threshold(
    20_000, 20, 20
)  # looking for garbage among all that a run of thousands of tests keeps was a third of its time
hypothesis.settings.register_profile("untimed", deadline=None)  # what a busy machine does slowly is not wrong
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put modules that ask for more time than others first, so that processes side by side end together."""
    long = {item.path for item in items if item.get_closest_marker("timeout")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """What is there now stays to the end: no use in looking through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    """Give the run a data folder of its own, so that it can run beside a running platform."""
    folder = ROOT / ".data" / "tests" / str(os.getpid())
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def platform(data_folder: Path) -> Iterator[Platform]:
    made = Platform(data_folder)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def parts(platform: Platform) -> Parts:
    """Start PostgreSQL, Valkey and Kafka."""
    return platform.start_parts()


@pytest.fixture(scope="session")
def issuer(data_folder: Path) -> Issuer:
    return Issuer(data_folder / "test-issuer")


@pytest.fixture(scope="session")
def databases(parts: Parts) -> Databases:
    return Databases(parts.admin)


@pytest.fixture(scope="session")
def settings(parts: Parts, issuer: Issuer) -> Settings:
    """Settings of a development service that serves only GraphQL; tests of events choose other parts."""
    return Settings(
        mode=Mode.DEVELOPMENT,
        database_url="postgresql://replaced-by-each-test",
        kafka_url=parts.kafka,
        redis_url=parts.valkey,
        oidc_issuer="https://issuer.invalid/dev",
        oidc_audience=AUDIENCE,
        oidc_jwks=str(issuer.jwks),
        parts="web",
        pool_size=5,
        pool_wait_seconds=120,  # an operation of all that a schema has opens a session for each field that is walked
        statement_timeout_ms=60_000,  # what a busy machine does slowly it still has to do
    )


ServiceApi = Callable[..., Any]


@pytest.fixture(scope="module")
async def service_api(databases: Databases, settings: Settings, issuer: Issuer) -> AsyncIterator[ServiceApi]:
    """Give `await service_api("reserve")`: the service on a fresh database, in this process, until the module ends."""
    async with AsyncExitStack() as stack:

        async def make(which: str | Service, **changes: Any) -> Api:
            service = which if isinstance(which, Service) else importlib.import_module(f"services.{which}.app").SERVICE
            own = await databases.fresh(service, settings.model_copy(update=changes))
            return await stack.enter_async_context(opened(service, own, issuer))

        yield make
