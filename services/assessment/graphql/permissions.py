"""Who may call what. Rows are narrowed further by the tables' visibility; commands stay within the actor's division."""

from __future__ import annotations

from services.assessment.graphql import (
    award_permissions,
    fact_permissions,
    report_permissions,
    result_permissions,
    review_permissions,
    scheme_permissions,
    todo_permissions,
)
from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

# 第十八条：考核工作由区投资主管部门牵头
ASSESSING = roles(Role.INVESTMENT_AUTHORITY)

PERMISSIONS: Rules = {
    **todo_permissions.PERMISSIONS,
    **scheme_permissions.PERMISSIONS,
    **review_permissions.PERMISSIONS,
    **result_permissions.PERMISSIONS,
    **fact_permissions.PERMISSIONS,
    **award_permissions.PERMISSIONS,
    **report_permissions.PERMISSIONS,
    "Query.facts": SIGNED_IN,
    "Query.periods": SIGNED_IN,
    "Query.period": SIGNED_IN,
    "Query.result": SIGNED_IN,
    "Mutation.computePeriod": ASSESSING,
    "Project": SIGNED_IN,
    "Organization": SIGNED_IN,
    **dict.fromkeys(("ScheduleNode", "ProgressReport", "SupportRequest", "Issue", "StatisticsEntry"), SIGNED_IN),
    "Fact": SIGNED_IN,
    "FactSource": SIGNED_IN,
    "AssessmentPeriod": SIGNED_IN,
    "GroupResult": SIGNED_IN,
    "UnitResult": SIGNED_IN,
    "ScoreCorrection": SIGNED_IN,
    "IndicatorResult": SIGNED_IN,
    "CountedFact": SIGNED_IN,
}
