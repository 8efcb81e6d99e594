"""What the commands on requests take, and what they answer."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import UserError
from services.support.graphql.enums import Outcome
from services.support.graphql.life_inputs import FormValueInput
from services.support.graphql.requests import SupportRequest


@strawberry.type(description="申请操作结果 / Result of a command on a request")
class SupportRequestPayload:
    request: SupportRequest | None = strawberry.field(description="操作后的申请 / The request after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.input(description="提交申请（项目业主，或项目服务部门代办）/ Submit a request")
class SubmitRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: str = strawberry.field(description="事项代码，如 LAND_QUOTA / Code of the kind, see supportRequestKinds")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    node_id: UUID | None = strawberry.field(default=None, description="等待该要素的节点 / The node that waits for it")
    quantity: Decimal | None = strawberry.field(default=None, description="数量，最多四位小数 / Quantity")
    unit: str | None = strawberry.field(
        default=None, description="计量单位代码，须与事项一致，如 MU（亩）/ Code of the unit, must be the kind's"
    )
    bureau_id: UUID | None = strawberry.field(
        default=None, description="承办单位；仅有一个时可不填 / The bureau, where several act in the role"
    )
    form: list[FormValueInput] | None = strawberry.field(default=None, description="表单 / The form, field by field")
    file_ids: list[UUID] | None = strawberry.field(default=None, description="其他材料 / Further files")


@strawberry.input(description="受理 / Accept a request")
class AcceptRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")


@strawberry.input(description="退回补正（停钟）/ Return a request for correction; the clock stands")
class ReturnRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    reason: str = strawberry.field(description="须补正的内容 / What must be corrected")
    missing: list[str] | None = strawberry.field(
        default=None, description="补正事项，一次性逐项告知 / Everything that is missing, item by item, at once"
    )


@strawberry.input(description="补正后重报（续钟）/ Submit a returned request again; the clock goes on")
class ResubmitRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    quantity: Decimal | None = strawberry.field(default=None, description="数量 / Quantity")
    unit: str | None = strawberry.field(default=None, description="计量单位代码 / Code of the unit")
    note: str | None = strawberry.field(default=None, description="补正说明 / What was corrected")
    form: list[FormValueInput] | None = strawberry.field(
        default=None, description="整张表单，替换原表单 / The whole form, in the former one's stead"
    )
    file_ids: list[UUID] | None = strawberry.field(default=None, description="补充的材料 / Further files")


@strawberry.input(description="认领 / Take a request in hand")
class ClaimRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")


@strawberry.input(description="作出决定并行文 / Decide by formal document")
class DecideRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    outcome: Outcome = strawberry.field(description="准予、部分准予、不予 / Decision")
    granted_quantity: Decimal | None = strawberry.field(
        default=None, description="准予数量；部分准予必填，准予可不填，不予不填 / Needed for a part, not for a refusal"
    )
    reason: str | None = strawberry.field(
        default=None, description="理由；部分准予和不予必填 / Reason; needed for a part and for a refusal"
    )


@strawberry.input(description="撤回申请（决定之前）/ Withdraw a request before it is decided")
class WithdrawRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    reason: str | None = strawberry.field(default=None, description="撤回理由 / Why")
