"""Commands on site incidents (第十七条（五）)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident.handling import Reported
from services.support.domain.incident.terms import IncidentSeverity
from services.support.graphql.arguments import COMMAND
from services.support.graphql.incidents import SiteIncident
from services.support.graphql.services_terms import INCIDENT, KEY, NO_PERSONS, SEEN
from services.support.usecases.incident.case import IncidentCommand
from services.support.usecases.incident.classify import ClassifyIncident, classify
from services.support.usecases.incident.close import CloseIncident, close
from services.support.usecases.incident.log import LogIncident, log
from services.support.usecases.incident.reopen import ReopenIncident, reopen
from services.support.usecases.incident.report import ReportIncident, report
from services.support.usecases.incident.take_up import take_up
from services.support.usecases.incident.transfer import TransferIncident, transfer
from services.support.usecases.incident.withdraw import WithdrawIncident, withdraw

C = TypeVar("C")


@strawberry.type(description="治安事件命令的结果 / Result of a command on an incident")
class SiteIncidentPayload:
    incident: SiteIncident | None = strawberry.field(description="操作后的事件 / The incident as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="报告治安事件 / Report an incident")
class ReportSiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: str = strawberry.field(description="类别代码，见 siteIncidentRules / Code of the kind")
    severity: IncidentSeverity = strawberry.field(description="程度 / Severity")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description=f"情况说明；{NO_PERSONS}")
    place: str = strawberry.field(description="地点 / Place")
    occurred_on: date = strawberry.field(description="发生日期 / Day on which it happened")


@strawberry.input(description="对事件的操作 / A command on an incident")
class SiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="登记处置情况 / Say what was done")
class LogSiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)
    text: str = strawberry.field(description=f"处置情况；{NO_PERSONS}")


@strawberry.input(description="调整程度 / Change the severity")
class ClassifySiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)
    severity: IncidentSeverity = strawberry.field(description="调整后的程度 / The new severity")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="办结 / Close an incident")
class CloseSiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)
    result: str = strawberry.field(description=f"处置结果；{NO_PERSONS}")


@strawberry.input(description="移送 / Transfer an incident")
class TransferSiteIncidentInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)
    to: str = strawberry.field(description="移送至 / Office")
    document: str = strawberry.field(description="移送文书编号 / Number of the document")
    reason: str = strawberry.field(description=f"移送理由；{NO_PERSONS}")


@strawberry.input(description="说明理由的操作 / A command that gives its reason")
class SiteIncidentReasonInput:
    idempotency_key: str = strawberry.field(description=KEY)
    incident_id: UUID = strawberry.field(description=INCIDENT)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


async def done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> SiteIncidentPayload:
    """Carry out a command and answer with the incident."""
    performed = await perform(info, operation, input, command, usecase)
    incident = await fetch(info, SiteIncident, performed.id)
    return SiteIncidentPayload(incident=incident, user_errors=performed.user_errors)


@strawberry.type
class IncidentMutation:
    @strawberry.mutation(description="报告施工环境治安事件 / Report an incident around a building site (A17.5)")
    async def report_site_incident(
        self, info: Info, input: Annotated[ReportSiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = ReportIncident(
            project_id=input.project_id,
            reported=Reported(
                kind=input.kind,
                severity=input.severity,
                title=input.title,
                description=input.description,
                place=input.place,
                occurred_on=input.occurred_on,
            ),
        )
        return await done(info, "reportSiteIncident", input, command, report)

    @strawberry.mutation(description="公安机关受理或接办 / Public security takes it up, or over (A17.5)")
    async def take_up_site_incident(
        self, info: Info, input: Annotated[SiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = IncidentCommand(incident_id=input.incident_id, expected_version=input.expected_version)
        return await done(info, "takeUpSiteIncident", input, command, take_up)

    @strawberry.mutation(description="登记处置情况 / Put on the log what was done (A17.5)")
    async def log_site_incident(
        self, info: Info, input: Annotated[LogSiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = LogIncident(incident_id=input.incident_id, expected_version=input.expected_version, text=input.text)
        return await done(info, "logSiteIncident", input, command, log)

    @strawberry.mutation(description="调整程度，时限只会提前 / Change the severity; the limit never moves back (A17.5)")
    async def classify_site_incident(
        self, info: Info, input: Annotated[ClassifySiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = ClassifyIncident(
            incident_id=input.incident_id,
            expected_version=input.expected_version,
            severity=input.severity,
            reason=input.reason,
        )
        return await done(info, "classifySiteIncident", input, command, classify)

    @strawberry.mutation(description="办结 / Close it, with its result (A17.5)")
    async def close_site_incident(
        self, info: Info, input: Annotated[CloseSiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = CloseIncident(
            incident_id=input.incident_id, expected_version=input.expected_version, result=input.result
        )
        return await done(info, "closeSiteIncident", input, command, close)

    @strawberry.mutation(description="移送其他机关 / Transfer it to another office (A17.5)")
    async def transfer_site_incident(
        self, info: Info, input: Annotated[TransferSiteIncidentInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = TransferIncident(
            incident_id=input.incident_id,
            expected_version=input.expected_version,
            to=input.to,
            document=input.document,
            reason=input.reason,
        )
        return await done(info, "transferSiteIncident", input, command, transfer)

    @strawberry.mutation(description="重新处置 / Open it again (A17.5)")
    async def reopen_site_incident(
        self, info: Info, input: Annotated[SiteIncidentReasonInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = ReopenIncident(
            incident_id=input.incident_id, expected_version=input.expected_version, reason=input.reason
        )
        return await done(info, "reopenSiteIncident", input, command, reopen)

    @strawberry.mutation(description="报告人在受理前撤回 / Who reported it takes it back before it is taken up (A17.5)")
    async def withdraw_site_incident(
        self, info: Info, input: Annotated[SiteIncidentReasonInput, COMMAND]
    ) -> SiteIncidentPayload:
        command = WithdrawIncident(
            incident_id=input.incident_id, expected_version=input.expected_version, reason=input.reason
        )
        return await done(info, "withdrawSiteIncident", input, command, withdraw)
