"""第十四条：the items of an agency: what waits for what, who acts next, how long it takes, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.law.breach import Breach
from services.law.workdays import Stop, StoppableClock, WorkCalendar
from services.support.domain.agency.case import Case, Entered
from services.support.domain.agency.rulebook import ItemRule
from services.support.domain.agency.terms import (
    A14,
    ITEM_NAMES,
    SETTLED,
    UNDER_WAY,
    EntryKind,
    ItemState,
    Level,
    NextActor,
    Stage,
)

LONGEST_LIMIT = 250  # working days, about a year: longer is no limit of an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a case, a copy of its rule that goes its own way.

    after: codes of the items that must be settled first. promised_days: the faster limit that was promised (部门快办).
    stops: from and until when its clock stood, the last one open while it is corrected. due_on: none while it stands.
    follower: the person who follows it with a higher authority; followed_on: the day of the last entry.
    """

    id: UUID
    version: int
    division: str
    case_id: UUID
    project_id: UUID
    position: int
    code: str
    name: str
    stage: Stage
    level: Level
    role: str
    bureau_id: UUID | None
    working_days: int
    materials: tuple[str, ...]
    after: tuple[str, ...]
    request_kind: str | None
    state: ItemState
    added: bool = False
    promised_days: int | None = None
    submitted_on: date | None = None
    stops: tuple[tuple[date, date | None], ...] = ()
    due_on: date | None = None
    ended_on: date | None = None
    working_days_taken: int | None = None
    reason: str | None = None
    document_number: str | None = None
    request_id: UUID | None = None
    follower_subject: str | None = None
    follower_name: str | None = None
    followed_on: date | None = None

    @property
    def limit(self) -> int:
        """The working days that it may take: those promised, else the standard."""
        return self.promised_days or self.working_days


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """An item after a step, with what it leaves behind."""

    item: Item
    entry: Entered
    events: tuple[object, ...] = ()


def copied(rule: ItemRule, case: Case, position: int, id: UUID, bureau_id: UUID | None) -> Item:
    """Make a case's own copy of an item; a later list leaves it as it is."""
    return Item(
        id=id,
        version=1,
        division=case.division,
        case_id=case.id,
        project_id=case.project_id,
        position=position,
        code=rule.code,
        name=rule.name,
        stage=rule.stage,
        level=rule.level,
        role=rule.role.value,
        bureau_id=bureau_id,
        working_days=rule.working_days,
        materials=rule.materials,
        after=rule.after,
        request_kind=rule.request_kind,
        state=ItemState.WAITING,
    )


def waits_for(item: Item, items: Iterable[Item]) -> tuple[str, ...]:
    """Return the codes of the predecessors that are not settled; one that the case does not have holds nothing up."""
    return tuple(i.code for i in items if i.code in item.after and i.state not in SETTLED)


def unlocked(items: Sequence[Item]) -> tuple[Item, ...]:
    """第十四条：return the items whose readiness has changed, each with its next version; parallel ones become ready together."""
    changed = []
    for item in items:
        if item.state in {ItemState.WAITING, ItemState.READY}:
            state = ItemState.WAITING if waits_for(item, items) else ItemState.READY
            if state is not item.state:
                changed.append(stepped(item, state=state))
    return tuple(changed)


def clock(item: Item, calendar: WorkCalendar) -> StoppableClock | None:
    """Return the clock of an item that was handed in."""
    if item.submitted_on is None:
        return None
    stops = [Stop(since, until) for since, until in item.stops]
    return StoppableClock(item.submitted_on, item.limit, stops, calendar)


def due(item: Item, calendar: WorkCalendar) -> date | None:
    """Return the last day of the limit; none while the clock stands, or before it runs."""
    running = clock(item, calendar)
    return running.due if running else None


def provisional(item: Item, calendar: WorkCalendar) -> bool:
    """Whether the limit of an item that is not settled rests on a year whose calendar is not published yet."""
    running = clock(item, calendar)
    return running is not None and item.ended_on is None and running.provisional


def due_corrected(item: Item, calendar: WorkCalendar) -> ItemChange | None:
    """第十四条：set the limit right by the calendar as it is now; None where it stays. What was done stays as it is."""
    day = due(item, calendar)
    if item.ended_on is not None or day == item.due_on:
        return None
    text = f"年度日历公布，到期日由 {item.due_on} 更正为 {day or '待补正后重算'}"
    return ItemChange(item=replace(item, due_on=day), entry=Entered(kind=EntryKind.DUE_CORRECTED, text=text))


def late_on(due_on: date | None, state: ItemState, today: date, calendar: WorkCalendar) -> int:
    """Return by how many working days an item that is under way is late; the last day of the limit is not late."""
    if state is not ItemState.SUBMITTED or due_on is None or today <= due_on:
        return 0
    return calendar.between(due_on, today)


def late_before(today: date, least: int, calendar: WorkCalendar) -> date:
    """Return the day before which a limit has ended that is over by at least so many working days today."""
    day = calendar.previous_on_or_before(today)
    for _ in range(least - 1):
        day = calendar.previous_on_or_before(day - timedelta(days=1))
    return day


def next_actor(state: ItemState) -> NextActor:
    """Say who must act next about an item."""
    return {
        ItemState.READY: NextActor.AGENT,
        ItemState.CORRECTING: NextActor.AGENT,
        ItemState.REFUSED: NextActor.OWNER,
        ItemState.SUBMITTED: NextActor.BUREAU,
    }.get(state, NextActor.NOBODY)


def not_in(item: Item, allowed: Iterable[ItemState], doing: str) -> Breach | None:
    """Name the state that does not allow what is being done, and those that would."""
    held = frozenset(allowed)
    if item.state in held:
        return None
    names = "、".join(ITEM_NAMES[s] for s in ItemState if s in held)
    message = f"“{item.name}”{ITEM_NAMES[item.state]}，不能{doing}；仅“{names}”的事项可以"
    return Breach("ITEM_STATE_NOT_ALLOWED", message, A14, "itemId")


def not_by_hand(item: Item) -> Breach | None:
    """第十四条：what was handed in as a request of support follows its request, and is not written down by hand."""
    if item.request_id is None or item.state not in UNDER_WAY:
        return None
    message = f"“{item.name}”已作为要素保障申请提交，状态随该申请变化，请在申请中办理"
    return Breach("ITEM_FOLLOWS_REQUEST", message, A14, "itemId")


def not_a_limit(days: int, field: str) -> Breach | None:
    """Judge working days that somebody has entered."""
    if 1 <= days <= LONGEST_LIMIT:
        return None
    return Breach("LIMIT_INVALID", f"时限须为 1 至 {LONGEST_LIMIT} 个工作日", A14, field)


def stepped(item: Item, **changes: Any) -> Item:
    return replace(item, version=item.version + 1, **changes)
