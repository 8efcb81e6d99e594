"""Who uses a data folder: one command at a time, found again by `./dev down` and `status`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.places import DEFAULT_DATA
from infra.processes import birth, write_json
from infra.trouble import Trouble

STOP_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Run:
    """A command that runs a platform, as others find it."""

    pid: int
    birth: str
    command: str = "./dev up"
    endpoint: str | None = None  # known when it is ready

    @property
    def alive(self) -> bool:
        """Tell whether it still runs."""
        return birth(self.pid) == self.birth


def mine(command: str = "./dev up", endpoint: str | None = None) -> Run:
    """Describe this process."""
    return Run(pid=os.getpid(), birth=birth(os.getpid()) or "", command=command, endpoint=endpoint)


def of(data: Path) -> Run | None:
    """Return the run of a data folder that is alive."""
    try:
        run = Run(**json.loads((data / "up.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return run if run.alive else None


def tell(data: Path, run: Run) -> None:
    """Let others find this run."""
    write_json(data / "up.json", asdict(run))


@contextlib.contextmanager
def held(data: Path, command: str = "./dev up") -> Iterator[None]:
    """Hold the data folder for this command; the system lets go of it when we end, however we end."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _taken(data) from error
        tell(data, mine(command))
        try:
            yield
        finally:
            (data / "up.json").unlink(missing_ok=True)


def _taken(data: Path) -> Trouble:
    run = of(data)
    who = f"{run.command} (pid {run.pid})" if run else "./dev"
    at = f" {run.endpoint}" if run and run.endpoint else ""
    which = "" if data == DEFAULT_DATA else f" --data {data}"
    return Trouble(
        f"{who} 正在使用 {data}{at}。查看：./dev status{which}；停止：./dev down{which}；或用 --data 指定其他目录。",
        f"{who} is using {data}{at}. See ./dev status{which}, stop it with ./dev down{which}, "
        "or choose another folder with --data.",
    )


def stop(run: Run) -> None:
    """Ask a run to stop in order, and wait until it has."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(run.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while run.alive:
        if time.monotonic() > deadline:
            raise Trouble(
                f"{run.command} (pid {run.pid}) 在 {STOP_SECONDS} 秒内未停止。",
                f"{run.command} (pid {run.pid}) did not stop within {STOP_SECONDS} s.",
            )
        time.sleep(0.05)
