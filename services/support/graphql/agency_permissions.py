"""Who may call what of agencies (第十四条). Which agency and item, the use cases and the tables' visibility decide."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.support.domain.rulebook import bureau_roles

_OWNER = roles(Role.OWNER)
_SERVICE = roles(Role.PROJECT_SERVICE)
_EITHER = roles(Role.OWNER, Role.PROJECT_SERVICE)
_SUPERVISING = roles(Role.PROJECT_SERVICE, Role.INSPECTOR)
_BUREAUS = roles(*bureau_roles(), Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.APPROVAL_SERVICE)

PERMISSIONS: Rules = {
    "Query.agencyCase": SIGNED_IN,
    "Query.agencyCases": SIGNED_IN,
    "Query.agencyItems": SIGNED_IN,
    "Query.agencyItemRules": SIGNED_IN,
    "Query.agencySupervisions": SIGNED_IN,
    "Query.agencyStatistics": SIGNED_IN,
    "Mutation.applyForAgency": _OWNER,
    "Mutation.authoriseAgency": _OWNER,
    "Mutation.revokeAuthorisation": _OWNER,
    "Mutation.acceptAgency": _SERVICE,
    "Mutation.declineAgency": _SERVICE,
    "Mutation.handOverAgency": _SERVICE,
    "Mutation.cancelAgency": _EITHER,
    "Mutation.addAgencyItem": _EITHER,
    "Mutation.skipAgencyItem": _EITHER,
    "Mutation.restoreAgencyItem": _EITHER,
    "Mutation.submitItems": _EITHER,
    "Mutation.recordAgencyItemReturned": _EITHER,
    "Mutation.recordAgencyItemCorrected": _EITHER,
    "Mutation.recordAgencyItemDone": _EITHER,
    "Mutation.recordAgencyItemRefused": _EITHER,
    "Mutation.promiseFasterAgencyItem": _BUREAUS,
    "Mutation.nameAgencyFollower": _BUREAUS,
    "Mutation.recordAgencyFollowUp": _BUREAUS,
    "Mutation.openSupervision": _SUPERVISING,
    "Mutation.recordSupervision": _SUPERVISING,
    "Mutation.closeSupervision": _SUPERVISING,
    "AgencyCase": SIGNED_IN,
    "AgencyItem": SIGNED_IN,
    "AgencyEntry": SIGNED_IN,
    "AgencyAuthorisation": SIGNED_IN,
    "AgencySupervision": SIGNED_IN,
    "AgencyItemRule": SIGNED_IN,
    "AgencyItemStatistics": SIGNED_IN,
    "AgencyItemResult": _EITHER,
}
