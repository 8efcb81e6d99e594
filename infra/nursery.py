"""What the services share, imported once a start: one process imports the chassis and forks each service from there.

Four services import nearly the same, and on two cores that is most of what a start costs. A forked process runs what
`python -m …` would run, with an environment, a log and a process group of its own, and `ps` shows it by that command.
The nursery ends when the start is over, and by itself when `./dev` was killed; whom it bore lives on.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

SERVICES_SHARE = (
    *("services.chassis.main", "services.chassis.app", "services.chassis.telemetry"),
    *("uvicorn", "uvicorn.lifespan.on", "uvicorn.loops.uvloop", "uvicorn.protocols.http.httptools_impl"),
    *("uvicorn.protocols.websockets.websockets_sansio_impl", "sqlalchemy.dialects.postgresql.asyncpg"),
)
_ARGUMENTS_START, _ARGUMENTS_END = 45, 46  # in /proc/self/stat, counted from the field after the name


class Nursery:
    """A process that forks others when it has imported what they share."""

    def __init__(self, cwd: Path, shared: Sequence[str] = SERVICES_SHARE) -> None:
        """Let it begin to import; nobody waits for it yet."""
        self._lock = threading.Lock()
        self._ready: bool | None = None
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}  # its own, until a forked process gets another
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "infra.nursery", *shared],
            cwd=cwd,
            env=environment,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what cannot be imported will be told by the service, started by itself
            start_new_session=True,
        )

    def ready(self) -> bool:
        """Wait until it has imported; False when there is nothing to fork from."""
        with self._lock:
            if self._ready is None:
                self._ready = self._answer() == "ready"
            return self._ready

    def fork(self, argv: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> int | None:
        """Fork a process that runs `argv`, a `python -m …`; return its id, or None when it must be started by itself."""
        if not self.ready():
            return None
        order = {"argv": list(argv), "cwd": str(cwd), "env": dict(env), "log": str(log)}
        with self._lock, contextlib.suppress(OSError, ValueError):
            _end(self._process.stdin).write(json.dumps(order).encode() + b"\n")
            return int(self._answer())
        return None

    def close(self) -> None:
        """End it; whoever waits for its answer gets none."""
        self._process.kill()
        self._process.wait()
        with self._lock:
            self._ready = False
            _end(self._process.stdin).close()
            _end(self._process.stdout).close()

    def _answer(self) -> str:
        return _end(self._process.stdout).readline().decode().strip()


def _end(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def main(shared: Sequence[str]) -> None:
    """Import, then fork whoever is asked for, until the asker is gone."""
    gc.disable()  # imports allocate much and free little
    for module in shared:
        importlib.import_module(module)
    gc.freeze()  # what is shared stays shared: the collector would write to it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how a forked process ended
    sys.stdout.write("ready\n")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(**order)
            return  # the interpreter ends as it always does
        sys.stdout.write(f"{pid}\n")


def _become(argv: list[str], cwd: str, env: dict[str, str], log: str) -> None:
    """Live as `argv` from here on."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, standard in ((nothing, 0), (told, 1), (told, 2)):
        os.dup2(ours, standard)
    os.close(told)
    os.close(nothing)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    _show_as(argv)
    _python, _dash_m, module, *arguments = argv
    sys.argv = [module, *arguments]
    gc.enable()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _show_as(argv: Sequence[str]) -> None:
    """Write the command over ours, where `ps` reads it; where the system has it elsewhere, ours stays."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        start, end = int(fields[_ARGUMENTS_START]), int(fields[_ARGUMENTS_END])
        shown = "\0".join(argv).encode()[: end - start - 1]
        with Path("/proc/self/mem").open("r+b", buffering=0) as memory:
            memory.seek(start)
            memory.write(shown.ljust(end - start, b"\0"))


if __name__ == "__main__":
    main(sys.argv[1:])
