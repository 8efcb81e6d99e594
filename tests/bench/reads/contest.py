"""Contenders in one run: they take turns with the same requests, and must have given the same answers before."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from tests.bench.ground import Ground
from tests.bench.pairs import Pace, Side
from tests.bench.reads import wrk
from tests.bench.reads.shape import comparable
from tests.bench.wire import BadAnswer, data_of, request

AT_A_TIME = 8
SAMPLE = 20
WARM = 2  # seconds: connections, plans, caches
STRIDE = 97  # where in the bodies the next round begins: the same for all contenders of a round


@dataclass(frozen=True, kw_only=True)
class Contender:
    """Where the bodies are sent, in turn for each of these persons, and how long it warms up before it is measured."""

    name: str
    url: str
    bodies: Sequence[dict[str, Any]]
    tokens: Sequence[str] = ()
    warm: int = WARM

    def message(self, number: int) -> bytes:
        """Write one of the requests."""
        token = self.tokens[number % len(self.tokens)] if self.tokens else None
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return request(self.url, self.bodies[number], headers)


async def compete(ground: Ground, contenders: Mapping[str, Contender], pace: Pace) -> dict[str, Side]:
    """Let them take turns, another one beginning each round; then each with one request at a time."""
    folders = {key: ground.live.data / "reads" / key for key in contenders}
    for key, contender in contenders.items():
        wrk.prepare(folders[key], contender.bodies, contender.tokens)
    order = list(contenders)
    found: dict[str, list[wrk.Round]] = {key: [] for key in order}
    alone: dict[str, list[wrk.Round]] = {key: [] for key in order}
    for key in order:
        await _round(contenders[key], folders[key], pace.clients, contenders[key].warm, 0)
    for number in range(pace.rounds):
        for key in (*order[number % len(order) :], *order[: number % len(order)]):
            start = number * STRIDE
            found[key].append(await _round(contenders[key], folders[key], pace.clients, _whole(pace.seconds), start))
    for key in order:
        alone[key].append(await _round(contenders[key], folders[key], 1, _whole(pace.seconds / 2), 0))
    return {key: _side(contenders[key].name, found[key], alone[key][0]) for key in order}


async def _round(contender: Contender, folder: Path, clients: int, seconds: int, start: int) -> wrk.Round:
    return await asyncio.to_thread(wrk.run, contender.url, folder, clients=clients, seconds=seconds, start=start)


def _whole(seconds: float) -> int:
    """Return whole seconds, for wrk knows no others."""
    return max(1, round(seconds))


def _side(name: str, rounds: Sequence[wrk.Round], alone: wrk.Round) -> Side:
    return Side(
        name=name,
        rates=tuple(r.rate for r in rounds),
        medians_ms=tuple(r.p50_ms for r in rounds),
        counts=tuple(r.count for r in rounds),
        alone_ms=alone.p50_ms,
    )


async def answers(ground: Ground, contender: Contender, count: int | None = None) -> list[bytes]:
    """Ask with the first bodies, or with all; no answer may be an error."""
    wanted = len(contender.bodies) if count is None else min(count, len(contender.bodies))
    numbers = iter(range(wanted))
    found: list[bytes] = [b""] * wanted
    connections = await ground.connections(contender.url, AT_A_TIME)

    async def ask(place: int) -> None:
        for number in numbers:
            try:
                answer = found[number] = await connections[place].send(contender.message(number))
            except (ConnectionError, EOFError) as broken:
                raise BadAnswer(f"{contender.name} at {contender.url} broke off: {broken!r}") from broken
            if b'"errors"' in answer:
                data_of(answer)

    await asyncio.gather(*(ask(place) for place in range(AT_A_TIME)))
    return found


def agree(one: Sequence[bytes], other: Sequence[bytes], names: Mapping[str, str] | None = None) -> None:
    """See that both have answered the same: the same JSON, or under these names what can be compared of it."""
    for number, (here, there) in enumerate(zip(one, other, strict=True)):
        if here == there:
            continue
        told, heard = orjson.loads(here), orjson.loads(there)
        if names is not None:
            told, heard = comparable(told, {}), comparable(heard, names)
        if told != heard:
            raise BadAnswer(f"the answers to body {number} differ:\n{str(told)[:3000]}\n{str(heard)[:3000]}")


async def still(ground: Ground, contender: Contender, before: Sequence[bytes]) -> None:
    """See that the answers are what they were before the rounds, too."""
    agree(list(islice(before, SAMPLE)), await answers(ground, contender, SAMPLE))
