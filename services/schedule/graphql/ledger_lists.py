"""Lists of the ledger: one issue, a unit's queue, what is late, what waits for verification, what was searched for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, containing, page, sql, through
from services.chassis.reads.finding import MORE, first_few, found, sought, whole
from services.chassis.visibility import visible_select
from services.schedule.domain.ledger.limits import day_line, layers_for
from services.schedule.domain.ledger.rulebook import KINDS, LIMITS
from services.schedule.domain.ledger.terms import OPEN, IssueState, Layer, Severity
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.ledger import Issue
from services.schedule.store import tables
from services.schedule.store.tables.schedule import OVERSEEING, ids_of


@strawberry.input(description="台账的筛选；各条件同时满足 / Which issues; all conditions together")
class IssueFilter:
    states: list[IssueState] | None = strawberry.field(default=None, description="状态 / States")
    open: bool | None = strawberry.field(
        default=None, description="是否未了结（未销号、撤回或并入）/ Whether it is neither closed, withdrawn nor merged"
    )
    kind: str | None = strawberry.field(default=None, description="类别代码 / Code of the kind")
    severity: Severity | None = strawberry.field(default=None, description="程度 / Severity")
    layer: Layer | None = strawberry.field(default=None, description="办理层级 / Layer")
    overdue: bool | None = strawberry.field(
        default=None, description="是否已逾期且未报办结（今日到期不算）/ Past its limit and not reported done"
    )
    due_soon: bool | None = strawberry.field(
        default=None,
        description="是否即将或今日到期而未报办结（提醒天数见配置）/ Warned of: due today or soon, and not reported done",
    )
    supervised: bool | None = strawberry.field(default=None, description="是否督办 / Whether it is supervised")
    for_interview: bool | None = strawberry.field(
        default=None, description="是否列入约谈 / Whether it is marked for interview"
    )
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    raised_by_unit_id: UUID | None = strawberry.field(default=None, description="提出单位 / The unit that raised it")
    raised_by_me: bool | None = strawberry.field(
        default=None, description="是否本人提出 / Raised by the caller, or not"
    )
    to_verify: bool | None = strawberry.field(
        default=None,
        description="是否待核验且不属本单位（本人）办理 / Waits for verification, and is not the caller's own work",
    )
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    node_id: UUID | None = strawberry.field(default=None, description="节点 / Node")
    town_id: UUID | None = strawberry.field(default=None, description="项目所属镇（街道）/ Town of the project")
    raised_from: date | None = strawberry.field(default=None, description="提出日期不早于 / Raised on or after")
    raised_until: date | None = strawberry.field(default=None, description="提出日期不晚于 / Raised on or before")
    due_until: date | None = strawberry.field(default=None, description="期限不晚于 / Due on or before")
    search: str | None = strawberry.field(
        default=None, description="在编号、标题、具体情况中查找 / Text in number, title or description"
    )


Filter = Annotated[IssueFilter | None, strawberry.argument(description="筛选 / Which issues")]


@strawberry.type(description="问题类别 / A kind of issue")
class IssueKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="某程度的问题由哪些层级办理、默认多少工作日 / A layer that takes a severity, and its days")
class IssueLimit:
    severity: Severity = strawberry.field(description="程度 / Severity")
    layer: Layer = strawberry.field(description="层级 / Layer")
    working_days: int = strawberry.field(description="默认办理时限（工作日）/ Working days unless others are given")
    lowest: bool = strawberry.field(description="是否未指定层级时的层级 / Whether it is taken when no layer is given")


@strawberry.type
class LedgerQuery:
    @strawberry.field(description="问题类别（当日有效）/ Kinds of issues on the day")
    def issue_kinds(self, info: Info) -> list[IssueKind]:
        return [IssueKind(code=k.code, name=k.name) for k in KINDS.on(info.context.today)]

    @strawberry.field(description="各程度、各层级的办理时限（当日有效）/ Limits by severity and layer on the day")
    def issue_limits(self, info: Info) -> list[IssueLimit]:
        today = info.context.today
        return [
            IssueLimit(severity=s, layer=of, working_days=days, lowest=layers_for(s, today)[0] is of)
            for (s, of), days in LIMITS.on(today).items()
        ]

    @sql(description="按标识查问题，不存在或无权查看为空 / One issue; null when it is not there for the caller")
    def issue(
        self: Any, id: Annotated[UUID, strawberry.argument(description="问题标识 / Identity of the issue")]
    ) -> Issue | None:
        return answer(select(tables.Issue).where(tables.Issue.id == id))

    @sql(
        description="问题台账，期限近的在前，未交办的排后（单位清单用 responsibleUnitId、raisedByUnitId 或 toVerify）/ "
        "The ledger, the nearest limit first, those without one last"
    )
    def issues(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Issue]:
        issue, query = matched(info, filter or IssueFilter())
        return page(query, [Key(issue.due_order), Key(issue.id)])


def matched(info: Info, by: IssueFilter) -> tuple[Any, Select[Any]]:
    """Select all issues that match, with the row that the query is of."""
    caller, issue = info.context.caller, tables.Issue
    ways = [way for way in (_own(caller), _few(by)) if way is not None]
    query = select(issue)
    row: Any = issue
    if ways:
        row, kept = found(issue, first_few(*ways), issue.due_order)
        query = select(row).where(kept)
    if not _has_index(by):
        query = query.where(whole(row))
    return row, query.where(
        *_plain(row, by), *_timed(row, by, info), *_of_caller(row, by, caller), *_of_town(row, by, info)
    )


def _own(caller: Actor) -> Select[Any] | None:
    """Seek all that a unit may see, as `visible` says; None for those who see all."""
    if caller.acts_as(*OVERSEEING):
        return None
    issue = tables.Issue
    ways = [select(issue.id).where(issue.raised_by == caller.subject).order_by(issue.due_order).limit(MORE)]
    if caller.unit is not None:
        units = (issue.responsible_unit_id, issue.raised_by_unit_id)
        ways += [select(issue.id).where(of == caller.unit).order_by(issue.due_order).limit(MORE) for of in units]
        ways.append(_of_projects(caller.unit))
    return select(union_all(*(select(way.subquery()) for way in ways)).subquery())


def _of_projects(unit: Any) -> Select[Any]:
    """Seek the issues of a unit's projects, project by project, which a join would not be bound to."""
    schedule, issue = tables.Schedule, tables.Issue
    none_skipped: Any = literal_column("0")
    ids = ids_of(unit).subquery()
    its = select(schedule.project_id).where(schedule.id == ids.c.id).offset(none_skipped).lateral()
    own = select(issue.id).where(issue.project_id == its.c.project_id).offset(none_skipped).lateral()
    return select(own.c.id).select_from(ids.join(its, true()).join(own, true()))


