"""第七条：what people may do to the draft of a month's list; every change has its reason and stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.money import check_amount
from services.law.text import clean_text
from services.schedule.domain.decision import Decided, kept
from services.schedule.domain.lists.drafting import A7
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.record import Content, Entry, Facts, MonthlyList, answering
from services.schedule.domain.lists.rulebook import MONTHS_AHEAD
from services.schedule.domain.lists.terms import (
    LIST_NAMES,
    SECTION_NAMES,
    SECTIONS,
    ListKind,
    ListSection,
    ListState,
    Origin,
)

YEARS_AWAY = 10  # as for targets of plans; a day farther away is a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMonthlyList:
    """The command: draw a month's list, or draw its draft anew."""

    kind: ListKind
    year: int
    month: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddListEntry:
    """The command: put a project onto the draft by hand."""

    list_id: UUID
    expected_version: int
    project_id: UUID
    section: ListSection
    planned_on: date | None
    planned_investment: Decimal | None
    note: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutListEntry:
    """The command: take an entry out of the draft, or put it back."""

    list_id: UUID
    entry_id: UUID
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeListEntry:
    """The command: change what an entry says; what is None stays."""

    list_id: UUID
    entry_id: UUID
    expected_version: int
    planned_on: date | None
    planned_investment: Decimal | None
    responsible_unit_id: UUID | None
    note: str | None
    reason: str


def month_faults(kind: ListKind, year: int, month: int, today: date) -> list[Breach]:
    """第七条“逐月制定”：a month of a calendar, and not too far ahead."""
    if not (1 <= month <= 12 and 2004 <= year <= 2200):  # noqa: PLR2004 - a month of the calendar
        return [Breach("MONTH_INVALID", f"年月不正确：{year}年{month}月", A7, "month")]
    ahead = MONTHS_AHEAD.on(today)[kind]
    if Month.of(today).until(Month(year, month)) > ahead:
        soonest = "当月起" if ahead == 0 else f"提前{ahead}个月起"
        message = f"{year}年{month}月{LIST_NAMES[kind]}尚不能制定，{soonest}可以制定"
        return [Breach("MONTH_TOO_FAR", message, A7, "month")]
    return []


def open_faults(listed: MonthlyList) -> list[Breach]:
    """A published list never changes; a correction is a new edition."""
    if listed.state is not ListState.PUBLISHED:
        return []
    message = f"{listed.month}{LIST_NAMES[listed.kind]}已发布，不能修改；如有错误请先启动更正（reopenMonthlyList）"
    return [Breach("LIST_PUBLISHED", message, A7, "listId")]


def read_reason(reason: str, faults: list[Breach]) -> str:
    """清单的每次修改都须有理由."""
    said = kept(clean_text(reason, "理由", "reason", 1000), faults, "?", A7)
    if not said:
        faults.append(Breach("REASON_MISSING", "修改清单须说明理由", A7, "reason"))
    return said


def add(
    listed: MonthlyList, entries: Sequence[Entry], facts: Facts | None, command: AddListEntry, *, id: UUID, today: date
) -> Decided[Entry] | Refusal:
    """第七条：put a project onto the list that the data do not have there."""
    faults = open_faults(listed)
    if facts is None:
        faults.append(Breach("PROJECT_UNKNOWN", "没有找到该项目，请先在储备库登记", A7, "projectId"))
    if command.section not in SECTIONS[listed.kind]:
        wanted = "、".join(f"{s.value}（{SECTION_NAMES[s]}）" for s in SECTIONS[listed.kind])
        message = f"{LIST_NAMES[listed.kind]}只有：{wanted}"
        faults.append(Breach("SECTION_WRONG", message, A7, "section"))
    faults += _day_faults(listed, command.planned_on)
    amount = _amount(command.planned_investment, faults)
    note = _note(command.note, faults)
    read_reason(command.reason, faults)
    if facts is None or faults:
        return Refusal(tuple(faults))
    content = Content(
        section=command.section,
        facts=facts,
        responsible_unit_id=answering(listed.kind, facts, today),
        origin=Origin.ADDED,
        first=listed.month,
        planned_on=command.planned_on,
        planned_investment=amount,
        note=note,
    )
    own = [e for e in entries if e.content.key == content.key]
    if own:
        again = "（已移出，可恢复）" if own[0].removed else ""
        return Refusal.of(Breach("ENTRY_EXISTS", f"“{facts.project_name}”已在本清单中{again}", A7, "projectId"))
    return Decided(Entry(id=id, content=content, edited=True))


