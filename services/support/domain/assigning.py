"""第十七条（一）：one person of the bureau answers for a request: assigned by a colleague, or handed over by who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import (
    Acting,
    Action,
    Change,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_of_bureau,
    stepped,
)

_GIVEN = frozenset({State.ACCEPTED, State.CLAIMED, State.SUSPENDED})
_IN_HAND = frozenset({State.CLAIMED, State.SUSPENDED})
_LONGEST_NAME = 50
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """A named person of the bureau: the subject of their identity, and their name."""

    subject: str
    name: str


def assign(
    request: Request, to: Colleague, note: str | None, rule: RequestKind, acting: Acting, today: date
) -> Change | Refusal:
    """第十七条（一）：put a request into a named colleague's hands; whoever had it, has it no more, on record."""
    said = wording.optional(note, "分办意见", rule.article, "note")
    breaches = (*_faults(request, to, _GIVEN, "分办", rule, acting, today), *_of(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return _given(request, to, Action.ASSIGNED, said, today)


def hand_over(
    request: Request, to: Colleague, reason: str, rule: RequestKind, acting: Acting, today: date
) -> Change | Refusal:
    """第十七条（一）：give a request that one has in hand to a named colleague, for a reason."""
    said = wording.required(reason, "移交理由", rule.article, "reason")
    not_mine = None
    if request.claimant != acting.subject:
        message = f"该申请由 {request.claimant_name or '无人'} 经办，仅经办人可以移交；如需改派，请使用分办"
        not_mine = Breach("NOT_THE_CLAIMANT", message, rule.article)
    breaches = (*_faults(request, to, _IN_HAND, "移交", rule, acting, today), *found(not_mine), *_of(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return _given(request, to, Action.HANDED_OVER, said, today)


def _of(said: str | Breach) -> tuple[Breach, ...]:
    return (said,) if isinstance(said, Breach) else ()


def _faults(
    request: Request,
    to: Colleague,
    allowed: frozenset[State],
    doing: str,
    rule: RequestKind,
    acting: Acting,
    today: date,
) -> tuple[Breach, ...]:
    subject = wording.required(to.subject, "经办人标识", rule.article, "toSubject", longest=_LONGEST_SUBJECT)
    name = wording.required(to.name, "经办人姓名", rule.article, "toName", longest=_LONGEST_NAME)
    same = None
    if request.claimant is not None and request.claimant == to.subject.strip():
        same = Breach("CLAIMED_ALREADY", f"该申请已由 {request.claimant_name} 经办", rule.article, "toSubject")
    return found(
        not_in(request, allowed, doing, rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        subject if isinstance(subject, Breach) else None,
        name if isinstance(name, Breach) else None,
        same,
    )


def _given(request: Request, to: Colleague, action: Action, said: str, today: date) -> Change:
    state = State.CLAIMED if request.state is State.ACCEPTED else request.state
    name = to.name.strip()
    after = stepped(request, today, state=state, claimant=to.subject.strip(), claimant_name=name)
    former = f"由 {request.claimant_name} 转" if request.claimant_name else "交"
    note = f"{former} {name}" + (f"：{said}" if said else "")
    return Change(request=after, action=action, note=note)
