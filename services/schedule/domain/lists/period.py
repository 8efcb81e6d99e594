"""第七条“以月保季、以季保年”：what the months' published lists planned, summed up over a span, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.schedule.domain.lists.month import Month, Span
from services.schedule.domain.lists.record import Content, Key
from services.schedule.domain.lists.terms import ListKind, Outcome

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a month's list in force. done_on: the day on which it was done, as verified; done_investment: what was
    verified of the month (万元); seen: whether the asker may know of either.
    """

    month: Month
    content: Content
    done_on: date | None = None
    done_investment: Decimal | None = None
    seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One project of the span, counted once however many months had it."""

    content: Content  # as the last list of the span has it
    months: tuple[Month, ...]
    outcome: Outcome
    done_on: date | None
    carried_in: bool
    carried_over: bool
    planned_investment: Decimal
    done_investment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of a span: planned = done + done_later + open + missing + unseen. Investment in 万元."""

    planned: int = 0
    done: int = 0
    done_later: int = 0
    open: int = 0
    missing: int = 0
    unseen: int = 0
    carried_in: int = 0
    carried_over: int = 0
    planned_investment: Decimal = NOTHING
    done_investment: Decimal = NOTHING


def lines(kind: ListKind, span: Span, listed: Iterable[Listed], later: frozenset[Key], today: date) -> list[Line]:
    """Join the months of a span. later: what lists after the span have (carried on)."""
    by_key: dict[Key, list[Listed]] = {}
    for entry in sorted(listed, key=lambda e: e.month):
        by_key.setdefault(entry.content.key, []).append(entry)
    return [_line(kind, span, own, later, today) for own in by_key.values()]


def _line(kind: ListKind, span: Span, own: Sequence[Listed], later: frozenset[Key], today: date) -> Line:
    last = own[-1]
    planned = sum((e.content.planned_investment or NOTHING for e in own), NOTHING)
    done = sum((e.done_investment or NOTHING for e in own), NOTHING)
    if kind is ListKind.UNDER_CONSTRUCTION:
        met = done >= planned and all(e.done_investment is not None for e in own)
        outcome = _judged(span, span.last.last if met else None, today)
    elif kind is ListKind.IN_LIBRARY:
        outcome = Outcome.DONE
    else:
        outcome = _judged(span, last.done_on, today)
    if not last.seen and kind is not ListKind.IN_LIBRARY:
        outcome = Outcome.UNSEEN
    undone = outcome in {Outcome.OPEN, Outcome.MISSING, Outcome.DONE_LATER}
    carries = kind in {ListKind.TO_START, ListKind.TO_COMPLETE}
    return Line(
        content=last.content,
        months=tuple(e.month for e in own),
        outcome=outcome,
        done_on=last.content.planned_on if kind is ListKind.IN_LIBRARY else last.done_on,
        carried_in=carries and last.content.first < span.first,
        carried_over=carries and undone and last.content.key in later,
        planned_investment=planned,
        done_investment=done,
    )


def _judged(span: Span, done_on: date | None, today: date) -> Outcome:
    if done_on is not None:
        return Outcome.DONE if done_on <= span.last.last else Outcome.DONE_LATER
    return Outcome.OPEN if today <= span.last.last else Outcome.MISSING


def totals(of: Iterable[Line]) -> Totals:
    """Count lines."""
    all_of = list(of)

    def count(outcome: Outcome) -> int:
        return sum(line.outcome is outcome for line in all_of)

    return Totals(
        planned=len(all_of),
        done=count(Outcome.DONE),
        done_later=count(Outcome.DONE_LATER),
        open=count(Outcome.OPEN),
        missing=count(Outcome.MISSING),
        unseen=count(Outcome.UNSEEN),
        carried_in=sum(line.carried_in for line in all_of),
        carried_over=sum(line.carried_over for line in all_of),
        planned_investment=sum((line.planned_investment for line in all_of), NOTHING),
        done_investment=sum((line.done_investment for line in all_of), NOTHING),
    )


def grouped(of: Iterable[Line], by: Callable[[Content], UUID | None]) -> list[tuple[UUID | None, Totals]]:
    """Count lines by a unit of theirs; those without it come last."""
    groups: dict[UUID | None, list[Line]] = {}
    for line in of:
        groups.setdefault(by(line.content), []).append(line)
    return [(unit, totals(groups[unit])) for unit in sorted(groups, key=lambda u: (u is None, str(u)))]
