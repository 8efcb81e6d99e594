"""What the gateway itself refuses is told as the services tell it: a stable code, in Chinese what is wrong, where, what was expected."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.gateway.gateways import PATIENCE, Gateway, codes

CHOICE = "query($of: Choice) { request(id: 1, of: $of) { id } }"
WITHIN = "query($s: Float!) { slow(seconds: $s) }"


def asked(query: str, variables: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"json": {"query": query, "variables": variables or {}, **more}}


def sent(body: bytes, media: str = "application/json") -> dict[str, Any]:
    return {"content": body, "headers": {"content-type": media}}


def got(**params: str) -> dict[str, Any]:
    return {"method": "GET", "params": params}


# what → request, status, code, how the message begins
SAID: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "no JSON": (sent(b"{x"), 400, "BAD_INPUT", "请求体须为合法的 UTF-8 JSON / "),
    "empty": (sent(b""), 400, "BAD_INPUT", "请求体须为合法的 UTF-8 JSON / "),
    "bytes that are no UTF-8": (sent(b'{"query": "{ cards }\xff"}'), 400, "BAD_INPUT", "查询含残缺字符，须为 UTF-8 / "),
    "null": (sent(b"null"), 400, "BAD_INPUT", "请求体须为 JSON 对象，收到 null / "),
    "a number": (sent(b"12"), 400, "BAD_INPUT", "请求体须为 JSON 对象，收到 number / "),
    "no query": ({"json": {}}, 400, "BAD_INPUT", "须给出查询语句 query / "),
    "a query that is no text": ({"json": {"query": 1}}, 400, "BAD_INPUT", "query 须为文本，收到 number / "),
    "variables that are a list": ({"json": {"query": "{ cards }", "variables": [1]}}, 400, "BAD_INPUT", "variables 须为对象，收到 array / "),
    "variables in the address that are no JSON": (got(query="{ cards }", variables="{x"), 400, "BAD_INPUT", "variables 与 extensions 须为合法的 JSON / "),
    "another content type": (sent(b"{ cards }", "text/plain"), 415, "UNSUPPORTED_CONTENT_TYPE", "请以 application/json 提交 / "),
    "a form": ({"files": {"operations": b"x"}}, 415, "UNSUPPORTED_CONTENT_TYPE", "请以 application/json 提交 / "),
    "another method": ({"method": "PUT", **asked("{ cards }")}, 405, "METHOD_NOT_ALLOWED", "只接受 GET 与 POST / "),
    "a mutation by GET": (got(query='mutation { importProjects(workbook: "x") }'), 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET", "变更须以 POST 提交 / "),
    "a syntax error": (asked("{\n  project("), 400, "BAD_INPUT", "查询语句有语法错误（第 2 行第 11 个字符） / Syntax Error"),
    "what the planner alone cannot read": (asked("{ arrived(value: 99999999999999999999) }"), 400, "BAD_INPUT", "查询语句中的整数过大（第 1 行第 18 个字符），请写成文本 / "),
    "an operation that is not there": (asked("query A { cards } query B { cards }", operationName="C"), 400, "BAD_INPUT", "没有名为 C 的操作，可用：A、B / "),
    "no operation": (asked("fragment F on Project { id }"), 400, "BAD_INPUT", "查询中没有操作 / "),
    "an unknown field": (asked("{ nothing }"), 400, "BAD_INPUT", "Query 没有字段 nothing / "),
    "an unknown argument": (asked("{ project(id: 1, of: 2) { id } }"), 400, "BAD_INPUT", "project(of)：Query.project 没有参数 of / project(of): "),
    "an argument that is needed": (asked("{ project { id } }"), 400, "BAD_INPUT", "project 须给出参数 id（ID!） / "),
    "a value of another type": (asked('{ request(id: 1, of: {kind: LAND, years: ["x"]}) { id } }'), 400, "BAD_INPUT", 'request(of.years)：须为整数，收到 "x" / request(of.years): '),
    "a missing variable": (asked(WITHIN), 400, "BAD_INPUT", "变量 $s：必须提供，须为 Float / "),
    "a null": (asked(WITHIN, {"s": None}), 400, "BAD_INPUT", "变量 $s：不能为空（null），须为 Float / "),
    "a variable of another type": (asked(CHOICE, {"of": {"kind": "LAND", "years": [1, 'a; b at "c"']}}), 400, "BAD_INPUT", '变量 $of.years[1]：须为整数，收到 "a; b at \\"c\\"" / $of.years[1]: Int '),
    "a field that an input has not": (asked(CHOICE, {"of": {"kind": "LAND", "admin": 1}}), 400, "BAD_INPUT", "变量 $of：Choice 没有字段 admin / "),
    "a variable declared otherwise": (asked("query($s: Int) { project(id: $s) { id } }"), 400, "BAD_INPUT", "$s：变量 $s 声明为 Int，此处须为 ID! / "),
    "what has no words of its own": (asked("subscription { __typename }"), 400, "BAD_INPUT", "请求不符合接口定义 / Anonymous Subscription must not"),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_a_refused_request_is_told_what_is_wrong_where_and_what_was_expected(production: Gateway, what: str) -> None:
    request, status, code, begins = SAID[what]
    given = {**request, "headers": {"accept": "application/graphql-response+json", **request.get("headers", {})}}
    answer = httpx.request(**{"method": "POST", "url": production.url, "timeout": PATIENCE, **given})
    if production.kind == "router":  # it has codes and words of its own, and lets the services find some of this
        assert answer.status_code == 200 or (answer.status_code < 500 and all(codes(answer.json())))
        return
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["extensions"]) == (status, {"code": code})
    assert error["message"][: len(begins)] == begins
    assert len(error["message"]) < 500  # what came is not sent back whole


def test_names_of_the_schema_are_hinted_at_only_where_it_may_be_read(development: Gateway, production: Gateway) -> None:
    query = "{ request(id: 1, of: {kind: LANDD}) { id } }"
    hidden, shown = (gateway.ask(query)["errors"][0]["message"] for gateway in (production, development))
    assert "LANDD" in hidden
    assert "POWER" not in hidden
    assert '"LAND"' not in hidden
    if development.kind == "hive":
        assert shown.startswith("request(of.kind)：Kind 没有取值“LANDD”，可用：LAND、POWER / ")
