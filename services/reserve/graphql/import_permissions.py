"""Who may call what of long imports and of headings that senders explain (第三条、第四条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

# who may enter such records one by one; which of them may import which sheets is the domain's to judge
_SENDING = roles(Role.OWNER, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)

RULES: Rules = {
    "Query.importRuns": SIGNED_IN,
    "Query.importRun": SIGNED_IN,
    "Query.headingMappings": SIGNED_IN,
    "Mutation.startImport": _SENDING,
    "Mutation.cancelImport": _SENDING,
    "Mutation.rememberMapping": _SENDING,
    "Mutation.forgetMapping": _SENDING,
    "Subscription.importProgress": SIGNED_IN,
    "ImportRun": SIGNED_IN,
    "ImportRunFault": SIGNED_IN,
    "HeadingMapping": SIGNED_IN,
}
