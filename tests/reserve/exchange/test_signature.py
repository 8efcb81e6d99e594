"""Who is let in: the whole request, unaltered, lately, once, by a valid key, not too often."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from redis.asyncio import Redis

from infra.simulators.provincial import PREFIX, Province, keys_of
from infra.simulators.signature import signed
from services.chassis import clock
from services.chassis.exchange.remembering import Away, Memory
from tests.reserve.exchange.world import HOST, NEXT, OLD, SM3, World, client, secret

PATH = f"{PREFIX}/applications/nothing"
URL = HOST + PATH


def code(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return answer.json()["code"]


async def ask(
    exchange: World, headers: dict[str, str], url: str = URL, method: str = "GET", body: bytes = b""
) -> httpx.Response:
    return await exchange.raw(method, url, body, headers)


def sign(exchange: World, url: str = URL, method: str = "GET", body: bytes = b"", **how) -> dict[str, str]:
    return signed(exchange.province.client, exchange.province.keys["k-sm3"], method, url, body, **how)


async def test_a_good_signature_is_let_in_and_told_that_nothing_is_there(exchange: World):
    assert code(await ask(exchange, sign(exchange)), 404) == "NUMBER_UNKNOWN"


@pytest.mark.parametrize(
    "header", ["X-ZD-Client", "X-ZD-Key", "X-ZD-Algorithm", "X-ZD-Timestamp", "X-ZD-Nonce", "X-ZD-Signature"]
)
async def test_a_header_that_is_missing_is_named(exchange: World, header):
    headers = sign(exchange)
    del headers[header]
    answer = await ask(exchange, headers)
    assert code(answer, 401) == "SIGNATURE_MISSING"
    assert header.lower() in answer.json()["message"]


async def test_whatever_is_altered_on_the_way_breaks_the_signature(exchange: World):
    body = json.dumps({"reason": "缓建"}).encode()
    url = f"{URL}/withdrawal"
    headers = sign(exchange, f"{url}?a=1&b=2", "POST", body)
    sent = {"url": f"{url}?a=1&b=2", "method": "POST", "body": body}
    altered = [
        ({}, sent | {"body": body + b" "}),
        ({}, sent | {"body": b"{}"}),
        ({}, sent | {"url": f"{URL}x/withdrawal?a=1&b=2"}),
        ({}, sent | {"url": f"{url}?a=1&b=3"}),
        ({}, sent | {"url": f"{url}?a=1"}),
        ({}, sent | {"url": f"{url}?a=1&b=2&c="}),
        ({}, sent | {"method": "GET", "url": f"{URL}?a=1&b=2"}),
        ({"X-ZD-Nonce": "0" * 32}, sent),
        ({"X-ZD-Timestamp": str(int(headers["X-ZD-Timestamp"]) - 1)}, sent),
        ({"X-ZD-Signature": "0" * 64}, sent),
        ({"X-ZD-Signature": headers["X-ZD-Signature"].upper()}, sent),
        ({"X-ZD-Signature": "签名".encode()}, sent),
        ({"X-ZD-Key": "k-sha", "X-ZD-Algorithm": "HMAC-SHA256"}, sent),
    ]
    for changed, request in altered:
        assert code(await ask(exchange, headers | changed, **request), 401) == "SIGNATURE_WRONG", (changed, request)
    assert code(await ask(exchange, headers, **sent), 404) == "NUMBER_UNKNOWN", "none of them used the nonce up"
    turned = sign(exchange, f"{url}?a=1&b=2", "POST", body)
    assert code(await ask(exchange, turned, **sent | {"url": f"{url}?b=2&a=1"}), 404) == "NUMBER_UNKNOWN"


async def test_keys_that_are_not_there_not_yet_or_no_longer_valid_are_refused(exchange: World):
    exchange.write(client("rotating", OLD, SM3, NEXT))
    rotating = Province("rotating", keys_of(exchange.file, "rotating"))
    asked = {key: await exchange.send("GET", "/applications/nothing", as_=rotating, key=key) for key in rotating.keys}
    assert {key: a.json()["code"] for key, a in asked.items()} == {
        "k-old": "KEY_NOT_VALID",
        "k-sm3": "NUMBER_UNKNOWN",
        "k-next": "KEY_NOT_VALID",
    }
    nobody = sign(exchange) | {"X-ZD-Client": "nobody"}
    assert code(await ask(exchange, nobody), 401) == "KEY_UNKNOWN"
    assert code(await ask(exchange, sign(exchange) | {"X-ZD-Key": "k-none"}), 401) == "KEY_UNKNOWN"
    assert code(await ask(exchange, sign(exchange) | {"X-ZD-Algorithm": "HMAC-SHA256"}), 401) == "ALGORITHM_WRONG"
    assert code(await ask(exchange, sign(exchange) | {"X-ZD-Algorithm": "none"}), 401) == "ALGORITHM_WRONG"


async def test_a_key_is_exchanged_while_the_service_runs_and_two_are_valid_meanwhile(exchange: World):
    old = {"id": "k-1", "algorithm": "HMAC-SHA256", "secret": secret(11)}
    new = {"id": "k-2", "algorithm": "HMAC-SM3", "secret": secret(12)}
    exchange.write(client("changing", old))
    before = Province("changing", keys_of(exchange.file, "changing"))
    assert code(await exchange.send("GET", "/applications/x", as_=before), 404) == "NUMBER_UNKNOWN"
    exchange.write(client("changing", old, new))
    both = Province("changing", keys_of(exchange.file, "changing"))
    for key in both.keys:
        assert code(await exchange.send("GET", "/applications/x", as_=both, key=key), 404) == "NUMBER_UNKNOWN"
    exchange.write(client("changing", new))
    assert code(await exchange.send("GET", "/applications/x", as_=before), 401) == "KEY_UNKNOWN"
    assert code(await exchange.send("GET", "/applications/x", as_=both, key="k-2"), 404) == "NUMBER_UNKNOWN"


async def test_a_file_of_clients_that_breaks_leaves_those_that_were_known_and_quotes_no_secret(exchange: World, caplog):
    whole = exchange.file.read_text(encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        for broken in (
            "{",
            json.dumps({"clients": [client("short", {"id": "k", "algorithm": "HMAC-SM3", "secret": "c2hvcnQ="})]}),
        ):
            exchange.file.write_text(broken, encoding="utf-8")
            assert code(await ask(exchange, sign(exchange)), 404) == "NUMBER_UNKNOWN"
    assert "is left as it was" in caplog.text
    assert "c2hvcnQ" not in caplog.text
    exchange.file.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(("offset", "expected"), [(-301, 401), (-300, 404), (0, 404), (300, 404), (301, 401)])
async def test_the_window_is_five_minutes_on_both_sides(exchange: World, monkeypatch, offset, expected):
    now = datetime(2026, 11, 24, 1, 2, 3, 999_999, tzinfo=UTC)
    monkeypatch.setattr(clock, "system_now", lambda: now)
    answer = await ask(exchange, sign(exchange, timestamp=int(now.timestamp()) + offset))
    assert code(answer, expected) == {401: "TIMESTAMP_OUTSIDE_WINDOW", 404: "NUMBER_UNKNOWN"}[expected]


@pytest.mark.parametrize("stamp", ["", "-1", "1.5", "now", "9" * 40, "١٢٣"])
async def test_a_timestamp_that_is_none_is_refused(exchange: World, stamp):
    headers = sign(exchange) | {"X-ZD-Timestamp": stamp.encode()}
    assert code(await ask(exchange, headers), 401) in {
        "TIMESTAMP_INVALID",
        "SIGNATURE_MISSING",
        "TIMESTAMP_OUTSIDE_WINDOW",
    }


async def test_a_request_is_let_in_once_however_often_it_is_sent(exchange: World):
    headers = sign(exchange)
    answers = await asyncio.gather(*(ask(exchange, headers) for _ in range(5)))
    assert sorted(a.json()["code"] for a in answers) == ["NONCE_USED"] * 4 + ["NUMBER_UNKNOWN"]


async def test_a_nonce_is_as_long_as_it_has_to_be_and_plain(exchange: World):
    assert code(await ask(exchange, sign(exchange, nonce="a" * 15)), 401) == "NONCE_INVALID"
    assert code(await ask(exchange, sign(exchange, nonce="b" * 16)), 404) == "NUMBER_UNKNOWN"
    assert code(await ask(exchange, sign(exchange, nonce="c" * 64)), 404) == "NUMBER_UNKNOWN"
    for nonce in ("d" * 65, "e" * 16 + "/", "f" * 16 + " "):
        assert code(await ask(exchange, sign(exchange, nonce=nonce)), 401) == "SIGNATURE_MALFORMED"


async def test_the_nonce_of_one_client_is_not_that_of_another(exchange: World):
    exchange.write(client("second", SM3))
    second = Province("second", keys_of(exchange.file, "second"))
    nonce = "shared-nonce-0001"
    assert code(await ask(exchange, sign(exchange, nonce=nonce)), 404) == "NUMBER_UNKNOWN"
    other = signed("second", second.keys["k-sm3"], "GET", URL, b"", nonce=nonce)
    assert code(await ask(exchange, other), 404) == "NUMBER_UNKNOWN"


async def test_whoever_asks_too_often_is_told_when_to_come_back_and_others_are_not_hindered(exchange: World):
    exchange.write(client("eager", SM3, ratePerMinute=0.01, burst=3))
    eager = Province("eager", keys_of(exchange.file, "eager"))
    asked = [await exchange.send("GET", "/applications/x", as_=eager) for _ in range(4)]
    assert [a.status_code for a in asked] == [404, 404, 404, 429]
    assert asked[3].json()["code"] == "TOO_MANY_REQUESTS"
    assert 5_900 <= int(asked[3].headers["retry-after"]) <= 6_000
    assert code(await ask(exchange, sign(exchange)), 404) == "NUMBER_UNKNOWN"


@pytest.fixture
async def memory(settings):
    redis = Redis.from_url(settings.redis_url.get_secret_value())
    yield Memory(redis, f"test:{clock.new_id().hex}")
    await redis.aclose()


async def test_a_bucket_fills_as_time_goes_by_and_never_beyond_its_burst(memory: Memory):
    async def take(now: float) -> int:
        return await memory.wait("c", burst=2, per_second=0.1, now=now)

    assert [await take(100), await take(100), await take(100)] == [0, 0, 10]
    assert [await take(109), await take(110), await take(110)] == [1, 0, 10]
    assert await take(50) == 10, "a clock that runs behind fills nothing in"
    assert [await take(10_000), await take(10_000), await take(10_000)] == [0, 0, 10]


async def test_a_bucket_gives_no_token_twice(memory: Memory):
    waits = await asyncio.gather(*(memory.wait("c", burst=5, per_second=0.01, now=1000) for _ in range(20)))
    assert sum(w == 0 for w in waits) == 5


async def test_without_valkey_nobody_is_let_in(exchange: World, monkeypatch):
    async def away(*_args, **_kwargs):
        raise Away

    headers = sign(exchange)
    monkeypatch.setattr(Memory, "first_use", away)
    answer = await ask(exchange, headers)
    assert code(answer, 503) == "TEMPORARILY_UNAVAILABLE"
    assert answer.headers["retry-after"] == "5"
    monkeypatch.undo()
    assert code(await ask(exchange, headers), 404) == "NUMBER_UNKNOWN"


async def test_a_valkey_that_is_not_there_is_away():
    gone = Memory(Redis(host="127.0.0.1", port=1, socket_connect_timeout=1), "x")
    with pytest.raises(Away):
        await gone.first_use("c", "n", 10)
    with pytest.raises(Away):
        await gone.wait("c", burst=1, per_second=1, now=0)
    await gone.redis.aclose()


async def test_a_nonce_is_forgotten_no_sooner_than_its_timestamp_is_too_old(memory: Memory):
    assert await memory.first_use("c", "n", 660)
    assert not await memory.first_use("c", "n", 660)
    left = await memory.redis.ttl(f"{memory.prefix}:nonce:c:n")
    assert timedelta(seconds=600) < timedelta(seconds=left) <= timedelta(seconds=660)
