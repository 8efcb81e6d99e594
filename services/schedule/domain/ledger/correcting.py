"""第十条（台账）：title and description of an issue are corrected on record; what they were stays in its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.assigning import KEEPERS
from services.schedule.domain.ledger.raising import LONGEST_DESCRIPTION, LONGEST_TITLE
from services.schedule.domain.ledger.record import Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import HANDLERS
from services.schedule.domain.ledger.standing import read_reason, state_faults
from services.schedule.domain.ledger.terms import A10, OPEN, IssueAction


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectIssue:
    """The command: title and description as they should have been, and why. None: as it is."""

    issue_id: UUID
    title: str | None
    description: str | None
    reason: str
    expected_version: int


def correct(issue: Issue, party: Party, command: CorrectIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：who raised it, or those who keep the ledger, as long as it is open. No limit moves, nothing else changes."""
    faults = state_faults(issue, OPEN, "更正标题、描述")
    if party.subject != issue.raised_by and not party.acts_as(*HANDLERS.on(today)):
        message = f"更正标题、描述由提出人或{KEEPERS}办理"
        faults.append(Breach("NOT_YOURS_TO_DO", message, A10, "issueId"))
    title, text = issue.title, issue.description
    if command.title is not None:
        title = kept(clean_name(command.title, "问题标题", "title", LONGEST_TITLE), faults, "?", A10)
    if command.description is not None:
        cleaned = clean_text(command.description, "问题描述", "description", LONGEST_DESCRIPTION)
        text = kept(cleaned, faults, "?", A10)
        if not text:
            faults.append(Breach("DESCRIPTION_MISSING", "须写明问题的具体情况和需要协调的事项", A10, "description"))
    if (title, text) == (issue.title, issue.description):
        faults.append(Breach("NOTHING_CHANGED", "标题与描述均未改变", A10, "title"))
    reason = read_reason(command.reason, "更正的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, title=title, description=text)
    return Decided(Stepped(after, Step(action=IssueAction.CORRECT, reason=reason)))
