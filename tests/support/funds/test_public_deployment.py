"""The public list behind a reverse proxy: let through without a token, each reader counted by its own address, nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from services.chassis.app import build_app
from services.support.messaging.public_financing import EACH, PATH, public_routes
from tests.support.funds_world import ISSUE, Money

PROXY = "10.20.30.40"


@asynccontextmanager
async def behind(money: Money, *, peer: str) -> AsyncIterator[httpx.AsyncClient]:
    """Serve as uvicorn does that is told FORWARDED_ALLOW_IPS=PROXY; peer: who has opened the connection."""
    app = build_app(money.api.service, money.api.settings.model_copy(update={"parts": "web"}))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=ProxyHeadersMiddleware(app, trusted_hosts=PROXY), client=(peer, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://support") as http:
            yield http


async def ask(http: httpx.AsyncClient, money: Money, address: str, **headers: str) -> httpx.Response:
    return await http.get(PATH, params={"division": money.division}, headers={"x-forwarded-for": address, **headers})


@pytest.fixture
async def listed(money: Money) -> Money:
    await money.demand()
    await money.done("publishFinancingList", ISSUE, money.financial)
    return money


async def test_readers_behind_one_proxy_are_counted_each_by_its_own_address(listed):
    async with behind(listed, peer=PROXY) as http:
        for _ in range(EACH):
            assert (await ask(http, listed, "198.51.100.7")).status_code == 200
        assert (await ask(http, listed, "198.51.100.7")).status_code == 429
        assert (await ask(http, listed, "198.51.100.8")).status_code == 200


async def test_who_comes_past_the_proxy_cannot_pretend_to_be_many(listed):
    async with behind(listed, peer="203.0.113.9") as http:
        answers = [(await ask(http, listed, f"198.51.100.{n}")).status_code for n in range(EACH + 1)]
    assert answers == [200] * EACH + [429]


@pytest.mark.parametrize(
    "authorization", [None, "", "Basic c29tZTpib2R5", "Bearer forged.by.nobody", "垃圾".encode().hex()]
)
async def test_no_token_is_asked_for_and_whatever_a_portal_sends_along_is_not_looked_at(listed, authorization):
    async with behind(listed, peer=PROXY) as http:
        headers = {} if authorization is None else {"authorization": authorization}
        answer = await ask(http, listed, "198.51.100.7", **headers)
        assert answer.status_code == 200, answer.text
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in answer.headers


async def test_a_proxy_that_lets_public_paths_through_opens_these_two_and_for_reading_only(listed):
    declared = {route.path: route.methods for route in public_routes(object()).routes}
    assert declared == {PATH: {"GET", "HEAD"}, f"{PATH}/issues": {"GET", "HEAD"}}
    async with behind(listed, peer=PROXY) as http:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert (await http.request(method, PATH)).status_code == 405
        for path in ("/public", "/public/", f"{PATH}/anything", "/public/graphql"):
            assert (await http.get(path)).status_code in {401, 404}
        assert (await http.get("/files/00000000-0000-0000-0000-000000000000")).status_code in {401, 503}
        told = await http.post("/graphql", json={"query": "{ financingDemands { totalCount } }"})
        assert [e["extensions"]["code"] for e in told.json()["errors"]] == ["UNAUTHENTICATED"]
