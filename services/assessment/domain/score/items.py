"""From facts to entries: what of each unit counts in a period (A19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind
from services.assessment.domain.period import Period, Year
from services.assessment.domain.scheme.model import Measure
from services.assessment.domain.score.conduct import commendations, incidents
from services.assessment.domain.score.entry import Entries, Entry, entry_of, in_order
from services.assessment.domain.score.investment import progress
from services.assessment.domain.score.issues import issues
from services.assessment.domain.score.item import ByRecord, Item, Items
from services.assessment.domain.score.limits import nodes, requests
from services.assessment.domain.score.services import services
from services.assessment.domain.score.sharing import apply
from services.assessment.domain.score.statistics import statistics
from services.assessment.domain.score.yearly import (
    annual_content,
    annual_investment,
    completions,
    conversions,
    starts,
)

Gathered = dict[UUID, dict[Measure, list[Entry]]]  # entries in no order yet, by responsible unit
Matter = Callable[[ByRecord, Period, date], list[Item]]
# what a quarter and a year assess, and what only a year does
MATTERS: tuple[tuple[Measure, Matter], ...] = (
    (Measure.NODE_TASKS, nodes),
    (Measure.PHYSICAL_PROGRESS, progress),
    (Measure.FACTOR_GUARANTEE, requests),
    (Measure.COORDINATION, services),
    (Measure.STATISTICS, statistics),
    (Measure.ISSUES, issues),
    (Measure.COMMENDATIONS, commendations),
    (Measure.INCIDENTS, incidents),
)
YEARLY: tuple[tuple[Measure, Matter], ...] = (
    (Measure.STARTS, starts),
    (Measure.COMPLETIONS, completions),
    (Measure.ANNUAL_CONTENT, annual_content),
    (Measure.ANNUAL_INVESTMENT, annual_investment),
    (Measure.PRELIMINARY_CONVERSION, conversions),
)


def items_of(facts: Iterable[Fact], period: Period, today: date) -> Items:
    """Gather the items of a period by responsible unit and measure, in an order that the facts alone decide."""
    gathered: dict[UUID, dict[Measure, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for measure, item in _found(facts, period, today):
        gathered[item.fact.unit_id][measure].append(item)
    return {
        unit: {measure: tuple(sorted(items, key=_place)) for measure, items in of_unit.items()}
        for unit, of_unit in gathered.items()
    }


def entries_of(facts: Iterable[Fact], period: Period, today: date) -> Entries:
    """Gather what a score needs of the items of a period."""
    gathered: Gathered = {}
    gather(facts, period, today, gathered)
    return ordered(gathered)


def gather(facts: Iterable[Fact], period: Period, today: date, into: Gathered) -> None:
    """Add what a score needs of these facts. Facts of different projects are gathered together or apart alike."""
    for measure, item in _found(facts, period, today):
        into.setdefault(item.fact.unit_id, {}).setdefault(measure, []).append(entry_of(item))


def ordered(gathered: Gathered) -> Entries:
    """Put what was gathered in an order that the entries alone decide."""
    return {unit: {measure: in_order(its) for measure, its in of_unit.items()} for unit, of_unit in gathered.items()}


def _found(facts: Iterable[Fact], period: Period, today: date) -> Iterator[tuple[Measure, Item]]:
    by_record: dict[FactKind, dict[UUID, list[Fact]]] = {kind: defaultdict(list) for kind in FactKind}
    for fact in facts:
        by_record[fact.kind][fact.source.record_id].append(fact)
    # of the facts of one event none is newer than the others: the order in which they came must decide nothing
    for told in (its for of_kind in by_record.values() for its in of_kind.values()):
        if told[0].part is not None:
            told.sort(key=_identity)
    for measure, matter in MATTERS + (YEARLY if isinstance(period, Year) else ()):
        for item in apply(matter(by_record, period, today), by_record):
            yield measure, item


def _identity(fact: Fact) -> UUID:
    return fact.id


def _place(item: Item) -> tuple[UUID, Fraction]:
    return (item.fact.id, item.share)
