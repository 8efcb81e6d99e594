"""What the provincial platform sends to support and is answered, as the interface describes it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.support.domain.kinds.model import Outcome
from services.support.domain.provincial import Action
from services.support.domain.request import State

NUMBER = r"^[A-Za-z0-9._-]{1,64}$"
_PRINTED = r"^[^\x00-\x1f\x7f]*$"

Text = Annotated[str, Field(max_length=2_000)]
Looked = Annotated[str, Field(min_length=1, max_length=200, pattern=_PRINTED)]
Number = Annotated[str, Field(pattern=NUMBER, description="申报号 / The province's number of the request")]
Quantity = Annotated[Decimal, Field(gt=0, max_digits=20, decimal_places=4, description="数量 / Quantity")]
Form = Annotated[
    dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=2_000)]],
    Field(max_length=60, description="表单：字段代码 → 值（文本），见 supportRequestKinds / The form, field by field"),
]


class Paper(BaseModel):
    """Names are in camel case; what is not described is refused, so that a misspelt field is not lost in silence."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Owner(Paper):
    """项目业主 / The owner, who has to be in the directory."""

    credit_code: str = Field(pattern=r"^[0-9A-Z]{18}$", description="统一社会信用代码 / GB 32100-2015")


class AttachmentFact(Paper):
    """附件信息（文件存于省平台）/ What is known of a file that the province keeps."""

    name: Looked = Field(description="文件名 / Name")
    size: int = Field(ge=1, le=2**40, description="字节数 / Bytes")
    sm3: str = Field(pattern=r"^[0-9a-f]{64}$", description="内容的SM3杂凑值 / SM3 digest of the content")
    title: Looked | None = Field(default=None, description="材料名称 / What it is")
    field: Looked | None = Field(
        default=None, description="所属的附件类表单字段代码 / Code of the form's field of files that it belongs to"
    )


class Submission(Paper):
    """申请 / A request to a bureau."""

    number: Number
    owner: Owner
    project: Looked = Field(description="国家项目代码，或项目名称 / National project code, or the project's name")
    kind: Looked = Field(description="事项代码，如 LAND_QUOTA / Code of the kind")
    purpose: Text = Field(description="用途说明 / What it is for")
    node: Looked | None = Field(default=None, description="等待该要素的节点名称；仅有一个时可不填 / Name of the node")
    bureau: str | None = Field(
        default=None,
        pattern=r"^[0-9A-Z]{18}$",
        description="承办单位信用代码；仅有一个时可不填 / Credit code of the bureau, where several act in the role",
    )
    quantity: Quantity | None = None
    unit: Looked | None = Field(default=None, description="计量单位代码，如 MU / Code of the unit of measure")
    form: Form = {}
    attachments: tuple[AttachmentFact, ...] = Field(default=(), max_length=50, description="附件信息 / Attachments")


class Resubmission(Paper):
    """补正重报 / A returned request, corrected."""

    version: int = Field(
        ge=1, le=2**31 - 1, description="所依据的版本，见回调或状态 / Version seen in callback or status"
    )
    purpose: Text = Field(description="用途说明 / What it is for")
    quantity: Quantity | None = None
    unit: Looked | None = None
    note: Text | None = Field(default=None, description="补正说明 / What was corrected")
    form: Form = {}
    attachments: tuple[AttachmentFact, ...] | None = Field(
        default=None, max_length=50, description="补交的附件信息 / Attachments that are added"
    )


class Withdrawal(Paper):
    """撤回 / A request is taken back."""

    reason: Text = Field(description="撤回理由 / Why")


class Told(BaseModel):
    """What is answered is written in camel case too."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Receipt(Told):
    """回执；同一内容再次发送得到同一回执 / A receipt; the same content has the same one whenever it is sent."""

    receipt_id: UUID
    number: str
    action: Action
    request_id: UUID = Field(description="本平台申请编号 / Our number of the request")
    state: State = Field(description="该次办理后的状态 / State after the act")
    version: int
    content_digest: str = Field(description="内容的SM3杂凑值 / SM3 digest of the content")
    at: datetime


class Status(Told):
    """办理状态 / How a request stands."""

    number: str
    request_id: UUID
    kind: str
    state: State
    state_name: str
    version: int
    received_on: date
    due_on: date | None = Field(description="到期日；停钟期间为空 / Last day of the limit; none while it stands")
    outcome: Outcome | None
    document_number: str | None
    decision_reason: str | None
    delivered_on: date | None
    receipts: list[Receipt]


class Delivery(Told):
    """我方向省平台回调的正文；按 deliveryId 去重，按 sequence 排序 / What is called back; told apart by `deliveryId`."""

    delivery_id: UUID
    sequence: int
    number: str
    kind: Literal[
        "RECEIVED",
        "RETURNED",
        "ACCEPTED",
        "NOT_ACCEPTED",
        "SUSPENDED",
        "RESUMED",
        "DECIDED",
        "DELIVERED",
        "REVIEWED",
        "CORRECTED",
        "WITHDRAWN",
    ]
    kind_name: str
    state: State
    state_name: str
    request_id: UUID
    version: int
    at: datetime
    due_on: date | None = None
    reason: str | None = None
    outcome: Outcome | None = None
    document_number: str | None = None
    granted_quantity: str | None = None
