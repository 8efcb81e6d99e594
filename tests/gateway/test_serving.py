"""How Hive Gateway starts, logs and stops."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from infra.wheels import node
from tests.gateway.gateways import PATIENCE, Gateway, free_port, running, wait_for


@pytest.fixture
def environment(supergraph: Path, subgraphs: dict[str, str]) -> dict[str, str]:
    addresses = {f"{name.upper()}_URL": url for name, url in subgraphs.items()}
    return {"GATEWAY_PORT": str(free_port()), "GATEWAY_MODE": "production", "GATEWAY_SUPERGRAPH": str(supergraph), **addresses}


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[tuple[Gateway, subprocess.Popen[bytes]]]:
    with running([str(node()), "server.mjs"], log, environment) as process:
        address = f"127.0.0.1:{environment['GATEWAY_PORT']}"
        wait_for(f"http://{address}/healthcheck", process, log)
        yield Gateway("hive-gateway", address, log), process


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"RESERVE_URL": ""}, "RESERVE_URL"),
        ({"SUPPORT_URL": "file:///etc/passwd"}, "SUPPORT_URL"),
        ({"GATEWAY_MODE": "prod"}, "GATEWAY_MODE"),
        ({"GATEWAY_PORT": "99999"}, "GATEWAY_PORT"),
        ({"GATEWAY_MAX_DEPTH": "-1"}, "GATEWAY_MAX_DEPTH"),
        ({"GATEWAY_SAFELIST": "/nowhere.json"}, "/nowhere.json"),
        ({"GATEWAY_SUPERGRAPH": "/nowhere.graphql"}, "/nowhere.graphql"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(
    environment: dict[str, str], tmp_path: Path, wrong: dict[str, str], words: str
) -> None:
    log = tmp_path / "log"
    with running([str(node()), "server.mjs"], log, environment | wrong) as process:
        assert process.wait(PATIENCE) != 0
    assert words in log.read_text(encoding="utf-8")


def test_a_safelist_with_a_wrong_digest_stops_the_start(environment: dict[str, str], tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps({"0" * 64: "{ cards }"}), encoding="utf-8")
    with running([str(node()), "server.mjs"], tmp_path / "log", environment | {"GATEWAY_SAFELIST": str(listed)}) as process:
        assert process.wait(PATIENCE) != 0
    assert "SHA-256" in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_port_in_use_stops_the_start_and_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    with serving(environment, tmp_path / "first"), running([str(node()), "server.mjs"], tmp_path / "log", environment) as second:
        assert second.wait(PATIENCE) != 0
    assert environment["GATEWAY_PORT"] in (tmp_path / "log").read_text(encoding="utf-8")


def test_each_request_leaves_one_line_without_token_variables_or_document(
    environment: dict[str, str], tmp_path: Path
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"authorization": "Bearer verysecret", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    with serving(environment, tmp_path / "log") as (gateway, _):
        query = "query Named($id: ID!) { project(id: $id) { name } refused }"
        gateway.post({"query": query, "variables": {"id": "p-personal"}}, headers=headers)
        (line,) = [one for one in gateway.logged() if one["msg"] == "request"]
    known = {name: line[name] for name in ("method", "path", "status", "type", "operation", "trace", "codes")}
    assert known == {
        "method": "POST", "path": "/graphql", "status": 200, "type": "query", "operation": "Named",
        "trace": trace, "codes": ["FORBIDDEN"],
    }  # fmt: skip
    text = (tmp_path / "log").read_text(encoding="utf-8")
    assert not [word for word in ("verysecret", "p-personal", "refused }") if word in text]


def test_a_trace_is_begun_where_the_caller_has_none(environment: dict[str, str], tmp_path: Path) -> None:
    with serving(environment, tmp_path / "log") as (gateway, _):
        found = {h["name"]: h["value"] for h in gateway.ask("{ seen { name value } }")["data"]["seen"]}
        (line,) = [one for one in gateway.logged() if one["msg"] == "request"]
    assert found["traceparent"].split("-")[1] == line["trace"]


def test_a_request_under_way_is_answered_before_it_stops(environment: dict[str, str], tmp_path: Path) -> None:
    with serving(environment, tmp_path / "log") as (gateway, process):
        gateway.ask("{ cards }")
        with httpx.stream("POST", gateway.url, json={"query": "{ slow(seconds: 1) }"}, timeout=PATIENCE) as answer:
            process.send_signal(signal.SIGTERM)
            answer.read()
            assert answer.json() == {"data": {"slow": "done"}}
        assert process.wait(PATIENCE) == 0


def test_an_open_subscription_does_not_hold_it_up(environment: dict[str, str], tmp_path: Path) -> None:
    body = {"query": "subscription { requestQueueChanged(count: 10000) { request { id } } }"}
    headers = {"accept": "text/event-stream", "authorization": "Bearer t1"}
    with serving(environment, tmp_path / "log") as (gateway, process):
        with httpx.stream("POST", gateway.url, json=body, headers=headers, timeout=PATIENCE) as answer:
            next(answer.iter_lines())
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        assert time.monotonic() - began < 5
