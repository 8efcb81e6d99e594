"""The formulas: what the entries of one unit are worth under one indicator, in numbers and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from uuid import UUID

from services.assessment.domain.scheme.model import Formula, Indicator, Measure, Outcome, Tier
from services.assessment.domain.score.entry import Entry
from services.assessment.domain.score.item import WHOLE
from services.assessment.domain.score.number import exact, shown

OUTCOME_NAMES = {Outcome.ON_TIME: "按时", Outcome.LATE: "逾期", Outcome.RECORDED: "记录"}
_NONE = Fraction(0)
_SUMS = Context(prec=60)  # a sum of amounts with four places is exact


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out: a share of the weight, or points (PER_EVENT), and the sum in words.

    Of RANK_POINTS it is the ratio, until the group is known (`in_group`).
    task: whether the unit had something to do (第十八条); what is only recorded of it, good or bad, is nothing that it had to do.
    """

    value: Fraction
    words: str
    task: bool = True


def measure(indicator: Indicator, entries: Sequence[Entry]) -> Measured | None:
    """Apply an indicator's formula to what it looks at; None when the unit had nothing to do under it.

    第十八条：an exemption takes away what was missed: a late item; of amounts what is wanting, while what was done counts on.
    """
    looked_at = [e for e in entries if not indicator.only or e.code in indicator.only]
    counting = [e for e in looked_at if e.exempted_by is None]
    if len(counting) == len(looked_at):
        return _measure(indicator, counting)
    exempted = [e for e in looked_at if e.exempted_by is not None]
    done = [e._replace(planned=e.done) for e in exempted if e.done is not None and e.done > 0]
    found = _measure(indicator, [*counting, *done])
    if found is None:
        return None
    told = f"其中 {len(exempted)} 项免予考核，未完成部分不计" if done else f"另有 {len(exempted)} 项免予考核"
    return replace(found, words=f"{found.words}（{told}）")


def _measure(indicator: Indicator, entries: Sequence[Entry]) -> Measured | None:
    if indicator.formula is Formula.PER_EVENT:
        return _per_event(indicator, entries)
    if indicator.formula is Formula.COUNT:
        return _count(indicator, entries)
    plain = _amounts(indicator.measure, entries) if indicator.measure.amounts else _timed(entries)
    if plain is None:
        return None
    if indicator.formula is Formula.CAPPED_LINEAR:
        assert indicator.cap is not None
        return _capped(plain, exact(indicator.cap))
    return _in_tier(plain, indicator.tiers) if indicator.formula is Formula.TIERS else plain


def _timed(entries: Sequence[Entry]) -> Measured | None:
    """On time ÷ all; what is shared counts by its share."""
    every = _shares(entries)
    if not every:
        return None
    kept = _shares(e for e in entries if e.outcome is Outcome.ON_TIME)
    value = kept / every
    return Measured(value, f"按时 {shown(kept)} 项 ÷ 应办 {shown(every)} 项 = {shown(value)}")


def _shares(entries: Iterable[Entry]) -> Fraction:
    """Add up shares. Nearly all are whole, and whole ones are quicker counted than added."""
    whole, parts = 0, _NONE
    for entry in entries:
        if entry.share is WHOLE or entry.share == 1:
            whole += 1
        else:
            parts += entry.share
    return parts + whole


def _amounts(of: Measure, entries: Sequence[Entry]) -> Measured | None:
    """Done ÷ planned over all projects, or quarters, together; not below nothing."""
    done = _weighed((e.done, e.share) for e in entries)
    planned = _weighed((e.planned, e.share) for e in entries)
    if planned <= 0:
        return None
    plain = done / planned
    names = ("各季度得分合计", "满分合计", "分") if of is Measure.QUARTER_RESULTS else ("累计完成", "累计计划", "万元")
    words = f"{names[0]} {shown(done)} {names[2]} ÷ {names[1]} {shown(planned)} {names[2]} = {shown(plain)}"
    return Measured(max(plain, _NONE), words if plain >= 0 else f"{words}，按 0 计")


