"""Who may use which field about money (第十六条). Which records a person may act on, the tables and use cases say."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_OVERSEEING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)
FINANCE = roles(Role.FINANCE)
FUND_READERS = roles(Role.FINANCE, *_OVERSEEING)
READERS = roles(Role.FINANCE, Role.FINANCIAL_SERVICES, Role.OWNER, *_OVERSEEING)
FINANCING = roles(Role.FINANCIAL_SERVICES)
CONCERNED = roles(Role.FINANCIAL_SERVICES, Role.OWNER)
APPLYING = roles(Role.FINANCE, Role.FINANCIAL_SERVICES, Role.INVESTMENT_AUTHORITY, Role.OWNER)

PERMISSIONS: Rules = {
    "Query.fundCategories": SIGNED_IN,
    "Query.fundBudget": FUND_READERS,
    "Query.fundBudgets": FUND_READERS,
    "Query.fundStatement": FUND_READERS,
    "Query.exportFundStatement": FUND_READERS,
    "Query.fundCommitment": READERS,
    "Query.fundCommitments": READERS,
    "Query.projectFunds": READERS,
    "Query.financingDemand": READERS,
    "Query.financingDemands": READERS,
    "Query.financialInstitutions": READERS,
    "Query.financingIssues": SIGNED_IN,
    "Query.financingIssue": SIGNED_IN,
    "Query.financingPublication": SIGNED_IN,
    "Query.exportFinancingIssue": SIGNED_IN,
    "Query.fundStages": SIGNED_IN,
    "Query.fundApplication": READERS,
    "Query.fundApplications": READERS,
    "Query.fundApplicationTotals": READERS,
    "Query.exportFundApplications": READERS,
    "Mutation.openFundBudget": FINANCE,
    "Mutation.adjustFundBudget": FINANCE,
    "Mutation.commitFunds": FINANCE,
    "Mutation.releaseFunds": FINANCE,
    "Mutation.payFunds": FINANCE,
    "Mutation.reverseFundPayment": FINANCE,
    "Mutation.carryOverFunds": FINANCE,
    "Mutation.reverseFundCarryOver": FINANCE,
    "Mutation.submitFinancingDemand": CONCERNED,
    "Mutation.amendFinancingDemand": CONCERNED,
    "Mutation.withdrawFinancingDemand": CONCERNED,
    "Mutation.appraiseFinancingDemand": CONCERNED,
    "Mutation.keepFinancingPaper": CONCERNED,
    "Mutation.reviewFinancingDemand": FINANCING,
    "Mutation.closeFinancingDemand": FINANCING,
    "Mutation.trackFinancingDemand": FINANCING,
    "Mutation.registerFinancialInstitution": FINANCING,
    "Mutation.introduceInstitution": FINANCING,
    "Mutation.moveFinancingMatch": FINANCING,
    "Mutation.recordFinancingDraw": FINANCING,
    "Mutation.publishFinancingList": FINANCING,
    "Mutation.withdrawFromFinancingList": FINANCING,
    "Mutation.openFundApplication": APPLYING,
    "Mutation.advanceFundApplication": APPLYING,
    "Mutation.bookFundApplication": APPLYING,
    "Mutation.returnFundApplication": APPLYING,
    "Mutation.endFundApplication": APPLYING,
    # a project's page shows them to whoever asks; the tables say which rows
    "FundCategory": SIGNED_IN,
    "FundBudget": FUND_READERS,
    "FundEntry": FUND_READERS,
    "FundStatement": FUND_READERS,
    "FundStatementLine": FUND_READERS,
    "FundBalance": FUND_READERS,
    "FundCommitment": SIGNED_IN,
    "FundPayment": SIGNED_IN,
    "ProjectFunds": READERS,
    "FundFile": SIGNED_IN,
    "FinancingDemand": SIGNED_IN,
    "FinancingAppraisal": SIGNED_IN,
    "FinancingPaper": SIGNED_IN,
    "FinancialInstitution": SIGNED_IN,
    "FinancingMatch": SIGNED_IN,
    "FinancingStep": SIGNED_IN,
    "FinancingIssue": SIGNED_IN,
    "FinancingIssueItem": SIGNED_IN,
    "FinancingWithdrawal": READERS,
    "FinancingPublication": SIGNED_IN,
    "FundStage": SIGNED_IN,
    "FundApplication": SIGNED_IN,
    "FundApplicationStep": SIGNED_IN,
    "FundApplicationTotal": READERS,
}
