"""Rows that no schema can express: compiled and walked, the answer or its error is the same, and the expected one."""

from __future__ import annotations

from typing import Any

import pytest

from services.law.parties import Role
from tests.harness.differential import ODD, both
from tests.harness.people import person

WHO = person(Role.LEADER)
THING = "query($id: UUID!) {{ thing(id: $id) {{ {field} }} }}"


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


# what a column holds (SQL), the field that shows it, and the value that it must give
SHOWN: dict[str, tuple[str, str, str, Any]] = {
    "any text": ("name", quoted(ODD), "name", ODD),
    "an empty text": ("name", "''", "name", ""),
    "no number": ("amount", "'NaN'", "amount", "NaN"),
    "zero of many places": ("amount", "0.0000000000", "amount", "0"),
    "a negative number": ("amount", "-0.10", "amount", "-0.1"),
    "hundreds": ("amount", "1200", "amount", "1200"),
    "many places": ("amount", "0.00000000000000000001", "amount", "0.00000000000000000001"),
    "28 digits": ("amount", "12345678901234567890.12345678", "amount", "12345678901234567890.12345678"),
    "the largest whole number": ("big", "2147483647", "big", 2147483647),
    "the smallest whole number": ("big", "-2147483648", "big", -2147483648),
    "a null among words that may be null": ("words", "array['a', null]", "maybeWords", ["a", None]),
    "an array without items": ("words", "'{}'", "words", []),
    "no array": ("words", "null", "words", None),
    "an array that starts at five": ("words", "'[5:6]={a,b}'", "words", ["a", "b"]),
    "strange words": ("words", f"array[{quoted(ODD)}, 'null', 'NULL', '']", "words", [ODD, "null", "NULL", ""]),
    "numbers": ("numbers", "'{1.50,NaN,0.00}'", "numbers", ["1.5", "NaN", "0"]),
    "no numbers": ("numbers", "'{}'", "numbers", []),
    "members of an enum": ("colours", "'{red,blue,red}'", "colours", ["RED", "BLUE", "RED"]),
    "roles": ("roles", "'{OWNER,LAND}'", "roles", ["OWNER", "LAND"]),
    "days": ("days", "'{2027-02-28,0001-01-02}'", "days", ["2027-02-28", "0001-01-02"]),
    "the second day of all": ("day", "'0001-01-02'", "day", "0001-01-02"),
    "the day before the last": ("day", "'9999-12-30'", "day", "9999-12-30"),
    "the first day": ("day", "'0001-01-01'", "day", "0001-01-01"),
    "the last day": ("day", "'9999-12-31'", "day", "9999-12-31"),
    "summer time": ("at", "'1988-07-01T00:30:00.120000+09:00'", "at", "1988-07-01T00:30:00.12+09:00"),
    "after summer time": ("at", "'1991-09-15T09:00:00+08:00'", "at", "1991-09-15T09:00:00+08:00"),
    "local mean time": ("at", "'1900-01-01T00:00:00Z'", "at", "1900-01-01T08:05:43+08:05:43"),
    "the last microsecond but one": (
        "at",
        "'2026-12-31T23:59:59.999998+08:00'",
        "at",
        "2026-12-31T23:59:59.999998+08:00",
    ),
    "content of a JSON null": ("content", "'null'", "said", None),
    "content with numbers": (
        "content",
        "'{\"a\": [1, 1.5, 1e3, -0.0, true]}'",
        "said",
        "{'a': [1, 1.5, 1000.0, -0.0, True]}",
    ),
}


@pytest.mark.parametrize("what", SHOWN)
async def test_what_the_schema_can_express_is_shown_as_it_is(api, put, what):
    column, value, field, expected = SHOWN[what]
    answer = await both(api, THING.format(field=field), {"id": await put(**{column: value})}, as_=WHO)
    assert answer == {"data": {"thing": {field: expected}}}


