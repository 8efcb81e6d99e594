"""Values that the law sets from a day on: limits, weights, bodies. A new value leaves the old days as they were."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from services.law.article import Article

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One value with its first day and the clause or document that sets it."""

    since: date
    value: T
    source: str


class Dated(Generic[T]):
    """A cited value in its history.

    >>> days = Dated(Article(17, 1), "林地审查时限（工作日）", Entry(date(2026, 1, 1), 15, "第十七条（一）"))
    >>> days.on(date(2026, 3, 1))
    15
    """

    def __init__(self, article: Article, title: str, *entries: Entry[T]) -> None:
        """Take entries in the order of their first days; raise ValueError otherwise or when there is none."""
        days = [e.since for e in entries]
        if not days or days != sorted(set(days)):
            raise ValueError(f"{title}: entries must be given in order, each with its own first day")
        self.article = article
        self.title = title
        self.entries = entries

    def entry_on(self, day: date) -> Entry[T]:
        """Return the entry in force on the day; raise LookupError before the first."""
        at = bisect_right([e.since for e in self.entries], day)
        if at == 0:
            raise LookupError(f"{self.title}: nothing was set before {self.entries[0].since}, asked for {day}")
        return self.entries[at - 1]

    def on(self, day: date) -> T:
        """Return the value in force on the day; raise LookupError before the first."""
        return self.entry_on(day).value
