"""What of a subgraph's troubles the caller is told."""

from __future__ import annotations

from pathlib import Path

from tests.gateway.conftest import Start
from tests.gateway.gateways import Gateway, codes, free_port, subgraph
from tests.gateway.subgraphs import SECRET


def test_a_refusal_of_a_subgraph_arrives_as_it_was_said(production: Gateway) -> None:
    answer = production.ask("{ refused cards }")
    assert answer["data"] == {"refused": None, "cards": ["黄牌"]}
    (error,) = answer["errors"]
    assert (error["message"], error["path"]) == ("无权查看", ["refused"])
    said = {"code": "FORBIDDEN", "article": "第五条（一）", "needs": ["OWNER"]}
    assert error["extensions"] | said == error["extensions"]


def test_an_unexpected_error_has_a_code(production: Gateway) -> None:
    answer = production.ask("{ crashed cards }")
    assert answer["data"] == {"crashed": None, "cards": ["黄牌"]}
    assert codes(answer) == {production.code("INTERNAL", "DOWNSTREAM_SERVICE_ERROR")}


def test_its_text_helps_in_development(development: Gateway) -> None:
    assert SECRET in development.post({"query": "{ crashed }"}).text


def test_a_subgraph_that_is_late_is_not_waited_for(start: Start) -> None:
    gateway = start("production", GATEWAY_SUBGRAPH_TIMEOUT_MS="1000")
    answer = gateway.ask("{ slow(seconds: 20) }")
    assert answer["data"] in (None, {"slow": None})
    (error,) = answer["errors"]
    code = gateway.code("TIMEOUT", "SUBGRAPH_REQUEST_TIMEOUT")
    assert (error["extensions"]["code"], error["extensions"]["service"]) == (code, "reserve")


def test_without_one_subgraph_the_others_answer_and_it_is_back_when_it_is_back(start: Start, folder: Path) -> None:
    port = free_port()
    gateway = start("production", SUPPORT_URL=f"http://127.0.0.1:{port}/graphql")
    query = '{ project(id: "p1") { name facts requests { kind } } cards }'
    without = gateway.ask(query)
    assert without["data"] == {"project": {"name": "项目p1", "facts": ["事实p1"], "requests": None}, "cards": ["黄牌"]}
    (error,) = without["errors"]
    code = gateway.code("UNAVAILABLE", "SUBREQUEST_HTTP_ERROR")
    assert (error["extensions"]["code"], error["extensions"]["service"]) == (code, "support")
    assert str(port) not in str(without["errors"])
    with subgraph("support", folder / "support-again.log", port):
        assert gateway.ask(query)["data"]["project"]["requests"] == [{"kind": "LAND"}]


def test_a_field_that_is_not_there_is_named_and_nothing_is_hinted_at_in_production(production: Gateway) -> None:
    answer = production.ask('{ project(id: "p1") { nam } }')
    assert '"nam"' in answer["errors"][0]["message"]
    assert '"name"' not in answer["errors"][0]["message"]
