"""Who may announce, object, decide, correct and publish (第十八条、第十九条). Rows are narrowed by the tables' visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_ASSESSING = roles(Role.INVESTMENT_AUTHORITY)

PERMISSIONS: Rules = {
    "Mutation.announcePeriod": _ASSESSING,
    "Mutation.publishPeriod": _ASSESSING,
    "Mutation.correctScore": _ASSESSING,
    "PeriodAnnouncement": SIGNED_IN,
    "Query.objections": SIGNED_IN,
    "Query.objection": SIGNED_IN,
    "Mutation.raiseObjection": SIGNED_IN,  # the unit whose result it is
    "Mutation.amendObjection": SIGNED_IN,
    "Mutation.withdrawObjection": SIGNED_IN,
    "Mutation.decideObjection": _ASSESSING,
    "Objection": SIGNED_IN,
    "ObjectionEntry": SIGNED_IN,
    "Query.cards": SIGNED_IN,
    "Query.cardDuties": SIGNED_IN,
    "Mutation.fulfilDuty": SIGNED_IN,  # the carded unit
    "Mutation.confirmDuty": _ASSESSING,
    "Mutation.returnDuty": _ASSESSING,
    "Mutation.setReviewDay": _ASSESSING,
    "Card": SIGNED_IN,
    "CardDuty": SIGNED_IN,
    "DutyFulfilment": SIGNED_IN,
    "Query.assessmentAttachment": SIGNED_IN,
    "Query.unusedAssessmentUploads": SIGNED_IN,
    "Mutation.createAssessmentDownloadLink": SIGNED_IN,
    "AssessmentAttachment": SIGNED_IN,
}
