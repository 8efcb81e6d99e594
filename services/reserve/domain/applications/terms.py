"""The words of guides and applications."""

from __future__ import annotations

from enum import StrEnum


class GuideStatus(StrEnum):
    """第三条（一）: where a version of the yearly guide stands."""

    DRAFT = "DRAFT"  # 起草
    PUBLISHED = "PUBLISHED"  # 已发布，现行
    SUPERSEDED = "SUPERSEDED"  # 已被更正版本取代
    WITHDRAWN = "WITHDRAWN"  # 已撤销


class Channel(StrEnum):
    """第三条（二）: by what way an application comes."""

    PROVINCIAL_PLATFORM = "PROVINCIAL_PLATFORM"  # 湖南省政务服务一体化平台
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"  # 区行业主管部门
    INVESTMENT_AUTHORITY = "INVESTMENT_AUTHORITY"  # 区投资主管部门


class ApplicationStatus(StrEnum):
    """第三条（二）（四）: where an application stands."""

    DRAFT = "DRAFT"  # 填报中
    SUBMITTED = "SUBMITTED"  # 已申报，待初审
    RETURNED = "RETURNED"  # 退回补正
    WITHDRAWN = "WITHDRAWN"  # 已撤回
    PASSED = "PASSED"  # 初审通过
    FAILED = "FAILED"  # 初审不通过


class Step(StrEnum):
    """What moves an application; written as the API writes its commands."""

    CREATE = "createApplication"
    CHANGE = "changeApplication"
    SUBMIT = "submitApplication"
    RETURN = "returnApplication"
    RESUBMIT = "resubmitApplication"
    WITHDRAW = "withdrawApplication"
    PASS = "preReviewApplication.pass"  # noqa: S105 - no password, the review's outcome
    FAIL = "preReviewApplication.fail"


class Party(StrEnum):
    """第三条（二）: who guides owners in completing what they file."""

    TOWN = "TOWN"  # 镇（街道）
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"  # 区行业主管部门
    STATE_PLATFORM = "STATE_PLATFORM"  # 区属国有平台公司
    INVESTMENT_AUTHORITY = "INVESTMENT_AUTHORITY"  # 区投资主管部门


class Influence(StrEnum):
    """第三条（三）: what the authority's own assessment concludes."""

    MAJOR = "MAJOR"  # 具有重大影响，可纳入建议名单
    NOT_MAJOR = "NOT_MAJOR"  # 不具有重大影响


class PlanOutcome(StrEnum):
    """What the year's plan made of an application once it was issued."""

    LISTED = "LISTED"  # 已列入下达的计划
    NOT_LISTED = "NOT_LISTED"  # 未列入


STATUS_NAMES = {
    ApplicationStatus.DRAFT: "填报中",
    ApplicationStatus.SUBMITTED: "已申报",
    ApplicationStatus.RETURNED: "退回补正中",
    ApplicationStatus.WITHDRAWN: "已撤回",
    ApplicationStatus.PASSED: "已通过初审",
    ApplicationStatus.FAILED: "未通过初审",
}
STEP_NAMES = {
    Step.CHANGE: "修改",
    Step.SUBMIT: "申报",
    Step.RETURN: "退回补正",
    Step.RESUBMIT: "重新申报",
    Step.WITHDRAW: "撤回",
    Step.PASS: "初审",
    Step.FAIL: "初审",
}
