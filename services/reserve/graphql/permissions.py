"""Who may call what. Which records a person may act on is decided by the tables' visibility and by the domain."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_AUTHORITY = roles(
    Role.INVESTMENT_AUTHORITY
)  # 区投资主管部门 runs the directory, the libraries and the plan (A3, A5, A6)
_REPORTING = roles(Role.OWNER, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)  # A3.2, A4
_SHEETS = roles(
    Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY
)  # A4: lists of planned projects
_CONSULTED = roles(Role.INDUSTRY_AUTHORITY, Role.FINANCE, Role.LAND, Role.FINANCIAL_SERVICES)  # A3.4

_OPERATIONS: Rules = {
    "Query.viewer": SIGNED_IN,
    "Query.articles": SIGNED_IN,
    "Query.rulebook": SIGNED_IN,
    "Query.organizations": SIGNED_IN,
    "Query.organization": SIGNED_IN,
    "Query.projects": SIGNED_IN,
    "Query.project": SIGNED_IN,
    "Query.plans": SIGNED_IN,
    "Query.plan": SIGNED_IN,
    "Mutation.registerOrganization": _AUTHORITY,
    "Mutation.changeOrganization": _AUTHORITY,
    "Mutation.registerProject": _REPORTING,
    "Mutation.changeProject": _REPORTING,
    "Mutation.recordEvidence": _REPORTING,
    "Mutation.withdrawEvidence": _REPORTING,
    "Mutation.importProjects": _SHEETS,
    "Mutation.convertProject": _AUTHORITY,
    "Mutation.returnProject": _AUTHORITY,
    "Mutation.removeProject": _AUTHORITY,
    "Mutation.draftPlan": _AUTHORITY,
    "Mutation.addPlanItem": _AUTHORITY,
    "Mutation.removePlanItem": _AUTHORITY,
    "Mutation.giveOpinion": _CONSULTED,
    "Mutation.suggestPlan": _AUTHORITY,
    "Mutation.recordDeliberation": _AUTHORITY,
    "Mutation.recordDecisionStep": _AUTHORITY,
    "Mutation.issuePlan": _AUTHORITY,
}

_TYPES = (
    "Consultation",
    "CriterionRule",
    "EvidenceKindRule",
    "FundSource",
    "LibraryRule",
    "MeasureArticle",
    "Organization",
    "Plan",
    "PlanCategoryTotal",
    "PlanDecisionStep",
    "PlanDeliberation",
    "PlanItem",
    "PlanOpinion",
    "Project",
    "ProjectChange",
    "ProjectEvidence",
    "ProjectFieldChange",
    "ProjectImport",
    "ProjectImportFault",
    "Readiness",
    "ReadinessCriterion",
    "RecordedException",
    "RuleBody",
    "Rulebook",
    "Viewer",
)

PERMISSIONS: Rules = {**_OPERATIONS, **dict.fromkeys(_TYPES, SIGNED_IN)}
