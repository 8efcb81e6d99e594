"""What a start tells while it goes on; silent unless somebody listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _silent(*_told: object) -> None:
    """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """Who listens to what.

    say: a sentence in Chinese and in English.
    progress: of a download: its name, how many are done, how many there are.
    ready: a part that is up, and how many seconds it took.
    """

    say: Callable[[str, str], None] = _silent
    progress: Callable[[str, int, int], None] = _silent
    ready: Callable[[str, float], None] = _silent
