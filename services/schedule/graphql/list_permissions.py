"""Who may use the four lists and statistics (第七条、第十二条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.lists.rulebook import EDITORS
from services.schedule.domain.statistics.rulebook import RECORDING

_EDITORS = roles(*(role for entry in EDITORS.entries for role in entry.value))

_RECORDING = roles(*(role for entry in RECORDING.entries for role in entry.value))
_AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)

LIST_PERMISSIONS: Rules = {
    "Query.statisticsBoard": SIGNED_IN,
    "Query.projectStatistics": SIGNED_IN,
    "Query.statisticsExports": _AUTHORITY,
    "Query.statisticsImports": _AUTHORITY,
    "Query.statisticsExportFile": _AUTHORITY,
    "Mutation.recordStatisticsEntry": _RECORDING,
    "Mutation.exceptStatistics": _AUTHORITY,
    "Mutation.recordStatisticsInvestment": _RECORDING,
    "Mutation.exportStatistics": _AUTHORITY,
    "Mutation.importStatistics": _AUTHORITY,
    "StatisticsEntry": SIGNED_IN,
    "StatisticsStep": SIGNED_IN,
    "StatisticsInvestment": SIGNED_IN,
    "ProjectStatistics": SIGNED_IN,
    "StatisticsStanding": SIGNED_IN,
    "StatisticsMismatch": SIGNED_IN,
    "StatisticsRow": SIGNED_IN,
    "StatisticsBoard": SIGNED_IN,
    "StatisticsExport": _AUTHORITY,
    "StatisticsImport": _AUTHORITY,
    "StatisticsAnswerLine": _AUTHORITY,
    "Query.monthlyLists": SIGNED_IN,
    "Query.monthlyList": SIGNED_IN,
    "Query.listSections": SIGNED_IN,
    "Query.listRules": SIGNED_IN,
    "Query.schedulesWithoutListNode": SIGNED_IN,
    "Query.listPeriod": SIGNED_IN,
    "Query.listFile": SIGNED_IN,
    "Mutation.draftMonthlyList": _EDITORS,
    "Mutation.addListEntry": _EDITORS,
    "Mutation.takeOutListEntry": _EDITORS,
    "Mutation.putBackListEntry": _EDITORS,
    "Mutation.changeListEntry": _EDITORS,
    "Mutation.publishMonthlyList": _EDITORS,
    "Mutation.reopenMonthlyList": _EDITORS,
    "Mutation.cancelListCorrection": _EDITORS,
    "Mutation.markListNode": _EDITORS,
    "MonthlyList": SIGNED_IN,
    "ListedEntry": SIGNED_IN,
    "ListDraftEntry": _EDITORS,
    "ListEdition": SIGNED_IN,
    "ListChange": _EDITORS,
    "ListSectionName": SIGNED_IN,
    "ListRule": SIGNED_IN,
    "ListPeriod": SIGNED_IN,
    "PeriodMonth": SIGNED_IN,
    "PeriodTotals": SIGNED_IN,
    "PeriodGroup": SIGNED_IN,
    "PeriodLine": SIGNED_IN,
    "ListFile": SIGNED_IN,
}
