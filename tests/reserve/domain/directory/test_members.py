from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.members import Keeper, Member, add, change, end
from services.reserve.domain.directory.organization import Organization

TODAY = date(2026, 11, 24)
UNIT = Organization(
    id=UUID(int=1),
    division="430211",
    version=1,
    name="区自然资源局",
    category=UnitCategory.DEPARTMENT,
    credit_code="91350100M000100Y43",
    roles=(Role.LAND, Role.OWNER),
)
MEMBER = Member(
    id=UUID(int=5),
    division="430211",
    version=1,
    organization_id=UNIT.id,
    person="p-007",
    name="张三",
    roles=(Role.LAND,),
    from_on=date(2026, 1, 1),
    until_on=date(2026, 12, 31),
)
AUTHORITY = Keeper(roles=frozenset({Role.INVESTMENT_AUTHORITY}), unit=None)
OWN = Keeper(roles=frozenset({Role.LAND}), unit=UNIT.id)


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_a_person_acts_for_a_unit_and_is_told_without_the_phone_number():
    done = add(replace(MEMBER, name=" 张三 ", phone=" 13800000000 "), UNIT, [], AUTHORITY)
    assert isinstance(done, Decided)
    assert (done.state.name, done.state.phone) == ("张三", "13800000000")
    assert "phone" not in done.events[0].__slots__


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (AUTHORITY, ()),
        (OWN, ()),
        (Keeper(roles=frozenset({Role.LAND}), unit=UUID(int=2)), ("MEMBERS_NOT_YOURS",)),
        (Keeper(roles=frozenset({Role.LAND}), unit=None), ("MEMBERS_NOT_YOURS",)),
        (Keeper(roles=frozenset({Role.FINANCE}), unit=UNIT.id), ("MEMBERS_NOT_YOURS", "ROLE_NOT_YOURS")),
        (Keeper(roles=frozenset({Role.OWNER}), unit=UNIT.id), ("ROLE_NOT_YOURS",)),
    ],
)
def test_the_authority_keeps_all_and_a_unit_its_own_in_roles_that_its_people_hold(by, expected):
    assert codes(add(MEMBER, UNIT, [], by)) == expected


def test_a_role_given_by_the_authority_may_stay_when_the_unit_changes_the_rest():
    before = replace(MEMBER, roles=(Role.OWNER,))
    later = replace(before, until_on=None)
    assert isinstance(change(before, later, UNIT, [], OWN, "延长", TODAY), Decided)
    more = replace(later, roles=(Role.LAND, Role.OWNER))
    assert isinstance(change(before, more, UNIT, [], OWN, "兼任", TODAY), Decided)
    assert codes(change(MEMBER, replace(MEMBER, roles=(Role.OWNER,)), UNIT, [], OWN, "改任", TODAY)) == (
        "ROLE_NOT_YOURS",
    )


def test_nobody_begins_to_act_for_a_unit_that_does_not_act():
    assert codes(add(MEMBER, replace(UNIT, active=False), [], AUTHORITY)) == ("ORGANIZATION_INACTIVE",)


def test_roles_are_some_of_the_units():
    assert codes(add(replace(MEMBER, roles=()), UNIT, [], AUTHORITY)) == ("ROLES_MISSING",)
    assert codes(add(replace(MEMBER, roles=(Role.FINANCE,)), UNIT, [], AUTHORITY)) == ("ROLE_NOT_OF_UNIT",)


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("13800000000", ()),
        ("0731-28000000", ()),
        ("073128000000", ()),
        ("010-88880000-12", ()),
        ("", ()),
        ("12800000000", ("PHONE_MALFORMED",)),
        ("1380000000", ("PHONE_MALFORMED",)),
        ("138000000001", ("PHONE_MALFORMED",)),
        ("１３８００００００００", ("PHONE_MALFORMED",)),
        ("28000000", ("PHONE_MALFORMED",)),
    ],
)
def test_a_phone_number_is_a_mobile_one_or_has_its_area(phone, expected):
    assert codes(add(replace(MEMBER, phone=phone), UNIT, [], AUTHORITY)) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("p", ()),
        ("x" * 255, ()),
        ("x" * 256, ("PERSON_MALFORMED",)),
        ("", ("PERSON_MALFORMED",)),
        ("张三", ("PERSON_MALFORMED",)),
        ("p 1", ("PERSON_MALFORMED",)),
    ],
)
def test_a_person_is_the_subject_of_the_identity_provider(person, expected):
    assert codes(add(replace(MEMBER, person=person), UNIT, [], AUTHORITY)) == expected


