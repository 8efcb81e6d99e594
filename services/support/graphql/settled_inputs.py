"""What the commands after a decision take: delivery, acknowledgement, review, correction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.support.graphql.enums import DeliveryMethod, Outcome, ReviewOutcome


@strawberry.input(description="登记送达 / Record the delivery of the document in force")
class DeliverRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    method: DeliveryMethod = strawberry.field(description="送达方式 / How")
    recipient: str = strawberry.field(description="收件人 / To whom")
    delivered_on: date | None = strawberry.field(
        default=None, description="送达日，缺省为今日 / Day; today when absent"
    )
    note: str | None = strawberry.field(default=None, description="说明，如邮单号 / Note, such as a postal number")
    file_ids: list[UUID] | None = strawberry.field(default=None, description="送达凭证 / Proofs of delivery")


@strawberry.input(description="签收（申请人）/ Acknowledge the delivery")
class AcknowledgeRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")


@strawberry.input(description="申请复核（以一次为限）/ Ask for the one review of a decision")
class AskReviewInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    grounds: str = strawberry.field(description="复核理由 / Why")
    file_ids: list[UUID] | None = strawberry.field(default=None, description="复核材料 / Files")


@strawberry.input(description="作出复核决定（原经办人以外的人员）/ Decide a review; not by who decided first")
class DecideReviewInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    outcome: ReviewOutcome = strawberry.field(description="维持或变更 / Uphold or change")
    reason: str = strawberry.field(description="复核意见 / Why")
    decision: Outcome | None = strawberry.field(
        default=None, description="变更后的结论，变更时必填 / The new decision, needed for a change"
    )
    granted_quantity: Decimal | None = strawberry.field(
        default=None, description="变更后的准予数量，部分准予必填 / The new quantity, needed for a part"
    )


@strawberry.input(description="更正文书（不改变结论和数量）/ Correct a slip in the document; never outcome or quantity")
class CorrectDecisionInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    wrong: str = strawberry.field(description="原文 / What it says wrongly")
    right: str = strawberry.field(description="更正为 / What it must say")
    reason: str = strawberry.field(description="更正理由 / Why")
