"""Whatever is planned and done when: no list loses a project, none counts it twice, and the sums add up (A7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.schedule.domain.lists.drafting import (
    Chain,
    Document,
    Earlier,
    Milestone,
    chain_faults,
    draw_library,
    draw_milestones,
)
from services.schedule.domain.lists.month import Month, Span, span
from services.schedule.domain.lists.period import Listed, lines, totals
from services.schedule.domain.lists.record import Content, Facts, Key
from services.schedule.domain.lists.terms import ListKind, ListSection, ListState, Origin, Outcome

FIRST, LAST = Month(2027, 1), Month(2027, 12)
YEAR = Span(FIRST, LAST)
DAYS = st.integers(-60, 420).map(lambda n: date(2027, 1, 1) + timedelta(days=n))


@dataclass(frozen=True)
class Planned:
    """A project: the day by which it is to start, and the day on which it does."""

    due_on: date
    done_on: date | None


def facts(number: int) -> Facts:
    return Facts(
        project_id=UUID(int=number),
        schedule_id=UUID(int=1000 + number),
        project_name=f"示例项目{number}",
        level="DISTRICT",
        category="INDUSTRY",
        owner_id=UUID(int=1),
        town_id=None,
        industry_authority_id=None,
    )


def months_of(projects: list[Planned], drafted_on: int, taken_out: set[tuple[int, int]]) -> dict[Month, list[Content]]:
    """Publish the start lists of a year, each drawn some days after its month began; some entries are taken out."""
    earlier: dict[Key, Earlier] = {}
    made: dict[Month, list[Content]] = {}
    for month in YEAR.months:
        today = month.first + timedelta(days=drafted_on)
        stones = [
            Milestone(
                facts=facts(n),
                node_id=UUID(int=n),
                due_on=p.due_on,
                done_on=p.done_on if p.done_on and p.done_on <= today else None,
            )
            for n, p in enumerate(projects)
        ]
        drawn = draw_milestones(ListKind.TO_START, month, stones, earlier, today)
        made[month] = []
        for content in drawn:
            out = (content.facts.project_id.int, month.month) in taken_out
            earlier[content.key] = Earlier(month, content, out)
            if not out:
                made[month].append(content)
    return made


PROJECTS = st.lists(st.builds(Planned, due_on=DAYS, done_on=DAYS | st.none()), max_size=12)


@given(PROJECTS, st.integers(-10, 27))
def test_no_list_loses_a_project_and_none_has_it_twice(projects, drafted_on):
    made = months_of(projects, drafted_on, set())
    for month, contents in made.items():
        keys = Counter(c.key for c in contents)
        assert all(count == 1 for count in keys.values())
        listed = {c.facts.project_id.int for c in contents}
        for n, planned in enumerate(projects):
            done_before = planned.done_on is not None and planned.done_on < month.first
            known_done = done_before and planned.done_on <= month.first + timedelta(days=drafted_on)
            if planned.due_on <= month.last and not known_done:
                assert n in listed, (month, planned)
            if known_done:
                assert n not in listed, (month, planned)


@given(PROJECTS, st.sets(st.tuples(st.integers(0, 11), st.integers(1, 12)), max_size=10))
def test_what_was_taken_out_comes_back_by_itself_when_it_is_due_and_not_done(projects, taken_out):
    made = months_of(projects, 0, taken_out)
    for n, planned in enumerate(projects):
        for month in YEAR.months:
            due = planned.due_on <= month.last and not (planned.done_on and planned.done_on < month.first)
            if due and (n, month.month) not in taken_out:
                assert any(c.facts.project_id.int == n for c in made[month])


@given(PROJECTS, st.sampled_from([span(2027, q, None) for q in (1, 2, 3, 4, None)]), DAYS)
def test_a_project_of_several_months_counts_once_and_the_outcomes_add_up(projects, asked, today):
    made = months_of(projects, 0, set())
    own = [
        Listed(month=m, content=c, done_on=projects[c.facts.project_id.int].done_on)
        for m, contents in made.items()
        if asked.first <= m <= asked.last
        for c in contents
    ]
    later = frozenset(c.key for c in made.get(asked.last.after(), []))
    joined = lines(ListKind.TO_START, asked, own, later, today)
    assert len(joined) == len({x.content.key for x in own})
    total = totals(joined)
    assert total.planned == total.done + total.done_later + total.open + total.missing + total.unseen
    for line in joined:
        done_on = projects[line.content.facts.project_id.int].done_on
        assert (line.outcome is Outcome.DONE) == (done_on is not None and done_on <= asked.last.last)
        if asked.last != LAST and line.outcome is not Outcome.DONE:
            assert line.carried_over  # not done within the span: the next list has it


@given(st.lists(st.tuples(st.integers(0, 5), DAYS, st.integers(0, 40)), max_size=20))
def test_every_signing_is_listed_once_however_late_it_is_recorded(told):
    """Each document is known some days after its date; the lists begin in January and each is drawn on its month's last day."""
    earlier: dict[Key, Earlier] = {}
    seen: Counter[Key] = Counter()
    for month in YEAR.months:
        documents = [
            Document(
                id=UUID(int=i),
                section=ListSection.NEWLY_SIGNED,
                facts=facts(n),
                dated_on=day,
                title="示例协议",
                issuing_body="示例单位",
            )
            for i, (n, day, delay) in enumerate(told)
            if day + timedelta(days=delay) <= month.last and day <= month.last
        ]
        for content in draw_library(month, documents, earlier, FIRST, month.last):
            earlier[content.key] = Earlier(month, content)
            seen[content.key] += 1
            assert (content.origin is Origin.DRAWN) == month.holds(content.planned_on)
    assert all(count == 1 for count in seen.values())
    signed_before = {n for n, day, _ in told if day < FIRST.first}  # not new any more when the lists begin
    for n, day, delay in told:
        if n not in signed_before and day + timedelta(days=delay) <= LAST.last:
            assert seen[ListSection.NEWLY_SIGNED, UUID(int=n)] == 1


