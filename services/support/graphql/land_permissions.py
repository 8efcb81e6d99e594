"""Who may use which field of the land area (第十五条). Which records a person may act on is decided by the use cases."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.support.domain.kinds.model import ACCOUNT_KINDS

OVERSEEING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)
KEEPERS = roles(*{kind.bureau for kind in ACCOUNT_KINDS.values()})
PARTIES = roles(Role.LAND, Role.REQUISITION)
READERS = roles(Role.LAND, Role.REQUISITION, *OVERSEEING)
QUOTA_READERS = roles(*{kind.bureau for kind in ACCOUNT_KINDS.values()}, *OVERSEEING)

_QUOTA: Rules = {
    "Query.quotaTransfers": QUOTA_READERS,
    "Query.quotaStatementFile": QUOTA_READERS,
    "Query.quotaQueue": QUOTA_READERS,
    "Query.quotaYearEndRules": SIGNED_IN,
    "Mutation.askQuotaTransfer": KEEPERS,
    "Mutation.decideQuotaTransfer": KEEPERS,
    "Mutation.withdrawQuotaTransfer": KEEPERS,
    "Mutation.closeQuotaYear": KEEPERS,
    "Mutation.correctQuotaEntry": KEEPERS,
    "QuotaTransfer": QUOTA_READERS,
    "QuotaBalances": QUOTA_READERS,
    "QuotaStatement": QUOTA_READERS,
    "QuotaStatementLine": QUOTA_READERS,
    "QuotaProof": QUOTA_READERS,
    "QuotaSum": QUOTA_READERS,
    "QuotaQueue": QUOTA_READERS,
    "QuotaQueueItem": QUOTA_READERS,
    "QuotaYearEndRule": SIGNED_IN,
    "LandFile": SIGNED_IN,
}

_PLAN: Rules = {
    "Query.landPlans": READERS,
    "Query.landPlan": READERS,
    "Query.myLandPlanItems": SIGNED_IN,
    "Query.landPlanFile": READERS,
    "Mutation.createLandPlan": PARTIES,
    "Mutation.addLandPlanItem": PARTIES,
    "Mutation.editLandPlanItem": PARTIES,
    "Mutation.removeLandPlanItem": PARTIES,
    "Mutation.importLandRequests": PARTIES,
    "Mutation.confirmLandPlan": PARTIES,
    "Mutation.issueLandPlan": PARTIES,
    "Mutation.reviseLandPlan": PARTIES,
    "Mutation.reportLandPlanStage": SIGNED_IN,
    "LandPlan": SIGNED_IN,
    "LandPlanItem": SIGNED_IN,
    "LandPlanEdition": SIGNED_IN,
    "LandPlanMonth": SIGNED_IN,
    "LandArea": SIGNED_IN,
    "LandStep": SIGNED_IN,
}

_CONSULTATION: Rules = {
    "Query.landConsultations": READERS,
    "Query.landConsultation": READERS,
    "Query.myLandAgendaItems": SIGNED_IN,
    "Query.missedLandConsultations": READERS,
    "Query.landConsultationPaper": READERS,
    "Mutation.openLandConsultation": PARTIES,
    "Mutation.refreshLandAgenda": PARTIES,
    "Mutation.addLandAgendaItem": PARTIES,
    "Mutation.editLandAgendaItem": PARTIES,
    "Mutation.decideLandAgendaItem": PARTIES,
    "Mutation.recordLandMeeting": PARTIES,
    "Mutation.closeLandConsultation": PARTIES,
    "Mutation.raiseLandFollowUp": PARTIES,
    "Mutation.reportLandAgendaItem": SIGNED_IN,
    "LandConsultation": SIGNED_IN,
    "LandAgendaItem": SIGNED_IN,
    "LandFollowUp": SIGNED_IN,
    "Issue": SIGNED_IN,
    "LandAttendant": SIGNED_IN,
}

PERMISSIONS: Rules = {**_QUOTA, **_PLAN, **_CONSULTATION}
