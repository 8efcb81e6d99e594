"""What of `reads` needs no platform: wrk's words are read rightly, answers are compared fairly, the line has its form."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import orjson
import pytest

from infra.trouble import Trouble
from tests.bench.pairs import Pair, Side
from tests.bench.reads import detail, entities, listing, measure, seeking, wrk
from tests.bench.reads.contest import Contender, agree
from tests.bench.reads.raw import STATEMENTS
from tests.bench.reads.shape import comparable
from tests.bench.wire import BadAnswer

WELL = """Running 2s test @ http://127.0.0.1:1/graphql
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     5.50ms    1.79ms  20.49ms   79.21%
    Req/Sec     1.76k   150.11     2.03k    75.00%
  Latency Distribution
     50%    {p50}
     75%    6.19ms
     90%    7.60ms
     99%   12.26ms
  3516 requests in 2.01s, 51.24MB read
Requests/sec:   1750.12
Transfer/sec:     25.51MB
"""
CURSOR = base64.urlsafe_b64encode(b'["2026-03-01", "4e37ce57-eda1-3736-966c-e36f31dfaad6"]').decode()


@pytest.mark.parametrize(
    ("written", "ms"), [("812.00us", 0.812), ("5.12ms", 5.12), ("1.20s", 1200.0), ("1.50m", 90_000.0)]
)
def test_wrk_is_read_whatever_its_unit_of_time(written: str, ms: float):
    assert wrk.read(WELL.format(p50=written)) == wrk.Round(rate=1750.12, p50_ms=ms, count=3516)


@pytest.mark.parametrize(
    "said",
    [
        "  Non-2xx or 3xx responses: 3516\n",
        "  Socket errors: connect 0, read 2, write 0, timeout 0\n",
        "  Socket errors: connect 0, read 0, write 0, timeout 1\n",
    ],
)
def test_a_refused_request_or_a_broken_connection_is_no_measurement(said: str):
    with pytest.raises(BadAnswer, match=said.split(":", maxsplit=1)[0].strip()):
        wrk.read(WELL.format(p50="5.12ms") + said)


@pytest.mark.parametrize("output", ["", "  0 requests in 2.00s, 0.00B read\nRequests/sec:      0.00\n"])
def test_a_round_without_an_answer_is_no_measurement(output: str):
    with pytest.raises(BadAnswer):
        wrk.read(output)


def test_without_wrk_a_person_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="apt install wrk"):
        wrk.program()


def test_a_body_is_a_line_for_wrk(tmp_path: Path):
    wrk.prepare(tmp_path, [{"query": "{\n a }"}, {"query": "b"}], ["t1", "t2"])
    assert [json.loads(line)["query"] for line in (tmp_path / "bodies.txt").read_text().splitlines()] == [
        "{\n a }",
        "b",
    ]
    assert (tmp_path / "tokens.txt").read_text() == "t1\nt2\n"


def test_people_take_turns_over_the_bodies():
    asked = Contender(name="", url="http://h/graphql", bodies=[{"query": "a"}] * 3, tokens=["one", "two"])
    assert [b"Bearer one" in asked.message(n) for n in range(3)] == [True, False, True]


def test_answers_agree_as_json_and_not_only_as_bytes():
    agree([b'{"data" : {"a" : 1}}'], [b'{"data":{"a":1}}'])
    with pytest.raises(BadAnswer, match="body 1"):
        agree([b"1", b'{"a": 1}'], [b"1", b'{"a": 2}'])


def test_another_servers_names_and_ways_of_writing_do_not_make_a_difference():
    ours = {
        "items": [{"amount": "9690", "at": "2026-01-21T12:00:45.5+08:00"}],
        "pageInfo": {"hasNextPage": True, "endCursor": "x"},
    }
    other = {
        "itemsByProjectId": {"nodes": [{"amount": "9690.0000", "at": "2026-01-21T04:00:45.500000+00:00"}]},
        "pageInfo": {"hasNextPage": True, "endCursor": "y"},
    }
    names = {"itemsByProjectId": "items"}
    assert comparable(ours, {}) == comparable(other, names)
    assert comparable(ours, {}) != comparable(other | {"pageInfo": {"hasNextPage": False}}, names)


def test_each_filter_is_a_statement_of_its_own_and_a_page_goes_on_after_its_cursor():
    first, arguments = listing.statement({"filter": None, "after": None})
    assert arguments == listing.FIRST_PAGE
    assert "and kind" not in first
    filtered, arguments = listing.statement({"filter": {"kind": "CONTINUING", "townId": "t"}, "after": CURSOR})
    assert "and kind = $3 and town_id = $4" in filtered
    assert [str(a) for a in arguments] == ["2026-03-01", "4e37ce57-eda1-3736-966c-e36f31dfaad6", "CONTINUING", "t"]


def test_a_rival_is_given_its_own_cursor():
    rival = listing.SHAPE.rival
    assert rival
    given = rival.variables({"filter": None, "after": CURSOR}, "f4a6c2c00b")
    assert given["condition"] == {}
    assert orjson.loads(base64.b64decode(given["after"])) == [
        "f4a6c2c00b",
        "2026-03-01",
        "4e37ce57-eda1-3736-966c-e36f31dfaad6",
    ]


def test_the_server_of_sql_by_hand_knows_every_shape_by_its_operation():
    for shape in (listing.SHAPE, detail.SHAPE, entities.SHAPE, seeking.SHAPE):
        assert f"query {shape.operation}(" in shape.query
        assert STATEMENTS[shape.operation] is shape.statement


def test_a_search_is_one_statement_for_all_words_and_filters_that_the_service_itself_would_send():
    def sought(word: str, category: str) -> tuple[str, list[object]]:
        held = {"categories": [category], "levels": ["CITY"], "townId": "01990000-0000-7000-8000-000000000001"}
        statement, arguments = seeking.statement({"filter": held, "search": word})
        return statement, list(arguments)

    (one, ours), (other, theirs) = sought("项目12", "INDUSTRY"), sought("jsxm9", "SOCIAL")
    assert one == other
    assert "search_words($1" in one
    assert ours[-1] == theirs[-1] == "430211", "the division is a value of the statement, as it is where ours sends it"
    assert {"项目12", "INDUSTRY", "CITY"} <= set(map(str, ours))
    assert {"jsxm9", "%jsxm9%", "SOCIAL", "CITY"} <= set(map(str, theirs))


def side(rate: float, ms: float = 1.0) -> Side:
    return Side(name="", rates=(rate,), medians_ms=(ms,), counts=(1,), alone_ms=ms)


def rates(key: str, ours: float, other: float) -> Pair:
    return Pair(key=key, title="", kind="rate", clients=16, ours=side(ours), limit=side(other))


def times(key: str, ours: float, other: float) -> Pair:
    return Pair(key=key, title="", kind="times", clients=1, ours=side(1, ours), limit=side(1, other))


def test_how_many_times_as_long_is_no_share_of_a_limit():
    assert times("", 3.0, 2.0).ratio == 1.5


def test_the_line_for_machines_has_a_place_for_every_ratio():
    pairs = [
        times("reads.growth", 2.2, 2.0),
        rates("reads.list.raw", 90, 100),
        rates("reads.list.postgraphile", 90, 45),
        rates("reads.detail.raw", 80, 100),
        rates("reads.detail.postgraphile", 70, 50),
        rates("reads.entities.raw", 85, 100),
        rates("reads.gateway", 86, 100),
        times("reads.federated", 5.0, 2.0),
        rates("life", 1, 2),
    ]
    line = measure.told(pairs)
    assert line.pop("gateway_kind") in {"router", "hive"}
    assert line == {
        "list": {"vs_raw": 0.9, "vs_postgraphile": 2.0},
        "detail": {"vs_raw": 0.8, "vs_postgraphile": 1.4},
        "entities": {"vs_raw": 0.85},
        "growth": 1.1,
        "gateway": 0.86,
        "federated": 2.5,
    }


def test_the_lock_of_what_is_compared_names_no_place_that_it_came_from():
    lock = Path(__file__).parent / "reads" / "postgraphile" / "package-lock.json"
    assert not [p for p in json.loads(lock.read_text())["packages"].values() if "resolved" in p]
