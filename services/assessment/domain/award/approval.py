"""The way of a year's list: drafted, submitted, approved by the bodies in their order, published (A20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.assessment.domain.award import rulebook
from services.assessment.domain.award.model import A20, AwardList, Held, Limit, ListStatus, Nominated, Outcome
from services.assessment.domain.award.numbers import faults_of_numbers
from services.assessment.domain.award.rulebook import Body, Step
from services.law.breach import Breach, Refusal

STATUS_WORDS = {
    ListStatus.DRAFT: "拟定中",
    ListStatus.SUBMITTED: "已提请审定",
    ListStatus.APPROVED: "已审定通过",
    ListStatus.PUBLISHED: "已公布或上报",
    ListStatus.DISCARDED: "已作废",
}


def name_of(which: AwardList) -> str:
    """Name a list as officials do."""
    return f"{which.year}年度{which.level.words}先进{'名单' if which.level.value == 'DISTRICT' else '推荐名单'}"


def steps_of(which: AwardList) -> tuple[Step, ...]:
    """第二十条：the steps of approval as they were when the list was drafted."""
    return rulebook.APPROVAL.on(which.drafted_on)[which.level]


def passed_steps(which: AwardList) -> int:
    """How many steps were passed in this round."""
    return sum(h.outcome is Outcome.PASSED for h in which.held if h.round == which.round)


def next_step(which: AwardList) -> Step | None:
    """Return whose turn it is while a list is submitted."""
    steps, at = steps_of(which), passed_steps(which)
    return steps[at] if which.status is ListStatus.SUBMITTED and at < len(steps) else None


def not_in(which: AwardList, expected: ListStatus, doing: str) -> list[Breach]:
    """Refuse what the list's status does not allow."""
    if which.status is expected:
        return []
    message = f"{name_of(which)}{STATUS_WORDS[which.status]}，只有{STATUS_WORDS[expected]}的才能{doing}"
    return [Breach("AWARDS_NOT_IN_STATUS", message, A20, "listId")]


def submit(which: AwardList, limits: Sequence[Limit], standing: Sequence[Nominated]) -> tuple[Breach, ...]:
    """第二十条：what is submitted names somebody, within the numbers, and everyone on it was vetted in this round."""
    breaches = not_in(which, ListStatus.DRAFT, "提请审定")
    if not standing:
        breaches.append(Breach("NOBODY_NOMINATED", "名单尚无提名，不能提请审定", A20, "listId"))
    breaches += faults_of_numbers(limits, standing)
    return (*breaches, *faults_of_vetting(standing))


def faults_of_vetting(standing: Sequence[Nominated]) -> tuple[Breach, ...]:
    """第二十条、第二十一条：nobody who was not vetted, or whom something bars, stays on the list."""
    unvetted = sum(n.clear is None for n in standing)
    barred = sum(n.clear is False for n in standing)
    breaches = []
    if unvetted:
        breaches.append(Breach("NOT_VETTED", f"有 {unvetted} 项提名本轮尚未审核，请先审核", A20, "listId"))
    if barred:
        message = f"有 {barred} 项提名经审核不得评选，请撤回提名"
        breaches.append(Breach("NOMINATION_BARRED", message, A20, "listId"))
    return tuple(breaches)


@dataclass(frozen=True, slots=True)
class Decided:
    """A meeting's decision, and the list as it stands then."""

    after: AwardList
    body: Body


def decide(
    which: AwardList, body: str, outcome: Outcome, held_on: date, reason: str | None, today: date
) -> Decided | Refusal:
    """第二十条：the bodies decide in their order; what one returns is a draft again, and its next round starts anew."""
    breaches = not_in(which, ListStatus.SUBMITTED, "记录审定结果")
    found = _turn(which, body, breaches)
    since = max([which.submitted_on or which.drafted_on, *(h.held_on for h in which.held if h.round == which.round)])
    if not since <= held_on <= today:
        message = f"会议日期须在{since}（提请或上一次审定）与今日之间"
        breaches.append(Breach("MEETING_DAY_INVALID", message, A20, "heldOn"))
    if outcome is Outcome.RETURNED and not reason:
        breaches.append(Breach("REASON_MISSING", "退回修改须写明理由", A20, "reason"))
    if breaches or found is None:
        return Refusal(tuple(breaches))
    held = Held(which.round, passed_steps(which) + 1, outcome, held_on)
    after = replace(which, held=(*which.held, held))
    if outcome is Outcome.RETURNED:
        after = replace(after, status=ListStatus.DRAFT, round=which.round + 1, submitted_on=None)
    elif next_step(after) is None:
        after = replace(after, status=ListStatus.APPROVED)
    return Decided(after, found)


def _turn(which: AwardList, code: str, breaches: list[Breach]) -> Body | None:
    """Return the body if it is its turn."""
    steps = steps_of(which)
    known = [body for step in steps for body in step.bodies]
    if code not in {body.code for body in known}:
        names = "、".join(f"{body.name}（{body.code}）" for body in known)
        breaches.append(Breach("BODY_UNKNOWN", f"审定机构依次为：{names}", A20, "body"))
        return None
    turn = next_step(which)
    if turn is not None and turn.body(code) is None:
        order = "，".join(step.name for step in steps)
        message = f"须依次经{order}审定，现应由{turn.name}审定"
        breaches.append(Breach("APPROVAL_OUT_OF_ORDER", message, A20, "body"))
    return turn.body(code) if turn else None
