"""Who may compute and verify, and see why (第十八条、第十九条). Rows are narrowed by the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

PERMISSIONS: Rules = {
    # 第十八条：who assesses; 第十条、第二十一条：who supervises may see that it was rightly done
    "Mutation.verifyPeriod": roles(Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.DISCIPLINE),
    "PeriodVerification": SIGNED_IN,
    # 第十八条：only the authority that assesses has a period computed
    "Mutation.startComputation": roles(Role.INVESTMENT_AUTHORITY),
    "Query.computation": roles(Role.INVESTMENT_AUTHORITY),
    "Query.latestComputation": roles(Role.INVESTMENT_AUTHORITY),
    "PeriodComputation": SIGNED_IN,  # its rows are the authority's
    "IndicatorStanding": SIGNED_IN,
    "CountedResult": SIGNED_IN,
}
