"""What somebody must do next: derived from records on a day and never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article

NEVER = date.max  # where things without a limit stand in the order: after all that have one


class Severity(StrEnum):
    """How a thing to do stands on a day. The day of the limit itself is not late."""

    OVERDUE = "OVERDUE"  # 已逾期
    DUE_TODAY = "DUE_TODAY"  # 今日到期
    DUE_SOON = "DUE_SOON"  # 即将到期
    NORMAL = "NORMAL"  # 期限内，或没有期限


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing to do: its clause, what is asked, the command that does it (None: it is done outside the platform),
    and where its record is shown.
    """

    code: str
    name: str
    what: str
    article: Article
    command: str | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do. part: which of several of the same record, such as a month. unit_id: whose it is; None: a person's."""

    kind: Kind
    record_id: UUID
    title: str
    due_on: date | None = None
    project_id: UUID | None = None
    unit_id: UUID | None = None
    detail: str | None = None
    part: str | None = None

    @property
    def key(self) -> str:
        """The same thing to do has the same key, as long as it is there."""
        return ":".join(filter(None, (self.kind.code, str(self.record_id), self.part)))

    @property
    def order(self) -> tuple[date, str]:
        """What is due first comes first, what has no limit last."""
        return self.due_on or NEVER, self.key

    def severity(self, today: date, soon_until: date) -> Severity:
        """Judge it on a day; soon_until: the last limit that counts as soon."""
        if self.due_on is None or self.due_on > soon_until:
            return Severity.NORMAL
        if self.due_on == today:
            return Severity.DUE_TODAY
        return Severity.OVERDUE if self.due_on < today else Severity.DUE_SOON


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which things to do are asked for; all conditions together. until: due on that day or before."""

    kinds: frozenset[str] | None = None
    overdue: bool | None = None
    until: date | None = None
    project_id: UUID | None = None


def chosen(todos: Iterable[Todo], asked: Asked, today: date) -> list[Todo]:
    """Return what is asked for, the first due first."""
    return sorted((t for t in todos if _fits(t, asked, today)), key=lambda t: t.order)


def _fits(todo: Todo, asked: Asked, today: date) -> bool:
    late = todo.due_on is not None and todo.due_on < today
    return (
        (asked.kinds is None or todo.kind.code in asked.kinds)
        and (asked.overdue is None or asked.overdue is late)
        and (asked.until is None or (todo.due_on is not None and todo.due_on <= asked.until))
        and (asked.project_id is None or todo.project_id == asked.project_id)
    )
