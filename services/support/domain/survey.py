"""第十七条（三）：a survey of the site (现场踏勘): on which day, by whom, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

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

_HANDLED = frozenset({State.CLAIMED, State.SUSPENDED})
MOST_PEOPLE = 20
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a survey has found."""

    id: UUID
    surveyed_on: date
    people: tuple[str, ...]
    findings: str


def record(
    request: Request, survey: Survey, rule: RequestKind, acting: Acting, today: date
) -> tuple[Change, Survey] | Refusal:
    """第十七条（三）：put a survey on record; it was made after the request came in, and not in the future."""
    findings = wording.required(survey.findings, "踏勘情况", rule.article, "findings")
    people = _people(survey.people, rule)
    breaches = found(
        not_in(request, _HANDLED, "登记踏勘", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        _wrong_day(request, survey.surveyed_on, rule, today),
        people if isinstance(people, Breach) else None,
        findings if isinstance(findings, Breach) else None,
    )
    if breaches or isinstance(findings, Breach) or isinstance(people, Breach):
        return Refusal(breaches)
    kept = Survey(id=survey.id, surveyed_on=survey.surveyed_on, people=people, findings=findings)
    note = f"{kept.surveyed_on} 踏勘（{'、'.join(people)}）：{findings}"
    return Change(request=stepped(request, today), action=Action.SURVEYED, note=note), kept


def _wrong_day(request: Request, day: date, rule: RequestKind, today: date) -> Breach | None:
    received = min(request.clock.received_on, today)  # what comes in in the evening counts from the next working day
    if received <= day <= today:
        return None
    message = f"踏勘日期须在收件日 {received} 至今日 {today} 之间，不能是 {day}"
    return Breach("SURVEY_DAY_INVALID", message, rule.article, "surveyedOn")


def _people(written: tuple[str, ...], rule: RequestKind) -> tuple[str, ...] | Breach:
    if not 1 <= len(written) <= MOST_PEOPLE:
        return Breach("PEOPLE_MISSING", f"请填写踏勘人员，1 至 {MOST_PEOPLE} 人", rule.article, "people")
    people: list[str] = []
    for at, name in enumerate(written):
        said = wording.required(name, "踏勘人员姓名", rule.article, f"people.{at}", longest=_LONGEST_NAME)
        if isinstance(said, Breach):
            return said
        if said not in people:
            people.append(said)
    return tuple(people)
