"""The words that every area of reserve shares."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """第二条、第二十二条: district, city, provincial and national key projects."""

    DISTRICT = "DISTRICT"  # 区级
    CITY = "CITY"  # 市级
    PROVINCE = "PROVINCE"  # 省级
    NATIONAL = "NATIONAL"  # 国家级


class Category(StrEnum):
    """The four categories in which plans are published."""

    INDUSTRY = "INDUSTRY"  # 产业
    INFRASTRUCTURE = "INFRASTRUCTURE"  # 基础设施
    SOCIAL = "SOCIAL"  # 社会民生
    ECOLOGY = "ECOLOGY"  # 生态环保


class InvestmentMode(StrEnum):
    """第四条、第五条（一）: who invests; entry criteria differ by it."""

    GOVERNMENT = "GOVERNMENT"  # 政府投资
    ENTERPRISE = "ENTERPRISE"  # 社会（企业）投资


class ApprovalRoute(StrEnum):
    """第六条: the three ways of 立项."""

    APPROVAL = "APPROVAL"  # 审批
    CONFIRMATION = "CONFIRMATION"  # 核准
    FILING = "FILING"  # 备案


class Library(StrEnum):
    """第五条: the three libraries ("135"), and the building projects that the last of them turns into (第六条)."""

    FIVE_YEAR = "FIVE_YEAR"  # 5年期谋划库
    THREE_YEAR = "THREE_YEAR"  # 3年期预备库
    ONE_YEAR = "ONE_YEAR"  # 1年期待建库
    CONSTRUCTION = "CONSTRUCTION"  # 建设项目


class ItemKind(StrEnum):
    """第二条: construction projects (new start, continuing) and preliminary projects."""

    NEW_START = "NEW_START"  # 新开工
    CONTINUING = "CONTINUING"  # 续建
    PRELIMINARY = "PRELIMINARY"  # 前期


class ItemBasis(StrEnum):
    """第三条（二）、（三）: how a project came to be considered for the plan."""

    APPLICATION = "APPLICATION"  # 申报
    ASSESSMENT = "ASSESSMENT"  # 区投资主管部门评估纳入


class PlanStatus(StrEnum):
    """第三条: where a yearly plan stands."""

    DRAFT = "DRAFT"  # 编制、会商
    SUGGESTED = "SUGGESTED"  # 建议名单，审议中
    APPROVED = "APPROVED"  # 审议通过
    ISSUED = "ISSUED"  # 已下达


class OpinionOutcome(StrEnum):
    """第三条（四）: what a body says of a project in the joint consultation."""

    SUPPORT = "SUPPORT"  # 同意
    CONDITIONAL = "CONDITIONAL"  # 有条件同意
    OPPOSE = "OPPOSE"  # 不同意


class DeliberationOutcome(StrEnum):
    """第三条（四）: what a meeting decides on the suggested list."""

    PASSED = "PASSED"  # 通过
    PASSED_WITH_CHANGES = "PASSED_WITH_CHANGES"  # 修改后通过
    RETURNED = "RETURNED"  # 退回修改


LIBRARY_NAMES = {
    Library.FIVE_YEAR: "5年期谋划库",
    Library.THREE_YEAR: "3年期预备库",
    Library.ONE_YEAR: "1年期待建库",
    Library.CONSTRUCTION: "建设项目",
}
LIBRARY_ORDER = tuple(Library)


def after(library: Library | None) -> Library | None:
    """第六条: the next step of the conversion, None where it ends.

    >>> after(None), after(Library.ONE_YEAR), after(Library.CONSTRUCTION)
    (<Library.FIVE_YEAR: 'FIVE_YEAR'>, <Library.CONSTRUCTION: 'CONSTRUCTION'>, None)
    """
    step = 0 if library is None else LIBRARY_ORDER.index(library) + 1
    return LIBRARY_ORDER[step] if step < len(LIBRARY_ORDER) else None


def is_lower(library: Library, than: Library) -> bool:
    """Whether the first stands before the second in the order of conversion."""
    return LIBRARY_ORDER.index(library) < LIBRARY_ORDER.index(than)
