"""Who may compute and verify, and see why (第十八条、第十九条). Rows are narrowed by the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

# 第十八条：who assesses; 第十条、第二十一条：who supervises may see that it was rightly done
_VERIFYING = roles(Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.DISCIPLINE)
PERMISSIONS: Rules = {
    "Mutation.verifyPeriod": _VERIFYING,
    "Mutation.startVerification": _VERIFYING,
    "PeriodVerification": SIGNED_IN,
    # 第十八条：only the authority that assesses has a period computed, and schemes tried
    "Mutation.startComputation": roles(Role.INVESTMENT_AUTHORITY),
    "Mutation.startSchemeTrial": roles(Role.INVESTMENT_AUTHORITY),
    "Mutation.startSchemeComparison": roles(Role.INVESTMENT_AUTHORITY),
    "Query.computation": _VERIFYING,
    "Query.latestComputation": _VERIFYING,
    "PeriodComputation": SIGNED_IN,  # its rows are the authority's; who supervises sees the verifications among them
    "IndicatorStanding": SIGNED_IN,
    "CountedResult": SIGNED_IN,
}
