"""第十条（约谈督办）：a unit is invited, the interview is held, what was promised is followed up; all of it on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.dispatch.rulebook import FARTHEST_LIMIT, PROMISES_AT_MOST
from services.schedule.domain.dispatch.terms import A10, InterviewState

INTERVIEW_UNKNOWN = Breach("INTERVIEW_UNKNOWN", "没有该约谈，或不在您的查看范围内", A10, "interviewId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """The command: invite a candidate, or change time and place of an invitation (interview_id)."""

    candidate_id: UUID | None = None
    interview_id: UUID | None = None
    at: datetime
    place: str
    interviewer: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the unit promises, and until when."""

    text: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The command: the interview was held: when, who came, what was said and promised."""

    interview_id: UUID
    held_on: date
    attended: str
    record: str
    promises: tuple[Promise, ...]
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The command: a promise (by its place, from 0) was kept: when and how."""

    interview_id: UUID
    promise: int
    done_on: date
    text: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """The command: the interview is not held, for a reason; its candidate is decided on anew."""

    interview_id: UUID
    reason: str
    expected_version: int


def check_invitation(command: Invite, now: datetime) -> Invite | Refusal:
    """An invitation says when, where and who speaks with the unit; it is for a time to come. Return it as it is kept."""
    faults: list[Breach] = []
    if command.at <= now:
        faults.append(Breach("INTERVIEW_IN_THE_PAST", "约谈时间须晚于现在", A10, "at"))
    elif command.at - now > FARTHEST_LIMIT:
        faults.append(Breach("INTERVIEW_TOO_FAR", "约谈时间距今超过两年，请核对", A10, "at"))
    place = kept(clean_name(command.place, "约谈地点", "place"), faults, "", A10)
    interviewer = kept(clean_name(command.interviewer, "约谈人", "interviewer"), faults, "", A10)
    return Refusal(tuple(faults)) if faults else replace(command, place=place, interviewer=interviewer)


def check_state(state: InterviewState, wanted: InterviewState) -> list[Breach]:
    """Steps follow each other: invited, held, followed up; what was cancelled is over."""
    names = {
        InterviewState.INVITED: "已通知",
        InterviewState.HELD: "已约谈",
        InterviewState.FOLLOWED_UP: "整改完成",
        InterviewState.CANCELLED: "已取消",
    }
    if state is wanted:
        return []
    return [Breach("INTERVIEW_STATE", f"该约谈为“{names[state]}”，不能进行此操作", A10, "interviewId")]


def check_held(command: Hold, invited_on: date, today: date) -> Hold | Refusal:
    """第十条：what an interview leaves behind, as it is kept: who came, what was said, what is promised until when."""
    faults: list[Breach] = []
    if not invited_on <= command.held_on <= today:
        faults.append(Breach("HELD_ON_WRONG", "约谈日期须在通知之日至今日之间", A10, "heldOn"))
    attended = _wanted(command.attended, "到场人员", "attended", 1000, faults)
    record = _wanted(command.record, "约谈记录", "record", 10_000, faults)
    if not 1 <= len(command.promises) <= PROMISES_AT_MOST:
        faults.append(Breach("PROMISES_MISSING", f"须记明1至{PROMISES_AT_MOST}项整改承诺及时限", A10, "promises"))
    promises = []
    for at, promise in enumerate(command.promises[:PROMISES_AT_MOST]):
        text = _wanted(promise.text, "整改承诺", f"promises.{at}.text", 2000, faults)
        promises.append(replace(promise, text=text))
        if promise.until < command.held_on:
            faults.append(Breach("PROMISE_LIMIT_PAST", "承诺时限不能早于约谈之日", A10, f"promises.{at}.until"))
        elif promise.until - command.held_on > FARTHEST_LIMIT:
            faults.append(
                Breach("PROMISE_LIMIT_TOO_FAR", "承诺时限距约谈之日超过两年，请核对", A10, f"promises.{at}.until")
            )
    if faults:
        return Refusal(tuple(faults))
    return replace(command, attended=attended, record=record, promises=tuple(promises))


def check_follow_up(done: Sequence[date | None], held_on: date, command: FollowUp, today: date) -> str | Refusal:
    """第十条（督办）：each promise is reported kept once, with how; return that text."""
    faults: list[Breach] = []
    if not 0 <= command.promise < len(done):
        faults.append(Breach("PROMISE_UNKNOWN", f"没有第{command.promise + 1}项承诺", A10, "promiseIndex"))
    elif done[command.promise] is not None:
        faults.append(Breach("PROMISE_KEPT", "该项承诺已登记完成", A10, "promiseIndex"))
    if not held_on <= command.done_on <= today:
        faults.append(Breach("DONE_ON_WRONG", "完成日期须在约谈之日至今日之间", A10, "doneOn"))
    text = _wanted(command.text, "完成情况", "text", 4000, faults)
    return Refusal(tuple(faults)) if faults else text


def check_reason(reason: str) -> str | Refusal:
    """A cancellation has a reason."""
    faults: list[Breach] = []
    text = _wanted(reason, "取消理由", "reason", 2000, faults)
    return Refusal(tuple(faults)) if faults else text


def _wanted(written: str, label: str, field: str, longest: int, faults: list[Breach]) -> str:
    text = kept(clean_text(written, label, field, longest), faults, "?", A10)
    if not text:
        faults.append(Breach("TEXT_MISSING", f"须写明{label}", A10, field))
    return text
