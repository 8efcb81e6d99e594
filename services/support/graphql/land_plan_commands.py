"""Commands on the yearly land plan (第十五条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.support.domain.land.plan import MONTHS, Entry, Progress
from services.support.graphql.arguments import COMMAND
from services.support.graphql.land_enums import Party, Stage
from services.support.graphql.land_plan import LandPlan, LandPlanItem
from services.support.graphql.land_terms import KEY, SEEN
from services.support.usecases.land.create_plan import CreatePlan, create_plan
from services.support.usecases.land.import_requests import ImportRequests, import_requests
from services.support.usecases.land.put_item import AddItem, EditItem, add_item, edit_item
from services.support.usecases.land.remove_item import RemoveItem, remove_item
from services.support.usecases.land.report_stage import ReportStage, report_stage
from services.support.usecases.land.settle_plan import (
    ConfirmPlan,
    IssuePlan,
    RevisePlan,
    confirm_plan,
    issue_plan,
    revise_plan,
)


@strawberry.input(description="开始编制年度计划 / Begin a year's plan")
class CreateLandPlanInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")


@strawberry.input(description="计划项的内容 / What an item says")
class LandPlanEntryInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: str = strawberry.field(description="用地种类代码，如 NEW_CONSTRUCTION_LAND / Code of the kind of land")
    area: Decimal = strawberry.field(description="面积，按种类的单位 / Area in the unit of its kind")
    responsible_unit_id: UUID = strawberry.field(description="责任单位 / Responsible unit")
    requisition_month: int | None = strawberry.field(default=None, description="征地计划月份 / Month of requisition")
    demolition_month: int | None = strawberry.field(default=None, description="拆迁计划月份 / Month of demolition")
    supply_month: int | None = strawberry.field(default=None, description="供地计划月份 / Month of supply")
    note: str | None = strawberry.field(default=None, description="备注 / Note")

    def entry(self) -> Entry:
        """Read it for the use case."""
        return Entry(
            project_id=self.project_id,
            kind=self.kind,
            area=self.area,
            months={
                Stage.REQUISITION: self.requisition_month,
                Stage.DEMOLITION: self.demolition_month,
                Stage.SUPPLY: self.supply_month,
            },
            responsible_unit_id=self.responsible_unit_id,
            note=self.note,
        )


@strawberry.input(description="加入一项 / Add an item")
class AddLandPlanItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    entry: LandPlanEntryInput = strawberry.field(description="内容 / What it says")


@strawberry.input(description="修改一项 / Change an item")
class EditLandPlanItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="项 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    entry: LandPlanEntryInput = strawberry.field(description="修改后的全部内容 / The whole of it as it is from now on")
    reason: str | None = strawberry.field(default=None, description="理由 / Why")


@strawberry.input(description="移出一项 / Take an item out")
class RemoveLandPlanItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="项 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="由未列入计划的用地申请导入 / Take over open land requests that are not planned")
class ImportLandRequestsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    expected_version: int = strawberry.field(description=SEEN)
    supply_month: int = strawberry.field(
        default=MONTHS, description="暂定供地月份 / Month of supply for the time being"
    )


@strawberry.input(description="一方确认 / Confirm for a party")
class ConfirmLandPlanInput:
    idempotency_key: str = strawberry.field(description=KEY)
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    expected_version: int = strawberry.field(description=SEEN)
    party: Party = strawberry.field(description="代表哪一方 / For which party")


@strawberry.input(description="下达 / Issue a plan")
class IssueLandPlanInput:
    idempotency_key: str = strawberry.field(description=KEY)
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    expected_version: int = strawberry.field(description=SEEN)
    number: str = strawberry.field(description="文号 / Document number")


@strawberry.input(description="启动调整 / Open the next edition")
class ReviseLandPlanInput:
    idempotency_key: str = strawberry.field(description=KEY)
    plan_id: UUID = strawberry.field(description="计划 / Plan")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="调整理由 / Why")


@strawberry.input(description="报送或更正一个环节的完成日 / Report when a stage was done, or correct it")
class ReportLandPlanStageInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="项 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    stage: Stage = strawberry.field(description="环节 / Stage")
    done_on: date | None = strawberry.field(default=None, description="完成日；空为撤销 / Done on; none takes it back")
    reason: str | None = strawberry.field(default=None, description="更正或撤销时的理由 / Why, when it is corrected")


@strawberry.type(description="计划命令的结果 / Result of a command on a plan")
class LandPlanPayload:
    plan: LandPlan | None = strawberry.field(description="操作后的计划 / The plan after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="计划项命令的结果 / Result of a command on an item")
class LandPlanItemPayload:
    item: LandPlanItem | None = strawberry.field(description="操作后的项 / The item after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


async def _plan(info: Info, done: Performed) -> LandPlanPayload:
    return LandPlanPayload(plan=await fetch(info, LandPlan, done.id), user_errors=done.user_errors)


async def _item(info: Info, done: Performed) -> LandPlanItemPayload:
    return LandPlanItemPayload(item=await fetch(info, LandPlanItem, done.id), user_errors=done.user_errors)


@strawberry.type
class LandPlanMutation:
    @strawberry.mutation(description="开始编制年度用地和征拆供地计划 / Begin a year's land plan (A15)")
    async def create_land_plan(self, info: Info, input: Annotated[CreateLandPlanInput, COMMAND]) -> LandPlanPayload:
        command = CreatePlan(year=input.year)
        return await _plan(info, await perform(info, "createLandPlan", input, command, create_plan))

    @strawberry.mutation(description="加入一个项目的用地 / Add a project's land (A15)")
    async def add_land_plan_item(
        self, info: Info, input: Annotated[AddLandPlanItemInput, COMMAND]
    ) -> LandPlanItemPayload:
        command = AddItem(plan_id=input.plan_id, entry=input.entry.entry())
        return await _item(info, await perform(info, "addLandPlanItem", input, command, add_item))

    @strawberry.mutation(description="修改一项；双方确认随之失效 / Change an item; confirmations are taken back (A15)")
    async def edit_land_plan_item(
        self, info: Info, input: Annotated[EditLandPlanItemInput, COMMAND]
    ) -> LandPlanItemPayload:
        command = EditItem(
            item_id=input.item_id,
            expected_version=input.expected_version,
            entry=input.entry.entry(),
            reason=input.reason,
        )
        return await _item(info, await perform(info, "editLandPlanItem", input, command, edit_item))

    @strawberry.mutation(description="移出一项，说明理由 / Take an item out, with the reason (A15)")
    async def remove_land_plan_item(
        self, info: Info, input: Annotated[RemoveLandPlanItemInput, COMMAND]
    ) -> LandPlanPayload:
        command = RemoveItem(item_id=input.item_id, expected_version=input.expected_version, reason=input.reason)
        return await _plan(info, await perform(info, "removeLandPlanItem", input, command, remove_item))

    @strawberry.mutation(description="导入未列入计划的用地申请 / Take over land requests that are not planned (A15)")
    async def import_land_requests(
        self, info: Info, input: Annotated[ImportLandRequestsInput, COMMAND]
    ) -> LandPlanPayload:
        command = ImportRequests(
            plan_id=input.plan_id, expected_version=input.expected_version, supply_month=input.supply_month
        )
        return await _plan(info, await perform(info, "importLandRequests", input, command, import_requests))

    @strawberry.mutation(description="自然资源部门或征地部门确认 / A party confirms (A15)")
    async def confirm_land_plan(self, info: Info, input: Annotated[ConfirmLandPlanInput, COMMAND]) -> LandPlanPayload:
        command = ConfirmPlan(plan_id=input.plan_id, expected_version=input.expected_version, party=input.party)
        return await _plan(info, await perform(info, "confirmLandPlan", input, command, confirm_plan))

    @strawberry.mutation(description="双方确认后下达，编号并留存 / Issue under a number when both have confirmed (A15)")
    async def issue_land_plan(self, info: Info, input: Annotated[IssueLandPlanInput, COMMAND]) -> LandPlanPayload:
        command = IssuePlan(plan_id=input.plan_id, expected_version=input.expected_version, number=input.number)
        return await _plan(info, await perform(info, "issueLandPlan", input, command, issue_plan))

    @strawberry.mutation(
        description="说明理由，启动已下达计划的调整 / Open an issued plan again, with the reason (A15)"
    )
    async def revise_land_plan(self, info: Info, input: Annotated[ReviseLandPlanInput, COMMAND]) -> LandPlanPayload:
        command = RevisePlan(plan_id=input.plan_id, expected_version=input.expected_version, reason=input.reason)
        return await _plan(info, await perform(info, "reviseLandPlan", input, command, revise_plan))

    @strawberry.mutation(description="报送征地、拆迁、供地的完成日 / Report a stage done (A15)")
    async def report_land_plan_stage(
        self, info: Info, input: Annotated[ReportLandPlanStageInput, COMMAND]
    ) -> LandPlanItemPayload:
        progress = Progress(stage=input.stage, done_on=input.done_on, reason=input.reason)
        command = ReportStage(item_id=input.item_id, expected_version=input.expected_version, progress=progress)
        return await _item(info, await perform(info, "reportLandPlanStage", input, command, report_stage))
