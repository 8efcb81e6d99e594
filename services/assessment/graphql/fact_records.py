"""From a fact back to the record that it came from: the chain backwards.

What is behind a record its own service shows, or does not: then it is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import case

from services.assessment.domain.fact.model import FactKind
from services.chassis.reads import refer, sql

if TYPE_CHECKING:
    from services.assessment.graphql.records import (
        Issue,
        ProgressReport,
        ScheduleNode,
        StatisticsEntry,
        SupportRequest,
    )

ScheduleNodeOf = Annotated["ScheduleNode", strawberry.lazy("services.assessment.graphql.records")]
ProgressReportOf = Annotated["ProgressReport", strawberry.lazy("services.assessment.graphql.records")]
SupportRequestOf = Annotated["SupportRequest", strawberry.lazy("services.assessment.graphql.records")]
IssueOf = Annotated["Issue", strawberry.lazy("services.assessment.graphql.records")]
StatisticsEntryOf = Annotated["StatisticsEntry", strawberry.lazy("services.assessment.graphql.records")]
OF_NODES = (FactKind.NODE_PLANNED, FactKind.NODE_COMPLETED, FactKind.NODE_RETURNED)
OF_PROGRESS = (FactKind.PROGRESS_VERIFIED,)
OF_REQUESTS = tuple(kind for kind in FactKind if kind.startswith("REQUEST_"))
OF_ISSUES = tuple(kind for kind in FactKind if kind.startswith("ISSUE_"))
OF_STATISTICS = (FactKind.STATISTICS_ENTERED, FactKind.STATISTICS_REPORTED)


@strawberry.type
class RecordsOfFact:
    """The record that a fact came from: one of these, or none where its service has no page for it."""

    @sql(description="来源节点，仅节点事实有 / The node, of facts about one")
    def node(self: Any) -> ScheduleNodeOf | None:
        return refer(id=_record(self, OF_NODES))

    @sql(description="来源进度报告，仅经核实的投资进度有 / The month's progress report, of facts about one")
    def progress_report(self: Any) -> ProgressReportOf | None:
        return refer(id=_record(self, OF_PROGRESS))

    @sql(description="来源申请，仅要素保障事实有 / The request, of facts about one")
    def request(self: Any) -> SupportRequestOf | None:
        return refer(id=_record(self, OF_REQUESTS))

    @sql(description="来源问题，仅台账问题事实有 / The issue, of facts about one")
    def issue(self: Any) -> IssueOf | None:
        return refer(id=_record(self, OF_ISSUES))

    @sql(description="来源入库入统记录，仅此类事实有 / The entry of statistics, of facts about one")
    def statistics_entry(self: Any) -> StatisticsEntryOf | None:
        return refer(id=_record(self, OF_STATISTICS))


def _record(fact: Any, kinds: tuple[FactKind, ...]) -> Any:
    return case((fact.kind.in_(kinds), fact.record_id))
