"""第十六条（二）：the financing demands of key projects — who may do what with them, and what must be said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.funds.findings import Findings, money
from services.support.domain.funds.privacy import leading_to_a_person
from services.support.domain.funds.terms import DEMAND_STATES, DEMANDS, DemandState, FinancingForm
from services.support.domain.keeping import beyond
from services.support.domain.request import Acting

LONGEST_TERM = 600  # months
OPEN = frozenset({DemandState.SUBMITTED, DemandState.RETURNED, DemandState.ACCEPTED})
TO_AMEND = frozenset({DemandState.SUBMITTED, DemandState.RETURNED, DemandState.ACCEPTED})
LISTED = frozenset({DemandState.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a project needs. The first six are published; contact and note are for the bureau alone."""

    amount: Decimal
    purpose: str
    term_months: int
    form: FinancingForm
    collateral: str | None
    needed_by: date | None
    contact_name: str | None
    contact_phone: str | None
    internal_note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A project's demand as a decision sees it: where it stands, and who acts."""

    division: str
    state: DemandState
    owner_id: UUID | None
    bureau_division: str | None
    acting: Acting

    @property
    def by_bureau(self) -> bool:
        """Whether the financial services department of the division acts."""
        return self.bureau_division == self.division

    @property
    def by_owner(self) -> bool:
        """Whether the project's owner acts."""
        acting = self.acting
        return Role.OWNER in acting.roles and acting.unit is not None and acting.unit == self.owner_id


def checked(asked: Asked, found: Findings, today: date) -> Asked:
    """Read what was given, and note what is wrong with it."""
    purpose = found.text(asked.purpose, "资金用途", "facts.purpose", 1000)
    collateral = found.optional(asked.collateral, "担保或增信措施", "facts.collateral")
    for text, field, label in (
        (purpose, "facts.purpose", "资金用途"),
        (collateral, "facts.collateral", "担保或增信措施"),
    ):
        lead = leading_to_a_person(text or "")
        message = f"{label}将对外公开，不得含有{lead}；请填在联系人、联系电话或内部备注中"
        found.unless(lead is None, "PERSONAL_DATA_IN_PUBLIC_TEXT", message, field)
    in_range = 1 <= asked.term_months <= LONGEST_TERM
    found.unless(in_range, "TERM_INVALID", f"融资期限须为 1 至 {LONGEST_TERM} 个月", "facts.termMonths")
    late = asked.needed_by is None or asked.needed_by >= today
    found.unless(late, "DATE_PASSED", "资金需求日期已过", "facts.neededBy")
    found.take(None if asked.needed_by is None else beyond(asked.needed_by, DEMANDS, "facts.neededBy"))
    return Asked(
        amount=found.amount(asked.amount, "facts.amount"),
        purpose=purpose,
        term_months=asked.term_months,
        form=asked.form,
        collateral=collateral,
        needed_by=asked.needed_by,
        contact_name=found.optional(asked.contact_name, "联系人", "facts.contactName"),
        contact_phone=found.optional(asked.contact_phone, "联系电话", "facts.contactPhone"),
        internal_note=found.optional(asked.internal_note, "内部备注", "facts.internalNote"),
    )


def submit(asked: Asked, who: Concerned, today: date) -> tuple[Asked, DemandState] | Refusal:
    """Take a demand up: what the bureau enters itself is on the list at once, an owner's waits for the bureau."""
    found = Findings(DEMANDS)
    found.take(_not_concerned(who))
    clean = checked(asked, found, today)
    if found.refusal:
        return found.refusal
    return clean, DemandState.ACCEPTED if who.by_bureau else DemandState.SUBMITTED


