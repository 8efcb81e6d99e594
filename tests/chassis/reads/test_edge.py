"""A document that is known already is answered as one that is not, whatever else is odd about the request."""

from __future__ import annotations

import time
from typing import Any

import pytest

from services.law.parties import Role
from tests.harness.people import person

LEADER, OWNER = person(Role.LEADER), person(Role.OWNER)
QUERY = "query One($first: Int) { things(first: $first) { totalCount edges { cursor } } guarded } query Two { secrets { totalCount } }"
ASKED = {"query": QUERY, "variables": {"first": 1}, "operationName": "One"}
JSON = {"content-type": "application/json"}

# why → what the body says besides (None for a key: left out), the headers besides
ODD: dict[str, tuple[Any, dict[str, str]]] = {
    "nothing": ({}, {}),
    "no variables": ({"variables": None}, {}),
    "variables that are a list": ({"variables": []}, {}),
    "variables that are a list of pairs": ({"variables": [["first", 1]]}, {}),
    "variables that are a number": ({"variables": 7}, {}),
    "variables that are a text": ({"variables": '{"first": 1}'}, {}),
    "variables that are false": ({"variables": False}, {}),
    "a variable of another type": ({"variables": {"first": "x"}}, {}),
    "a variable that is refused": ({"variables": {"first": 201}}, {}),
    "a variable too many": ({"variables": {"first": 1, "more": 1}}, {}),
    "another operation": ({"operationName": "Two", "variables": {}}, {}),
    "an operation that there is not": ({"operationName": "Three"}, {}),
    "no name among several": ({"operationName": None}, {}),
    "an empty name": ({"operationName": ""}, {}),
    "a name that is a number": ({"operationName": 5}, {}),
    "extensions": ({"extensions": {"persistedQuery": {"version": 1}}}, {}),
    "extensions that are none": ({"extensions": 5}, {}),
    "a batch of one": ("batch", {}),
    "a batch of two": ("two", {}),
    "text": ({}, {"content-type": "text/plain"}),
    "a charset": ({}, {"content-type": "application/json; charset=utf-8"}),
    "another charset": ({}, {"content-type": "application/json; charset=utf-16"}),
    "capitals": ({}, {"content-type": "APPLICATION/JSON"}),
    "almost JSON": ({}, {"content-type": "application/jsonx"}),
    "a form": ({}, {"content-type": "multipart/form-data"}),
    "a kind of content that is empty": ({}, {"content-type": ""}),
    "an answer in parts": ({}, {"accept": "multipart/mixed"}),
    "an answer of events": ({}, {"accept": "text/event-stream"}),
    "an answer of the newer kind": ({}, {"accept": "application/graphql-response+json"}),
    "an answer that cannot be": ({}, {"accept": "image/png"}),
    "a business date that is none": ({}, {"x-business-date": "someday"}),
    "a trace that is none": ({}, {"traceparent": "x"}),
}


def whose(api, who: str) -> dict[str, str]:
    """Return the headers of somebody."""
    return {
        "a leader": lambda: {"authorization": api.issuer.header(LEADER)},
        "a role that may not": lambda: {"authorization": api.issuer.header(OWNER)},
        "no role": lambda: {"authorization": api.issuer.header(person())},
        "nobody": dict,
        "an expired token": lambda: {"authorization": f"Bearer {api.issuer.token(LEADER, exp=int(time.time()) - 60)}"},
        "no token at all": lambda: {"authorization": "Basic x"},
    }[who]()


async def sent(process, body: Any, headers: dict[str, str], method: str = "POST") -> tuple[Any, ...]:
    answer = await process.request(method, "/graphql", json=body, headers=JSON | headers)
    told = answer.json() if answer.headers.get("content-type", "").startswith("application/json") else answer.text
    return answer.status_code, answer.headers.get("content-type"), repr(told)


@pytest.fixture(scope="module")
async def known(api):
    """Let both processes know the document, by those who may."""
    for process in (api.http, api.walking):
        for name in ("One", "Two"):
            asked = ASKED | {"operationName": name, "variables": {}}
            assert (await sent(process, asked, whose(api, "a leader")))[0] == 200
    return api


def said(query: str, odd: Any) -> Any:
    body = ASKED | {"query": query}
    if odd in ("batch", "two"):
        return [body] if odd == "batch" else [body, body]
    return body | odd


@pytest.mark.parametrize("why", ODD)
async def test_an_odd_request_has_the_same_answer_each_time_and_both_ways(known, why):
    odd, headers = ODD[why]
    mine = whose(known, "a leader") | headers
    unknown = said(f"{QUERY} # {why}", odd)  # a comment at the end moves nothing
    answers = [
        await sent(process, body, mine)
        for process in (known.http, known.walking)
        for body in (unknown, unknown, said(QUERY, odd))
    ]
    assert answers == [answers[0]] * 6
    assert answers[0][0] < 500


@pytest.mark.parametrize("who", ["a role that may not", "no role", "nobody", "an expired token", "no token at all"])
async def test_whoever_may_not_is_refused_each_time_and_both_ways(known, who):
    mine = whose(known, who)
    unknown = said(f"{QUERY} # {who}", {})
    answers = [
        await sent(process, body, mine)
        for process in (known.http, known.walking)
        for body in (unknown, unknown, said(QUERY, {}), said(QUERY, {}))
    ]
    assert answers == [answers[0]] * 8
    code = "FORBIDDEN" if "role" in who else "UNAUTHENTICATED"
    assert f"'code': '{code}'" in answers[0][2]
    assert "totalCount" not in answers[0][2]


async def test_a_role_that_was_refused_does_not_hinder_one_that_may(known):
    """What is remembered of a document is remembered for a set of roles."""
    fresh = said(f"{QUERY} # refused first", {})
    assert "FORBIDDEN" in (await sent(known.http, fresh, whose(known, "a role that may not")))[2]
    assert "totalCount" in (await sent(known.http, fresh, whose(known, "a leader")))[2]
    assert "FORBIDDEN" in (await sent(known.http, fresh, whose(known, "a role that may not")))[2]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_a_known_document_is_answered_only_where_it_is_posted(known, method):
    mine = whose(known, "a leader")
    for process in (known.http, known.walking):
        answer = await process.request(method, "/graphql", params=ASKED | {"variables": '{"first": 1}'}, headers=mine)
        assert answer.status_code in {400, 404, 405}
        assert "totalCount" not in answer.text


async def test_what_one_person_was_answered_is_not_told_another(known):
    """Plans are shared by a set of roles; the values of a statement are those of whoever asks."""
    names = []
    for name in ("甲", "乙", "甲"):
        mine = {"authorization": known.issuer.header(LEADER.but(name=name, subject=name))}
        answers = [await sent(process, said(QUERY, {}), mine) for process in (known.http, known.walking)]
        assert answers[0] == answers[1]
        names.append([n for n in ("甲", "乙") if n in answers[0][2]])
    assert names == [["甲"], ["乙"], ["甲"]]