def test_the_last_day_is_the_first_one_or_later():
    one_day = replace(MEMBER, from_on=TODAY, until_on=TODAY)
    assert isinstance(add(one_day, UNIT, [], AUTHORITY), Decided)
    reversed_ = replace(one_day, until_on=TODAY - timedelta(days=1))
    assert codes(add(reversed_, UNIT, [], AUTHORITY)) == ("PERIOD_REVERSED",)


@pytest.mark.parametrize(
    ("from_on", "until_on", "expected"),
    [
        (date(2027, 1, 1), None, ()),
        (date(2026, 12, 31), None, ("MEMBERSHIP_OVERLAPS",)),
        (date(2025, 1, 1), date(2025, 12, 31), ()),
        (date(2025, 1, 1), date(2026, 1, 1), ("MEMBERSHIP_OVERLAPS",)),
        (date(2025, 1, 1), None, ("MEMBERSHIP_OVERLAPS",)),
    ],
)
def test_memberships_of_a_person_in_a_unit_have_no_day_in_common(from_on, until_on, expected):
    other = replace(MEMBER, id=UUID(int=6), from_on=from_on, until_on=until_on)
    assert codes(add(other, UNIT, [MEMBER], AUTHORITY)) == expected
    elsewhere = replace(MEMBER, organization_id=UUID(int=2))
    someone = replace(MEMBER, person="p-008")
    assert isinstance(add(other, UNIT, [elsewhere, someone], AUTHORITY), Decided)


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 1))


@given(DAYS, st.none() | DAYS, DAYS, st.none() | DAYS)
def test_two_memberships_meet_when_and_only_when_they_share_a_day(from_a, until_a, from_b, until_b):
    a = replace(MEMBER, from_on=from_a, until_on=until_a)
    b = replace(MEMBER, id=UUID(int=6), from_on=from_b, until_on=until_b)
    window = [date(2026, 1, 1) + timedelta(days=n) for n in range(33)]

    def within(m: Member, day: date) -> bool:
        return m.from_on <= day <= (m.until_on or date.max)

    valid = all(m.until_on is None or m.until_on >= m.from_on for m in (a, b))
    shared = any(within(a, day) and within(b, day) for day in window)
    assert a.meets(b) == b.meets(a)
    if valid:
        assert a.meets(b) == shared
    assert not a.meets(a)


def test_a_change_has_a_reason_and_changes_something_of_a_membership_that_has_not_ended():
    assert codes(change(MEMBER, MEMBER, UNIT, [MEMBER], AUTHORITY, "", TODAY)) == ("REASON_MISSING", "NOTHING_CHANGED")
    renamed = replace(MEMBER, name="张三丰")
    assert isinstance(change(MEMBER, renamed, UNIT, [MEMBER], AUTHORITY, "更名", date(2026, 12, 31)), Decided)
    late = change(MEMBER, renamed, UNIT, [MEMBER], AUTHORITY, "更名", date(2027, 1, 1))
    assert codes(late) == ("MEMBERSHIP_ENDED",)


def test_a_membership_ends_once_and_no_later_than_was_said():
    open_ = replace(MEMBER, until_on=None)
    done = end(open_, TODAY, UNIT, OWN, "调离", TODAY)
    assert isinstance(done, Decided)
    assert (done.state.until_on, done.state.version) == (TODAY, 2)
    sooner = date(2026, 12, 30)
    assert isinstance(end(MEMBER, sooner, UNIT, AUTHORITY, "调离", TODAY), Decided)
    assert codes(end(MEMBER, date(2026, 12, 31), UNIT, AUTHORITY, "调离", TODAY)) == ("MEMBERSHIP_ENDS_EARLIER",)
    assert codes(end(MEMBER, sooner, UNIT, AUTHORITY, "", date(2027, 1, 1))) == ("MEMBERSHIP_ENDED", "REASON_MISSING")
    assert codes(end(open_, date(2025, 12, 31), UNIT, AUTHORITY, "误登", TODAY)) == ("PERIOD_REVERSED",)
