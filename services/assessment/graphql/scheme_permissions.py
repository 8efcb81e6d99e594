"""Who may do what with schemes (A18): the authority makes them; what is approved, everybody of the division reads."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_ASSESSING = roles(Role.INVESTMENT_AUTHORITY)
_COMMANDS = (
    "adoptScheme",
    "draftScheme",
    "reviseScheme",
    "copyScheme",
    "approveScheme",
    "withdrawScheme",
    "trySchemeOn",
    "compareSchemes",
    "discardTrial",
)

PERMISSIONS: Rules = {
    **{f"Mutation.{command}": _ASSESSING for command in _COMMANDS},
    "Query.schemes": SIGNED_IN,
    "Query.scheme": SIGNED_IN,
    "Query.schemeChanges": SIGNED_IN,
    "Query.schemeFile": SIGNED_IN,
    "Query.schemeTrial": _ASSESSING,
    "Query.schemeComparison": _ASSESSING,
    "Query.schemeComparisons": _ASSESSING,
    "Scheme": SIGNED_IN,
    "SchemeGroup": SIGNED_IN,
    "SchemeAwards": SIGNED_IN,
    "SchemeStep": SIGNED_IN,
    "SchemeChange": SIGNED_IN,
    "Indicator": SIGNED_IN,
    "IndicatorTier": SIGNED_IN,
    "SchemeTrial": SIGNED_IN,  # its rows are the authority's; for others a scheme has none
    "TrialResult": SIGNED_IN,
    "TrialIndicator": SIGNED_IN,
    "SchemeComparison": SIGNED_IN,
    "ComparedUnit": SIGNED_IN,
}
