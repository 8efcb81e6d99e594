"""Processes of the platform: started in their own group, remembered on disk, stopped by id and never by name.

Each process has a record ``<data>/run/<name>.json`` with its id and the moment of its birth. A run that was killed leaves
its records, and the next one stops what is still alive. A process whose birth does not match is somebody else's.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from infra.nursery import Nursery
from infra.trouble import Trouble
from infra.unprivileged import Unprivileged

LOG_LIMIT = 20_000_000


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What to start, and how it wants to be stopped. Lower ranks are stopped first."""

    name: str
    argv: tuple[str, ...]
    rank: int
    cwd: Path
    env: Mapping[str, str | None] = field(default_factory=dict)  # beside ours; None takes a variable away
    stop_signal: int = signal.SIGTERM
    patience: float = 15.0
    run_as: Unprivileged | None = None
    on_screen: bool = False  # writes where we write, not into a log
    nursery: Nursery | None = None  # from which it can be forked, as it is `python -m …`


@dataclass(frozen=True, kw_only=True)
class Record:
    """A started process as it is remembered on disk."""

    name: str
    pid: int
    birth: str
    rank: int
    stop_signal: int
    patience: float

    @property
    def alive(self) -> bool:
        """Tell whether this very process still runs."""
        return birth(self.pid) == self.birth


def birth(pid: int) -> str | None:
    """Return what tells this process from a later one with the same id; None when it is gone or a zombie.

    On Linux clock ticks since boot, which a corrected system clock does not move.
    """
    try:
        # The name, in brackets, may hold spaces; the fields after it do not. Field 3 is the state, 20 the number of
        # threads, 22 the start. A zombie whose other threads still end (Java's) has not let go of its files and ports.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return _portable_birth(pid)
    except ProcessLookupError:
        return None
    return None if fields[0] in "ZX" and int(fields[17]) <= 1 else f"{boot}:{fields[19]}"


def _portable_birth(pid: int) -> str | None:
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else f"{process.create_time():.1f}"
    except psutil.NoSuchProcess:
        return None


