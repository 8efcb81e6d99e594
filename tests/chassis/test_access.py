"""Nothing without a token, nothing without a role, nothing of another division; hostile input gets a clear answer."""

from __future__ import annotations

import base64
import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from services.chassis.config import Mode
from services.chassis.graphql import SIGNED_IN, build_schema
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE, Mutation, Query
from tests.chassis.test_commands import WRITE
from tests.harness.people import person

LAND = person(Role.LAND)
NOTES = "{ notes { totalCount edges { cursor node { id text } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }"


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api(SERVICE)


def code(answer) -> str:
    return answer["errors"][0]["extensions"]["code"]


async def test_nothing_is_callable_without_a_token(api):
    for query in (NOTES, "{ __typename }", "{ __schema { types { name } } }", "{ _service { sdl } }"):
        answer = await api.raw(query)
        assert code(answer) == "UNAUTHENTICATED", query
        assert not answer.get("data")


async def test_forged_tokens_are_refused(api):
    claims = api.issuer.claims(LAND)
    stranger = ECKey.generate_key("P-256", parameters={"kid": "test"})
    none = (
        ".".join(
            base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in ({"alg": "none"}, claims)
        )
        + "."
    )
    public = json.loads(api.issuer.jwks.read_text())["keys"][0]
    confused = jwt.encode(
        {"alg": "HS256", "kid": "test"}, claims, OctKey.import_key(json.dumps(public)), algorithms=["HS256"]
    )
    forged = {
        "another key": jwt.encode({"alg": "ES256", "kid": "test"}, claims, stranger),
        "alg none": none,
        "the public key as a shared secret": confused,
        "expired": api.issuer.token(LAND, exp=int(time.time()) - 60),
        "another audience": api.issuer.token(LAND, aud="someone-else"),
        "another issuer": api.issuer.token(LAND, iss="https://evil.invalid"),
        "no division": api.issuer.token(LAND, division=None),
        "a strange division": api.issuer.token(LAND, division="%"),
        "a strange unit": api.issuer.token(LAND, unit="x"),
        "not a token": "x.y.z",
        "empty": "",
    }
    for why, token in forged.items():
        answer = await api.raw(NOTES, headers={"authorization": f"Bearer {token}"})
        assert code(answer) == "UNAUTHENTICATED", why


async def test_a_person_without_a_known_role_sees_nothing(api):
    assert code(await api.raw(NOTES, as_=person())) == "FORBIDDEN"


async def test_the_wrong_role_is_refused_by_name_of_the_operation(api):
    answer = await api.raw(WRITE, {"input": {"idempotencyKey": "x", "text": "x"}}, as_=person(Role.LEADER))
    assert code(answer) == "FORBIDDEN"
    assert "Mutation.writeNote" in answer["errors"][0]["message"]


async def test_a_district_does_not_see_its_neighbour_and_the_city_sees_both(api):
    for division in ("430211", "430202"):
        who = person(Role.LAND, division=division, subject=f"land-{division}")
        await api(WRITE, {"input": {"idempotencyKey": f"d-{division}", "text": f"属于{division}"}}, as_=who)

    async def seen(division):
        page = await api(NOTES, as_=person(Role.LEADER, division=division))
        return {e["node"]["text"] for e in page["notes"]["edges"]}

    assert await seen("430211") == {"属于430211"}
    assert await seen("430202") == {"属于430202"}
    assert await seen("430200") == {"属于430211", "属于430202"}
    assert await seen("430300") == set()


async def test_entities_are_no_way_around_visibility(api):
    who = person(Role.LAND, division="430281", subject="hidden")
    note = (await api(WRITE, {"input": {"idempotencyKey": "h", "text": "邻区"}}, as_=who))["writeNote"]["note"]
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Note { text } } }"
    answer = await api(query, {"r": [{"__typename": "Note", "id": note["id"]}]}, as_=LAND)
    assert answer["_entities"] == [None]


async def test_pages_run_forwards_and_backwards_over_the_same_items(api):
    who = person(Role.LAND, division="430225", subject="pager")
    for i in range(7):
        await api(WRITE, {"input": {"idempotencyKey": f"p{i}", "text": f"n{i // 2}"}}, as_=who)
    page = "query($a: String, $b: String, $f: Int, $l: Int) { notes(first: $f, after: $a, last: $l, before: $b) { totalCount edges { node { id text } cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    forwards, after = [], None
    while True:
        got = (await api(page, {"f": 3, "a": after}, as_=who))["notes"]
        forwards += [e["node"]["id"] for e in got["edges"]]
        after = got["pageInfo"]["endCursor"]
        if not got["pageInfo"]["hasNextPage"]:
            break
    assert len(forwards) == len(set(forwards)) == got["totalCount"] == 7
    backwards, before = [], None
    while True:
        got = (await api(page, {"l": 2, "b": before}, as_=who))["notes"]
        backwards = [e["node"]["id"] for e in got["edges"]] + backwards
        before = got["pageInfo"]["startCursor"]
        if not got["pageInfo"]["hasPreviousPage"]:
            break
    assert backwards == forwards


@pytest.mark.parametrize(
    "arguments",
    [
        "first: 201",
        "first: -1",
        "last: 201",
        "first: 1, last: 1",
        'after: "x"',
        'after: "WyJhIl0="',
        'after: "W10="',
        'after: "☃"',
    ],
)
async def test_bad_page_arguments_are_told(api, arguments):
    assert code(await api.raw(f"{{ notes({arguments}) {{ totalCount edges {{ cursor }} }} }}", as_=LAND)) == "BAD_INPUT"


