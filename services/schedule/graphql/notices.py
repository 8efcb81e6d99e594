"""Notices in the API (第七条至第十三条): what happened that concerns the caller, read and unread."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql import SIGNED_IN, Connection, Info, Rules, UserError, perform
from services.chassis.reads import Key, among, answer, derived, page, refer, sql, table
from services.schedule.domain.todo.notices import NOTICES, MarkRead, MuteNotices, words
from services.schedule.graphql.arguments import COMMAND, After, First
from services.schedule.graphql.references import Project
from services.schedule.store import notices, tables
from services.schedule.usecases.todo.mark_read import mark_notices_read
from services.schedule.usecases.todo.mute import mute_notices

NOTICE_PERMISSIONS: Rules = {
    "Query.notices": SIGNED_IN,
    "Query.noticeKinds": SIGNED_IN,
    "Query.unreadNotices": SIGNED_IN,
    "Mutation.markNoticesRead": SIGNED_IN,
    "Mutation.muteNotices": SIGNED_IN,
    "Subscription.noticesChanged": SIGNED_IN,
    "Notice": SIGNED_IN,
    "NoticeKind": SIGNED_IN,
    "UnreadNotices": SIGNED_IN,
    "UnreadNoticeKind": SIGNED_IN,
}


@strawberry.type(
    description="通知：已经发生、与本人或本单位有关的事 / A notice: what happened that concerns the caller or the unit"
)
@table(tables.Notice)
class Notice:
    id: UUID = strawberry.field(description="标识 / Identity")
    kind: str = strawberry.field(description="类别代码 / Kind")
    at: datetime = strawberry.field(description="时间 / When it happened")
    due_on: date | None = strawberry.field(description="随之而来的期限 / The limit that comes with it")
    record_id: UUID | None = strawberry.field(description="所指的记录 / The record that it is about")
    unit_id: UUID | None = strawberry.field(description="所通知的单位 / The unit that is told")

    @derived("kind", "facts", description="内容 / What happened")
    def text(self: Any) -> str:
        return words(self.kind, self.facts)

    @derived("kind", description="类别名称 / Name of the kind")
    def kind_name(self: Any) -> str:
        return NOTICES[self.kind].name

    @derived("kind", description="依据条款 / The clause")
    def article(self: Any) -> str:
        return str(NOTICES[self.kind].article)

    @sql(description="项目 / Project")
    def project(self: Any) -> Project | None:
        return refer(id=self.project_id)

    @sql(description="本人已读的时间，未读为空 / When the caller read it; null while unread")
    def read_at(self: Any, info: Info) -> datetime | None:
        return answer(notices.read_at(self, info.context.caller.subject))


@strawberry.type(description="通知类别 / A kind of notice")
class NoticeKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    article: str = strawberry.field(description="依据条款 / The clause")
    binding: bool = strawberry.field(description="涉及期限，不能静音 / It comes with a limit and cannot be muted")
    muted: bool = strawberry.field(description="本人已静音 / Muted by the caller")


@strawberry.type(description="某类未读通知数 / Unread notices of a kind")
class UnreadNoticeKind:
    kind: str = strawberry.field(description="类别代码 / Kind")
    name: str = strawberry.field(description="名称 / Name")
    count: int = strawberry.field(description="未读数 / How many")


@strawberry.type(description="未读通知数 / How many notices are unread")
class UnreadNotices:
    total_count: int = strawberry.field(description="合计 / All")
    kinds: list[UnreadNoticeKind] = strawberry.field(description="按类别 / By kind")


@strawberry.input(description="通知的筛选；各条件同时满足 / Which notices; all conditions together")
class NoticeFilter:
    unread: bool | None = strawberry.field(default=None, description="未读（已读）/ Unread, or read")
    kinds: list[str] | None = strawberry.field(default=None, description="类别之一 / Any of these kinds")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    muted: bool = strawberry.field(default=False, description="含已静音的类别 / With the kinds that the caller muted")


@strawberry.input(description="标记通知为已读 / Mark notices as read")
class MarkNoticesReadInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    notice_ids: list[UUID] = strawberry.field(description="通知，1至200条 / The notices, 1 to 200")


@strawberry.input(description="静音或恢复一类通知 / Mute a kind of notice, or hear of it again")
class MuteNoticesInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    kind: str = strawberry.field(description="类别代码 / Kind")
    muted: bool = strawberry.field(description="是否静音 / Whether it is muted")


@strawberry.type(description="标记、静音的结果 / Result of marking or muting")
class NoticesPayload:
    unread: UnreadNotices | None = strawberry.field(description="此后的未读数 / How many are unread from then on")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class NoticeQuery:
    @sql(description="本人、本单位的通知，新的在前 / The caller's and the unit's notices, the newest first")
    def notices(
        self: Any,
        info: Info,
        filter: Annotated[NoticeFilter | None, strawberry.argument(description="筛选 / Which of them")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Notice]:
        asked, caller = filter or NoticeFilter(), info.context.caller
        row, query = notices.told(caller)
        subject = caller.subject
        if asked.unread is not None:
            read_at = notices.read_at(row, subject)
            query = query.where(read_at.is_(None) if asked.unread else read_at.is_not(None))
        if asked.kinds is not None:
            query = query.where(among(row.kind, asked.kinds))
        if asked.project_id is not None:
            query = query.where(row.project_id == asked.project_id)
        if not asked.muted:
            query = query.where(notices.heard(row, subject))
        return page(query, [Key(row.at, descending=True), Key(row.id, descending=True)])

    @strawberry.field(description="未读通知数（不含已静音的）/ How many notices are unread, without the muted ones")
    async def unread_notices(self, info: Info) -> UnreadNotices:
        return await _unread(info)

    @strawberry.field(description="通知类别 / Kinds of notices")
    async def notice_kinds(self, info: Info) -> list[NoticeKind]:
        async with info.context.reading() as session:
            muted = await notices.mutes(session, info.context.caller)
        return [
            NoticeKind(code=k.code, name=k.name, article=str(k.article), binding=k.binding, muted=k.code in muted)
            for k in NOTICES.values()
        ]


@strawberry.type
class NoticeMutation:
    @strawberry.mutation(description="标记为已读，仅影响本人 / Mark notices as read, for the caller alone")
    async def mark_notices_read(self, info: Info, input: Annotated[MarkNoticesReadInput, COMMAND]) -> NoticesPayload:
        command = MarkRead(notice_ids=tuple(input.notice_ids))
        done = await perform(info, "markNoticesRead", input, command, mark_notices_read)
        return NoticesPayload(unread=await _unread(info) if done.id else None, user_errors=done.user_errors)

    @strawberry.mutation(
        description="静音或恢复一类通知；涉及期限的不能静音 / Mute a kind, or hear of it again; what comes with a limit is "
        "always told"
    )
    async def mute_notices(self, info: Info, input: Annotated[MuteNoticesInput, COMMAND]) -> NoticesPayload:
        command = MuteNotices(kind=input.kind, muted=input.muted)
        done = await perform(info, "muteNotices", input, command, mute_notices)
        return NoticesPayload(unread=await _unread(info) if done.id else None, user_errors=done.user_errors)


async def _unread(info: Info) -> UnreadNotices:
    async with info.context.reading() as session:
        counts = await notices.unread(session, info.context.caller)
    kinds = [UnreadNoticeKind(kind=k, name=NOTICES[k].name, count=counts[k]) for k in sorted(counts)]
    return UnreadNotices(total_count=sum(counts.values()), kinds=kinds)


@strawberry.type
class NoticeSubscription:
    @strawberry.subscription(
        description="未读通知数的实时变化；首条在开始监听后给出 / How many are unread, told anew when something is told to the "
        "caller or the unit; the first at once"
    )
    async def notices_changed(self, info: Info) -> AsyncGenerator[UnreadNotices, None]:
        last: UnreadNotices | None = None
        async for _ in info.context.runtime.listen("notices"):
            counted = await _unread(info)
            if counted != last:  # a hint is for everybody, and most are not for this person
                last = counted
                yield counted
