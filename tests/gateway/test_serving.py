"""How Hive Gateway starts, logs and stops."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from infra.demo import DEMO_DAY
from infra.gateway import FOLDER
from infra.wheels import node
from tests.gateway.gateways import PATIENCE, running, serving
from tests.gateway.subgraphs import SECRET


def test_wrong_settings_stop_the_start_and_each_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    wrong = {
        "RESERVE_URL": "",
        "SUPPORT_URL": "file:///etc/passwd",
        "GATEWAY_MODE": "prod",
        "GATEWAY_PORT": "99999",
        "GATEWAY_MAX_DEPTH": "-1",
        "GATEWAY_LOG_LEVEL": "loud",
    }
    log = tmp_path / "log"
    with running([str(node()), "server.mjs"], log, environment | wrong) as process:
        assert process.wait(PATIENCE) == 2
    text = log.read_text(encoding="utf-8")
    assert [name for name in wrong if name not in text] == []


@pytest.mark.parametrize("name", ["GATEWAY_SAFELIST", "GATEWAY_SUPERGRAPH"])
def test_a_file_that_is_not_there_stops_the_start_and_is_named(
    environment: dict[str, str], tmp_path: Path, name: str
) -> None:
    log = tmp_path / "log"
    with running([str(node()), "server.mjs"], log, environment | {name: "/nowhere.file"}) as process:
        assert process.wait(PATIENCE) == 2
    assert "/nowhere.file" in log.read_text(encoding="utf-8")


def test_a_safelist_with_a_wrong_digest_stops_the_start(environment: dict[str, str], tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps({"0" * 64: "{ cards }"}), encoding="utf-8")
    with running(
        [str(node()), "server.mjs"], tmp_path / "log", environment | {"GATEWAY_SAFELIST": str(listed)}
    ) as process:
        assert process.wait(PATIENCE) == 2
    assert "SHA-256" in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_port_in_use_stops_the_start_and_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    with (
        serving(environment, tmp_path / "first"),
        running([str(node()), "server.mjs"], tmp_path / "log", environment) as second,
    ):
        assert second.wait(PATIENCE) == 2
    assert environment["GATEWAY_PORT"] in (tmp_path / "log").read_text(encoding="utf-8")


def test_each_request_leaves_one_line_in_its_trace_without_token_variables_or_document(
    environment: dict[str, str], tmp_path: Path
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"authorization": "Bearer verysecret", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    query = "query Named($id: ID!) { project(id: $id) { name } refused }"
    with serving(environment, tmp_path / "log") as (gateway, _):
        gateway.post({"query": query, "variables": {"id": "p-personal"}}, headers=headers)
        untraced = {h["name"]: h["value"] for h in gateway.ask("{ seen { name value } }")["data"]["seen"]}
        crashed = gateway.post({"query": "{ crashed }"})
        first, second, _ = [line for line in gateway.logged() if line["msg"] == "request"]
    told = {name: first[name] for name in ("method", "path", "status", "type", "operation", "trace", "codes")}
    assert told == {
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "type": "query",
        "operation": "Named",
        "trace": trace,
        "codes": ["FORBIDDEN"],
    }
    assert untraced["traceparent"].split("-")[1] == second["trace"]  # one that the gateway began
    text = (tmp_path / "log").read_text(encoding="utf-8")
    assert [word for word in ("verysecret", "p-personal", "refused }", SECRET) if word in text] == []
    assert SECRET not in crashed.text


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
    patient = {"GATEWAY_SHUTDOWN_TIMEOUT_MS": str(10 * int(PATIENCE) * 1000)}
    with (
        serving(environment | patient, tmp_path / "log") as (gateway, process),
        httpx.stream("POST", gateway.url, json=body, headers=headers, timeout=PATIENCE) as answer,
    ):
        next(answer.iter_lines())
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_the_page_comes_with_the_examples_and_needs_no_other_host(environment: dict[str, str], tmp_path: Path) -> None:
    with serving(environment | {"GATEWAY_MODE": "development"}, tmp_path / "log") as (gateway, _):
        page = httpx.get(gateway.url, headers={"accept": "text/html"}, timeout=PATIENCE).text
    assert "WholeLife" in page
    headers = (FOLDER / "examples/headers.json").read_text(encoding="utf-8")
    assert json.dumps(headers) in page
    assert json.loads(headers)["x-business-date"] == str(DEMO_DAY), "what the demo shows is of this day"
    assert '"subscriptionsProtocol":"SSE"' in page, "a browser can set no headers on a WebSocket"
    assert 'src="http' not in page


def test_a_websocket_message_beyond_the_limit_ends_the_connection(environment: dict[str, str], tmp_path: Path) -> None:
    with (
        serving(environment | {"GATEWAY_MAX_BYTES": "10000"}, tmp_path / "log") as (gateway, _),
        connect(f"ws://{gateway.address}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")]) as opened,
    ):
        opened.send(json.dumps({"type": "connection_init", "payload": {"padding": "x" * 10_000}}))
        with pytest.raises(ConnectionClosed) as closed:
            opened.recv(PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
