"""The charts of packs and unit pages: points by indicator, groups over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.assessment.domain.report.model import GroupPart, GroupStanding
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.scheme.names import group_name
from services.law.document import Chart, ChartKind, Series
from services.law.parties import UnitCategory

LONGEST_LABEL = 8  # characters under a bar; the table has the whole name
MOST_IN_CHART = 12  # a chart of many is no chart: those ahead are drawn, all of them are in the table


def pack_charts(pack: Pack) -> Iterator[Chart]:
    """Draw each group's points by indicator, then how the groups' averages went."""
    for part in pack.groups:
        if part.units:
            yield from _points(part)
    yield from trend([standing for its in pack.trends for _, standing in its.standings])


def _points(part: GroupPart) -> Iterator[Chart]:
    shown = part.units[:MOST_IN_CHART]
    cut = "" if len(shown) == len(part.units) else f"（前{len(shown)}位）"
    heads = [h for h in part.heads if any(u.of(h.code) for u in shown)]
    if heads:
        yield Chart(
            kind=ChartKind.STACKED,
            title=f"{group_name(part.group)}各指标得分{cut}",
            unit="分",
            categories=tuple(_short(u.name) for u in shown),
            series=tuple(Series(h.name, tuple(u.of(h.code) or Decimal(0) for u in shown)) for h in heads),
        )


def trend(standings: Sequence[GroupStanding]) -> Iterator[Chart]:
    """Draw the groups' averages over the periods; one period alone is no trend."""
    periods = list(dict.fromkeys(s.period for s in sorted(standings, key=lambda s: s.at)))
    if len(periods) > 1:
        averages = {(s.group, s.period): s.average for s in standings}
        groups = [g for g in UnitCategory if any(s.group is g for s in standings)]
        yield Chart(
            kind=ChartKind.LINE,
            title="各考核组平均得分走势",
            unit="分",
            categories=tuple(periods),
            series=tuple(Series(group_name(g), tuple(averages.get((g, p)) for p in periods)) for g in groups),
        )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