def take_out(listed: MonthlyList, entry: Entry | None, command: TakeOutListEntry) -> Decided[Entry] | Refusal:
    """第七条：take an entry out; it stays on record with the reason, and no later list carries it on by itself."""
    faults = [*open_faults(listed), *_entry_faults(entry, there=True)]
    reason = read_reason(command.reason, faults)
    if entry is None or faults:
        return Refusal(tuple(faults))
    return Decided(replace(entry, removed_reason=reason))


def put_back(listed: MonthlyList, entry: Entry | None, command: TakeOutListEntry) -> Decided[Entry] | Refusal:
    """第七条：put an entry back that was taken out."""
    faults = [*open_faults(listed), *_entry_faults(entry, there=False)]
    read_reason(command.reason, faults)
    if entry is None or faults:
        return Refusal(tuple(faults))
    return Decided(replace(entry, removed_reason=None))


def change(
    listed: MonthlyList, entry: Entry | None, units: frozenset[UUID], command: ChangeListEntry
) -> Decided[Entry] | Refusal:
    """第七条：change an entry. units: the acting ones among those that the command names."""
    faults = [*open_faults(listed), *_entry_faults(entry, there=True)]
    faults += _day_faults(listed, command.planned_on)
    amount = _amount(command.planned_investment, faults)
    note = _note(command.note, faults)
    if command.responsible_unit_id is not None and command.responsible_unit_id not in units:
        faults.append(Breach("UNIT_UNKNOWN", "没有该责任单位，或该单位已停用", A7, "responsibleUnitId"))
    read_reason(command.reason, faults)
    if entry is None or faults:
        return Refusal(tuple(faults))
    before = entry.content
    after = replace(
        before,
        planned_on=command.planned_on or before.planned_on,
        planned_investment=before.planned_investment if amount is None else amount,
        responsible_unit_id=command.responsible_unit_id or before.responsible_unit_id,
        note=before.note if command.note is None else note,
    )
    if after == before:
        return Refusal.of(Breach("ENTRY_UNCHANGED", "与现有内容相同，无需修改", A7, "entryId"))
    return Decided(replace(entry, content=after, edited=True))


def _entry_faults(entry: Entry | None, *, there: bool) -> list[Breach]:
    if entry is None:
        return [Breach("ENTRY_UNKNOWN", "本清单没有该项", A7, "entryId")]
    if entry.removed and there:
        return [Breach("ENTRY_TAKEN_OUT", "该项已移出清单，可先恢复", A7, "entryId")]
    if not entry.removed and not there:
        return [Breach("ENTRY_NOT_TAKEN_OUT", "该项没有移出，无需恢复", A7, "entryId")]
    return []


def _day_faults(listed: MonthlyList, planned_on: date | None) -> list[Breach]:
    if planned_on is None or abs(planned_on.year - listed.month.year) <= YEARS_AWAY:
        return []
    message = f"计划日期{planned_on}与清单所属年度相差超过{YEARS_AWAY}年，请核对"
    return [Breach("PLANNED_ON_TOO_FAR", message, A7, "plannedOn")]


def _amount(given: Decimal | None, faults: list[Breach]) -> Decimal | None:
    return None if given is None else kept(check_amount(given, "plannedInvestment"), faults, Decimal(0), A7)


def _note(given: str | None, faults: list[Breach]) -> str | None:
    return kept(clean_text(given or "", "备注", "note", 500), faults, "", A7) or None
