"""How the loader asks: the same key for the same step, patience where it is due, and refusals that name the step."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.demo import door as doors
from infra.demo.door import Door, Refused
from infra.issuer import Person
from infra.trouble import Trouble

WHO = Person(roles=("OWNER",), subject="demo-x", name="甲示例")
DAY = date(2027, 1, 8)
Answer = Callable[[httpx.Request], httpx.Response]


def a_door(folder: Path, answer: Answer) -> Door:
    return Door("http://endpoint/graphql", folder, http=httpx.AsyncClient(transport=httpx.MockTransport(answer)))


def accepted(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"data": {"convertProject": {"project": {"id": "1"}, "userErrors": []}}})


def refusing(*errors: dict[str, Any]) -> Answer:
    return lambda _: httpx.Response(200, json={"data": {"convertProject": {"project": None, "userErrors": errors}}})


def in_turn(*answers: Answer) -> Answer:
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        return next(left)(request)

    return answer


def error(code: str) -> dict[str, Any]:
    return {"code": code, "message": "未满足条件", "article": "第五条（二）", "field": None}


async def test_the_same_step_has_the_same_key_and_another_step_another(tmp_path: Path):
    keys = []

    def note(request: httpx.Request) -> httpx.Response:
        keys.append(json.loads(request.content)["variables"]["input"]["idempotencyKey"])
        return accepted(request)

    async with a_door(tmp_path, note) as door:
        for about in ("songjing ONE_YEAR", "songjing ONE_YEAR", "songjing THREE_YEAR"):
            await door.do("convertProject", about, WHO, DAY, "project { id }")
    assert keys[0] == keys[1] != keys[2]
    assert door.accepted == 3


async def test_a_persons_token_and_the_business_date_go_with_each_request(tmp_path: Path):
    seen: list[httpx.Headers] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return accepted(request)

    async with a_door(tmp_path, note) as door:
        await door.do("convertProject", "a", WHO, DAY, "project { id }")
        await door.do("convertProject", "b", WHO, DAY, "project { id }")
    moments = [h["x-business-date"] for h in seen]
    assert moments == ["2027-01-08T09:00:20+08:00", "2027-01-08T09:00:40+08:00"]
    assert all(h["authorization"].startswith("Bearer ey") for h in seen)


async def test_a_refusal_names_the_step_the_person_and_every_clause(tmp_path: Path):
    async with a_door(tmp_path, refusing(error("SCHEME_FIXED_MISSING"), error("NECESSITY_MISSING"))) as door:
        with pytest.raises(Refused) as refused:
            await door.do("convertProject", "songjing THREE_YEAR", WHO, DAY, "project { id }")
    for told in ("convertProject songjing THREE_YEAR", "甲示例", "第五条（二）", "NECESSITY_MISSING"):
        assert told in refused.value.chinese


async def test_what_has_not_arrived_yet_is_asked_again_until_it_has(tmp_path: Path):
    unknown = refusing(error("NODE_UNKNOWN"))
    async with a_door(tmp_path, in_turn(unknown, unknown, accepted)) as door:
        done = await door.do("convertProject", "x", WHO, DAY, "project { id }", awaiting={"NODE_UNKNOWN"})
    assert done["project"] == {"id": "1"}


async def test_waiting_ends_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doors, "PATIENCE_SECONDS", 0.1)
    async with a_door(tmp_path, refusing(error("NODE_UNKNOWN"))) as door:
        with pytest.raises(Refused, match="NODE_UNKNOWN"):
            await door.do("convertProject", "x", WHO, DAY, "project { id }", awaiting={"NODE_UNKNOWN"})


async def test_a_service_that_is_away_for_a_moment_does_no_harm(tmp_path: Path):
    away = {"errors": [{"message": "away", "extensions": {"code": "UNAVAILABLE"}}], "data": None}

    def lost(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    gone, told = httpx.Response(503, text="away"), httpx.Response(200, json=away)
    async with a_door(tmp_path, in_turn(lost, lambda _: gone, lambda _: told, accepted)) as door:
        assert await door.do("convertProject", "x", WHO, DAY, "project { id }")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={"errors": [{"message": "no", "extensions": {"code": "FORBIDDEN"}}], "data": None}),
        httpx.Response(500, text="<html>"),
        httpx.Response(404, json={"detail": "Not Found"}),
    ],
    ids=["forbidden", "fault", "elsewhere"],
)
async def test_what_cannot_be_waited_for_is_told_at_once(tmp_path: Path, answer: httpx.Response):
    async with a_door(tmp_path, lambda _: answer) as door:
        with pytest.raises(Refused, match="convertProject x"):
            await door.do("convertProject", "x", WHO, DAY, "project { id }")


async def test_an_endpoint_that_cannot_be_reached_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doors, "PATIENCE_SECONDS", 0.1)

    def lost(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    async with a_door(tmp_path, lost) as door:
        with pytest.raises(Trouble, match="http://endpoint/graphql"):
            await door.do("convertProject", "x", WHO, DAY, "project { id }")
