"""The enums of guides and applications in the API; imported before the types that use them."""

from __future__ import annotations

import strawberry

from services.reserve.domain.applications import terms

strawberry.enum(terms.GuideStatus, description="申报指南版本的状态 / Status of a version of the yearly guide (A3.1)")
strawberry.enum(
    terms.Channel,
    name="ApplicationChannel",
    description="申报渠道：省一体化平台、行业主管部门、区投资主管部门 / By what way an application comes (A3.2)",
)
strawberry.enum(terms.ApplicationStatus, description="申报状态 / Status of an application (A3.2, A3.4)")
strawberry.enum(
    terms.Party,
    name="GuidanceParty",
    description="指导方：镇（街道）、行业主管部门、区属国有平台公司、区投资主管部门 / Who guides owners (A3.2)",
)
strawberry.enum(
    terms.Influence, name="InfluenceConclusion", description="重大影响评估结论 / Conclusion of an assessment (A3.3)"
)
strawberry.enum(
    terms.PlanOutcome,
    name="ApplicationOutcome",
    description="列入情况：已列入、未列入下达的计划 / What the issued plan made of an application",
)
