"""Things to do as every service shows them of whoever asks; the gateway joins them on `Viewer`."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.faults import ApiError
from services.law.todo import Asked, Severity, Todo, chosen

MOST_ASKED = 200
SHOWN = 50
TYPES = ("Viewer", "Todo", "TodoKindCount", "TodoList")


@strawberry.enum(description="待办的紧急程度 / How a thing to do stands today")
class TodoSeverity(Enum):
    """The law's `Severity` as the schema shows it, each value with what it means."""

    OVERDUE = strawberry.enum_value(Severity.OVERDUE.value, description="已逾期 / Past its limit")
    DUE_TODAY = strawberry.enum_value(
        Severity.DUE_TODAY.value, description="今日到期，不算逾期 / Its limit is today, which is not late"
    )
    DUE_SOON = strawberry.enum_value(Severity.DUE_SOON.value, description="即将到期 / Its limit is near")
    NORMAL = strawberry.enum_value(
        Severity.NORMAL.value, description="期限尚早，或没有期限 / Its limit is far, or there is none"
    )


@strawberry.federation.type(
    name="Todo",
    shareable=True,
    description="待办事项，由记录推算，不存储 / A thing to do, derived from records and never stored",
)
class TodoShown:
    id: strawberry.ID = strawberry.field(description="标识，同一事项不变 / The same thing to do has the same one")
    service: str = strawberry.field(description="所属服务 / The service that it belongs to")
    kind: str = strawberry.field(description="类别代码 / Kind")
    kind_name: str = strawberry.field(description="类别名称 / Name of the kind")
    title: str = strawberry.field(description="事项 / What it is about")
    what: str = strawberry.field(description="须办理的内容 / What is to be done")
    due_on: date | None = strawberry.field(description="期限，没有期限为空 / Limit; null where there is none")
    overdue: bool = strawberry.field(description="是否逾期；期限当日不算逾期 / Late; the day of the limit is not")
    days_late: int = strawberry.field(description="逾期天数（自然日）/ Calendar days after the limit")
    severity: TodoSeverity = strawberry.field(description="紧急程度 / How urgent it is")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    command: str | None = strawberry.field(
        description="办理此事项的命令；平台外办理的为空 / The command that does it; null for what is done outside the platform"
    )
    record_id: UUID = strawberry.field(description="所指的记录 / The record that it is about")
    project_id: UUID | None = strawberry.field(description="项目 / Project")
    unit_id: UUID | None = strawberry.field(
        description="须办理的单位；为空的由本人（或其职责）办理 / The unit it is for; null: the person's own, or of the role"
    )
    link: str = strawberry.field(description="记录在前端的路径 / Path of the record in a front end")


@strawberry.federation.type(shareable=True, description="某类待办的件数 / How many things to do of a kind")
class TodoKindCount:
    kind: str = strawberry.field(description="类别代码 / Kind")
    name: str = strawberry.field(description="类别名称 / Name of the kind")
    count: int = strawberry.field(description="件数 / How many")
    overdue: int = strawberry.field(description="其中逾期 / How many of them are late")


@strawberry.federation.type(shareable=True, description="待办清单，期限近的在前 / Things to do, the first due first")
class TodoList:
    total_count: int = strawberry.field(description="符合筛选的件数 / How many fit the filter")
    overdue_count: int = strawberry.field(description="其中逾期 / How many of them are late")
    due_soon_count: int = strawberry.field(description="其中今日和即将到期 / How many are due today or soon")
    kinds: list[TodoKindCount] = strawberry.field(
        description="按类别的件数（不受类别筛选影响）/ By kind, whatever kinds the filter names"
    )
    items: list[TodoShown] = strawberry.field(description="事项 / The things to do")
    has_more: bool = strawberry.field(description="其后还有 / There are more after these")
    end_cursor: str | None = strawberry.field(description="续取的游标 / Give it as `after` for the next ones")
    complete: bool = strawberry.field(
        description="是否已全部列出；某类过多时只计期限最近的部分 / False where a kind has more than are looked at at once; "
        "the first due are"
    )

    @classmethod
    def of(cls, found: Sequence[Todo], page: TodoPage, *, service: str, complete: bool) -> Self:
        """Show a page of what was found."""
        fitting = chosen(found, page.asked, page.today)
        severities = Counter(t.severity(page.today, page.soon_until) for t in fitting)
        since = [t for t in fitting if page.after is None or t.order > page.after]
        shown = since[: page.first]
        return cls(
            total_count=len(fitting),
            overdue_count=severities[Severity.OVERDUE],
            due_soon_count=severities[Severity.DUE_TODAY] + severities[Severity.DUE_SOON],
            kinds=_counted(chosen(found, replace(page.asked, kinds=None), page.today), page.today),
            items=[_shown(t, page, service) for t in shown],
            has_more=len(since) > len(shown),
            end_cursor=_cursor(shown[-1]) if shown else None,
            complete=complete,
        )


