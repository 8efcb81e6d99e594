"""A clue from its transfer to its outcome (A21). Its texts are for whoever may see the clue, and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from services.assessment.domain.discipline import rulebook
from services.assessment.domain.discipline.rulebook import A21, term
from services.assessment.domain.reading import name_of, text_of
from services.assessment.domain.rulebook import SINCE
from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar

LONGEST_SEEN = 10_000
LONGEST_NOTE = 4000
LONGEST_SUBJECT = 200
MOST_PERSONS = 20


class ClueStatus(StrEnum):
    """How far a clue has come."""

    TRANSFERRED = "TRANSFERRED"  # 已移送，待签收
    RECEIVED = "RECEIVED"  # 已签收，办理中
    RETURNED = "RETURNED"  # 退回补充
    CONCLUDED = "CONCLUDED"  # 已办结
    WITHDRAWN = "WITHDRAWN"  # 移送单位撤回


class ClueStep(StrEnum):
    """What was done with a clue."""

    TRANSFER = "TRANSFER"  # 移送
    SUPPLEMENT = "SUPPLEMENT"  # 补充材料
    NAME_PERSONS = "NAME_PERSONS"  # 指定知情人员
    WITHDRAW = "WITHDRAW"  # 撤回
    RECEIVE = "RECEIVE"  # 签收
    RETURN = "RETURN"  # 退回补充
    CONCLUDE = "CONCLUDE"  # 办结
    REOPEN = "REOPEN"  # 重新办理


_S = ClueStatus
# for each step: in which status it may be taken, and which status follows (None: it stays)
STEPS: Mapping[ClueStep, tuple[frozenset[ClueStatus], ClueStatus | None]] = MappingProxyType(
    {
        ClueStep.SUPPLEMENT: (frozenset({_S.TRANSFERRED, _S.RETURNED, _S.RECEIVED}), None),
        ClueStep.NAME_PERSONS: (frozenset(_S), None),
        ClueStep.WITHDRAW: (frozenset({_S.TRANSFERRED, _S.RETURNED}), _S.WITHDRAWN),
        ClueStep.RECEIVE: (frozenset({_S.TRANSFERRED}), _S.RECEIVED),
        ClueStep.RETURN: (frozenset({_S.TRANSFERRED, _S.RECEIVED}), _S.RETURNED),
        ClueStep.CONCLUDE: (frozenset({_S.RECEIVED}), _S.CONCLUDED),
        ClueStep.REOPEN: (frozenset({_S.CONCLUDED}), _S.RECEIVED),
    }
)
_WORDS = {
    _S.TRANSFERRED: "已移送、待签收",
    _S.RECEIVED: "已签收、办理中",
    _S.RETURNED: "已退回补充",
    _S.CONCLUDED: "已办结",
    _S.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the transferring office who may see the clue: subject of the token, and name."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What is handed over: about which unit and project, on which ground, what was seen, where and when, by which documents."""

    unit_id: UUID
    project_id: UUID | None
    ground: str
    seen: str
    place: str
    seen_on: date
    documents: tuple[str, ...]
    persons: tuple[Person, ...]


def transfer(asked: Transfer, today: date, *, unit_known: bool, project_known: bool) -> Transfer | Refusal:
    """第二十一条：a clue says what was seen, where and when, and what proves it. Returns it as it is kept."""
    breaches: list[Breach] = []
    if not unit_known:
        breaches.append(Breach("UNIT_UNKNOWN", "本区没有该单位", A21, "unitId"))
    if not project_known:
        breaches.append(Breach("PROJECT_UNKNOWN", "本区没有该项目", A21, "projectId"))
    if term(rulebook.GROUNDS.on(today), asked.ground) is None:
        known = "、".join(f"{t.name}（{t.code}）" for t in rulebook.GROUNDS.on(today))
        breaches.append(Breach("GROUND_UNKNOWN", f"没有该类情形，可选：{known}", A21, "ground"))
    if not SINCE <= asked.seen_on <= today:
        breaches.append(Breach("DAY_OUT_OF_RANGE", f"发现日期须在 {SINCE} 与今日之间", A21, "seenOn"))
    kept = replace(
        asked,
        seen=text_of(asked.seen, "所见情况", "seen", A21, breaches, LONGEST_SEEN),
        place=name_of(asked.place, "地点或场合", "place", A21, breaches),
        documents=tuple(
            name_of(document, "材料名称", f"documents.{at}", A21, breaches)
            for at, document in enumerate(asked.documents)
        ),
        persons=persons_of(asked.persons, breaches),
    )
    return Refusal(tuple(breaches)) if breaches else kept


def persons_of(asked: tuple[Person, ...], breaches: list[Breach]) -> tuple[Person, ...]:
    """第二十一条：the persons of the office who may know of a clue, each once and not too many."""
    if len(asked) > MOST_PERSONS:
        breaches.append(Breach("PERSONS_TOO_MANY", f"知情人员至多 {MOST_PERSONS} 人", A21, "persons"))
        return ()
    kept = {}
    for at, person in enumerate(asked):
        subject = name_of(person.subject, "用户标识", f"persons.{at}.subject", A21, breaches, LONGEST_SUBJECT)
        kept[subject] = Person(subject, name_of(person.name, "姓名", f"persons.{at}.name", A21, breaches, 60))
    return tuple(kept.values())


def take(step: ClueStep, status: ClueStatus, note: str) -> tuple[ClueStatus, str] | Refusal:
    """第二十一条：judge a step with its note; return the status that follows and the note as it is kept."""
    breaches: list[Breach] = []
    allowed, following = STEPS[step]
    if status not in allowed:
        message = f"该线索{_WORDS[status]}，不能作此操作"
        breaches.append(Breach("CLUE_NOT_IN_STATUS", message, A21, "clueId"))
    kept = text_of(note, "说明", "note", A21, breaches, LONGEST_NOTE)
    if breaches:
        return Refusal(tuple(breaches))
    if step is ClueStep.SUPPLEMENT and status is _S.RETURNED:
        following = _S.TRANSFERRED
    return (following or status, kept)


def conclude(status: ClueStatus, outcome: str, note: str, today: date) -> tuple[ClueStatus, str] | Refusal:
    """第二十一条：a clue ends with an outcome from the list, and words on it."""
    taken = take(ClueStep.CONCLUDE, status, note)
    if term(rulebook.OUTCOMES.on(today), outcome) is not None:
        return taken
    known = "、".join(f"{t.name}（{t.code}）" for t in rulebook.OUTCOMES.on(today))
    others = taken.breaches if isinstance(taken, Refusal) else ()
    return Refusal((*others, Breach("OUTCOME_UNKNOWN", f"没有该办理结果，可选：{known}", A21, "outcome")))


def receipt_due(transferred_on: date, calendar: WorkCalendar) -> date:
    """第二十一条：until when discipline inspection is to receive a clue."""
    return calendar.add(transferred_on, rulebook.RECEIPT_DAYS.on(transferred_on))
