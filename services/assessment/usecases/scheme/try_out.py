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
class Triable:
    """A period and a scheme that may be tried on it."""

    period: Period
    scheme: tables.Scheme


@dataclass(frozen=True, slots=True)
class Tried:
    """A scheme with what it would have given."""

    scheme: tables.Scheme
    computed: Computed
    found: tuple[WouldBe, ...]


async def try_scheme(work: Work, command: TryScheme) -> UUID | Refusal:
    """Compute as if the scheme held, and keep it beside the results, which it does not touch."""
    at = await triable(work, command)
    if isinstance(at, Refusal):
        return at
    ground = await grounds.now(work.session, work.actor.division, at.period, work.today)
    row = await kept(work, await tried_on(work, at.scheme, at.period, ground))
    await work.audit("trySchemeOn", f"scheme-trial/{row.id}", None, {"scheme": row.scheme_id, "digest": row.digest})
    return row.id


async def tried_on(work: Work, row: tables.Scheme, period: Period, ground: Ground) -> Tried:
    """Compute a period by a scheme of any status, a draft as well, from the facts of the ground and no others."""
    computed = await gather.on_ground(work, period, schemes.state_of(row), ground)
    earlier = await _earlier(work, period, ground) if isinstance(period, Quarter) else None
    return Tried(row, computed, would_be(computed.computation.groups, earlier, period.last_day))


async def triable(work: Work, command: TryScheme) -> Triable | Refusal:
    """Look whether the scheme may be tried on the period."""
    period = read_period(command.year, command.quarter)
    if isinstance(period, Refusal):
        return period
    row = await fit(work, command.scheme_id, period, "schemeId")
    return row if isinstance(row, Refusal) else Triable(period, row)


async def fit(work: Work, scheme_id: UUID, period: Period, field: str) -> tables.Scheme | Refusal:
    """第十八条：a scheme that is to be tried is there, its period has begun, and it says how such a period is assessed."""
    row = await schemes.look(work, scheme_id)
    if row is None:
        return Refusal.of(Breach(UNKNOWN.code, UNKNOWN.message, field=field))
    breaches = []
    if work.today < period.first_day:
        breaches.append(Breach("PERIOD_NOT_BEGUN", f"{period}尚未开始，没有可供试算的事实", Article(19), "year"))
    if not assesses(schemes.state_of(row), period):
        message = "该细则未规定年度指标，不能试算年度考核；请先在细则中补充年度指标"
        breaches.append(Breach("YEAR_NOT_IN_SCHEME", message, Article(20), field))
    return Refusal(tuple(breaches)) if breaches else row


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
