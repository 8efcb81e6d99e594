"""All of one data folder, started side by side: what `./dev up` and the tests use."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from infra import file_store, gateway, issuer, migrating, provincial, services
from infra.nursery import Nursery
from infra.parts import Given, Parts, Starting
from infra.places import ROOT, SERVICES, KeptPorts
from infra.ports import HOST
from infra.processes import Record, Supervisor
from infra.report import Report
from infra.trouble import (
    LEAST_FREE_AGAIN_BYTES,
    LEAST_FREE_BYTES,
    Trouble,
    disk_full,
    is_full,
    require_space,
)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the platform shall run."""

    given: Given = field(default_factory=Given)
    gateway: str = "hive"
    port: int | None = None  # of the endpoint
    mode: str = "development"
    traces: str = ""
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # service → the parts of each of its processes
    workers: Mapping[str, int] = field(default_factory=dict)  # service → how many processes serve users, one by default
    report: Report = field(default_factory=Report)


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where everything is."""

    endpoint: str
    services: dict[str, str]
    parts: Parts


class Platform:
    """The platform of one data folder."""

    def __init__(self, data: Path, options: Options | None = None) -> None:
        """Begin nothing yet."""
        self.data = data.absolute()
        self.options = options or Options()
        self.supervisor = Supervisor(self.data)
        self.ports = KeptPorts(self.data)
        self._again: dict[str, Callable[[], None]] = {}
        self._files: dict[str, str | None] = {}
        self._clients: dict[str, str | None] = {}

    def start_parts(self) -> Parts:
        """Start PostgreSQL, Valkey and Kafka, with the services' databases and topics; wait until all answer."""
        return self._run(lambda pool: self._begin(pool).result())

    def start(self) -> Running:
        """Start everything; what does not wait for something else starts at once."""
        nursery = Nursery(ROOT)
        try:
            return self._run(partial(self._start_all, nursery=nursery))
        finally:
            nursery.close()

    def stop(self, say: Callable[[Record], None] | None = None) -> None:
        """Stop everything in order: gateway, services, Valkey and Kafka, PostgreSQL. Nothing starts after that."""
        self.supervisor.close(say)

    def kill(self, name: str) -> None:
        """Kill a process of the platform at once, as a fault would."""
        self.supervisor.kill(name)

    def restart(self, name: str) -> None:
        """Start a part, a service or the gateway (again, on the same port and data); wait until it is ready."""
        self._timed(name, self._again[name])

    def _timed(self, name: str, start: Callable[[], None]) -> None:
        began = time.monotonic()
        start()
        self.options.report.ready(name, time.monotonic() - began)

    def _run(self, begin: Callable[[ThreadPoolExecutor], T]) -> T:
        require_space(self.data, LEAST_FREE_AGAIN_BYTES if (self.data / "postgres").exists() else LEAST_FREE_BYTES)
        self.data.mkdir(parents=True, exist_ok=True)
        self.supervisor.stop_all()  # what a killed run left
        self.supervisor.open()
        pool = ThreadPoolExecutor(16, thread_name_prefix="start")
        try:
            return begin(pool)
        except BaseException as error:
            self.supervisor.close()
            if isinstance(error, (Trouble, OSError)) and is_full(self.data):
                raise disk_full(self.data) from error  # whatever it said, this is why
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, pool: ThreadPoolExecutor) -> Starting:
        starting = Starting(self.data, self.supervisor, self.ports, self.options.given, self.options.report)
        starting.begin(pool)
        self._again |= {name: partial(starting.start_again, name) for name in ("postgres", "valkey", "kafka")}
        return starting

    def _start_all(self, pool: ThreadPoolExecutor, nursery: Nursery) -> Running:
        ports = {name: self.ports.of(name) for name in SERVICES}
        starting = self._begin(pool)
        self._files = file_store.variables(self.data)
        self._clients = provincial.variables(self.data)
        entrance = pool.submit(self._start_gateway, ports)
        keys = pool.submit(issuer.key_set, self.data)
        serving = [
            pool.submit(self._start_service, name, port, starting, keys, nursery) for name, port in ports.items()
        ]
        everything: list[Future[Any]] = [starting.databases, starting.valkey, starting.kafka, entrance, *serving]
        done, _ = wait(everything, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
        addresses = {name: f"http://{HOST}:{port}" for name, port in ports.items()}
        return Running(endpoint=entrance.result(), services=addresses, parts=starting.result())

    def _start_gateway(self, ports: dict[str, int]) -> str:
        gateway.install(self.options.report.say)
        port = self.options.port or self.ports.of("gateway")
        entrance = gateway.Gateway(
            port=port, services=ports, supervisor=self.supervisor, kind=self.options.gateway, mode=self.options.mode
        )
        self._again[gateway.NAME] = entrance.start
        self.restart(gateway.NAME)
        return entrance.url

    def _start_service(self, name: str, port: int, starting: Starting, keys: Future[Path], nursery: Nursery) -> None:
        """Start a service when database and Valkey are there; it waits for Kafka by itself."""
        admin, urls = starting.databases.result()
        parts = Parts(admin=admin, databases=urls, kafka=starting.kafka_url, valkey=starting.valkey.result())
        told = services.Told(
            parts=parts,
            jwks=keys.result(),
            mode=self.options.mode,
            traces=self.options.traces,
            files=self._files,
            clients=self._clients,
        )
        migrating.migrate(name, told, self.data, self.supervisor)
        for process in self._processes(name, port):
            again = self._again[process.name] = partial(services.serve, self.supervisor, process, told)
            self._timed(process.name, partial(again, nursery=nursery))

    def _processes(self, name: str, port: int) -> list[services.Process]:
        """Return the processes of a service: its parts, together or apart, and more of those that serve users."""
        workers = self.options.workers.get(name, 1)
        found = []
        for parts in self.options.apart.get(name, (services.ALL_PARTS,)):
            called = services.process_name(name, parts)
            if called == name:
                found.append(services.Process(service=name, port=port, parts=parts, workers=workers))
            else:
                found.append(services.Process(service=name, port=self.ports.of(called), parts=parts))
        more = range(2, workers + 1)
        return found + [services.Process(service=name, port=port, parts="web", worker=n, workers=workers) for n in more]
