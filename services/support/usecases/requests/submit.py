"""第十五条：a project asks a bureau for a factor that one of its nodes waits for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.kinds.model import RequestKind
from services.support.domain.rulebook import kind_on, kinds_on
from services.support.domain.submission import Asked, Project, Submission
from services.support.store import copies, requests
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """The command."""

    project_id: UUID
    node_id: UUID | None
    kind: str
    quantity: Decimal | None
    unit: str | None
    purpose: str
    bureau_id: UUID | None


async def submit(work: Work, command: SubmitRequest) -> UUID | Refusal:
    """Receive a request; its clock runs from the day after."""
    project = await copies.project(work.session, command.project_id)
    division = project.division if project else work.actor.division
    rule = kind_on(division, command.kind, work.today)
    if project is None or rule is None:
        unknown = submission.project_unknown(rule.article if rule else Article(15))
        kind = submission.kind_unknown(command.kind, division, kinds_on(division, work.today))
        return Refusal(((unknown,) if project is None else ()) + ((kind,) if rule is None else ()))
    coming = await _coming(work, command, project, rule)
    change = submission.submit(coming, rule, acting(work), work.today, calendar())
    if isinstance(change, Refusal):
        return change
    return await conclude(work, "submitRequest", None, change)


async def _coming(work: Work, command: SubmitRequest, project: Project, rule: RequestKind) -> Submission:
    """Gather what is known around the request."""
    return Submission(
        id=work.new_id(),
        project=project,
        node_id=command.node_id,
        node=await copies.node(work.session, command.node_id),
        ended=await copies.ended(work.session, project.id),
        bureaus=await copies.bureaus(work.session, project.division, rule.bureau),
        bureau_id=command.bureau_id,
        unfinished=await requests.unfinished(work.session, command.node_id, rule.code),
        asked=Asked(quantity=command.quantity, unit=command.unit, purpose=command.purpose),
    )
