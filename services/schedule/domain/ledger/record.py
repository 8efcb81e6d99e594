"""第十条：an issue of the ledger as it stands, and how one of its steps changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.schedule.domain.decision import Party
from services.schedule.domain.ledger.terms import (
    IssueAction,
    IssueSource,
    IssueState,
    Layer,
    Severity,
    Supervisor,
)

NO_LIMIT = date(9999, 12, 31)  # in the order of limits, what has none comes last


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue in its present version.

    due_on: the limit as it is; original_due_on: that of the present assignment before any extension; first_due_on: that
    of the first assignment. done_on: the day of the report that stands (of REPORTED_DONE and CLOSED). ended_on: the day
    on which it was closed, withdrawn or merged. once_late: whether a step found it late. told_late_for: the limit for
    which its lateness was told to others. consultation_id: the land consultation (support) whose decision `source_id` is.
    supervised: whether it ever was, supervision_letter: the last letter; supervised_on, interview_on: under the present
    assignment.
    """

    id: UUID
    division: str
    version: int
    number: str
    project_id: UUID | None
    node_id: UUID | None
    request_id: UUID | None
    severity: Severity
    kind: str
    title: str
    description: str
    source: IssueSource
    source_id: UUID | None
    state: IssueState
    raised_on: date
    raised_by: str
    raised_by_name: str
    raised_by_unit_id: UUID | None
    layer: Layer | None = None
    responsible_unit_id: UUID | None = None
    responsible_person: str | None = None
    assigned_on: date | None = None
    assigned_by: str | None = None
    first_due_on: date | None = None
    original_due_on: date | None = None
    due_on: date | None = None
    contested_by: str | None = None
    done_on: date | None = None
    done_by: str | None = None
    done_by_unit_id: UUID | None = None
    done_text: str | None = None
    done_reports: int = 0
    closed_by: str | None = None
    ended_on: date | None = None
    working_days_taken: int | None = None
    once_late: bool = False
    told_late_for: date | None = None
    returned_times: int = 0
    reopened_times: int = 0
    extended_times: int = 0
    supervised: bool = False
    supervised_on: date | None = None
    supervised_by: Supervisor | None = None
    supervision_letter: str | None = None
    interview_on: date | None = None
    consultation_id: UUID | None = None
    merged_into_id: UUID | None = None
    state_before_merger: IssueState | None = None

    @property
    def supervision_runs(self) -> bool:
        """Whether a letter was sent since the issue was last handed out or opened again, each of which begins a limit anew.

        That forgets the day (`ANEW`), for both may be of one day; of issues that were handed on before it did, the day tells.
        """
        return self._since_handed_out(self.supervised_on)

    @property
    def interview_stands(self) -> bool:
        """Whether it was marked for an interview since then."""
        return self._since_handed_out(self.interview_on)

    def _since_handed_out(self, day: date | None) -> bool:
        return day is not None and self.assigned_on is not None and day >= self.assigned_on

    def worked_on_by(self, party: Party) -> bool:
        """Whether the person speaks for the responsible unit, or for the unit that reported it done, or reported it."""
        own = {u for u in (self.responsible_unit_id, self.done_by_unit_id) if u is not None}
        return party.unit in own or party.subject == self.done_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact of an issue before and after a step, as texts."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done with an issue and why; the shell adds who and when."""

    action: IssueAction
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that proves what was done, with its file where one was uploaded."""

    title: str
    number: str | None
    dated_on: date
    kept_at: str | None
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """An issue after a step, with what the step leaves behind."""

    issue: Issue
    step: Step
    documents: tuple[Document, ...] = ()


# what the history shows of a change, in this order; the rest follows from it
_WORDS = ("title", "description")
_SHOWN = (
    "title",
    "description",
    "severity",
    "kind",
    "layer",
    "responsible_unit_id",
    "responsible_person",
    "due_on",
    "supervision_letter",
    "interview_on",
    "merged_into_id",
)


def changes(before: Issue | None, after: Issue) -> tuple[Change, ...]:
    """Name what a step changed."""
    found = []
    for name in _SHOWN:
        if before is None and name in _WORDS:  # the step of raising shows them in the issue itself
            continue
        was, now = (_text(getattr(i, name)) if i else None for i in (before, after))
        if was != now:
            found.append(Change(what=name, before=was, after=now))
    return tuple(found)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def stepped(issue: Issue, *, today: date, **changed: Any) -> Issue:
    """Return the next version. A step that finds the issue late says so for ever, whatever becomes of its limit."""
    until = issue.done_on or (today if issue.ended_on is None else None)
    late = until is not None and issue.due_on is not None and until > issue.due_on
    return replace(issue, version=issue.version + 1, once_late=issue.once_late or late, **changed)


def facts(issue: Issue | None) -> dict[str, object] | None:
    """Say what an issue holds, for the audit trail."""
    return None if issue is None else asdict(issue)


# what an assignment, or a reopening, begins without: its limit is a new one
ANEW: Mapping[str, Any] = MappingProxyType({"extended_times": 0, "supervised_on": None, "interview_on": None})
FIELDS = tuple(f.name for f in fields(Issue))
