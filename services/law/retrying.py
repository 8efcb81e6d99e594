"""How often what did not arrive is tried again, and after what time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How often and after what time something is tried again."""

    tries: int
    first: timedelta
    longest: timedelta

    def pause(self, tries: int, spread: float) -> timedelta:
        """Return the time to wait after a number of tries: doubled each time, and spread between its half and its whole.

        >>> policy = Policy(tries=12, first=timedelta(seconds=8), longest=timedelta(hours=1))
        >>> [policy.pause(n, 1.0).total_seconds() for n in (1, 2, 3, 20)], policy.pause(3, 0.0).total_seconds()
        ([8.0, 16.0, 32.0, 3600.0], 16.0)
        """
        doubled: timedelta = self.first * 2 ** min(tries - 1, 20)
        return min(doubled, self.longest) * (0.5 + spread / 2)
