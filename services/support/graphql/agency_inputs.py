"""What the commands on agencies take, and what they answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import UserError
from services.support.domain.agency.terms import Level, Route, Stage
from services.support.graphql.agency import AgencyCase, AgencyItem, AgencySupervision
from services.support.graphql.life_inputs import FormValueInput


@strawberry.type(description="代办操作结果 / Result of a command on an agency")
class AgencyPayload:
    agency: AgencyCase | None = strawberry.field(description="操作后的代办 / The agency after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="代办事项操作结果 / Result of a command on an item")
class AgencyItemPayload:
    item: AgencyItem | None = strawberry.field(description="操作后的事项 / The item after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="联合督办操作结果 / Result of a command on a joint supervision")
class AgencySupervisionPayload:
    supervision: AgencySupervision | None = strawberry.field(description="操作后的督办 / The supervision after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="批量申报中一个事项的结果 / What became of one row")
class AgencyItemResult:
    item_id: UUID = strawberry.field(description="事项 / Item")
    request_id: UUID | None = strawberry.field(description="生成的要素保障申请 / The request that was made, if any")
    user_errors: list[UserError] = strawberry.field(description="该事项不予通过的理由；空为已申报 / None: handed in")


@strawberry.type(description="批量申报结果 / Result of handing items in")
class SubmitItemsPayload:
    results: list[AgencyItemResult] = strawberry.field(description="逐项结果，按提交顺序 / Row by row")
    agency: AgencyCase | None = strawberry.field(description="操作后的代办 / The agency after it")
    user_errors: list[UserError] = strawberry.field(description="整批不予通过的理由 / Reasons against all of it")


@strawberry.input(description="代办范围和期限 / Scope and term")
class AgencyScopeInput:
    from_on: date = strawberry.field(description="起始日（含）/ First day")
    until_on: date = strawberry.field(description="截止日（含）/ Last day")
    stages: list[Stage] = strawberry.field(default_factory=list, description="阶段 / Stages")
    item_codes: list[str] = strawberry.field(
        default_factory=list, description="另加的事项代码，见 agencyItemRules / Single items, see agencyItemRules"
    )


@strawberry.input(description="申请帮代办（项目业主）/ Apply for an agency")
class ApplyForAgencyInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    project_id: UUID = strawberry.field(description="项目 / Project")
    route: Route = strawberry.field(description="审批方式 / How the project is approved")
    scope: AgencyScopeInput = strawberry.field(description="范围和期限 / Scope and term")
    note: str = strawberry.field(default="", description="说明 / Note")


@strawberry.input(description="接受代办并指定代办员 / Take an agency on and name the agent")
class AcceptAgencyInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    case_id: UUID = strawberry.field(description="代办 / Agency")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    agent_subject: str = strawberry.field(description="代办员账号 / The agent's subject")
    agent_name: str = strawberry.field(description="代办员姓名 / The agent's name")
    note: str = strawberry.field(default="", description="答复 / Answer")


@strawberry.input(description="不予代办或终止，写明理由 / Decline or end an agency, with the reason")
class AgencyReasonInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    case_id: UUID = strawberry.field(description="代办 / Agency")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="业主确认授权 / The owner confirms who may act for it")
class AuthoriseAgencyInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    case_id: UUID = strawberry.field(description="代办 / Agency")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    scope: AgencyScopeInput = strawberry.field(description="范围和期限 / Scope and term")


@strawberry.input(description="业主撤销授权，即时生效 / The owner revokes, at once; no version is asked")
class RevokeAuthorisationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    case_id: UUID = strawberry.field(description="代办 / Agency")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="交接给另一位代办员 / Hand over to another agent")
class HandOverAgencyInput(AgencyReasonInput):
    agent_subject: str = strawberry.field(description="新代办员账号 / The new agent's subject")
    agent_name: str = strawberry.field(description="新代办员姓名 / The new agent's name")


@strawberry.input(description="增加清单外的事项 / Add an item that the list does not have")
class AddAgencyItemInput(AgencyReasonInput):
    name: str = strawberry.field(description="事项名称 / Name")
    stage: Stage = strawberry.field(description="阶段 / Stage")
    level: Level = strawberry.field(description="审批层级 / Whose authority decides")
    role: str = strawberry.field(description="责任部门职责代码，如 LAND / Role of the responsible bureau")
    working_days: int = strawberry.field(description="标准时限（工作日）/ Standard limit")
    materials: list[str] = strawberry.field(default_factory=list, description="申报材料 / What must be handed in")
    after: list[str] = strawberry.field(default_factory=list, description="前置事项代码 / Codes of predecessors")


@strawberry.input(description="对一个事项的操作，写明内容或理由 / A step of an item with what is said of it")
class AgencyItemInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    item_id: UUID = strawberry.field(description="事项 / Item")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    text: str = strawberry.field(default="", description="内容或理由 / What is said, or why")


@strawberry.input(description="登记办结 / The authority has decided in favour")
class AgencyItemDoneInput(AgencyItemInput):
    document_number: str | None = strawberry.field(default=None, description="批复文号 / Number of the document")


@strawberry.input(description="承诺快办时限 / Promise a faster limit")
class PromiseFasterInput(AgencyItemInput):
    working_days: int = strawberry.field(
        description="承诺时限（工作日），须少于现行时限 / Fewer than the present limit"
    )


@strawberry.input(description="指定跟踪人（上级事项）/ Name who follows an item of a higher authority")
class NameFollowerInput(AgencyItemInput):
    follower_subject: str = strawberry.field(description="跟踪人账号 / Subject")
    follower_name: str = strawberry.field(description="跟踪人姓名 / Name")


@strawberry.input(description="申报的一个事项 / One item that is handed in")
class SubmittedItemInput:
    item_id: UUID = strawberry.field(description="事项 / Item")
    purpose: str = strawberry.field(description="用途或申报说明 / What it is for")
    node_id: UUID | None = strawberry.field(default=None, description="等待该要素的节点 / The node that waits for it")
    quantity: Decimal | None = strawberry.field(default=None, description="数量 / Quantity")
    unit: str | None = strawberry.field(default=None, description="计量单位代码 / Code of the unit")
    bureau_id: UUID | None = strawberry.field(default=None, description="承办单位 / Bureau, where several act")
    form: list[FormValueInput] = strawberry.field(default_factory=list, description="表单 / The form")
    file_ids: list[UUID] = strawberry.field(default_factory=list, description="附件 / Files")


@strawberry.input(description="一次申报多个事项（一窗受理）/ Hand several items in at once")
class SubmitItemsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    case_id: UUID = strawberry.field(description="代办 / Agency")
    items: list[SubmittedItemInput] = strawberry.field(description="事项，逐项受理或退回 / Items, each for itself")


@strawberry.input(description="对逾期事项立项联合督办 / Supervise a late item jointly")
class OpenSupervisionInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    item_id: UUID = strawberry.field(description="事项 / Item")
    reason: str = strawberry.field(description="事由 / Why")


@strawberry.input(description="记录督办情况，或写明结果办结 / What was done, or with what result it is closed")
class SupervisionTextInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    supervision_id: UUID = strawberry.field(description="督办 / Supervision")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    text: str = strawberry.field(description="情况或结果 / What was done, or the result")
