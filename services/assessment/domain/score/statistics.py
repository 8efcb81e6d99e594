"""第十二条、第十九条：投资数据入库入统: whether projects were entered in statistics and reported in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind, Limited, Settled, told_last
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.in_plan import OutOn, out_of_plan
from services.assessment.domain.score.item import ByRecord, Item

ENTRY, REPORTING = "ENTRY", "REPORTING"
Key = tuple[UUID, UUID, str]  # project, answering unit, entry or reporting


def statistics(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十二条：town, industry authority and owner answer, each for the whole: each of them has its own facts.

    Entry and reporting count once each: where they were done or where their limit was over, whichever came first. Until when,
    the day of the start says; while a project has not started nothing is due. An approved exception is no lateness.
    Codes: `ENTRY`, `REPORTING`.
    """
    out = out_of_plan(facts)
    due = _limits(facts, period.last_day)
    done = _done(facts)
    excepted = {_key(fact) for told in facts[FactKind.STATISTICS_EXCEPTED].values() for fact in told}
    passed = min(period.last_day, today - timedelta(days=1))  # until a day is over its limits can still be kept
    late = {
        key
        for key, limit in due.items()
        if period.first_day <= _day(limit) <= passed
        and key not in excepted
        and not _kept(done.get(key), period)
        and not _out(limit, out)
    }
    items = [Item(due[key], Outcome.LATE, code=key[2]) for key in late]
    for key, fact in done.items():
        if key not in late and period.first_day <= _counts_on(fact, due.get(key)) <= period.last_day:
            in_time = not _settled(fact).late or key in excepted
            items.append(Item(fact, Outcome.ON_TIME if in_time else Outcome.LATE, code=key[2]))
    return items


def _limits(facts: ByRecord, day: date) -> dict[Key, Fact]:
    """What was due by what was known at the end of a day; the newest word on a project's start counts."""
    known: dict[tuple[UUID, str], list[Fact]] = defaultdict(list)
    for told in facts[FactKind.STATISTICS_DUE].values():
        for fact in told:
            if fact.recorded_on <= day:
                project, _, code = _key(fact)
                known[project, code].append(fact)
    last = [fact for told in known.values() for fact in told_last(told)]
    return {_key(fact): fact for fact in last if _limited(fact).due_on is not None}


def _done(facts: ByRecord) -> dict[Key, Fact]:
    """第十二条：what was entered and reported; a higher version corrects a lower one."""
    found: dict[Key, Fact] = {}
    for kind in (FactKind.STATISTICS_ENTERED, FactKind.STATISTICS_REPORTED):
        known: dict[Key, list[Fact]] = defaultdict(list)
        for told in facts[kind].values():
            for fact in told:
                known[_key(fact)].append(fact)
        found |= {key: max(its, key=_age) for key, its in known.items()}
    return found


def _key(fact: Fact) -> Key:
    code = _limited(fact).code if isinstance(fact.what, Limited) else _settled(fact).code
    assert code is not None
    return (fact.project, fact.unit_id, code)


def _kept(done: Fact | None, period: Period) -> bool:
    return done is not None and (_settled(done).done_on <= period.last_day or not _settled(done).late)


def _counts_on(done: Fact, limit: Fact | None) -> date:
    due_on = _settled(done).due_on or (None if limit is None else _day(limit))
    on = _settled(done).done_on
    return on if due_on is None else min(on, due_on)


def _out(limit: Fact, out: OutOn) -> bool:
    return out(limit.project, _day(limit))


def _day(limit: Fact) -> date:
    due_on = _limited(limit).due_on
    assert due_on is not None
    return due_on


def _limited(fact: Fact) -> Limited:
    assert isinstance(fact.what, Limited)
    return fact.what


def _settled(fact: Fact) -> Settled:
    assert isinstance(fact.what, Settled)
    return fact.what


def _age(fact: Fact) -> tuple[int, tuple[datetime, UUID]]:
    return (_settled(fact).version, fact.age)