def _weighed(amounts: Iterable[tuple[Decimal | None, Fraction]]) -> Fraction:
    whole, parts = Decimal(0), _NONE
    for amount, share in amounts:
        if amount is None:
            continue
        if share is WHOLE or share == 1:
            whole = _SUMS.add(whole, amount)
        else:
            parts += exact(amount) * share
    return exact(whole) + parts


def _capped(plain: Measured, cap: Fraction) -> Measured:
    if plain.value <= cap:
        return plain
    return Measured(cap, f"{plain.words}，上限 {shown(cap)}，按 {shown(cap)} 计")


def _in_tier(plain: Measured, tiers: Sequence[Tier]) -> Measured:
    """The share of the highest tier that the ratio reaches; a ratio on a tier's edge has reached it."""
    reached = [tier for tier in tiers if plain.value >= exact(tier.since)]
    if not reached:
        return Measured(_NONE, f"{plain.words}，未达任何档次，按 0 计")
    tier = max(reached, key=lambda t: t.since)
    words = f"{plain.words}，达到 {shown(exact(tier.since))} 及以上档次，得 {shown(exact(tier.share))}"
    return Measured(exact(tier.share), words)


def _count(indicator: Indicator, entries: Sequence[Entry]) -> Measured | None:
    """So many of the target, not more than all of it. Nothing recorded is none of the target, and no task either."""
    assert indicator.target is not None
    if not entries and not indicator.measure.recorded:
        return None
    wanted = Outcome.RECORDED if indicator.measure.recorded else Outcome.ON_TIME
    count = _shares(e for e in entries if e.outcome is wanted)
    plain = count / indicator.target
    value = min(plain, Fraction(1))
    limit = "，按 1 计" if value != plain else ""
    words = f"{OUTCOME_NAMES[wanted]} {shown(count)} 项 ÷ 目标 {indicator.target} 项 = {shown(plain)}{limit}"
    return Measured(value, words, task=not indicator.measure.recorded)


def _per_event(indicator: Indicator, entries: Sequence[Entry]) -> Measured | None:
    """So many points for each entry of the outcome, together not more than the cap either way."""
    assert indicator.points is not None
    assert indicator.cap is not None
    assert indicator.outcome is not None
    if not entries:
        return None
    count = _shares(e for e in entries if e.outcome is indicator.outcome)
    plain, cap = count * exact(indicator.points), exact(indicator.cap)
    value = min(max(plain, -cap), cap)
    limit = f"，上限 {shown(cap)} 分，按 {shown(value)} 分计" if value != plain else ""
    each = shown(exact(indicator.points))
    words = f"{OUTCOME_NAMES[indicator.outcome]} {shown(count)} 项 × {each} 分 = {shown(plain)} 分{limit}"
    return Measured(value, words, task=not indicator.measure.recorded)


def in_group(indicator: Indicator, measured: Mapping[UUID, Measured | None]) -> dict[UUID, Measured | None]:
    """RANK_POINTS: the first of the group has the whole, the last the floor, who stands between in proportion.

    Equals share the better rank. A group of one is first. Of every other formula the values stay as they are.
    """
    if indicator.formula is not Formula.RANK_POINTS:
        return dict(measured)
    assert indicator.floor is not None
    ratios = sorted((m.value for m in measured.values() if m is not None), reverse=True)
    ranks: dict[Fraction, int] = {}
    for at, ratio in enumerate(ratios):
        ranks.setdefault(ratio, at + 1)
    step = (1 - exact(indicator.floor)) / max(len(ratios) - 1, 1)
    return {unit: m and _by_rank(m, ranks[m.value], len(ratios), step) for unit, m in measured.items()}


def _by_rank(plain: Measured, rank: int, size: int, step: Fraction) -> Measured:
    value = 1 - (rank - 1) * step
    words = f"{plain.words}，组内第 {rank} 名（共 {size} 家），每低一名减 {shown(step)}，得 {shown(value)}"
    return replace(plain, value=value, words=words)
