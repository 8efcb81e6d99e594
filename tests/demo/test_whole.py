"""Whether the demo is loaded to its end: asked once, of an endpoint that is played here."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import UUID

import pytest

from infra import ports
from infra.demo import people, whole
from infra.demo.units import UNITS

PUBLISHED = {"projects": {"totalCount": 60}, "period": {"status": "PUBLISHED"}, "next": {"status": "COMPUTED"}}


@pytest.fixture
def endpoint():
    """An endpoint that answers what it is told to, and keeps what it was asked."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            server.asked.append((json.loads(asked)["query"], self.headers["authorization"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(server.told).encode())

        def log_message(self, *_) -> None:
            pass

    server = HTTPServer((ports.HOST, 0), Answers)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://{ports.HOST}:{server.server_port}/graphql"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def data(tmp_path):
    people.write_people(tmp_path, {unit.key: UUID(int=n) for n, unit in enumerate(UNITS, start=1)})
    return tmp_path


def test_it_is_whole_when_the_quarter_is_published_and_the_next_is_drafted(endpoint, data):
    endpoint.told = {"data": PUBLISHED}
    assert whole.is_whole(endpoint.url, data)
    ((query, authorization),) = endpoint.asked
    assert "projects" in query
    assert authorization.startswith("Bearer ")


@pytest.mark.parametrize(
    "told",
    [
        {"data": {**PUBLISHED, "period": {"status": "DRAFT"}}},
        {"data": {**PUBLISHED, "period": None}},
        {"data": {**PUBLISHED, "next": None}},
        {"data": {**PUBLISHED, "projects": {"totalCount": 0}}},
        {"data": None, "errors": [{"message": "away"}]},
        [],
    ],
)
def test_it_is_not_whole_as_long_as_the_last_chapter_is_missing(endpoint, data, told):
    endpoint.told = told
    assert not whole.is_whole(endpoint.url, data)


def test_it_is_not_whole_where_its_people_are_unknown_or_nobody_answers(data, tmp_path):
    nobody = f"http://{ports.HOST}:{ports.free()}/graphql"
    assert not whole.is_whole(nobody, data)
    assert not whole.is_whole(nobody, tmp_path / "another")
