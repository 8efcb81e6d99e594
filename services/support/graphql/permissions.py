"""Who may use which field. Which records a person may act on is decided by the use cases and the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.support.domain.rulebook import bureau_roles
from services.support.graphql import (
    agency_permissions,
    fund_permissions,
    land_permissions,
    life_permissions,
    provincial_permissions,
    services_permissions,
    todo_permissions,
    watch_permissions,
)

APPLICANTS = roles(Role.OWNER, Role.PROJECT_SERVICE)
BUREAUS = roles(*bureau_roles())
WATCHERS = roles(*bureau_roles(), Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)
QUOTA_READERS = roles(*bureau_roles(), Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)

PERMISSIONS: Rules = {
    **todo_permissions.PERMISSIONS,
    **agency_permissions.PERMISSIONS,
    **provincial_permissions.PERMISSIONS,
    **watch_permissions.RULES,
    **services_permissions.PERMISSIONS,
    **life_permissions.PERMISSIONS,
    **land_permissions.PERMISSIONS,
    **fund_permissions.PERMISSIONS,
    "Query.request": SIGNED_IN,
    "Query.requestQueue": WATCHERS,
    "Query.quotaAccounts": QUOTA_READERS,
    "Query.supportRequestKinds": SIGNED_IN,
    "Query.quotaKinds": SIGNED_IN,
    "Mutation.acceptRequest": BUREAUS,
    "Mutation.returnRequest": BUREAUS,
    "Mutation.claimRequest": BUREAUS,
    "Mutation.decideRequest": BUREAUS,
    "Mutation.openQuotaAccount": BUREAUS,
    "Mutation.allocateQuota": BUREAUS,
    "Subscription.requestQueueChanged": WATCHERS,
    "Project": SIGNED_IN,
    "ScheduleNode": SIGNED_IN,
    "Organization": SIGNED_IN,
    "SupportRequest": SIGNED_IN,
    "RequestClock": SIGNED_IN,
    "ClockSegment": SIGNED_IN,
    "RequestStep": SIGNED_IN,
    "RequestQueueChange": WATCHERS,
    "SupportRequestKind": SIGNED_IN,
    "QuotaKind": SIGNED_IN,
    "QuotaAccount": QUOTA_READERS,
    "QuotaEntry": QUOTA_READERS,
}
