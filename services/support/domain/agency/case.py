"""第十四条：the owner asks of its own will, confirms who may act for it, and revokes at once; the department names an agent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain import wording
from services.support.domain.agency.rulebook import LONGEST_TERM_DAYS
from services.support.domain.agency.terms import A14, CASE_NAMES, AuthorisationState, CaseState, EntryKind, Route, Stage
from services.support.domain.request import Acting, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One project's agency. from_on, until_on: the term that the owner asked for; agent: the person of the department."""

    id: UUID
    version: int
    division: str
    project_id: UUID
    owner_id: UUID
    route: Route
    stages: tuple[str, ...]
    item_codes: tuple[str, ...]
    from_on: date
    until_on: date
    note: str
    state: CaseState
    applied_on: date
    service_unit_id: UUID | None = None
    agent_subject: str | None = None
    agent_name: str | None = None
    answered_on: date | None = None
    answer: str | None = None
    ended_on: date | None = None
    ended_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """The owner's own confirmation: which stages and items, from one day to another, both included."""

    id: UUID
    seq: int
    stages: tuple[str, ...]
    item_codes: tuple[str, ...]
    from_on: date
    until_on: date
    granted_at: datetime
    granted_by: str
    granted_by_name: str
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    revoked_by_name: str | None = None
    revoked_reason: str | None = None

    def state_on(self, today: date) -> AuthorisationState:
        """Say whether it holds on a day."""
        if self.revoked_at is not None:
            return AuthorisationState.REVOKED
        if today < self.from_on:
            return AuthorisationState.NOT_YET
        return AuthorisationState.OVER if today > self.until_on else AuthorisationState.IN_FORCE

    def covers(self, stage: Stage, code: str) -> bool:
        """Whether an item is within its scope."""
        return stage in self.stages or code in self.item_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What is written into the log: which step, in which words."""

    kind: EntryKind
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """A case after a step, with what it leaves behind."""

    case: Case
    entry: Entered
    authorisation: Authorisation | None = None
    events: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an owner asks for, or confirms: stages and single items, and the term."""

    stages: tuple[Stage, ...]
    item_codes: tuple[str, ...]
    from_on: date
    until_on: date


def apply(
    case: Case, known: frozenset[str], open_already: UUID | None, acting: Acting, today: date
) -> CaseChange | Refusal:
    """第十四条：the owner applies, for its own project, of its own will. known: the items that the route has."""
    note = wording.optional(case.note, "申请说明", A14, "note")
    wanted = Wanted(
        stages=tuple(Stage(s) for s in case.stages),
        item_codes=case.item_codes,
        from_on=case.from_on,
        until_on=case.until_on,
    )
    stranger = not_owner(case.owner_id, acting)
    breaches = found(
        stranger,
        None if stranger else _running(open_already),
        *scope_faults(wanted, known, today),
        note if isinstance(note, Breach) else None,
    )
    if breaches or isinstance(note, Breach):
        return Refusal(breaches)
    return CaseChange(case=replace(case, note=note), entry=Entered(kind=EntryKind.APPLIED, text=note))


def accept(
    case: Case, agent: tuple[str, str], items: int, note: str | None, acting: Acting, today: date
) -> CaseChange | Refusal:
    """第十四条：the project service department takes the agency on and names the person who acts."""
    said = wording.optional(note, "答复", A14, "note")
    named = _agent(agent)
    breaches = found(
        not_service(case.division, acting),
        not_in(case, {CaseState.APPLIED}, "答复"),
        named if isinstance(named, Breach) else None,
        None if items else Breach("AGENCY_EMPTY", "按申请范围没有可代办的事项，请与业主核对审批方式和范围", A14),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach) or isinstance(named, Breach):
        return Refusal(breaches)
    subject, name = named
    after = stepped(
        case,
        state=CaseState.ACCEPTED,
        service_unit_id=acting.unit,
        agent_subject=subject,
        agent_name=name,
        answered_on=today,
        answer=said,
    )
    return CaseChange(case=after, entry=Entered(kind=EntryKind.ACCEPTED, text=f"代办员：{name}。{said}".rstrip()))


