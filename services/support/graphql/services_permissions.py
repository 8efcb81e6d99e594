"""Who may use what of services of 第十七条（二）–（六）. Which records a person may act on is decided by the use cases."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.support.domain.incident.rulebook import HANDLERS, REPORTERS

_APPLICANTS = roles(Role.OWNER, Role.PROJECT_SERVICE)
_ECOLOGY = roles(Role.ECOLOGY)
_REPORTERS = roles(*REPORTERS)
_HANDLERS = roles(*HANDLERS)
_WINDOW = roles(Role.APPROVAL_SERVICE)
_OVERSEEING = roles(Role.PUBLIC_SECURITY, Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)

_JOINT: Rules = {
    "Query.jointEvaluation": SIGNED_IN,
    "Query.jointEvaluations": SIGNED_IN,
    "Query.jointEvaluationRules": SIGNED_IN,
    "Mutation.submitJointEvaluation": _APPLICANTS,
    "Mutation.resubmitJointEvaluation": _APPLICANTS,
    "Mutation.withdrawJointEvaluation": _APPLICANTS,
    "Mutation.acceptJointEvaluation": _ECOLOGY,
    "Mutation.returnJointEvaluation": _ECOLOGY,
    "Mutation.notAcceptJointEvaluation": _ECOLOGY,
    "Mutation.claimJointEvaluation": _ECOLOGY,
    "Mutation.recordJointMeeting": _ECOLOGY,
    "Mutation.suspendJointEvaluation": _ECOLOGY,
    "Mutation.resumeJointEvaluation": _ECOLOGY,
    "Mutation.decideJointEvaluation": _ECOLOGY,
    "JointEvaluation": SIGNED_IN,
    "JointEvaluationRule": SIGNED_IN,
    "JointStep": SIGNED_IN,
    "JointMeeting": SIGNED_IN,
    "JointMeetingUnit": SIGNED_IN,
}

_INCIDENTS: Rules = {
    "Query.siteIncident": SIGNED_IN,
    "Query.siteIncidents": SIGNED_IN,
    "Query.siteIncidentRules": SIGNED_IN,
    "Query.siteIncidentStatistics": _OVERSEEING,
    "Mutation.reportSiteIncident": _REPORTERS,
    "Mutation.withdrawSiteIncident": _REPORTERS,
    "Mutation.takeUpSiteIncident": _HANDLERS,
    "Mutation.logSiteIncident": _HANDLERS,
    "Mutation.classifySiteIncident": _HANDLERS,
    "Mutation.closeSiteIncident": _HANDLERS,
    "Mutation.transferSiteIncident": _HANDLERS,
    "Mutation.reopenSiteIncident": roles(*HANDLERS, *REPORTERS),
    "SiteIncident": SIGNED_IN,
    "SiteIncidentStep": SIGNED_IN,
    "SiteIncidentKind": SIGNED_IN,
    "SiteIncidentLimit": SIGNED_IN,
    "SiteIncidentRules": SIGNED_IN,
    "SiteIncidentStatistics": _OVERSEEING,
    "SiteIncidentMonth": _OVERSEEING,
}

_OUTCOMES: Rules = {
    "Mutation.recordRefund": _WINDOW,
    "Mutation.logCityContact": _WINDOW,
    "Mutation.recordPermittedPeriod": roles(Role.URBAN_MANAGEMENT),
    "RefundPayment": SIGNED_IN,
    "CityContact": SIGNED_IN,
    "PermittedPeriod": SIGNED_IN,
}

PERMISSIONS: Rules = {**_JOINT, **_INCIDENTS, **_OUTCOMES}
