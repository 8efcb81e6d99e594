"""Pairs in one run: ours and the raw limit take turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

Once = Callable[[int], Awaitable[object]]


@dataclass(frozen=True)
class Side:
    """One side of a pair: requests a second and the median time of one, by round."""

    name: str
    rates: tuple[float, ...]
    medians_ms: tuple[float, ...]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.medians_ms)


@dataclass(frozen=True)
class Pair:
    """Ours against the limit; `ratio` is ours over the limit's rate, with the least and most of the rounds."""

    title: str
    ours: Side
    limit: Side

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(a / b for a, b in zip(self.ours.rates, self.limit.rates, strict=True))

    def facts(self) -> dict[str, Any]:
        low, high = min(self.ratios), max(self.ratios)
        sides = {"ours": asdict(self.ours), "limit": asdict(self.limit)}
        return {
            "title": self.title,
            "ratio": round(statistics.median(self.ratios), 3),
            "spread": [round(low, 3), round(high, 3)],
            **sides,
        }


async def compare(
    title: str, ours: tuple[str, Once], limit: tuple[str, Once], *, rounds: int, seconds: float, clients: int
) -> Pair:
    """Let both sides take turns and keep the rates of every round."""
    measured: dict[str, list[tuple[float, float]]] = {ours[0]: [], limit[0]: []}
    for name, once in (ours, limit):
        await _round(once, seconds / 4, clients)  # warm: connections, plans, caches
    for turn in range(rounds):
        for name, once in (ours, limit) if turn % 2 == 0 else (limit, ours):
            measured[name].append(await _round(once, seconds, clients))
    return Pair(title, _side(ours[0], measured), _side(limit[0], measured))


def _side(name: str, measured: dict[str, list[tuple[float, float]]]) -> Side:
    return Side(name, tuple(r for r, _ in measured[name]), tuple(m for _, m in measured[name]))


async def _round(once: Once, seconds: float, clients: int) -> tuple[float, float]:
    """Keep `clients` requests under way for a time; return the rate and the median time of one in milliseconds."""
    times: list[float] = []
    counter = iter(range(1 << 30))
    until = time.perf_counter() + seconds

    async def client() -> None:
        while (began := time.perf_counter()) < until:
            await once(next(counter))
            times.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return len(times) / (time.perf_counter() - began), statistics.median(times) * 1000
