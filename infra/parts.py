"""PostgreSQL, Valkey and Kafka of one data folder, started side by side; or those given by URL."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from infra import databases, elsewhere, kafka_aot, kafka_jars, topics
from infra.kafka import Kafka
from infra.places import SERVICES, KeptPorts
from infra.ports import HOST
from infra.postgres import Postgres
from infra.processes import Supervisor
from infra.report import Report
from infra.valkey import Valkey

T = TypeVar("T")
Node = Postgres | Valkey | Kafka


@dataclass(frozen=True, kw_only=True)
class Given:
    """Parts that run elsewhere, by URL; None for those that we start."""

    database: str | None = None
    kafka: str | None = None
    redis: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no address before anything is fetched or started."""
        for url, place in (
            (self.database, elsewhere.database),
            (self.kafka, elsewhere.kafka),
            (self.redis, elsewhere.valkey),
        ):
            if url is not None:
                place(url)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Where the parts are."""

    admin: str  # PostgreSQL as its administrator: for `./dev` and the tests, never for a service
    databases: Mapping[str, str]  # each service's own, as its owner
    kafka: str
    valkey: str


class Starting:
    """The parts while they start: each can be waited for on its own."""

    def __init__(self, data: Path, supervisor: Supervisor, kept: KeptPorts, given: Given, report: Report) -> None:
        """Begin nothing yet."""
        self._data, self._supervisor, self._kept, self._given, self._report = data, supervisor, kept, given, report
        self.nodes: dict[str, Node] = {}
        self.databases: Future[tuple[str, dict[str, str]]]
        self.kafka: Future[str]
        self.valkey: Future[str]
        self.kafka_url = given.kafka or f"{HOST}:{kept.of('kafka')}"

    def begin(self, pool: ThreadPoolExecutor) -> None:
        """Start all of them at once."""
        self.kafka = pool.submit(self._timed, "Kafka", self._start_kafka)
        self.databases = pool.submit(self._timed, "PostgreSQL", self._start_postgres)
        self.valkey = pool.submit(self._timed, "Valkey", self._start_valkey)

    def _timed(self, name: str, start: Callable[[], T]) -> T:
        began = time.monotonic()
        started = start()
        self._report.ready(name, time.monotonic() - began)
        return started

    def result(self) -> Parts:
        """Wait for all of them."""
        admin, urls = self.databases.result()
        return Parts(admin=admin, databases=urls, kafka=self.kafka.result(), valkey=self.valkey.result())

    def start_again(self, name: str) -> None:
        """Start a part of ours again, on the same port and data."""
        self.nodes[name].start()

    def _start_postgres(self) -> tuple[str, dict[str, str]]:
        admin = self._given.database
        if admin is None:
            node = Postgres(self._data, self._kept.of("postgres"), self._supervisor)
            self.nodes["postgres"] = node
            node.start()
            admin = node.admin_url
        return admin, databases.prepare(admin, SERVICES, self._data)

    def _start_valkey(self) -> str:
        if self._given.redis:
            elsewhere.see_that_valkey_answers(self._given.redis)
            return self._given.redis
        node = Valkey(self._data, self._kept.of("valkey"), self._supervisor)
        self.nodes["valkey"] = node
        node.start()
        return node.url

    def _start_kafka(self) -> str:
        url = self._given.kafka
        if url is None:
            node = self._kafka_node()
            self.nodes["kafka"] = node
            node.start()
            url = node.url
        topics.create(url, SERVICES)
        return url

    def _kafka_node(self) -> Kafka:
        classpath = kafka_classpath(self._report)
        learnt = kafka_aot.place(kafka_jars.cache(), classpath)
        return Kafka(
            self._data,
            int(self.kafka_url.rpartition(":")[2]),
            self._kept.of("kafka-controller"),
            classpath,
            self._supervisor,
            kafka_aot.use(learnt),
        )


def kafka_classpath(report: Report) -> tuple[Path, ...]:
    """Return Kafka's jars, fetched when they are not here."""
    folder, wanted = kafka_jars.cache() / "jars", kafka_jars.listed()
    if count := kafka_jars.missing(folder, wanted):
        report.say(
            f"下载 Kafka 4.3.1：{count} 个组件，约 45 MB，仅此一次，存于 {folder}",
            f"fetching Kafka 4.3.1: {count} jars, about 45 MB, once, kept in {folder}",
        )
    return tuple(kafka_jars.jars(folder, wanted, lambda done, count: report.progress("Kafka", done, count)))


def learn_kafka(report: Report) -> None:
    """See that Kafka's start has been learnt: pays for whoever starts it often, so `./dev up` asks and tests do not."""
    classpath = kafka_classpath(report)
    learnt = kafka_aot.place(kafka_jars.cache(), classpath)
    kafka_aot.clear_away(kafka_jars.cache())
    if not learnt.exists():
        report.say(
            "记录 Kafka 的启动过程，约 15 秒，仅此一次；以后启动快一倍",
            "learning Kafka's start: about 15 s, once; later starts take half the time",
        )
        kafka_aot.learn(learnt, classpath)
