"""What Hive Gateway keeps that Hive Router leaves to others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from tests.gateway.gateways import PATIENCE, codes, serving
from tests.gateway.test_subscriptions import TOKEN, become, socket

QUIET = "subscription { requestQueueChanged(count: 1, every: 600) { request { id } } }"


def test_variables_of_thirty_two_levels_pass_and_of_thirty_three_do_not(
    environment: dict[str, str], tmp_path: Path
) -> None:
    def answer(levels: int) -> dict[str, Any]:
        value = json.loads("[" * levels + "]" * levels)
        return gateway.ask("query($value: JSON!) { arrived(value: $value) }", {"value": value})

    with serving(environment, tmp_path / "log") as (gateway, _):
        assert "errors" not in answer(32)
        assert codes(answer(33)) == {"BAD_USER_INPUT"}


def test_a_quiet_subscription_ends_as_soon_as_its_caller_leaves(environment: dict[str, str], tmp_path: Path) -> None:
    headers = {"accept": "text/event-stream", "authorization": TOKEN}
    with serving(environment, tmp_path / "log") as (gateway, _):
        with httpx.stream("POST", gateway.url, json={"query": QUIET}, headers=headers, timeout=PATIENCE):
            assert become(gateway, 1)
        assert become(gateway, 0)
        with socket(gateway, {"authorization": TOKEN}) as opened:
            opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": QUIET}}))
            assert become(gateway, 1)
        assert become(gateway, 0)
