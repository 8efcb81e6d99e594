"""Whatever is sent as a body is answered with what is wrong with it, and never with a fault of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.simulators.provincial import PREFIX
from tests.harness.differential import thorough
from tests.reserve.exchange.world import HOST, World

URL = f"{HOST}{PREFIX}/applications"


async def send(exchange: World, body: bytes, url: str = URL, **headers: str):
    return await exchange.reserve.api.http.post(
        url, content=body, headers=exchange.province.sign("POST", url, body) | exchange.headers() | headers
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "FIELD_MISSING"),
        (b"{", 400, "JSON_INVALID"),
        (b"\xff\xfe", 400, "JSON_INVALID"),
        (b'{"number": "\xed\xa0\x80"}', 422, "VALUE_INVALID"),
        (b"[" * 100_000, 400, "JSON_INVALID"),
        (b"[" * 20_000 + b"]" * 20_000, 400, "JSON_INVALID"),
        (b"null", 422, None),
        (b"[]", 422, "VALUE_INVALID"),
        (b'"text"', 422, "VALUE_INVALID"),
        (b"{}", 422, "FIELD_MISSING"),
        (b"1" * 5_000, None, None),
        (b" " * (256 * 1024), 400, "JSON_INVALID"),
        (b" " * (256 * 1024 + 1), 413, "BODY_TOO_LARGE"),
    ],
)
async def test_bodies_that_are_no_application(exchange: World, body, status, code):
    answer = await send(exchange, body)
    assert 400 <= answer.status_code < 500
    said = answer.json()
    assert said["message"]
    assert status in {None, answer.status_code}, answer.text
    assert code in {None, said["code"]}, answer.text


async def test_a_body_that_is_not_declared_as_json_is_refused(exchange: World):
    body = json.dumps(exchange.paper("类型不符")).encode()
    answer = await send(exchange, body, **{"content-type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (415, "JSON_EXPECTED")


async def test_a_field_that_is_not_described_is_named(exchange: World):
    paper = exchange.paper("多余字段") | {"anualInvestment": "1"}
    answer = await exchange.submit(paper)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "FIELD_UNKNOWN",
        "anualInvestment",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", ""),
        ("number", "空 格"),
        ("number", "x" * 65),
        ("number", 12),
        ("year", 2003),
        ("year", 2**70),
        ("year", "2027年"),
        ("kind", "NOTHING"),
        ("annualInvestment", -1),
        ("annualInvestment", "NaN"),
        ("annualInvestment", "1e99999999"),
        ("annualInvestment", "1e-99999999"),
        ("annualInvestment", 0.00001),
        ("annualInvestment", 10**20),
        ("annualInvestment", [1]),
        ("statement", None),
        ("statement", "x" * 10_001),
        ("owner", {"creditCode": "91430211ma0000001x"}),
        ("owner", {}),
        ("owner", "91430211MA0000001X"),
        ("project", None),
        ("project", {}),
    ],
)
async def test_values_that_cannot_be_are_refused_with_their_field(exchange: World, field, value):
    answer = await exchange.submit(exchange.paper("字段有误") | {field: value})
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"].startswith(field), answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "控\u0000制"),
        ("name", "\ud800"),
        ("name", " "),
        ("town", "\u0000"),
        ("town", ""),
        ("projectCode", "\u0000"),
        ("projectCode", "2111-522323-04-01-34206"),
        ("industryCode", "\u0000C"),
        ("function", "\u0000"),
        ("function", "\u200b"),
        ("fundSources", [{"source": "\u0000", "amount": 189000}]),
        ("fundSources", [{"source": "自筹"}]),
        ("startOn", "2027-02-30"),
        ("startOn", "0000-01-01"),
        ("finishOn", "2026-01-01"),
        ("longitude", 200),
        ("longitude", "1e-999999"),
        ("level", "TOWNSHIP"),
        ("secret", "maybe"),
    ],
)
async def test_project_values_that_cannot_be_are_refused_with_their_field(exchange: World, field, value):
    body = json.dumps(exchange.paper("项目字段有误", project={field: value})).encode()  # lone surrogates stay escaped
    answer = await send(exchange, body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"].startswith(f"project.{field}"), answer.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@thorough
@given(data=st.data())
async def test_an_application_with_anything_anywhere_is_answered(exchange: World, data):
    paper = exchange.paper("任意内容")
    place = data.draw(st.sampled_from([*paper, *(f"project.{k}" for k in (*paper["project"], "benefit", "latitude"))]))
    value = data.draw(JSON | st.text(max_size=300))
    if place.startswith("project."):
        paper["project"][place.partition(".")[2]] = value
    else:
        paper[place] = value
    answer = await send(exchange, json.dumps(paper).encode())
    assert answer.status_code < 500, (paper, answer.text)
    if answer.status_code >= 400:
        assert {"code", "message", "field", "article", "errors"} == set(answer.json())


@thorough
@given(
    body=st.binary(max_size=300) | JSON.map(lambda v: json.dumps(v).encode()),
    path=st.sampled_from(["", "/n/withdrawal", "/n/resubmission"]),
)
async def test_any_bytes_are_answered(exchange: World, body, path):
    answer = await send(exchange, body, URL + path)
    assert 400 <= answer.status_code < 500, answer.text


@thorough
@given(number=st.text(min_size=1, max_size=30))
async def test_any_number_in_the_path_is_answered(exchange: World, number):
    from urllib.parse import quote

    url = f"{URL}/{quote(number, safe='')}"
    answer = await exchange.raw("GET", url, b"", exchange.province.sign("GET", url, b""))
    assert 300 <= answer.status_code < 500, answer.text  # a slash at the end is told by a redirect
