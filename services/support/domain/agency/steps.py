"""第十四条：the steps of an item of an agency: handed in, returned, corrected, decided, left out, made faster, followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import wording
from services.support.domain.agency.case import Entered
from services.support.domain.agency.events import AgencyItemDone
from services.support.domain.agency.items import (
    Item,
    ItemChange,
    clock,
    due,
    not_a_limit,
    not_in,
    stepped,
    waits_for,
)
from services.support.domain.agency.terms import (
    A14,
    ITEM_NAMES,
    SETTLED,
    UNDER_WAY,
    EntryKind,
    ItemState,
    Level,
)
from services.support.domain.request import found


def submit(item: Item, items: Sequence[Item], note: str, today: date, calendar: WorkCalendar) -> ItemChange | Refusal:
    """第十四条：hand a ready item in, or one that was refused again; its limit runs from the day after."""
    waiting = waits_for(item, items)
    names = {i.code: i.name for i in items}
    held = "、".join(names[c] for c in waiting)
    breaches = found(
        not_in(item, {ItemState.WAITING, ItemState.READY, ItemState.REFUSED}, "申报"),
        Breach("ITEM_WAITS", f"“{item.name}”须待前置事项办结：{held}", A14, "itemId") if waiting else None,
    )
    if breaches:
        return Refusal(breaches)
    running = stepped(
        item,
        state=ItemState.SUBMITTED,
        submitted_on=today,
        stops=(),
        ended_on=None,
        working_days_taken=None,
        reason=None,
        document_number=None,
    )
    after = replace(running, due_on=due(running, calendar))
    return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_SUBMITTED, text=note))


def returned(item: Item, lacking: str, today: date, calendar: WorkCalendar) -> ItemChange | Refusal:
    """第十四条：the authority asks for a correction; the clock stands."""
    said = wording.required(lacking, "须补正的内容", A14, "text")
    breaches = found(
        not_in(item, {ItemState.SUBMITTED}, "登记退回补正"),
        _too_early(item, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    stopped = stepped(item, state=ItemState.CORRECTING, stops=(*item.stops, (today, None)), reason=said)
    after = replace(stopped, due_on=due(stopped, calendar))
    return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_RETURNED, text=said))


def corrected(item: Item, note: str, today: date, calendar: WorkCalendar) -> ItemChange | Refusal:
    """第十四条：the correction was handed in; the clock goes on from where it stood."""
    said = wording.optional(note, "补正说明", A14, "text")
    breaches = found(
        not_in(item, {ItemState.CORRECTING}, "登记补正完成"),
        _too_early(item, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    *earlier, (since, _) = item.stops
    going = stepped(item, state=ItemState.SUBMITTED, stops=(*earlier, (since, today)), reason=None)
    after = replace(going, due_on=due(going, calendar))
    return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_CORRECTED, text=said))


def done(
    item: Item, document_number: str | None, note: str, today: date, calendar: WorkCalendar
) -> ItemChange | Refusal:
    """第十四条：the authority has decided in favour: how many working days it took is kept, and others learn of it."""
    said = wording.optional(note, "办结说明", A14, "text")
    number = wording.optional(document_number, "文号", A14, "documentNumber")
    breaches = found(
        not_in(item, UNDER_WAY, "登记办结"),
        _too_early(item, today),
        *(b for b in (said, number) if isinstance(b, Breach)),
    )
    if breaches or isinstance(said, Breach) or isinstance(number, Breach):
        return Refusal(breaches)
    return settle(item, ItemState.DONE, said, today, calendar, document_number=number or None)


def refused(item: Item, reason: str, today: date, calendar: WorkCalendar) -> ItemChange | Refusal:
    """第十四条：the authority has decided against; the item may be handed in again."""
    said = wording.required(reason, "不予许可的理由", A14, "text")
    breaches = found(
        not_in(item, UNDER_WAY, "登记不予许可"),
        _too_early(item, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return settle(item, ItemState.REFUSED, said, today, calendar)


def settle(
    item: Item, state: ItemState, text: str, today: date, calendar: WorkCalendar, *, document_number: str | None = None
) -> ItemChange:
    """End what is under way; an open stop ends with it, and the limit by which it was judged stays."""
    stops = tuple((since, until or today) for since, until in item.stops)
    ended = stepped(item, state=state, stops=stops, ended_on=today, document_number=document_number)
    running = clock(ended, calendar)
    used = running.used_on(today) if running else None
    refusal = text if state is ItemState.REFUSED else None
    after = replace(ended, working_days_taken=used, due_on=running.due if running else None, reason=refusal)
    kind = EntryKind.ITEM_DONE if state is ItemState.DONE else EntryKind.ITEM_REFUSED
    told = (_told(after, today),) if state is ItemState.DONE else ()
    return ItemChange(item=after, entry=Entered(kind=kind, text=text), events=told)


def skip(item: Item, reason: str, today: date) -> ItemChange | Refusal:
    """第十四条：an item that the project does not need is left out, with the reason; what waits for it waits no more."""
    said = wording.required(reason, "不需办理的理由", A14, "text")
    breaches = found(
        not_in(item, {ItemState.WAITING, ItemState.READY, ItemState.REFUSED}, "略过"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = stepped(item, state=ItemState.SKIPPED, ended_on=today, reason=said)
    return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_SKIPPED, text=said))


def restore(item: Item, items: Sequence[Item], reason: str) -> ItemChange | Refusal:
    """第十四条：an item that was left out is needed after all; what has gone on without it is not taken back."""
    said = wording.required(reason, "恢复理由", A14, "text")
    breaches = found(
        not_in(item, {ItemState.SKIPPED}, "恢复"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    state = ItemState.WAITING if waits_for(item, items) else ItemState.READY
    after = stepped(item, state=state, ended_on=None, reason=None)
    return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_RESTORED, text=said))


def add(item: Item, items: Sequence[Item], reason: str) -> ItemChange | Refusal:
    """第十四条：an item that the list does not have is added with the reason; it waits for others of the case only."""
    said = wording.required(reason, "增加事项的理由", A14, "reason")
    name = wording.required(item.name, "事项名称", A14, "name", longest=100)
    codes = {i.code for i in items}
    foreign = sorted(set(item.after) - codes)
    breaches = found(
        said if isinstance(said, Breach) else None,
        name if isinstance(name, Breach) else None,
        Breach("ITEM_EXISTS", "本案已有同名事项", A14, "name")
        if any(i.name == item.name.strip() for i in items)
        else None,
        Breach("ITEM_UNKNOWN", f"本案没有这些前置事项：{'、'.join(foreign)[:200]}", A14, "after") if foreign else None,
        not_a_limit(item.working_days, "workingDays"),
        *(_material(m) for m in item.materials),
    )
    if breaches or isinstance(said, Breach) or isinstance(name, Breach):
        return Refusal(breaches)
    state = ItemState.WAITING if waits_for(item, items) else ItemState.READY
    return ItemChange(
        item=replace(item, name=name, state=state), entry=Entered(kind=EntryKind.ITEM_ADDED, text=f"{name}：{said}")
    )


def promise(item: Item, working_days: int, note: str, calendar: WorkCalendar) -> ItemChange | Refusal:
    """第十四条（部门快办）：a limit below the standard is promised, and can be promised shorter still, never longer."""
    said = wording.optional(note, "快办说明", A14, "text")
    breaches = found(
        not_in(item, {ItemState.WAITING, ItemState.READY, ItemState.SUBMITTED, ItemState.CORRECTING}, "承诺快办"),
        not_a_limit(working_days, "workingDays"),
        None
        if working_days < item.limit
        else Breach("NOT_FASTER", f"快办时限须少于现行的 {item.limit} 个工作日", A14, "workingDays"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    faster = stepped(item, promised_days=working_days)
    after = replace(faster, due_on=due(faster, calendar))
    text = f"{item.limit} → {working_days} 个工作日。{said}".rstrip()
    return ItemChange(item=after, entry=Entered(kind=EntryKind.FASTER_PROMISED, text=text))


def name_follower(item: Item, subject: str, name: str, note: str) -> ItemChange | Refusal:
    """第十四条：a person is charged with following an item of a higher authority."""
    said = wording.optional(note, "说明", A14, "text")
    who = wording.required(subject, "跟踪人账号", A14, "followerSubject", longest=100)
    called = wording.required(name, "跟踪人姓名", A14, "followerName", longest=100)
    breaches = found(
        *_not_followed(item),
        *(b for b in (who, called, said) if isinstance(b, Breach)),
    )
    if breaches or isinstance(who, Breach) or isinstance(called, Breach) or isinstance(said, Breach):
        return Refusal(breaches)
    after = stepped(item, follower_subject=who, follower_name=called)
    text = f"{item.follower_name} → {called}" if item.follower_name else called
    text += f"：{said}" if said else ""
    return ItemChange(item=after, entry=Entered(kind=EntryKind.FOLLOWER_NAMED, text=text))


def follow_up(item: Item, text: str, subject: str, today: date) -> ItemChange | Refusal:
    """第十四条：the person who follows an item writes down how it stands with the higher authority."""
    said = wording.required(text, "跟踪情况", A14, "text")
    another = item.follower_subject != subject
    breaches = found(
        *_not_followed(item),
        Breach("NOT_THE_FOLLOWER", f"仅跟踪人（{item.follower_name or '未指定'}）可以记录", A14) if another else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return ItemChange(item=stepped(item, followed_on=today), entry=Entered(kind=EntryKind.FOLLOWED_UP, text=said))


def follows_request(
    item: Item, state: ItemState, text: str, number: str | None, today: date, calendar: WorkCalendar
) -> ItemChange:
    """第十四条：an item that was handed in as a request of support stands as its request stands."""
    if state in {ItemState.DONE, ItemState.REFUSED}:
        return settle(item, state, text, today, calendar, document_number=number)
    if state is ItemState.READY:  # withdrawn: it may be handed in again
        after = stepped(item, state=state, submitted_on=None, stops=(), due_on=None, request_id=None)
        return ItemChange(item=after, entry=Entered(kind=EntryKind.ITEM_WITHDRAWN, text=text))
    if state is ItemState.CORRECTING:
        after = stepped(item, state=state, stops=(*item.stops, (today, None)), reason=text)
        kind = EntryKind.ITEM_RETURNED
    else:
        after = stepped(item, state=state, stops=tuple((s, u or today) for s, u in item.stops), reason=None)
        kind = EntryKind.ITEM_CORRECTED
    return ItemChange(item=replace(after, due_on=due(after, calendar)), entry=Entered(kind=kind, text=text))


def _material(text: str) -> Breach | None:
    read = wording.required(text, "材料名称", A14, "materials", longest=100)
    return read if isinstance(read, Breach) else None


def _not_followed(item: Item) -> tuple[Breach, ...]:
    return found(
        Breach("ITEM_OF_DISTRICT", "区级事项由承办单位办理，无需跟踪上级", A14, "itemId")
        if item.level is Level.DISTRICT
        else None,
        None
        if item.state not in SETTLED
        else Breach("ITEM_STATE_NOT_ALLOWED", f"“{item.name}”{ITEM_NAMES[item.state]}，无需再跟踪", A14, "itemId"),
    )


def _too_early(item: Item, today: date) -> Breach | None:
    last = max(
        [d for pair in item.stops for d in pair if d] + ([item.submitted_on] if item.submitted_on else []), default=None
    )
    if last is None or today >= last:
        return None
    return Breach("DATE_BEFORE_LAST_STEP", f"办理日期 {today} 早于上一步的日期 {last}", A14)


def _told(item: Item, today: date) -> AgencyItemDone:
    return AgencyItemDone(
        agency_id=item.case_id,
        project_id=item.project_id,
        item_id=item.id,
        code=item.code,
        name=item.name,
        done_on=today,
        document_number=item.document_number,
        working_days_taken=item.working_days_taken,
        division=item.division,
    )
