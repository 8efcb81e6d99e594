"""What must not get through, on the real platform: a clear error each time, no 5xx, and no row more in any database."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from typing import Any

import httpx
import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.e2e.forgery import FORGERIES
from tests.e2e.records import count
from tests.e2e.story import AUTHORITY, Story, input_of
from tests.harness.live import Live
from tests.harness.people import Person, person

REGISTER = """mutation($input: RegisterProjectInput!) {
  registerProject(input: $input) { project { id } userErrors { code field message } }
}"""
COUNTED = "{ projects { totalCount } }"
TODAY = date(2026, 3, 3)
NO_ID = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
async def story(live: Live) -> Story:
    """Let the units be known everywhere, so that nothing is on its way any more when the tests count."""
    made = Story(live)
    await made.register_units(date(2026, 3, 2))
    await live.settled()
    return made


async def sent(story: Story, body: bytes, who: Person | None = None, **headers: str) -> Any:
    """Send these very bytes, in a person's name; whatever comes of it, it is no fault of the server."""
    given = {"content-type": "application/json", **story.live.headers(who, TODAY if who else None), **headers}
    answer = await story.live.http.post(story.live.endpoint, content=body, headers=given)
    assert answer.status_code < 500, answer.text
    return answer.json()


def command(story: Story, **changes: Any) -> bytes:
    """Write an application with these changes; a field that becomes `...` is left out."""
    given = {"idempotencyKey": str(new_id()), **story.application(**changes)}
    values = {name: value for name, value in given.items() if value is not ...}
    body = json.dumps({"query": REGISTER, "variables": {"input": values}}, ensure_ascii=False)
    return body.encode("utf-8", "surrogatepass")


def fund(amount: str) -> list[dict[str, str]]:
    return [{"source": "企业自筹", "amount": amount}]


AGAINST_THE_RULES: dict[str, tuple[dict[str, Any], str, str]] = {
    "an emoji in a name": ({"name": "示例😀项目"}, "NAME_SYMBOL", "name"),
    "a zero-width space": ({"name": "示例\u200b项目"}, "TEXT_INVISIBLE_CHARACTER", "name"),
    "a zero-width joiner": ({"name": "示例\u200d项目"}, "TEXT_INVISIBLE_CHARACTER", "name"),
    "a change of direction": ({"name": "示例\u202e项目"}, "TEXT_INVISIBLE_CHARACTER", "name"),
    "a control character": ({"name": "示例\u0007项目"}, "TEXT_CONTROL_CHARACTER", "name"),
    "a name of a million characters": ({"name": "长" * 1_000_000}, "TEXT_TOO_LONG", "name"),
    "negative money": ({"totalInvestment": "-1"}, "AMOUNT_NEGATIVE", "totalInvestment"),
    "money of 10^18": ({"totalInvestment": "1" + "0" * 18}, "AMOUNT_TOO_LARGE", "totalInvestment"),
    "money of 10^18 as a number": ({"totalInvestment": 10**18}, "AMOUNT_TOO_LARGE", "totalInvestment"),
    "a hundredth of a yuan": ({"totalInvestment": "1.000001"}, "AMOUNT_TOO_PRECISE", "totalInvestment"),
    "a negative source": ({"fundSources": fund("-1")}, "AMOUNT_NEGATIVE", "fundSources.0.amount"),
    "a source of 10^18": ({"fundSources": fund("1e18")}, "AMOUNT_TOO_LARGE", "fundSources.0.amount"),
    "an owner who is not there": ({"ownerId": NO_ID}, "OWNER_UNKNOWN", "ownerId"),
}


@pytest.mark.parametrize("what", AGAINST_THE_RULES)
async def test_a_value_against_the_rules_is_named_with_its_field(story: Story, what: str):
    changes, code, field = AGAINST_THE_RULES[what]
    before = await count(story.live)
    answer = await sent(story, command(story, **changes), story.of("owner"))
    done = answer["data"]["registerProject"]
    assert done["project"] is None
    assert (code, field) in {(e["code"], e["field"]) for e in done["userErrors"]}
    assert await count(story.live) == before


NO_VALUES: dict[str, dict[str, Any]] = {
    "NUL in a name": {"name": "示例\0项目"},
    "bytes that are no UTF-8": {"name": "示例\ud800项目"},
    "a number for a name": {"name": 5},
    "a list for a name": {"name": ["示例项目"]},
    "null for a name": {"name": None},
    "no name": {"name": ...},
    "a field that is not there": {"admin": True},
    "a word for money": {"totalInvestment": "八亿"},
    "money that is no number": {"totalInvestment": "NaN"},
    "endless money": {"totalInvestment": "Infinity"},
    "an object for money": {"totalInvestment": {"amount": "1"}},
    "true for money": {"totalInvestment": True},
    "a day that is not in the calendar": {"startOn": "2027-02-30"},
    "a statement for an id": {"ownerId": "1' or '1'='1"},
    "a category that is not there": {"category": "KINGDOM"},
    "a text for a list": {"fundSources": "企业自筹"},
}


@pytest.mark.parametrize("what", NO_VALUES)
async def test_what_is_no_value_of_its_type_is_malformed(story: Story, what: str):
    before = await count(story.live)
    answer = await sent(story, command(story, **NO_VALUES[what]), story.of("owner"))
    assert codes(answer) & {"BAD_INPUT", "BAD_USER_INPUT", "BAD_REQUEST"}
    assert not (answer.get("data") or {}).get("registerProject")
    assert await count(story.live) == before