def test_an_entry_that_was_never_on_a_plan_is_carried_on_until_done():
    content = draw_milestones(
        ListKind.TO_START,
        Month(2027, 3),
        [Milestone(facts=facts(1), node_id=None, due_on=date(2027, 3, 9), done_on=None)],
        {},
        date(2027, 3, 1),
    )[0]
    earlier = {content.key: Earlier(Month(2027, 3), content)}
    by_hand = Milestone(facts=facts(1), node_id=None, due_on=None, done_on=None)
    carried = draw_milestones(ListKind.TO_START, Month(2027, 4), [by_hand], earlier, date(2027, 4, 1))
    assert [(c.origin, c.first, c.planned_on) for c in carried] == [(Origin.CARRIED, Month(2027, 3), date(2027, 3, 9))]


def test_what_is_done_before_its_time_is_on_the_list_of_the_month_in_which_it_is_done():
    stone = Milestone(facts=facts(1), node_id=UUID(int=1), due_on=date(2027, 5, 9), done_on=date(2027, 4, 30))

    def origins(month: int) -> list[Origin]:
        drawn = draw_milestones(ListKind.TO_START, Month(2027, month), [stone], {}, date(2027, 4, 30))
        return [c.origin for c in drawn]

    assert [origins(m) for m in (3, 4, 5)] == [[], [Origin.EARLY], []]


def test_the_chain_of_months_on_both_sides_of_its_limits():
    chain = Chain(Month(2027, 2), Month(2027, 3), ListState.PUBLISHED)

    def refused(month: Month, before: ListState | None, own: Chain = chain) -> list[str]:
        asked = Chain(own.first, own.last, before)
        return [f.code for f in chain_faults(ListKind.TO_START, month, asked)]

    assert refused(Month(2027, 1), None) == ["BEFORE_FIRST_LIST"]
    assert refused(Month(2027, 2), None) == ["LATER_MONTH_EXISTS"]
    assert refused(Month(2027, 4), ListState.DRAFT) == ["PREVIOUS_MONTH_UNPUBLISHED"]
    assert refused(Month(2027, 5), None) == ["PREVIOUS_MONTH_UNPUBLISHED"]
    assert refused(Month(2027, 4), ListState.CORRECTING) == []
    assert refused(Month(2027, 4), ListState.PUBLISHED) == []
    assert refused(Month(2027, 9), None, Chain(None, None, None)) == []
