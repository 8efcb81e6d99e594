"""What contact persons, weekly updates and verification add to the schema (第九条)."""

from __future__ import annotations

import strawberry

from services.schedule.graphql.attachments import AttachmentMutation, AttachmentQuery
from services.schedule.graphql.city import CityMutation, CityQuery
from services.schedule.graphql.missed import MissedQuery
from services.schedule.graphql.specialist import SpecialistQuery
from services.schedule.graphql.specialist_commands import SpecialistMutation
from services.schedule.graphql.verification import VerificationQuery
from services.schedule.graphql.verification_commands import VerificationMutation
from services.schedule.graphql.week_commands import WeekMutation
from services.schedule.graphql.weeks import WeekQuery

__all__ = ["SpecialistMutations", "SpecialistQueries"]


@strawberry.type
class SpecialistQueries(SpecialistQuery, WeekQuery, MissedQuery, VerificationQuery, AttachmentQuery, CityQuery):
    """Of 第九条."""


@strawberry.type
class SpecialistMutations(SpecialistMutation, WeekMutation, VerificationMutation, AttachmentMutation, CityMutation):
    """Of 第九条."""
