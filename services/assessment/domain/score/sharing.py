"""第十八条：who answers for what counts where several do, and what counts for nobody, by decisions on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from services.assessment.domain.fact.model import Exempt, Fact, FactKind, Revoked, Shared, newest
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.item import ByRecord, Item

# facts whose record is a month or an entry of a project: who shares the project shares them
OF_PROJECT = frozenset(
    {FactKind.PROGRESS_VERIFIED, FactKind.STATISTICS_ENTERED, FactKind.STATISTICS_REPORTED, FactKind.STATISTICS_DUE}
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that stand, by the record that they are about."""

    shared: Mapping[UUID, Fact]
    exempted: Mapping[UUID, Fact]


def decisions(facts: ByRecord) -> Decisions:
    """The newest decision on each record; an exemption that was revoked is none."""
    revoked = {_revoked(fact) for told in facts[FactKind.EXEMPTION_REVOKED].values() for fact in told}
    standing = {
        record: [fact for fact in told if fact.source.event_id not in revoked]
        for record, told in facts[FactKind.EXEMPTED].items()
    }
    return Decisions(
        shared={record: newest(told) for record, told in facts[FactKind.RESPONSIBILITY_SHARED].items() if told},
        exempted={record: newest(told) for record, told in standing.items() if told},
    )


def apply(items: Iterable[Item], facts: ByRecord) -> list[Item]:
    """第十八条：of the items of one measure, make one for each unit that shares it, and mark what is exempted.

    Shares are of the whole: where several units answered for a record, each for the whole, the shares replace all of that.
    Where one did, each of its items is shared: a round in which it was late and the one after it.
    """
    stand = decisions(facts)
    if not stand.shared and not stand.exempted:
        return list(items)
    found: list[Item] = []
    parted: dict[tuple[UUID, str | None], Item] = {}
    for item in (_marked(item, stand.exempted) for item in items):
        decision = _sharing(item, stand.shared)
        if decision is None:
            found.append(item)
            continue
        if item.fact.part is None and item.fact.source.record_id == decision.source.record_id:
            found += _parts(item, decision)
            continue
        key = (decision.source.record_id, item.code)
        parted[key] = max(item, parted.get(key, item), key=_age)
    for (record, _), item in parted.items():
        found += _parts(item, stand.shared[record])
    return found


def _parts(item: Item, decision: Fact) -> Iterator[Item]:
    assert isinstance(decision.what, Shared)
    for unit, share in decision.what.shares:
        if share > 0:
            yield item._replace(fact=item.fact._replace(unit_id=unit), share=item.share * Fraction(share))


def _sharing(item: Item, shared: Mapping[UUID, Fact]) -> Fact | None:
    """The decision on the record itself; of what is the project's own, the one on the project."""
    fact = item.fact
    own = shared.get(fact.source.record_id)
    if own is None and fact.project_id is not None and fact.kind in OF_PROJECT:
        return shared.get(fact.project_id)
    return own


def _marked(item: Item, exempted: Mapping[UUID, Fact]) -> Item:
    """An exemption of a record is of all of it; one of a project covers what fell due from its first day to its last."""
    if not _missed(item):
        return item
    fact = item.fact
    project = fact.project_id
    decision = None if fact.source.record_id == project else exempted.get(fact.source.record_id)
    if decision is None and project is not None:
        of_project = exempted.get(project)
        decision = of_project if of_project is not None and _covers(of_project, _day(fact)) else None
    return item if decision is None else item._replace(exempted_by=decision.id)


def _missed(item: Item) -> bool:
    """第十八条：an exemption is a relief: what was done in time, or in full, or is to a unit's credit, counts all the same."""
    if item.amounts is not None:
        return item.amounts.done < item.amounts.planned
    return item.outcome is not Outcome.ON_TIME and item.fact.kind is not FactKind.COMMENDED


def _covers(decision: Fact, day: date) -> bool:
    assert isinstance(decision.what, Exempt)
    return decision.happened_on <= day <= (decision.what.until or date.max)


def _day(fact: Fact) -> date:
    due_on: date | None = getattr(fact.what, "due_on", None)
    return due_on or fact.happened_on


def _revoked(fact: Fact) -> UUID:
    assert isinstance(fact.what, Revoked)
    return fact.what.fact_id


def _age(item: Item) -> tuple[datetime, UUID, UUID]:
    return (*item.fact.age, item.fact.id)


def survived(fact: Fact, survivors: Mapping[UUID, UUID]) -> Fact:
    """第四条：a fact about a merged unit, or shared by one, counts for the unit that stands for it now."""
    if not survivors:
        return fact
    unit_id = survivors.get(fact.unit_id)
    what = fact.what
    if unit_id is None and not isinstance(what, Shared):
        return fact
    if isinstance(what, Shared):
        shares: dict[UUID, Decimal] = {}
        for unit, share in what.shares:
            its = survivors.get(unit, unit)
            shares[its] = shares.get(its, Decimal(0)) + share
        what = replace(what, shares=tuple(shares.items()))
    return fact._replace(unit_id=unit_id or fact.unit_id, what=what)
