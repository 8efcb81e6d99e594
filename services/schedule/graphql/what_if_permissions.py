"""Who may use curves of annual tasks, scenarios, comparisons and the exchange of plans."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.rulebook import DRAFTING_ROLES

AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)
# 第七条（二）：who may draw a plan up may try one out, and adopting asks again.
TRYING = roles(*(role for entry in DRAFTING_ROLES.entries for role in entry.value))

PERMISSIONS: Rules = {
    "Query.investmentCurves": SIGNED_IN,
    "Query.annualTaskBatch": AUTHORITY,
    "Mutation.setAnnualTasks": AUTHORITY,
    "Query.scenario": TRYING,
    "Mutation.createScenario": TRYING,
    "Mutation.editScenario": TRYING,
    "Mutation.rebaseScenario": TRYING,
    "Mutation.adoptScenario": TRYING,
    "Mutation.discardScenario": TRYING,
    "Query.planFile": SIGNED_IN,
    "Mutation.importPlan": TRYING,
    "PlanFile": SIGNED_IN,
    "PlanImportReport": SIGNED_IN,
    "PlanImportFault": SIGNED_IN,
    "Scenario": SIGNED_IN,
    "ScenarioNode": SIGNED_IN,
    "ScenarioStep": SIGNED_IN,
    "ScenarioFault": SIGNED_IN,
    "PlanComparison": SIGNED_IN,
    "ComparedNode": SIGNED_IN,
    "ComparedNodeSide": SIGNED_IN,
    "PlannedAndActual": SIGNED_IN,
    "InvestmentCurve": SIGNED_IN,
    "InvestmentCurveMonth": SIGNED_IN,
    "InvestmentCurveGroup": SIGNED_IN,
    "AnnualTaskChange": SIGNED_IN,
    "AnnualTaskMonthChange": SIGNED_IN,
    "AnnualTaskBatch": AUTHORITY,
    "AnnualTaskBatchRow": AUTHORITY,
    "AnnualTaskBatchFault": AUTHORITY,
}
