"""What of the caller's request reaches a subgraph."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.gateway.gateways import Gateway

SEEN = "{ seen { name value } }"


def seen(gateway: Gateway, **headers: str) -> dict[str, str]:
    return {header["name"]: header["value"] for header in gateway.ask(SEEN, **headers)["data"]["seen"]}


def test_identity_business_date_trace_and_language_go_on_to_the_subgraph(development: Gateway) -> None:
    given = {
        "authorization": "Bearer t1",
        "x-business-date": "2026-11-24",
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "tracestate": "zhongdian=1",
        "accept-language": "zh-CN",
        "x-request-id": "r-1",
    }
    found = seen(development, **{name.replace("-", "_"): value for name, value in given.items()})
    assert {name: found.get(name) for name in given} == given


def test_nothing_else_of_the_caller_does(development: Gateway) -> None:
    found = seen(development, cookie="session=1", x_forwarded_user="root", authorization="Bearer t1")
    assert "cookie" not in found
    assert "x-forwarded-user" not in found


def test_request_extensions_cannot_redirect_or_dress_up_a_subgraph_request(development: Gateway) -> None:
    extensions = {"endpoint": "http://127.0.0.1:9/", "headers": {"x-forwarded-user": "root"}}
    answer = development.post({"query": SEEN, "extensions": extensions}).json()
    assert "x-forwarded-user" not in {header["name"] for header in answer["data"]["seen"]}


def test_the_same_question_of_two_callers_at_once_is_answered_to_each_alone(development: Gateway) -> None:
    query = "{ slow(seconds: 0.3) seen { name value } }"

    def who(token: str) -> str:
        found = development.ask(query, authorization=token)["data"]["seen"]
        return {header["name"]: header["value"] for header in found}["authorization"]

    tokens = [f"Bearer t{i}" for i in range(8)]
    with ThreadPoolExecutor(len(tokens)) as pool:
        assert list(pool.map(who, tokens)) == tokens


def test_one_query_joins_the_four_services(development: Gateway) -> None:
    query = '{ project(id: "p1") { name facts requests { kind } owner { results } schedule { nodes { requests { id } } } } }'
    assert development.ask(query)["data"]["project"] == {
        "name": "项目p1",
        "facts": ["事实p1"],
        "requests": [{"kind": "LAND"}],
        "owner": {"results": ["得分op1"]},
        "schedule": {"nodes": [{"requests": [{"id": "rn0"}]}, {"requests": [{"id": "rn1"}]}]},
    }
