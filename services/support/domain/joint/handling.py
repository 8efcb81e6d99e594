"""第十七条（二）：what is done with a joint matter. Each step is that of the parts' own life, taken by all or by none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import decision, handling, special, submission, wording
from services.support.domain.decision import Means, Verdict
from services.support.domain.documents import DocumentNumber
from services.support.domain.joint.model import JointChange, Meeting, Part, Together, once
from services.support.domain.joint.submitting import of_part
from services.support.domain.kinds.model import Outcome
from services.support.domain.request import (
    Acting,
    Action,
    Change,
    State,
    found,
    not_before,
    not_in,
    not_of_bureau,
)
from services.support.domain.special import Ordered
from services.support.domain.submission import Asked, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the applicant answers to a return: the forms that are corrected, by the code of their kind."""

    purpose: str
    note: str | None
    forms: Mapping[str, Mapping[str, str]]


_TOGETHER = frozenset({Outcome.GRANTED, Outcome.REFUSED})
_MEETS = frozenset({State.ACCEPTED, State.CLAIMED, State.SUSPENDED})
MOST_ATTENDING = 50


def accept(all_: Together, acting: Acting, today: date) -> JointChange | Refusal:
    """第十七条（二）：统一受理."""
    return all_.step(lambda part: handling.accept(part.request, None, part.rule, acting, today), today)


def return_(
    all_: Together,
    reason: str,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
    missing: Sequence[str] = (),
) -> JointChange | Refusal:
    """第十七条（二）：what one part lacks returns all of them; the one clock stands."""
    return all_.step(
        lambda part: handling.return_(part.request, reason, part.rule, acting, today, calendar, missing), today
    )


def not_accept(all_: Together, reason: str, acting: Acting, today: date) -> JointChange | Refusal:
    """第十七条（二）：none of the parts is taken on, for a reason."""
    return all_.step(lambda part: handling.not_accept(part.request, reason, None, part.rule, acting, today), today)


