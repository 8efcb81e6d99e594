from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.directory.standing import Dependents, deactivate, inactive_breaches, reactivate
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.state import Elements
from services.reserve.domain.terms import Category, InvestmentMode, Level

UNIT = Organization(
    id=UUID(int=1),
    division="430211",
    version=3,
    name="某某街道办事处",
    category=UnitCategory.TOWN,
    credit_code="91350100M000100Y43",
    roles=(Role.PLANNING_PARTY,),
)
INACTIVE = replace(UNIT, active=False)
MERGED = replace(INACTIVE, merged_into=UUID(int=2))


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


def test_a_unit_on_which_nothing_depends_is_deactivated_and_told():
    done = deactivate(UNIT, Dependents(), "机构撤销")
    assert isinstance(done, Decided)
    assert (done.state.active, done.state.version) == (False, 4)
    assert (done.events[0].active, done.events[0].merged_into) == (False, None)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (Dependents(projects=["甲"]), "UNIT_HAS_PROJECTS"),
        (Dependents(plan_items=["甲"]), "UNIT_HAS_PLAN_ITEMS"),
        (Dependents(children=["甲"]), "UNIT_HAS_CHILDREN"),
        (Dependents(members=["甲"]), "UNIT_HAS_MEMBERS"),
    ],
)
def test_what_depends_on_a_unit_keeps_it_active(on, code):
    assert codes(deactivate(UNIT, on, "机构撤销")) == (code,)


def test_all_that_depends_is_told_at_once_with_its_number_and_first_names():
    on = Dependents(projects=["甲", "乙", "丙", "丁"], plan_items=["甲"], children=["某村"], members=["张三", "李四"])
    refused = deactivate(UNIT, on, "")
    assert codes(refused) == (
        "REASON_MISSING",
        "UNIT_HAS_PROJECTS",
        "UNIT_HAS_PLAN_ITEMS",
        "UNIT_HAS_CHILDREN",
        "UNIT_HAS_MEMBERS",
    )
    said = [b.message for b in refused.breaches]
    assert said[1].startswith("有4个在库项目（甲、乙、丙等）")
    assert said[4].startswith("有2名人员（张三、李四）")
    assert [str(b.article) for b in refused.breaches] == ["第四条", "第五条", "第三条", "第四条", "第四条"]


def test_only_an_active_unit_is_deactivated_and_only_an_inactive_one_reactivated():
    assert codes(deactivate(INACTIVE, Dependents(), "撤销")) == ("ALREADY_INACTIVE",)
    assert codes(deactivate(MERGED, Dependents(), "撤销")) == ("ORGANIZATION_MERGED",)
    assert codes(reactivate(UNIT, "恢复", parent_active=True)) == ("ALREADY_ACTIVE",)
    assert codes(reactivate(MERGED, "恢复", parent_active=True)) == ("ORGANIZATION_MERGED",)


def test_a_unit_acts_again_with_a_reason_below_a_unit_that_acts():
    assert codes(reactivate(INACTIVE, " ", parent_active=False)) == ("REASON_MISSING", "PARENT_INACTIVE")
    done = reactivate(INACTIVE, "恢复设置", parent_active=True)
    assert isinstance(done, Decided)
    assert (done.state.active, done.events[0].active) == (True, True)


OWNER, TOWN, BUREAU, OTHER = (UUID(int=n) for n in range(11, 15))
ELEMENTS = Elements(
    name="示例项目",
    owner_id=OWNER,
    level=Level.DISTRICT,
    category=Category.INDUSTRY,
    investment_mode=InvestmentMode.ENTERPRISE,
    total_investment=Decimal(1000),
    town_id=TOWN,
    industry_authority_id=BUREAU,
    cooperating_ids=(OTHER,),
)


def directory(*inactive: UUID) -> dict[UUID, Unit]:
    return {
        id_: Unit(id_, UnitCategory.OWNER, frozenset({Role.OWNER}), "示例单位", id_ not in inactive)
        for id_ in (OWNER, TOWN, BUREAU, OTHER)
    }


@pytest.mark.parametrize(
    ("unit", "field"),
    [(OWNER, "ownerId"), (TOWN, "townId"), (BUREAU, "industryAuthorityId"), (OTHER, "cooperatingIds.0")],
)
def test_a_project_newly_names_active_units_only_and_those_it_named_before_may_stay(unit, field):
    (breach,) = inactive_breaches(ELEMENTS, directory(unit))
    assert (breach.code, breach.field) == ("ORGANIZATION_INACTIVE", field)
    assert inactive_breaches(ELEMENTS, directory(unit), ELEMENTS) == []
    assert inactive_breaches(ELEMENTS, directory()) == []


def test_a_unit_that_was_named_as_something_else_is_named_anew():
    before = replace(ELEMENTS, town_id=None, cooperating_ids=(TOWN,))
    after = replace(ELEMENTS, cooperating_ids=(TOWN,))
    assert [b.field for b in inactive_breaches(after, directory(TOWN), before)] == ["townId"]


def test_a_unit_that_the_directory_does_not_know_is_refused_elsewhere():
    assert inactive_breaches(ELEMENTS, {}) == []
