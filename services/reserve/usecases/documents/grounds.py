"""第三条（三）、第六条: on what grounds items are listed, beside them in the sheet, so that an import of it lists them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.law.document import Column, LineKind, Table
from services.reserve.domain.documents.sums import Listed, ordered
from services.reserve.domain.terms import ItemBasis, ItemKind

_GROUP = ("列入说明",)
COLUMNS = (
    Column((*_GROUP, "列入依据"), 9),
    Column((*_GROUP, "评估意见"), 20),
    Column((*_GROUP, "未入库例外理由"), 18),
    Column((*_GROUP, "例外批准人"), 10),
)
_BASES = {ItemBasis.APPLICATION: "申报", ItemBasis.ASSESSMENT: "评估"}
_NOTHING = (None,) * len(COLUMNS)


def with_grounds(table: Table, items: Sequence[Listed]) -> Table:
    """Add the grounds of every item; where all of them were simply applied for, the office's form stays as it is."""
    if all(i.basis is ItemBasis.APPLICATION and not i.exempted and not i.assessment for i in items):
        return table
    rest = iter([i for _, own in ordered(items) for kind in ItemKind for i in own if i.kind is kind])
    lines = tuple(
        replace(line, cells=(*line.cells, *(_cells(next(rest)) if line.kind is LineKind.ITEM else _NOTHING)))
        for line in table.lines
    )
    return replace(table, columns=(*table.columns, *COLUMNS), lines=lines)


def _cells(item: Listed) -> tuple[str | None, ...]:
    reason, approver = item.exempted or (None, None)
    return _BASES[item.basis], item.assessment, reason, approver
