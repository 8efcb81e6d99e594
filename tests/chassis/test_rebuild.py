"""A copy is rebuilt from its owner's outbox beside the one that readers see, which is then exchanged whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import select, text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.tables import inbox, parked
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE, EchoRow, NoteRow
from tests.chassis.test_commands import WRITE
from tests.harness.api import Api, opened
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

LAND, OPERATOR = person(Role.LAND), person(Role.OPERATOR)
REBUILD = "/operations/copies/notes/rebuild"
WHY = {"reason": "副本有误，重建"}
WRITTEN = "zhongdian.notes.note.written.v1"


@dataclass
class Notes:
    """A service that keeps a copy of its own notes, and the operator who rebuilds it."""

    api: Api

    async def write(self, text: str, **more: object) -> str:
        given = {"idempotencyKey": str(new_id()), "text": text, **more}
        return (await self.api(WRITE, {"input": given}, as_=LAND))["writeNote"]["note"]["id"]

    async def copy(self) -> dict[str, tuple[str, int]]:
        rows = await self.api.rows(select(EchoRow.id, EchoRow.text, EchoRow.times))
        return {str(r.id): (r.text, r.times) for r in rows}

    async def settled(self) -> None:
        """Wait until every note was heard of."""

        async def agrees() -> bool:
            notes = await self.api.rows(select(NoteRow.id, NoteRow.text, NoteRow.version))
            return {str(r.id): (r.text, r.version) for r in notes} == await self.copy()

        await eventually(agrees)

    async def corrupt(self, *statements: str) -> None:
        async with self.api.database.session(ALL_DIVISIONS) as session:
            for statement in statements:
                await session.execute(text(statement))
            await session.commit()

    async def ask(self, path: str, body: dict, who: Person | None = OPERATOR) -> httpx.Response:
        headers = {"authorization": self.api.issuer.header(who)} if who else {}
        return await self.api.http.post(f"{REBUILD}{path}", json=body, headers=headers)

    async def done(self, path: str, body: dict) -> dict:
        answer = await self.ask(path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def told(self, after: int) -> dict:
        headers = {"authorization": self.api.issuer.header(OPERATOR)}
        query = {"after": after, "type": WRITTEN}
        return (await self.api.http.get("/operations/outbox/events", params=query, headers=headers)).json()

    async def feed_all(self, after: int) -> int:
        while (page := await self.told(after))["events"]:
            after = (await self.done("/events", {"after": after, **page}))["after"]
        return after

    async def rebuilt(self) -> dict:
        begun = await self.done("", WHY)
        assert (begun["owner"], begun["types"]) == ("notes", [WRITTEN])
        await self.feed_all(begun["after"])
        return await self.done("/finish", {})


@pytest.fixture
async def notes(databases, settings, issuer, topics) -> AsyncIterator[Notes]:
    """One service at a time: two with different databases would share the events between them."""
    await topics("notes")
    own = await databases.fresh(SERVICE, settings.model_copy(update={"parts": "web,relay,inbox"}))
    async with opened(SERVICE, own, issuer) as api:
        yield Notes(api)


async def three_notes_of_which_one_was_changed(notes: Notes) -> list[str]:
    ids = [await notes.write(f"第{n}条") for n in range(3)]
    await notes.write("第0条，改", noteId=ids[0], expectedVersion=1)
    await notes.settled()
    return ids


async def test_what_was_changed_lost_or_invented_in_a_copy_is_as_the_owner_told_it_again(notes):
    ids = await three_notes_of_which_one_was_changed(notes)
    before = await notes.copy()
    await notes.corrupt(
        f"update echoes set text = 'corrupt' where id = '{ids[0]}'",
        f"delete from echoes where id = '{ids[1]}'",
        f"insert into echoes values ('{new_id()}', '430211', 'nobody wrote this', 1)",
    )
    assert await notes.rebuilt() == {"done": True, "removed": 2, "written": 2, "events": 4}
    assert await notes.copy() == before
    assert before[ids[0]] == ("第0条，改", 2)


async def test_a_copy_that_is_right_is_left_as_it_is(notes):
    await three_notes_of_which_one_was_changed(notes)
    assert await notes.rebuilt() == {"done": True, "removed": 0, "written": 0, "events": 4}


async def test_readers_see_the_old_copy_to_the_end_and_what_comes_meanwhile_is_in_both(notes):
    ids = await three_notes_of_which_one_was_changed(notes)
    await notes.corrupt(f"delete from echoes where id = '{ids[1]}'")
    old = await notes.copy()
    begun = await notes.done("", WHY)
    assert await notes.copy() == old
    await notes.feed_all(begun["after"])
    assert await notes.copy() == old
    late = await notes.write("其间")
    await notes.write("第2条，改", noteId=ids[2], expectedVersion=1)
    seen = old | {late: ("其间", 1), ids[2]: ("第2条，改", 2)}

    async def heard() -> bool:
        return await notes.copy() == seen

    await eventually(heard)
    assert (await notes.done("/finish", {}))["events"] == 6
    assert await notes.copy() == seen | {ids[1]: ("第1条", 1)}


async def test_events_that_come_again_after_a_rebuild_are_known(notes):
    await three_notes_of_which_one_was_changed(notes)
    await notes.rebuilt()
    before = await notes.copy()
    headers = {"authorization": notes.api.issuer.header(OPERATOR)}
    await notes.api.http.post("/operations/outbox/republish", headers=headers)
    last = await notes.write("其后")

    async def heard() -> bool:
        return last in await notes.copy()

    await eventually(heard)
    assert await notes.copy() == before | {last: ("其后", 1)}


async def test_a_rebuild_that_was_killed_goes_on_where_it_stood(notes):
    await three_notes_of_which_one_was_changed(notes)
    await notes.corrupt("update echoes set text = 'corrupt'")
    begun = await notes.done("", WHY)
    page = await notes.told(begun["after"])
    first = {"after": begun["after"], "events": page["events"][:2], "last": page["last"] - 2}
    await notes.done("/events", first)
    assert (await notes.ask("/events", first)).status_code == 409  # the answer was lost: it is not taken twice
    again = await notes.done("", WHY)
    assert again["after"] == page["last"] - 2
    await notes.feed_all(again["after"])
    assert (await notes.done("/finish", {}))["events"] == 4
    await notes.settled()


async def test_a_rebuild_does_not_end_before_everything_that_was_applied_is_in_it(notes):
    await three_notes_of_which_one_was_changed(notes)
    before = await notes.copy()
    await notes.done("", WHY)
    missing = (await notes.done("/finish", {}))["missing"]
    applied = await notes.api.rows(select(inbox.c.event_id))
    assert sorted(missing) == sorted(str(r.event_id) for r in applied)
    assert await notes.copy() == before


async def test_what_the_owner_never_told_goes(notes):
    await three_notes_of_which_one_was_changed(notes)
    before = await notes.copy()
    stranger, event = new_id(), new_id()
    await notes.api.consume(WRITTEN, {"noteId": str(stranger), "text": "不知何来", "division": "430211"}, id=event)
    begun = await notes.done("", WHY)
    await notes.feed_all(begun["after"])
    assert (await notes.done("/finish", {}))["missing"] == [str(event)]
    assert (await notes.done("/finish", {"unknown": [str(event)]}))["removed"] == 1
    assert await notes.copy() == before
    assert event not in {r.event_id for r in await notes.api.rows(select(inbox.c.event_id))}


async def test_an_event_that_cannot_be_applied_stops_a_rebuild_until_it_is_set_aside(notes):
    fine = await notes.write("好的")
    poison = await notes.write("poison")
    await notes.write("后来", noteId=poison, expectedVersion=1)

    async def both_parked() -> bool:
        return len(await notes.api.parked()) == 2 and fine in await notes.copy()

    await eventually(both_parked)
    begun = await notes.done("", WHY)
    page = await notes.told(begun["after"])
    refused = await notes.ask("/events", {"after": begun["after"], **page})
    first, behind = await notes.api.parked()
    assert refused.status_code == 409
    assert first.event_id in refused.json()["detail"]
    headers = {"authorization": notes.api.issuer.header(OPERATOR)}
    aside = {"event_id": first.event_id, "reason": "数据有误，另行更正"}
    await notes.api.http.post("/operations/parked/set-aside", json=aside, headers=headers)
    await notes.rebuilt()
    assert await notes.copy() == {fine: ("好的", 1), poison: ("后来", 1)}
    settled = await notes.api.rows(select(parked.c.resolution).where(parked.c.event_id == behind.event_id))
    assert settled == [("rebuilt",)]


async def test_a_rebuild_that_was_given_up_leaves_the_copy_as_it_is_and_nothing_behind(notes):
    await three_notes_of_which_one_was_changed(notes)
    await notes.corrupt("update echoes set text = 'corrupt'")
    before = await notes.copy()
    begun = await notes.done("", WHY)
    await notes.feed_all(begun["after"])
    await notes.done("/abandon", WHY)
    assert await notes.copy() == before
    assert await notes.api.rows(text("select nspname from pg_namespace where nspname like 'rebuild%'")) == []
    assert (await notes.ask("/finish", {})).status_code == 409
    late = await notes.write("其后")

    async def heard() -> bool:
        return late in await notes.copy()

    await eventually(heard)


async def test_a_sandbox_of_other_tables_than_todays_is_made_anew(notes):
    """A service was given a new version while a rebuild was killed."""
    await three_notes_of_which_one_was_changed(notes)
    begun = await notes.done("", WHY)
    await notes.feed_all(begun["after"])
    await notes.corrupt("alter table rebuild_notes.echoes drop column times")
    assert (await notes.done("", WHY))["after"] == 0
    await notes.rebuilt()
    await notes.settled()


async def test_who_rebuilt_what_and_why_is_in_the_audit_trail(notes):
    await three_notes_of_which_one_was_changed(notes)
    await notes.rebuilt()
    rows = [(r.action, r.subject, r.actor, r.reason) for r in await notes.api.audit() if r.subject == "copy/notes"]
    assert rows == [
        ("beginRebuild", "copy/notes", OPERATOR.subject, WHY["reason"]),
        ("finishRebuild", "copy/notes", OPERATOR.subject, None),
    ]


@pytest.mark.parametrize("path", ["", "/events", "/finish", "/abandon"])
async def test_nobody_but_the_operator_takes_a_step_of_a_rebuild(notes, path):
    assert (await notes.ask(path, {}, who=None)).status_code == 401
    assert (await notes.ask(path, {}, who=LAND)).status_code == 403


async def test_a_copy_that_is_not_kept_and_a_rebuild_that_was_not_begun_are_told(notes):
    headers = {"authorization": notes.api.issuer.header(OPERATOR)}
    unknown = await notes.api.http.post("/operations/copies/nothing/rebuild", json=WHY, headers=headers)
    assert unknown.status_code == 404
    page = {"after": 0, "last": 0, "events": []}
    assert [(await notes.ask(p, b)).status_code for p, b in (("/events", page), ("/finish", {}))] == [409, 409]
