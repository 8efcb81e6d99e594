"""What had a limit and went through steps, issues and services: in which period it counts, and whether it was kept (A19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind, Limited, Settled
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.in_plan import OutOn
from services.assessment.domain.score.item import ByRecord, Item


@dataclass(frozen=True, slots=True)
class Matter:
    """Which kinds of facts tell of the matter.

    closing: what ends a round; after it a new limit begins a round of its own.
    ended_keeps_late: whether a limit that was over stays missed when the matter is called off afterwards.
    """

    kinds: frozenset[FactKind]
    closing: FactKind
    ended_keeps_late: bool


@dataclass(frozen=True, slots=True)
class _Limit:
    """A limit that holds: the fact of it, and the day on which it counts."""

    fact: Fact
    day: date


def stepped(matter: Matter, facts: ByRecord, period: Period, today: date, out: OutOn) -> list[Item]:
    """第十九条：a matter counts once a round: where it was done or where its limit was over, whichever came first.

    So what was unfinished at the end of its period counts there as late, and not again when it is done. A limit that is
    changed, and a matter that is called off, after the period undo nothing; nor does a day after the project left the plan.
    What was done in time and opened again counts by its new round alone; what was late before stays late.
    """
    found = []
    for steps in _by_record(matter, facts).values():
        rounds = list(_rounds(matter, steps))
        for at, its in enumerate(rounds):
            item = _judge(matter, its, period, today, out)
            if item is not None and (item.outcome is Outcome.LATE or at == len(rounds) - 1):
                found.append(item)
    return found


def _by_record(matter: Matter, facts: ByRecord) -> dict[UUID, list[Fact]]:
    steps: dict[UUID, list[Fact]] = defaultdict(list)
    for kind in sorted(matter.kinds):
        for record, told in facts[kind].items():
            steps[record] += told
    return {record: sorted(told, key=_age) for record, told in steps.items()}


def _rounds(matter: Matter, steps: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Part the steps where a limit is given after the matter was closed."""
    its: list[Fact] = []
    for step in steps:
        if its and its[-1].kind is matter.closing and isinstance(step.what, Limited) and step.what.due_on is not None:
            yield its
            its = []
        its.append(step)
    yield its


def _judge(matter: Matter, steps: Sequence[Fact], period: Period, today: date, out: OutOn) -> Item | None:
    code = next((c for c in (_code(step) for step in reversed(steps)) if c is not None), None)
    last_step = steps[-1]
    finish = last_step if isinstance(last_step.what, Settled) else None
    given = _limit(matter, [step for step in steps if step.recorded_on <= period.last_day])
    if given is not None and _missed(given, finish, period, today) and not _out(given.fact, given.day, out):
        return Item(given.fact, Outcome.LATE, code=code)
    if finish is None or not period.first_day <= _counts_on(steps, finish) <= period.last_day:
        return None
    return Item(finish, Outcome.LATE if _settled(finish).late else Outcome.ON_TIME, code=code)


def _missed(given: _Limit, finish: Fact | None, period: Period, today: date) -> bool:
    """Whether the limit fell into the period and was over before the matter was done; until a day is over it can be kept."""
    if not period.first_day <= given.day <= min(period.last_day, today - timedelta(days=1)):
        return False
    if finish is None:
        return True
    done = _settled(finish)
    in_time = done.due_on == _due(given.fact) and not done.late  # a limit before days off at the period's end
    return not (done.done_on <= period.last_day or in_time)


def _limit(matter: Matter, known: Sequence[Fact]) -> _Limit | None:
    """The limit that holds after the steps that were known; none while the unit has done its part, or nothing is due."""
    if not known or isinstance(known[-1].what, Settled):
        return None if not known or not _settled(known[-1]).late else _last_limit(known)
    if _due(known[-1]) is not None:
        return _last_limit(known)
    before = _last_limit(known)
    late = before is not None and before.day < known[-1].happened_on
    return before if matter.ended_keeps_late and late else None


def _last_limit(steps: Sequence[Fact]) -> _Limit | None:
    """The last limit that was given. A report in time that goes back after its limit makes it the day of going back."""
    for at in range(len(steps) - 1, -1, -1):
        due = _due(steps[at]) if isinstance(steps[at].what, Limited) else None
        if due is not None:
            before = steps[at - 1].what if at else None
            again = isinstance(before, Settled) and not before.late
            return _Limit(steps[at], max(due, steps[at].recorded_on) if again else due)
    return None


def _counts_on(steps: Sequence[Fact], finish: Fact) -> date:
    given = _last_limit(steps)
    day = given.day if given is not None else _settled(finish).due_on
    done = _settled(finish).done_on
    return done if day is None else min(done, day)


def _out(fact: Fact, day: date, out: OutOn) -> bool:
    return fact.project_id is not None and out(fact.project_id, day)


def _settled(fact: Fact) -> Settled:
    assert isinstance(fact.what, Settled)
    return fact.what


def _due(fact: Fact) -> date | None:
    assert isinstance(fact.what, (Limited, Settled))
    return fact.what.due_on


def _code(fact: Fact) -> str | None:
    assert isinstance(fact.what, (Limited, Settled))
    return fact.what.code


def _age(fact: Fact) -> tuple[int, tuple[datetime, UUID]]:
    assert isinstance(fact.what, (Limited, Settled))
    return (fact.what.version, fact.age)
