"""The harness itself: ratios mean the same for rates and for delays, both sides take turns, the client reads any answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.bench import static
from tests.bench.pairs import Contest, Pace, Pair, Side, compare
from tests.bench.wire import BadAnswer, Connection, data_of, request


def side(*rates: float, ms: tuple[float, ...] = (1.0,)) -> Side:
    return Side(name="", rates=rates, medians_ms=ms, counts=(1,) * len(rates), alone_ms=1.0)


def test_half_the_rate_and_double_the_delay_are_both_a_ratio_of_one_half():
    rate = Pair(key="", title="", kind="rate", clients=1, ours=side(50.0), limit=side(100.0))
    delay = Pair(key="", title="", kind="latency", clients=1, ours=side(1.0, ms=(8.0,)), limit=side(1.0, ms=(4.0,)))
    assert rate.ratio == delay.ratio == 0.5


def test_the_ratio_is_the_median_of_the_rounds_and_the_spread_their_ends():
    pair = Pair(key="", title="", kind="rate", clients=1, ours=side(10, 60, 30), limit=side(100, 100, 100))
    assert (pair.ratio, pair.spread) == (0.3, (0.1, 0.6))


async def test_both_sides_take_turns_and_what_a_side_times_itself_counts():
    order: list[str] = []

    async def ours(_client: int, _turn: int) -> float:
        await asyncio.sleep(0.01)
        order.append("ours")
        return 0.5

    async def limit(_client: int, _turn: int) -> None:
        await asyncio.sleep(0.01)
        order.append("limit")

    contest = Contest(key="k", title="t", ours=("a", ours), limit=("b", limit), kind="latency")
    pair = await compare(contest, Pace(rounds=4, seconds=0.012, clients=1))
    assert len(pair.ours.counts) == len(pair.limit.counts) == 4
    assert pair.ours.p50_ms == 500
    turns = [name for name, before in zip(order, [None, *order], strict=False) if name != before]
    assert turns == ["ours", "limit"] * 4, "a warm-up, rounds of which the first changes, each alone"


class Kept(static.Same):
    """A connection that the test can close."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.close = transport.close


CHUNKED = b'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"dat\r\n9;x=y\r\na": null}\r\n0\r\n\r\n'
WHOLE = static.answer(b'{"data": null}')
BROKEN = b"HTTP/1.1 503 Unavailable\r\nContent-Length: 4\r\n\r\naway"


@pytest.mark.parametrize("written", [CHUNKED, WHOLE], ids=["chunked", "whole"])
async def test_the_client_reads_both_kinds_of_bodies_and_opens_again_what_was_closed(written: bytes):
    async with _server(written) as (url, served):
        connection = await Connection.open(url)
        message = request(url, {"query": "{ x }"}, {})
        answers = [await connection.send(message) for _ in range(3)]
        served[0].close()
        await asyncio.sleep(0.05)
        answers.append(await connection.send(message))
        await connection.close()
    assert answers == [b'{"data": null}'] * 4


async def test_the_client_refuses_an_answer_that_is_not_200():
    async with _server(BROKEN) as (url, _):
        connection = await Connection.open(url)
        with pytest.raises(BadAnswer, match="503"):
            await connection.send(request(url, {}, {}))
        await connection.close()


def test_an_answer_with_errors_is_no_measurement():
    with pytest.raises(BadAnswer, match="FORBIDDEN"):
        data_of(b'{"data": null, "errors": [{"message": "FORBIDDEN"}]}')


@asynccontextmanager
async def _server(written: bytes) -> AsyncIterator[tuple[str, list[Kept]]]:
    """Serve the same bytes on a free port; give the URL and the connections as they come."""
    made: list[Kept] = []

    def connected() -> Kept:
        made.append(Kept(written))
        return made[-1]

    server = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/graphql", made
    server.close()
    await server.wait_closed()
