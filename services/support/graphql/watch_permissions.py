"""Who may use what of queues, officers and notices. Whose queue is open to whom: `watching.py`."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.support.domain.rulebook import bureau_roles
from services.support.graphql.notices import NOTICE_PERMISSIONS

_BUREAUS = roles(*bureau_roles())
_WATCHERS = roles(*bureau_roles(), Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)

RULES: Rules = {
    **NOTICE_PERMISSIONS,
    "Query.supportRequests": SIGNED_IN,
    "Query.openSupportRequests": SIGNED_IN,
    "Query.officerQueue": _WATCHERS,
    "Query.officerAbsences": _WATCHERS,
    "Query.officerWorkload": _WATCHERS,
    "Query.queueViews": _WATCHERS,
    "Mutation.acceptRequests": _BUREAUS,
    "Mutation.claimRequests": _BUREAUS,
    "Mutation.assignRequests": _BUREAUS,
    "Mutation.reassignAbsence": _BUREAUS,
    "Mutation.recordAbsence": _BUREAUS,
    "Mutation.cancelAbsence": _BUREAUS,
    "Mutation.saveQueueView": _WATCHERS,
    "Mutation.deleteQueueView": _WATCHERS,
    "OfficerAbsence": _WATCHERS,
    "OfficerWorkload": _WATCHERS,
    "QueueView": _WATCHERS,
    "BulkRow": _BUREAUS,
    "RequestEscalation": SIGNED_IN,
    "RequestLateness": SIGNED_IN,
}
