"""Pairs in one run: ours and the raw limit take turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Literal

Once = Callable[[int, int], Awaitable[float | None]]
"""One request of a client (its number) at a turn (never the same twice). What it returns, if anything, is its time in
seconds: where only a part of it is to be measured."""
Kind = Literal["rate", "latency", "times"]
"""What a ratio tells: rates, the limit's time over ours, or how many times as long ours takes."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How long and how hard is measured."""

    rounds: int
    seconds: float
    clients: int


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a pair: by round the requests a second, the median time of one, and how many there were; and how
    long one takes when it is alone.
    """

    name: str
    rates: tuple[float, ...]
    medians_ms: tuple[float, ...]
    counts: tuple[int, ...]
    alone_ms: float

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.medians_ms)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Ours against its limit: 1.0 would be as fast as the limit, whether rates or single times are compared.

    Where `times` are told, a greater ratio is slower.
    """

    key: str
    title: str
    kind: Kind
    clients: int
    ours: Side
    limit: Side

    @property
    def ratios(self) -> tuple[float, ...]:
        if self.kind == "rate":
            return tuple(a / b for a, b in zip(self.ours.rates, self.limit.rates, strict=True))
        times = tuple(a / b for a, b in zip(self.ours.medians_ms, self.limit.medians_ms, strict=True))
        return times if self.kind == "times" else tuple(1 / t for t in times)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.ratios), max(self.ratios)

    def facts(self) -> dict[str, Any]:
        """Return all that was measured, for the file."""
        measured = {"ratio": round(self.ratio, 4), "spread": [round(r, 4) for r in self.spread]}
        sides = {"ours": asdict(self.ours), "limit": asdict(self.limit)}
        return {"title": self.title, "kind": self.kind, "clients": self.clients, **measured, **sides}


@dataclass(frozen=True, kw_only=True)
class Contest:
    """What shall be compared."""

    key: str
    title: str
    ours: tuple[str, Once]
    limit: tuple[str, Once]
    kind: Kind = "rate"
    settle: Callable[[], Awaitable[object]] | None = None  # let what a round has set off end before the next begins


async def compare(contest: Contest, pace: Pace) -> Pair:
    """Let both sides take turns, the first one changing, and keep the figures of every round."""
    sides = {"ours": contest.ours[1], "limit": contest.limit[1]}
    turns = count()
    measured: dict[str, list[tuple[float, float, int]]] = {"ours": [], "limit": []}
    for once in sides.values():
        await _round(once, turns, pace.seconds / 3, pace.clients)  # warm: connections, plans, caches
    for number in range(pace.rounds):
        for name in ("ours", "limit") if number % 2 == 0 else ("limit", "ours"):
            if contest.settle:
                await contest.settle()
            measured[name].append(await _round(sides[name], turns, pace.seconds, pace.clients))
    alone = {}
    for name, once in sides.items():
        if contest.settle:
            await contest.settle()
        alone[name] = (await _round(once, turns, pace.seconds, 1))[1]
    return Pair(
        key=contest.key,
        title=contest.title,
        kind=contest.kind,
        clients=pace.clients,
        ours=_side(contest.ours[0], measured["ours"], alone["ours"]),
        limit=_side(contest.limit[0], measured["limit"], alone["limit"]),
    )


def _side(name: str, rounds: list[tuple[float, float, int]], alone_ms: float) -> Side:
    rates, medians, counts = zip(*rounds, strict=True)
    return Side(name=name, rates=rates, medians_ms=medians, counts=counts, alone_ms=alone_ms)


async def _round(once: Once, turns: count[int], seconds: float, clients: int) -> tuple[float, float, int]:
    """Keep `clients` requests under way for a time; return the rate, the median time of one in ms, and how many ended."""
    times: list[float] = []
    began = time.perf_counter()
    until = began + seconds

    async def client(number: int) -> None:
        while (sent := time.perf_counter()) < until:
            own = await once(number, next(turns))
            times.append(time.perf_counter() - sent if own is None else own)

    await asyncio.gather(*(client(n) for n in range(clients)))
    return len(times) / (time.perf_counter() - began), statistics.median(times) * 1000, len(times)
