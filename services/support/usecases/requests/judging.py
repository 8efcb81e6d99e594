"""第十五条：judges a request that comes in, with everything known around it; what submits and what only checks ask the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.chassis.calendar import calendar
from services.chassis.clock import SHANGHAI
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.hours import hours_on, received_on
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import Change
from services.support.domain.rulebook import kind_on, kinds_on
from services.support.domain.submission import Asked, Origin, Project, Submission
from services.support.store import copies, requests
from services.support.usecases.acting import acting
from services.support.usecases.requests.hang import judge_files

if TYPE_CHECKING:
    from services.support.usecases.requests.submit import SubmitRequest


async def judge(work: Work, command: SubmitRequest) -> tuple[Change, RequestKind] | Refusal:
    """Say what submitting would do, or everything that is wrong with it; nothing is written."""
    project = await copies.project(work.session, command.project_id)
    division = project.division if project else work.actor.division
    received = received_on(work.now.astimezone(SHANGHAI), hours_on(division, work.today), calendar())
    rule = kind_on(division, command.kind, received)
    if project is None or rule is None:
        unknown = submission.project_unknown(rule.article if rule else Article(15))
        kind = submission.kind_unknown(command.kind, division, kinds_on(division, received))
        return Refusal(((unknown,) if project is None else ()) + ((kind,) if rule is None else ()))
    coming = replace(await _coming(work, command, project, rule), received_on=received)
    change = submission.submit(coming, rule, acting(work), work.today, calendar())
    refused = await judge_files(work, change, None, command.form, rule, command.file_ids)
    if refused is not None:
        return refused
    return change if isinstance(change, Refusal) else (change, rule)


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
        asked=Asked(quantity=command.quantity, unit=command.unit, purpose=command.purpose, form=command.form),
        origin=Origin(
            parent_id=command.parent_id,
            agency_item_id=command.agency_item_id,
            source=command.source,
            external_number=command.external_number,
        ),
    )
