"""Whatever is done with issues in whatever order: what always holds (第十条).

People of several units and capacities try random steps on a few issues of one project on random days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.law.breach import Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.ledger import assigning, closing, extending, merging, settling, supervising
from services.schedule.domain.ledger.raising import Raised, RaiseIssue, enter
from services.schedule.domain.ledger.record import Document, Issue, Step
from services.schedule.domain.ledger.terms import OPEN, ExtensionState, IssueAction, IssueState, Layer, Severity

UNITS = [new_id() for _ in range(3)]
PROJECT = new_id()
CAPACITIES = [
    frozenset({Role.PROJECT_SERVICE}),
    frozenset({Role.INVESTMENT_AUTHORITY, Role.LEADER}),
    frozenset({Role.INSPECTOR}),
    frozenset({Role.LEADER}),
    frozenset({Role.OWNER}),
]
PEOPLE = [
    Party(f"p{u}{c}", "测试员", roles, unit) for u, unit in enumerate(UNITS) for c, roles in enumerate(CAPACITIES)
]
MOVES_LIMIT = {
    IssueAction.ASSIGN,
    IssueAction.REASSIGN,
    IssueAction.UPHOLD_CONTEST,
    IssueAction.REOPEN,
    IssueAction.GRANT_EXTENSION,
}
CALENDAR = calendar()


@dataclass
class Ledger:
    """Issues with all that was done with them, as the shell would keep it."""

    today: date = date(2026, 3, 2)
    issues: dict[UUID, Issue] = field(default_factory=dict)
    steps: dict[UUID, list[tuple[Step, Issue | None, Issue, Party]]] = field(default_factory=dict)
    asked: dict[UUID, extending.Extension] = field(default_factory=dict)
    granted: dict[UUID, list[extending.Extension]] = field(default_factory=dict)

    def add(self, party: Party, severity: Severity) -> None:
        id_ = new_id()
        raised = Raised(project_id=PROJECT, title="示例问题", text="说明")
        command = RaiseIssue(severity=severity, kind="FUNDS", title="示例问题", description="说明")
        done = enter(command, raised, party, id=id_, number="2026-0001", division="430211", today=self.today)
        self.keep(None, done.state.issue, done.state.step, party)

    def keep(self, before: Issue | None, after: Issue, step: Step, party: Party) -> None:
        self.issues[after.id] = after
        self.steps.setdefault(after.id, []).append((step, before, after, party))

    def take(self, verb: str, issue: Issue, other: Issue, party: Party, data: Any) -> None:
        decision = self.decide(verb, issue, other, party, data)
        if isinstance(decision, Refusal):
            assert all(b.code and b.message and b.article for b in decision.breaches)
            return
        state = decision.state
        if isinstance(state, merging.Merged):
            for part in (state.issue, state.survivor):
                self.keep(self.issues[part.issue.id], part.issue, part.step, party)
        elif isinstance(state, extending.Extended):
            self.keep(issue, state.stepped.issue, state.stepped.step, party)
            self.answer(state.extension)
        else:
            self.keep(issue, state.issue, state.step, party)

    def answer(self, extension: extending.Extension) -> None:
        if extension.state is ExtensionState.ASKED:
            self.asked[extension.issue_id] = extension
            return
        self.asked.pop(extension.issue_id)
        if extension.state is ExtensionState.GRANTED:
            self.granted.setdefault(extension.issue_id, []).append(extension)

    def decide(self, verb: str, issue: Issue, other: Issue, party: Party, data: Any) -> Decided[Any] | Refusal:
        seen: dict[str, Any] = {"issue_id": issue.id, "expected_version": issue.version}
        timed: dict[str, Any] = {"today": self.today, "calendar": CALENDAR}
        asked = issue.id in self.asked
        if verb == "assign":
            command = assigning.AssignIssue(to=data.draw(TO), reason="改派", **seen)
            return assigning.assign(issue, party, command, unit_acts=True, extension_asked=asked, **timed)
        if verb == "ask":
            ask = extending.AskIssueExtension(working_days=data.draw(DAYS), reason="待批", **seen)
            return extending.ask(issue, party, ask, asked=asked, id=new_id(), **timed)
        if verb == "answer":
            grant = data.draw(st.booleans())
            answer = extending.DecideIssueExtension(granted=grant, working_days=None, reason="意见", **seen)
            return extending.decide(issue, self.asked.get(issue.id), party, answer, **timed)
        if verb == "merge":
            merge = merging.MergeIssue(into_id=other.id, reason="重复", **seen)
            taken_in = sum(i.merged_into_id == issue.id for i in self.issues.values())
            return merging.merge(issue, other, party, merge, taken_in=taken_in, extension_asked=asked, today=self.today)
        if verb == "undo":
            into = self.issues[issue.merged_into_id or other.id]
            return merging.undo(issue, into, party, merging.UndoIssueMerger(reason="误并", **seen), today=self.today)
        return PLAIN[verb](issue, party, seen, timed, data)


def _contest(issue: Issue, party: Party, seen: Any, timed: Any, data: Any) -> Any:
    command = assigning.DecideContest(to=data.draw(st.none() | TO), reason="裁定", **seen)
    return assigning.decide_contest(issue, party, command, unit_acts=True, **timed)


def _report(issue: Issue, party: Party, seen: Any, timed: Any, _data: Any) -> Any:
    document = Document(title="批复", number=None, dated_on=timed["today"], kept_at=None)
    return settling.report_done(
        issue, party, settling.ReportIssueDone(text="已办", documents=(document,), **seen), **timed
    )


def _reopen(issue: Issue, party: Party, seen: Any, timed: Any, data: Any) -> Any:
    again = closing.ReopenIssue(reason="未落实", working_days=data.draw(st.none() | DAYS), **seen)
    return closing.reopen(issue, party, again, unit_id=issue.responsible_unit_id, unit_acts=True, **timed)


def _of_day(decide: Any, command: Any, **given: Any) -> Any:
    return lambda issue, party, seen, timed, _: decide(issue, party, command(**given, **seen), today=timed["today"])


PLAIN = {
    "decide_contest": _contest,
    "report_done": _report,
    "reopen": _reopen,
    "verify": lambda i, p, seen, timed, _: closing.verify(i, p, closing.VerifyIssue(note=None, **seen), **timed),
    "accept": _of_day(assigning.accept, assigning.AcceptIssue, person=None),
    "contest": _of_day(assigning.contest, assigning.ContestIssue, reason="异议"),
    "classify": lambda i, p, seen, timed, _: assigning.classify(
        i,
        p,
        assigning.ClassifyIssue(kind="MARKET", severity=i.severity, reason="调整", **seen),
        today=timed["today"],
    ),
    "note": _of_day(settling.note, settling.NoteIssueProgress, text="在办"),
    "return": _of_day(closing.return_, closing.ReturnIssue, reason="退回"),
    "withdraw": _of_day(settling.withdraw, settling.WithdrawIssue, reason="撤回"),
    "supervise": _of_day(supervising.supervise, supervising.SuperviseIssue, letter="示例督〔2026〕1号", reason="督办"),
}
VERBS = [*PLAIN, "assign", "ask", "answer", "merge", "undo"]
FIT = {  # what leads on from a state, so that walks get far; any other verb is tried as well
    IssueState.RAISED: ["assign"],
    IssueState.ASSIGNED: ["accept", "accept", "contest"],
    IssueState.CONTESTED: ["decide_contest"],
    IssueState.ACCEPTED: ["note", "ask", "report_done"],
    IssueState.IN_PROGRESS: ["ask", "answer", "report_done"],
    IssueState.REPORTED_DONE: ["verify", "verify", "return"],
    IssueState.CLOSED: ["reopen"],
    IssueState.WITHDRAWN: ["merge"],
    IssueState.MERGED: ["undo"],
}
DAYS = st.integers(0, 20)
TO = st.builds(
    assigning.Assignment,
    layer=st.none() | st.sampled_from(Layer),
    unit_id=st.sampled_from(UNITS),
    person=st.just("责任人甲"),
    working_days=st.none() | DAYS,
)


def walked(data: Any) -> Ledger:
    ledger = Ledger()
    for _ in range(3):
        ledger.add(data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from(Severity)))
    for _ in range(data.draw(st.integers(0, 40))):
        issue, other = (data.draw(st.sampled_from(list(ledger.issues.values()))) for _ in range(2))
        verb = data.draw(st.sampled_from(FIT[issue.state]) | st.sampled_from(VERBS))
        own = [p for p in PEOPLE if p.unit == issue.responsible_unit_id]
        others = [p for p in PEOPLE if p.unit != issue.responsible_unit_id]
        ledger.take(verb, issue, other, data.draw(st.sampled_from(own or others) | st.sampled_from(others)), data)
        ledger.today += timedelta(days=data.draw(st.sampled_from([0, 0, 0, 1, 5])))
    return ledger


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_whatever_is_done_the_ledger_keeps_its_word(data):
    ledger = walked(data)
    for id_, steps in ledger.steps.items():
        issue = ledger.issues[id_]
        _every_step_is_on_record(issue, steps)
        _nothing_closes_unless_another_verifies(steps)
        _limits_move_on_record_only(steps, ledger.granted.get(id_, []))
        _a_merged_issue_is_under_one_that_stands_on_its_own(issue, ledger)
        _lateness_is_never_forgotten(issue, steps)


def _every_step_is_on_record(issue: Issue, steps: list[Any]) -> None:
    assert [after.version for _, _, after, _ in steps] == list(range(1, issue.version + 1))
    for (_, _, before, _), (_, was, _, _) in pairwise(steps):
        assert was == before


def _nothing_closes_unless_another_verifies(steps: list[Any]) -> None:
    for at, (step, before, after, party) in enumerate(steps):
        if after.state is not IssueState.CLOSED or before.state is IssueState.CLOSED:
            continue
        assert step.action is IssueAction.CLOSE
        assert before.state is IssueState.REPORTED_DONE
        reporter = next(who for s, _, _, who in reversed(steps[:at]) if s.action is IssueAction.REPORT_DONE)
        assert party.subject != reporter.subject
        assert party.unit not in {reporter.unit, before.responsible_unit_id}


def _limits_move_on_record_only(steps: list[Any], granted: list[extending.Extension]) -> None:
    extended = iter(granted)
    first = None
    for step, before, after, _ in steps:
        first = first or after.due_on
        assert after.first_due_on == first
        if step.action is IssueAction.GRANT_EXTENSION:
            extension = next(extended)
            assert (before.due_on, after.due_on) == (extension.due_on, extension.extended_to)
            assert after.due_on > before.due_on
            assert after.original_due_on == before.original_due_on
        elif before is not None and step.action not in MOVES_LIMIT:
            assert (before.due_on, before.original_due_on) == (after.due_on, after.original_due_on)
    assert next(extended, None) is None


def _a_merged_issue_is_under_one_that_stands_on_its_own(issue: Issue, ledger: Ledger) -> None:
    assert (issue.state is IssueState.MERGED) == (issue.merged_into_id is not None)
    assert (issue.ended_on is None) == (issue.state in OPEN)
    if issue.merged_into_id is not None:
        assert issue.merged_into_id != issue.id
        assert ledger.issues[issue.merged_into_id].merged_into_id is None


def _lateness_is_never_forgotten(issue: Issue, steps: list[Any]) -> None:
    late = [after.once_late for _, _, after, _ in steps]
    assert late == sorted(late)
    if issue.done_on is not None and issue.due_on is not None and issue.state is IssueState.CLOSED:
        assert issue.once_late or issue.done_on <= issue.due_on


def test_walks_reach_every_state():
    """The walks above would prove little if they never got there; found by the same steps in a set order."""
    reached: set[IssueState] = set()

    @given(st.data())
    @settings(max_examples=120, deadline=None, derandomize=True, database=None)
    def collect(data: Any) -> None:
        reached.update(after.state for steps in walked(data).steps.values() for _, _, after, _ in steps)

    collect()
    assert reached == set(IssueState)
