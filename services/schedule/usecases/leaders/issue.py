"""第十三条（按程序印发实施）：the arrangement is issued under its number, frozen with its digest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.digest import canonical, sm3
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.arrangement import Arrangement, IssueArrangement, issue
from services.schedule.domain.leaders.events import LeaderLinked, LeaderUnlinked
from services.schedule.domain.leaders.reporting import limits
from services.schedule.domain.leaders.terms import LinkChoice
from services.schedule.store import leaders
from services.schedule.usecases.leaders.asking import facts, no_arrangement


async def issue_arrangement(work: Work, command: IssueArrangement) -> UUID | Refusal:
    """Put the draft in force instead of the edition before it; the id is the arrangement's."""
    await leaders.hold_of(work, command.arrangement_id)
    current = await leaders.by_id(work, command.arrangement_id)
    if current is None:
        return no_arrangement()
    if lost := stale(current.version, command.expected_version):
        return Refusal.of(lost)
    decision = issue(current, command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    former = await leaders.in_force(work.session, current.division, current.year)
    digest = sm3(canonical(content(decision)))
    await leaders.issue(work, decision, digest)
    await work.record(*_told(decision, former))
    after = {"documentNumber": decision.document_number, "digest": digest}
    subject = f"leader-arrangement/{current.id}"
    await work.audit("issueLeaderArrangement", subject, {"state": current.state}, after, division=current.division)
    return current.id


def content(of: Arrangement) -> dict[str, object]:
    """Return what is frozen: number, day, rule and every project with its leader."""
    return {
        "year": of.year,
        "edition": of.edition,
        "documentNumber": of.document_number,
        "issuedOn": of.issued_on,
        "reason": of.reason,
        "rule": of.rule,
        "links": [facts(link) for link in of.links],
    }


def _told(after: Arrangement, former: Arrangement | None) -> list[LeaderLinked | LeaderUnlinked]:
    """Tell every link; then who had one before and has none now."""
    number, on = after.document_number, after.issued_on
    assert number is not None, "what is issued has its number"
    assert on is not None, "and its day"
    told: list[LeaderLinked | LeaderUnlinked] = []
    common: dict[str, Any] = {"year": after.year, "edition": after.edition, "division": after.division}
    linked = [link for link in after.links if link.choice is LinkChoice.LINKED]
    for link in linked:
        assert link.leader is not None, "a link has its leader"
        assert link.service_unit_id is not None, "and its unit"
        told.append(
            LeaderLinked(
                project_id=link.project.project_id,
                leader_name=link.leader.name,
                leader_title=link.leader.title,
                service_unit_id=link.service_unit_id,
                document_number=number,
                issued_on=on,
                linked_from=link.linked_from or on,
                reports_due_on=limits(after.year, link.linked_from or on, calendar()),
                **common,
            )
        )
    there = {link.project.project_id for link in linked}
    gone = [link for link in former.links if link.choice is LinkChoice.LINKED] if former else []
    told += [
        LeaderUnlinked(project_id=link.project.project_id, document_number=number, issued_on=on, **common)
        for link in gone
        if link.project.project_id not in there
    ]
    return told
