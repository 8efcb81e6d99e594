"""From facts to items: what of each unit counts in a quarter (A19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure
from services.assessment.domain.score.investment import progress
from services.assessment.domain.score.item import Item, Items
from services.assessment.domain.score.limits import nodes, requests


def items_of(facts: Iterable[Fact], quarter: Quarter, today: date) -> Items:
    """Gather the items of a quarter by responsible unit and measure, in an order that the facts alone decide."""
    by_record: dict[FactKind, dict[UUID, list[Fact]]] = {kind: defaultdict(list) for kind in FactKind}
    for fact in facts:
        by_record[fact.kind][fact.source.record_id].append(fact)
    gathered: dict[UUID, dict[Measure, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for measure, items in (
        (Measure.NODE_TASKS, nodes(by_record, quarter, today)),
        (Measure.PHYSICAL_PROGRESS, progress(by_record, quarter, today)),
        (Measure.FACTOR_GUARANTEE, requests(by_record, quarter, today)),
    ):
        for item in items:
            gathered[item.fact.unit_id][measure].append(item)
    return {
        unit: {measure: tuple(sorted(items, key=lambda i: i.fact.id)) for measure, items in of_unit.items()}
        for unit, of_unit in gathered.items()
    }
