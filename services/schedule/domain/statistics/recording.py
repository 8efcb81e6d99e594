"""第十二条：entry and reporting in statistics are recorded, corrected, or put off by an exception; monthly figures too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.money import check_amount
from services.law.parties import Role
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.lists.month import MONTHS, Month
from services.schedule.domain.opening import ItemKind, Schedule, ended_faults
from services.schedule.domain.statistics.events import (
    InStatistics,
    StatisticsEntered,
    StatisticsExcepted,
    StatisticsReported,
)
from services.schedule.domain.statistics.standing import stand
from services.schedule.domain.statistics.terms import KIND_NAMES, StatisticsKind

A12 = Article(12)
LONGEST_NUMBER = 40
EVENTS: dict[StatisticsKind, Callable[..., InStatistics]] = {
    StatisticsKind.ENTRY: StatisticsEntered,
    StatisticsKind.REPORTING: StatisticsReported,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatisticsEntry:
    """The command: the day of the entry or reporting, the number in the statistics system, the document."""

    project_id: UUID
    kind: StatisticsKind
    on: date
    number: str | None
    document: str | None
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptStatistics:
    """The command: why it is not in time, who approves that, and by which document."""

    project_id: UUID
    kind: StatisticsKind
    reason: str
    approver: str
    document: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatisticsInvestment:
    """The command: the investment that statistics report of a month, in 万元."""

    project_id: UUID
    year: int
    month: int
    amount: Decimal
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The entry or reporting of a project as it is on record. on None: not yet, an exception alone stands."""

    id: UUID
    kind: StatisticsKind
    version: int = 0
    on: date | None = None
    number: str | None = None
    document: str | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None
    exception_document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the project: when it started; the other record of the two; who else has the number."""

    started_on: date | None
    entry: Entry | None
    reporting: Entry | None
    number_taken: bool = False


def record(
    schedule: Schedule, current: Entry, known: Known, party: Party, command: RecordStatisticsEntry, *, today: date
) -> Decided[Entry] | Refusal:
    """第十二条：record the entry (reporting), or correct what was recorded."""
    name = KIND_NAMES[command.kind]
    faults = [*_standing_faults(schedule, party, f"登记{name}"), *_started_faults(schedule, known.started_on, name)]
    faults += _day_faults(command, known, name, today)
    number = _number(command, known, faults)
    document = kept(clean_text(command.document or "", "材料", "document", 200), faults, "", A12) or None
    reason = kept(clean_text(command.reason or "", "更正理由", "reason", 1000), faults, "", A12)
    after = replace(current, version=current.version + 1, on=command.on, number=number, document=document)
    if current.on is not None:
        if not reason:
            faults.append(Breach("REASON_MISSING", f"{name}已登记，更正须说明理由", A12, "reason"))
        if replace(after, version=current.version) == current:
            faults.append(Breach("ENTRY_UNCHANGED", f"与已登记的{name}完全相同，无需更正", A12, "doneOn"))
    if faults:
        return Refusal(tuple(faults))
    return Decided(after, (_told(schedule, after, known, today),))


def _number(command: RecordStatisticsEntry, known: Known, faults: list[Breach]) -> str | None:
    """Entry gives the project its number in the statistics system, which no other project has."""
    if not (command.number or "").strip():
        if command.kind is StatisticsKind.ENTRY:
            faults.append(Breach("NUMBER_MISSING", "入库须登记统计库编号", A12, "number"))
        return None
    number = kept(clean_name(command.number or "", "统计库编号", "number", LONGEST_NUMBER), faults, "?", A12)
    if known.number_taken:
        message = f"统计库编号{number}已属于其他项目，请核对"
        faults.append(Breach("NUMBER_TAKEN", message, A12, "number"))
    return number


def _day_faults(command: RecordStatisticsEntry, known: Known, name: str, today: date) -> list[Breach]:
    """Neither in the future nor before the month of the start; reporting follows the entry, never goes before it."""
    faults, on = [], command.on
    if on > today:
        faults.append(Breach("ON_IN_FUTURE", f"{name}日期{on}晚于今日（{today}）", A12, "doneOn"))
    if known.started_on is not None and Month.of(on) < Month.of(known.started_on):
        message = f"{name}日期{on}早于开工当月（{known.started_on}开工），请核对"
        faults.append(Breach("BEFORE_START", message, A12, "doneOn"))
    entered = known.entry.on if known.entry else None
    reported = known.reporting.on if known.reporting else None
    if command.kind is StatisticsKind.REPORTING:
        if entered is None:
            faults.append(Breach("NOT_ENTERED", "项目尚未入库，先登记入库再登记入统", A12, "kind"))
        elif on < entered:
            faults.append(Breach("BEFORE_ENTRY", f"入统日期{on}早于入库日期{entered}", A12, "doneOn"))
    elif reported is not None and on > reported:
        faults.append(Breach("AFTER_REPORTING", f"入库日期{on}晚于已登记的入统日期{reported}", A12, "doneOn"))
    return faults


def except_(schedule: Schedule, current: Entry, command: ExceptStatistics, *, today: date) -> Decided[Entry] | Refusal:
    """第十二条“原则上”：put entry or reporting off, for a reason, by somebody's approval; both show wherever the record does."""
    name = KIND_NAMES[command.kind]
    faults = ended_faults(schedule.ended, f"登记{name}例外", "projectId")
    if current.on is not None:
        faults.append(Breach("ALREADY_RECORDED", f"已于{current.on}{name}，无需例外", A12, "kind"))
    reason = kept(clean_text(command.reason, "例外理由", "reason", 1000), faults, "?", A12)
    if not reason:
        faults.append(Breach("REASON_MISSING", "例外须说明理由", A12, "reason"))
    if not command.approver.strip():
        faults.append(Breach("APPROVER_MISSING", "例外须有批准人", A12, "approver"))
        approver = "?"
    else:
        approver = kept(clean_name(command.approver, "批准人", "approver"), faults, "?", A12)
    document = kept(clean_text(command.document or "", "批准文件", "document", 200), faults, "", A12) or None
    if faults:
        return Refusal(tuple(faults))
    after = replace(
        current,
        version=current.version + 1,
        exception_reason=reason,
        exception_approver=approver,
        exception_document=document,
    )
    event = StatisticsExcepted(
        entry_id=after.id,
        project_id=schedule.project_id,
        version=after.version,
        kind=after.kind.value,
        on=today,
        owner_id=schedule.owner_id,
        town_id=schedule.town_id,
        industry_authority_id=schedule.industry_authority_id,
        division=schedule.division,
    )
    return Decided(after, (event,))


