"""The commands on agencies (第十四条)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency.case import Wanted
from services.support.graphql.agency import AgencyCase
from services.support.graphql.agency_inputs import (
    AcceptAgencyInput,
    AddAgencyItemInput,
    AgencyItemPayload,
    AgencyItemResult,
    AgencyPayload,
    AgencyReasonInput,
    AgencyScopeInput,
    ApplyForAgencyInput,
    AuthoriseAgencyInput,
    HandOverAgencyInput,
    RevokeAuthorisationInput,
    SubmitItemsInput,
    SubmitItemsPayload,
)
from services.support.graphql.agency_steps import item_done
from services.support.graphql.arguments import COMMAND
from services.support.graphql.life_inputs import form_of
from services.support.store import tables
from services.support.usecases.agency.add_item import AddAgencyItem, add_agency_item
from services.support.usecases.agency.answer import AnswerAgency, answer_agency
from services.support.usecases.agency.apply import ApplyForAgency, apply_for_agency
from services.support.usecases.agency.authorise import AuthoriseAgency, authorise
from services.support.usecases.agency.cancel import CancelAgency, cancel_agency
from services.support.usecases.agency.hand_over import HandOverAgency, hand_over_agency
from services.support.usecases.agency.revoke import RevokeAuthorisation, revoke
from services.support.usecases.agency.submit_items import SubmitItems, SubmittedItem, submit_items

C = TypeVar("C")


async def _done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> AgencyPayload:
    """Carry out a command and answer with the agency."""
    done = await perform(info, operation, input, command, usecase)
    return AgencyPayload(agency=await fetch(info, AgencyCase, done.id), user_errors=done.user_errors)


def _wanted(scope: AgencyScopeInput) -> Wanted:
    return Wanted(
        stages=tuple(dict.fromkeys(scope.stages)),
        item_codes=tuple(dict.fromkeys(scope.item_codes)),
        from_on=scope.from_on,
        until_on=scope.until_on,
    )


@strawberry.type
class AgencyMutation:
    @strawberry.mutation(description="业主自愿申请帮代办 / The owner applies for an agency, of its own will (A14)")
    async def apply_for_agency(self, info: Info, input: Annotated[ApplyForAgencyInput, COMMAND]) -> AgencyPayload:
        command = ApplyForAgency(
            project_id=input.project_id, route=input.route, wanted=_wanted(input.scope), note=input.note
        )
        return await _done(info, "applyForAgency", input, command, apply_for_agency)

    @strawberry.mutation(
        description="接受代办、指定代办员，按清单生成事项 / Take an agency on; its items are copied from the list (A14)"
    )
    async def accept_agency(self, info: Info, input: Annotated[AcceptAgencyInput, COMMAND]) -> AgencyPayload:
        command = AnswerAgency(
            case_id=input.case_id,
            expected_version=input.expected_version,
            agent=(input.agent_subject, input.agent_name),
            note=input.note,
        )
        return await _done(info, "acceptAgency", input, command, answer_agency)

    @strawberry.mutation(description="不予代办，写明理由 / Decline an application, with the reason (A14)")
    async def decline_agency(self, info: Info, input: Annotated[AgencyReasonInput, COMMAND]) -> AgencyPayload:
        command = AnswerAgency(
            case_id=input.case_id, expected_version=input.expected_version, agent=None, note=input.reason
        )
        return await _done(info, "declineAgency", input, command, answer_agency)

    @strawberry.mutation(description="业主确认授权范围和期限 / The owner confirms scope and term (A14)")
    async def authorise_agency(self, info: Info, input: Annotated[AuthoriseAgencyInput, COMMAND]) -> AgencyPayload:
        command = AuthoriseAgency(
            case_id=input.case_id, expected_version=input.expected_version, wanted=_wanted(input.scope)
        )
        return await _done(info, "authoriseAgency", input, command, authorise)

    @strawberry.mutation(
        description="业主撤销授权，即时生效，代办员此后不能再办 / Revoke; no act of the agent comes after (A14)"
    )
    async def revoke_authorisation(
        self, info: Info, input: Annotated[RevokeAuthorisationInput, COMMAND]
    ) -> AgencyPayload:
        command = RevokeAuthorisation(case_id=input.case_id, reason=input.reason)
        return await _done(info, "revokeAuthorisation", input, command, revoke)

    @strawberry.mutation(description="交接给另一位代办员，历史留痕 / Hand over to another agent, on record (A14)")
    async def hand_over_agency(self, info: Info, input: Annotated[HandOverAgencyInput, COMMAND]) -> AgencyPayload:
        command = HandOverAgency(
            case_id=input.case_id,
            expected_version=input.expected_version,
            agent=(input.agent_subject, input.agent_name),
            reason=input.reason,
        )
        return await _done(info, "handOverAgency", input, command, hand_over_agency)

    @strawberry.mutation(description="终止代办（业主或项目服务部门）/ End an agency before its time (A14)")
    async def cancel_agency(self, info: Info, input: Annotated[AgencyReasonInput, COMMAND]) -> AgencyPayload:
        command = CancelAgency(case_id=input.case_id, expected_version=input.expected_version, reason=input.reason)
        return await _done(info, "cancelAgency", input, command, cancel_agency)

    @strawberry.mutation(description="增加清单外的事项 / Add an item that the list does not have (A14)")
    async def add_agency_item(self, info: Info, input: Annotated[AddAgencyItemInput, COMMAND]) -> AgencyItemPayload:
        command = AddAgencyItem(
            case_id=input.case_id,
            expected_version=input.expected_version,
            name=input.name,
            stage=input.stage,
            level=input.level,
            role=input.role,
            working_days=input.working_days,
            materials=tuple(input.materials),
            after=tuple(dict.fromkeys(input.after)),
            reason=input.reason,
        )
        return await item_done(info, "addAgencyItem", input, command, add_agency_item)

    @strawberry.mutation(
        description="一次申报多个事项，逐项给出结果；对应要素保障的事项同时提交申请 / "
        "Hand several items in, each for itself; those that are matters of support become requests (A14)"
    )
    async def submit_items(self, info: Info, input: Annotated[SubmitItemsInput, COMMAND]) -> SubmitItemsPayload:
        rows = tuple(
            SubmittedItem(
                item_id=row.item_id,
                purpose=row.purpose,
                node_id=row.node_id,
                quantity=row.quantity,
                unit=row.unit,
                bureau_id=row.bureau_id,
                form=form_of(row.form),
                file_ids=tuple(row.file_ids),
            )
            for row in input.items
        )
        done = await perform(info, "submitItems", input, SubmitItems(case_id=input.case_id, rows=rows), submit_items)
        return SubmitItemsPayload(
            results=await _results(info, done.id),
            agency=await fetch(info, AgencyCase, input.case_id if done.id else None),
            user_errors=done.user_errors,
        )


async def _results(info: Info, run_id: UUID | None) -> list[AgencyItemResult]:
    """Read what became of each row, as it was kept with the run."""
    if run_id is None:
        return []
    run = tables.BulkRun
    query = visible_select(run, info.context.caller).where(run.id == run_id)
    async with info.context.reading() as session:
        kept: list[dict[str, Any]] = await session.scalar(query.with_only_columns(run.results)) or []
    return [
        AgencyItemResult(
            item_id=UUID(row["itemId"]),
            request_id=UUID(row["requestId"]) if row["requestId"] else None,
            user_errors=[
                UserError(code=e["code"], message=e["message"], article=e["article"], field=e["field"])
                for e in row["errors"]
            ],
        )
        for row in kept
    ]
