"""The start of Kafka, learnt once: a later start takes 1.4 s instead of 3.5."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from infra import locks, ports
from infra.kafka import JVM, NAME, Kafka
from infra.processes import Supervisor
from infra.wheels import java

LOCK = "learning.lock"
QUIET = ("-Xlog:disable", "-Xlog:all=error:stderr")


def place(cache: Path, classpath: Sequence[Path]) -> Path:
    """Return the file that holds what was learnt with this Java, these jars in these places, and these options."""
    facts = [str(java()), str(java().stat().st_mtime_ns), *JVM]
    facts += [f"{jar} {jar.stat().st_mtime_ns} {jar.stat().st_size}" for jar in classpath]
    return cache / f"kafka-{hashlib.sha256(chr(10).join(facts).encode()).hexdigest()[:16]}.aot"


def learn(target: Path, classpath: tuple[Path, ...]) -> bool:
    """Run a node of its own once, let Java write down what it loaded; False when this Java could not, or another learns."""
    with locks.tried(target.parent / LOCK) as alone:
        return alone and _learn(target, classpath)


def clear_away(cache: Path) -> None:
    """Stop and remove what was learning when it was killed."""
    with locks.tried(cache / LOCK) as alone:
        for folder in cache.glob(".learning-*") if alone else ():
            Supervisor(folder).stop_all()
            shutil.rmtree(folder, ignore_errors=True)


def _learn(target: Path, classpath: tuple[Path, ...]) -> bool:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".learning-") as folder:
        data, draft = Path(folder), Path(folder) / "draft.aot"
        supervisor = Supervisor(data)
        options = (f"-XX:AOTCacheOutput={draft}", *QUIET)
        node = Kafka(data, ports.free(), ports.free(), classpath, supervisor, options, patience=90.0)
        try:
            node.start()
            time.sleep(1)  # what it loads after its first answer belongs to its start too
            supervisor.stop([NAME])  # it writes down what it has learnt
        finally:
            supervisor.kill(NAME)
        if not draft.exists():
            return False
        draft.replace(target)
    return True


def use(learnt: Path) -> tuple[str, ...]:
    """Return the options that make Kafka use what was learnt; Java goes on without when it does not fit."""
    return (f"-XX:AOTCache={learnt}", *QUIET) if learnt.exists() else ()
