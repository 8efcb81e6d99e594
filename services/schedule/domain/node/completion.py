"""第八条：a node is completed by its responsible unit, with the evidence that the plan asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept, quoted
from services.schedule.domain.events import NodeCompleted
from services.schedule.domain.node.factor import FactorRequest, factor_of, granted_on, standing
from services.schedule.domain.node.record import Node
from services.schedule.domain.node.state import working_days_late
from services.schedule.domain.opening import Ended, ended_faults

A8 = Article(8)
MOST_DOCUMENTS = 50
LONGEST_AGO_DAYS = 3660  # ten years; an earlier day of completion is a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One piece of evidence: which required evidence it proves, its title and number, its day, where it is kept, its file."""

    proves: str
    title: str
    number: str | None
    dated_on: date
    kept_at: str | None
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteNode:
    """The command. Without `completed_on` the node is completed today."""

    node_id: UUID
    documents: tuple[Document, ...]
    completed_on: date | None
    expected_version: int


@dataclass(frozen=True, slots=True)
class Completed:
    """The completed node and the evidence as it is kept."""

    node: Node
    documents: tuple[Document, ...]


def complete(
    node: Node,
    *,
    planned: bool,
    requests: Sequence[FactorRequest],
    party: Party,
    command: CompleteNode,
    today: date,
    calendar: WorkCalendar,
    ended: Ended | None = None,
) -> Decided[Completed] | Refusal:
    """第八条：明确各重要节点的责任单位（责任人）…… only the responsible unit completes a node, not before its factor is granted.

    planned: the node belongs to the plan in force. requests: all factor requests of the node, of whatever kind.
    ended: the project was taken out of the plan (第十一条).
    """
    completed_on = command.completed_on or today
    faults = [*ended_faults(ended, "办结节点", "nodeId"), *_standing_faults(node, planned=planned, party=party)]
    faults += _factor_faults(node, requests, completed_on, today)
    documents = _documents(command.documents, faults)
    faults += _evidence_faults(node, documents)
    faults += _day_faults(documents, completed_on, today)
    if faults:
        return Refusal(tuple(faults))
    done = replace(node, completed_on=completed_on, version=node.version + 1)
    event = NodeCompleted(
        node_id=node.id,
        project_id=node.project_id,
        responsible_unit_id=node.spec.responsible_unit_id,
        due_on=node.due_on,
        completed_on=completed_on,
        working_days_late=working_days_late(node.due_on, completed_on, calendar),
        division=node.division,
    )
    return Decided(Completed(done, documents), (event,))


def _standing_faults(node: Node, *, planned: bool, party: Party) -> list[Breach]:
    faults = []
    if party.unit != node.spec.responsible_unit_id:
        faults.append(Breach("NOT_RESPONSIBLE_UNIT", "仅本节点的责任单位可以办结该节点", A8, "nodeId"))
    if node.completed_on:
        faults.append(Breach("NODE_ALREADY_DONE", f"该节点已于{node.completed_on}办结，不能重复办结", A8, "nodeId"))
    if not planned:
        faults.append(Breach("NODE_NOT_IN_PLAN", "该节点已不在现行倒排计划中，不能办结", A8, "nodeId"))
    return faults


def _factor_faults(node: Node, requests: Sequence[FactorRequest], completed_on: date, today: date) -> list[Breach]:
    """A node that waits for a factor request (第十五条) is free from the day on which the request is granted in full."""
    waits_for = node.spec.waits_for
    if waits_for is None:
        return []
    factor, granted = factor_of(waits_for, today), granted_on(waits_for, requests)
    if granted is None:
        stands = standing(waits_for, requests)
        message = f"节点“{node.spec.name}”须待“{factor.name}”申请获准后方可办结：{stands}"
        return [Breach("WAITING_FOR_FACTOR", message, factor.article, "nodeId")]
    if completed_on < granted:
        message = f"办结日期{completed_on}早于“{factor.name}”获准日期{granted}，请更正办结日期"
        return [Breach("DONE_BEFORE_FACTOR", message, factor.article, "completedOn")]
    return []


def _documents(given: Sequence[Document], faults: list[Breach]) -> tuple[Document, ...]:
    if len(given) > MOST_DOCUMENTS:
        faults.append(Breach("TOO_MANY_DOCUMENTS", f"佐证材料不能超过{MOST_DOCUMENTS}份", A8, "documents"))
        return ()
    return tuple(
        Document(
            proves=kept(clean_name(d.proves, "对应的佐证要求", f"documents.{i}.proves"), faults, "", A8),
            title=kept(clean_name(d.title, "材料名称", f"documents.{i}.title"), faults, "", A8),
            number=kept(clean_text(d.number or "", "文号（证号）", f"documents.{i}.number", 100), faults, "", A8)
            or None,
            dated_on=d.dated_on,
            kept_at=kept(clean_text(d.kept_at or "", "存放位置", f"documents.{i}.keptAt", 500), faults, "", A8) or None,
            file_id=d.file_id,
        )
        for i, d in enumerate(given)
    )


def _evidence_faults(node: Node, documents: Sequence[Document]) -> list[Breach]:
    """过程可溯: each required piece of evidence is there, and nothing that the plan does not know."""
    proved = {d.proves for d in documents}
    missing = [
        Breach("EVIDENCE_MISSING", f"缺少佐证材料：{wanted}", A8, "documents")
        for wanted in node.spec.evidence
        if wanted not in proved
    ]
    wanted_all = "、".join(node.spec.evidence)
    unknown = [
        Breach(
            "EVIDENCE_UNKNOWN",
            f"{quoted(d.proves)}不在本节点要求的材料之列（{wanted_all}）",
            A8,
            f"documents.{i}.proves",
        )
        for i, d in enumerate(documents)
        if d.proves and d.proves not in node.spec.evidence
    ]
    return missing + unknown


def _day_faults(documents: Sequence[Document], completed_on: date, today: date) -> list[Breach]:
    """A node is not completed in the future, nor before its evidence existed: a late node cannot date itself back."""
    faults = []
    if completed_on > today:
        faults.append(Breach("COMPLETED_IN_FUTURE", f"办结日期{completed_on}晚于今日（{today}）", A8, "completedOn"))
    if (today - completed_on).days > LONGEST_AGO_DAYS:
        faults.append(Breach("COMPLETED_TOO_LONG_AGO", f"办结日期{completed_on}过早，请核对", A8, "completedOn"))
    faults += [
        Breach(
            "EVIDENCE_LATER",
            f"材料日期{d.dated_on}晚于办结日期{completed_on}，请更正其一",
            A8,
            f"documents.{i}.datedOn",
        )
        for i, d in enumerate(documents)
        if d.dated_on > completed_on
    ]
    return faults
