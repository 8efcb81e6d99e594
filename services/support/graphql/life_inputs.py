"""What the further commands on a request take: refusal to accept, assignment, special procedures, surveys, opinions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError
from services.support.domain.wording import quoted
from services.support.graphql.enums import Stance


@strawberry.input(
    description="表单的一项；文件类填 fileIds，其余填 value / One field of a form: files by fileIds, others by value"
)
class FormValueInput:
    code: str = strawberry.field(description="字段代码，见 supportRequestKinds.form / Code of the field")
    value: str | None = strawberry.field(
        default=None,
        description="文字、数字、日期（2026-03-02）、true/false 或选项代码 / Text, number, day, true or false, or a choice",
    )
    file_ids: list[UUID] | None = strawberry.field(default=None, description="已上传的文件 / Uploaded files")


def form_of(values: list[FormValueInput] | None) -> dict[str, str]:
    """Read a form as the domain takes it; raise ApiError BAD_INPUT for a field that is filled in twice."""
    form: dict[str, str] = {}
    for field in values or ():
        if field.code in form or (field.value and field.file_ids):
            raise ApiError(
                "BAD_INPUT", f"表单字段 {quoted(field.code)} 填写了两次 / a field of the form is given twice"
            )
        form[field.code] = ",".join(map(str, field.file_ids)) if field.file_ids else field.value or ""
    return form


@strawberry.input(description="不予受理（受理之前）/ Do not take a request on")
class NotAcceptRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    reason: str = strawberry.field(description="理由 / Why")
    competent_id: UUID | None = strawberry.field(
        default=None, description="有权办理的单位，有则填 / The unit that is competent, where another one is"
    )


@strawberry.input(description="分办给本单位具体人员 / Assign to a named colleague")
class AssignRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    to_subject: str = strawberry.field(description="经办人的身份标识 / Subject of the colleague's identity")
    to_name: str = strawberry.field(description="经办人姓名 / Name of the colleague")
    note: str | None = strawberry.field(default=None, description="分办意见 / Note")


@strawberry.input(description="移交给本单位同事（经办人本人）/ Hand over to a colleague")
class HandOverRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    to_subject: str = strawberry.field(description="接办人的身份标识 / Subject of the colleague's identity")
    to_name: str = strawberry.field(description="接办人姓名 / Name of the colleague")
    reason: str = strawberry.field(description="移交理由 / Why")


@strawberry.input(description="启动特殊程序（停钟）/ Begin a special procedure; the clock stands")
class SuspendRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    procedure: str = strawberry.field(description="特殊程序代码，见 supportRequestKinds.stops / Code of the procedure")
    reason: str = strawberry.field(description="理由 / Why")
    document: str = strawberry.field(description="启动文书的编号 / Number of the document that orders it")


@strawberry.input(description="结束特殊程序（续钟）/ End a special procedure; the clock goes on")
class ResumeRequestInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    note: str | None = strawberry.field(default=None, description="结果说明 / What came of it")


@strawberry.input(description="登记现场踏勘 / Record a survey of the site")
class RecordSurveyInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    surveyed_on: date = strawberry.field(description="踏勘日期 / Day of the survey")
    people: list[str] = strawberry.field(description="踏勘人员姓名 / Who was there")
    findings: str = strawberry.field(description="踏勘情况 / What was found")
    file_ids: list[UUID] | None = strawberry.field(default=None, description="照片等文件 / Photos and other files")


@strawberry.input(description="征求意见 / Ask a unit for its opinion")
class AskOpinionInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    request_id: UUID = strawberry.field(description="申请 / Request")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    unit_id: UUID = strawberry.field(description="被征求意见的单位 / The unit that is asked")
    question: str = strawberry.field(description="征求意见的内容 / What it is asked")


@strawberry.input(description="反馈意见 / Give an opinion")
class GiveRequestOpinionInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    opinion_id: UUID = strawberry.field(description="意见 / Opinion")
    expected_version: int = strawberry.field(description="所依据的意见版本 / The version of the opinion that was seen")
    stance: Stance = strawberry.field(description="同意、附条件同意、不同意 / Agree, with conditions, or disagree")
    text: str | None = strawberry.field(
        default=None, description="意见；附条件同意和不同意必填 / Needed for conditions and for a disagreement"
    )
    file_ids: list[UUID] | None = strawberry.field(default=None, description="附件 / Files")


@strawberry.input(description="撤回征求意见 / Ask a unit no more")
class WithdrawOpinionInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    opinion_id: UUID = strawberry.field(description="意见 / Opinion")
    expected_version: int = strawberry.field(description="所依据的意见版本 / The version of the opinion that was seen")
    reason: str = strawberry.field(description="理由 / Why")
