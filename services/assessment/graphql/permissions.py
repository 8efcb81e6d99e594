"""Who may call what. Rows are narrowed further by the tables' visibility; commands stay within the actor's division."""

from __future__ import annotations

from services.assessment.graphql import todo_permissions
from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

# 第十八条：考核工作由区投资主管部门牵头
ASSESSING = roles(Role.INVESTMENT_AUTHORITY)

PERMISSIONS: Rules = {
    **todo_permissions.PERMISSIONS,
    "Query.facts": SIGNED_IN,
    "Query.quarters": SIGNED_IN,
    "Query.quarter": SIGNED_IN,
    "Query.result": SIGNED_IN,
    "Query.cards": SIGNED_IN,
    "Query.schemes": SIGNED_IN,
    "Mutation.adoptScheme": ASSESSING,
    "Mutation.computeQuarter": ASSESSING,
    "Mutation.publishQuarter": ASSESSING,
    "Mutation.correctScore": ASSESSING,
    "Project": SIGNED_IN,
    "Organization": SIGNED_IN,
    "Fact": SIGNED_IN,
    "FactSource": SIGNED_IN,
    "AssessmentQuarter": SIGNED_IN,
    "GroupResult": SIGNED_IN,
    "UnitResult": SIGNED_IN,
    "ScoreCorrection": SIGNED_IN,
    "IndicatorResult": SIGNED_IN,
    "CountedFact": SIGNED_IN,
    "Scheme": SIGNED_IN,
    "SchemeGroup": SIGNED_IN,
    "Indicator": SIGNED_IN,
    "Card": SIGNED_IN,
    "CardDuty": SIGNED_IN,
}
