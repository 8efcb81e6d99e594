"""The subgraph."""

from strawberry.tools import merge_types

from services.assessment.graphql import enums
from services.assessment.graphql.cards import CardQueries
from services.assessment.graphql.commands import Mutation as Commands
from services.assessment.graphql.entities import Organization, Project
from services.assessment.graphql.facts import FactQueries
from services.assessment.graphql.notices import NoticeMutations, NoticeQueries, NoticeSubscription
from services.assessment.graphql.permissions import PERMISSIONS
from services.assessment.graphql.quarters import QuarterQueries
from services.assessment.graphql.schemes import SchemeQueries
from services.assessment.graphql.todo import Viewer
from services.chassis.graphql import Subgraph, build_schema

assert enums  # imported for its declarations

Query = merge_types("Query", (FactQueries, QuarterQueries, CardQueries, SchemeQueries, NoticeQueries))
Mutation = merge_types("Mutation", (Commands, NoticeMutations))
Subscription = merge_types("Subscription", (NoticeSubscription,))


def schema() -> Subgraph:
    """Build the schema."""
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=(Project, Organization, Viewer))
