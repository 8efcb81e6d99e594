from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.organization import Organization, Surroundings, change, former_names, register
from services.reserve.domain.events import OrganizationChanged
from services.reserve.domain.exception import Exempted

UNIT = Organization(
    id=UUID(int=1),
    division="430211",
    version=1,
    name="某某街道办事处",
    category=UnitCategory.TOWN,
    credit_code="91350100M000100Y43",
    roles=(Role.PLANNING_PARTY,),
)
FREE = Surroundings()


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_a_unit_is_entered_and_announced():
    done = register(UNIT, FREE)
    assert isinstance(done, Decided)
    assert (done.events[0].name, done.events[0].roles) == ("某某街道办事处", (Role.PLANNING_PARTY,))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("91350100M000100Y43", ()),
        (" 91350100m000100y43 ", ()),
        ("91350100M000100Y44", ("CREDIT_CODE_CHECK_FAILED",)),
        ("91350100M000100Y4", ("CREDIT_CODE_MALFORMED",)),
        ("91350100M000100YO3", ("CREDIT_CODE_MALFORMED",)),
        ("", ("CREDIT_CODE_MALFORMED",)),
    ],
)
def test_the_check_character_of_the_credit_code_holds(code, expected):
    assert codes(register(replace(UNIT, credit_code=code), FREE)) == expected


def test_a_code_of_the_early_pilot_is_a_recorded_exception():
    pilot = replace(UNIT, credit_code="91350100M000100Y44", code_exempted=Exempted("早期试点代码", "李科长"))
    assert isinstance(register(pilot, FREE), Decided)
    assert codes(register(replace(pilot, credit_code=UNIT.credit_code), FREE)) == ("EXCEPTION_NOT_NEEDED",)


@pytest.mark.parametrize(
    ("around", "code"),
    [
        (Surroundings(name_taken=True), "ORGANIZATION_NAME_TAKEN"),
        (Surroundings(code_taken=True), "CREDIT_CODE_TAKEN"),
        (Surroundings(ancestors=None), "PARENT_UNKNOWN"),
        (Surroundings(ancestors=(UUID(int=5), UUID(int=1))), "PARENT_CYCLE"),
    ],
)
def test_a_unit_fits_into_the_directory_as_it_is(around, code):
    assert codes(register(UNIT, around)) == (code,)


def test_a_unit_acts_in_some_role():
    assert codes(register(replace(UNIT, roles=()), FREE)) == ("ROLES_MISSING",)


def test_a_change_changes_something_and_is_announced():
    assert codes(change(UNIT, UNIT, FREE)) == ("NOTHING_CHANGED",)
    done = change(UNIT, replace(UNIT, name="某某镇人民政府"), FREE, "撤街设镇")
    assert isinstance(done, Decided)
    assert done.state.version == 2
    assert isinstance(done.events[0], OrganizationChanged)


def test_a_new_name_or_code_has_a_reason_and_nothing_else_needs_one():
    renamed, recoded = replace(UNIT, name="某某镇人民政府"), replace(UNIT, credit_code="91430211MA00000017")
    assert "REASON_MISSING" in codes(change(UNIT, renamed, FREE))
    assert "REASON_MISSING" in codes(change(UNIT, recoded, FREE))
    assert isinstance(change(UNIT, replace(UNIT, roles=(Role.PLANNING_PARTY, Role.OWNER)), FREE), Decided)


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=12))
def test_a_unit_remembers_every_name_that_it_had_once_and_never_the_present_one(names):
    known, present = (), "原名"
    for name in names:
        known, present = former_names(known, present, name), name
    assert present not in known
    assert len(known) == len(set(known))
    assert {*known, present} == {"原名", *names}


def test_a_unit_that_was_merged_is_not_changed_any_more():
    merged = replace(UNIT, active=False, merged_into=UUID(int=9))
    assert codes(change(merged, replace(merged, roles=(Role.OWNER,)), FREE)) == ("ORGANIZATION_MERGED",)


def test_no_unit_is_put_below_one_that_does_not_act_but_one_that_is_there_may_stay():
    around = Surroundings(ancestors=(UUID(int=5),), parent_active=False)
    below = replace(UNIT, parent_id=UUID(int=5))
    assert codes(register(below, around)) == ("PARENT_INACTIVE",)
    assert codes(change(UNIT, below, around)) == ("PARENT_INACTIVE",)
    assert isinstance(change(below, replace(below, roles=(Role.OWNER,)), around), Decided)


def test_a_role_in_which_people_act_is_not_taken_from_their_unit():
    around = Surroundings(roles_held=[("张三", Role.PLANNING_PARTY), ("李四", Role.OWNER)])
    refused = change(UNIT, replace(UNIT, roles=(Role.OWNER,)), around)
    assert codes(refused) == ("ROLE_HELD_BY_MEMBERS",)
    assert "1名人员（张三）" in refused.breaches[0].message
    assert isinstance(change(UNIT, replace(UNIT, roles=(Role.OWNER, Role.PLANNING_PARTY)), around), Decided)


def test_everything_wrong_is_told_at_once():
    bad = replace(UNIT, name="🏢", credit_code="1", roles=())
    assert codes(register(bad, Surroundings(code_taken=True)))[1:] == (
        "CREDIT_CODE_MALFORMED",
        "CREDIT_CODE_TAKEN",
        "ROLES_MISSING",
    )
