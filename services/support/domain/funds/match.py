"""第十六条（二）：a demand and an institution that may finance it — introduced, talking, agreed, signed, drawn down, or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Refusal
from services.support.domain.funds.demand import LISTED, Concerned, not_bureau, not_in
from services.support.domain.funds.findings import ZERO, Findings, money
from services.support.domain.funds.terms import DEMANDS, MATCH_STATES, MatchState

_ORDER = (MatchState.INTRODUCED, MatchState.TALKING, MatchState.AGREED, MatchState.SIGNED)
_WITH_AMOUNT = frozenset({MatchState.AGREED, MatchState.SIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How far the talks are, and for how much, in 万元."""

    id: UUID
    demand_id: UUID
    state: MatchState
    agreed: Decimal | None = None
    signed: Decimal | None = None
    drawn: Decimal = ZERO
    moved_on: date
    reason: str | None = None


def introduce(who: Concerned, *, active: bool, talking: bool, note: str | None) -> str | Refusal | None:
    """Bring a demand and an institution together. active: it takes part; talking: they are in touch already."""
    found = Findings(DEMANDS)
    found.take(not_bureau(who))
    found.take(not_in(who.state, LISTED, "推介"))
    found.unless(active, "INSTITUTION_INACTIVE", "该机构已停用", "institutionId")
    found.unless(not talking, "MATCH_EXISTS", "该需求已与此机构对接，请在原对接记录上办理", "institutionId")
    text = found.optional(note, "说明", "note")
    return found.refusal or text


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is said of a step: an amount where one is agreed or signed, a document of what is signed, a reason of a refusal."""

    to: MatchState
    amount: Decimal | None
    document: str | None
    reason: str | None
    on: date


def move(match: Match, said: Move, who: Concerned, today: date) -> Match | Refusal:
    """Go on to a later state, or end the talks with the reason."""
    found = Findings(DEMANDS)
    found.take(not_bureau(who))
    found.day(said.on, today, "on", match.moved_on)
    names = MATCH_STATES
    if said.to is MatchState.REFUSED:
        why: str | None = found.text(said.reason or "", "未达成的原因", "reason")
        ended = match.state is MatchState.REFUSED or match.drawn > 0
        found.unless(not ended, "STATE_NOT_ALLOWED", f"{names[match.state]}的对接不能登记为未达成", "to")
    else:
        why = found.optional(said.reason, "说明", "reason")
        on_way = said.to in _ORDER and match.state in _ORDER and _ORDER.index(said.to) > _ORDER.index(match.state)
        message = f"{names[match.state]}的对接不能改为{names[said.to]}；放款请用登记放款"
        found.unless(on_way, "STATE_NOT_ALLOWED", message, "to")
    amount = _amount(said, found)
    if said.to is MatchState.SIGNED:
        found.text(said.document or "", "合同或协议编号", "document", 200)
    if found.refusal:
        return found.refusal
    after = replace(match, state=said.to, moved_on=said.on, reason=why)
    if said.to is MatchState.AGREED:
        return replace(after, agreed=amount)
    return replace(after, signed=amount) if said.to is MatchState.SIGNED else after


def _amount(said: Move, found: Findings) -> Decimal | None:
    if said.to not in _WITH_AMOUNT:
        found.unless(said.amount is None, "AMOUNT_NOT_EXPECTED", f"{MATCH_STATES[said.to]}不登记金额", "amount")
        return None
    if said.amount is None:
        found.note("AMOUNT_MISSING", f"{MATCH_STATES[said.to]}须登记金额", "amount")
        return None
    return found.amount(said.amount)


def draw(
    match: Match, amount: Decimal, on: date, document: str, reason: str | None, *, who: Concerned, today: date
) -> Match | Refusal:
    """Book what was drawn down, never more than was signed; a negative amount corrects, with its reason."""
    found = Findings(DEMANDS)
    found.take(not_bureau(who))
    size = found.amount(abs(amount))
    found.day(on, today, "on", match.moved_on if amount > 0 and not match.drawn else None)
    found.text(document, "放款凭证", "document", 200)
    if amount < 0:
        found.text(reason or "", "更正理由", "reason")
    signed = match.signed if match.state in {MatchState.SIGNED, MatchState.DRAWN_DOWN} else None
    found.unless(signed is not None, "STATE_NOT_ALLOWED", f"{MATCH_STATES[match.state]}的对接尚不能放款")
    drawn = match.drawn + (size if amount > 0 else -size)
    message = f"已签约 {money(signed or ZERO)}，已放款 {money(match.drawn)}，本次 {money(amount)}"
    found.unless(signed is None or ZERO <= drawn <= signed, "DRAW_EXCEEDS_SIGNED", message, "amount")
    if found.refusal:
        return found.refusal
    state = MatchState.DRAWN_DOWN if drawn else MatchState.SIGNED
    return replace(match, drawn=drawn, state=state, moved_on=max(on, match.moved_on))
