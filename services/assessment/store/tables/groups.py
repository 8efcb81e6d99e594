"""The groups of a quarter. They are written nowhere: which there are, and in which order, is what the quarter's scheme says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from sqlalchemy import JSON, cast, column, func, select, true
from sqlalchemy.orm import Mapped

from services.assessment.domain.score.record import Status
from services.assessment.store.base import Base, published_or_assessing, stored
from services.assessment.store.tables.results import Period
from services.assessment.store.tables.schemes import Scheme
from services.chassis.visibility import visible
from services.law.parties import UnitCategory

_RULE = (
    func.json_array_elements(Scheme.content["groups"])
    .table_valued(column("rule", JSON), with_ordinality="place", name="rules")
    .render_derived()
)
_GROUPS = (
    select(
        Period.id.label("period_id"),
        cast(_RULE.c.rule["group"].as_string(), stored(UnitCategory)).label("group"),
        _RULE.c.place,
        Period.division,
        Period.year,
        Period.quarter,
        Period.status,
    )
    .join(Scheme, Scheme.id == Period.scheme_id)
    .join(_RULE, true())
    .subquery("period_groups")
)


@visible(lambda actor, t: published_or_assessing(actor, t.status != Status.COMPUTED))
@Base.registry.mapped
class PeriodGroup:
    """An assessed group of a computed quarter; only to be read."""

    __table__ = _GROUPS
    __mapper_args__: ClassVar = {"primary_key": [_GROUPS.c.period_id, _GROUPS.c.group]}

    if TYPE_CHECKING:
        period_id: Mapped[UUID]
        group: Mapped[UnitCategory]
        place: Mapped[int]  # order in the scheme
        division: Mapped[str]
        year: Mapped[int]
        quarter: Mapped[int]
        status: Mapped[Status]
