"""Tickets: for one path, one person and some minutes; nothing of them can be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.identity import Actor
from services.chassis.tickets import TicketRefused, Tickets
from services.law.parties import Role

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(minutes=5)
TICKETS = Tickets(b"k" * 32)
ANYONE = st.builds(
    Actor,
    subject=st.text(min_size=1, max_size=30).filter(lambda t: t.isprintable()),
    name=st.text(max_size=30).filter(lambda t: t.isprintable()),
    roles=st.frozensets(st.sampled_from(Role)),
    unit=st.none() | st.uuids(),
    division=st.sampled_from(["430211", "430200"]),
)
SOMEONE = Actor("p-001", "测试员", frozenset({Role.OWNER}), UUID(int=7), "430211")


@given(ANYONE)
def test_a_ticket_gives_back_whom_it_was_made_for(actor):
    ticket = TICKETS.ticket(actor, "/files/1", UNTIL)
    assert ticket.isascii()
    assert TICKETS.actor(ticket, "/files/1", NOW) == actor


@pytest.mark.parametrize(("seconds", "good"), [(299, True), (300, False), (301, False)])
def test_a_ticket_is_good_until_its_moment(seconds, good):
    ticket = TICKETS.ticket(SOMEONE, "/files/1", UNTIL)
    moment = NOW + timedelta(seconds=seconds)
    if good:
        assert TICKETS.actor(ticket, "/files/1", moment) == SOMEONE
        return
    with pytest.raises(TicketRefused) as told:
        TICKETS.actor(ticket, "/files/1", moment)
    assert told.value.expired


def test_a_ticket_of_another_path_or_another_key_is_refused():
    ticket = TICKETS.ticket(SOMEONE, "/files/1", UNTIL)
    for tickets, path in ((TICKETS, "/files/2"), (Tickets(b"x" * 32), "/files/1")):
        with pytest.raises(TicketRefused) as told:
            tickets.actor(ticket, path, NOW)
        assert not told.value.expired


@given(st.data())
def test_no_character_of_a_ticket_can_be_changed(data):
    ticket = TICKETS.ticket(SOMEONE, "/files/1", UNTIL)
    at = data.draw(st.integers(0, len(ticket) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_.=é"))
    changed = ticket[:at] + other + ticket[at + 1 :]
    try:
        read = TICKETS.actor(changed, "/files/1", NOW)
    except TicketRefused:
        return
    assert read == SOMEONE  # the last bits of a base64 text say nothing


@given(st.text(max_size=60))
def test_whatever_is_given_as_a_ticket_is_refused(text):
    with pytest.raises(TicketRefused):
        TICKETS.actor(text, "/files/1", NOW)
