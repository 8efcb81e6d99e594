"""Valkey ends while the province sends: nobody is let in unproven, what was taken stays taken, and it goes on by itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from infra import ports
from infra.processes import Supervisor
from infra.simulators.provincial import PREFIX
from infra.valkey import NAME, Valkey
from services.reserve.store import tables
from tests.conftest import ServiceApi
from tests.harness.waiting import eventually
from tests.reserve.exchange.world import HOST, World, world

CLIENTS = 4


@pytest.fixture(scope="module")
def valkey(data_folder: Path) -> Iterator[Valkey]:
    """Start a Valkey that only this module uses, and may end."""
    home = data_folder / "valkey-ended"
    supervisor = Supervisor(home)
    own = Valkey(home, ports.free(), supervisor)
    try:
        own.start()
        yield own
    finally:
        supervisor.stop_all()


@pytest.fixture(scope="module")
async def exchange(service_api: ServiceApi, valkey: Valkey, tmp_path_factory: Any) -> AsyncIterator[World]:
    async def beside_it(which: str, **changes: Any) -> Any:
        return await service_api(which, redis_url=SecretStr(valkey.url), **changes)

    async with world(beside_it, tmp_path_factory.mktemp("ended")) as made:
        yield made


@pytest.fixture
def running(valkey: Valkey) -> Iterator[Valkey]:
    """Give it as it runs, and leave it so."""
    if not valkey.answers():
        valkey.start()
    yield valkey
    if not valkey.answers():
        valkey.start()


async def ended(valkey: Valkey) -> None:
    valkey.supervisor.kill(NAME)
    await eventually(lambda: not valkey.answers())


async def back(valkey: Valkey) -> None:
    await asyncio.to_thread(valkey.start)


def away(answer: httpx.Response) -> bool:
    """Whether an answer is the one that is promised while nobody can say whether a nonce is new."""
    return (answer.status_code, answer.json().get("code"), answer.headers.get("retry-after")) == (
        503,
        "TEMPORARILY_UNAVAILABLE",
        "5",
    )


async def let_in(send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Send until it is not turned away: connections from before are found out one by one, each with a request."""

    async def once() -> httpx.Response | None:
        answer = await send()
        return None if away(answer) else answer

    found: httpx.Response = await eventually(once)
    return found


async def count(exchange: World, number: str) -> tuple[int, int]:
    """Count the filings and the receipts of a number."""
    filing, receipt = tables.ProvincialFiling, tables.ProvincialReceipt
    its = select(func.count()).select_from(filing).where(filing.number == number)
    given = select(func.count()).select_from(receipt).join(filing, filing.id == receipt.filing_id)
    ((filings,),) = await exchange.reserve.api.rows(its)
    ((receipts,),) = await exchange.reserve.api.rows(given.where(filing.number == number))
    return filings, receipts


async def test_while_it_is_gone_nobody_is_let_in_and_nothing_is_written_and_after_it_all_goes_on(exchange, running):
    before = await exchange.submitted("先行申报项目")
    await ended(running)
    paper = exchange.paper("断开时申报的项目")
    assert away(await exchange.submit(paper))
    assert away(await exchange.send("GET", f"/applications/{before['number']}"))
    assert await count(exchange, paper["number"]) == (0, 0)
    forged = await exchange.raw("GET", f"{HOST}{PREFIX}/applications/{before['number']}", b"", {})
    assert (forged.status_code, forged.json()["code"]) == (401, "SIGNATURE_MISSING")  # that needs no memory
    await back(running)
    taken = await let_in(lambda: exchange.submit(paper))
    assert taken.status_code == 201, taken.text
    again = await let_in(lambda: exchange.submit(paper))
    assert (again.status_code, again.json()) == (200, taken.json())
    assert await count(exchange, paper["number"]) == (1, 1)
    stands = await let_in(lambda: exchange.send("GET", f"/applications/{before['number']}"))
    assert stands.json()["receipts"] == [before]


async def test_a_request_that_was_turned_away_may_be_sent_with_its_nonce_once_and_only_once(exchange, running):
    url = f"{HOST}{PREFIX}/applications/{exchange.number()}"
    headers = exchange.province.sign("GET", url, b"", None)
    await ended(running)
    assert away(await exchange.raw("GET", url, b"", headers))
    await back(running)
    first = await let_in(lambda: exchange.raw("GET", url, b"", headers))
    assert first.json()["code"] == "NUMBER_UNKNOWN"
    second = await let_in(lambda: exchange.raw("GET", url, b"", headers))
    assert second.json()["code"] == "NONCE_USED"


async def test_a_request_that_is_replayed_after_the_nonces_were_lost_does_nothing_twice(exchange, running):
    paper = exchange.paper("重放的申报项目")
    url = f"{HOST}{PREFIX}/applications"
    sent: list[tuple[bytes, dict[str, str]]] = []
    own = exchange.raw

    async def listened(method: str, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        sent.append((body, headers))
        return await own(method, url, body, headers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exchange, "raw", listened)
        receipt = (await exchange.submit(paper)).json()
    ((body, headers),) = sent
    assert (await exchange.raw("POST", url, body, headers)).json()["code"] == "NONCE_USED"
    await ended(running)
    await back(running)
    replayed = await let_in(lambda: exchange.raw("POST", url, body, headers))
    assert (replayed.status_code, replayed.json()) == (200, receipt)
    assert await count(exchange, paper["number"]) == (1, 1)


async def test_requests_that_come_while_it_ends_and_returns_are_each_carried_out_once(exchange, running):
    statuses: Counter[int] = Counter()
    taken: dict[str, dict[str, Any]] = {}
    turned_away, enough = asyncio.Event(), asyncio.Event()

    async def province(which: int) -> None:
        """File one application after the other; send again what was not answered with a receipt, as it is told to."""
        while not enough.is_set():
            paper = exchange.paper(f"并行申报项目{which}之{exchange.numbers}")
            while True:
                answer = await exchange.submit(paper)
                statuses[answer.status_code] += 1
                if answer.is_success:
                    break
                assert away(answer), answer.text
                turned_away.set()
            taken[paper["number"]] = answer.json()

    senders = [asyncio.create_task(province(n)) for n in range(CLIENTS)]
    await eventually(lambda: len(taken) >= CLIENTS)
    await ended(running)
    await turned_away.wait()
    await back(running)
    by_then = len(taken)
    await eventually(lambda: len(taken) >= by_then + CLIENTS, 60)
    enough.set()
    await asyncio.gather(*senders)
    assert set(statuses) <= {200, 201, 503}
    assert statuses[503]
    for number, receipt in taken.items():
        assert await count(exchange, number) == (1, 1), number
        stands = await let_in(lambda path=f"/applications/{number}": exchange.send("GET", path))
        assert stands.json()["receipts"] == [receipt]
        assert [told["kind"] for told in await exchange.heard(number, 1)] == ["ACCEPTED"]
