"""What a period was computed from, and what counted in it: enough to compute it again at any time (A19)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, Text, Uuid, and_, column, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.store.base import Base, stored
from services.assessment.store.tables.results import IndicatorResult, UnitResult
from services.chassis.visibility import visible
from services.law.parties import UnitCategory

_AMOUNT = Numeric(20, 4)


@visible(lambda _actor, _t: true())  # asked for by nobody: `Counted` shows of it what the facts and results allow
class PeriodEntries(Base):
    """What counted for a unit under a measure, each thing at the same place of all arrays; in order of its source.

    A row for each thing would be a million rows a period. An array is null where none of its members says anything.
    """

    __tablename__ = "period_entries"
    __table_args__ = (Index("ix_period_entries_unit", "unit_id", "year"),)

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(stored(Measure), primary_key=True)
    division: Mapped[str]
    year: Mapped[int]  # of the period
    sources: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))  # facts; of QUARTER_RESULTS results
    outcomes: Mapped[list[str | None] | None] = mapped_column(ARRAY(Text))
    done: Mapped[list[Decimal | None] | None] = mapped_column(ARRAY(_AMOUNT))
    planned: Mapped[list[Decimal | None] | None] = mapped_column(ARRAY(_AMOUNT))
    codes: Mapped[list[str | None] | None] = mapped_column(ARRAY(Text))
    shares: Mapped[list[str | None] | None] = mapped_column(ARRAY(Text))  # as fractions; null: the whole
    exempted_by: Mapped[list[UUID | None] | None] = mapped_column(ARRAY(Uuid))
    digest: Mapped[str]  # SHA-256 of the row


@visible(lambda _actor, _t: true())
class CountedElsewhere(Base):
    """A fact that counted where its own row does not lead to: for another unit (of a merged one, or shared), or another year."""

    __tablename__ = "counted_elsewhere"
    __table_args__ = (Index("ix_counted_elsewhere_period", "period_id", "unit_id"),)

    fact_id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(stored(Measure), primary_key=True)
    division: Mapped[str]


@visible(lambda _actor, _t: true())
class PeriodGround(Base):
    """What a period was computed from, beside its scheme: which facts could be seen, and the units as they were then."""

    __tablename__ = "period_grounds"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"), primary_key=True)
    division: Mapped[str]
    snapshot: Mapped[str]  # PostgreSQL's: of which transactions the facts could be seen
    seen_at: Mapped[datetime]  # no fact received later is among them, whatever a restored database numbers it
    today: Mapped[date]
    units: Mapped[list[Any]]  # [unit, group]
    merged: Mapped[list[Any]]  # [unit, the one that stands for it]
    earlier: Mapped[list[Any]]  # [result, unit, year, quarter, score]


@visible(lambda _actor, _t: true())  # only published periods have any
class PeriodVerification(Base):
    """A published period was computed again from what it was computed from: was it the same, and who asked for it."""

    __tablename__ = "period_verifications"
    __table_args__ = (Index("ix_period_verifications_period", "period_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    kept: Mapped[str]
    again: Mapped[str]
    same: Mapped[bool]
    at: Mapped[datetime]
    verified_by: Mapped[str]
    verified_by_name: Mapped[str]


@visible(lambda _actor, _t: true())
class OrganizationGroup(Base):
    """Which category a unit has from a day on. A period is assessed by the category of its last day."""

    __tablename__ = "organization_groups"

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    category: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    since: Mapped[date]


_E = PeriodEntries
_ROW = (
    func.unnest(_E.sources, _E.outcomes, _E.codes, _E.shares, _E.exempted_by, _E.done, _E.planned)
    .table_valued(
        column("source_id", Uuid()),
        column("outcome", stored(Outcome)),
        column("code", Text()),
        column("share", Text()),
        column("exempted_by", Uuid()),
        column("done", _AMOUNT),
        column("planned", _AMOUNT),
        name="entry",
    )
    .render_derived()
)
_COUNTED = (
    select(
        IndicatorResult.id.label("indicator_id"),
        UnitResult.id.label("result_id"),
        _E.unit_id,
        _E.measure,
        _E.division,
        *(_ROW.c[name] for name in ("source_id", "outcome", "code", "share", "exempted_by", "done", "planned")),
    )
    .join(UnitResult, UnitResult.id == IndicatorResult.result_id)
    .join(
        _E,
        and_(
            _E.period_id == UnitResult.period_id,
            _E.unit_id == UnitResult.unit_id,
            _E.measure == IndicatorResult.measure,
        ),
    )
    .join(_ROW, or_(func.cardinality(IndicatorResult.only) == 0, _ROW.c.code == func.any(IndicatorResult.only)))
    .subquery("counted")
)


@visible(lambda _actor, _t: true())  # it only joins two ids: who may see neither end learns nothing
@Base.registry.mapped
class Counted:
    """A fact (or an earlier result) that an indicator looked at, and how it counted; only to be read."""

    __table__ = _COUNTED
    __mapper_args__: ClassVar = {"primary_key": [_COUNTED.c.indicator_id, _COUNTED.c.source_id]}

    if TYPE_CHECKING:
        indicator_id: Mapped[UUID]
        result_id: Mapped[UUID]
        unit_id: Mapped[UUID]
        measure: Mapped[Measure]
        division: Mapped[str]
        source_id: Mapped[UUID]
        outcome: Mapped[Outcome | None]
        code: Mapped[str | None]
        share: Mapped[str | None]
        exempted_by: Mapped[UUID | None]
        done: Mapped[Decimal | None]
        planned: Mapped[Decimal | None]
