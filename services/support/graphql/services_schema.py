"""Services of 第十七条（二）–（六） in the schema."""

from __future__ import annotations

import strawberry

from services.support.graphql.incident_commands import IncidentMutation
from services.support.graphql.incident_counts import IncidentCountQuery
from services.support.graphql.incidents import IncidentQuery
from services.support.graphql.joint import JointQuery
from services.support.graphql.joint_commands import JointMutation
from services.support.graphql.outcome_commands import OutcomeMutation


@strawberry.type
class ServicesQuery(JointQuery, IncidentQuery, IncidentCountQuery):
    """All of services."""


@strawberry.type
class ServicesMutation(JointMutation, IncidentMutation, OutcomeMutation):
    """All of services."""
