"""Who may decide on facts, and who sees whether they are complete (第十八条、第十九条)."""

from __future__ import annotations

from services.assessment.store.base import OVERSEERS
from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

ASSESSING = roles(Role.INVESTMENT_AUTHORITY)  # 第十八条：考核工作由区投资主管部门牵头
OVERSEEING = roles(*OVERSEERS)

PERMISSIONS: Rules = {
    "Query.factDecisions": SIGNED_IN,
    "Query.periodCompleteness": OVERSEEING,
    "Mutation.shareResponsibility": ASSESSING,
    "Mutation.exemptRecord": ASSESSING,
    "Mutation.revokeExemption": ASSESSING,
    "FactDecision": SIGNED_IN,
    "FactDecisionUnit": SIGNED_IN,
    "PeriodCompleteness": OVERSEEING,
    "ServiceCompleteness": OVERSEEING,
    "EventTypeCompleteness": OVERSEEING,
}
