"""Unfinished projects of last year enter next year's draft: none lost, none twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reserve.domain.adjustment.carry_over import Carrying, CarryOutcome, carry_over
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.consultation import suggest
from services.reserve.domain.terms import ItemKind, Library, PlanStatus
from tests.reserve.domain.adjusting import issued, listed_as, ready, with_kind
from tests.reserve.domain.samples import consulted, drafted

PROJECTS = {p.id: p for p in (ready(n) for n in range(1, 6))}
ONE, TWO, THREE, *_ = PROJECTS.values()
LAST = issued(*PROJECTS.values())
NEXT = replace(drafted(), id=UUID(int=8), year=2028, drafted_on=date(2027, 11, 1))
LEFT_OUT = Exempted("另行整合", "王区长")


def given_(finished=(), exceptions=(), annual=None, projects=None):
    return Carrying(
        projects=projects or PROJECTS,
        finished={p.id: UUID(int=1000 + p.id.int) for p in finished},
        exceptions={p.id: LEFT_OUT for p in exceptions},
        annual={p.id: Decimal(a) for p, a in (annual or {}).items()},
    )


def outcomes(carried):
    return {line.project_id: line.outcome for line in carried.lines}


def test_the_unfinished_come_over_and_the_finished_are_listed_with_their_document():
    built = {**PROJECTS, ONE.id: replace(ONE, library=Library.CONSTRUCTION)}
    carried = carry_over(LAST, NEXT, given_(finished=[TWO], projects=built)).state
    kinds = {i.project_id: i.kind for i in carried.plan.items}
    assert kinds[ONE.id] is ItemKind.CONTINUING
    assert kinds[THREE.id] is ItemKind.NEW_START  # it has not begun
    assert TWO.id not in kinds
    (line,) = [line for line in carried.lines if line.outcome is CarryOutcome.FINISHED]
    assert (line.project_id, line.evidence_id) == (TWO.id, UUID(int=1000 + TWO.id.int))
    assert {i.annual_investment for i in carried.plan.items} == {Decimal(0)}


def test_the_investment_of_the_year_is_set_or_bars_the_list():
    carried = carry_over(LAST, NEXT, given_(annual={ONE: 100})).state.plan
    assert carried.item(ONE.id).annual_investment == Decimal(100)
    refused = suggest(consulted(carried), {}, date(2027, 11, 2))
    assert refused.codes == ("ANNUAL_INVESTMENT_NOT_SET",)
    assert str(refused.breaches[0].article) == "第二条"
    assert carry_over(LAST, NEXT, given_(annual={ONE: 189001})).codes == ("ANNUAL_EXCEEDS_TOTAL",)


def test_figures_are_those_of_the_project_now():
    dearer = replace(ONE, elements=replace(ONE.elements, total_investment=Decimal(200000)))
    carried = carry_over(LAST, NEXT, given_(projects={**PROJECTS, ONE.id: dearer})).state.plan
    assert carried.item(ONE.id).total_investment == Decimal(200000)
    assert carried.item(ONE.id).opinions == ()


def test_leaving_one_out_is_an_exception_of_one_that_would_come():
    carried = carry_over(LAST, NEXT, given_(exceptions=[ONE])).state
    assert outcomes(carried)[ONE.id] is CarryOutcome.EXCEPTED
    assert carried.plan.item(ONE.id) is None
    assert carry_over(LAST, NEXT, given_(finished=[ONE], exceptions=[ONE])).codes == ("EXCEPTION_NOT_NEEDED",)
    assert carry_over(LAST, NEXT, given_(exceptions=[ready(99)])).codes == ("EXCEPTION_NOT_NEEDED",)
    assert carry_over(LAST, NEXT, given_(finished=[ONE], annual={ONE: 1})).codes == ("NOT_CARRIED_OVER",)


def test_preliminary_projects_are_not_carried_over():
    last = with_kind(LAST, ONE.id, ItemKind.PRELIMINARY)
    carried = carry_over(last, NEXT, given_()).state
    assert ONE.id not in outcomes(carried)
    assert carried.plan.item(ONE.id) is None


def test_it_goes_from_an_issued_plan_into_the_draft_of_the_year_after():
    assert carry_over(replace(LAST, status=PlanStatus.APPROVED), NEXT, given_()).codes == ("PLAN_NOT_ISSUED",)
    assert carry_over(LAST, replace(NEXT, year=2029), given_()).codes == ("CARRY_OVER_YEARS_WRONG",)
    assert carry_over(LAST, replace(NEXT, year=2027), given_()).codes == ("CARRY_OVER_YEARS_WRONG",)
    assert carry_over(LAST, replace(NEXT, status=PlanStatus.SUGGESTED), given_()).codes == ("PLAN_STATUS_WRONG",)
    assert carry_over(LAST, replace(NEXT, status=PlanStatus.ISSUED), given_()).codes == ("PLAN_ISSUED",)


@settings(deadline=None)
@given(
    kinds=st.lists(st.sampled_from(ItemKind), min_size=5, max_size=5),
    fates=st.lists(st.sampled_from(["go on", "finished", "excepted", "listed"]), min_size=5, max_size=5),
    again=st.integers(1, 3),
)
def test_none_is_lost_and_none_comes_twice(kinds, fates, again):
    last = LAST
    for project, kind in zip(PROJECTS.values(), kinds, strict=True):
        last = with_kind(last, project.id, kind, annual=5)
    building = {i.project_id for i in last.items if i.kind is not ItemKind.PRELIMINARY}
    fate = {p.id: f for p, f in zip(PROJECTS.values(), fates, strict=True) if p.id in building}
    own = {f: [PROJECTS[p] for p, of in fate.items() if of == f] for f in fates}
    plan = replace(NEXT, items=tuple(last.item(p.id) for p in own.get("listed", ())))
    given_now = given_(own.get("finished", ()), own.get("excepted", ()))
    for _ in range(again):
        carried = carry_over(last, plan, given_now).state
        plan = carried.plan
        listed = [i.project_id for i in plan.items]
        assert len(listed) == len(set(listed))
        assert {line.project_id for line in carried.lines} == building
        assert len(carried.lines) == len(building)
        assert set(listed) == {p for p, f in fate.items() if f in {"go on", "listed"}}
    if again > 1:
        assert CarryOutcome.CARRIED not in outcomes(carried).values()


def test_a_part_does_not_come_over_beside_its_package_nor_a_package_beside_its_part():
    package = ready(9)
    part = replace(ONE, package_id=package.id)
    with_package = replace(NEXT, items=(listed_as(package),))
    carried = carry_over(LAST, with_package, given_(projects={**PROJECTS, ONE.id: part})).state
    (line,) = [line for line in carried.lines if line.outcome is CarryOutcome.BESIDE_PACKAGE]
    assert (line.project_id, line.name, line.beside_id) == (ONE.id, ONE.elements.name, package.id)
    assert carried.plan.item(ONE.id) is None
    assert carried.plan.item(TWO.id) is not None

    inside = ready(8)
    with_part = replace(NEXT, items=(listed_as(inside),))
    carried = carry_over(LAST, with_part, replace(given_(), parts={ONE.id: (ready(7).id, inside.id)})).state
    assert outcomes(carried)[ONE.id] is CarryOutcome.BESIDE_PACKAGE
    assert next(line for line in carried.lines if line.project_id == ONE.id).beside_id == inside.id


def test_of_a_package_and_its_part_that_both_would_come_the_first_comes():
    packed = {**PROJECTS, TWO.id: replace(TWO, package_id=ONE.id)}
    carried = carry_over(LAST, NEXT, replace(given_(projects=packed), parts={ONE.id: (TWO.id,)})).state
    assert outcomes(carried)[ONE.id] is CarryOutcome.CARRIED
    assert outcomes(carried)[TWO.id] is CarryOutcome.BESIDE_PACKAGE
    again = carry_over(LAST, carried.plan, replace(given_(projects=packed), parts={ONE.id: (TWO.id,)})).state
    assert again.plan.items == carried.plan.items


def test_a_project_that_does_not_come_beside_its_package_needs_neither_exception_nor_figures():
    packed = given_(projects={**PROJECTS, ONE.id: replace(ONE, package_id=ready(9).id)}, annual={ONE: 5})
    assert carry_over(LAST, replace(NEXT, items=(listed_as(ready(9)),)), packed).codes == ("NOT_CARRIED_OVER",)
