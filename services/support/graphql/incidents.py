"""Site incidents in the API, with their history (第十七条（五）)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, DateTime, Select, func, select

from services.chassis.clock import SHANGHAI
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table, through
from services.chassis.reads.finding import whole
from services.support.domain.incident import handling
from services.support.domain.incident.rulebook import KINDS, TAKE_UP_HOURS
from services.support.domain.incident.terms import (
    SEVERITY_NAMES,
    STATE_NAMES,
    IncidentAction,
    IncidentSeverity,
    IncidentState,
)
from services.support.graphql import services_terms  # noqa: F401 - names the enums before they are used
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.references import PROJECT_NAME, Organization, Project, project_name
from services.support.store import tables
from services.support.store.narrowing import has_words, in_order, narrowest, owned_by, searched, together
from services.support.store.tables.incidents import sees_incidents

_FIRST_DAY = date(2000, 1, 1)  # before any report; a day of the first year has no moment in every zone


@strawberry.type(description="处置过程的一步 / One step in the history of an incident")
@table(tables.IncidentStep)
class SiteIncidentStep:
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: IncidentAction = strawberry.field(description="步骤 / What was done")
    state: IncidentState = strawberry.field(description="此后的状态 / State after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="经办人 / Who")
    note: str = strawberry.field(description="处置情况或理由 / What was done, or why")

    @sql(description="单位 / For which unit")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)


@strawberry.federation.type(
    keys=["id"],
    description="施工环境治安事件；不含涉案人员的个人信息 / An incident around a building site, without personal data (A17.5)",
)
@table(tables.SiteIncident)
class SiteIncident:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    number: str = strawberry.field(description="编号，如 ZA-2027-0001 / Number within its division and year")
    kind: str = strawberry.field(description="类别代码 / Code of the kind")
    severity: IncidentSeverity = strawberry.field(description="程度 / Severity")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="情况说明 / What has happened")
    place: str = strawberry.field(description="地点 / Place")
    occurred_on: date = strawberry.field(description="发生日期 / Day on which it happened")
    reported_at: datetime = strawberry.field(description="报告时间 / When it was reported")
    reported_by: str = column("reported_by_name", description="报告人 / Who reported it")
    due_at: datetime = strawberry.field(description="受理时限 / Until when it must be taken up")
    state: IncidentState = strawberry.field(description="状态 / State")
    handler: str | None = column("handler_name", description="处置人 / Who has it in hand")
    taken_up_at: datetime | None = strawberry.field(description="受理时间 / When it was taken up")
    ended_at: datetime | None = strawberry.field(description="了结时间 / When it was closed, transferred or withdrawn")
    result: str | None = strawberry.field(description="处置结果或移送理由 / Result, or why it was transferred")
    transferred_to: str | None = strawberry.field(description="移送至 / Office that it was transferred to")
    transfer_document: str | None = strawberry.field(description="移送文书编号 / Number of the document")
    reopened_times: int = strawberry.field(description="重新处置次数 / How often it was opened again")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return STATE_NAMES[self.state]

    @derived("severity", description="程度（中文）/ The severity in Chinese")
    def severity_name(self: Any) -> str:
        return SEVERITY_NAMES[self.severity]

    @derived("kind", description="类别名称 / Name of the kind")
    def kind_name(self: Any, info: Info) -> str:
        kinds = KINDS.on(info.context.today)
        return next((kind.name for kind in kinds if kind.code == self.kind), self.kind)

    @derived("due_at", "taken_up_at", "ended_at", description="是否超时受理 / Whether it was, or is, taken up too late")
    def taken_up_late(self: Any, info: Info) -> bool:
        return handling.late(self.due_at, self.taken_up_at, self.ended_at, info.context.now)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="报告单位 / The unit that reported it")
    def reported_by_unit(self: Any) -> Organization | None:
        return refer(id=self.reported_by_unit_id)

    @sql(description="处置单位 / The unit of public security that has it in hand")
    def handler_unit(self: Any) -> Organization | None:
        return refer(id=self.handler_unit_id)

    @sql(description="附件（照片、文书等）/ Its files: photos, documents")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.SITE_INCIDENT, self.id))

    @sql(description="处置过程 / Every step, in order")
    def history(self: Any) -> list[SiteIncidentStep]:
        step = tables.IncidentStep
        return answer(select(step).where(step.incident_id == self.id).order_by(step.version))


@strawberry.type(description="治安事件类别 / A kind of incident")
class SiteIncidentKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="某程度的事件须几小时内受理 / Within how many hours an incident is taken up")
class SiteIncidentLimit:
    severity: IncidentSeverity = strawberry.field(description="程度 / Severity")
    hours: int = strawberry.field(description="小时 / Hours")


@strawberry.type(description="治安事件的规则（当日有效）/ The rules of incidents on the day")
class SiteIncidentRules:
    kinds: list[SiteIncidentKind] = strawberry.field(description="类别 / Kinds")
    limits: list[SiteIncidentLimit] = strawberry.field(description="受理时限 / Limits of taking up")
    source: str = strawberry.field(description="规则出处 / Where they come from")


@strawberry.input(description="治安事件筛选；未给出的不限 / Filter; what is absent does not limit")
class SiteIncidentFilter:
    states: list[IncidentState] | None = strawberry.field(default=None, description="状态 / States")
    open: bool | None = strawberry.field(default=None, description="是否未了结 / Whether it is open")
    severity: IncidentSeverity | None = strawberry.field(default=None, description="程度 / Severity")
    kind: str | None = strawberry.field(default=None, description="类别代码 / Code of the kind")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    handler_unit_id: UUID | None = strawberry.field(default=None, description="处置单位 / Unit that has it in hand")
    reported_from: date | None = strawberry.field(default=None, description="报告日不早于 / Reported on or after")
    reported_until: date | None = strawberry.field(default=None, description="报告日不晚于 / Reported on or before")
    search: str | None = strawberry.field(
        default=None,
        description="在编号、标题、情况、地点、项目名称中查找 / Text in number, title, description, place or project",
    )
    late: bool | None = strawberry.field(
        default=None, description="是否超时受理（含超时仍未受理的）/ Taken up too late, or late and not taken up yet"
    )


@strawberry.type
class IncidentQuery:
    @sql(description="一起治安事件；无权查看则为空 / One incident; none when the caller may not see it (A17.5)")
    def site_incident(
        self: Any, id: Annotated[UUID, strawberry.argument(description="事件标识 / Id")]
    ) -> SiteIncident | None:
        return answer(select(tables.SiteIncident).where(tables.SiteIncident.id == id))

    @sql(description="治安事件清单，新报告的在前 / Incidents, the newest first (A17.5)")
    def site_incidents(
        self: Any,
        info: Info,
        filter: Annotated[SiteIncidentFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SiteIncident]:
        incident, query = matched(info, filter or SiteIncidentFilter())
        return page(query, [Key(incident.reported_at, descending=True), Key(incident.id, descending=True)])

    @strawberry.field(description="治安事件类别和受理时限 / Kinds of incidents, and the limits of taking up (A17.5)")
    def site_incident_rules(self, info: Info) -> SiteIncidentRules:
        today = info.context.today
        return SiteIncidentRules(
            kinds=[SiteIncidentKind(code=kind.code, name=kind.name) for kind in KINDS.on(today)],
            limits=[SiteIncidentLimit(severity=s, hours=hours) for s, hours in TAKE_UP_HOURS.on(today).items()],
            source=TAKE_UP_HOURS.entry_on(today).source,
        )


def matched(info: Info, by: SiteIncidentFilter) -> tuple[Any, Select[Any]]:
    """Select the incidents that match, with the row that the query is of."""
    row, query = narrowest(tables.SiteIncident, _ways(info, by), tables.SiteIncident.reported_at)
    named = [column == value for column, value in _equal(row, by) if value is not None]
    one_state = by.states is not None and len(by.states) == 1
    if not named and not one_state and by.open is not True:
        query = query.where(whole(row))
    return row, query.where(*named, *_conditions(row, by, info))


def _equal(row: Any, by: SiteIncidentFilter) -> list[tuple[Any, Any]]:
    return [
        (row.severity, by.severity),
        (row.kind, by.kind),
        (row.project_id, by.project_id),
        (row.handler_unit_id, by.handler_unit_id),
    ]


def _conditions(row: Any, by: SiteIncidentFilter, info: Info) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by.states is not None:
        conditions.append(row.state.in_(by.states))
    if by.open is not None:
        conditions.append(row.ended_on.is_(None) if by.open else row.ended_on.is_not(None))
    # by the moments that the list is in order of, so that its index ends where the days do
    if by.reported_from is not None:
        conditions.append(row.reported_at >= through(by.reported_from, _begins, DateTime(timezone=True)))
    if by.reported_until is not None:
        conditions.append(row.reported_at <= through(by.reported_until, _ends, DateTime(timezone=True)))
    if by.late is not None:
        done = func.coalesce(row.taken_up_at, row.ended_at)
        late = func.coalesce(done, info.context.now) > row.due_at
        conditions.append(late if by.late else ~late)
    if by.search is not None:
        texts = (row.number, row.title, row.description, row.place)
        conditions.append(has_words(row, info.context.caller, by.search, *texts))
    return conditions


def _ways(info: Info, by: SiteIncidentFilter) -> list[Select[Any] | None]:
    """Return where a unit's own, what is searched for, what is late and what is of several states are found."""
    incident, caller = tables.SiteIncident, info.context.caller
    ways: list[Select[Any] | None] = []
    if not sees_incidents(caller):
        own = [in_order(incident, incident.reported_by == caller.subject, by=(incident.reported_at,))]
        if caller.unit is not None:
            own.append(in_order(incident, incident.reported_by_unit_id == caller.unit, by=(incident.reported_at,)))
        owned = owned_by(incident, caller)
        ways.append(together(*own, *([] if owned is None else [owned])))
    if by.search is not None:
        ways.append(searched(incident, tables.SiteIncidentSearch, by.search))
    if by.late:
        taken_up = func.coalesce(incident.taken_up_at, incident.ended_at) > incident.due_at
        waiting = (incident.taken_up_at.is_(None), incident.ended_at.is_(None), incident.due_at < info.context.now)
        ways.append(
            together(
                in_order(incident, taken_up, by=(incident.reported_at,)),
                in_order(incident, *waiting, by=(incident.due_at,)),
            )
        )
    if by.open:
        ways.append(in_order(incident, incident.ended_on.is_(None), by=(incident.reported_at,)))
    if by.states is not None and len(by.states) != 1:
        ways.append(in_order(incident, incident.state.in_(by.states), by=(incident.state, incident.reported_at)))
    return ways


def _begins(day: date) -> datetime:
    return datetime.combine(max(day, _FIRST_DAY), time.min, SHANGHAI)


def _ends(day: date) -> datetime:
    return datetime.combine(max(day, _FIRST_DAY), time.max, SHANGHAI)
