"""第七条：a month's list and its entries, as the decisions see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.rulebook import ANSWERING
from services.schedule.domain.lists.terms import GroupBy, ListKind, ListSection, ListState, Origin

Key = tuple[ListSection | None, UUID]

# what people read in the history of a list; what else an entry holds are identities, and facts of the project
_SAID = {
    "entries": "项数",
    "new": "新列入",
    "gone": "不再列入",
    "section": "所在部分",
    "planned_on": "计划日期",
    "planned_investment": "当期计划投资（万元）",
    "responsible_unit_id": "责任单位",
    "note": "备注",
    "edition": "版次",
    "digest": "杂凑值",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A project as a list shows it."""

    project_id: UUID
    schedule_id: UUID | None
    project_name: str
    level: str | None
    category: str | None
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an entry says. planned_on: the limit of the start or completion, or the day of the signing or approval; planned
    investment is that of the month, amounts are in 万元; first: the month whose list had it first.
    """

    section: ListSection
    facts: Facts
    responsible_unit_id: UUID
    origin: Origin
    first: Month
    planned_on: date | None = None
    node_id: UUID | None = None
    evidence_id: UUID | None = None
    document: str | None = None
    issuing_body: str | None = None
    total_investment: Decimal | None = None
    annual_investment: Decimal | None = None
    planned_investment: Decimal | None = None
    note: str | None = None

    @property
    def key(self) -> Key:
        """What it is counted once by: a project is signed once and approved once, and starts, is built and ends once."""
        return key_of(self.section, self.facts.project_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the draft. `edited`: somebody changed it, and a refresh leaves it as it is."""

    id: UUID
    content: Content
    edited: bool = False
    removed_reason: str | None = None

    @property
    def removed(self) -> bool:
        """Whether it was taken out; it stays on record."""
        return self.removed_reason is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyList:
    """One of the four lists of a month. `edition` counts what was published."""

    id: UUID
    division: str
    kind: ListKind
    month: Month
    state: ListState
    version: int
    edition: int = 0


def key_of(section: ListSection, project_id: UUID) -> Key:
    """Return what an entry is counted once by."""
    own = section if section in {ListSection.NEWLY_SIGNED, ListSection.NEWLY_APPROVED} else None
    return (own, project_id)


def answering(kind: ListKind, facts: Facts, day: date) -> UUID:
    """第七条：name the unit that answers for a project on a list of this kind."""
    units = {
        GroupBy.TOWN: facts.town_id,
        GroupBy.INDUSTRY_AUTHORITY: facts.industry_authority_id,
        GroupBy.OWNER: facts.owner_id,
    }
    return next((unit for party in ANSWERING.on(day)[kind] if (unit := units[party]) is not None), facts.owner_id)


def changed(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> list[str]:
    """Say what a step changed, in the words of the list. That an entry came or went is said by the step itself.

    >>> changed({"note": None, "town_id": "a"}, {"note": "待办", "town_id": "b"}), changed({"section": "START"}, None)
    (['备注：（空） → 待办'], [])
    """
    was, now = before or {}, after or {}
    if (after is None and "section" in was) or (before is None and "section" in now):
        return []
    return [
        f"{label}：{_written(was.get(name))} → {_written(now.get(name))}"
        for name, label in _SAID.items()
        if was.get(name) != now.get(name)
    ]


def _written(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "、".join(map(str, value))
    return "（空）" if value is None or value == "" else str(value)


def shown(content: Content) -> Mapping[str, object]:
    """Write an entry as digests and records have it."""
    said = asdict(content)
    facts: dict[str, object] = said.pop("facts")
    first = said.pop("first")
    return facts | said | {"first_year": first["year"], "first_month": first["month"]}
