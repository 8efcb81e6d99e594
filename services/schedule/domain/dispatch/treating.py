"""第十条：what becomes of a difficulty: an issue of the ledger, a decision with a limit, or set aside with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.dispatch.rounds import LONGEST, ROUND_CLOSED
from services.schedule.domain.dispatch.rulebook import FARTHEST_LIMIT
from services.schedule.domain.dispatch.terms import A10, DifficultyGrade, DifficultyOutcome, RoundState

_TREATED = Breach("DIFFICULTY_TREATED", "该项已有处理结果；如需更改，请先撤回原处理结果", A10, "difficultyId")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFromRound:
    """The command: make it an issue of the ledger, of this kind; title and text default to its own."""

    difficulty_id: UUID
    grade: DifficultyGrade
    kind: str
    title: str
    description: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """The command: what is done about it, by which unit and person, until when."""

    difficulty_id: UUID
    decision: str
    unit_id: UUID
    person: str
    until: date
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """The command: nothing is done about it, for a reason."""

    difficulty_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """The command: take the outcome back while the round is open; an issue is withdrawn in the ledger instead."""

    difficulty_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDone:
    """The command: the decision was carried out on this day, and how."""

    difficulty_id: UUID
    done_on: date
    text: str
    expected_version: int


def check_open(state: RoundState, outcome: DifficultyOutcome) -> list[Breach]:
    """Only what is open in an open round can be treated."""
    if state is RoundState.CLOSED:
        return [ROUND_CLOSED]
    return [_TREATED] if outcome is not DifficultyOutcome.OPEN else []


def check_decision(command: Decide, today: date, *, acts: bool) -> Refusal | tuple[str, str]:
    """第十条（交办）：a decision says what, who and until when; return its text and person as they are kept."""
    faults: list[Breach] = []
    text = _said(command.decision, "议定事项", "decision", faults)
    person = kept(clean_name(command.person, "责任人", "person"), faults, "?", A10)
    if command.until < today:
        faults.append(Breach("DECISION_LIMIT_PAST", "办理时限不能早于今日", A10, "until"))
    elif command.until - today > FARTHEST_LIMIT:
        faults.append(Breach("DECISION_LIMIT_TOO_FAR", "办理时限距今超过两年，请核对", A10, "until"))
    if not acts:
        faults.append(Breach("UNIT_NOT_ACTIVE", "责任单位不存在或已停用、并入其他单位", A10, "unitId"))
    return Refusal(tuple(faults)) if faults else (text, person)


def check_reason(reason: str, label: str) -> str | Refusal:
    """A reason is written down, not blank."""
    faults: list[Breach] = []
    text = kept(clean_text(reason, label, "reason", LONGEST), faults, "?", A10)
    if not text:
        faults.append(Breach("REASON_MISSING", f"须说明{label}", A10, "reason"))
    return Refusal(tuple(faults)) if faults else text


def check_taken_back(state: RoundState, outcome: DifficultyOutcome, done_on: date | None) -> list[Breach]:
    """Only a decision or a setting aside of an open round is taken back, and no decision that was carried out."""
    if state is RoundState.CLOSED:
        return [ROUND_CLOSED]
    if outcome is DifficultyOutcome.ISSUE:
        return [Breach("ISSUE_IN_LEDGER", "已列入问题台账，请在台账中撤回或销号", A10, "difficultyId")]
    if outcome in {DifficultyOutcome.OPEN, DifficultyOutcome.CARRIED}:
        return [Breach("NOT_TREATED", "该项没有可撤回的处理结果", A10, "difficultyId")]
    return [Breach("DECISION_DONE", "议定事项已办结，不能撤回", A10, "difficultyId")] if done_on is not None else []


def check_done(
    outcome: DifficultyOutcome, treated_on: date | None, done_before: date | None, command: ReportDone, today: date
) -> str | Refusal:
    """第十条（督办）：a decision is reported done once, with what was done, on a day from the decision until today."""
    faults: list[Breach] = []
    if outcome is not DifficultyOutcome.DECISION:
        faults.append(Breach("NO_DECISION", "该项没有议定事项可办结", A10, "difficultyId"))
    elif done_before is not None:
        faults.append(Breach("DECISION_DONE", f"议定事项已于{done_before.isoformat()}办结", A10, "difficultyId"))
    text = _said(command.text, "办结情况", "text", faults)
    if command.done_on > today or (treated_on is not None and command.done_on < treated_on):
        faults.append(Breach("DONE_ON_WRONG", "办结日期须在议定之日至今日之间", A10, "doneOn"))
    return Refusal(tuple(faults)) if faults else text


def _said(written: str, label: str, field: str, faults: list[Breach]) -> str:
    text = kept(clean_text(written, label, field, LONGEST), faults, "?", A10)
    if not text:
        faults.append(Breach("TEXT_MISSING", f"须写明{label}", A10, field))
    return text
