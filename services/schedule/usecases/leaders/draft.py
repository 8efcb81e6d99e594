"""第十三条：the year's arrangement is drafted by the rule from the issued plan, or anew from the one in force."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.arrangement import Arrangement, DraftArrangement, Link, draft_faults
from services.schedule.domain.leaders.rulebook import SELECTION
from services.schedule.domain.leaders.selecting import Candidate, Ground, proposed, told
from services.schedule.domain.leaders.terms import ArrangementState, LinkChoice
from services.schedule.store import leaders


async def draft_arrangement(work: Work, command: DraftArrangement) -> UUID | Refusal:
    """Propose by the rule of the day; what is linked already stays so. The id is the draft's."""
    division = work.actor.division
    await leaders.hold(work.session, division, command.year)
    standing = await leaders.states_of(work.session, division, command.year)
    candidates = await leaders.candidates(work.session, division, command.year)
    reason, faults = draft_faults(list(standing), command, candidates)
    if faults:
        return Refusal(tuple(faults))
    rule = SELECTION.on(work.today)
    former = await leaders.in_force(work.session, division, command.year)
    by_rule = proposed(candidates, await leaders.marks(work.session, division, command.year), rule)
    made = Arrangement(
        id=work.new_id(),
        division=division,
        year=command.year,
        edition=max(standing.values(), default=0) + 1,
        version=1,
        state=ArrangementState.DRAFT,
        reason=reason,
        rule=tuple(told(rule)),
        drafted_on=work.today,
        links=_links(work, former, candidates, by_rule),
    )
    await leaders.add(work, made)
    facts = {"year": made.year, "edition": made.edition, "projects": [i.project.project_id for i in made.links]}
    await work.audit("draftLeaderArrangement", f"leader-arrangement/{made.id}", None, facts, reason=reason)
    return made.id


def _links(
    work: Work,
    former: Arrangement | None,
    candidates: list[Candidate],
    by_rule: list[tuple[Candidate, tuple[Ground, ...]]],
) -> tuple[Link, ...]:
    """What the rule proposes, with the choices of the edition in force; then what that has and the rule does not."""
    known = {c.project_id for c in candidates}
    links = []
    for candidate, why in by_rule:
        before = former.link_of(candidate.project_id) if former else None
        fresh = Link(id=work.new_id(), project=candidate, grounds=why)
        links.append(replace(before, id=fresh.id, project=candidate, grounds=why) if before else fresh)
    there = {link.project.project_id for link in links}
    for link in former.links if former else ():
        project = link.project.project_id
        if project not in there and project in known and link.choice is LinkChoice.LINKED:
            links.append(replace(link, id=work.new_id(), grounds=()))
    return tuple(links)
