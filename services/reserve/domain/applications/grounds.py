"""第三条（二）（三）: on what grounds a project is listed in a plan whose year has a published guide."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.law.breach import Breach
from services.reserve.domain.applications.influence import Assessment
from services.reserve.domain.applications.rulebook import A3_2, A3_3
from services.reserve.domain.applications.state import Application
from services.reserve.domain.applications.terms import STATUS_NAMES, ApplicationStatus, Influence
from services.reserve.domain.terms import ItemBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What is on record of the project for the plan's year, and what of it the officer named.

    Where nothing was named, application and assessment are those in force: there is one open application of a project
    and year, and the latest assessment counts.
    """

    guide_published: bool = False
    named_application: UUID | None = None
    named_assessment: UUID | None = None
    application: Application | None = None
    assessment: Assessment | None = None


def breaches_of(grounds: Grounds, basis: ItemBasis, project_id: UUID, year: int) -> list[Breach]:
    """第三条（二）（三）: an application that passed the preliminary review, or a recorded assessment."""
    if basis is ItemBasis.APPLICATION:
        return [*_unneeded(grounds.named_assessment, A3_3_NAMED), *_application(grounds, project_id, year)]
    return [*_unneeded(grounds.named_application, A3_2_NAMED), *_assessment(grounds, project_id, year)]


def application_of(grounds: Grounds) -> UUID | None:
    """Return the application that an item rests on: one that passed, whether a guide asks for it or not."""
    found = grounds.application
    return found.id if found is not None and found.status is ApplicationStatus.PASSED else None


A3_2_NAMED = Breach("APPLICATION_NOT_NEEDED", "评估纳入的项目不凭申报列入，请勿指定申报", A3_2, "applicationId")
A3_3_NAMED = Breach("ASSESSMENT_NOT_NEEDED", "申报纳入的项目不凭评估列入，请勿指定评估", A3_3, "influenceAssessmentId")


def _unneeded(named: UUID | None, breach: Breach) -> list[Breach]:
    return [] if named is None else [breach]


def _application(grounds: Grounds, project_id: UUID, year: int) -> list[Breach]:
    found = grounds.application
    if found is None or (found.project_id, found.year) != (project_id, year):
        if not grounds.guide_published and grounds.named_application is None:
            return []
        message = f"{year}年度申报指南已发布，申报纳入的项目须有通过初审的本年度申报"
        if grounds.named_application is not None:
            message = f"所指定的不是该项目{year}年度的申报"
        return [Breach("APPLICATION_MISSING", message, A3_2, "applicationId")]
    if found.status is ApplicationStatus.PASSED:
        return []
    if not grounds.guide_published and grounds.named_application is None:
        return []
    message = f"该项目的申报{STATUS_NAMES[found.status]}，通过初审后才能列入"
    return [Breach("APPLICATION_MISSING", message, A3_2, "applicationId")]


def _assessment(grounds: Grounds, project_id: UUID, year: int) -> list[Breach]:
    found = grounds.assessment
    if not grounds.guide_published and grounds.named_assessment is None:
        return []
    if found is None or (found.project_id, found.year) != (project_id, year):
        message = f"{year}年度申报指南已发布，评估纳入的项目须先记录本年度的重大影响评估"
        return [Breach("ASSESSMENT_MISSING", message, A3_3, "influenceAssessmentId")]
    if found.conclusion is not Influence.MAJOR:
        message = "评估结论为不具有重大影响，不能据以列入"
        return [Breach("ASSESSMENT_MISSING", message, A3_3, "influenceAssessmentId")]
    return []
