"""The subgraph."""

from functools import cache

from strawberry.tools import merge_types

from services.assessment.graphql import award_schema, enums
from services.assessment.graphql.attachments import AttachmentMutations, AttachmentQueries
from services.assessment.graphql.cards import CardQueries
from services.assessment.graphql.completeness import CompletenessQueries
from services.assessment.graphql.computation_commands import ComputationMutations
from services.assessment.graphql.computations import ComputationQueries
from services.assessment.graphql.duties import DutyQueries
from services.assessment.graphql.duty_commands import DutyMutations
from services.assessment.graphql.entities import Organization, Project
from services.assessment.graphql.fact_commands import FactMutations
from services.assessment.graphql.fact_decisions import FactDecisionQueries
from services.assessment.graphql.facts import FactQueries
from services.assessment.graphql.notices import NoticeMutations, NoticeQueries, NoticeSubscription
from services.assessment.graphql.objection_commands import ObjectionMutations
from services.assessment.graphql.objections import ObjectionQueries
from services.assessment.graphql.period_commands import PeriodMutations
from services.assessment.graphql.periods import PeriodQueries
from services.assessment.graphql.permissions import PERMISSIONS
from services.assessment.graphql.records import Issue, ProgressReport, ScheduleNode, StatisticsEntry, SupportRequest
from services.assessment.graphql.report_commands import ReportMutations
from services.assessment.graphql.report_files import ReportFileQueries
from services.assessment.graphql.reports import ReportQueries
from services.assessment.graphql.review_commands import ReviewMutations
from services.assessment.graphql.scheme_changes import SchemeChangeQueries
from services.assessment.graphql.scheme_commands import SchemeMutations
from services.assessment.graphql.scheme_files import SchemeFileQueries
from services.assessment.graphql.scheme_trial_commands import SchemeTrialMutations
from services.assessment.graphql.scheme_trials import SchemeTrialQueries
from services.assessment.graphql.schemes import SchemeQueries
from services.assessment.graphql.todo import Viewer
from services.assessment.graphql.trends import TrendQueries
from services.chassis.graphql import Subgraph, build_schema

assert enums  # imported for its declarations

Query = merge_types(
    "Query",
    (
        FactQueries,
        FactDecisionQueries,
        CompletenessQueries,
        PeriodQueries,
        ComputationQueries,
        CardQueries,
        AttachmentQueries,
        ObjectionQueries,
        DutyQueries,
        SchemeQueries,
        SchemeChangeQueries,
        SchemeFileQueries,
        SchemeTrialQueries,
        ReportQueries,
        ReportFileQueries,
        TrendQueries,
        *award_schema.QUERIES,
        NoticeQueries,
    ),
)
Mutation = merge_types(
    "Mutation",
    (
        FactMutations,
        SchemeMutations,
        SchemeTrialMutations,
        PeriodMutations,
        ComputationMutations,
        ReviewMutations,
        AttachmentMutations,
        ObjectionMutations,
        DutyMutations,
        ReportMutations,
        *award_schema.MUTATIONS,
        NoticeMutations,
    ),
)
Subscription = merge_types("Subscription", (NoticeSubscription,))


@cache
def schema() -> Subgraph:
    """Build the schema once a process."""
    entities = (Project, Organization, ScheduleNode, ProgressReport, SupportRequest, Issue, StatisticsEntry, Viewer)
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=entities)
