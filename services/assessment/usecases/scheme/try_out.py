"""Try a scheme on the facts of a period (A18): who would have got which score, rank and card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.period import Period, read_period
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.trial import WouldBe, would_be
from services.assessment.domain.score.compute import assesses
from services.assessment.store import grounds, periods, schemes, tables, trials
from services.assessment.store.grounds import Ground
from services.assessment.usecases.period import gather
from services.assessment.usecases.period.gather import Computed
from services.assessment.usecases.scheme.unknown import UNKNOWN
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class TryScheme:
    """Which scheme on which period; no quarter means the whole year."""

    scheme_id: UUID
    year: int
    quarter: int | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A scheme with what it would have given."""

    scheme: tables.Scheme
    computed: Computed
    found: tuple[WouldBe, ...]


async def try_scheme(work: Work, command: TryScheme) -> UUID | Refusal:
    """Compute as if the scheme held, and keep it beside the results, which it does not touch."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    ground = await grounds.now(work.session, work.actor.division, period, work.today)
    tried = await tried_on(work, command.scheme_id, period, ground, "schemeId")
    if isinstance(tried, Refusal):
        return tried
    row = await kept(work, tried)
    await work.audit("trySchemeOn", f"scheme-trial/{row.id}", None, {"scheme": row.scheme_id, "digest": row.digest})
    return row.id


async def tried_on(work: Work, scheme_id: UUID, period: Period, ground: Ground, field: str) -> Tried | Refusal:
    """Compute a period by a scheme of any status, a draft as well, from the facts of the ground and no others."""
    row = await schemes.look(work, scheme_id)
    if row is None:
        return Refusal.of(Breach(UNKNOWN.code, UNKNOWN.message, field=field))
    scheme = schemes.state_of(row)
    breaches = []
    if work.today < period.first_day:
        breaches.append(Breach("PERIOD_NOT_BEGUN", f"{period}尚未开始，没有可供试算的事实", Article(19), "year"))
    if not assesses(scheme, period):
        message = "该细则未规定年度指标，不能试算年度考核；请先在细则中补充年度指标"
        breaches.append(Breach("YEAR_NOT_IN_SCHEME", message, Article(20), field))
    if breaches:
        return Refusal(tuple(breaches))
    computed = await gather.on_ground(work, period, scheme, ground)
    earlier = await _earlier(work, period, ground) if isinstance(period, Quarter) else None
    return Tried(row, computed, would_be(computed.computation.groups, earlier, period.last_day))


async def kept(work: Work, tried: Tried) -> tables.SchemeTrial:
    """Keep what came out."""
    computed = tried.computed
    return await trials.keep(work, tried.scheme, computed.computation, computed.digests.period, tried.found)


async def _earlier(work: Work, quarter: Quarter, ground: Ground) -> list[frozenset[UUID]]:
    """第二十一条：who was among the last three of the quarters before, as published."""
    before = [quarter.previous]
    while len(before) < rulebook.RED_AFTER.on(quarter.last_day) - 1:
        before.append(before[-1].previous)
    last = await periods.last_three(work.session, work.actor.division, before)
    return [_who(last.get(q, {}), ground.merged) for q in before]


def _who(last: Iterable[UUID], survivors: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """第四条：a unit that was merged since was the one that stands for it, under whichever name it was ranked."""
    return frozenset(name for unit in last for name in (unit, survivors.get(unit, unit)))
