"""第十一条: carry last year's unfinished construction projects over into next year's draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.document import amount
from services.reserve.domain.adjustment import carry_over as rules
from services.reserve.domain.adjustment.carry_over import Carrying, CarryOutcome, Line, building
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Plan
from services.reserve.domain.reading import Reading
from services.reserve.store import carrying_over, plans, since, tables
from services.reserve.store.history import Entry, remember
from services.reserve.store.sorting import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """From which plan into which; whom to leave out by an exception; what to invest in the year."""

    from_plan_id: UUID
    to_plan_id: UUID
    expected_version: int
    exceptions: tuple[tuple[UUID, str, str], ...] = ()  # project, reason, approver
    annual: tuple[tuple[UUID, Decimal], ...] = ()


async def carry_over(work: Work, command: CarryOver) -> UUID | Refusal:
    """Carry over what is not finished; run again, it carries what is new only."""
    ids = sorted({command.from_plan_id, command.to_plan_id})  # in one order, so that two at once do not wait for ever
    rows = {id_: await plans.lock(work, id_) for id_ in ids}
    last_row, row = rows[command.from_plan_id], rows[command.to_plan_id]
    if last_row is None or row is None:
        return Refusal.of(replace(plans.UNKNOWN, field="fromPlanId" if last_row is None else "toPlanId"))
    last, before = await plans.state_of(work.session, last_row), await plans.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    named = [i.project_id for i in building(last)]
    given = Carrying(
        projects=await carrying_over.projects_of(work.session, named),
        finished=await carrying_over.finished(work.session, named, before.drafted_on, work.today),
        exceptions=_exceptions(reading, command.exceptions),
        annual={p: reading.amount(a, f"annualInvestments.{p}", Article(2)) for p, a in command.annual},
        parts=await carrying_over.parts_of(work.session, named),
    )
    decision = reading.judged(rules.carry_over(last, before, given))
    if isinstance(decision, Refusal):
        return decision
    carried = decision.state
    await _keep(work, last_row, before, carried.plan, carried.lines, given)
    await plans.save(work, row, before, carried.plan, "carryOver", None)
    return row.id


def _exceptions(reading: Reading, written: Sequence[tuple[UUID, str, str]]) -> dict[UUID, Exempted]:
    read = {}
    for project, reason, approver in written:
        field = f"exceptions.{project}"
        exempted = Exempted(
            reading.text(reason, "例外理由", field), reading.optional_name(approver, "例外批准人", field) or ""
        )
        if not exempted.reason or not exempted.approver:
            message = "不结转的须同时写明理由和批准人"
            reading.found(Breach("EXCEPTION_INCOMPLETE", message, A11, field))
        read[project] = exempted
    return read


async def _keep(
    work: Work, last: tables.Plan, before: Plan, after: Plan, lines: Sequence[Line], given: Carrying
) -> None:
    kept = [line for line in lines if line.outcome is not CarryOutcome.ALREADY_LISTED]
    table = tables.CarryOver
    again = [line.project_id for line in kept]
    await work.session.execute(delete(table).where(table.plan_id == after.id, table.project_id.in_(again)))
    work.session.add_all(_row(work, last, after, line) for line in kept)
    for item in after.items[len(before.items) :]:
        work.session.add(plans.item_row(work, after, item))
        entry = Entry(
            project_id=item.project_id,
            version=given.projects[item.project_id].version,
            action="carryOver",
            before={},
            after={"plan": f"{after.year} {item.kind} {amount(item.annual_investment)}"},
        )
        await remember(work, entry)


def _row(work: Work, last: tables.Plan, plan: Plan, line: Line) -> tables.CarryOver:
    return tables.CarryOver(
        id=work.new_id(),
        division=plan.division,
        plan_id=plan.id,
        from_plan_id=last.id,
        project_id=line.project_id,
        project_name=line.name,
        sort_key=sort_key(line.name),
        outcome=line.outcome,
        evidence_id=line.evidence_id,
        beside_id=line.beside_id,
        exception_reason=line.exempted.reason if line.exempted else None,
        exception_approver=line.exempted.approver if line.exempted else None,
        recorded_at=work.now,
        recorded_by=work.actor.name,
    )
