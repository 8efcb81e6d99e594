"""Locks between several `./dev`: the system lets go of one when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def tried(path: Path) -> Iterator[bool]:
    """Hold a lock if nobody does; False when somebody does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


@contextlib.contextmanager
def held(path: Path, wait: Callable[[], None]) -> Iterator[int]:
    """Hold a lock; call `wait` when that has to be waited for.

    Yields its descriptor. A child that inherits it holds the lock too: so what a killed `./dev` left at work in a shared
    folder is waited for before somebody else works there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