# what a column holds, the field that cannot show it, and where the error is
REFUSED: dict[str, tuple[str, str, str, list[Any]]] = {
    "an unknown member of an enum": ("colour", "'green'", "colour", ["thing"]),
    "an unknown member that must be": ("colour", "'green'", "paint", ["thing"]),
    "an unknown member that is worked with": ("colour", "'green'", "shade", ["thing"]),
    "an empty member": ("colour", "''", "colour", ["thing"]),
    "a null that must be a text": ("name", "null", "name", ["thing", "name"]),
    "a null that must be a member": ("colour", "null", "paint", ["thing", "paint"]),
    "a null that must be a number": ("amount", "null", "sure", ["thing", "sure"]),
    "an integer beyond Int": ("big", "2147483648", "big", ["thing", "big"]),
    "an integer below Int": ("big", "-2147483649", "big", ["thing", "big"]),
    "an expression beyond Int": ("big", "2147483647", "more", ["thing", "more"]),
    "an expression beyond the database": ("big", "9223372036854775807", "more", ["thing", "more"]),
    "a null among words": ("words", "array['a', null]", "words", ["thing", "words", 1]),
    "a null among numbers": ("numbers", "'{1.50,NULL}'", "numbers", ["thing", "numbers", 1]),
    "a null among counts": ("counts", "'{1,NULL}'", "counts", ["thing", "counts", 1]),
    "a null among days": ("days", "'{NULL,2027-01-01}'", "days", ["thing", "days", 0]),
    "a null among roles": ("roles", "'{OWNER,NULL}'", "roles", ["thing", "roles", 1]),
    "an unknown role": ("roles", "'{OWNER,GHOST}'", "roles", ["thing", "roles", 1]),
    "an unknown colour among colours": ("colours", "'{red,green}'", "colours", ["thing"]),
    "counts in two dimensions": ("counts", "'{{1,2},{3,4}}'", "counts", ["thing", "counts", 0]),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_it_cannot_express_is_an_error_at_its_place(api, put, what):
    column, value, field, path = REFUSED[what]
    answer = await both(api, THING.format(field=field), {"id": await put(**{column: value})}, as_=WHO)
    assert [e["path"] for e in answer["errors"]] == [path]
    assert "green" not in answer["errors"][0]["message"]


# what is neither plainly one nor the other: it is enough that both ways say the same
UNDECIDED: dict[str, tuple[str, str, str]] = {
    "infinity": ("amount", "'Infinity'", "amount"),
    "minus infinity": ("amount", "'-Infinity'", "amount"),
    "a moment of the first hours": ("at", "'0001-01-01T00:00:00Z'", "at"),
    "words in two dimensions": ("words", "'{{a,b},{c,d}}'", "words"),
    "numbers in two dimensions": ("numbers", "'{{1,2},{3,4}}'", "numbers"),
    "content with a number beyond all": ("content", "'{\"a\": 1e400}'", "said"),
    "content with a key twice": ("content", '\'{"a": 1, "a": 2}\'', "said"),
    "content with NUL": ("content", '\'{"a": "x\\u0000y"}\'', "said"),
    "content with a lone surrogate": ("content", '\'{"a": "x\\ud800y"}\'', "said"),
}


@pytest.mark.parametrize("what", UNDECIDED)
async def test_what_is_at_the_border_is_the_same_both_ways(api, put, what):
    column, value, field = UNDECIDED[what]
    await both(api, THING.format(field=field), {"id": await put(**{column: value})}, as_=WHO)


async def test_a_row_that_cannot_be_shown_spoils_no_list_that_does_not_ask_for_it(api, put):
    """Its text is null where one must be, which is no fault of whoever asks for numbers."""
    ids = [await put(name="null", amount="1"), await put(amount="2.50")]
    query = "query($ids: [UUID!]) { things(filter: {ids: $ids}) { edges { node { %s } } } }"
    answer = await both(api, query % "sure", {"ids": ids}, as_=WHO)
    assert sorted(e["node"]["sure"] for e in answer["data"]["things"]["edges"]) == ["1", "2.5"]
    refused = await both(api, query % "sure name", {"ids": ids}, as_=WHO)
    assert refused["data"] is None
    assert [e["path"][:1] + e["path"][-1:] for e in refused["errors"]] == [["things", "name"]]