class Supervisor:
    """Starts and stops the processes of one data folder."""

    def __init__(self, data: Path) -> None:
        """Use ``<data>/run`` for records and ``<data>/logs`` for output."""
        self.records = data / "run"
        self.logs = data / "logs"
        self._own: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Allow starts again."""
        self._closed = False

    def close(self, say: Callable[[Record], None] | None = None) -> None:
        """Stop everything, and start nothing any more: other threads may still be about to."""
        with self._lock:
            self._closed = True
        self.stop_all(say)

    def start(self, launch: Launch) -> Record:
        """Start a process in its own group, so that Ctrl-C reaches only us and we stop the others in order.

        One of the same name that still runs is stopped before.
        """
        if before := self.record(launch.name):
            self._end([before])  # remembered until the new one is, so that others always find one
        if launch.nursery:
            launch.nursery.ready()  # not under the lock: others start meanwhile
        self.records.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.log(launch.name)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.old"))
        with self._lock:
            if self._closed:
                raise Trouble("正在停止，不再启动新进程。", "Stopping: nothing is started any more.")
            pid = self._forked(launch, log) or self._spawned(launch, log)
            record = Record(
                name=launch.name,
                pid=pid,
                birth=birth(pid) or "stillborn",
                rank=launch.rank,
                stop_signal=int(launch.stop_signal),
                patience=launch.patience,
            )
            write_json(self.records / f"{launch.name}.json", asdict(record))
        return record

    def run(self, launch: Launch) -> int:
        """Run a process to its end, or until we close; return its exit code."""
        self.start(launch)
        code = self._own[launch.name].wait()
        self.forget(launch.name)
        return code

    def forget(self, name: str) -> None:
        """Remember a process no longer."""
        (self.records / f"{name}.json").unlink(missing_ok=True)

    def _forked(self, launch: Launch, log: Path) -> int | None:
        if launch.nursery is None:
            return None
        self._own.pop(launch.name, None)  # an earlier one; this one is no child of ours, and the system buries it
        return launch.nursery.fork(launch.argv, launch.cwd, environment(launch.env), log)

    def _spawned(self, launch: Launch, log: Path) -> int:
        process = self._own[launch.name] = _spawn(launch, log)
        return process.pid

    def log(self, name: str) -> Path:
        """Return where a process writes."""
        return self.logs / f"{name}.log"

    def record(self, name: str) -> Record | None:
        """Return what is remembered of a process."""
        try:
            return Record(**json.loads((self.records / f"{name}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def all(self) -> list[Record]:
        """Return all remembered processes, in the order in which they stop."""
        names = [path.stem for path in self.records.glob("*.json")] if self.records.exists() else []
        found = [record for name in names if (record := self.record(name))]
        return sorted(found, key=lambda record: (record.rank, record.name))

    def alive(self, name: str) -> bool:
        """Tell whether the process of this name runs."""
        self._reap(name)
        record = self.record(name)
        return record is not None and record.alive

    def stop(self, names: Iterable[str], say: Callable[[Record], None] | None = None) -> None:
        """Ask these processes to end, all at once; kill those that have not after their patience."""
        records = [record for name in names if (record := self.record(name))]
        self._end(records, say)
        for record in records:
            self.forget(record.name)

    def _end(self, records: Sequence[Record], say: Callable[[Record], None] | None = None) -> None:
        for record in records:
            if record.alive:
                if say:
                    say(record)
                _signal(record, record.stop_signal)
        for record in records:
            if not self._gone(record, record.patience):
                self._kill_group(record)

    def stop_all(self, say: Callable[[Record], None] | None = None) -> list[str]:
        """Stop everything that is remembered, rank by rank; returns the names of those that were alive."""
        records = self.all()
        names = [record.name for record in records if record.alive]
        for rank in sorted({record.rank for record in records}):
            self.stop([record.name for record in records if record.rank == rank], say)
        return names

    def kill(self, name: str) -> None:
        """Kill a process of ours at once, as a fault would."""
        record = self.record(name)
        if record and record.alive:
            self._kill_group(record)

    def wait_until(self, name: str, ready: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait until a started process is ready; say what it wrote when it ends or stays silent."""
        began = time.monotonic()
        while not ready():
            waited = time.monotonic() - began
            if not self.alive(name):
                raise self._failed(name, "启动失败", "did not start")
            if waited > seconds:
                raise self._failed(name, f"{seconds:.0f} 秒内未就绪", f"was not ready within {seconds:.0f} s")
            time.sleep(0.02 if waited < 1 else 0.1)  # asking takes time from those that start

    def _failed(self, name: str, chinese: str, english: str) -> Trouble:
        tail = "\n".join(self.tail(name, 12))
        log = self.log(name)
        return Trouble(f"{name} {chinese}，日志：{log}", f"{name} {english}; its log is {log} and ends with:\n{tail}")

    def tail(self, name: str, lines: int) -> list[str]:
        """Return the last lines that a process wrote."""
        try:
            with self.log(name).open("rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - 200 * lines - 2000))
                return log.read().decode("utf-8", "replace").splitlines()[-lines:]
        except FileNotFoundError:
            return []

    def _gone(self, record: Record, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while record.alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
            self._reap(record.name)
        self._reap(record.name)
        return True

    def _kill_group(self, record: Record) -> None:
        if record.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(record.pid, signal.SIGKILL)  # the group has the leader's id: start_new_session
            self._gone(record, 10.0)

    def _reap(self, name: str) -> None:
        """Collect a child that has ended, so that it is no zombie."""
        with self._lock:
            process = self._own.get(name)
        if process is not None:
            process.poll()


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """Return our environment with these changes."""
    return {name: value for name, value in {**os.environ, **changes}.items() if value is not None}


def _spawn(launch: Launch, log: Path) -> subprocess.Popen[bytes]:
    argv, options = launch.run_as.popen(launch.argv) if launch.run_as else (launch.argv, {})
    with contextlib.nullcontext() if launch.on_screen else log.open("ab") as output:
        return subprocess.Popen(
            argv,
            cwd=launch.cwd,
            env=environment(launch.env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if launch.on_screen else subprocess.STDOUT,
            start_new_session=True,
            **options,
        )


def _signal(record: Record, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(record.pid, number)


def write_json(path: Path, content: object, mode: int = 0o644) -> None:
    """Write a small file so that a reader sees the old or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    draft.touch(mode=mode)
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
