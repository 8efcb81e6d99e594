"""What is open to newcomers in development is closed in production, and a list can close it further."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from tests.gateway.conftest import SAFE_DOCUMENT, Start
from tests.gateway.gateways import Gateway, codes

INTROSPECTION = "{ __schema { queryType { name } } }"
ORIGIN = "https://workbench.example"
SAFE_ID = hashlib.sha256(SAFE_DOCUMENT.encode()).hexdigest()


def page(gateway: Gateway) -> httpx.Response:
    return httpx.get(gateway.url, headers={"accept": "text/html"}, timeout=30)


def preflight(gateway: Gateway, origin: str) -> str | None:
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    return httpx.options(gateway.url, headers=asked).headers.get("access-control-allow-origin")


def test_the_schema_and_the_page_are_there_in_development(development: Gateway) -> None:
    assert development.ask(INTROSPECTION)["data"]["__schema"]["queryType"]["name"] == "Query"
    assert "html" in page(development).headers["content-type"]


def test_neither_is_there_in_production(production: Gateway) -> None:
    answer = production.post({"query": INTROSPECTION})
    code = production.code("FORBIDDEN", "INTROSPECTION_DISABLED")
    assert (answer.status_code, codes(answer.json())) == (403, {code})
    answer = production.post({"query": '{ __type(name: "Project") { name } }'})
    assert (answer.status_code, codes(answer.json())) == (403, {code})
    assert "html" not in page(production).headers["content-type"]


def test_typename_is_no_introspection(production: Gateway) -> None:
    assert production.ask("{ __typename }")["data"] == {"__typename": "Query"}


def test_pages_of_other_origins_may_ask_in_development_only(development: Gateway, production: Gateway) -> None:
    assert preflight(development, ORIGIN) in {"*", ORIGIN}
    assert preflight(production, ORIGIN) is None


def test_pages_of_listed_origins_may_ask_in_production(start: Start) -> None:
    gateway = start("production", GATEWAY_CORS_ORIGINS=f"{ORIGIN}, https://other.example")
    assert preflight(gateway, ORIGIN) == ORIGIN
    assert preflight(gateway, "https://evil.example") != "https://evil.example"


@pytest.mark.parametrize(
    "body",
    [{"documentId": SAFE_ID}, {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": SAFE_ID}}}],
    ids=["documentId", "persistedQuery"],
)
def test_a_listed_document_runs_by_its_identifier(safelisted: Gateway, body: dict[str, object]) -> None:
    assert safelisted.post(body).json() == {"data": {"cards": ["黄牌"]}}


def test_any_other_document_does_not_run(safelisted: Gateway) -> None:
    answer = safelisted.post({"query": "{ cards }"})
    assert (answer.status_code, codes(answer.json())) == (400, {"PERSISTED_DOCUMENT_ID_REQUIRED"})
    answer = safelisted.post({"documentId": "0" * 64})
    assert (answer.status_code, codes(answer.json())) == (400, {"PERSISTED_DOCUMENT_NOT_FOUND"})
