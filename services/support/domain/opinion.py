"""征求意见（会商）: a bureau asks other units, each has its own clock in working days; who is late is seen.

An opinion does not stop the bureau's own clock, and silence is no consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.workdays import WorkCalendar
from services.support.domain import wording
from services.support.domain.clock import last_workday
from services.support.domain.kinds.model import Consulted, RequestKind
from services.support.domain.request import (
    Acting,
    Action,
    Change,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_in_hand,
    not_of_bureau,
    stepped,
)
from services.support.domain.role_names import named


class Stance(StrEnum):
    """How a unit that was asked stands to a request."""

    AGREE = "AGREE"  # 同意
    AGREE_WITH_CONDITIONS = "AGREE_WITH_CONDITIONS"  # 附条件同意
    DISAGREE = "DISAGREE"  # 不同意


STANCE_NAMES = {Stance.AGREE: "同意", Stance.AGREE_WITH_CONDITIONS: "附条件同意", Stance.DISAGREE: "不同意"}
_HANDLED = frozenset({State.CLAIMED, State.SUSPENDED})
CLOSED_WITH_REQUEST = "申请已办结"  # why an opinion is not awaited any more once its request has ended


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that may be asked, as the copy knows it."""

    id: UUID
    name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One opinion that was asked for, and what came of it."""

    id: UUID
    version: int
    request_id: UUID
    unit_id: UUID
    question: str
    working_days: int
    asked_on: date
    due_on: date
    stance: Stance | None = None
    said: str | None = None
    given_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_reason: str | None = None

    @property
    def awaited(self) -> bool:
        """Whether the unit still owes it."""
        return self.given_on is None and self.withdrawn_on is None


def overdue(
    due_on: date, given_on: date | None, withdrawn_on: date | None, today: date, calendar: WorkCalendar
) -> bool:
    """Whether an opinion is still owed and its own limit is over."""
    return given_on is None and withdrawn_on is None and due_on < last_workday(today, calendar)


def late(due_on: date, given_on: date | None, withdrawn_on: date | None, today: date, calendar: WorkCalendar) -> int:
    """Count the working days beyond an opinion's limit, up to today or to when it was given or not asked any more."""
    return max(0, calendar.between(due_on, given_on or withdrawn_on or max(today, due_on)))


def ask(
    request: Request,
    id: UUID,
    unit: AskedUnit | None,
    question: str,
    opinions: Iterable[Opinion],
    rule: RequestKind,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> tuple[Change, Opinion] | Refusal:
    """第十七条：ask a unit that the matter's rule names for its opinion, due in its own working days."""
    said = wording.required(question, "征求意见的内容", rule.article, "question")
    consulted = _consulted(unit, rule)
    owed = None
    if unit is not None and any(o.unit_id == unit.id and o.awaited for o in opinions):
        owed = Breach("OPINION_ASKED_ALREADY", f"已征求“{unit.name}”的意见，正待其反馈", rule.article, "unitId")
    breaches = found(
        not_in(request, _HANDLED, "征求意见", rule.article),
        not_of_bureau(request, rule, acting),
        not_in_hand(request, rule, acting),
        not_before(request, rule, today),
        consulted if isinstance(consulted, Breach) else None,
        owed,
        said if isinstance(said, Breach) else None,
    )
    if breaches or unit is None or isinstance(consulted, Breach) or isinstance(said, Breach):
        return Refusal(breaches)
    opinion = Opinion(
        id=id,
        version=1,
        request_id=request.id,
        unit_id=unit.id,
        question=said,
        working_days=consulted.working_days,
        asked_on=today,
        due_on=calendar.add(today, consulted.working_days),
    )
    note = f"征求“{unit.name}”意见，{opinion.due_on} 前反馈：{said}"
    return Change(request=stepped(request, today), action=Action.CONSULTED, note=note), opinion


def due_corrected(opinion: Opinion, calendar: WorkCalendar) -> Opinion | None:
    """第十七条：set the limit of an opinion that is owed right by the calendar as it is now; None where it stays."""
    due_on = calendar.add(opinion.asked_on, opinion.working_days)
    if not opinion.awaited or due_on == opinion.due_on:
        return None
    return replace(opinion, version=opinion.version + 1, due_on=due_on)


def reassign(opinion: Opinion, survivor: UUID, into: str, today: date, *, twice: bool) -> Opinion:
    """第四条：who was asked was merged into another unit, which owes the opinion now, within the limit as it was.

    twice: the survivor owes one on the same request already, and gives no second.
    """
    after = replace(opinion, version=opinion.version + 1)
    if not twice:
        return replace(after, unit_id=survivor)
    return replace(after, withdrawn_on=today, withdrawn_reason=f"已并入“{into}”，由其一并反馈")


def give(
    request: Request, opinion: Opinion, stance: Stance, text: str, rule: RequestKind, acting: Acting, today: date
) -> tuple[Change, Opinion] | Refusal:
    """第十七条：say what the unit thinks; conditions and a disagreement are written out. A late opinion still counts."""
    if stance is Stance.AGREE:
        said = wording.optional(text, "意见", rule.article, "text")
    else:
        said = wording.required(
            text, "所附条件" if stance is Stance.AGREE_WITH_CONDITIONS else "不同意的理由", rule.article, "text"
        )
    stranger = None
    if acting.unit != opinion.unit_id:
        stranger = Breach("NOT_THE_CONSULTED", "仅被征求意见的单位可以反馈", rule.article)
    breaches = found(
        _not_awaited(opinion, rule),
        not_in(request, _HANDLED, "反馈意见", rule.article),
        stranger,
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    given = replace(opinion, version=opinion.version + 1, stance=stance, said=said, given_on=today)
    note = STANCE_NAMES[stance] + (f"：{said}" if said else "")
    return Change(request=stepped(request, today), action=Action.OPINION_GIVEN, note=note), given


def withdraw_asking(
    request: Request, opinion: Opinion, reason: str, rule: RequestKind, acting: Acting, today: date
) -> tuple[Change, Opinion] | Refusal:
    """第十七条：the bureau asks no more, for a reason; a required opinion is then missing until it is asked for again."""
    said = wording.required(reason, "撤回征求意见的理由", rule.article, "reason")
    breaches = found(
        _not_awaited(opinion, rule),
        not_in(request, _HANDLED, "撤回征求意见", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    gone = replace(opinion, version=opinion.version + 1, withdrawn_on=today, withdrawn_reason=said)
    return Change(request=stepped(request, today), action=Action.OPINION_WITHDRAWN, note=said), gone


def _not_awaited(opinion: Opinion, rule: RequestKind) -> Breach | None:
    if opinion.awaited:
        return None
    how = f"已于 {opinion.given_on} 反馈" if opinion.given_on else f"已于 {opinion.withdrawn_on} 撤回"
    return Breach("OPINION_NOT_AWAITED", f"该意见{how}，不能再操作", rule.article)


def _consulted(unit: AskedUnit | None, rule: RequestKind) -> Consulted | Breach:
    """Find what the rule says of the unit; where several of its roles are named, the longest time counts."""
    if unit is None or not unit.active:
        return Breach("UNIT_UNKNOWN", "没有这个单位，或该单位已停用", rule.article, "unitId")
    its = [c for c in rule.consulted if c.role in unit.roles]
    if its:
        return max(its, key=lambda c: c.working_days)
    names = named(c.role for c in rule.consulted)
    message = f"“{rule.name}”不向“{unit.name}”征求意见；可以征求：{names}"
    return Breach("OPINION_NOT_PROVIDED", message, rule.article, "unitId")
