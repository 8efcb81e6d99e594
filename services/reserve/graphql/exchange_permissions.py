"""Who may call what of the exchange with the provincial platform and the city's library (第三条（二）、第五条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)
_LOOKING_AFTER = roles(Role.INVESTMENT_AUTHORITY, Role.OPERATOR)  # an operator sees that what is told arrives

RULES: Rules = {
    "Query.callbacks": _LOOKING_AFTER,
    "Query.provincialFilings": SIGNED_IN,
    "Query.cityRecords": SIGNED_IN,
    "Query.cityExports": _LOOKING_AFTER,
    "Query.cityImports": _LOOKING_AFTER,
    "Query.cityExportFile": _AUTHORITY,
    "Mutation.resendCallback": _LOOKING_AFTER,
    "Mutation.giveUpCallback": _AUTHORITY,
    "Mutation.exportCityLibrary": _AUTHORITY,
    "Mutation.importCityLibrary": _AUTHORITY,
    "Callback": _LOOKING_AFTER,
    "CallbackTry": _LOOKING_AFTER,
    "CityExport": _LOOKING_AFTER,
    "CityImport": _LOOKING_AFTER,
    "CityEntry": _LOOKING_AFTER,
    "CityRecord": SIGNED_IN,
    "ProvincialFiling": SIGNED_IN,
    "ProvincialReceipt": SIGNED_IN,
}