async def test_a_raw_nul_between_the_bytes_is_malformed(story: Story):
    before = await count(story.live)
    answer = await sent(story, command(story, name="示例N项目").replace(b"N\xe9", b"\0\xe9"), story.of("owner"))
    assert codes(answer) <= {"BAD_INPUT", "BAD_REQUEST"}  # the router's
    assert await count(story.live) == before


async def test_more_than_eight_megabytes_are_refused(story: Story):
    before = await count(story.live)
    # The router hangs up on who still sends, and its answer may be lost with the connection.
    with contextlib.suppress(httpx.TransportError):
        answer = await sent(story, command(story, name="x" * 9 * 1024 * 1024), story.of("owner"))
        assert codes(answer) <= {"TOO_LARGE", "PAYLOAD_TOO_LARGE_CONTENT_LENGTH"}
    assert await count(story.live) == before


async def test_a_query_of_a_thousand_levels_is_refused(story: Story):
    levels = "{ edges { node { planItems { plan " * 250
    query = f"{{ projects {levels} {{ id }} {'} } } }' * 250} }}"
    answer = await sent(story, written(query), AUTHORITY)
    assert codes(answer) <= {"TOO_LARGE", "TOKEN_LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED", "MAX_DEPTH_EXCEEDED"}


async def test_variables_of_a_hundred_thousand_levels_are_refused(story: Story):
    before = await count(story.live)
    deep = b"[" * 100_000 + b"]" * 100_000
    answer = await sent(story, command(story, totalInvestment="DEEP").replace(b'"DEEP"', deep), story.of("owner"))
    assert codes(answer) & {"BAD_INPUT", "BAD_USER_INPUT"}
    assert await count(story.live) == before


async def test_a_key_that_comes_again_with_another_body_is_refused(story: Story):
    key, who = str(new_id()), story.of("owner")
    first = await sent(story, command(story, idempotencyKey=key), who)
    assert first["data"]["registerProject"]["userErrors"] == []
    await story.live.settled()
    before = await count(story.live)
    other = await sent(story, command(story, idempotencyKey=key, name="另一示例项目"), who)
    (refusal,) = other["data"]["registerProject"]["userErrors"]
    assert refusal["code"] == "IDEMPOTENCY_KEY_REUSED"
    again = await sent(story, command(story, idempotencyKey=key), who)
    assert again["data"] == first["data"], "with its own body it is still answered"
    assert await count(story.live) == before


@pytest.mark.parametrize("what", FORGERIES)
async def test_nobody_gets_in_with_a_token_that_is_not_the_issuers(story: Story, what: str):
    token = {"authorization": f"Bearer {FORGERIES[what](story.live.data)}"}
    before = await count(story.live)
    for body in (written(COUNTED), command(story)):
        answer = await sent(story, body, **token)
        assert codes(answer) == {"UNAUTHENTICATED"}
        assert not answer.get("data")
    assert await count(story.live) == before


@pytest.mark.parametrize("what", FORGERIES)
async def test_nor_may_listen(story: Story, what: str):
    token = {"authorization": f"Bearer {FORGERIES[what](story.live.data)}", "accept": "text/event-stream"}
    asked = written(f'subscription {{ requestQueueChanged(bureauId: "{story.units["land"]}") {{ action }} }}')
    events = await story.live.http.post(
        story.live.endpoint, content=asked, headers={"content-type": "application/json", **token}
    )
    (answer,) = [
        json.loads(line[5:]) for line in events.text.splitlines() if line.startswith("data:") and line[5:].strip()
    ]
    assert codes(answer) == {"UNAUTHENTICATED"}
    assert not answer.get("data")


WRONG_ROLES: dict[str, tuple[Role, dict[str, Any]]] = {
    "convertProject": (Role.OWNER, {"projectId": NO_ID, "expectedVersion": 1, "toLibrary": "FIVE_YEAR"}),
    "issuePlan": (Role.LAND, {"planId": NO_ID, "expectedVersion": 1, "documentNumber": "株高管发〔2027〕3号"}),
    "verifyProgress": (Role.OWNER, {"reportId": NO_ID, "expectedVersion": 1}),
    "decideRequest": (Role.OWNER, {"requestId": NO_ID, "expectedVersion": 1, "outcome": "GRANTED"}),
    "publishPeriod": (Role.INSPECTOR, {"year": 2027, "quarter": 1, "expectedVersion": 1}),
}


@pytest.mark.parametrize("mutation", WRONG_ROLES)
async def test_the_wrong_role_is_refused(story: Story, mutation: str):
    role, given = WRONG_ROLES[mutation]
    document = f"mutation($input: {input_of(mutation)}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
    answer = await story.live.raw(document, {"input": {"idempotencyKey": "wrong", **given}}, as_=person(role))
    assert codes(answer) == {"FORBIDDEN"}


async def test_nothing_is_answered_without_a_token(story: Story):
    assert codes(await story.live.raw(COUNTED)) == {"UNAUTHENTICATED"}


def written(query: str) -> bytes:
    return json.dumps({"query": query}).encode()


def codes(answer: Any) -> set[str]:
    return {error["extensions"]["code"] for error in answer["errors"]}
