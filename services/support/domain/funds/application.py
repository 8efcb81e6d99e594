"""第十六条（三）：applications for budget funds of higher levels, special bonds and enterprise bonds, stage by stage.

paid ≤ arrived ≤ granted ≤ asked, always: who gets more than was asked for raises what was asked first, by a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.funds.findings import ZERO, Findings, money
from services.support.domain.funds.rulebook import StageRule
from services.support.domain.funds.terms import (
    APPLICATION_STATES,
    APPLICATIONS,
    ApplicationAction,
    ApplicationKind,
    ApplicationState,
    Booking,
    Stage,
)
from services.support.domain.keeping import FIRST_YEAR, LAST_YEAR
from services.support.domain.request import Acting

HANDLERS = frozenset({Role.FINANCE, Role.FINANCIAL_SERVICES, Role.INVESTMENT_AUTHORITY})
OPEN = frozenset({ApplicationState.OPEN, ApplicationState.RETURNED})
_NAMES = {"asked": "申请", "granted": "批准", "arrived": "到位", "paid": "支付"}
_COLUMNS = {
    Booking.ASKED: "asked",
    Booking.GRANTED: "granted",
    Booking.ARRIVAL: "arrived",
    Booking.PAYMENT: "paid",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What was asked for, granted, arrived and paid, in 万元."""

    asked: Decimal
    granted: Decimal = ZERO
    arrived: Decimal = ZERO
    paid: Decimal = ZERO

    def fault(self) -> str | None:
        """Say in Chinese which amount exceeds the one before it; None where all is in order."""
        chain = ("paid", "arrived", "granted", "asked")
        for less, more in pairwise(chain):
            low, high = getattr(self, less), getattr(self, more)
            if low > high:
                return f"{_NAMES[less]} {money(low)} 超过{_NAMES[more]} {money(high)}"
        return None if self.paid >= 0 else "金额不能为负"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One application as decisions see it. stepped_on: the business day of its last step."""

    id: UUID
    division: str
    kind: ApplicationKind
    stage: Stage
    state: ApplicationState
    amounts: Amounts
    stepped_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a step has done, and what the history says of it."""

    application: Application
    action: ApplicationAction
    on: date
    amount: Decimal | None = None
    document: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who acts: for which division as a department that handles applications, and whether as the project's owner."""

    acting: Acting
    owner_id: UUID | None
    today: date

    def refused(self, division: str) -> Breach | None:
        """第十六条（三）：departments of the division, or the project's owner."""
        acting = self.acting
        if acting.roles & HANDLERS and division == acting.division:
            return None
        if Role.OWNER in acting.roles and acting.unit is not None and acting.unit == self.owner_id:
            return None
        return Breach("NOT_CONCERNED", "仅项目业主或本区财政、金融、投资主管部门可以办理", APPLICATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an application begins with."""

    kind: ApplicationKind
    year: int
    title: str
    authority: str
    asked: Decimal
    note: str | None


def open_application(
    id: UUID, division: str, given: Opening, doing: Doing
) -> tuple[Application, Opening, Change] | Refusal:
    """Begin to prepare an application."""
    found = Findings(APPLICATIONS)
    found.take(doing.refused(division))
    found.unless(
        FIRST_YEAR <= given.year <= LAST_YEAR, "YEAR_INVALID", f"年度须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", "year"
    )
    clean = Opening(
        kind=given.kind,
        year=given.year,
        title=found.text(given.title, "申报名称", "title", 200),
        authority=found.text(given.authority, "受理机关", "authority", 200),
        asked=found.amount(given.asked, "asked"),
        note=found.optional(given.note, "说明", "note"),
    )
    if found.refusal:
        return found.refusal
    made = Application(
        id=id,
        division=division,
        kind=given.kind,
        stage=Stage.PREPARING,
        state=ApplicationState.OPEN,
        amounts=Amounts(asked=clean.asked),
        stepped_on=doing.today,
    )
    change = Change(
        application=made, action=ApplicationAction.OPENED, on=doing.today, amount=clean.asked, reason=clean.note
    )
    return made, clean, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is said of a step."""

    on: date
    amount: Decimal | None = None
    document: str | None = None
    reason: str | None = None


def advance(
    application: Application, to: Stage, said: Step, stages: Sequence[StageRule], doing: Doing
) -> Change | Refusal:
    """Go on to the next stage of the kind; a returned one is submitted again from preparation."""
    found = _begin(application, said, doing)
    order = [s.stage for s in stages]
    at = order.index(application.stage) if application.stage in order else -1
    following = stages[at + 1] if at + 1 < len(stages) else None
    if following is None or following.stage is not to:
        wanted = f"下一环节是{following.name}" if following else "已是最后环节"
        found.note("STAGE_NOT_NEXT", f"申报须逐环节办理，{wanted}", "to")
    needs = following if following is not None and following.stage is to else None
    document = _document(said, found, required=needs is not None and needs.with_document)
    amounts = _reached(application.amounts, said, needs, found)
    if to is Stage.CLOSED:
        message = f"到位 {money(amounts.arrived)}，支付 {money(amounts.paid)}，尚未全部支付，办结须说明理由"
        settled = amounts.arrived == amounts.paid or bool((said.reason or "").strip())
        found.unless(settled, "REASON_MISSING", message, "reason")
    why = found.optional(said.reason, "说明", "reason")
    if found.refusal:
        return found.refusal
    state = ApplicationState.CLOSED if to is Stage.CLOSED else ApplicationState.OPEN
    after = replace(application, stage=to, state=state, amounts=amounts, stepped_on=said.on)
    action = ApplicationAction.CLOSED if to is Stage.CLOSED else ApplicationAction.ADVANCED
    amount = said.amount if needs and needs.with_amount else None
    return Change(application=after, action=action, on=said.on, amount=amount, document=document, reason=why)


def _reached(amounts: Amounts, said: Step, needs: StageRule | None, found: Findings) -> Amounts:
    """Take in the amount of a stage that has one."""
    if needs is None or not needs.with_amount:
        found.unless(said.amount is None, "AMOUNT_NOT_EXPECTED", "该环节不登记金额", "amount")
        return amounts
    if said.amount is None:
        found.note("AMOUNT_MISSING", f"{needs.name}须登记金额", "amount")
        return amounts
    size = found.amount(said.amount)
    column = "granted" if needs.stage is Stage.GRANTED else "arrived"
    return _in_order(replace(amounts, **{column: size}), amounts, found)


def book(application: Application, what: Booking, said: Step, doing: Doing) -> Change | Refusal:
    """Book a further arrival or payment, or raise what was asked or granted; a negative amount corrects, with its reason."""
    found = _begin(application, said, doing)
    amount = said.amount or ZERO
    size = found.amount(abs(amount))
    document = _document(said, found, required=True)
    raises = what in {Booking.ASKED, Booking.GRANTED}
    needs_reason = amount < 0 or raises
    why = (
        found.text(said.reason or "", "理由", "reason")
        if needs_reason
        else found.optional(said.reason, "说明", "reason")
    )
    since = {Booking.GRANTED: Stage.GRANTED, Booking.ARRIVAL: Stage.ARRIVED, Booking.PAYMENT: Stage.ARRIVED}.get(what)
    reached = since is None or _reaches(application.stage, since)
    found.unless(reached, "STAGE_NOT_REACHED", "该环节尚未到达，不能登记此项金额", "what")
    column = _COLUMNS[what]
    before = application.amounts
    change = size if amount > 0 else -size
    after = _in_order(replace(before, **{column: getattr(before, column) + change}), before, found)
    if found.refusal:
        return found.refusal
    actions = {Booking.ARRIVAL: ApplicationAction.ARRIVED, Booking.PAYMENT: ApplicationAction.PAID}
    action = ApplicationAction.CORRECTED if amount < 0 else actions.get(what, ApplicationAction.RAISED)
    moved = replace(application, amounts=after, stepped_on=said.on)
    return Change(application=moved, action=action, on=said.on, amount=change, document=document, reason=why)


def _reaches(stage: Stage, since: Stage) -> bool:
    order = list(Stage)
    return order.index(stage) >= order.index(since)


def _in_order(after: Amounts, before: Amounts, found: Findings) -> Amounts:
    """Note an amount that exceeds the one before it; go on with what was."""
    fault = after.fault()
    if fault is None:
        return after
    hint = "；批准超过申请的，请先凭文件调增申请金额" if after.granted > after.asked else ""
    found.note("AMOUNTS_OUT_OF_ORDER", f"{fault}{hint}", "amount")
    return before


def send_back(application: Application, said: Step, doing: Doing) -> Change | Refusal:
    """The authority returns it for correction: it is prepared again. Only what is not granted yet."""
    found = _begin(application, said, doing)
    why, document = found.text(said.reason or "", "退回原因", "reason"), _document(said, found, required=False)
    early = application.stage in {Stage.SUBMITTED, Stage.REVIEWED, Stage.LISTED}
    found.unless(early, "STATE_NOT_ALLOWED", "仅已申报而未获批准的申报可以退回")
    if found.refusal:
        return found.refusal
    after = replace(application, stage=Stage.PREPARING, state=ApplicationState.RETURNED, stepped_on=said.on)
    return Change(application=after, action=ApplicationAction.RETURNED, on=said.on, document=document, reason=why)


def end(application: Application, said: Step, doing: Doing, *, refused: bool) -> Change | Refusal:
    """The authority refuses it, or the applicant withdraws it. Money that has arrived is not ended so."""
    found = _begin(application, said, doing)
    why, document = found.text(said.reason or "", "原因", "reason"), _document(said, found, required=refused)
    found.unless(application.amounts.arrived == 0, "STATE_NOT_ALLOWED", "资金已到位的申报不能终止，请办结")
    prepared = not refused or application.stage is not Stage.PREPARING
    found.unless(prepared, "STATE_NOT_ALLOWED", "尚未申报的不能登记为未获批准，请撤回")
    if found.refusal:
        return found.refusal
    state = ApplicationState.REFUSED if refused else ApplicationState.WITHDRAWN
    action = ApplicationAction.REFUSED if refused else ApplicationAction.WITHDRAWN
    after = replace(application, state=state, stepped_on=said.on)
    return Change(application=after, action=action, on=said.on, document=document, reason=why)


def _begin(application: Application, said: Step, doing: Doing) -> Findings:
    """Note what would stop any step."""
    found = Findings(APPLICATIONS)
    found.take(doing.refused(application.division))
    name = APPLICATION_STATES[application.state]
    found.unless(application.state in OPEN, "STATE_NOT_ALLOWED", f"该申报{name}，不能再办理")
    found.day(said.on, doing.today, "on", application.stepped_on)
    return found


def _document(said: Step, found: Findings, *, required: bool) -> str | None:
    if required:
        return found.text(said.document or "", "文件或凭证", "document", 200)
    return found.optional(said.document, "文件或凭证", "document")
