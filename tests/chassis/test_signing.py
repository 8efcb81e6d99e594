"""The canonical text of a signed request: one for each request, and the one that the documentation gives."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.simulators.signature import Key, genuine, signed
from services.chassis.signing import Algorithm, Unsigned, canonical_query

PAGE = Path(__file__).parents[2] / "docs" / "integration" / "provincial.md"
NAMED = st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True)
PATHS = st.from_regex(r"(/[A-Za-z0-9._~%-]{0,12}){1,4}", fullmatch=True)
PAIRS = st.lists(
    st.tuples(st.text(st.characters(codec="utf-8"), max_size=5), st.text(st.characters(codec="utf-8"), max_size=5)),
    max_size=4,
)
REQUESTS = st.builds(
    Unsigned,
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    path=PATHS,
    query=PAIRS.map(tuple),
    body=st.binary(max_size=20),
    timestamp=st.integers(0, 10**11),
    nonce=NAMED,
    client=NAMED,
    key=NAMED,
    algorithm=st.sampled_from(Algorithm),
)


def meaning(request: Unsigned):
    """What a request says: of the query, the values of each name in their order."""
    values: dict[str, list[str]] = {}
    for name, value in request.query:
        values.setdefault(name, []).append(value)
    own = (request.method, request.path, request.body, request.timestamp, request.nonce, request.client, request.key)
    return (*own, request.algorithm, values)


@given(one=REQUESTS, other=REQUESTS, data=st.data())
def test_no_two_different_requests_share_a_text(one, other, data):
    # most pairs differ in everything; so half of them differ in one part alone
    if data.draw(st.booleans()):
        part = data.draw(
            st.sampled_from(["method", "path", "query", "body", "timestamp", "nonce", "client", "key", "algorithm"])
        )
        other = replace(one, **{part: getattr(other, part)})
    assert (one.canonical() == other.canonical()) == (meaning(one) == meaning(other))


@given(one=PAIRS, other=PAIRS)
def test_no_two_different_queries_are_written_alike(one, other):
    def values(pairs):
        found = {}
        for name, value in pairs:
            found.setdefault(name, []).append(value)
        return found

    assert (canonical_query(one) == canonical_query(other)) == (values(one) == values(other))


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "get"},
        {"method": "GET\n"},
        {"path": "no-slash"},
        {"path": "/a b"},
        {"path": "/a\n"},
        {"path": "/a?b"},
        {"nonce": ""},
        {"nonce": "a\nb"},
        {"client": "示例"},
        {"key": "k" * 65},
        {"timestamp": -1},
    ],
)
def test_what_could_be_read_in_two_ways_has_no_text(changed):
    good = {
        "method": "GET",
        "path": "/a",
        "timestamp": 1,
        "nonce": "n",
        "client": "c",
        "key": "k",
        "algorithm": Algorithm.SM3,
    }
    assert Unsigned(**good).canonical()
    with pytest.raises(ValueError, match="cannot be signed"):
        Unsigned(**good | changed)


@given(request=REQUESTS, secret=st.binary(min_size=32, max_size=40))
def test_both_sides_sign_alike(request, secret):
    url = f"http://host{request.path}" + (f"?{canonical_query(request.query)}" if request.query else "")
    key = Key(id=request.key, algorithm=request.algorithm.value, secret=secret)
    theirs = signed(
        request.client, key, request.method, url, request.body, timestamp=request.timestamp, nonce=request.nonce
    )
    assert {k.lower(): v for k, v in theirs.items()} == request.headers(secret)


def test_the_simulator_knows_its_own_and_no_other():
    key = Key(id="k", algorithm="HMAC-SM3", secret=b"0" * 32)
    headers = signed("c", key, "POST", "http://host/a?b=1", b"{}")
    known = {"k": key}
    assert genuine(known, "c", "POST", "http://host/a?b=1", b"{}", headers)
    assert not genuine(known, "c", "POST", "http://host/a?b=2", b"{}", headers)
    assert not genuine(known, "d", "POST", "http://host/a?b=1", b"{}", headers)
    assert not genuine({}, "c", "POST", "http://host/a?b=1", b"{}", headers)
    late = signed("c", key, "POST", "http://host/a?b=1", b"{}", timestamp=1)
    assert not genuine(known, "c", "POST", "http://host/a?b=1", b"{}", late)


def blocks(heading: str) -> list[str]:
    page = PAGE.read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return re.findall(r"```[a-z]*\n(.*?)\n```", section, re.DOTALL)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_the_example_of_the_documentation_is_what_we_compute(algorithm):
    given_, *worked = blocks("Known answer · 标准算例")
    facts = dict(line.split(" = ", 1) for line in given_.splitlines())
    text, signature = {Algorithm.SM3: worked[0:2], Algorithm.SHA256: worked[2:4]}[algorithm]
    request = Unsigned(
        method=facts["method"],
        path=facts["path"],
        query=(("b", "2"), ("a", "株洲 天元"), ("b", "1")),
        body=facts["body"].encode(),
        timestamp=int(facts["timestamp"]),
        nonce=facts["nonce"],
        client=facts["client"],
        key=facts["key"],
        algorithm=algorithm,
    )
    assert request.canonical().decode() == text
    assert request.signature(bytes.fromhex(facts["secret (hex)"])) == signature
