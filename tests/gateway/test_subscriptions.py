"""Live updates through the gateway, by server-sent events and by WebSocket."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.gateway.gateways import PATIENCE, Gateway

CHANGES = """
subscription Changes($count: Int!) {
  requestQueueChanged(count: $count) {
    request { id project { name facts } }
    upgradeHeaders { name value }
    connectionParams
  }
}
"""
TOKEN = "Bearer t1"


@contextmanager
def events(gateway: Gateway, count: int, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Subscribe by server-sent events; give the answers as they come."""
    body = {"query": CHANGES, "variables": {"count": count}}
    sent = {"accept": "text/event-stream", **headers}
    with httpx.stream("POST", gateway.url, json=body, headers=sent, timeout=PATIENCE) as answer:
        assert answer.status_code == 200
        lines = (line.removeprefix("data:").strip() for line in answer.iter_lines() if line.startswith("data:"))
        yield (json.loads(line) for line in lines if line)


@contextmanager
def socket(gateway: Gateway, parameters: dict[str, Any]) -> Iterator[ClientConnection]:
    """Open a WebSocket and introduce oneself."""
    with connect(f"ws://{gateway.address}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")]) as opened:
        opened.send(json.dumps({"type": "connection_init", "payload": parameters}))
        assert json.loads(opened.recv(PATIENCE))["type"] == "connection_ack"
        yield opened


def subscribe(
    opened: ClientConnection, query: str, variables: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Start an operation; give its messages as they come."""
    opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query, "variables": variables or {}}}))
    while True:
        message = json.loads(opened.recv(PATIENCE))
        yield message
        if message["type"] in {"complete", "error"}:
            return


def changed(answer: dict[str, Any]) -> dict[str, Any]:
    change: dict[str, Any] = answer["data"]["requestQueueChanged"]
    return change


def test_by_events_each_change_comes_with_what_other_services_know(production: Gateway) -> None:
    with events(production, 2, authorization=TOKEN) as answers:
        found = [changed(answer)["request"] for answer in answers]
    project = {"name": "项目p1", "facts": ["事实p1"]}
    assert found == [{"id": "r0", "project": project}, {"id": "r1", "project": project}]


def test_the_subgraph_learns_who_subscribes_and_on_which_business_date(production: Gateway) -> None:
    with events(production, 1, authorization=TOKEN, **{"x-business-date": "2026-11-24"}) as answers:
        change = changed(next(answers))
    given = change["connectionParams"] | {h["name"]: h["value"] for h in change["upgradeHeaders"]}
    assert (given["authorization"], given["x-business-date"]) == (TOKEN, "2026-11-24")


def test_without_a_token_the_subgraph_refuses_and_the_reason_arrives(production: Gateway) -> None:
    with events(production, 1) as answers:
        (answer,) = answers
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("name", ["authorization", "Authorization"])
def test_by_websocket_the_token_comes_in_the_connection_parameters(production: Gateway, name: str) -> None:
    with socket(production, {name: TOKEN}) as opened:
        messages = list(subscribe(opened, CHANGES, {"count": 2}))
    assert [message["type"] for message in messages] == ["next", "next", "complete"]
    change = changed(messages[0]["payload"])
    given = change["connectionParams"] | {h["name"]: h["value"] for h in change["upgradeHeaders"]}
    assert given["authorization"] == TOKEN
    assert change["request"]["project"] == {"name": "项目p1", "facts": ["事实p1"]}


def test_by_websocket_without_a_token_the_reason_arrives(production: Gateway) -> None:
    with socket(production, {}) as opened:
        first = next(subscribe(opened, CHANGES, {"count": 1}))
    assert [error["extensions"]["code"] for error in first["payload"]["errors"]] == ["UNAUTHENTICATED"]


def test_by_websocket_the_limits_are_the_same(production: Gateway) -> None:
    deep = "requests { project { " * 7 + "id" + " } }" * 7
    query = f"subscription {{ requestQueueChanged {{ request {{ project {{ {deep} }} }} }} }}"
    with socket(production, {"authorization": TOKEN}) as opened:
        first = next(subscribe(opened, query))
    payload = first["payload"]
    errors = payload if isinstance(payload, list) else payload["errors"]
    # The router says no more than that the operation is not valid.
    assert {error["extensions"]["code"] for error in errors} <= {"TOO_LARGE", "GRAPHQL_VALIDATION_FAILED"}


def open_subscriptions(gateway: Gateway) -> int:
    found: int = gateway.ask("{ openSubscriptions }")["data"]["openSubscriptions"]
    return found


def become(gateway: Gateway, count: int) -> bool:
    """Wait until so many subscriptions are open in the subgraph."""
    until = time.monotonic() + PATIENCE
    while open_subscriptions(gateway) != count and time.monotonic() < until:
        time.sleep(0.05)
    return open_subscriptions(gateway) == count


def test_a_subscription_ends_in_the_subgraph_when_its_caller_leaves(production: Gateway) -> None:
    with events(production, 10_000, authorization=TOKEN) as answers:
        next(answers)
        assert open_subscriptions(production) == 1
    assert become(production, 0)
    with socket(production, {"authorization": TOKEN}) as opened:
        next(subscribe(opened, CHANGES, {"count": 10_000}))
        assert open_subscriptions(production) == 1
    assert become(production, 0)


def test_a_caller_that_cannot_be_answered_opens_nothing(production: Gateway) -> None:
    answer = production.post({"query": CHANGES, "variables": {"count": 10_000}}, headers={"authorization": TOKEN})
    assert 400 <= answer.status_code < 500
    assert answer.json()["errors"][0]["extensions"]["code"].startswith("SUBSCRIPTIONS_")
    assert open_subscriptions(production) == 0