HOSTILE = {
    "a NUL": ({"text": "a\u0000b", "idempotencyKey": "n1"}, "BAD_INPUT"),
    "a lone surrogate": ({"text": "a\ud800b", "idempotencyKey": "n2"}, "BAD_INPUT"),
    "a number for text": ({"text": 5, "idempotencyKey": "n3"}, "BAD_INPUT"),
    "a missing key": ({"text": "x"}, "BAD_INPUT"),
    "an unknown field": ({"text": "x", "idempotencyKey": "n4", "admin": True}, "BAD_INPUT"),
    "an id that is none": ({"text": "x", "idempotencyKey": "n5", "noteId": "1 or 1=1"}, "BAD_INPUT"),
    "a version beyond 32 bits": (
        {"text": "x", "idempotencyKey": "n6", "noteId": None, "expectedVersion": 2**40},
        "BAD_INPUT",
    ),
}


@pytest.mark.parametrize("why", HOSTILE)
async def test_hostile_input_gets_a_clear_error_and_leaves_no_trace(api, why):
    before = len(await api.audit())
    values, expected = HOSTILE[why]
    body = json.dumps({"query": WRITE, "variables": {"input": values}}).encode("utf-8", "surrogatepass")
    sent = await api.http.post(
        "/graphql", content=body, headers={"authorization": api.issuer.header(LAND), "content-type": "application/json"}
    )
    assert sent.status_code < 500
    assert code(sent.json()) == expected
    assert len(await api.audit()) == before


@pytest.mark.parametrize(
    "query",
    [
        "{ " + "a: notes { totalCount } " * 300 + "}",
        "{ notes " + "{ edges { node " * 1000 + "{ id }" + " } }" * 1000 + "}",
        "{ notes { totalCount } " + "# padding\n" + "x " * 6000 + "}",
        "query {",
        "{ nothing }",
        "",
    ],
    ids=["aliases", "1000 deep", "tokens", "unfinished", "unknown", "empty"],
)
async def test_queries_that_are_too_much_or_no_query_are_refused(api, query):
    sent = await api.http.post("/graphql", json={"query": query}, headers={"authorization": api.issuer.header(LAND)})
    assert sent.status_code < 500
    assert "data" not in sent.text or not sent.json().get("data")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"query": 5}', b'{"query": "{ notes { totalCount } }", "variables": 7}', b"\xff\xfe"]
)
async def test_bodies_that_are_no_request_are_refused(api, body):
    sent = await api.http.post(
        "/graphql", content=body, headers={"authorization": api.issuer.header(LAND), "content-type": "application/json"}
    )
    assert 400 <= sent.status_code < 500


async def test_a_huge_body_is_refused(api):
    sent = await api.http.post(
        "/graphql", content=b" " * (9 * 1024 * 1024), headers={"content-type": "application/json"}
    )
    assert sent.status_code == 413


async def test_a_fault_is_named_and_its_words_stay_in_the_log(api):
    answer = await api.raw("{ broken }", as_=LAND)
    assert code(answer) == "INTERNAL"
    assert "hunter2" not in json.dumps(answer)


async def test_a_business_date_that_is_none_is_refused(api):
    assert code(await api.raw(NOTES, as_=LAND, headers={"x-business-date": "someday"})) == "UNAUTHENTICATED"


async def test_production_refuses_a_business_date_and_introspection(service_api):
    issuer = "https://issuer.example.invalid"
    api = await service_api(SERVICE, mode=Mode.PRODUCTION, oidc_issuer=issuer)
    headers = {"authorization": f"Bearer {api.issuer.token(LAND, iss=issuer)}"}
    assert (await api.raw(NOTES, headers=headers))["data"]["notes"]["totalCount"] == 0
    refused = await api.raw(NOTES, headers=headers | {"x-business-date": "2027-01-05"})
    assert code(refused) == "UNAUTHENTICATED"
    assert "生产环境" in refused["errors"][0]["message"]
    for query in ("{ __schema { types { name } } }", "{ _service { sdl } }"):
        assert code(await api.raw(query, headers=headers)) == "FORBIDDEN", query


def test_a_schema_with_a_field_or_type_without_a_rule_does_not_build():
    rules = {"Query.notes": SIGNED_IN, "Query.broken": SIGNED_IN, "Mutation.writeNote": SIGNED_IN, "Note": SIGNED_IN}
    build_schema(rules, Query, Mutation)
    for name in rules:
        with pytest.raises(LookupError, match=f"{name}: no rule"):
            build_schema({k: v for k, v in rules.items() if k != name}, Query, Mutation)
    with pytest.raises(LookupError, match=r"Query\.gone: no such field"):
        build_schema(rules | {"Query.gone": SIGNED_IN}, Query, Mutation)


@pytest.mark.parametrize(("method", "path", "status", "told"), [("GET", "/nowhere", 404, "NOT_FOUND"), ("DELETE", "/livez", 405, "METHOD_NOT_ALLOWED")])  # fmt: skip
async def test_an_address_that_there_is_not_is_refused_as_all_else(api, method, path, status, told):
    answer = await api.http.request(method, path)
    assert (answer.status_code, [e["code"] for e in answer.json()["errors"]]) == (status, [told])
