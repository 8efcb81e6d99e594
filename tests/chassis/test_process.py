"""The service as a process of its own: configuration, health, one trace from request to inbox, a stop that loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import websockets

from infra import ports
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE
from tests.chassis.test_commands import WRITE
from tests.harness.people import person
from tests.harness.waiting import eventually

ROOT = Path(__file__).parents[2]
RUN = "from services.chassis.main import run; from tests.chassis.notes.service import SERVICE; run(SERVICE)"
LAND = person(Role.LAND)


def environment(settings, **changes: str) -> dict[str, str]:
    told = {
        "ZD_MODE": "development",
        "ZD_DATABASE_URL": settings.database_url.get_secret_value(),
        "ZD_KAFKA_URL": settings.kafka_url,
        "ZD_REDIS_URL": settings.redis_url.get_secret_value(),
        "ZD_OIDC_ISSUER": settings.oidc_issuer,
        "ZD_OIDC_AUDIENCE": settings.oidc_audience,
        "ZD_OIDC_JWKS": settings.oidc_jwks,
    }
    return {"PATH": os.environ["PATH"], **told, **changes}


def start(*arguments: str, env: dict[str, str], **options) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, *arguments], cwd=ROOT, env=env, text=True, **options)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ZD_DATABASE_URL": "mysql://root:hunter2@host/db"}, "ZD_DATABASE_URL"),
        ({"ZD_MODE": "production"}, "development issuer"),
        ({"ZD_PORT": "99999"}, "ZD_PORT"),
        ({"ZD_PARTS": "web,coffee"}, "ZD_PARTS"),
        ({"ZD_MODE": "party"}, "ZD_MODE"),
    ],
)
def test_a_wrong_configuration_is_refused_with_its_name_and_without_its_secret(settings, changes, told):
    process = start("serve", env=environment(settings, **changes), stderr=subprocess.PIPE)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 78
    assert told in errors
    assert "hunter2" not in errors


async def test_one_trace_runs_from_the_request_through_the_broker_into_the_inbox_and_a_stop_is_clean(
    databases, settings, issuer, topics, tmp_path
):
    await topics("notes")
    own = await databases.fresh(SERVICE, settings)
    port, traces, log = ports.free(), tmp_path / "traces.jsonl", tmp_path / "log.jsonl"
    with log.open("w") as output:
        process = start(
            "serve",
            env=environment(own, ZD_PORT=str(port), ZD_TRACES=str(traces)),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:

            async def ready():
                try:
                    return (await http.get("/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await eventually(ready, 60)
            sent = await http.post(
                "/graphql",
                json={"query": WRITE, "variables": {"input": {"idempotencyKey": "t", "text": "密语"}}},
                headers={
                    "authorization": issuer.header(LAND),
                    "traceparent": "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01",
                },
            )
            assert sent.json()["data"]["writeNote"]["note"]

            def consumed():
                spans = [json.loads(line) for line in traces.read_text().splitlines()] if traces.exists() else []
                mine = {s["name"] for s in spans if s["context"]["trace_id"] == "0x" + "ab" * 16}
                return mine if "consume zhongdian.notes.note.written.v1" in mine else None

            assert {"graphql notes", "command writeNote"} <= await eventually(consumed)
            for in_header in (True, False):
                told = await connected(port, issuer.header(LAND), in_header=in_header)
                assert told["payload"]["data"] == {"notes": {"totalCount": 1}}
            refused = await connected(port, "Bearer x.y.z", in_header=False)
            assert "UNAUTHENTICATED" in json.dumps(refused)
            metrics = (await http.get("/metrics")).text
            assert 'commands_total{operation="writeNote",outcome="accepted"} 1.0' in metrics
            for name in ("outbox_oldest_seconds", "inbox_lag_seconds", "inbox_applied_total", "graphql_field_seconds"):
                assert name in metrics
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in {0, -signal.SIGTERM}
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert all({"at", "level", "service", "message"} <= set(line) for line in lines)
    ours = [line for line in lines if line["logger"].startswith("services.")]
    assert not [line for line in ours if line["level"] in {"ERROR", "CRITICAL"}]
    assert "密语" not in log.read_text()
    assert "Bearer" not in log.read_text()


async def connected(port: int, token: str, *, in_header: bool) -> dict:
    """Open a WebSocket as a browser (token in the parameters) or as a program (token in the header) would; run a query."""
    headers = {"authorization": token} if in_header else {}
    payload = {} if in_header else {"authorization": token}
    address = f"ws://127.0.0.1:{port}/graphql"
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"], additional_headers=headers) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(
            json.dumps({"id": "1", "type": "subscribe", "payload": {"query": "{ notes { totalCount } }"}})
        )
        answer = await socket.recv()
        assert isinstance(answer, str), "the protocol has text frames; a gateway reads no others"
        return json.loads(answer)
