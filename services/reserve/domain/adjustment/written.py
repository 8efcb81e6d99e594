"""How an effect and a condition are written down when an adjustment is decided, and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from services.reserve.domain.adjustment.effect import Amounts, Effect
from services.reserve.domain.plan.items import Condition
from services.reserve.domain.terms import Category

_PARTS = ("before", "removed", "added", "revalued", "after")


def write_effect(line: Effect) -> dict[str, Any]:
    """Write one line; amounts are text, so that they keep their digits."""
    return {
        "category": line.category,
        "revalued_projects": line.revalued_projects,
        **{part: _write(getattr(line, part)) for part in _PARTS},
    }


def read_effect(written: Mapping[str, Any]) -> Effect:
    """Read one line.

    >>> line = Effect(None, Amounts(2), Amounts(), Amounts(1), Amounts(), 0, Amounts(3))
    >>> read_effect(write_effect(line)) == line
    True
    """
    category = written["category"]
    return Effect(
        category=None if category is None else Category(category),
        revalued_projects=written["revalued_projects"],
        **{part: _read(written[part]) for part in _PARTS},
    )


def _write(amounts: Amounts) -> list[Any]:
    return [amounts.projects, str(amounts.total_investment), str(amounts.annual_investment)]


def _read(written: Sequence[Any]) -> Amounts:
    projects, total, annual = written
    return Amounts(projects, Decimal(total), Decimal(annual))


def write_condition(condition: Condition) -> dict[str, Any]:
    """Write one condition with what is missing of it."""
    return {
        "code": condition.code,
        "name": condition.name,
        "article": str(condition.article),
        "missing": [b.message for b in condition.missing],
    }