def resubmit(
    all_: Together,
    answer: Answer,
    node: Node | None,
    owner_id: UUID | None,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> JointChange | Refusal:
    """第十七条（二）：all parts are received again, each with its form as corrected or as it was."""
    wrong = part_forms(all_, answer.forms)

    def again(part: Part) -> Change | Refusal:
        code = part.rule.code
        form = answer.forms.get(code, part.request.form)
        asked = Asked(quantity=None, unit=None, purpose=answer.purpose, form=form)
        done = submission.resubmit(part.request, asked, answer.note, node, part.rule, owner_id, acting, today, calendar)
        return of_part(code, done) if isinstance(done, Refusal) else done

    change = all_.step(again, today, wrong)
    if isinstance(change, Refusal):
        return change
    return replace(change, joint=replace(change.joint, purpose=change.parts[0].request.purpose))


def claim(all_: Together, acting: Acting, today: date) -> JointChange | Refusal:
    """第十七条（二）：one person has all parts in hand."""
    return all_.step(lambda part: handling.claim(part.request, part.rule, acting, today), today)


def suspend(
    all_: Together, ordered: Ordered, acting: Acting, today: date, calendar: WorkCalendar
) -> JointChange | Refusal:
    """第十七条（二）：a special procedure of one part stops the one clock of all."""
    return all_.step(lambda part: special.suspend(part.request, ordered, part.rule, acting, today, calendar), today)


def resume(
    all_: Together, note: str | None, acting: Acting, today: date, calendar: WorkCalendar
) -> JointChange | Refusal:
    """第十七条（二）：the one clock goes on."""
    return all_.step(lambda part: special.resume(part.request, note, part.rule, acting, today, calendar), today)


def withdraw(
    all_: Together, reason: str | None, owner_id: UUID | None, acting: Acting, today: date, calendar: WorkCalendar
) -> JointChange | Refusal:
    """第十四条、第十七条（二）：all parts are withdrawn together."""
    return all_.step(
        lambda part: submission.withdraw(part.request, reason, None, part.rule, owner_id, acting, today, calendar),
        today,
    )


def record_meeting(all_: Together, meeting: Meeting, acting: Acting, today: date) -> JointChange | Refusal:
    """第十七条（二）：牵头会商: the ecology department convenes the units for all parts at once, and again if need be."""
    part, article = all_.first, all_.rule.article
    place = wording.required(meeting.place, "会商地点或方式", article, "place", longest=200)
    conclusion = wording.required(meeting.conclusion, "会商结论", article, "conclusion")
    said = [wording.optional(unit.said, "意见", article, "attending") for unit in meeting.attending]
    breaches = found(
        not_in(part.request, _MEETS, "登记会商", article),
        not_of_bureau(part.request, part.rule, acting),
        not_before(part.request, part.rule, today),
        _held(meeting, all_, today),
        *_attending(meeting, all_),
        *(text if isinstance(text, Breach) else None for text in (place, conclusion, *said)),
    )
    if breaches or isinstance(place, Breach) or isinstance(conclusion, Breach):
        return Refusal(once(breaches))
    kept = replace(
        meeting,
        place=place,
        conclusion=conclusion,
        attending=tuple(
            replace(unit, said=text)
            for unit, text in zip(meeting.attending, said, strict=True)
            if isinstance(text, str)
        ),
    )
    joint = replace(all_.joint, version=all_.joint.version + 1, stepped_on=today, meetings=all_.joint.meetings + 1)
    return JointChange(joint=joint, action=Action.CONSULTED, note=conclusion, meeting=kept)


def decide(
    all_: Together,
    outcome: Outcome,
    reason: str | None,
    number: DocumentNumber,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> JointChange | Refusal:
    """第十七条（二）：一并批复: all are granted or none, after the meeting, by one document."""
    verdict, means = Verdict(outcome=outcome, reason=reason), Means(holding=None, current=None, number=number)
    if outcome not in _TOGETHER:
        message = "多评合一须一并批复：全部准予或全部不予，不能部分准予"
        return Refusal.of(Breach("JOINT_ALL_OR_NONE", message, all_.rule.article, "outcome"))
    change = all_.step(
        lambda part: decision.decide(part.request, verdict, means, part.rule, acting, today, calendar),
        today,
        found(_not_met(all_)),
    )
    if isinstance(change, Refusal):
        return change
    joint = replace(change.joint, outcome=outcome, reason=change.note, document_number=str(number))
    return replace(change, joint=joint)


def _not_met(all_: Together) -> Breach | None:
    if all_.joint.meetings:
        return None
    message = "多评合一须由生态环境部门牵头会商后一并批复，请先登记会商"
    return Breach("JOINT_MEETING_MISSING", message, all_.rule.article)


def _held(meeting: Meeting, all_: Together, today: date) -> Breach | None:
    if all_.joint.received_on <= meeting.held_on <= today:
        return None
    message = f"会商日期须在收件日 {all_.joint.received_on} 至今日 {today} 之间"
    return Breach("MEETING_DAY_INVALID", message, all_.rule.article, "heldOn")


def _attending(meeting: Meeting, all_: Together) -> list[Breach]:
    units = [unit.unit_id for unit in meeting.attending]
    article, faults = all_.rule.article, []
    if not 1 <= len(units) <= MOST_ATTENDING:
        message = f"请登记参加会商的单位（1至{MOST_ATTENDING}个）及其意见"
        faults.append(Breach("MEETING_UNITS_INVALID", message, article, "attending"))
    if len(set(units)) != len(units):
        faults.append(Breach("MEETING_UNIT_REPEATED", "同一单位只登记一次", article, "attending"))
    for unit in meeting.attending:
        if unit.stance.value != "AGREE" and not unit.said.strip():
            message = "附条件同意或不同意的，须写明条件或理由"
            faults.append(Breach("MEETING_OPINION_MISSING", message, article, "attending"))
    return faults


def part_forms(all_: Together, forms: Mapping[str, Mapping[str, str]]) -> list[Breach]:
    """Name the forms that were sent for what is no part."""
    kinds = {part.rule.code for part in all_.parts}
    return [
        Breach(
            "JOINT_PART_UNKNOWN",
            f"该联合事项没有 {wording.quoted(code)}",
            all_.rule.article,
            f"evaluations.{code}.kind",
        )
        for code in forms
        if code not in kinds
    ]
