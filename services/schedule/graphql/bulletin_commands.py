"""Commands on bulletins and summaries (第十条)."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.files import Files
from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.dispatch.bulletin import (
    CorrectBulletin,
    DraftBulletin,
    EditBulletin,
    Part,
    SendBulletin,
)
from services.schedule.domain.dispatch.terms import BulletinKind
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.bulletin import DispatchBulletin
from services.schedule.graphql.dispatch_commands import KEY
from services.schedule.graphql.performing import perform
from services.schedule.usecases.dispatch.bulletins import (
    RefreshBulletin,
    correct_bulletin,
    draft_bulletin,
    edit_bulletin,
    refresh_bulletin,
    send_bulletin,
)

SEEN = "所见通报的版本 / Version of the bulletin that was seen"


@strawberry.input(
    description="编制月通报，或年度总结（不给出月份）/ Draft a month's bulletin, or a year's summary (A10)"
)
class DraftBulletinInput:
    idempotency_key: str = strawberry.field(description=KEY)
    kind: BulletinKind = strawberry.field(description="月通报或年度总结 / Kind")
    year: int = strawberry.field(description="年度 / Year")
    month: int | None = strawberry.field(default=None, description="月份，年度总结不给出 / Month; left out for a year")


@strawberry.input(description="草稿重新取数，所写文字不变 / Take the figures anew; what was written stays (A10)")
class RefreshBulletinInput:
    idempotency_key: str = strawberry.field(description=KEY)
    bulletin_id: UUID = strawberry.field(description="通报 / Bulletin")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="通报正文的一个部分 / A part of the text")
class BulletinPartInput:
    code: str = strawberry.field(description="代码 / Code")
    heading: str = strawberry.field(description="小标题 / Heading")
    text: str = strawberry.field(description="正文；数据写作{代码} / Text; figures as {CODE}")


@strawberry.input(description="修改草稿；未给出的不变 / Edit a draft; what is left out stays (A10)")
class EditBulletinInput:
    idempotency_key: str = strawberry.field(description=KEY)
    bulletin_id: UUID = strawberry.field(description="通报 / Bulletin")
    title: str | None = strawberry.field(default=None, description="标题 / Title")
    parts: list[BulletinPartInput] | None = strawberry.field(default=None, description="正文各部分 / All parts")
    recipients: list[str] | None = strawberry.field(default=None, description="主送单位 / Recipients")
    signatures: list[str] | None = strawberry.field(default=None, description="落款单位 / Signatures")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="印发通报 / Send a bulletin (A10)")
class SendBulletinInput:
    idempotency_key: str = strawberry.field(description=KEY)
    bulletin_id: UUID = strawberry.field(description="通报 / Bulletin")
    number: str = strawberry.field(description="文号 / Document number")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="更正已印发的通报 / Correct a sent bulletin (A10)")
class CorrectBulletinInput:
    idempotency_key: str = strawberry.field(description=KEY)
    bulletin_id: UUID = strawberry.field(description="通报 / Bulletin")
    place: str = strawberry.field(description="更正之处 / Where")
    was: str = strawberry.field(description="原内容 / What was said")
    now: str = strawberry.field(description="更正为 / What is right")
    reason: str = strawberry.field(description="更正理由 / Why")
    number: str = strawberry.field(description="更正通知的文号 / Number of the erratum")


@strawberry.type(description="通报命令的结果 / Result of a command on a bulletin")
class DispatchBulletinPayload:
    dispatch_bulletin: DispatchBulletin | None = strawberry.field(
        description="变更后的通报 / The bulletin as it is now"
    )
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class BulletinMutation:
    @strawberry.mutation(
        description="按数据编制草稿，每项数据注明来源和算法 / Draft from data; each figure says where it comes from (A10)"
    )
    async def draft_bulletin(
        self, info: Info, input: Annotated[DraftBulletinInput, COMMAND]
    ) -> DispatchBulletinPayload:
        command = DraftBulletin(kind=input.kind, year=input.year, month=input.month)
        done = await perform(info, "draftBulletin", input, command, draft_bulletin)
        return DispatchBulletinPayload(
            dispatch_bulletin=await fetch(info, DispatchBulletin, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="草稿重新取数 / Take the figures of a draft anew (A10)")
    async def refresh_bulletin(
        self, info: Info, input: Annotated[RefreshBulletinInput, COMMAND]
    ) -> DispatchBulletinPayload:
        command = RefreshBulletin(bulletin_id=input.bulletin_id, expected_version=input.expected_version)
        done = await perform(info, "refreshBulletin", input, command, refresh_bulletin)
        return DispatchBulletinPayload(
            dispatch_bulletin=await fetch(info, DispatchBulletin, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(description="修改草稿的文字、主送单位和落款 / Edit text, recipients and signatures (A10)")
    async def edit_bulletin(self, info: Info, input: Annotated[EditBulletinInput, COMMAND]) -> DispatchBulletinPayload:
        parts = input.parts
        command = EditBulletin(
            bulletin_id=input.bulletin_id,
            title=input.title,
            parts=None if parts is None else tuple(Part(code=p.code, heading=p.heading, text=p.text) for p in parts),
            recipients=None if input.recipients is None else tuple(input.recipients),
            signatures=None if input.signatures is None else tuple(input.signatures),
            expected_version=input.expected_version,
        )
        done = await perform(info, "editBulletin", input, command, edit_bulletin)
        return DispatchBulletinPayload(
            dispatch_bulletin=await fetch(info, DispatchBulletin, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="印发：编号、留存Word和PDF，此后不可更改 / Send: number, both files kept, frozen (A10)"
    )
    async def send_bulletin(self, info: Info, input: Annotated[SendBulletinInput, COMMAND]) -> DispatchBulletinPayload:
        command = SendBulletin(
            bulletin_id=input.bulletin_id, number=input.number, expected_version=input.expected_version
        )
        send = partial(send_bulletin, files=Files.open(info.context.runtime.settings))
        done = await perform(info, "sendBulletin", input, command, send)
        return DispatchBulletinPayload(
            dispatch_bulletin=await fetch(info, DispatchBulletin, done.id), user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="印发更正：写明原内容和更正后的内容 / An erratum to a sent bulletin: what was, and what is right (A10)"
    )
    async def correct_bulletin(
        self, info: Info, input: Annotated[CorrectBulletinInput, COMMAND]
    ) -> DispatchBulletinPayload:
        command = CorrectBulletin(
            bulletin_id=input.bulletin_id,
            place=input.place,
            was=input.was,
            now=input.now,
            reason=input.reason,
            number=input.number,
        )
        correct = partial(correct_bulletin, files=Files.open(info.context.runtime.settings))
        done = await perform(info, "correctBulletin", input, command, correct)
        return DispatchBulletinPayload(
            dispatch_bulletin=await fetch(info, DispatchBulletin, done.id), user_errors=done.user_errors
        )
