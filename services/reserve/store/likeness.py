"""Seeks projects that are like one that is entered: the same code, or a like name of the same owner, town or place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    union,
)

from services.chassis.faults import ApiError
from services.chassis.reads import through
from services.reserve.domain.record.duplicates import ALIKE
from services.reserve.domain.record.place import COUNTRY
from services.reserve.store import tables

# An arc of one degree of the meridian; a sphere is exact enough for a few hundred metres.
_DEGREE: Any = literal_column("111195.0", Float)
_HUNDRED: Any = literal_column("100", Integer)
_ROW: Any = literal_column("100000", Integer)
_NO: Any = literal_column("false", Boolean)
_ZERO: Any = literal_column("0", Integer)
_TWO: Any = literal_column("2", Integer)
_LONGEST = 200  # characters of a name
_COMPARED = ("id", "name", "owner_id", "town_id", "project_code", "longitude", "latitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What is said of the project that is entered, as values or as binds; `id` where it is there already."""

    name: Any
    owner_id: Any = None
    town_id: Any = None
    project_code: Any = None
    longitude: Any = None
    latitude: Any = None
    id: Any = None

    @property
    def placed(self) -> bool:
        """Whether a location is given."""
        return self.longitude is not None and self.latitude is not None


def alike(entered: Entered, today: Any) -> Select[Any]:
    """Return the likest projects with their likeness; the caller narrows them to what a person may see."""
    project, near = tables.Project, _candidates(entered, today).subquery("near").c
    found = select(near.id, *_likeness(near, entered))
    if entered.id is not None:
        found = found.where(near.id != entered.id)
    # kept apart, so that a name is taken to pieces once and not for each use of its likeness
    like = found.cte("likeness").prefix_with("MATERIALIZED")
    similar = like.c.similarity >= _limit(today, "similarity", Float())
    beside = or_(like.c.same_owner, like.c.same_town, like.c.metres <= _limit(today, "metres", Integer()))
    shown = select(
        project.id.label("project_id"),
        project.name.label("name"),
        cast(func.round(cast(like.c.similarity, Numeric), _TWO), Numeric).label("similarity"),
        *(like.c[name].label(name) for name in ("same_owner", "same_town", "same_code", "metres")),
    )
    return (
        shown.join(like, like.c.id == project.id)
        .where(or_(like.c.same_code, and_(similar, beside)))
        .order_by(like.c.same_code.desc(), like.c.similarity.desc(), project.id)
        .limit(_limit(today, "shown", Integer()))
    )


def _limit(today: Any, of: str, kind: Any) -> Any:
    """Bind one of the day's limits."""
    return through(today, lambda day: kind.python_type(getattr(ALIKE.on(day), of)), kind)


def _candidates(entered: Entered, today: Any) -> Any:
    """Seek by index all that has the owner, the town, the code or the place; what has none of them is no duplicate."""
    project = tables.Project
    any_ = select(*(getattr(project, name) for name in _COMPARED))
    ways = []
    for of, value in ((project.owner_id, entered.owner_id), (project.town_id, entered.town_id)):
        if value is not None:
            ways.append(any_.where(of == value))
    if entered.project_code is not None:
        ways.append(any_.where(project.project_code == _code(entered)))
    if entered.placed:
        ways.append(any_.where(project.cell == func.any(func.array(_cells(entered, today)))))
    return union(*ways) if ways else any_.where(_NO)


def _cells(entered: Entered, today: Any) -> Any:
    """Name the cells (`Project.cell`) that have any point within reach."""
    east, north, reach = *_place(entered), _limit(today, "metres", Integer()) / _DEGREE
    wide = reach / func.cos(func.radians(north))

    def between(degrees: Any, by: Any, name: str) -> Any:
        first, last = (cast(func.floor((degrees + way * by) * _HUNDRED), Integer) for way in (_MINUS, _PLUS))
        return func.generate_series(first, last).table_valued(column("n", Integer)).render_derived(name=name)

    y, x = between(north, reach, "y"), between(east, wide, "x")
    return select(y.c.n * _ROW + x.c.n).select_from(y).join(x, literal_column("true", Boolean)).scalar_subquery()


_MINUS: Any = literal_column("-1", Integer)
_PLUS: Any = literal_column("1", Integer)


def _likeness(near: Any, entered: Entered) -> list[ColumnElement[Any]]:
    asked = select(func.name_trigrams(through(entered.name, _name, Text()))).scalar_subquery()
    similarity = func.name_similarity(func.name_trigrams(near.name), asked, type_=Float())
    owner = _NO if entered.owner_id is None else near.owner_id == entered.owner_id
    town = _NO if entered.town_id is None else func.coalesce(near.town_id == entered.town_id, _NO)
    code = _NO if entered.project_code is None else func.coalesce(near.project_code == _code(entered), _NO)
    return [
        similarity.label("similarity"),
        owner.label("same_owner"),
        town.label("same_town"),
        code.label("same_code"),
        _metres(near, entered).label("metres"),
    ]


def _metres(near: Any, entered: Entered) -> ColumnElement[Any]:
    if not entered.placed:
        return literal_column("null::int", Integer)
    east, north = _place(entered)
    up = cast(near.latitude, Float) - north
    along = (cast(near.longitude, Float) - east) * func.cos(func.radians(north))
    metres = cast(func.round(_DEGREE * func.sqrt(up * up + along * along)), Integer)
    return case((near.longitude.is_not(None), metres))


def _place(entered: Entered) -> tuple[Any, Any]:
    return through(entered.longitude, _longitude, Float()), through(entered.latitude, _latitude, Float())


def _code(entered: Entered) -> Any:
    return through(entered.project_code, str.strip, Text())


def _name(written: str) -> str:
    return written.strip()[:_LONGEST]


def _longitude(degrees: Decimal) -> float:
    box = COUNTRY.on(date.max)
    return _within(degrees, box.west, box.east, "经度")


def _latitude(degrees: Decimal) -> float:
    box = COUNTRY.on(date.max)
    return _within(degrees, box.south, box.north, "纬度")


def _within(degrees: Decimal, least: Decimal, most: Decimal, label: str) -> float:
    if not least <= degrees <= most:
        raise ApiError("BAD_INPUT", f"{label}应在{least}至{most}之间 / degrees must be within {least} and {most}")
    return float(degrees)
