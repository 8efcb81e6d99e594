"""Who may use which field of the ledger (第十条). Whose issue it is, the decisions say."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.ledger.rulebook import HANDLERS, SUPERVISORS, VERIFIERS, every_approver, every_role

KEEPERS = roles(*every_role(HANDLERS))
VERIFYING = roles(*every_role(VERIFIERS))
SUPERVISING = roles(*every_role(SUPERVISORS))
APPROVING = roles(*every_approver())
# whoever meets a problem may raise it; discipline inspects and the operator runs the platform
RAISING = roles(*(set(Role) - {Role.DISCIPLINE, Role.OPERATOR}))
# inspectors and discipline look on, and settle nothing themselves
SETTLING = roles(*(set(Role) - {Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR}))

LEDGER_PERMISSIONS: Rules = {
    "Query.issue": SIGNED_IN,
    "Query.issues": SIGNED_IN,
    "Query.issueKinds": SIGNED_IN,
    "Query.issueLimits": SIGNED_IN,
    "Query.issueFacets": SIGNED_IN,
    "Query.issueStatistics": SIGNED_IN,
    "Query.exportIssues": SIGNED_IN,
    "Subscription.issueQueueChanged": SIGNED_IN,
    "Mutation.raiseIssue": RAISING,
    "Mutation.withdrawIssue": RAISING,
    "Mutation.reopenIssue": RAISING,
    "Mutation.classifyIssue": KEEPERS,
    "Mutation.correctIssue": RAISING,
    "Mutation.importIssues": KEEPERS,
    "Mutation.assignIssue": KEEPERS,
    "Mutation.decideIssueContest": KEEPERS,
    "Mutation.mergeIssue": KEEPERS,
    "Mutation.undoIssueMerger": KEEPERS,
    "Mutation.acceptIssue": SETTLING,
    "Mutation.contestIssue": SETTLING,
    "Mutation.noteIssueProgress": SETTLING,
    "Mutation.reportIssueDone": SETTLING,
    "Mutation.askIssueExtension": SETTLING,
    "Mutation.decideIssueExtension": APPROVING,
    "Mutation.verifyIssue": VERIFYING,
    "Mutation.returnIssue": VERIFYING,
    "Mutation.superviseIssue": SUPERVISING,
    "Mutation.superviseOverdueIssues": SUPERVISING,
    "Mutation.markIssueForInterview": SUPERVISING,
    "SupportRequest": SIGNED_IN,
    "Issue": SIGNED_IN,
    "IssueStep": SIGNED_IN,
    "IssueChange": SIGNED_IN,
    "IssueDocument": SIGNED_IN,
    "IssueExtension": SIGNED_IN,
    "IssueKind": SIGNED_IN,
    "IssueLimit": SIGNED_IN,
    "IssueFacet": SIGNED_IN,
    "IssueFacets": SIGNED_IN,
    "IssueStatistics": SIGNED_IN,
    "IssueUnitStatistics": SIGNED_IN,
    "IssueLedgerFile": SIGNED_IN,
    "IssueImportLine": SIGNED_IN,
    "IssueQueueChange": SIGNED_IN,
}
