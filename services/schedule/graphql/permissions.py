"""Who may use which field. Which records a person may act on is decided by the use cases and the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.rulebook import DRAFTING_ROLES
from services.schedule.graphql import specialist_permissions, wall_permissions, what_if_permissions
from services.schedule.graphql.dispatch_permissions import DISPATCH_PERMISSIONS
from services.schedule.graphql.ledger_permissions import LEDGER_PERMISSIONS
from services.schedule.graphql.list_permissions import LIST_PERMISSIONS
from services.schedule.graphql.todo_permissions import PERMISSIONS as TODO_PERMISSIONS

AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)
PLANNERS = roles(*(role for entry in DRAFTING_ROLES.entries for role in entry.value))
REPORTERS = roles(Role.OWNER, Role.SPECIALIST)
# 第八条：any unit can be responsible for a node; leaders and those who inspect or discipline carry none out.
RESPONSIBLE = roles(*(set(Role) - {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR}))

PERMISSIONS: Rules = {
    **LEDGER_PERMISSIONS,
    **LIST_PERMISSIONS,
    **DISPATCH_PERMISSIONS,
    **TODO_PERMISSIONS,
    **wall_permissions.PERMISSIONS,
    **what_if_permissions.PERMISSIONS,
    **specialist_permissions.PERMISSIONS,
    "Query.schedules": SIGNED_IN,
    "Query.node": SIGNED_IN,
    "Query.scheduleNodes": SIGNED_IN,
    "Query.progressReports": SIGNED_IN,
    "Query.nodeTemplates": SIGNED_IN,
    "Query.nodeFactors": SIGNED_IN,
    "Mutation.setAnnualTask": AUTHORITY,
    "Mutation.scheduleBackwards": PLANNERS,
    "Mutation.scheduleFromTemplate": PLANNERS,
    "Mutation.completeNode": RESPONSIBLE,
    "Mutation.reportProgress": REPORTERS,
    "Mutation.correctProgress": REPORTERS,
    "Mutation.returnProgress": AUTHORITY,
    "Mutation.verifyProgress": AUTHORITY,
    "Project": SIGNED_IN,
    "Organization": SIGNED_IN,
    "Schedule": SIGNED_IN,
    "SchedulePlanItem": SIGNED_IN,
    "AnnualTask": SIGNED_IN,
    "NodePlan": SIGNED_IN,
    "PlannedNode": SIGNED_IN,
    "ScheduleNode": SIGNED_IN,
    "NodeDependency": SIGNED_IN,
    "NodeEvidence": SIGNED_IN,
    "NodeLight": SIGNED_IN,
    "NodeTemplate": SIGNED_IN,
    "NodeTemplateItem": SIGNED_IN,
    "NodeFactor": SIGNED_IN,
    "ProgressReport": SIGNED_IN,
    "ProgressStep": SIGNED_IN,
}