@strawberry.input(description="待办的筛选；各条件同时满足 / Which things to do; all conditions together")
class TodoFilter:
    kinds: list[str] | None = strawberry.field(default=None, description="类别之一 / Any of these kinds")
    overdue: bool | None = strawberry.field(default=None, description="已逾期（未逾期）/ Late, or not late")
    until: date | None = strawberry.field(default=None, description="期限不晚于此日 / Due on this day or before")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")


Which = Annotated[TodoFilter | None, strawberry.argument(description="筛选 / Which of them")]
First = Annotated[int, strawberry.argument(description="件数，1至200 / How many, 1 to 200")]
After = Annotated[str | None, strawberry.argument(description="从此游标之后 / After this cursor (endCursor)")]


class TodoPage:
    """What of the list is asked for, and when."""

    def __init__(self, which: TodoFilter | None, first: int, after: str | None, today: date, soon_until: date) -> None:
        if not 1 <= first <= MOST_ASKED:
            raise ApiError("BAD_INPUT", f"first 须为1至{MOST_ASKED} / first must be 1 to {MOST_ASKED}")
        which = which or TodoFilter()
        self.asked = Asked(
            kinds=None if which.kinds is None else frozenset(which.kinds),
            overdue=which.overdue,
            until=which.until,
            project_id=which.project_id,
        )
        self.first, self.today, self.soon_until = first, today, soon_until
        self.after = None if after is None else _position(after)


def _cursor(todo: Todo) -> str:
    due_on, key = todo.order
    return base64.urlsafe_b64encode(f"{due_on.isoformat()}|{key}".encode()).decode()


def _position(cursor: str) -> tuple[date, str]:
    try:
        due_on, key = base64.urlsafe_b64decode(cursor.encode()).decode().split("|", 1)
        return date.fromisoformat(due_on), key
    except (ValueError, binascii.Error) as fault:
        raise ApiError("BAD_INPUT", "after 不是本清单的游标 / after is no cursor of this list") from fault


def _counted(todos: Sequence[Todo], today: date) -> list[TodoKindCount]:
    counts, late = Counter(t.kind for t in todos), Counter(t.kind for t in todos if t.due_on and t.due_on < today)
    return [
        TodoKindCount(kind=kind.code, name=kind.name, count=counts[kind], overdue=late[kind])
        for kind in sorted(counts, key=lambda k: k.code)
    ]


def _shown(todo: Todo, page: TodoPage, service: str) -> TodoShown:
    severity = todo.severity(page.today, page.soon_until)
    late = max(0, (page.today - todo.due_on).days) if todo.due_on else 0
    return TodoShown(
        id=strawberry.ID(f"{service}:{todo.key}"),
        service=service,
        kind=todo.kind.code,
        kind_name=todo.kind.name,
        title=todo.title,
        what=todo.kind.what + (f"：{todo.detail}" if todo.detail else ""),
        due_on=todo.due_on,
        overdue=severity is Severity.OVERDUE,
        days_late=late,
        severity=TodoSeverity[severity.name],
        article=str(todo.kind.article),
        command=todo.kind.command,
        record_id=todo.record_id,
        project_id=todo.project_id,
        unit_id=todo.unit_id,
        link=f"/{service}/{todo.kind.path}/{todo.record_id}",
    )
