"""Commands on weekly updates, made for a phone (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch
from services.schedule.domain.ledger.terms import Severity
from services.schedule.domain.specialist.photo import Photo, Place
from services.schedule.domain.specialist.updating import CorrectWeek, Difficulty, Said, UpdateWeek
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.weeks import WeeklyUpdate
from services.schedule.usecases.specialist.correct_week import correct_week
from services.schedule.usecases.specialist.update_week import update_week

INVESTMENT = "归属月份累计完成投资（万元）/ Investment done in the week's month so far (10,000 CNY)"
PERCENT = "项目形象进度（%）/ Physical progress of the project, 0 to 100"


@strawberry.input(description="难点、堵点或卡点 / A difficulty, blockage or jam (A10)")
class WeekDifficultyInput:
    severity: Severity = strawberry.field(description="难点、堵点、卡点 / How hard it is")
    kind: str = strawberry.field(description="类别代码，同问题台账 / Kind, by the ledger's rulebook")
    text: str = strawberry.field(description="说明 / In words")


@strawberry.input(description="照片，先以 POST /files 上传 / A photo, uploaded by POST /files before")
class WeekPhotoInput:
    file_id: UUID = strawberry.field(description="POST /files 返回的标识 / What POST /files answered")
    taken_at: datetime | None = strawberry.field(
        default=None,
        description="手机所记拍摄时间，照片自带时间的以自带为准 / When, by the phone; the file's own goes first",
    )
    longitude: Decimal | None = strawberry.field(default=None, description="手机所记经度 / Longitude, by the phone")
    latitude: Decimal | None = strawberry.field(default=None, description="手机所记纬度 / Latitude, by the phone")
    caption: str | None = strawberry.field(default=None, description="说明 / Caption")

    def photo(self) -> Photo:
        place = None
        if self.longitude is not None and self.latitude is not None:
            place = Place(longitude=self.longitude, latitude=self.latitude)
        return Photo(file_id=self.file_id, taken_at=self.taken_at, place=place, caption=self.caption)


@strawberry.input(description="更新一周 / Report a week (A9)")
class UpdateWeekInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    week: date | None = strawberry.field(
        default=None, description="该周任一日，默认本周 / Any day of the week, this week by default"
    )
    done_investment: Decimal = strawberry.field(description=INVESTMENT)
    physical_percent: Decimal = strawberry.field(description=PERCENT)
    text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: list[WeekDifficultyInput] = strawberry.field(
        default_factory=list, description="难点、堵点、卡点 / What holds the project up"
    )
    photos: list[WeekPhotoInput] = strawberry.field(default_factory=list, description="照片 / Photos")


@strawberry.input(description="更正一周，原版保留 / Correct a week on record; every version stays (A9)")
class CorrectWeekInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    update_id: UUID = strawberry.field(description="周更新 / Weekly update")
    done_investment: Decimal = strawberry.field(description=INVESTMENT)
    physical_percent: Decimal = strawberry.field(description=PERCENT)
    text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: list[WeekDifficultyInput] = strawberry.field(
        default_factory=list, description="难点、堵点、卡点，全部列出 / All of what holds the project up"
    )
    photos: list[WeekPhotoInput] = strawberry.field(
        default_factory=list, description="补充的照片，原有的保留 / Photos to add; those that are there stay"
    )
    reason: str = strawberry.field(description="更正理由 / Why")
    expected_version: int = strawberry.field(description="所见周更新的版本 / Version of the update that was seen")


@strawberry.type(description="周更新命令的结果 / Result of a command on a weekly update")
class WeeklyUpdatePayload:
    weekly_update: WeeklyUpdate | None = strawberry.field(description="周更新 / The update as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


def _said(given: UpdateWeekInput | CorrectWeekInput) -> Said:
    return Said(
        done_investment=given.done_investment,
        physical_percent=given.physical_percent,
        physical_text=given.text,
        difficulties=tuple(Difficulty(severity=d.severity, kind=d.kind, text=d.text) for d in given.difficulties),
    )


async def _payload(info: Info, done: Performed) -> WeeklyUpdatePayload:
    return WeeklyUpdatePayload(weekly_update=await fetch(info, WeeklyUpdate, done.id), user_errors=done.user_errors)


@strawberry.type
class WeekMutation:
    @strawberry.mutation(
        description="项目专员更新一周，逾期可补报并标记；当月进度报告随之更新 / "
        "The contact person reports a week, late ones too; the month's report follows (A9)"
    )
    async def update_week(self, info: Info, input: Annotated[UpdateWeekInput, COMMAND]) -> WeeklyUpdatePayload:
        photos = tuple(p.photo() for p in input.photos)
        command = UpdateWeek(project_id=input.project_id, week_on=input.week, said=_said(input), photos=photos)
        return await _payload(info, await perform(info, "updateWeek", input, command, update_week))

    @strawberry.mutation(description="更正一周并说明理由 / Correct a week, with a reason (A9)")
    async def correct_week(self, info: Info, input: Annotated[CorrectWeekInput, COMMAND]) -> WeeklyUpdatePayload:
        command = CorrectWeek(
            update_id=input.update_id,
            said=_said(input),
            photos=tuple(p.photo() for p in input.photos),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return await _payload(info, await perform(info, "correctWeek", input, command, correct_week))
