"""Inputs of the ledger's commands (第十条)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from services.schedule.domain.ledger.assigning import Assignment
from services.schedule.domain.ledger.record import Document
from services.schedule.domain.ledger.terms import IssueSource, Layer, Severity
from services.schedule.graphql import ledger_terms  # noqa: F401 - names the enums before they are used

KEY = "幂等键 / Made by the caller, once a click"
ISSUE = "问题 / The issue"
SEEN = "所见问题的版本 / Version of the issue that was seen"


@strawberry.input(description="提出问题 / Raise an issue (A10)")
class RaiseIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    node_id: UUID | None = strawberry.field(default=None, description="节点 / Node of the project")
    request_id: UUID | None = strawberry.field(default=None, description="要素保障申请 / Factor request of the project")
    severity: Severity = strawberry.field(description="程度 / Severity")
    kind: str = strawberry.field(description="类别代码，见 issueKinds / Code of the kind, of `issueKinds`")
    title: str = strawberry.field(description="标题，最多200字 / Title")
    description: str = strawberry.field(description="具体情况和需协调的事项 / What is the matter, and what is wanted")
    source: IssueSource = strawberry.field(default=IssueSource.DIRECT, description="来源 / Where it was found")
    source_id: UUID | None = strawberry.field(default=None, description="来源记录 / Record that it was found in")
    raised_by_unit_id: UUID | None = strawberry.field(
        default=None,
        description="提出单位，缺省为本单位；代他单位提出限两部门和联系区领导 / The unit that raises it, by default the own",
    )


@strawberry.input(description="调整分类 / Change kind or severity (A10)")
class ClassifyIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    kind: str = strawberry.field(description="类别代码 / Code of the kind")
    severity: Severity = strawberry.field(description="程度 / Severity")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="交给谁、多少工作日 / To whom, and within how many days")
class IssueAssignmentInput:
    unit_id: UUID = strawberry.field(description="责任单位 / Responsible unit")
    layer: Layer | None = strawberry.field(
        default=None,
        description="层级，缺省为承接该程度的最低层级 / Layer, by default the lowest that takes the severity",
    )
    person: str | None = strawberry.field(
        default=None, description="责任人；区领导、市级层面须写明 / Responsible person; needed above the departments"
    )
    working_days: int | None = strawberry.field(
        default=None, description="办理时限（工作日），缺省见 issueLimits / Working days, by default of `issueLimits`"
    )

    def read(self) -> Assignment:
        return Assignment(layer=self.layer, unit_id=self.unit_id, person=self.person, working_days=self.working_days)


@strawberry.input(description="交办或改派 / Hand an issue out, or on (A10)")
class AssignIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    to: IssueAssignmentInput = strawberry.field(description="交办内容 / To whom, and until when")
    reason: str | None = strawberry.field(default=None, description="改派的理由 / Why it is handed on")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="接收 / Accept an assignment")
class AcceptIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    person: str | None = strawberry.field(default=None, description="责任人 / Who settles it")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(
    description="裁定异议：成立须改派，不成立维持交办 / Decide a contest: upheld, it goes to another unit"
)
class DecideIssueContestInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    to: IssueAssignmentInput | None = strawberry.field(
        default=None,
        description="异议成立时改派给谁；缺省即异议不成立 / To whom it goes when upheld; refused when left out",
    )
    reason: str = strawberry.field(description="裁定的理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="对问题的一步办理，须写明理由 / A step with an issue, and why")
class IssueReasonInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="登记进展 / Tell how the work goes")
class NoteIssueProgressInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    text: str = strawberry.field(description="进展 / How it goes")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="佐证材料 / A document that proves what was done")
class IssueDocumentInput:
    title: str = strawberry.field(description="材料名称 / Title")
    number: str | None = strawberry.field(default=None, description="文号 / Number")
    dated_on: date = strawberry.field(description="材料日期 / Its day")
    kept_at: str | None = strawberry.field(default=None, description="存放位置 / Where it is kept")
    file_id: UUID | None = strawberry.field(
        default=None, description="已上传（/files）而未使用的文件 / A file that was uploaded and is not used yet"
    )

    def read(self) -> Document:
        return Document(
            title=self.title,
            number=self.number,
            dated_on=self.dated_on,
            kept_at=self.kept_at,
            file_id=self.file_id,
        )


@strawberry.input(description="报办结 / Report an issue done, with what proves it")
class ReportIssueDoneInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    text: str = strawberry.field(description="办理结果 / What was done")
    documents: list[IssueDocumentInput] = strawberry.field(description="佐证材料，至少一份 / At least one document")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="核验销号 / Verify an issue and close it (A10)")
class VerifyIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    note: str | None = strawberry.field(default=None, description="核验意见 / What was found")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="销号后重新办理 / Open a closed issue again")
class ReopenIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    reason: str = strawberry.field(description="理由 / Why")
    working_days: int | None = strawberry.field(
        default=None,
        description="办理时限（工作日），缺省按程度和层级 / Working days, by default of severity and layer",
    )
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="申请延期 / Ask for more time")
class AskIssueExtensionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    working_days: int = strawberry.field(description="在现期限后延长的工作日 / Working days after the present limit")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="批复延期 / Answer an extension that was asked for")
class DecideIssueExtensionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    granted: bool = strawberry.field(description="是否同意 / Whether it is granted")
    working_days: int | None = strawberry.field(
        default=None, description="同意的工作日，缺省为申请的全部 / Days granted, by default all that were asked for"
    )
    reason: str | None = strawberry.field(
        default=None, description="批复意见，不同意时须写 / Why; needed for a refusal"
    )
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="并入其他问题 / Merge a duplicate into the issue that goes on (A10)")
class MergeIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description="重复的问题 / The duplicate")
    into_id: UUID = strawberry.field(description="保留的问题 / The one that goes on")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description="所见重复问题的版本 / Version of the duplicate that was seen")


@strawberry.input(description="督办 / Put an issue under supervision (A10)")
class SuperviseIssueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    issue_id: UUID = strawberry.field(description=ISSUE)
    letter: str = strawberry.field(description="督办函文号 / Number of the letter")
    reason: str = strawberry.field(description="理由 / Why")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="对今日逾期的问题按规则督办 / Apply the rule to what is late today")
class SuperviseOverdueIssuesInput:
    idempotency_key: str = strawberry.field(description=KEY)
