"""Hard operations written by hand: compiled as walked, and with the answer that the GraphQL specification asks for."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.chassis.reads.oddments import Colour, SecretRow, ThingRow
from tests.harness.differential import both
from tests.harness.people import person

WHO = person(Role.LEADER)
# number → (parent, colour, amount): three things, of which one has three beneath it, and one of these one more
LIFE: dict[int, tuple[int | None, Colour | None, str | None]] = {
    1: (None, Colour.RED, "1.50"),
    2: (None, Colour.BLUE, "0"),
    3: (None, None, None),
    11: (1, Colour.RED, "11"),
    12: (1, Colour.BLUE, "12"),
    13: (1, Colour.RED, "13"),
    21: (2, None, "21"),
    111: (11, Colour.BLUE, "111"),
}


def id_(number: int) -> str:
    return str(UUID(int=number))


def cursor(number: int) -> str:
    """Write a cursor as the page of things has it: name and id, as JSON, in the alphabet of URLs."""
    return base64.urlsafe_b64encode(f'["t{number}", "{id_(number)}"]'.encode()).decode()


def names(*numbers: int) -> dict[str, Any]:
    return {"edges": [{"node": {"name": f"t{n}"}} for n in numbers]}


@pytest.fixture(scope="module")
async def things(api):
    async with api.database.session(ALL_DIVISIONS) as session:
        for number, (parent, colour, amount) in LIFE.items():
            row = ThingRow(
                id=UUID(int=number),
                parent_id=UUID(int=parent) if parent else None,
                name=f"t{number}",
                colour=colour,
                amount=Decimal(amount) if amount else None,
            )
            session.add(row)
        for number, text in ((1, "open"), (2, "shut"), (3, "open")):
            session.add(SecretRow(id=UUID(int=900 + number), thing_id=UUID(int=1), text=text))
        await session.commit()
    return api


NODES = "edges { node { name } }"
# why → operation, variables, data that it must give
ANSWERED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "a literal filter": ('{ things(filter: {name: "T2"}) { edges { node { name } } } }', {}, {"things": names(2)}),
    "the same field twice, with other selections": (
        "{ things(first: 1) { edges { node { id } } edges { node { name } cursor } ...More } } fragment More on ThingConnection { edges { node { amount id } } totalCount }",
        {},
        {
            "things": {
                "edges": [{"node": {"id": id_(1), "name": "t1", "amount": "1.5"}, "cursor": cursor(1)}],
                "totalCount": 3,
            }
        },
    ),
    "two fragments that merge": (
        "query($id: UUID!) { thing(id: $id) { ...A ...B } } fragment A on Thing { children(first: 1) { edges { node { name } } } } fragment B on Thing { children(first: 1) { totalCount edges { node { id } } } }",
        {"id": id_(1)},
        {"thing": {"children": {"edges": [{"node": {"name": "t11", "id": id_(11)}}], "totalCount": 3}}},
    ),
    "nested fragments, inline ones without a type, on an interface": (
        "query($id: UUID!) { ... { thing(id: $id) { ... on Named { __typename ...N } ... on Thing { ... { amount } } } } } fragment N on Named { again: __typename ... on Thing { name } ... on Part { number } }",
        {"id": id_(2)},
        {"thing": {"__typename": "Thing", "again": "Thing", "name": "t2", "amount": "0"}},
    ),
    "a union and an interface of a resolver beside a read": (
        "{ a: things(first: 1) { totalCount } anything(count: 1) { __typename ... on Part { number times thrice: times(by: 3) } ... on Named { kind: __typename } ... on Thing { id } } z: things(last: 1) { edges { node { name } } } }",
        {},
        {
            "a": {"totalCount": 3},
            "anything": [{"__typename": "Part", "number": 0, "times": 0, "thrice": 0, "kind": "Part"}],
            "z": names(3),
        },
    ),
    "an alias that is another field's name": (
        "query($id: UUID!) { thing(id: $id) { name: id id: name amount: colour colour: amount } }",
        {"id": id_(1)},
        {"thing": {"name": id_(1), "id": "t1", "amount": "RED", "colour": "1.5"}},
    ),
    "keys in the order in which they are first met": (
        "query($id: UUID!) { thing(id: $id) { b: id ...F a: id c: id } } fragment F on Thing { c: id a: id d: id }",
        {"id": id_(1)},
        {"thing": {"b": id_(1), "c": id_(1), "a": id_(1), "d": id_(1)}},
    ),
    "directives, by literals": (
        "{ things(first: 1) @include(if: true) { totalCount @skip(if: true) edges @skip(if: false) { cursor @include(if: false) node { name } } } gone: things @skip(if: true) { totalCount } }",
        {},
        {"things": names(1)},
    ),
    "directives, by variables, on fields and fragments": (
        "query($y: Boolean!, $n: Boolean!, $d: Boolean = true) { things(first: 1) { ...T @include(if: $n) ... on ThingConnection @include(if: $y) { edges { node { name @include(if: $d) id @skip(if: $y) } } } ... @skip(if: $n) { pageInfo { hasNextPage } } } } fragment T on ThingConnection { totalCount }",
        {"y": True, "n": False},
        {"things": names(1) | {"pageInfo": {"hasNextPage": True}}},
    ),
    "the page's information twice, the second asking less": (
        "{ things(first: 1) { pageInfo { hasNextPage } back: pageInfo { hasPreviousPage } } }",
        {},
        {"things": {"pageInfo": {"hasNextPage": True}, "back": {"hasPreviousPage": False}}},
    ),
    "include and skip at once": (
        "query($y: Boolean!) { things(first: 0) { totalCount @include(if: $y) @skip(if: $y) __typename @include(if: $y) @skip(if: false) } }",
        {"y": True},
        {"things": {"__typename": "ThingConnection"}},
    ),
    "a selection of which nothing is left": (
        "query($n: Boolean!) { things(first: 1) { edges { node { name @include(if: $n) } } } }",
        {"n": False},
        {"things": {"edges": [{"node": {}}]}},
    ),
    "an operation of which nothing is left": ("{ things @skip(if: true) { totalCount } }", {}, {}),
    "an argument left out": (
        "query($first: Int) { things(first: $first) { totalCount } }",
        {},
        {"things": {"totalCount": 3}},
    ),
    "an argument that is null": (
        "query($first: Int) { things(first: $first, after: null) { edges { node { name } } } }",
        {"first": None},
        {"things": names(1, 2, 3)},
    ),
    "a variable by default": (
        "query($first: Int = 1) { things(first: $first) { edges { node { name } } } }",
        {},
        {"things": names(1)},
    ),
    "a variable that is null in spite of its default": (
        "query($first: Int = 1) { things(first: $first) { edges { node { name } } } }",
        {"first": None},
        {"things": names(1, 2, 3)},
    ),
    "an argument by default where its variable is absent": (
        "query($id: UUID!, $count: Int) { thing(id: $id) { parts(count: $count) { name } given: parts(count: 1) { name inner { name } } } }",
        {"id": id_(1)},
        {
            "thing": {
                "parts": [{"name": "t10"}, {"name": "t11"}],
                "given": [{"name": "t10", "inner": [{"name": WHO.subject}]}],
            }
        },
    ),
    "an argument of a value worked out, by a variable": (
        "query($id: UUID!, $count: Int!, $by: Int!) { thing(id: $id) { parts(count: $count) { number times(by: $by) twice: times } } }",
        {"id": id_(1), "count": 3, "by": -5},
        {"thing": {"parts": [{"number": n, "times": -5 * n, "twice": 2 * n} for n in range(3)]}},
    ),
    "an input object by a variable, partly null": (
        "query($f: ThingFilter) { things(filter: $f) { edges { node { name } } } }",
        {"f": {"colour": None, "ids": [id_(1), id_(3), id_(1)], "name": None}},
        {"things": names(1, 3)},
    ),
    "an input object with a default of its own": (
        "query($f: ThingFilter) { things(filter: $f) { totalCount } }",
        {"f": {}},
        {"things": {"totalCount": 3}},
    ),
    "an input object with variables inside, of which some are absent": (
        "query($c: Colour, $n: String, $top: Boolean) { things(filter: {colour: $c, name: $n, top: $top}) { edges { node { name } } } }",
        {"c": "BLUE"},
        {"things": names(2)},
    ),
    "a list of ids by a variable that is empty": (
        "query($ids: [UUID!]) { things(filter: {ids: $ids}) { totalCount edges { cursor } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }",
        {"ids": []},
        {
            "things": {
                "totalCount": 0,
                "edges": [],
                "pageInfo": {"startCursor": None, "endCursor": None, "hasNextPage": False, "hasPreviousPage": False},
            }
        },
    ),
    "a list of variables and literals": (
        f'query($a: UUID!, $b: UUID!) {{ things(filter: {{ids: [$a, "{id_(2)}", $b]}}) {{ edges {{ node {{ name }} }} }} }}',
        {"a": id_(3), "b": id_(999)},
        {"things": names(2, 3)},
    ),
    "one value where a list is asked": (
        f'{{ things(filter: {{ids: "{id_(2)}"}}) {{ edges {{ node {{ name }} }} }} }}',
        {},
        {"things": names(2)},
    ),
    "one value in a variable where a list is asked": (
        "query($ids: [UUID!]) { things(filter: {ids: $ids}) { edges { node { name } } } }",
        {"ids": id_(2)},
        {"things": names(2)},
    ),
    "a list of members by a variable": (
        "query($c: [Colour!]) { things(filter: {colours: $c, top: false}) { edges { node { name colour } } } }",
        {"c": ["BLUE", "BLUE"]},
        {"things": {"edges": [{"node": {"name": f"t{n}", "colour": "BLUE"}} for n in (111, 12, 2)]}},
    ),
    "a list of members that is empty": (
        "query($c: [Colour!]) { things(filter: {colours: $c}) { totalCount } }",
        {"c": []},
        {"things": {"totalCount": 0}},
    ),
    "a list of members by literals and variables": (
        "query($c: Colour!) { things(filter: {colours: [$c, RED]}) { edges { node { name } } } }",
        {"c": "BLUE"},
        {"things": names(1, 2)},
    ),
    "a decimal by a variable of many places": (
        "query($n: Decimal) { things(filter: {atLeast: $n, top: false}) { edges { node { name } } } }",
        {"n": "12.0000000000000000000000000001"},
        {"things": names(111, 13, 21)},
    ),
    "the first page of a list beneath a list": (
        "{ things(first: 2) { edges { node { children(first: 1) { edges { cursor node { name } } pageInfo { hasNextPage endCursor } totalCount } } } } }",
        {},
        {
            "things": {
                "edges": [
                    {
                        "node": {
                            "children": {
                                "edges": [{"cursor": cursor(11), "node": {"name": "t11"}}],
                                "pageInfo": {"hasNextPage": True, "endCursor": cursor(11)},
                                "totalCount": 3,
                            }
                        }
                    },
                    {
                        "node": {
                            "children": {
                                "edges": [{"cursor": cursor(21), "node": {"name": "t21"}}],
                                "pageInfo": {"hasNextPage": False, "endCursor": cursor(21)},
                                "totalCount": 1,
                            }
                        }
                    },
                ]
            }
        },
    ),
    "the next page of a list beneath a thing": (
        "query($id: UUID!, $c: String) { thing(id: $id) { children(first: 1, after: $c) { edges { node { name } } pageInfo { hasNextPage hasPreviousPage startCursor } } } }",
        {"id": id_(1), "c": cursor(11)},
        {
            "thing": {
                "children": names(12)
                | {"pageInfo": {"hasNextPage": True, "hasPreviousPage": True, "startCursor": cursor(12)}}
            }
        },
    ),
    "the page before": (
        "query($id: UUID!, $c: String) { thing(id: $id) { children(last: 1, before: $c) { edges { node { name } } pageInfo { hasNextPage hasPreviousPage } } } }",
        {"id": id_(1), "c": cursor(13)},
        {"thing": {"children": names(12) | {"pageInfo": {"hasNextPage": True, "hasPreviousPage": True}}}},
    ),
    "between two cursors": (
        "query($id: UUID!, $a: String, $b: String) { thing(id: $id) { children(after: $a, before: $b) { edges { node { name } } } } }",
        {"id": id_(1), "a": cursor(11), "b": cursor(13)},
        {"thing": {"children": names(12)}},
    ),
    "the last two, in the order of the list": (
        "{ things(last: 2) { edges { node { name } } } }",
        {},
        {"things": names(2, 3)},
    ),
    "after a cursor that is in no list any more": (
        "query($c: String) { things(after: $c) { edges { node { name } } } }",
        {"c": cursor(19)},
        {"things": names(2, 3)},
    ),
    "only the number": ("{ things { totalCount } }", {}, {"things": {"totalCount": 3}}),
    "only the number, of a list beneath": (
        "query($id: UUID!) { thing(id: $id) { children { totalCount } } }",
        {"id": id_(3)},
        {"thing": {"children": {"totalCount": 0}}},
    ),
    "the number after a page": (
        "query($c: String) { things(first: 1, after: $c) { totalCount edges { node { name } } } }",
        {"c": cursor(2)},
        {"things": {"totalCount": 3} | names(3)},
    ),
    "only where the page stands": (
        "{ things(first: 2) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        {},
        {
            "things": {
                "pageInfo": {
                    "hasNextPage": True,
                    "hasPreviousPage": False,
                    "startCursor": cursor(1),
                    "endCursor": cursor(2),
                }
            }
        },
    ),
    "none of them": (
        "{ things(first: 0) { totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        {},
        {
            "things": {
                "totalCount": 3,
                "edges": [],
                "pageInfo": {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
            }
        },
    ),
    "none of the last": (
        "{ things(last: 0) { edges { cursor } pageInfo { hasNextPage hasPreviousPage } } }",
        {},
        {"things": {"edges": [], "pageInfo": {"hasNextPage": False, "hasPreviousPage": True}}},
    ),
    "names of types everywhere": (
        "{ __typename things(first: 1) { __typename edges { __typename node { __typename parts(count: 1) { __typename } parent { __typename } secrets { __typename } } } pageInfo { __typename } } }",
        {},
        {
            "__typename": "Query",
            "things": {
                "__typename": "ThingConnection",
                "edges": [
                    {
                        "__typename": "ThingEdge",
                        "node": {
                            "__typename": "Thing",
                            "parts": [{"__typename": "Part"}],
                            "parent": None,
                            "secrets": [{"__typename": "Secret"}, {"__typename": "Secret"}],
                        },
                    }
                ],
                "pageInfo": {"__typename": "PageInfo"},
            },
        },
    ),
    "only names of types": ("{ __typename a: __typename }", {}, {"__typename": "Query", "a": "Query"}),
    "what may not be seen is not there": (
        "{ secrets { totalCount edges { node { text } } } }",
        {},
        {"secrets": {"totalCount": 2, "edges": [{"node": {"text": "open"}}, {"node": {"text": "open"}}]}},
    ),
    "nothing of an unknown id": (
        "query($id: UUID!) { thing(id: $id) { name children { totalCount } } }",
        {"id": id_(404)},
        {"thing": None},
    ),
    "up and down again": (
        "query($id: UUID!) { thing(id: $id) { parent { id __typename things { name parent { things { name } } } } } }",
        {"id": id_(21)},
        {
            "thing": {
                "parent": {
                    "id": id_(2),
                    "__typename": "Elsewhere",
                    "things": [{"name": "t21", "parent": {"things": [{"name": "t21"}]}}],
                }
            }
        },
    ),
    "as deep as can be": (
        "query($id: UUID!) { thing(id: $id) { " + "parent { things { " * 8 + "name" + " } }" * 8 + " } }",
        {"id": id_(21)},
        {"thing": json.loads('{"parent": {"things": [' * 8 + '{"name": "t21"}' + "]}}" * 8)},
    ),
    "more fields in one object than a function of the database takes": (
        "query($id: UUID!) { thing(id: $id) { "
        + " ".join(f"f{n}: {'name' if n % 2 else 'amount'}" for n in range(99))
        + " } }",
        {"id": id_(1)},
        {"thing": {f"f{n}": "t1" if n % 2 else "1.5" for n in range(99)}},
    ),
    "a hundred aliases of one root field": (
        "{ " + " ".join(f"t{n}: things(first: {n % 4}) {{ totalCount }}" for n in range(100)) + " }",
        {},
        {f"t{n}": {"totalCount": 3} for n in range(100)},
    ),
    "entities of several kinds, twice, unknown, in their order": (
        "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Thing { name } ... on Elsewhere { id things { name } } ... on Secret { text } } }",
        {
            "r": [
                {"__typename": "Elsewhere", "id": id_(2)},
                {"__typename": "Thing", "id": id_(1)},
                {"__typename": "Secret", "id": id_(902)},
                {"__typename": "Thing", "id": id_(404)},
                {"__typename": "Secret", "id": id_(901), "text": "mine"},
                {"__typename": "Thing", "id": id_(1), "name": None},
            ]
        },
        {
            "_entities": [
                {"__typename": "Elsewhere", "id": id_(2), "things": [{"name": "t21"}]},
                {"__typename": "Thing", "name": "t1"},
                None,
                None,
                {"__typename": "Secret", "text": "open"},
                {"__typename": "Thing", "name": "t1"},
            ]
        },
    ),
    "entities under another name, worked out": (
        "query($r: [_Any!]!) { these: _entities(representations: $r) { ... on Thing { parts(count: 1) { name } shade } } }",
        {"r": [{"__typename": "Thing", "id": id_(n)} for n in (1, 404, 3)]},
        {
            "these": [
                {"parts": [{"name": "t10"}], "shade": "RED red"},
                None,
                {"parts": [{"name": "t30"}], "shade": None},
            ]
        },
    ),
    "entities of which nothing is asked": (
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Secret { text } } }",
        {"r": [{"__typename": "Thing", "id": id_(1)}, {"__typename": "Elsewhere", "id": id_(404)}]},
        {"_entities": [{}, {}]},
    ),
    "no entities": (
        "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
        {"r": []},
        {"_entities": []},
    ),
    "entities by literals": (
        f'{{ _entities(representations: [{{__typename: "Thing", id: "{id_(1)}"}}]) {{ ... on Thing {{ name }} }} }}',
        {},
        {"_entities": [{"name": "t1"}]},
    ),
    "an id in another spelling": (
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } } }",
        {"r": [{"__typename": "Thing", "id": f"{{{id_(1)}}}"}, {"__typename": "Thing", "id": f"urn:uuid:{id_(2)}"}]},
        {"_entities": [{"name": "t1"}, {"name": "t2"}]},
    ),
    "entities beside a read": (
        "query($r: [_Any!]!) { things(first: 1) { edges { node { name } } } _entities(representations: $r) { ... on Thing { name } } anything { ... on Part { name } } }",
        {"r": [{"__typename": "Thing", "id": id_(1)}]},
        {"things": names(1), "_entities": [{"name": "t1"}], "anything": [{"name": "p"}]},
    ),
}


@pytest.mark.parametrize("why", ANSWERED)
async def test_an_operation_has_the_answer_that_the_specification_asks_for(things, why):
    query, variables, expected = ANSWERED[why]
    answer = await both(things, query, variables, as_=WHO)
    assert json.dumps(answer) == json.dumps({"data": expected})  # the order of keys is part of it


# why → operation, variables, data, and the path of each error with its code
REFUSED: dict[str, tuple[str, dict[str, Any], Any, list[tuple[list[Any] | None, str]]]] = {
    "a bad argument of one of two fields, the other may be null": (
        "query($id: UUID!, $n: Int) { thing(id: $id) { name children(first: $n) { totalCount } } }",
        {"id": id_(1), "n": 201},
        {"thing": None},
        [(["thing", "children"], "BAD_INPUT")],
    ),
    "a bad cursor deep inside": (
        "query($id: UUID!, $c: String) { thing(id: $id) { parent { things { children(after: $c) { totalCount } } } } ok: thing(id: $id) { name } }",
        {"id": id_(21), "c": "nonsense"},
        {"thing": {"parent": {"things": None}}, "ok": {"name": "t21"}},
        [(["thing", "parent", "things", 0, "children"], "BAD_INPUT")],
    ),
    "a bad cursor in the document": (
        'query($id: UUID!) { thing(id: $id) { children(before: "W10=") { totalCount } } ok: thing(id: $id) { name } }',
        {"id": id_(1)},
        {"thing": None, "ok": {"name": "t1"}},
        [(["thing", "children"], "BAD_INPUT")],
    ),
    "a cursor of a text with NUL": (
        "query($c: String) { things(after: $c) { edges { cursor } } }",
        {"c": base64.urlsafe_b64encode(json.dumps(["\0", id_(1)]).encode()).decode()},
        None,
        [(["things"], "BAD_INPUT")],
    ),
    "first and last at once": (
        "query($f: Int, $l: Int) { things(first: $f, last: $l) { totalCount } }",
        {"f": 1, "l": 1},
        None,
        [(["things"], "BAD_INPUT")],
    ),
    "a search that is too long": (
        "query($s: String) { things(filter: {name: $s}) { totalCount } }",
        {"s": "项" * 101},
        None,
        [(["things"], "BAD_INPUT")],
    ),
    "a malformed id of one entity among good ones": (
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } ... on Elsewhere { id } } }",
        {
            "r": [
                {"__typename": "Thing", "id": id_(1)},
                {"__typename": "Thing", "id": "x"},
                {"__typename": "Elsewhere", "id": None},
                {"__typename": "Elsewhere"},
                {"__typename": "Elsewhere", "id": id_(2)},
            ]
        },
        {"_entities": [{"name": "t1"}, None, None, None, {"id": id_(2)}]},
        [(["_entities", 1], "BAD_INPUT"), (["_entities", 2], "BAD_INPUT"), (["_entities", 3], "BAD_INPUT")],
    ),
    "an id that is null, and nothing else wrong": (
        "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
        {"r": [{"__typename": "Elsewhere", "id": None}, {"__typename": "Thing", "id": None}]},
        {"_entities": [None, None]},
        [(["_entities", 0], "BAD_INPUT"), (["_entities", 1], "BAD_INPUT")],
    ),
    "no id, and nothing else wrong": (
        "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
        {"r": [{"__typename": "Elsewhere"}, {"__typename": "Thing"}]},
        {"_entities": [None, None]},
        [(["_entities", 0], "BAD_INPUT"), (["_entities", 1], "BAD_INPUT")],
    ),
    "a member that there is not": (
        "query($c: Colour) { things(filter: {colour: $c}) { totalCount } }",
        {"c": "GREEN"},
        None,
        [(None, "BAD_INPUT")],
    ),
    "a null where none may be": (
        "query($id: UUID!) { thing(id: $id) { name } }",
        {"id": None},
        None,
        [(None, "BAD_INPUT")],
    ),
    "a null among ids": (
        "query($ids: [UUID!]) { things(filter: {ids: $ids}) { totalCount } }",
        {"ids": [id_(1), None]},
        None,
        [(None, "BAD_INPUT")],
    ),
    "an unknown key of an input": (
        "query($f: ThingFilter) { things(filter: $f) { totalCount } }",
        {"f": {"admin": True}},
        None,
        [(None, "BAD_INPUT")],
    ),
    "a default of an input that is null": (
        "query($f: ThingFilter) { things(filter: $f) { totalCount } }",
        {"f": {"top": None}},
        None,
        [(None, "BAD_INPUT")],
    ),
    "aliases that differ": ("{ a: things { totalCount } a: secrets { totalCount } }", {}, None, [(None, "BAD_INPUT")]),
    "a hundred and one aliases": (
        "{ " + " ".join(f"t{n}: things {{ totalCount }}" for n in range(101)) + " }",
        {},
        None,
        [(None, "BAD_INPUT")],
    ),
    "a fault of a resolver beside a read": (
        "{ things(first: 1) { edges { node { name } } } anything(count: -1) { __typename } __typename }",
        {},
        {"things": names(1), "anything": [], "__typename": "Query"},
        [],
    ),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_what_is_refused_is_refused_at_its_place(things, why):
    query, variables, data, errors = REFUSED[why]
    answer = await both(things, query, variables, as_=WHO)
    assert json.dumps(answer.get("data")) == json.dumps(data)
    told = [(e.get("path"), e["extensions"]["code"]) for e in answer.get("errors", [])]
    assert told == errors


SEVERAL = """query One { things(first: 1) { totalCount } }
query Two($id: UUID!) { thing(id: $id) { ...Its } }
fragment Its on Thing { name }"""


async def test_an_operation_among_several_is_told_by_its_name(things):
    for _ in range(2):  # the second time the document is known
        one = await both(things, SEVERAL, as_=WHO, operation="One")
        two = await both(things, SEVERAL, {"id": id_(2)}, as_=WHO, operation="Two")
        assert (one, two) == ({"data": {"things": {"totalCount": 3}}}, {"data": {"thing": {"name": "t2"}}})


async def test_an_operation_of_one_shape_is_answered_for_each_value_of_its_variables(things):
    query = "query($f: ThingFilter, $first: Int) { things(filter: $f, first: $first) { edges { node { name } } } }"
    asked = [
        ({"f": {"name": "1"}, "first": 9}, names(1)),
        ({"f": {"name": "t"}, "first": 2}, names(1, 2)),
        ({"f": {"name": None}, "first": 1}, names(1)),
        ({"f": None, "first": None}, names(1, 2, 3)),
        ({"f": {"colours": ["BLUE"]}, "first": 1}, names(2)),
        ({"f": {"colours": ["RED"]}, "first": 1}, names(1)),
        ({"f": {"ids": [id_(3)]}}, names(3)),
        ({"f": {"ids": [id_(2), id_(3)]}}, names(2, 3)),
    ]
    for variables, expected in [*asked, *reversed(asked)]:
        assert await both(things, query, variables, as_=WHO) == {"data": {"things": expected}}


async def test_a_list_is_walked_through_in_both_directions_and_comes_out_the_same(things):
    page = "query($f: Int, $a: String, $l: Int, $b: String) { things(filter: {top: false}, first: $f, after: $a, last: $l, before: $b) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    found: list[str] = []
    after = None
    while found == [] or after:
        got = (await both(things, page, {"f": 3, "a": after}, as_=WHO))["data"]["things"]
        found += [e["node"]["name"] for e in got["edges"]]
        after = got["pageInfo"]["endCursor"] if got["pageInfo"]["hasNextPage"] else None
    assert found == sorted(f"t{n}" for n in LIFE)
    back: list[str] = []
    before = None
    while back == [] or before:
        got = (await both(things, page, {"l": 3, "b": before}, as_=WHO))["data"]["things"]
        back = [e["node"]["name"] for e in got["edges"]] + back
        before = got["pageInfo"]["startCursor"] if got["pageInfo"]["hasPreviousPage"] else None
    assert back == found
