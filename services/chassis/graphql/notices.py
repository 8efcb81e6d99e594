"""Notices as every service shows them: the types that are the same everywhere, and fields over a service's own table.

No annotations as text here: those of the functions that are made for a service name classes made beside them.
"""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql.commands import perform
from services.chassis.graphql.context import Info
from services.chassis.graphql.errors import UserError
from services.chassis.graphql.permissions import SIGNED_IN, Rules
from services.chassis.notices.hints import CHANNEL
from services.chassis.notices.kept import Notices
from services.chassis.reads.asking import among
from services.chassis.reads.connection import Connection
from services.chassis.reads.declare import answer, derived, page, sql, table
from services.chassis.reads.page import Key
from services.law.notice import MarkRead, MuteNotices, worded

COMMAND = strawberry.argument(description="命令内容 / What is asked")
First = Annotated[int | None, strawberry.argument(description="前若干项，默认 20，最多 200 / Page size, 20 by default")]
After = Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")]


@strawberry.federation.type(shareable=True, description="通知类别 / A kind of notice")
class NoticeKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    article: str = strawberry.field(description="依据条款 / The clause")
    binding: bool = strawberry.field(description="涉及期限，不能静音 / It comes with a limit and cannot be muted")
    muted: bool = strawberry.field(description="本人已静音 / Muted by the caller")


@strawberry.federation.type(shareable=True, description="某类未读通知数 / Unread notices of a kind")
class UnreadNoticeKind:
    kind: str = strawberry.field(description="类别代码 / Kind")
    name: str = strawberry.field(description="类别名称 / Name of the kind")
    count: int = strawberry.field(description="未读数 / How many")


@strawberry.federation.type(shareable=True, description="未读通知数 / How many notices are unread")
class UnreadNotices:
    total_count: int = strawberry.field(description="合计 / All")
    kinds: list[UnreadNoticeKind] = strawberry.field(description="按类别 / By kind")


@strawberry.input(description="通知的筛选；各条件同时满足 / Which notices; all conditions together")
class NoticeFilter:
    unread: bool | None = strawberry.field(default=None, description="未读（已读）/ Unread, or read")
    kinds: list[str] | None = strawberry.field(default=None, description="类别之一 / Any of these kinds")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    muted: bool = strawberry.field(default=False, description="含已静音的类别 / With the kinds that the caller muted")
    past: bool = strawberry.field(
        default=False,
        description="含过往的：所告之事已办结，或时间已久 / With past ones: what they told of is done, or it is long ago",
    )


@strawberry.input(description="标记通知为已读 / Mark notices as read")
class MarkNoticesReadInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    notice_ids: list[UUID] = strawberry.field(description="通知，1至200条 / The notices, 1 to 200")


@strawberry.input(description="静音或恢复一类通知 / Mute a kind of notice, or hear of it again")
class MuteNoticesInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    kind: str = strawberry.field(description="类别代码 / Kind")
    muted: bool = strawberry.field(description="是否静音 / Whether it is muted")


@strawberry.federation.type(shareable=True, description="标记、静音的结果 / Result of marking or muting")
class NoticesPayload:
    unread: UnreadNotices | None = strawberry.field(description="此后的未读数 / How many are unread from then on")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFields:
    """The fields of a service's notices, which its root types take under names that begin with the service's.

    rules: who may ask them: everybody, for each sees only the own ones.
    """

    notices: Any
    unread: Any
    kinds: Any
    mark_read: Any
    mute: Any
    changed: Any
    rules: Rules


def notice_fields(kept: Notices, prefix: str, project: tuple[Any, Callable[[Any], Any]]) -> NoticeFields:
    """Make the fields of a service. prefix: "" or the service's name, as types carry it.

    project: the service's type of a project, and the reference to it by a notice's row.
    """
    unread = _unread_of(kept)
    return NoticeFields(
        notices=_listing(kept, _notice(kept, prefix, project)),
        unread=strawberry.field(
            resolver=unread,
            description="未读通知数（不含已静音的、过往的）/ How many notices are unread, without muted and past ones",
        ),
        kinds=_kinds(kept),
        mark_read=_marking(kept, unread, f"mark{prefix}NoticesRead"),
        mute=_muting(kept, unread, f"mute{prefix}Notices"),
        changed=_changed(unread),
        rules=_rules(prefix),
    )


def _rules(prefix: str) -> Rules:
    lower = prefix[:1].lower() + prefix[1:]
    notices, kinds = (f"{lower}Notices", f"{lower}NoticeKinds") if prefix else ("notices", "noticeKinds")
    roots = (f"Query.{notices}", f"Query.{kinds}", f"Query.unread{prefix}Notices", f"Subscription.{notices}Changed")
    commands = (f"Mutation.mark{prefix}NoticesRead", f"Mutation.mute{prefix}Notices")
    types = (f"{prefix}Notice", "NoticeKind", "UnreadNotices", "UnreadNoticeKind")
    return dict.fromkeys((*roots, *commands, *types), SIGNED_IN)


