"""Every dated rule of reserve in one list, for people who want to know what is in force and since when.

A new rule is in the list by itself where its module is; a new module is one more line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import ModuleType
from typing import Any

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.reserve.domain import rulebook as general
from services.reserve.domain.adjustment import rules as adjustment
from services.reserve.domain.applications import rulebook as applications
from services.reserve.domain.attachments import rulebook as attachments
from services.reserve.domain.documents import issuers
from services.reserve.domain.library import settings as library
from services.reserve.domain.plan import amending
from services.reserve.domain.planned import rulebook as planned
from services.reserve.domain.record import duplicates, industry, place, treatment

MODULES: tuple[tuple[str, ModuleType], ...] = (
    ("GENERAL", general),
    ("LIBRARY", library),
    ("RECORD", industry),
    ("RECORD", place),
    ("RECORD", duplicates),
    ("RECORD", treatment),
    ("ATTACHMENTS", attachments),
    ("PLANNED", planned),
    ("APPLICATIONS", applications),
    ("PLAN", amending),
    ("PLAN", issuers),
    ("ADJUSTMENT", adjustment),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the area that it belongs to, its stable code, and its values in their history."""

    area: str
    code: str
    dated: Dated[Any]


def every_rule() -> Iterator[Rule]:
    """List the rules in the order of the areas."""
    listed: set[int] = set()
    for area, module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, Dated) and id(value) not in listed:
                listed.add(id(value))
                yield Rule(area, name, value)


def in_force(rule: Rule, day: date) -> Entry[Any] | None:
    """Return a rule's entry on a day; None before its first."""
    return rule.dated.entry_on(day) if rule.dated.entries[0].since <= day else None


def shown(value: Any) -> str:  # noqa: PLR0911 - one branch a kind of value
    """Write a value for people.

    >>> shown((6, 7)), shown(True), shown(Article(13)), shown({"甲": 1, "乙": Decimal("2.50")})
    ('6、7', '是', '第十三条', '甲：1；乙：2.5')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return "；".join(f"{shown(k)}：{shown(v)}" for k, v in value.items())
    if isinstance(value, (tuple, list, set, frozenset)):
        return "、".join(map(shown, value if isinstance(value, (tuple, list)) else sorted(map(shown, value))))
    if is_dataclass(value) and not isinstance(value, Article):
        return _named(value)
    return str(value)


def _named(value: Any) -> str:
    """Show what has a name by it, and everything else by its parts."""
    name = getattr(value, "name", None)
    if isinstance(name, str):
        return name
    return "，".join(f"{f.name} {shown(getattr(value, f.name))}" for f in fields(value))
