"""A unit objects to its announced result (A19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import ObjectionRaised
from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep, Point
from services.assessment.domain.review.objection import Asked, raise_objection
from services.assessment.domain.review.rulebook import DECISION_DAYS
from services.assessment.domain.score.model import indicators_of
from services.assessment.store import attachments, objections, periods, schemes, tables
from services.assessment.store.tables.objections import OBJECTION
from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("RESULT_UNKNOWN", "没有该考核结果，或不是贵单位的", field="resultId")
FACT_UNKNOWN = Breach("FACT_UNKNOWN", "没有该事实，或贵单位无权查看", field="factId")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseObjection:
    """To which result in which version; indicator_code and fact_id: at what of it it points."""

    result_id: UUID
    expected_version: int
    indicator_code: str | None
    fact_id: UUID | None
    grounds: str
    asks_for: str | None
    file_ids: Sequence[UUID]


async def raise_an_objection(work: Work, command: RaiseObjection) -> UUID | Refusal:
    """Take an objection in, with its files; the authority has some working days to decide it."""
    await periods.hold(work)
    result = await _own_result(work, command.result_id)
    if result is None:
        return Refusal.of(UNKNOWN)
    row = await work.session.get_one(tables.Period, result.period_id)
    scheme = schemes.state_of(await work.session.get_one(tables.Scheme, row.scheme_id))
    rule = scheme.rule_of(result.group)
    assert rule is not None, "a group is on record only under a rule"
    asked = Asked(Point(command.indicator_code, command.fact_id), command.grounds, command.asks_for)
    period = periods.state_of(row)
    codes = [indicator.code for indicator in indicators_of(rule, period.period)]
    open_ones = await objections.open_points(work.session, result.id)
    decision = raise_objection(asked, period, codes, open_ones, work.today)
    lost = stale(result.version, command.expected_version)
    faults = [lost] if lost else []
    faults += decision.breaches if isinstance(decision, Refusal) else ()
    faults += await _unknown_fact(work, command.fact_id)
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        return Refusal(tuple(faults))
    objection = _row(work, row, result, asked.point)
    objection.grounds, objection.asks_for = decision.grounds, decision.asks_for
    work.session.add(objection)
    await work.session.flush()
    objections.note(work, objection.id, ObjectionStep.RAISED, None)
    await attachments.hang(work, files, OBJECTION, objection.id)
    await work.record(
        ObjectionRaised(
            objection_id=objection.id,
            result_id=result.id,
            unit_id=result.unit_id,
            year=row.year,
            quarter=row.quarter,
            period=str(periods.state_of(row).period),
            indicator_code=objection.indicator_code,
            fact_id=objection.fact_id,
            division=row.division,
        )
    )
    shown = {"resultId": result.id, "indicatorCode": objection.indicator_code, "grounds": objection.grounds}
    await work.audit("raiseObjection", f"objection/{objection.id}", None, shown | {"files": [f.sm3 for f in files]})
    return objection.id


async def _own_result(work: Work, id: UUID) -> tables.UnitResult | None:
    if work.actor.unit is None:
        return None
    result = tables.UnitResult
    own = visible_select(result, work.actor).where(
        result.id == id, result.division == work.actor.division, result.unit_id == work.actor.unit
    )
    return (await work.session.scalars(own)).one_or_none()


async def _unknown_fact(work: Work, fact_id: UUID | None) -> list[Breach]:
    if fact_id is None:
        return []
    fact = tables.Fact
    seen = await work.session.scalar(
        visible_select(fact, work.actor).where(fact.id == fact_id).with_only_columns(fact.id)
    )
    return [FACT_UNKNOWN] if seen is None else []


def _row(work: Work, row: tables.Period, result: tables.UnitResult, point: Point) -> tables.Objection:
    return tables.Objection(
        id=work.new_id(),
        division=row.division,
        period_id=row.id,
        result_id=result.id,
        year=row.year,
        quarter=row.quarter,
        group=result.group,
        unit_id=result.unit_id,
        indicator_code=point.indicator_code,
        fact_id=point.fact_id,
        score=result.score,
        rank=result.rank,
        grounds="",
        status=ObjectionStatus.RAISED,
        raised_at=work.now,
        raised_on=work.today,
        raised_by=work.actor.subject,
        raised_by_name=work.actor.name,
        decide_by=calendar().add(work.today, DECISION_DAYS.on(work.today)),
    )