def _notice(kept: Notices, prefix: str, project: tuple[Any, Callable[[Any], Any]]) -> Any:
    project_type, project_of = project

    @strawberry.type(
        name=f"{prefix}Notice",
        description="通知：已经发生、与本人或本单位有关的事 / A notice: what happened that concerns the caller or the unit",
    )
    @table(kept.notice)
    class Notice:
        id: UUID = strawberry.field(description="标识 / Identity")
        kind: str = strawberry.field(description="类别代码 / Kind")
        at: datetime = strawberry.field(description="时间 / When it happened")
        due_on: date | None = strawberry.field(description="随之而来的期限 / The limit that comes with it")
        record_id: UUID | None = strawberry.field(description="所指的记录 / The record that it is about")
        unit_id: UUID | None = strawberry.field(description="所通知的单位 / The unit that is told")

        @derived("kind", "facts", description="内容 / What happened")
        def text(self: Any) -> str:
            return worded(kept.kinds[self.kind], self.facts)

        @derived("kind", description="类别名称 / Name of the kind")
        def kind_name(self: Any) -> str:
            return kept.kinds[self.kind].name

        @derived("kind", description="依据条款 / The clause")
        def article(self: Any) -> str:
            return str(kept.kinds[self.kind].article)

        @sql(description="项目 / Project")
        def project(self: Any) -> project_type | None:  # type: ignore[valid-type]  # the service's own
            return project_of(self)  # type: ignore[no-any-return]

        @sql(description="本人已读的时间，未读为空 / When the caller read it; null while unread")
        def read_at(self: Any, info: Info) -> datetime | None:
            return answer(kept.read_at(self, info.context.caller.subject))

    return Notice


def _listing(kept: Notices, notice: Any) -> Any:
    def notices(
        self: Any,  # noqa: ARG001 - as every field of a root type
        info: Info,
        filter: Annotated[NoticeFilter | None, strawberry.argument(description="筛选 / Which of them")] = None,
        first: First = None,  # noqa: ARG001 - the engine's
        after: After = None,  # noqa: ARG001 - the engine's
    ) -> Connection[notice]:
        asked, caller = filter or NoticeFilter(), info.context.caller
        row, query = kept.told(caller)
        subject = caller.subject
        if asked.unread is not None:
            read_at = kept.read_at(row, subject)
            query = query.where(read_at.is_(None) if asked.unread else read_at.is_not(None))
        if asked.kinds is not None:
            query = query.where(among(row.kind, asked.kinds))
        if asked.project_id is not None:
            query = query.where(row.project_id == asked.project_id)
        if not asked.muted:
            query = query.where(kept.heard(row, subject))
        if not asked.past:
            query = query.where(kept.current(row, caller, info.context.today))
        return page(query, [Key(row.at, descending=True), Key(row.id, descending=True)])

    return sql(
        notices, description="本人、本单位的通知，新的在前 / The caller's and the unit's notices, the newest first"
    )


def _unread_of(kept: Notices) -> Any:
    async def unread(info: Info) -> UnreadNotices:
        context = info.context
        async with context.reading() as session:
            counts = await kept.unread(session, context.caller, context.today)
        kinds = [UnreadNoticeKind(kind=k, name=kept.kinds[k].name, count=counts[k]) for k in sorted(counts)]
        return UnreadNotices(total_count=sum(counts.values()), kinds=kinds)

    return unread


def _kinds(kept: Notices) -> Any:
    async def kinds(info: Info) -> list[NoticeKind]:
        async with info.context.reading() as session:
            muted = await kept.mutes(session, info.context.caller)
        return [
            NoticeKind(code=k.code, name=k.name, article=str(k.article), binding=k.binding, muted=k.code in muted)
            for k in kept.kinds.values()
        ]

    return strawberry.field(resolver=kinds, description="通知类别 / Kinds of notices")


def _marking(kept: Notices, unread: Any, operation: str) -> Any:
    async def mark(info: Info, input: Annotated[MarkNoticesReadInput, COMMAND]) -> NoticesPayload:
        done = await perform(info, operation, input, MarkRead(notice_ids=tuple(input.notice_ids)), kept.mark_read)
        return NoticesPayload(unread=await unread(info) if done.id else None, user_errors=done.user_errors)

    return strawberry.mutation(
        resolver=mark, description="标记为已读，仅影响本人 / Mark notices as read, for the caller alone"
    )


def _muting(kept: Notices, unread: Any, operation: str) -> Any:
    async def mute(info: Info, input: Annotated[MuteNoticesInput, COMMAND]) -> NoticesPayload:
        done = await perform(info, operation, input, MuteNotices(kind=input.kind, muted=input.muted), kept.mute)
        return NoticesPayload(unread=await unread(info) if done.id else None, user_errors=done.user_errors)

    return strawberry.mutation(
        resolver=mute,
        description="静音或恢复一类通知；涉及期限的不能静音 / Mute a kind, or hear of it again; what comes with a limit is "
        "always told",
    )


def _changed(unread: Any) -> Any:
    async def changed(info: Info) -> AsyncGenerator[UnreadNotices, None]:
        last: UnreadNotices | None = None
        async for _ in info.context.runtime.listen(CHANNEL):
            counted = await unread(info)
            if counted != last:  # a hint is for everybody, and most are not for this person
                last = counted
                yield counted

    return strawberry.subscription(
        resolver=changed,
        description="未读通知数的实时变化；首条在开始监听后给出 / How many are unread, told anew when something is told to the "
        "caller or the unit; the first at once",
    )
