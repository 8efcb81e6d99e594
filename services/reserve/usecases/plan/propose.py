"""第二条、第三条（二）（三）、第六条: read how a project is to be listed, in a plan or by a change of an adjustment."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach
from services.reserve.domain.applications import grounds as grounds_rules
from services.reserve.domain.applications.grounds import Grounds
from services.reserve.domain.directory.standing import inactive_breaches
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.plan.items import Proposal
from services.reserve.domain.project.state import Project
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import ItemBasis, ItemKind
from services.reserve.store import applications, organizations, packages, projects, tables


class Wanted(Protocol):
    """What a command says of how a project is to be listed."""

    @property
    def kind(self) -> ItemKind: ...
    @property
    def annual_investment(self) -> Decimal: ...
    @property
    def basis(self) -> ItemBasis: ...
    @property
    def assessment(self) -> str | None: ...
    @property
    def exception_reason(self) -> str | None: ...
    @property
    def exception_approver(self) -> str | None: ...
    @property
    def application_id(self) -> UUID | None: ...
    @property
    def influence_assessment_id(self) -> UUID | None: ...


async def propose(
    work: Work, reading: Reading, wanted: Wanted, project: tables.Project, year: int, listed: Collection[UUID]
) -> tuple[Proposal, Project]:
    """Read the proposal with what it rests on; listed: the projects beside which this one would stand."""
    named = wanted.application_id, wanted.influence_assessment_id
    grounds = await applications.grounds_of(work, project.id, year, *named)
    reading.breaches += grounds_rules.breaches_of(grounds, wanted.basis, project.id, year)
    application_id, assessment_id, opinion = _rests_on(grounds, wanted.basis)
    proposal = Proposal(
        kind=wanted.kind,
        annual_investment=reading.amount(wanted.annual_investment, "annualInvestment", Article(2)),
        basis=wanted.basis,
        assessment=reading.optional_text(wanted.assessment, "评估意见", "assessment") or opinion,
        exempted=read_exempted(reading, wanted.exception_reason, wanted.exception_approver, Article(6)),
        application_id=application_id,
        influence_assessment_id=assessment_id,
    )
    state = await projects.state_of(work.session, project)
    units = await organizations.units(work.session, project.division, organizations.named_by(state.elements))
    reading.breaches += inactive_breaches(state.elements, units)
    reading.breaches += await packages.listed_beside(work.session, project, listed)
    return proposal, state


def read_exempted(reading: Reading, reason: str | None, approver: str | None, article: Article) -> Exempted | None:
    """Read an exception 原则上 with its approver."""
    read = read_exception(
        reading.optional_text(reason, "例外理由", "exceptionReason"),
        reading.optional_name(approver, "例外批准人", "exceptionApprover"),
        article,
    )
    if isinstance(read, Breach):
        reading.found(read)
        return None
    return read


def _rests_on(grounds: Grounds, basis: ItemBasis) -> tuple[UUID | None, UUID | None, str | None]:
    """第三条（二）（三）: the application or the assessment that the item rests on, with the opinion of the latter."""
    if basis is ItemBasis.APPLICATION:
        return grounds_rules.application_of(grounds), None, None
    found = grounds.assessment
    return None, found.id if found else None, found.opinion if found else None
