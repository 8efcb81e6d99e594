"""Who may issue reports, and see them (第十八条、第十九条). Rows are narrowed by the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_ASSESSING = roles(Role.INVESTMENT_AUTHORITY)

PERMISSIONS: Rules = {
    "Mutation.issueAssessmentReport": _ASSESSING,
    "Query.assessmentReportDraft": _ASSESSING,
    "Query.assessmentReports": SIGNED_IN,
    "Query.assessmentReport": SIGNED_IN,
    "Query.unitAssessmentFile": SIGNED_IN,  # the unit's people and the authority
    "Query.assessmentTrends": SIGNED_IN,
    "AssessmentReport": SIGNED_IN,
    "AssessmentReportFigure": SIGNED_IN,
    "UnitAssessment": SIGNED_IN,
    "LostPoints": SIGNED_IN,
    "AssessmentFile": SIGNED_IN,
    "AssessmentTrends": SIGNED_IN,
    "GroupTrendPoint": SIGNED_IN,
    "UnitTrend": SIGNED_IN,
    "UnitTrendPoint": SIGNED_IN,
    "IndicatorTrendPoint": SIGNED_IN,
}
