"""第八条（倒排）：what a file says of a plan, and how it becomes nodes: units by name in the directory, or by a default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.domain.node.spec import NodeDraft

A8 = Article(8)
MOST_BYTES = 5 * 1024 * 1024  # as it comes
MOST_UNPACKED = 24 * 1024 * 1024  # of one that comes packed
MOST_MARKS = 2_000_000  # beginnings and ends of elements in an XML file; ten thousand nodes have some 800,000
MOST_ATTRIBUTES = 200_000
MOST_TASKS = 10_000
PROVES = "完成证明材料"  # the evidence of a task that names none


class PlanFormat(StrEnum):
    """In which form a plan is exchanged."""

    MS_PROJECT = "MS_PROJECT"  # MS Project XML（MSPDI）
    CSV = "CSV"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """A node that is handed out, with its days where it has them."""

    draft: NodeDraft
    unit_name: str
    start_on: date | None
    due_on: date | None
    early_start_on: date | None
    early_due_on: date | None
    critical: bool | None
    completed_on: date | None
    baseline_start_on: date | None = None
    baseline_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """A plan, or a scenario, that is handed out."""

    project_name: str
    title: str
    target_on: date
    planned_on: date
    rows: tuple[ExportRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """What is wrong with a file: at which task, and what would mend it."""

    place: str | None
    name: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTask:
    """A task as a file has it. unit_names, people: who may be meant to answer, the likeliest first."""

    place: str
    code: str
    name: str
    stage: str | None
    key_link: str | None
    unit_id: UUID | None
    unit_names: tuple[str, ...]
    people: tuple[str, ...]
    duration: int
    unit: DayUnit
    links: tuple[Link, ...]
    evidence: tuple[str, ...]
    waits_for: str | None
    constraint: ConstraintKind | None
    constraint_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """What was read of a file. notes: what was understood in another way than written; not_carried: what has no place here."""

    target_on: date | None
    tasks: tuple[FileTask, ...]
    stages: int
    faults: tuple[FileFault, ...] = ()
    notes: tuple[str, ...] = ()
    not_carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Who answers, and with what evidence, for tasks of which the file does not say it."""

    unit_id: UUID | None = None
    person: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """The units that act: by name, and all of them by identity."""

    by_name: Mapping[str, Sequence[UUID]]
    ids: frozenset[UUID]


@dataclass(slots=True)
class Mapped:
    """The nodes that a file becomes, with what stands against it and what was filled in."""

    drafts: list[NodeDraft] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    unit_defaults: int = 0
    person_defaults: int = 0
    evidence_defaults: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What was filled in, in words."""
        said = (
            (self.unit_defaults, "个任务未写明或未能对应责任单位，采用给定的默认单位"),
            (self.person_defaults, "个任务未写明责任人，采用给定的默认责任人"),
            (self.evidence_defaults, "个任务未写明佐证材料，采用默认的材料名称"),
        )
        return tuple(f"{count}{words}" for count, words in said if count)


def mapped(plan: FilePlan, directory: Directory, defaults: Defaults) -> Mapped:
    """第八条（明确责任单位、责任人）：turn tasks into nodes; who answers is found by name, or is the default, or is asked for."""
    made = Mapped()
    for task in plan.tasks:
        unit, fault = _unit_of(task, directory)
        if unit is None and defaults.unit_id is not None:
            unit, fault, made.unit_defaults = defaults.unit_id, None, made.unit_defaults + 1
        if fault is not None:
            made.faults.append(fault)
        people = [p for p in task.people if p not in directory.by_name]
        person = people[0] if people else defaults.person
        if person is None:
            message = "未写明责任人，请在文件中补充，或给出默认责任人"
            made.faults.append(_fault(task, "PERSON_UNMAPPED", message))
        made.person_defaults += not people and person is not None
        made.evidence_defaults += not task.evidence
        if unit is not None and person is not None:
            made.drafts.append(_draft(task, unit, person, defaults))
    return made


def _unit_of(task: FileTask, directory: Directory) -> tuple[UUID | None, FileFault | None]:
    if task.unit_id is not None and task.unit_id in directory.ids:
        return task.unit_id, None
    for name in task.unit_names:
        found = directory.by_name.get(name, ())
        if len(found) == 1:
            return found[0], None
        if found:
            message = f"单位名录中有{len(found)}个“{name}”，无法确定是哪一个，请给出默认单位或改用导出文件中的单位标识"
            return None, _fault(task, "UNIT_AMBIGUOUS", message)
    named = "、".join(f"“{n}”" for n in task.unit_names)
    how = f"责任单位{named}不在单位名录中" if named else "未写明责任单位"
    return None, _fault(task, "UNIT_UNMAPPED", f"{how}，请改正名称，或给出默认单位")


def _draft(task: FileTask, unit: UUID, person: str, defaults: Defaults) -> NodeDraft:
    return NodeDraft(
        code=task.code,
        name=task.name,
        stage=task.stage,
        key_link=task.key_link or task.name,
        responsible_unit_id=unit,
        responsible_person=person,
        duration=task.duration,
        unit=task.unit,
        links=task.links,
        evidence=task.evidence or defaults.evidence or (PROVES,),
        waits_for=task.waits_for,
        constraint=task.constraint,
        constraint_on=task.constraint_on,
    )


def _fault(task: FileTask, code: str, message: str) -> FileFault:
    return FileFault(place=task.place, name=task.name, code=code, message=message)
