"""What a file is for: on a request by its purpose; on another record, who of those concerned may hang it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import Role


class Purpose(StrEnum):
    """What a file on a request is for."""

    FORM = "FORM"  # 申请材料
    SURVEY = "SURVEY"  # 踏勘照片
    OPINION = "OPINION"  # 意见附件
    DECISION = "DECISION"  # 决定文书
    DELIVERY = "DELIVERY"  # 送达凭证
    REVIEW = "REVIEW"  # 复核材料


class RecordKind(StrEnum):
    """The records besides requests that files hang on."""

    SITE_INCIDENT = "SITE_INCIDENT"
    JOINT_EVALUATION = "JOINT_EVALUATION"
    AGENCY_ITEM = "AGENCY_ITEM"
    FUND_COMMITMENT = "FUND_COMMITMENT"
    FUND_PAYMENT = "FUND_PAYMENT"
    FINANCING_DEMAND = "FINANCING_DEMAND"
    FUND_APPLICATION = "FUND_APPLICATION"
    LAND_CONSULTATION = "LAND_CONSULTATION"


RECORD_NAMES = {
    RecordKind.SITE_INCIDENT: "治安事件",
    RecordKind.JOINT_EVALUATION: "多评合一事项",
    RecordKind.AGENCY_ITEM: "代办事项",
    RecordKind.FUND_COMMITMENT: "资金安排",
    RecordKind.FUND_PAYMENT: "资金支付",
    RecordKind.FINANCING_DEMAND: "融资需求",
    RecordKind.FUND_APPLICATION: "资金申报",
    RecordKind.LAND_CONSULTATION: "用地保障会商",
}
MOST_AT_ONCE, MOST_OF_A_RECORD = 20, 100


@dataclass(frozen=True, slots=True)
class Hanging:
    """Who hangs files on a kind of record: departments of its division in these roles, and the owner of its project.

    Units and persons that the record itself names besides are known by the record.
    """

    article: Article
    departments: tuple[Role, ...]
    owner: bool


HANGING: Mapping[RecordKind, Hanging] = {
    RecordKind.SITE_INCIDENT: Hanging(Article(17, 5), (Role.PUBLIC_SECURITY,), owner=True),
    RecordKind.JOINT_EVALUATION: Hanging(Article(17, 2), (), owner=True),
    RecordKind.AGENCY_ITEM: Hanging(Article(14), (), owner=True),
    RecordKind.FUND_COMMITMENT: Hanging(Article(16, 1), (Role.FINANCE,), owner=False),
    RecordKind.FUND_PAYMENT: Hanging(Article(16, 1), (Role.FINANCE,), owner=False),
    RecordKind.FINANCING_DEMAND: Hanging(Article(16, 2), (Role.FINANCIAL_SERVICES,), owner=True),
    RecordKind.FUND_APPLICATION: Hanging(
        Article(16, 3), (Role.FINANCE, Role.FINANCIAL_SERVICES, Role.INVESTMENT_AUTHORITY), owner=True
    ),
    RecordKind.LAND_CONSULTATION: Hanging(Article(15), (Role.LAND, Role.REQUISITION), owner=False),
}


def check_files(kind: RecordKind, file_ids: Sequence[UUID], hanging: int) -> list[Breach]:
    """Say what is wrong with the number of files. hanging: how many hang on the record already."""
    article, faults = HANGING[kind].article, []
    if not 1 <= len(file_ids) <= MOST_AT_ONCE:
        faults.append(Breach("FILES_NUMBER", f"一次须附 1 至 {MOST_AT_ONCE} 个文件", article, "fileIds"))
    elif hanging + len(file_ids) > MOST_OF_A_RECORD:
        message = f"一条记录最多 {MOST_OF_A_RECORD} 个附件，已有 {hanging} 个"
        faults.append(Breach("FILES_TOO_MANY", message, article, "fileIds"))
    if twice := [file_id for file_id, count in Counter(file_ids).items() if count > 1]:
        at = len(file_ids) - 1 - list(reversed(file_ids)).index(twice[0])
        faults.append(Breach("FILE_TWICE", "同一文件不能填写两次", article, f"fileIds.{at}"))
    return faults


def not_concerned(kind: RecordKind) -> Breach:
    """Refuse whoever only looks at the record."""
    message = f"仅办理该{RECORD_NAMES[kind]}的单位和当事方可以附文件"
    return Breach("NOT_CONCERNED", message, HANGING[kind].article, "recordId")


def unknown(kind: RecordKind) -> Breach:
    """Refuse for a record that is not there for the actor."""
    message = f"没有这条{RECORD_NAMES[kind]}，或您无权查看"
    return Breach("RECORD_UNKNOWN", message, HANGING[kind].article, "recordId")
