"""The root fields of the war map, the leaders' arrangement and the charts of sites."""

from __future__ import annotations

import strawberry

from services.schedule.graphql.leader_commands import LeaderMutation
from services.schedule.graphql.leader_contact_commands import LeaderContactMutation
from services.schedule.graphql.leader_document import LeaderDocumentQuery
from services.schedule.graphql.leader_lists import LeaderQuery
from services.schedule.graphql.leader_problems import LeaderProblemQuery
from services.schedule.graphql.site import SiteMutation, SiteQuery
from services.schedule.graphql.wall_commands import OutsideMutation
from services.schedule.graphql.wall_gantt import GanttQuery
from services.schedule.graphql.wall_map import WarMapQuery
from services.schedule.graphql.wall_outside import OutsideQuery


@strawberry.type
class WallQuery(OutsideQuery, WarMapQuery, GanttQuery, LeaderQuery, LeaderProblemQuery, LeaderDocumentQuery, SiteQuery):
    """Queries of these areas."""


@strawberry.type
class WallMutation(OutsideMutation, LeaderMutation, LeaderContactMutation, SiteMutation):
    """Commands of these areas."""