def amend(asked: Asked, who: Concerned, drawn: Decimal, today: date) -> tuple[Asked, DemandState] | Refusal:
    """Change a demand, or answer a return. An owner's change waits for the bureau again."""
    found = Findings(DEMANDS)
    found.take(_not_concerned(who))
    found.take(not_in(who.state, TO_AMEND, "修改"))
    clean = checked(asked, found, today)
    message = f"需求金额不能低于已放款 {money(drawn)}"
    found.unless(clean.amount >= drawn, "AMOUNT_BELOW_DRAWN", message, "facts.amount")
    if found.refusal:
        return found.refusal
    return clean, DemandState.ACCEPTED if who.by_bureau else DemandState.SUBMITTED


def review(who: Concerned, *, accept: bool, reason: str | None) -> tuple[DemandState, str | None] | Refusal:
    """Put a demand on the list, or return it with what must be corrected."""
    found = Findings(DEMANDS)
    found.take(not_bureau(who))
    found.take(not_in(who.state, frozenset({DemandState.SUBMITTED}), "审核"))
    why = found.optional(reason, "审核意见", "reason") if accept else found.text(reason or "", "退回理由", "reason")
    return found.refusal or (DemandState.ACCEPTED if accept else DemandState.RETURNED, why)


def withdraw(who: Concerned, reason: str) -> str | Refusal:
    """Take a demand back; what was published before says so by itself."""
    found = Findings(DEMANDS)
    found.take(_not_concerned(who))
    found.take(not_in(who.state, OPEN, "撤回"))
    why = found.text(reason, "撤回理由", "reason")
    return found.refusal or why


def close(who: Concerned, amount: Decimal, drawn: Decimal, reason: str | None) -> str | Refusal | None:
    """Close a demand that is met; where less was drawn than asked for, with a reason."""
    found = Findings(DEMANDS)
    found.take(not_bureau(who))
    found.take(not_in(who.state, LISTED, "办结"))
    why = found.optional(reason, "说明", "reason")
    message = f"已放款 {money(drawn)}，未达到需求 {money(amount)}，请说明理由"
    found.unless(drawn >= amount or why is not None, "REASON_MISSING", message, "reason")
    return found.refusal or why


def working_on(who: Concerned, found: Findings) -> Findings:
    """Note whether the bureau or the owner may work at a demand: appraisals, analyses, plans."""
    found.take(_not_concerned(who))
    found.take(not_in(who.state, LISTED, "办理"))
    return found


def not_bureau(who: Concerned) -> Breach | None:
    """第十六条（二）：only the financial services department of the division."""
    return None if who.by_bureau else Breach("NOT_THE_BUREAU", "仅本区金融服务部门可以办理", DEMANDS)


def _not_concerned(who: Concerned) -> Breach | None:
    if who.by_bureau or who.by_owner:
        return None
    return Breach("NOT_CONCERNED", "仅项目业主或本区金融服务部门可以办理", DEMANDS)


def not_in(state: DemandState, allowed: Collection[DemandState], doing: str) -> Breach | None:
    """Name the state that does not allow what is being done."""
    if state in allowed:
        return None
    names = "、".join(DEMAND_STATES[s] for s in DemandState if s in allowed)
    message = f"该需求{DEMAND_STATES[state]}，不能{doing}；仅“{names}”的需求可以{doing}"
    return Breach("STATE_NOT_ALLOWED", message, DEMANDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """An appraisal of what a project can offer: who appraised what, by which report, at what value, on which day."""

    appraiser: str
    asset: str
    document: str
    value: Decimal
    appraised_on: date


def appraise(given: Appraisal, who: Concerned, today: date) -> Appraisal | Refusal:
    """Keep an appraisal of assets."""
    found = working_on(who, Findings(DEMANDS))
    clean = Appraisal(
        appraiser=found.text(given.appraiser, "评估机构", "appraiser", 200),
        asset=found.text(given.asset, "评估资产", "asset", 1000),
        document=found.text(given.document, "评估报告文号", "document", 200),
        value=found.amount(given.value, "value"),
        appraised_on=found.day(given.appraised_on, today, "appraisedOn"),
    )
    return found.refusal or clean
