"""What Hive Gateway keeps that Hive Router leaves to others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import environment_of
from tests.gateway.gateways import PATIENCE, Gateway, codes, free_port, serving
from tests.gateway.test_subscriptions import TOKEN, become, changed, socket, subscribe

QUIET = "subscription { requestQueueChanged(count: 1, every: 600) { request { id } } }"


@pytest.fixture(scope="module")
def gateway(supergraph: Path, subgraphs: dict[str, str], folder: Path) -> Iterator[Gateway]:
    """Serve without the schedule service."""
    away = {"SCHEDULE_URL": f"http://127.0.0.1:{free_port()}/graphql"}
    with serving(environment_of(supergraph, subgraphs) | away, folder / "hive.log") as (started, _):
        yield started


def test_variables_of_thirty_two_levels_pass_and_of_thirty_three_do_not(gateway: Gateway) -> None:
    def answer(levels: int) -> dict[str, Any]:
        value = json.loads("[" * levels + "]" * levels)
        return gateway.ask("query($value: JSON!) { arrived(value: $value) }", {"value": value})

    assert "errors" not in answer(32)
    assert codes(answer(33)) == {"BAD_INPUT"}


def test_of_a_long_list_of_wrong_values_fifty_are_told(gateway: Gateway) -> None:
    wrong = {"of": {"kind": "LAND", "years": ["x"] * 10_000}}
    query = "query($of: Choice) { request(id: 1, of: $of) { id } }"
    told = gateway.ask(query, wrong)["errors"]
    assert len(told) == 51
    assert told[-1]["message"].startswith("错误过多，未再逐一列出 / ")
    answer = gateway.post({"query": query, "variables": wrong, "operationName": "Nobody"})
    assert (answer.status_code, codes(answer.json())) == (400, {"BAD_INPUT"})


def test_headers_beyond_the_limit_are_refused_with_a_reason(gateway: Gateway) -> None:
    answer = gateway.post({"query": "{ cards }"}, headers={"x-padding": "x" * 17_000})
    assert (answer.status_code, codes(answer.json())) == (431, {"TOO_LARGE"})


def test_each_event_of_a_subscription_is_told_with_its_own_errors(gateway: Gateway) -> None:
    query = "subscription { requestQueueChanged(count: 3) { request { id project { schedule { year } } } } }"
    with socket(gateway, {"authorization": TOKEN}) as opened:
        *messages, _ = subscribe(opened, query)
    events = [message["payload"] for message in messages]
    assert [changed(event)["request"]["id"] for event in events] == ["r0", "r1", "r2"]
    told = [[error["extensions"] for error in event["errors"]] for event in events]
    assert told == [[{"code": "UNAVAILABLE", "service": "schedule"}]] * 3


def test_a_quiet_subscription_ends_as_soon_as_its_caller_leaves(gateway: Gateway) -> None:
    headers = {"accept": "text/event-stream", "authorization": TOKEN}
    with httpx.stream("POST", gateway.url, json={"query": QUIET}, headers=headers, timeout=PATIENCE):
        assert become(gateway, 1)
    assert become(gateway, 0)
    with socket(gateway, {"authorization": TOKEN}) as opened:
        opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": QUIET}}))
        assert become(gateway, 1)
    assert become(gateway, 0)
