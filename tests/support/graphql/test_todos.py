"""What bureaus and applicants must do about requests, through the endpoint."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import of_kind, todos
from tests.support.world import DAY, DUE, ok

FIELD = "supportTodos"
KINDS = ("REQUEST_TO_ACCEPT", "REQUEST_TO_CLAIM", "REQUEST_TO_DECIDE", "REQUEST_RETURNED")


async def asked(district, who, on=DAY):
    found = await todos(district.api, who, on, FIELD, projectId=str(district.project))
    return [(t["kind"], t["command"]) for t in found]


async def nobody_else(district, on=DAY):
    for role in Role:
        stranger = person(role, unit=new_id(), subject=f"stranger-{role}", division=district.division)
        assert await asked(district, stranger, on) == [], role
    of_the_bureau_in_another_role = person(Role.FINANCE, unit=district.bureau, division=district.division)
    assert await asked(district, of_the_bureau_in_another_role, on) == []
    elsewhere = district.officer.but(unit=new_id(), subject="land-elsewhere")
    assert await asked(district, elsewhere, on) == []


async def test_a_request_goes_from_hand_to_hand_and_is_in_one_hand_at_a_time(district):
    request = ok(await district.submit())
    assert await asked(district, district.officer) == [("REQUEST_TO_ACCEPT", "acceptRequest")]
    assert await asked(district, district.owner) == []
    await nobody_else(district)
    request = ok(await district.step("accept", request))
    assert await asked(district, district.officer) == [("REQUEST_TO_CLAIM", "claimRequest")]
    assert await asked(district, district.colleague) == [("REQUEST_TO_CLAIM", "claimRequest")]
    ok(await district.step("claim", request))
    assert await asked(district, district.officer) == [("REQUEST_TO_DECIDE", "decideRequest")]
    assert await asked(district, district.colleague) == []
    await nobody_else(district)


async def test_a_returned_request_is_the_owners_and_nothing_is_due_until_it_is_corrected(district):
    request = ok(await district.submit())
    request = ok(await district.step("return", request, reason="缺图"))
    assert await asked(district, district.officer) == []
    (shown,) = await of_kind(district.api, district.owner, DAY, "REQUEST_RETURNED", district.project, FIELD)
    assert (shown["recordId"], shown["dueOn"], shown["severity"]) == (request["id"], None, "NORMAL")
    assert (shown["article"], shown["command"]) == ("第十四条", "resubmitRequest")
    assert await asked(district, district.agent) == []  # the owner applied by itself
    await nobody_else(district)


async def test_what_the_service_department_applied_for_is_returned_to_it_too(district):
    request = ok(await district.submit(as_=district.agent))
    ok(await district.step("return", request, reason="缺图"))
    assert await asked(district, district.agent) == [("REQUEST_RETURNED", "resubmitRequest")]
    assert await asked(district, district.owner) == [("REQUEST_RETURNED", "resubmitRequest")]


@pytest.mark.parametrize(
    ("on", "severity"),
    [
        (date(2026, 3, 17), "NORMAL"),  # four working days before the limit
        (date(2026, 3, 18), "DUE_SOON"),  # three
        (DUE - timedelta(days=1), "DUE_SOON"),
        (DUE, "DUE_TODAY"),
        (DUE + timedelta(days=1), "OVERDUE"),
    ],
)
async def test_a_limit_warns_three_working_days_before_and_is_late_the_day_after(district, on, severity):
    ok(await district.submit())
    (shown,) = await of_kind(district.api, district.officer, on, "REQUEST_TO_ACCEPT", district.project, FIELD)
    assert (shown["dueOn"], shown["severity"], shown["overdue"]) == (str(DUE), severity, severity == "OVERDUE")


async def test_a_limit_that_ended_on_friday_is_late_from_monday_on(district):
    received = date(2026, 2, 28)  # a make-up workday
    ok(await district.submit(on=received))
    due = date(2026, 3, 20)
    for on, late in ((due, False), (due + timedelta(days=1), False), (due + timedelta(days=3), True)):
        (shown,) = await of_kind(district.api, district.officer, on, "REQUEST_TO_ACCEPT", district.project, FIELD)
        assert (shown["dueOn"], shown["overdue"]) == (str(due), late), on
