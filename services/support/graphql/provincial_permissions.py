"""Who may call what of the exchange with the provincial platform (第十四条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_DEPARTMENTS = roles(Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)
_LOOKING_AFTER = roles(Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.OPERATOR)

PERMISSIONS: Rules = {
    "Query.provincialCallbacks": _LOOKING_AFTER,
    "Query.provincialRequests": SIGNED_IN,
    "Mutation.resendProvincialCallback": _LOOKING_AFTER,
    "Mutation.giveUpProvincialCallback": _DEPARTMENTS,
    "ProvincialCallback": _LOOKING_AFTER,
    "ProvincialCallbackTry": _LOOKING_AFTER,
    "ProvincialRequest": SIGNED_IN,
    "ProvincialFile": SIGNED_IN,
    "ProvincialRequestReceipt": SIGNED_IN,
}
