from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.events import OrganizationMerged
from services.reserve.domain.directory.merge import Between, merge, repointed
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.exception import Exempted
from services.reserve.domain.project.state import Elements
from services.reserve.domain.terms import Category, InvestmentMode, Level

KEEP = Organization(
    id=UUID(int=1),
    division="430211",
    version=2,
    name="示例材料有限公司",
    category=UnitCategory.OWNER,
    credit_code="91350100M000100Y43",
    roles=(Role.OWNER,),
)
DUPLICATE = replace(KEEP, id=UUID(int=2), version=5, name="示例材料公司", roles=(Role.OWNER, Role.PLANNING_PARTY))
OTHER_CODE = replace(DUPLICATE, credit_code="91430211MA00000017")
BY = Exempted("换证前的旧代码", "李科长")
APART = Between()


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_the_kept_unit_stands_for_both_in_the_roles_of_both():
    done = merge(KEEP, DUPLICATE, APART, "重复登记", None)
    assert isinstance(done, Decided)
    kept, gone = done.state.keep, done.state.duplicate
    assert (kept.version, kept.active, kept.roles) == (3, True, (Role.OWNER, Role.PLANNING_PARTY))
    assert (gone.version, gone.active, gone.merged_into, gone.name) == (6, False, KEEP.id, "示例材料公司")
    assert [(e.organization_id, e.version) for e in done.events] == [(KEEP.id, 3), (DUPLICATE.id, 6), (DUPLICATE.id, 6)]
    assert isinstance(done.events[2], OrganizationMerged)
    assert done.events[2].merged_into == KEEP.id


@pytest.mark.parametrize(
    ("keep", "duplicate", "code"),
    [
        (KEEP, KEEP, "MERGE_WITH_ITSELF"),
        (KEEP, replace(DUPLICATE, division="430212"), "MERGE_ACROSS_DIVISIONS"),
        (replace(KEEP, active=False, merged_into=UUID(int=9)), DUPLICATE, "MERGED_ALREADY"),
        (KEEP, replace(DUPLICATE, active=False, merged_into=UUID(int=9)), "MERGED_ALREADY"),
        (replace(KEEP, active=False), DUPLICATE, "ORGANIZATION_INACTIVE"),
        (KEEP, replace(DUPLICATE, category=UnitCategory.TOWN), "MERGE_CATEGORIES_DIFFER"),
    ],
)
def test_two_units_that_cannot_be_one_stay_two(keep, duplicate, code):
    assert codes(merge(keep, duplicate, APART, "重复登记", None)) == (code,)


def test_a_duplicate_that_was_deactivated_may_be_merged():
    assert isinstance(merge(KEEP, replace(DUPLICATE, active=False), APART, "重复登记", None), Decided)


def test_different_codes_are_a_recorded_exception_and_the_same_code_needs_none():
    assert codes(merge(KEEP, OTHER_CODE, APART, "重复登记", None)) == ("CREDIT_CODES_DIFFER",)
    assert isinstance(merge(KEEP, OTHER_CODE, APART, "重复登记", BY), Decided)
    assert codes(merge(KEEP, DUPLICATE, APART, "重复登记", BY)) == ("EXCEPTION_NOT_NEEDED",)


def test_everything_in_the_way_is_told_at_once():
    between = Between(keep_ancestors=[DUPLICATE.id], same_projects=["甲项目"], overlapping=["张三"])
    refused = merge(KEEP, OTHER_CODE, between, " ", None)
    assert codes(refused) == (
        "REASON_MISSING",
        "CREDIT_CODES_DIFFER",
        "PARENT_CYCLE",
        "PROJECT_DUPLICATE",
        "MEMBERSHIP_OVERLAPS",
    )
    assert {str(b.article) for b in refused.breaches} == {"第四条"}
    assert "1个同名项目（甲项目）" in refused.breaches[3].message


IDS = st.sampled_from([KEEP.id, DUPLICATE.id, UUID(int=3), UUID(int=4)])


@given(IDS, st.none() | IDS, st.none() | IDS, st.lists(IDS, unique=True))
def test_a_project_never_names_the_duplicate_afterwards_and_everyone_else_as_before(owner, town, authority, further):
    before = Elements(
        name="示例项目",
        owner_id=owner,
        level=Level.DISTRICT,
        category=Category.INDUSTRY,
        investment_mode=InvestmentMode.ENTERPRISE,
        total_investment=Decimal(1000),
        town_id=town,
        industry_authority_id=authority,
        cooperating_ids=tuple(further),
    )
    after = repointed(before, DUPLICATE.id, KEEP.id)
    for was, now in (
        (before.owner_id, after.owner_id),
        (before.town_id, after.town_id),
        (before.industry_authority_id, after.industry_authority_id),
    ):
        assert now == (KEEP.id if was == DUPLICATE.id else was)
    assert len(after.cooperating_ids) == len(set(after.cooperating_ids))
    assert set(after.cooperating_ids) == {KEEP.id if id_ == DUPLICATE.id else id_ for id_ in further}
    assert repointed(after, DUPLICATE.id, KEEP.id) == after
