"""第三条（四）: the suggested list is deliberated by the bodies in their order.

Each passes it, passes it with changes, or returns it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.amending import Amending, amend, carried_out
from services.reserve.domain.plan.state import A3_4, Deliberation, Plan, not_in
from services.reserve.domain.rulebook import Body
from services.reserve.domain.terms import DeliberationOutcome, PlanStatus

PASSING = frozenset({DeliberationOutcome.PASSED, DeliberationOutcome.PASSED_WITH_CHANGES})
NOTHING = Amending()


def next_body(plan: Plan) -> Body | None:
    """Return the body whose turn it is in this round, None when all have passed the list."""
    passed = {d.body for d in plan.deliberations if d.round == plan.round and d.outcome in PASSING}
    order = rulebook.DELIBERATING_BODIES.on(plan.drafted_on)
    return next((b for b in order if b.code not in passed), None)


def deliberate(
    plan: Plan,
    body: str,
    outcome: DeliberationOutcome,
    held_on: date,
    reason: str | None,
    today: date,
    asked: Amending = NOTHING,
) -> Decided[Plan] | Refusal:
    """第三条（四）: record a meeting in its turn. What it changed goes on to the next body.

    A returned list is a draft again, and its next round starts anew.
    """
    breaches = not_in(plan, PlanStatus.SUGGESTED, "记录审议结果")
    breaches += _turn_breaches(plan, body)
    breaches += _day_breaches(plan, held_on, today)
    if outcome is DeliberationOutcome.RETURNED and not reason:
        breaches.append(Breach("REASON_MISSING", "退回修改须写明理由", A3_4, "reason"))
    breaches += _outcome_breaches(outcome, asked)
    done, faults = amend(plan, asked)
    breaches += faults
    if breaches:
        return Refusal(tuple(breaches))
    held = Deliberation(round=plan.round, body=body, outcome=outcome, held_on=held_on, changes=done)
    after = replace(
        plan,
        version=plan.version + 1,
        items=carried_out(plan.items, done),
        deliberations=(*plan.deliberations, held),
    )
    if outcome is DeliberationOutcome.RETURNED:
        return Decided(replace(after, status=PlanStatus.DRAFT, round=plan.round + 1, suggested_on=None))
    if next_body(after) is None:
        return Decided(replace(after, status=PlanStatus.APPROVED))
    return Decided(after)


def _outcome_breaches(outcome: DeliberationOutcome, asked: Amending) -> list[Breach]:
    """A list that passes with changes names them, and no other outcome does."""
    changing = outcome is DeliberationOutcome.PASSED_WITH_CHANGES
    if changing and not asked.amendments:
        return [Breach("CHANGES_MISSING", "修改后通过的，须逐项写明修改内容", A3_4, "changes")]
    if asked.amendments and not changing:
        message = "有修改内容的，审议结果应为修改后通过；退回的，修改意见写入退回理由"
        return [Breach("CHANGES_NOT_EXPECTED", message, A3_4, "changes")]
    return []


def _turn_breaches(plan: Plan, body: str) -> list[Breach]:
    order = rulebook.DELIBERATING_BODIES.on(plan.drafted_on)
    names = "、".join(b.name for b in order)
    if body not in {b.code for b in order}:
        codes = "、".join(b.code for b in order)
        return [Breach("BODY_UNKNOWN", f"审议机构依次为：{names}（{codes}）", A3_4, "body")]
    turn = next_body(plan)
    if turn is None or turn.code == body:
        return []
    message = f"须依次经{names}审议，现应由{turn.name}审议"
    return [Breach("DELIBERATION_OUT_OF_ORDER", message, A3_4, "body")]


def _day_breaches(plan: Plan, held_on: date, today: date) -> list[Breach]:
    if held_on > today:
        return [Breach("MEETING_NOT_YET_HELD", f"会议日期不能晚于今天（{today}）", A3_4, "heldOn")]
    earlier = [d.held_on for d in plan.deliberations]
    since = max([*earlier, plan.suggested_on or plan.drafted_on])
    if held_on < since:
        message = f"会议日期不能早于建议名单形成和前一次审议（{since}）"
        return [Breach("MEETING_TOO_EARLY", message, A3_4, "heldOn")]
    return []