def record_investment(
    schedule: Schedule,
    entered_on: date | None,
    current: Decimal | None,
    party: Party,
    command: RecordStatisticsInvestment,
    *,
    today: date,
) -> Decided[Decimal] | Refusal:
    """第十二条：record a month's statistical investment, or correct it with a reason; statistics only have entered projects."""
    faults = _standing_faults(schedule, party, "登记统计投资")
    if not (1 <= command.month <= MONTHS and 2004 <= command.year <= 2200):  # noqa: PLR2004 - of the calendar
        faults.append(Breach("MONTH_INVALID", f"年月不正确：{command.year}年{command.month}月", A12, "month"))
    else:
        month = Month(command.year, command.month)
        if month > Month.of(today):
            faults.append(Breach("MONTH_IN_FUTURE", f"{month}尚未开始，不能登记统计投资", A12, "month"))
        if entered_on is not None and month < Month.of(entered_on):
            faults.append(Breach("BEFORE_ENTRY", f"项目{entered_on}入库，{month}尚无统计投资", A12, "month"))
    if entered_on is None:
        faults.append(Breach("NOT_ENTERED", "项目尚未入库，不能登记统计投资", A12, "projectId"))
    amount = kept(check_amount(command.amount, "amount"), faults, Decimal(0), A12)
    reason = kept(clean_text(command.reason or "", "更正理由", "reason", 1000), faults, "", A12)
    if current is not None and not reason:
        faults.append(Breach("REASON_MISSING", "该月统计投资已登记，更正须说明理由", A12, "reason"))
    if current is not None and current == amount:
        faults.append(Breach("AMOUNT_UNCHANGED", "与已登记的统计投资相同，无需更正", A12, "amount"))
    return Refusal(tuple(faults)) if faults else Decided(amount)


def _standing_faults(schedule: Schedule, party: Party, doing: str) -> list[Breach]:
    """主体责任: the project's own owner, town or industry authority; the investment authority for all."""
    faults = ended_faults(schedule.ended, doing, "projectId")
    if schedule.kind is ItemKind.PRELIMINARY:
        faults.append(Breach("PRELIMINARY_NOT_IN_STATISTICS", f"重点前期项目尚未开工，不能{doing}", A12, "projectId"))
    if not (party.acts_as(Role.INVESTMENT_AUTHORITY) or schedule.stands_for(party.unit)):
        message = f"仅本项目的镇（街道）、行业主管部门、业主和区投资主管部门可以{doing}"
        faults.append(Breach("NOT_ANSWERING_FOR_PROJECT", message, A12, "projectId"))
    return faults


def _started_faults(schedule: Schedule, started_on: date | None, name: str) -> list[Breach]:
    """已开工重点项目: a new project has started once its start node is completed; a continuing one has before."""
    if started_on is not None or schedule.kind is ItemKind.CONTINUING:
        return []
    message = f"项目尚未开工（开工节点未办结，或未标记开工节点），不能登记{name}"
    return [Breach("NOT_STARTED", message, A12, "projectId")]


def _told(schedule: Schedule, entry: Entry, known: Known, today: date) -> InStatistics:
    standing = stand(entry.kind, known.started_on, entry.on, today)
    return EVENTS[entry.kind](
        entry_id=entry.id,
        project_id=schedule.project_id,
        version=entry.version,
        on=entry.on,
        number=entry.number,
        due_on=standing.due_on,
        days_late=standing.days_late,
        months_late=standing.months_late,
        excepted=entry.exception_reason is not None,
        owner_id=schedule.owner_id,
        town_id=schedule.town_id,
        industry_authority_id=schedule.industry_authority_id,
        division=schedule.division,
    )
