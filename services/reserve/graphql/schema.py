"""The subgraph of reserve."""

from __future__ import annotations

from functools import cache

import strawberry

from services.chassis.graphql import build_schema
from services.chassis.graphql.schema import Subgraph
from services.reserve.graphql.adjustment import AdjustmentQueries
from services.reserve.graphql.adjustment_commands import AdjustmentMutations
from services.reserve.graphql.application_commands import ApplicationMutations
from services.reserve.graphql.application_queries import ApplicationQueries
from services.reserve.graphql.attachment_commands import AttachmentMutations
from services.reserve.graphql.attachments import AttachmentQueries
from services.reserve.graphql.callbacks import CallbackMutations, CallbackQueries
from services.reserve.graphql.city_library import CityLibraryMutations, CityLibraryQueries
from services.reserve.graphql.directory_commands import DirectoryMutations
from services.reserve.graphql.documents import DocumentQueries
from services.reserve.graphql.exceptions import ExceptionQueries
from services.reserve.graphql.guide_commands import GuideMutations
from services.reserve.graphql.guides import GuideQueries
from services.reserve.graphql.importing import ImportQueries, ImportSubscription
from services.reserve.graphql.importing_commands import ImportRunMutations
from services.reserve.graphql.imports import ImportMutations
from services.reserve.graphql.influence import InfluenceMutations, InfluenceQueries
from services.reserve.graphql.library_assessment import LibraryAssessmentQueries
from services.reserve.graphql.library_commands import LibraryMutations
from services.reserve.graphql.looking_back import LookingBackQueries
from services.reserve.graphql.member_commands import MemberMutations
from services.reserve.graphql.members import MemberQueries
from services.reserve.graphql.notices import NoticeMutations, NoticeQueries, NoticeSubscription
from services.reserve.graphql.organization import Organization, OrganizationQueries
from services.reserve.graphql.organization_commands import OrganizationMutations
from services.reserve.graphql.permissions import PERMISSIONS
from services.reserve.graphql.plan import PlanQueries
from services.reserve.graphql.plan_commands import PlanMutations
from services.reserve.graphql.plan_editions import PlanEditionQueries
from services.reserve.graphql.plan_year_commands import PlanYearMutations
from services.reserve.graphql.planned_commands import PlannedMutations
from services.reserve.graphql.planned_lists import PlannedQueries
from services.reserve.graphql.planned_summary import PlannedSummaryQueries
from services.reserve.graphql.project import Project
from services.reserve.graphql.project_commands import ProjectMutations
from services.reserve.graphql.project_duplicates import ProjectDuplicateQueries
from services.reserve.graphql.project_facets import ProjectFacetQueries
from services.reserve.graphql.project_packages import ProjectPackageMutations, ProjectPackageQueries
from services.reserve.graphql.project_queries import ProjectQueries
from services.reserve.graphql.reference import ReferenceQueries, Viewer
from services.reserve.graphql.saved_view_commands import SavedViewMutations
from services.reserve.graphql.saved_views import SavedViewQueries


@strawberry.type
class Query(
    ReferenceQueries,
    OrganizationQueries,
    MemberQueries,
    ProjectQueries,
    ProjectDuplicateQueries,
    ProjectFacetQueries,
    ProjectPackageQueries,
    PlanQueries,
    PlanEditionQueries,
    AdjustmentQueries,
    GuideQueries,
    ApplicationQueries,
    InfluenceQueries,
    AttachmentQueries,
    DocumentQueries,
    ImportQueries,
    LibraryAssessmentQueries,
    LookingBackQueries,
    ExceptionQueries,
    PlannedQueries,
    PlannedSummaryQueries,
    SavedViewQueries,
    CallbackQueries,
    CityLibraryQueries,
    NoticeQueries,
):
    """Everything that can be read."""


@strawberry.type
class Mutation(
    OrganizationMutations,
    DirectoryMutations,
    MemberMutations,
    ProjectMutations,
    ProjectPackageMutations,
    AttachmentMutations,
    ImportMutations,
    ImportRunMutations,
    PlanMutations,
    PlanYearMutations,
    AdjustmentMutations,
    LibraryMutations,
    PlannedMutations,
    GuideMutations,
    ApplicationMutations,
    InfluenceMutations,
    SavedViewMutations,
    CallbackMutations,
    CityLibraryMutations,
    NoticeMutations,
):
    """Everything that can be done."""


@strawberry.type(description="订阅 / Subscriptions")
class Subscription(ImportSubscription, NoticeSubscription):
    """Everything that is told as it happens."""


@cache
def schema() -> Subgraph:
    """Build the schema once a process."""
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=(Project, Organization, Viewer))