def _few(by: IssueFilter) -> Select[Any] | None:
    """Seek what may be few issues; the other conditions have indexes in the list's order."""
    issue, project = tables.Issue, tables.Project
    if by.search is not None:
        return sought(tables.IssueSearch, by.search)
    if by.town_id is not None:
        of_town = select(project.id).where(project.town_id == by.town_id).subquery()
        its_own = select(issue.id).where(issue.project_id == of_town.c.id).offset(literal_column("0")).lateral()
        return select(its_own.c.id).select_from(of_town.join(its_own, true()))
    return None


def _has_index(by: IssueFilter) -> bool:
    """Whether some condition has an index of its own in the order of the list."""
    one_state = by.states is not None and len(by.states) == 1
    ids = (by.responsible_unit_id, by.raised_by_unit_id, by.project_id, by.node_id, by.kind)
    return (
        one_state
        or by.to_verify is True
        or by.raised_by_me is True
        or by.supervised is True
        or any(value is not None for value in ids)
    )


def _plain(issue: Any, by: IssueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (issue.kind, by.kind),
            (issue.severity, by.severity),
            (issue.layer, by.layer),
            (issue.responsible_unit_id, by.responsible_unit_id),
            (issue.raised_by_unit_id, by.raised_by_unit_id),
            (issue.project_id, by.project_id),
            (issue.node_id, by.node_id),
        )
        if value is not None
    ]
    if by.states is not None:
        conditions.append(issue.state.in_(by.states))
    if by.open is True or (by.states is not None and OPEN.issuperset(by.states)):
        conditions.append(issue.ended_on.is_(None))  # said, so that the index of open ones can serve
    elif by.open is False:
        conditions.append(issue.ended_on.is_not(None))
    if by.supervised is not None:
        conditions.append(issue.supervised if by.supervised else ~issue.supervised)
    if by.for_interview is not None:
        conditions.append(issue.interview_on.is_not(None) if by.for_interview else issue.interview_on.is_(None))
    if by.search is not None:
        conditions.append(_matching(issue, by.search))
    return conditions


