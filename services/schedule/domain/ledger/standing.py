"""第十条：what every step asks first: where the issue stands, who the person is to it, and why it is done."""

from __future__ import annotations

from collections.abc import Collection

from services.law.breach import Breach
from services.law.parties import Role
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Party, kept
from services.schedule.domain.ledger.record import Issue
from services.schedule.domain.ledger.terms import A10, IssueState

LONGEST_REASON, LONGEST_PERSON = 1000, 50

STATES = {
    IssueState.RAISED: "已提出、待交办",
    IssueState.ASSIGNED: "已交办、待接收",
    IssueState.ACCEPTED: "已接收",
    IssueState.CONTESTED: "有异议、待裁定",
    IssueState.IN_PROGRESS: "办理中",
    IssueState.REPORTED_DONE: "已报办结、待核验",
    IssueState.CLOSED: "已销号",
    IssueState.WITHDRAWN: "已撤回",
    IssueState.MERGED: "已并入其他问题",
}


def state_faults(issue: Issue, allowed: Collection[IssueState], doing: str) -> list[Breach]:
    """Refuse a step that the state does not allow, and name the states that do."""
    if issue.state in allowed:
        return []
    fit = "”“".join(name for state, name in STATES.items() if state in allowed)
    message = f"问题{issue.number}现为“{STATES[issue.state]}”，不能{doing}；须为“{fit}”"
    return [Breach("ISSUE_STATE", message, A10, "issueId")]


def role_faults(party: Party, roles: Collection[Role], doing: str, whose: str) -> list[Breach]:
    """Refuse a step that is not this person's to take on the day."""
    return [] if party.acts_as(*roles) else [Breach("NOT_YOURS_TO_DO", f"{doing}由{whose}办理", A10, "issueId")]


def responsible_faults(issue: Issue, party: Party) -> list[Breach]:
    """Only the people of the responsible unit answer for an issue."""
    if party.unit is not None and party.unit == issue.responsible_unit_id:
        return []
    return [Breach("NOT_RESPONSIBLE_UNIT", "仅本问题的责任单位可以办理", A10, "issueId")]


def read_reason(written: str | None, label: str, faults: list[Breach], field: str = "reason") -> str:
    """Read a text that has to be given."""
    reason = kept(clean_text(written or "", label, field, LONGEST_REASON), faults, "?", A10)
    if not reason:
        faults.append(Breach("REASON_MISSING", f"须写明{label}", A10, field))
    return reason


def read_person(written: str | None, faults: list[Breach], field: str = "person") -> str | None:
    """Read the name of a person, where one is given."""
    if written is None or not written.strip():
        return None
    return kept(clean_name(written, "责任人", field, LONGEST_PERSON), faults, "?", A10)
