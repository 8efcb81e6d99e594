"""第十七条（五）：the life of a site incident. What the platform keeps is what was done, and when.

report → REPORTED → take up → TAKEN_UP → log … → close → CLOSED, or transfer → TRANSFERRED; both can be reopened → TAKEN_UP;
REPORTED → withdraw → WITHDRAWN.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain import wording
from services.support.domain.incident.rulebook import HANDLERS, KINDS, REOPEN_DAYS, REPORTERS, TAKE_UP_HOURS
from services.support.domain.incident.terms import (
    A17_5,
    OPEN,
    SEVERITY_NAMES,
    STATE_NAMES,
    Incident,
    IncidentAction,
    IncidentChange,
    IncidentSeverity,
    IncidentState,
)
from services.support.domain.keeping import beyond
from services.support.domain.request import Acting, found
from services.support.domain.submission import Project

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")  # of a resident (GB 11643)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_TAKEN = frozenset({IncidentState.TAKEN_UP})
_ENDED = frozenset({IncidentState.CLOSED, IncidentState.TRANSFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What somebody reports."""

    kind: str
    severity: IncidentSeverity
    title: str
    description: str
    place: str
    occurred_on: date


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is done: the moment, and the day that it is in Shanghai."""

    at: datetime
    day: date


def report(
    id: UUID, number: str, reported: Reported, project: Project, acting: Acting, now: Moment
) -> IncidentChange | Refusal:
    """第十七条（五）：whoever has to do with the site reports what disturbs it; public security must take it up in time."""
    title = _text(reported.title, "标题", "title", 100)
    description = _text(reported.description, "情况说明", "description")
    place = _text(reported.place, "地点", "place", 200)
    wrong_day = beyond(reported.occurred_on, A17_5, "occurredOn")
    if reported.occurred_on > now.day:
        wrong_day = Breach("DAY_INVALID", f"发生日期不能晚于今日 {now.day}", A17_5, "occurredOn")
    texts = (title, description, place)
    breaches = found(
        _not_reporter(project, acting),
        _kind_unknown(reported.kind, now.day),
        wrong_day,
        *(text if isinstance(text, Breach) else None for text in texts),
    )
    if breaches or isinstance(title, Breach) or isinstance(description, Breach) or isinstance(place, Breach):
        return Refusal(breaches)
    incident = Incident(
        id=id,
        version=1,
        division=project.division,
        number=number,
        project_id=project.id,
        kind=reported.kind,
        severity=reported.severity,
        title=title,
        description=description,
        place=place,
        occurred_on=reported.occurred_on,
        reported_at=now.at,
        reported_by=acting.subject,
        reported_by_name=acting.name,
        reported_by_unit_id=acting.unit,
        due_at=due_at(now, reported.severity),
    )
    return IncidentChange(incident=incident, action=IncidentAction.REPORTED)


def due_at(now: Moment, severity: IncidentSeverity) -> datetime:
    """Return until when an incident of today must be taken up."""
    return now.at + timedelta(hours=TAKE_UP_HOURS.on(now.day)[severity])


def late(incident_due: datetime, taken_up_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """Whether it was, or still is, taken up after its limit; the limit itself is in time."""
    return (taken_up_at or ended_at or now) > incident_due


def take_up(incident: Incident, acting: Acting, now: Moment) -> IncidentChange | Refusal:
    """第十七条（五）：a person of public security has it in hand; a colleague, of another station too, may take it over."""
    mine = None
    if incident.state is IncidentState.TAKEN_UP and incident.handler == acting.subject:
        mine = Breach("TAKEN_UP_ALREADY", "该事件已由您受理，无需再次受理", A17_5)
    breaches = found(_not_in(incident, OPEN, "受理"), _not_handler(incident, acting), mine)
    if breaches:
        return Refusal(breaches)
    over = incident.state is IncidentState.TAKEN_UP
    after = _stepped(
        incident,
        state=IncidentState.TAKEN_UP,
        handler=acting.subject,
        handler_name=acting.name,
        handler_unit_id=acting.unit,
        taken_up_at=incident.taken_up_at or now.at,
    )
    note = f"由 {incident.handler_name} 转办" if over else ""
    action = IncidentAction.TAKEN_OVER if over else IncidentAction.TAKEN_UP
    return IncidentChange(incident=after, action=action, note=note)


def log(incident: Incident, text: str, acting: Acting) -> IncidentChange | Refusal:
    """第十七条（五）：say what was done."""
    said = _text(text, "处置情况", "text")
    breaches = found(_not_in(incident, _TAKEN, "登记处置情况"), _not_of_handler(incident, acting), _fault(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return IncidentChange(incident=_stepped(incident), action=IncidentAction.LOGGED, note=said)


def classify(
    incident: Incident, severity: IncidentSeverity, reason: str, acting: Acting, now: Moment
) -> IncidentChange | Refusal:
    """第十七条（五）：change the severity. What is not taken up yet keeps the earlier of the two limits."""
    said = _text(reason, "调整理由", "reason")
    same = None
    if severity is incident.severity:
        same = Breach("SEVERITY_UNCHANGED", f"该事件已是“{SEVERITY_NAMES[severity]}”", A17_5, "severity")
    breaches = found(_not_in(incident, OPEN, "调整程度"), _not_handler(incident, acting), same, _fault(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    limit = incident.due_at
    if incident.state is IncidentState.REPORTED:
        limit = min(limit, due_at(now, severity))
    after = _stepped(incident, severity=severity, due_at=limit)
    note = f"{SEVERITY_NAMES[incident.severity]} → {SEVERITY_NAMES[severity]}：{said}"
    return IncidentChange(incident=after, action=IncidentAction.CLASSIFIED, note=note)


def close(incident: Incident, result: str, acting: Acting, now: Moment) -> IncidentChange | Refusal:
    """第十七条（五）：handled, with what came of it."""
    said = _text(result, "处置结果", "result")
    breaches = found(_not_in(incident, _TAKEN, "办结"), _not_of_handler(incident, acting), _fault(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = _stepped(incident, state=IncidentState.CLOSED, result=said, ended_at=now.at)
    return IncidentChange(incident=after, action=IncidentAction.CLOSED, note=said)


def transfer(
    incident: Incident, to: str, document: str, reason: str, acting: Acting, now: Moment
) -> IncidentChange | Refusal:
    """第十七条（五）：what another office must pursue is transferred to it, by a document, and ends here."""
    whom = _text(to, "移送至", "to", 100)
    number = _text(document, "移送文书编号", "document", 100)
    said = _text(reason, "移送理由", "reason")
    breaches = found(
        _not_in(incident, _TAKEN, "移送"),
        _not_of_handler(incident, acting),
        _fault(whom),
        _fault(number),
        _fault(said),
    )
    if breaches or isinstance(whom, Breach) or isinstance(number, Breach) or isinstance(said, Breach):
        return Refusal(breaches)
    after = _stepped(
        incident,
        state=IncidentState.TRANSFERRED,
        transferred_to=whom,
        transfer_document=number,
        result=said,
        ended_at=now.at,
    )
    return IncidentChange(incident=after, action=IncidentAction.TRANSFERRED, note=f"移送{whom}（{number}）：{said}")


def reopen(
    incident: Incident, reason: str, owner_id: UUID | None, acting: Acting, now: Moment, ended_on: date | None
) -> IncidentChange | Refusal:
    """第十七条（五）：what has begun again is handled again; public security, the owner or who reported it may say so."""
    said = _text(reason, "重新处置的理由", "reason")
    theirs = acting.subject == incident.reported_by or (
        acting.unit is not None and acting.unit in {owner_id, incident.reported_by_unit_id}
    )
    stranger = None
    if not theirs and _not_handler(incident, acting) is not None:
        message = "仅公安机关、项目业主或报告单位可以要求重新处置"
        stranger = Breach("NOT_CONCERNED", message, A17_5)
    days, late_ = REOPEN_DAYS.on(now.day), None
    if ended_on is not None and now.day > ended_on + timedelta(days=days):
        message = f"该事件已于 {ended_on} 了结，超过{days}天不能重新处置，请另行报告"
        late_ = Breach("REOPENED_TOO_LATE", message, A17_5)
    breaches = found(_not_in(incident, _ENDED, "重新处置"), stranger, late_, _fault(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = _stepped(
        incident,
        state=IncidentState.TAKEN_UP,
        ended_at=None,
        result=None,
        transferred_to=None,
        transfer_document=None,
        reopened_times=incident.reopened_times + 1,
    )
    return IncidentChange(incident=after, action=IncidentAction.REOPENED, note=said)


def withdraw(incident: Incident, reason: str, acting: Acting, now: Moment) -> IncidentChange | Refusal:
    """第十七条（五）：who reported it, or their unit, takes it back until public security has taken it up."""
    said = _text(reason, "撤回理由", "reason")
    stranger = None
    if acting.subject != incident.reported_by and (acting.unit is None or acting.unit != incident.reported_by_unit_id):
        stranger = Breach("NOT_THE_REPORTER", "仅报告人或其单位可以撤回", A17_5)
    breaches = found(_not_in(incident, frozenset({IncidentState.REPORTED}), "撤回"), stranger, _fault(said))
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = _stepped(incident, state=IncidentState.WITHDRAWN, ended_at=now.at)
    return IncidentChange(incident=after, action=IncidentAction.WITHDRAWN, note=said)


def _stepped(incident: Incident, **changes: object) -> Incident:
    return replace(incident, version=incident.version + 1, **changes)  # type: ignore[arg-type]  # fields by name


def _text(written: str, label: str, field: str, longest: int = wording.LONGEST) -> str | Breach:
    """Take a text that names nobody: numbers of identity cards and mobile telephones are refused."""
    text = wording.required(written, label, A17_5, field, longest)
    if isinstance(text, str) and (_IDENTITY.search(text) or _MOBILE.search(text)):
        message = f"{label}中不得填写身份证号码、手机号码等个人信息；涉案人员信息请在公安机关的系统中登记"
        return Breach("PERSONAL_DATA", message, A17_5, field)
    return text


def _fault(text: str | Breach) -> Breach | None:
    return text if isinstance(text, Breach) else None


def _kind_unknown(code: str, day: date) -> Breach | None:
    kinds = KINDS.on(day)
    if any(kind.code == code for kind in kinds):
        return None
    names = "、".join(f"{kind.code}（{kind.name}）" for kind in kinds)
    return Breach("INCIDENT_KIND_UNKNOWN", f"没有类别 {wording.quoted(code)}；现有：{names}", A17_5, "kind")


def _not_reporter(project: Project, acting: Acting) -> Breach | None:
    if Role.OWNER in acting.roles and acting.unit == project.owner_id:
        return None
    if acting.roles & (REPORTERS - {Role.OWNER}) and acting.division == project.division:
        return None
    message = "仅该项目的业主、项目专员和本区有关单位可以报告"
    return Breach("NOT_THE_REPORTER", message, A17_5, "projectId")


def _not_handler(incident: Incident, acting: Acting) -> Breach | None:
    if acting.unit is not None and acting.roles & HANDLERS and acting.division == incident.division:
        return None
    return Breach("NOT_PUBLIC_SECURITY", "仅本区公安机关人员可以处置", A17_5)


def _not_of_handler(incident: Incident, acting: Acting) -> Breach | None:
    if _not_handler(incident, acting) is None and acting.unit == incident.handler_unit_id:
        return None
    return Breach("NOT_THE_HANDLER", "该事件不由您所在单位处置；如需接办，请先受理", A17_5)


def _not_in(incident: Incident, allowed: frozenset[IncidentState], doing: str) -> Breach | None:
    if incident.state in allowed:
        return None
    names = "、".join(STATE_NAMES[s] for s in IncidentState if s in allowed)
    message = f"该事件{STATE_NAMES[incident.state]}，不能{doing}；仅“{names}”的事件可以{doing}"
    return Breach("STATE_NOT_ALLOWED", message, A17_5)
