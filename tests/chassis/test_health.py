"""What a process says of itself: one whose relay broke has to be started again, one without a broker has not."""

from __future__ import annotations

import pytest

from services.chassis.relay import Relay
from tests.chassis.notes.service import SERVICE
from tests.harness.api import opened
from tests.harness.waiting import eventually


@pytest.fixture
async def own(databases, settings):
    return await databases.fresh(SERVICE, settings.model_copy(update={"parts": "web,relay"}))


async def test_a_process_whose_relay_broke_is_not_alive(own, issuer, monkeypatch):
    async def broken(_: Relay) -> None:
        raise ValueError("nobody expected this")

    monkeypatch.setattr(Relay, "_with_producer", broken)
    async with opened(SERVICE, own, issuer) as api:

        async def dead():
            answer = await api.http.get("/livez")
            return answer if answer.status_code == 503 else None

        assert (await eventually(dead)).text == "relay"


async def test_a_process_whose_broker_is_away_is_alive_and_ready(own, issuer):
    async with opened(SERVICE, own.model_copy(update={"kafka_url": "127.0.0.1:9"}), issuer) as api:
        for path in ("/livez", "/readyz"):
            answer = await api.http.get(path)
            assert (answer.status_code, answer.text) == (200, "ok")