def _matching(issue: Any, words: Any) -> ColumnElement[bool]:
    return or_(*(containing(column, words) for column in (issue.number, issue.title, issue.description)))


def _timed(issue: Any, by: IssueFilter, info: Info) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by.raised_from is not None:
        conditions.append(issue.raised_on >= by.raised_from)
    if by.raised_until is not None:
        conditions.append(issue.raised_on <= by.raised_until)
    if by.due_until is not None:
        conditions.append(issue.due_order <= by.due_until)
    if by.overdue is not None:
        late = late_on(issue, info.context.today)
        conditions.append(late if by.overdue else not_(late))
    if by.due_soon is not None:
        near = _near(issue, info.context.today)
        conditions.append(near if by.due_soon else not_(near))
    return conditions


def _near(issue: Any, today: Any) -> ColumnElement[bool]:
    """Whether the limit is today or in the working days before which it warns."""
    until = through(today, lambda day: day_line(day, calendar()).soon_until, Date())
    running = and_(issue.ended_on.is_(None), issue.done_on.is_(None))
    # compared as a row: the planner takes two bounds of one column for a narrow range, and would sort all that is in it
    near = tuple_(issue.due_order, issue.id) <= tuple_(until, literal_column(f"'{UUID(int=2**128 - 1)}'::uuid"))
    return and_(running, issue.due_order >= today, near)


def late_on(issue: Any, today: Any) -> ColumnElement[bool]:
    """Whether the limit has passed while the unit still has the issue; the due day is not late."""
    return and_(issue.ended_on.is_(None), issue.done_on.is_(None), issue.due_order < today)


def _of_caller(issue: Any, by: IssueFilter, caller: Actor) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by.raised_by_me is not None:
        mine = issue.raised_by == caller.subject
        conditions.append(mine if by.raised_by_me else not_(mine))
    if by.to_verify is not None:
        own: list[Any] = [issue.done_by == caller.subject]
        if caller.unit is not None:
            own += [issue.responsible_unit_id == caller.unit, issue.done_by_unit_id == caller.unit]
        others = not_(func.coalesce(or_(*own), false()))  # unknown is not own
        waits = issue.state == IssueState.REPORTED_DONE
        conditions += [waits, others] if by.to_verify else [not_(and_(waits, others))]
    return conditions


def _of_town(issue: Any, by: IssueFilter, info: Info) -> list[ColumnElement[bool]]:
    if by.town_id is None:
        return []
    project = tables.Project
    its_own = visible_select(project, info.context.caller).where(project.id == issue.project_id)
    # a value, not a row that exists: it is then sought for each issue that is looked at
    in_town = its_own.where(project.town_id == by.town_id).with_only_columns(true()).limit(1).scalar_subquery()
    return [in_town]
