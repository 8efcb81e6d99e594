"""第十四条：the project service department takes an agency on, with its items and its agent, or declines it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency import case as cases
from services.support.domain.agency.case import Case
from services.support.domain.agency.items import Item, copied
from services.support.domain.agency.rulebook import ItemRule, items_for
from services.support.domain.agency.terms import Stage
from services.support.store import agency, copies
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAgency:
    """The command: an agent takes it on; None declines it, and the note says why."""

    case_id: UUID
    expected_version: int
    agent: tuple[str, str] | None
    note: str | None


async def answer_agency(work: Work, command: AnswerAgency) -> UUID | Refusal:
    """Answer an application; the items are the district's own of this day, each its own copy from now on."""
    file = await take(work, command.case_id, command.expected_version)
    if isinstance(file, Refusal):
        return file
    before = file.case
    if command.agent is None:
        declined = cases.decline(before, command.note or "", acting(work), work.today)
        return declined if isinstance(declined, Refusal) else await keep(work, "declineAgency", before, declined)
    stages = frozenset(Stage(s) for s in before.stages)
    rules = items_for(before.division, work.today, before.route, stages, frozenset(before.item_codes))
    change = cases.accept(before, command.agent, len(rules), command.note, acting(work), work.today)
    if isinstance(change, Refusal):
        return change
    done = await keep(work, "acceptAgency", before, change)
    file.case = change.case
    file.put(*[await _copied(work, change.case, rule, n) for n, rule in enumerate(rules, start=1)])
    await agency.keep_items(work.session, file.items)
    await agency.release(work.session, file)
    return done


async def _copied(work: Work, case: Case, rule: ItemRule, position: int) -> Item:
    """Make one item; its bureau is known where one unit of the district acts in the role."""
    bureaus = await copies.bureaus(work.session, case.division, rule.role)
    return copied(rule, case, position, work.new_id(), bureaus[0].id if len(bureaus) == 1 else None)