def decline(case: Case, reason: str, acting: Acting, today: date) -> CaseChange | Refusal:
    """第十四条：an application is declined with the reason; the owner may apply again."""
    said = wording.required(reason, "不予代办的理由", A14, "reason")
    breaches = found(
        not_service(case.division, acting),
        not_in(case, {CaseState.APPLIED}, "答复"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = stepped(case, state=CaseState.DECLINED, answered_on=today, answer=said, ended_on=today, ended_reason=said)
    return CaseChange(case=after, entry=Entered(kind=EntryKind.DECLINED, text=said))


def hand_over(case: Case, agent: tuple[str, str], reason: str, acting: Acting) -> CaseChange | Refusal:
    """第十四条：another person of the department acts from now on; who acted before stays in the log."""
    named = _agent(agent)
    said = wording.required(reason, "交接理由", A14, "reason")
    same = not isinstance(named, Breach) and named[0] == case.agent_subject
    breaches = found(
        not_service(case.division, acting),
        not_in(case, {CaseState.ACCEPTED}, "交接"),
        Breach("AGENT_SAME", "新代办员与现代办员相同", A14, "agentSubject") if same else None,
        named if isinstance(named, Breach) else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach) or isinstance(named, Breach):
        return Refusal(breaches)
    subject, name = named
    text = f"{case.agent_name} → {name}：{said}"
    after = stepped(case, agent_subject=subject, agent_name=name)
    return CaseChange(case=after, entry=Entered(kind=EntryKind.HANDED_OVER, text=text))


def cancel(case: Case, reason: str, acting: Acting, today: date) -> CaseChange | Refusal:
    """第十四条：the owner, or the department, ends an agency; what is under way with a bureau goes on as a request of its own."""
    said = wording.required(reason, "终止理由", A14, "reason")
    owner = not_owner(case.owner_id, acting)
    entitled = owner is None or not_service(case.division, acting) is None
    breaches = found(
        None if entitled else owner,
        not_in(case, {CaseState.APPLIED, CaseState.ACCEPTED}, "终止"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = stepped(case, state=CaseState.CANCELLED, ended_on=today, ended_reason=said)
    return CaseChange(case=after, entry=Entered(kind=EntryKind.CANCELLED, text=said))


def finished(case: Case, today: date) -> CaseChange:
    """第十四条：with its last item settled an agency is finished by itself."""
    return CaseChange(
        case=stepped(case, state=CaseState.FINISHED, ended_on=today), entry=Entered(kind=EntryKind.FINISHED)
    )


def not_owner(owner: UUID, acting: Acting) -> Breach | None:
    """第十四条：only the project's owner decides whether it is represented."""
    if Role.OWNER in acting.roles and acting.unit == owner:
        return None
    return Breach("NOT_THE_OWNER", "仅项目业主可以申请代办、授权和撤销授权", A14)


def not_service(division: str, acting: Acting) -> Breach | None:
    """第十四条：the project service department of the division is responsible for the agency, not that of the city above it."""
    if Role.PROJECT_SERVICE in acting.roles and acting.unit is not None and acting.division == division:
        return None
    return Breach("NOT_PROJECT_SERVICE", "仅区项目服务部门可以操作", A14)


def not_in(case: Case, allowed: set[CaseState], doing: str) -> Breach | None:
    """Name the state that does not allow what is being done."""
    if case.state in allowed:
        return None
    return Breach("AGENCY_STATE_NOT_ALLOWED", f"该代办{CASE_NAMES[case.state]}，不能{doing}", A14)


def _running(open_already: UUID | None) -> Breach | None:
    if open_already is None:
        return None
    message = f"该项目已有进行中的代办（{open_already}），请在其中扩大范围，或终止后重新申请"
    return Breach("AGENCY_EXISTS", message, A14, "projectId")


def scope_faults(wanted: Wanted, known: frozenset[str], today: date) -> tuple[Breach, ...]:
    longest = LONGEST_TERM_DAYS.on(today)
    unknown = sorted(set(wanted.item_codes) - known)
    checks = (
        (
            not wanted.stages and not wanted.item_codes,
            "SCOPE_EMPTY",
            "请写明代办的阶段或事项（stages 或 itemCodes）",
            "scope.stages",
        ),
        (
            bool(unknown),
            "ITEM_UNKNOWN",
            f"清单中没有这些事项，或不适用该审批方式：{'、'.join(unknown)[:200]}",
            "scope.itemCodes",
        ),
        (wanted.until_on < wanted.from_on, "TERM_INVALID", "截止日不能早于起始日", "scope.untilOn"),
        (wanted.until_on < today, "TERM_OVER", "截止日不能早于今天", "scope.untilOn"),
        (
            wanted.until_on - wanted.from_on >= timedelta(days=longest),
            "TERM_TOO_LONG",
            f"一次期限最长 {longest} 天，期满可以续期",
            "scope.untilOn",
        ),
    )
    return tuple(Breach(code, message, A14, field) for wrong, code, message, field in checks if wrong)


def _agent(agent: tuple[str, str]) -> tuple[str, str] | Breach:
    if not all(part.strip() for part in agent):
        return Breach("AGENT_MISSING", "请写明代办员的账号和姓名", A14, "agentSubject")
    subject = wording.required(agent[0], "代办员账号", A14, "agentSubject", longest=_LONGEST_NAME)
    name = wording.required(agent[1], "代办员姓名", A14, "agentName", longest=_LONGEST_NAME)
    if isinstance(subject, Breach):
        return subject
    return name if isinstance(name, Breach) else (subject, name)


_LONGEST_NAME = 100


def stepped(case: Case, **changes: Any) -> Case:
    return replace(case, version=case.version + 1, **changes)
