"""第十七条（二）：the state of a joint matter and its parts, and how one step of all of them is made of the steps of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.support.domain.kinds.ecology import JointKind
from services.support.domain.kinds.model import Outcome, RequestKind
from services.support.domain.opinion import Stance
from services.support.domain.request import OPEN, Action, Change, Request, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What a joint matter says for all its parts; its clock is theirs."""

    id: UUID
    version: int
    division: str
    kind: str
    project_id: UUID
    node_id: UUID | None
    bureau_id: UUID
    applicant_id: UUID
    purpose: str
    state: State
    received_on: date
    stepped_on: date
    ended_on: date | None = None
    claimant: str | None = None
    claimant_name: str | None = None
    outcome: Outcome | None = None
    reason: str | None = None
    document_number: str | None = None
    meetings: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a joint matter with the rule of its own kind on the day of receipt."""

    request: Request
    rule: RequestKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """A unit at the meeting, and what it thinks."""

    unit_id: UUID
    stance: Stance
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """牵头会商: the meeting that the ecology department convened for all parts at once."""

    held_on: date
    place: str
    conclusion: str
    attending: tuple[Attending, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointChange:
    """What a step has done: the joint matter after it, and one change for each part; a meeting changes no part."""

    joint: Joint
    action: Action
    note: str = ""
    parts: tuple[Change, ...] = ()
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """A joint matter, all its parts in one order, its rule; they are never anything but in one state."""

    joint: Joint
    parts: tuple[Part, ...]
    rule: JointKind

    def __post_init__(self) -> None:
        """Raise ValueError when parts have come apart: nothing may go on from there."""
        states = {part.request.state for part in self.parts} | {self.joint.state}
        if len(states) != 1 or not self.parts:
            raise ValueError(f"the parts of {self.joint.id} are apart: {sorted(states)}")

    @property
    def first(self) -> Part:
        """The part that stands for all where they are alike."""
        return self.parts[0]

    def step(
        self, each: Callable[[Part], Change | Refusal], today: date, breaches: Iterable[Breach | None] = ()
    ) -> JointChange | Refusal:
        """Take a step with every part, or with none where any is refused; what is refused for several is told once."""
        made = [each(part) for part in self.parts]
        faults = [b for b in breaches if b is not None]
        faults += [b for step in made if isinstance(step, Refusal) for b in step.breaches]
        changes = tuple(step for step in made if isinstance(step, Change))
        if faults or len(changes) != len(self.parts):
            return Refusal(once(faults))
        after = changes[0].request
        joint = replace(
            self.joint,
            version=self.joint.version + 1,
            state=after.state,
            stepped_on=today,
            ended_on=after.clock.ended_on,
            claimant=after.claimant,
            claimant_name=after.claimant_name,
        )
        change = JointChange(joint=joint, action=changes[0].action, note=changes[0].note, parts=changes)
        Together(joint, tuple(Part(c.request, p.rule) for c, p in zip(changes, self.parts, strict=True)), self.rule)
        return change


def once(faults: Iterable[Breach]) -> tuple[Breach, ...]:
    """Tell a breach once, however many parts have it: code and field say which it is."""
    told: dict[tuple[str, str | None], Breach] = {}
    for fault in faults:
        told.setdefault((fault.code, fault.field), fault)
    return tuple(told.values())


def not_alone(request: Request, rule: RequestKind) -> Breach | None:
    """第十七条（二）：统一受理、一并批复: a part of a joint matter takes no step alone until all are decided together."""
    if request.parent_id is None or request.state not in OPEN:
        return None
    message = f"该申请属于“多评合一”事项（{request.parent_id}），须与其他环评事项统一办理，请对该联合事项操作"
    return Breach("PART_OF_JOINT_MATTER", message, rule.article, "requestId")
