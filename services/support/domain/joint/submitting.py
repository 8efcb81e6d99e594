"""第十七条（二）：submit several evaluations of one project as one matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.joint.model import Joint, JointChange, once
from services.support.domain.kinds.ecology import JointKind
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import Action, Change


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of submitting one part, as if it were submitted alone."""

    kind: str
    outcome: Change | Refusal


def limited(rule: RequestKind, joint: JointKind) -> RequestKind:
    """Give a part the one clock of the joint matter."""
    return replace(rule, working_days=joint.working_days, warning_days=joint.warning_days)


def misfits(
    kinds: Sequence[str], rules: Mapping[str, RequestKind], joint: JointKind, unfinished: UUID | None
) -> tuple[Breach, ...]:
    """第十七条（二）：多项环评事项: at least two, each once, all evaluations; one joint matter of a project at a time."""
    faults: list[Breach] = []
    names = "、".join(f"{code}（{rules[code].name}）" for code in sorted(joint.kinds) if code in rules)
    for code in dict.fromkeys(kinds):
        if code not in joint.kinds or code not in rules:
            message = f"“{joint.name}”不包含事项 {wording.quoted(code)}；可以合并的：{names}"
            faults.append(Breach("JOINT_PART_UNKNOWN", message, joint.article, f"evaluations.{code}.kind"))
        if kinds.count(code) > 1:
            message = f"同一环评事项只填一次：{code}"
            faults.append(Breach("JOINT_PART_REPEATED", message, joint.article, f"evaluations.{code}.kind"))
    if len(set(kinds)) < joint.fewest:
        message = f"“{joint.name}”至少包含{joint.fewest}项；只有一项的，请单独提交该项申请"
        faults.append(Breach("JOINT_TOO_FEW", message, joint.article, "evaluations"))
    if unfinished is not None:
        message = f"该项目已有一件“{joint.name}”（{unfinished}）正在办理，请待其办结或撤回后再提交"
        faults.append(Breach("JOINT_ALREADY_OPEN", message, joint.article, "projectId"))
    return tuple(faults)


def repeated(kind: str, request_id: UUID, rule: JointKind) -> Breach:
    """第十七条（二）：an evaluation that is asked for alone already is decided alone, or withdrawn first."""
    message = f"该项目的这一环评事项已单独申请（{request_id}）且未办结；请先撤回再并入，或不列入本次合并"
    return Breach("REQUEST_ALREADY_OPEN", message, rule.article, f"evaluations.{kind}.kind")


def combine(
    id: UUID, judged: Sequence[Judged], faults: Sequence[Breach], rule: JointKind, purpose: str, today: date
) -> JointChange | Refusal:
    """第十七条（二）：receive all parts as one, or refuse with what is wrong with any of them."""
    breaches = list(faults)
    for part in judged:
        if isinstance(part.outcome, Refusal):
            breaches += of_part(part.kind, part.outcome).breaches
    changes = tuple(part.outcome for part in judged if isinstance(part.outcome, Change))
    if breaches or not changes:
        return Refusal(once(breaches))
    parts = tuple(replace(change, request=replace(change.request, parent_id=id)) for change in changes)
    first = parts[0].request
    joint = Joint(
        id=id,
        version=1,
        division=first.division,
        kind=rule.code,
        project_id=first.project_id,
        node_id=first.node_id,
        bureau_id=first.bureau_id,
        applicant_id=first.applicant_id,
        purpose=purpose,
        state=first.state,
        received_on=today,
        stepped_on=today,
    )
    return JointChange(joint=joint, action=Action.SUBMITTED, parts=parts)


def of_part(kind: str, refused: Refusal) -> Refusal:
    """Say whose form is wrong; every other fault is that of all parts."""
    return Refusal(
        tuple(
            replace(b, field=f"evaluations.{kind}.{b.field}") if (b.field or "").startswith("form.") else b
            for b in refused.breaches
        )
    )
