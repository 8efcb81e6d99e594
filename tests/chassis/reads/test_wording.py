"""What is wrong with a request is told in Chinese, with its place and what was expected: compiled as walked."""

from __future__ import annotations

from typing import Any

import pytest

from services.law.parties import Role
from tests.harness.differential import both
from tests.harness.people import person

WHO = person(Role.LEADER)
ID, FILTER = (
    "query($id: UUID!) { thing(id: $id) { name } }",
    "query($f: ThingFilter) { things(filter: $f) { totalCount } }",
)
FIRST = "query($n: Int) { things(first: $n) { totalCount } }"
MANY = "项" * 300

# why → operation, variables, how the message begins
SAID: dict[str, tuple[str, dict[str, Any], str]] = {
    "an id that is none": (ID, {"id": "7"}, "变量 $id：不是编号（UUID，"),
    "an id that is a number": (ID, {"id": 7}, "变量 $id：不是编号（UUID，"),
    "an id in the document": ('{ thing(id: "7") { name } }', {}, "thing(id)：不是编号（UUID，"),
    "no id": (ID, {}, "变量 $id：必须提供，须为 UUID / "),
    "a null among ids": (FILTER, {"f": {"ids": [None]}}, "变量 $f.ids[0]：不能为空（null），须为 UUID / "),
    "no number": (FILTER, {"f": {"atLeast": "many"}}, "变量 $f.atLeast：不是数：“many” / "),
    "no number in the document": (
        '{ things(filter: {atLeast: "many"}) { totalCount } }',
        {},
        "things(filter.atLeast)：不是数：“many” / ",
    ),
    "a number without end in the document": (
        "{ things(filter: {atLeast: 1e9999}) { totalCount } }",
        {},
        "things(filter.atLeast)：数值超出范围",
    ),
    "a part of a number": (FIRST, {"n": 1.5}, "变量 $n：须为整数，收到 1.5 / "),
    "an integer beyond": (FIRST, {"n": 2**31}, "变量 $n：整数超出范围（±2147483647）：2147483648 / "),
    "no member": (FILTER, {"f": {"colours": ["RED", MANY]}}, f"变量 $f.colours[1]：Colour 没有取值“{MANY[:60]}…”，可用：RED、BLUE"),
    "a member as a text": ('{ things(filter: {colour: "RED"}) { totalCount } }', {}, "things(filter.colour)：Colour 的取值须写名称"),
    "a field that an input has not": (FILTER, {"f": {"admin": 1}}, "变量 $f：ThingFilter 没有字段 admin / "),
    "no object": (FILTER, {"f": 3}, "变量 $f：须为对象 ThingFilter / "),
    "no field": ("{ nothing }", {}, "Query 没有字段 nothing / "),
    "no argument": ("{ things(of: 1) { totalCount } }", {}, "things(of)：Query.things 没有参数 of / "),
    "an argument that is needed": ("{ thing { name } }", {}, "Query.thing 须给出参数 id（UUID!） / "),
    "a variable of another type": ("query($id: String) { thing(id: $id) { name } }", {}, "$id：变量 $id 声明为 String，此处须为 UUID! / "),
    "no selection": ("{ things }", {}, "字段 things（ThingConnection!）须选取其下的字段 / "),
    "no GraphQL": ("{ things ", {}, "查询语句有语法错误 / Syntax Error"),
    "what has no words of its own": ("{ ... on Colour { __typename } }", {}, "请求不符合接口定义 / Fragment cannot condition on"),
}  # fmt: skip


@pytest.mark.parametrize("why", SAID)
async def test_a_mistake_is_told_with_its_place_and_what_was_expected(api, why):
    query, variables, begins = SAID[why]
    answer = await both(api, query, variables, as_=WHO)
    first = answer["errors"][0]
    assert (first["message"][: len(begins)], first["extensions"]["code"]) == (begins, "BAD_INPUT")
    assert len(first["message"]) < 1_000  # what came is not sent back whole


async def test_a_null_that_a_variable_brings_into_a_list_is_told_by_its_name(api):
    asked = "query($id: UUID) { things(filter: {ids: [$id]}) { totalCount } }"
    answer = await both(api, asked, {"id": None}, as_=WHO)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]
    assert "变量 $id" in answer["errors"][0]["message"]
