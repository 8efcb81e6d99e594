"""What no honest client sends: it is refused with a code and does not end the gateway. What is only strange arrives unchanged."""

from __future__ import annotations

import json

import pytest

from tests.gateway.gateways import Gateway, codes

ARRIVED = "query($value: JSON!) { arrived(value: $value) }"

STRANGE = {
    "an emoji of several characters": "示例\U0001f469\u200d\U0001f4bb单位",
    "invisible characters": "示\u200b例\ufeff\u202e",
    "one letter in two characters": "e\u0301",
    "lines and quotes": 'a\r\n\t"b"\\',
    "a control character": "a\u0001b",
    "money as text": "1000000000000000000.0001",
    "nothing": "",
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_text_arrives_at_the_service_as_it_was_sent(production: Gateway, what: str) -> None:
    assert production.ask(ARRIVED, {"value": STRANGE[what]})["data"] == {"arrived": STRANGE[what]}


@pytest.mark.parametrize("where", ["variables", "extensions", "unknown"])
@pytest.mark.parametrize(
    ("opening", "closing", "depth"), [("[", "]", 1_000), ("[", "]", 2_000_000), ('{"a":', "}", 600_000)]
)
def test_values_nested_without_end_do_not_end_the_gateway(
    production: Gateway, where: str, opening: str, closing: str, depth: int
) -> None:
    value = opening * depth + "1" + closing * depth
    body = f'{{"query": {json.dumps(ARRIVED)}, "{where}": {{"value": {value}}}}}'.encode()
    answer = production.post(content=body, headers={"content-type": "application/json"}).json()
    assert all(codes(answer))
    assert not (answer.get("data") or {}).get("arrived")
    assert production.ask("{ cards }")["data"] == {"cards": ["黄牌"]}


def test_an_unfinished_body_of_brackets_does_not_end_the_gateway(production: Gateway) -> None:
    answer = production.post(content=b"[" * 4_000_000, headers={"content-type": "application/json"})
    assert (answer.status_code, codes(answer.json())) == (400, {production.code("BAD_INPUT", "BAD_REQUEST")})
    assert production.ask("{ cards }")["data"] == {"cards": ["黄牌"]}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_values_nested_without_end_in_the_document_are_refused(production: Gateway, opening: str, closing: str) -> None:
    query = f"{{ arrived(value: {opening * 300}1{closing * 300}) }}"
    answer = production.post({"query": query})
    assert (answer.status_code, codes(answer.json())) == (400, {production.code("BAD_INPUT", "GRAPHQL_PARSE_FAILED")})


def test_a_number_too_large_to_be_one_is_refused(production: Gateway) -> None:
    body = f'{{"query": {json.dumps(ARRIVED)}, "variables": {{"value": 1e400}}}}'.encode()
    answer = production.post(content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert codes(answer.json()) <= {"BAD_INPUT", "BAD_REQUEST", "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    "broken", [b"a\xff", b"\xed\xa0\x80", b"\\ud800"], ids=["no UTF-8", "half a pair", "half a pair, escaped"]
)
@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "query($value: JSON!) { arrived(value: $value) }", "variables": {"value": {"texts": ["%s"]}}}',
        b'{"query": "{ arrived(value: \\"%s\\") }"}',
    ],
    ids=["variable", "document"],
)
def test_broken_characters_are_refused_and_not_replaced(production: Gateway, body: bytes, broken: bytes) -> None:
    answer = production.post(content=body % broken, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert codes(answer.json()) <= {"BAD_INPUT", "BAD_REQUEST", "BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED"}
