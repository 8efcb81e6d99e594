"""Every figure of a pack: how it was worked out, of which rows, and by which query anyone can see it again (A19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.assessment.domain.card.model import Colour
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.report.model import MEAN_PLACES, POINT_PLACES, GroupPart, mean
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.scheme.names import group_name


class FigureScope(StrEnum):
    """Of what a figure is."""

    ALL = "ALL"  # 全区
    GROUP = "GROUP"  # 考核组
    UNIT = "UNIT"  # 单位


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it says, its query, its rule, and the rows that it was worked out of with their values."""

    code: str
    scope: FigureScope
    key: str
    name: str
    label: str
    value: Decimal
    places: int
    unit: str
    query: str
    computed_as: str
    rows: tuple[tuple[UUID, str], ...]

    @property
    def written(self) -> str:
        """The value with its places.

        >>> Figure("N", FigureScope.ALL, "", "全区", "数", Decimal(3), 0, "个", "", "", ()).written
        '3'
        """
        return f"{self.value:.{self.places}f}"


def figures(pack: Pack) -> tuple[Figure, ...]:
    """Work all figures of a pack out, the whole district first, then by group and unit in their order."""
    made = [*_of_all(pack)]
    for part in pack.groups:
        if part.units:
            made += _of_group(pack, part)
            made += _of_units(pack, part)
    return tuple(made)


def _asked(pack: Pack, rest: str) -> str:
    quarter = f", quarter: {pack.period.number}" if pack.period.number else ""
    return f"{{ period(year: {pack.period.year}{quarter}) {{ {rest} }} }}"


def _of_all(pack: Pack) -> Iterator[Figure]:
    ranked = tuple((u.result_id, f"{u.score:f}") for g in pack.groups for u in g.units)
    units = _asked(pack, "groups { group units { totalCount } }")

    def whole(code: str, label: str, rows: tuple[tuple[UUID, str], ...], unit: str, query: str, rule: str) -> Figure:
        return Figure(code, FigureScope.ALL, "", "全区", label, Decimal(len(rows)), 0, unit, query, rule, rows)

    yield whole("UNITS", "参加排名的单位", ranked, "个", units, "各组排名单位数之和")
    if not isinstance(pack.period, Quarter):
        return  # cards are of quarters
    for colour, name in ((Colour.YELLOW, "黄牌"), (Colour.RED, "红牌")):
        found = tuple((c.card_id, c.unit) for c in pack.cards if c.colour is colour)
        of_quarter = f"year: {pack.period.year}, quarter: {pack.period.number}, colour: {colour.value}, inForce: true"
        query = f"{{ cards(filter: {{ {of_quarter} }}) {{ totalCount }} }}"
        yield whole(colour.value, name, found, "张", query, f"本期有效的{name}数")


def _of_group(pack: Pack, part: GroupPart) -> Iterator[Figure]:
    quarter = f"quarter: {pack.period.number}, " if pack.period.number else ""
    of = f"year: {pack.period.year}, {quarter}group: {part.group.value}"
    query = f"{{ result({of}) {{ units {{ totalCount edges {{ node {{ score }} }} }} }} }}"
    name, scores = group_name(part.group), tuple(u.score for u in part.units)
    rows = tuple((u.result_id, f"{u.score:f}") for u in part.units)

    def told(code: str, label: str, value: Decimal, places: int, unit: str, rule: str) -> Figure:
        return Figure(code, FigureScope.GROUP, part.group.value, name, label, value, places, unit, query, rule, rows)

    places = max(map(_places, scores))
    yield told("UNITS", "参加排名的单位", Decimal(len(scores)), 0, "个", "本组排名单位数")
    yield told("AVERAGE", "平均得分", mean(scores), MEAN_PLACES, "分", "得分之和÷单位数，四舍五入保留两位小数")
    yield told("HIGHEST", "最高得分", max(scores), places, "分", "本组得分的最大值")
    yield told("LOWEST", "最低得分", min(scores), places, "分", "本组得分的最小值")
    points = query.replace("{ score }", "{ explanation { code points } }")
    for head in part.heads:
        its = tuple((u.result_id, u.of(head.code)) for u in part.units)
        counted = tuple((id_, value) for id_, value in its if value is not None)
        if counted:
            yield Figure(
                f"AVERAGE:{head.code}",
                FigureScope.GROUP,
                part.group.value,
                name,
                f"{head.name}平均得分",
                mean(tuple(value for _, value in counted)),
                MEAN_PLACES,
                "分",
                points,
                "该指标得分之和÷单位数，四舍五入保留两位小数",
                tuple((id_, f"{value:f}") for id_, value in counted),
            )


def _of_units(pack: Pack, part: GroupPart) -> Iterator[Figure]:
    for unit in part.units:
        of_unit = f'__typename: "Organization", id: "{unit.unit_id}"'
        shown = "results { quarter score rank explanation { code points } }"
        page = f"... on Organization {{ assessment(year: {pack.period.year}) {{ {shown} }} }}"
        score = Figure(
            code="SCORE",
            scope=FigureScope.UNIT,
            key=str(unit.unit_id),
            name=unit.name,
            label="得分",
            value=unit.score,
            places=_places(unit.score),
            unit="分",
            query=f"{{ _entities(representations: [{{ {of_unit} }}]) {{ {page} }} }}",
            computed_as="人工更正后的得分" if unit.corrected else "按考核细则计算的得分",
            rows=((unit.result_id, f"{unit.score:f}"),),
        )
        yield score
        rule = "组内得分由高到低，同分的依考核细则"
        yield replace(score, code="RANK", label="名次", value=Decimal(unit.rank), places=0, unit="名", computed_as=rule)
        for head in part.heads:
            value = unit.of(head.code)
            if value is not None:
                yield replace(
                    score,
                    code=f"POINTS:{head.code}",
                    label=head.name,
                    value=value,
                    places=POINT_PLACES,
                    computed_as="指标得分（六位小数）四舍五入保留两位小数",
                    rows=((unit.result_id, f"{value:f}"),),
                )


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
