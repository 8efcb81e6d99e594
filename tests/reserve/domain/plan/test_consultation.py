from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.consultation import give_opinion, suggest
from services.reserve.domain.terms import Library, OpinionOutcome, PlanStatus
from tests.reserve.domain.samples import AUTHORITY, TODAY, consulted, drafted, opinion, project, speaker, suggested

FIRST = project(Library.ONE_YEAR, 101, name="甲项目")
SECOND = project(Library.ONE_YEAR, 102, name="乙项目", industry_authority_id=UUID(int=33))
TOTALS = {FIRST.id: Decimal(189000), SECOND.id: Decimal(189000)}


def test_four_opinions_on_every_item_let_the_list_be_suggested():
    plan = consulted(drafted(FIRST))
    done = suggest(plan, TOTALS, TODAY)
    assert isinstance(done, Decided)
    assert (done.state.status, done.state.suggested_on) == (PlanStatus.SUGGESTED, TODAY)


@pytest.mark.parametrize("left_out", [b.code for b in rulebook.OPINION_BODIES.on(TODAY)])
def test_any_one_opinion_that_is_missing_bars_the_suggestion(left_out):
    plan = drafted(FIRST)
    for body in rulebook.OPINION_BODIES.on(TODAY):
        if body.code != left_out:
            plan = give_opinion(plan, opinion(body.code), None, speaker(body.role)).state
    refused = suggest(plan, TOTALS, TODAY)
    assert refused.codes == ("OPINION_MISSING",)
    assert refused.breaches[0].field == f"opinions.{left_out}"
    assert "甲项目" in refused.breaches[0].message
    assert str(refused.breaches[0].article) == "第三条（四）"


def test_an_item_added_after_the_consultation_needs_its_own_opinions():
    plan = consulted(drafted(FIRST))
    late = replace(drafted(SECOND).items[0], project_id=UUID(int=5))
    refused = suggest(replace(plan, items=(*plan.items, late)), TOTALS, TODAY)
    assert refused.codes == ("OPINION_MISSING",) * 4


def test_an_empty_plan_is_not_suggested():
    assert suggest(drafted(), {}, TODAY).codes == ("PLAN_EMPTY",)


def test_an_opposed_item_bars_the_suggestion_until_the_body_changes_its_opinion():
    opposed = opinion("LAND", OpinionOutcome.OPPOSE, "占用永久基本农田")
    plan = give_opinion(consulted(drafted(FIRST)), opposed, None, speaker(Role.LAND)).state
    assert suggest(plan, TOTALS, TODAY).codes == ("OPINION_OPPOSES",)
    plan = give_opinion(plan, opinion("LAND"), None, speaker(Role.LAND)).state
    assert isinstance(suggest(plan, TOTALS, TODAY), Decided)


def test_a_conditional_opinion_does_not_bar():
    conditional = opinion("FINANCE", OpinionOutcome.CONDITIONAL, "自筹资金先行到位")
    plan = give_opinion(consulted(drafted(FIRST)), conditional, None, speaker(Role.FINANCE)).state
    assert isinstance(suggest(plan, TOTALS, TODAY), Decided)


@pytest.mark.parametrize("outcome", [OpinionOutcome.OPPOSE, OpinionOutcome.CONDITIONAL])
def test_an_opinion_other_than_agreement_says_why(outcome):
    refused = give_opinion(drafted(FIRST), opinion("LAND", outcome), None, speaker(Role.LAND))
    assert refused.codes == ("OPINION_TEXT_MISSING",)


def test_only_the_role_of_a_body_speaks_for_it():
    assert give_opinion(drafted(FIRST), opinion("LAND"), None, speaker(Role.FINANCE)).codes == ("BODY_NOT_YOURS",)


def test_a_body_outside_the_rulebook_is_unknown():
    assert give_opinion(drafted(FIRST), opinion("POLICE"), None, speaker(Role.LAND)).codes == ("BODY_UNKNOWN",)


def test_each_industry_authority_judges_its_own_projects_only():
    plan = drafted(FIRST, SECOND)
    own = give_opinion(plan, opinion("INDUSTRY_AUTHORITY"), None, speaker(Role.INDUSTRY_AUTHORITY, AUTHORITY)).state
    assert [len(i.opinions) for i in own.items] == [1, 0]
    refused = give_opinion(plan, opinion("INDUSTRY_AUTHORITY"), [SECOND.id], speaker(Role.INDUSTRY_AUTHORITY))
    assert refused.codes == ("ITEM_NOT_YOURS",)
    stranger = speaker(Role.INDUSTRY_AUTHORITY, UUID(int=99))
    assert give_opinion(plan, opinion("INDUSTRY_AUTHORITY"), None, stranger).codes == ("NOTHING_TO_JUDGE",)


def test_an_item_without_an_industry_authority_is_judged_by_any():
    plan = drafted(project(Library.ONE_YEAR, industry_authority_id=None))
    stranger = speaker(Role.INDUSTRY_AUTHORITY, UUID(int=99))
    assert isinstance(give_opinion(plan, opinion("INDUSTRY_AUTHORITY"), None, stranger), Decided)


def test_an_opinion_on_named_items_leaves_the_others_open():
    plan = give_opinion(drafted(FIRST, SECOND), opinion("LAND"), [SECOND.id], speaker(Role.LAND)).state
    assert [len(i.opinions) for i in plan.items] == [0, 1]


def test_an_opinion_on_an_item_that_is_not_listed_is_refused():
    refused = give_opinion(drafted(FIRST), opinion("LAND"), [UUID(int=999)], speaker(Role.LAND))
    assert refused.codes == ("ITEM_UNKNOWN",)


def test_no_opinion_is_given_on_a_list_under_deliberation():
    refused = give_opinion(suggested(drafted(FIRST)), opinion("LAND"), None, speaker(Role.LAND))
    assert refused.codes == ("PLAN_STATUS_WRONG",)


@pytest.mark.parametrize(("now", "fits"), [("188999.9999", False), ("189000", True), ("189000.0001", False)])
def test_a_total_that_changed_since_the_opinions_bars_the_suggestion(now, fits):
    done = suggest(consulted(drafted(FIRST)), {FIRST.id: Decimal(now)}, TODAY)
    assert isinstance(done, Decided) is fits
    if not fits:
        assert done.codes == ("ITEM_OUTDATED",)


def test_many_missing_opinions_are_summed_up_in_one_reason_a_body():
    many = [project(Library.ONE_YEAR, 200 + n, name=f"项目{n}") for n in range(7)]
    refused = suggest(drafted(*many), {}, TODAY)
    assert len(refused.breaches) == 4
    assert "7个项目" in refused.breaches[0].message
    assert refused.breaches[0].message.endswith("项目4等")
