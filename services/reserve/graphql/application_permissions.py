"""Who may call what of guides, applications and assessments of influence (第三条（一）（二）（三）)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)
# owners apply; whoever an application is filed with may enter it for them
_APPLYING = roles(Role.OWNER, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)
_FILED_WITH = roles(Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)
_GUIDING = roles(Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)

_TYPES = (
    "Application",
    "ApplicationComment",
    "ApplicationCompleteness",
    "ApplicationCount",
    "ApplicationRequirement",
    "ApplicationStep",
    "Guide",
    "InfluenceAssessment",
)

RULES: Rules = {
    "Query.guides": SIGNED_IN,
    "Query.guide": SIGNED_IN,
    "Query.applications": SIGNED_IN,
    "Query.applicationCounts": SIGNED_IN,
    "Query.application": SIGNED_IN,
    "Query.influenceAssessments": SIGNED_IN,
    "Mutation.draftGuide": _AUTHORITY,
    "Mutation.changeGuide": _AUTHORITY,
    "Mutation.publishGuide": _AUTHORITY,
    "Mutation.withdrawGuide": _AUTHORITY,
    "Mutation.createApplication": _APPLYING,
    "Mutation.changeApplication": _APPLYING,
    "Mutation.submitApplication": _APPLYING,
    "Mutation.resubmitApplication": _APPLYING,
    "Mutation.withdrawApplication": roles(Role.OWNER),
    "Mutation.returnApplication": _FILED_WITH,
    "Mutation.preReviewApplication": _AUTHORITY,
    "Mutation.guideApplication": _GUIDING,
    "Mutation.assessInfluence": _AUTHORITY,
    **dict.fromkeys(_TYPES, SIGNED_IN),
}
