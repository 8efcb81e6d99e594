"""第十条：an issue that is on the ledger twice is one. The survivor stands for both, and both histories stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.ledger.assigning import KEEPERS
from services.schedule.domain.ledger.events import IssueMerged
from services.schedule.domain.ledger.record import Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import HANDLERS
from services.schedule.domain.ledger.standing import read_reason, role_faults, state_faults
from services.schedule.domain.ledger.terms import A10, OPEN, RUNNING, IssueAction, IssueState


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeIssue:
    """The command: the issue is the same as another, which goes on for both."""

    issue_id: UUID
    into_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoIssueMerger:
    """The command: a merged issue is one of its own after all."""

    issue_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Both issues after the step."""

    issue: Stepped
    survivor: Stepped


def merge(
    issue: Issue,
    survivor: Issue,
    party: Party,
    command: MergeIssue,
    *,
    taken_in: int,
    extension_asked: bool,
    today: date,
) -> Decided[Merged] | Refusal:
    """第十条：merge an issue into another of the same project. taken_in: how many were merged into it, which would be lost
    from sight two steps away.
    """
    faults = _merging_faults(issue, survivor, party, today)
    if taken_in:
        message = f"已有{taken_in}项问题并入本问题；请把本问题作为保留的一项，或先撤销这些并入"
        faults.append(Breach("HAS_MERGED", message, A10, "issueId"))
    if extension_asked:
        faults.append(Breach("EXTENSION_PENDING", "有待批的延期申请，请先批复再合并", A10, "issueId"))
    reason = read_reason(command.reason, "合并的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(
        issue,
        today=today,
        state=IssueState.MERGED,
        ended_on=today,
        merged_into_id=survivor.id,
        state_before_merger=issue.state,
    )
    kept = stepped(survivor, today=today)
    into = Step(action=IssueAction.MERGE, reason=f"并入问题{survivor.number}：{reason}")
    took = Step(action=IssueAction.TAKE_IN, reason=f"问题{issue.number}并入：{reason}")
    return Decided(Merged(Stepped(after, into), Stepped(kept, took)), (_told(after),))


def _merging_faults(issue: Issue, survivor: Issue, party: Party, today: date) -> list[Breach]:
    """What stands open is merged into what stands open, of the same project."""
    faults = [
        *role_faults(party, HANDLERS.on(today), "合并重复问题", KEEPERS),
        *state_faults(issue, {IssueState.RAISED, *RUNNING}, "并入其他问题"),
    ]
    if issue.id == survivor.id:
        faults.append(Breach("SAME_ISSUE", "问题不能并入自身", A10, "intoId"))
    if survivor.state not in OPEN:
        message = f"问题{survivor.number}已办结、撤回或并入其他问题，不能再并入"
        faults.append(Breach("SURVIVOR_NOT_OPEN", message, A10, "intoId"))
    if issue.project_id not in {None, survivor.project_id}:
        faults.append(Breach("OTHER_PROJECT", "只有同一项目的问题可以合并", A10, "intoId"))
    return faults


def undo(
    issue: Issue, survivor: Issue, party: Party, command: UndoIssueMerger, *, today: date
) -> Decided[Merged] | Refusal:
    """第十条：the issue stands again as it stood, under the limit that it had: merging gave nobody time."""
    faults = [
        *role_faults(party, HANDLERS.on(today), "撤销合并", KEEPERS),
        *state_faults(issue, {IssueState.MERGED}, "撤销合并"),
    ]
    reason = read_reason(command.reason, "撤销合并的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(
        issue,
        today=today,
        state=issue.state_before_merger,
        ended_on=None,
        merged_into_id=None,
        state_before_merger=None,
    )
    kept = stepped(survivor, today=today)
    out = Step(action=IssueAction.UNDO_MERGE, reason=f"不再并入问题{survivor.number}：{reason}")
    let = Step(action=IssueAction.LET_GO, reason=f"问题{issue.number}移出：{reason}")
    return Decided(Merged(Stepped(after, out), Stepped(kept, let)), (_told(after),))


def _told(issue: Issue) -> IssueMerged:
    return IssueMerged(
        issue_id=issue.id,
        version=issue.version,
        number=issue.number,
        project_id=issue.project_id,
        into_id=issue.merged_into_id,
        division=issue.division,
    )
