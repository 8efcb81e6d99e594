"""第十三条（协助区领导协调解决……问题和困难）：a problem is raised to the project's leader, who answers on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_text
from services.schedule.domain.decision import Party, kept
from services.schedule.domain.leaders.terms import A13
from services.schedule.domain.ledger.terms import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseProblem:
    """The command: what the leader is asked to settle; it is an issue of the ledger besides."""

    project_id: UUID
    severity: Severity
    kind: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProblem:
    """The command: what the leader says to it."""

    problem_id: UUID
    text: str
    expected_version: int


def raise_faults(party: Party, service_unit_id: UUID, owner_id: UUID) -> list[Breach]:
    """第十三条：the project service, the serving unit and the owner bring problems to the leader."""
    if party.acts_as(Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY):
        return []
    if party.unit is not None and party.unit in {service_unit_id, owner_id}:
        return []
    message = "仅区项目服务部门、区投资主管部门、服务责任单位和项目业主可以向联系区领导提出问题"
    return [Breach("NOT_SERVICE_UNIT", message, A13, "projectId")]


def answer(party: Party, leader_subject: str, command: AnswerProblem) -> str | Refusal:
    """第十三条：only the leader to whom the problem was raised answers it; each answer stays on record."""
    faults: list[Breach] = []
    if party.subject != leader_subject:
        faults.append(Breach("NOT_THE_LEADER", "仅该项目的联系区领导本人可以答复", A13, "problemId"))
    text = kept(clean_text(command.text, "答复", "text", 4000), faults, "?", A13)
    if not text:
        faults.append(Breach("ANSWER_MISSING", "答复不能为空", A13, "text"))
    return Refusal(tuple(faults)) if faults else text
