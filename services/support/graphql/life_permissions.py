"""Who may use what of the life of a request. Which records a person may act on is decided by the use cases."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.support.domain.rulebook import applicant_roles, bureau_roles

_APPLICANTS = roles(*applicant_roles())
_BUREAUS = roles(*bureau_roles())
_OF_BUREAU = (
    "notAcceptRequest",
    "assignRequest",
    "handOverRequest",
    "suspendRequest",
    "resumeRequest",
    "recordSurvey",
    "askOpinion",
    "withdrawOpinion",
    "deliverRequest",
    "decideReview",
    "correctDecision",
)
_OF_APPLICANT = ("submitRequest", "resubmitRequest", "withdrawRequest", "acknowledgeRequest", "askReview")
_TYPES = (
    "FormValue",
    "FormFieldRule",
    "FormChoice",
    "SpecialProcedureRule",
    "ConsultedRule",
    "SupportRequestCheck",
    "SupportRequestPaper",
    "RequestSurvey",
    "RequestOpinion",
    "RequestDelivery",
    "RequestReview",
    "RequestCorrection",
    "SupportAttachment",
)
_QUERIES = ("requestPaper", "supportAttachment", "unusedSupportUploads")

PERMISSIONS: Rules = {
    **{f"Mutation.{name}": _BUREAUS for name in _OF_BUREAU},
    **{f"Mutation.{name}": _APPLICANTS for name in _OF_APPLICANT},
    **{f"Query.{name}": SIGNED_IN for name in _QUERIES},
    **dict.fromkeys(_TYPES, SIGNED_IN),
    "Query.checkRequest": _APPLICANTS,
    "Mutation.giveRequestOpinion": SIGNED_IN,  # whichever unit was asked
    "Mutation.createSupportDownloadLink": SIGNED_IN,
    "Mutation.attachSupportFiles": SIGNED_IN,  # whoever handles the record, or is a party to it
}
