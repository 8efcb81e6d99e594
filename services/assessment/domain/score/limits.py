"""What had a limit, nodes and requests: in which quarter each counts, and whether it was kept (A19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from services.assessment.domain.fact.model import PENDING, Done, Fact, FactKind, Pending, Planned, newest
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.in_plan import out_of_plan
from services.assessment.domain.score.item import ByRecord, Item


def nodes(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：节点任务. A node counts once: in the quarter of its completion or of its limit, whichever came first.

    So a node that was unfinished at the end of its quarter counts there as late, and not again when it is completed.
    第九条：a completion that was taken back is none; the quarter of the limit, unless it is published, shows the node late.
    第十一条：a limit on or after the day on which the plan gave the project up is nobody's lateness.
    """
    out = out_of_plan(facts)
    planned = _in_force(facts[FactKind.NODE_PLANNED], period.last_day)
    plans = {node: fact for node, fact in planned.items() if not out(fact.project, _limit(fact))}
    return _timed(plans, _completions(facts), period, today)


def requests(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：要素保障. A request counts once too: where it was decided or where its limit was over, whichever came first.

    A bureau that lets a request lie is late for it when its quarter ends. What was withdrawn by then, or waited for a
    correction or a special procedure within its limit, was no lateness; a withdrawal after the quarter does not undo what
    was. A bureau that does not take on a request (不予受理) after its limit was late with that answer too.
    """
    pending = _pending(facts, period.last_day)
    return _timed(pending, _newest(facts[FactKind.REQUEST_DECIDED]), period, today)


def _timed(given: Mapping[UUID, Fact], done: Mapping[UUID, Fact], period: Period, today: date) -> list[Item]:
    """Judge what had a limit: given are the limits known at the quarter's end, done is what was finished so far."""
    first, last = period.first_day, period.last_day
    limit_passed = min(last, today - timedelta(days=1))  # until a day is over its limits can still be kept
    overdue = {
        record: fact
        for record, fact in given.items()
        if _within(_due(fact), first, limit_passed) and not _kept(fact, done.get(record), last)
    }
    finished = [f for record, f in done.items() if record not in overdue and _within(_counts_on(f), first, last)]
    return [Item(f, Outcome.LATE) for f in overdue.values()] + [Item(f, _outcome(f)) for f in finished]


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _kept(given: Fact, finish: Fact | None, last: date) -> bool:
    """Whether something was finished by the last day of the quarter, or later and yet by this limit.

    The latter is a limit before a weekend at the quarter's end: no working day passed.
    """
    if finish is None:
        return False
    return finish.happened_on <= last or (_due(finish) == _due(given) and _outcome(finish) is Outcome.ON_TIME)


def _completions(facts: ByRecord) -> dict[UUID, Fact]:
    """第九条：the completions that stand: the newest of each node, unless it was taken back since."""
    done = _newest(facts[FactKind.NODE_COMPLETED])
    returned = _newest(facts[FactKind.NODE_RETURNED])
    return {node: fact for node, fact in done.items() if node not in returned or returned[node].age < fact.age}


def _newest(found: Mapping[UUID, list[Fact]]) -> dict[UUID, Fact]:
    return {record: newest(facts) for record, facts in found.items()}


def _due(fact: Fact) -> date | None:
    assert isinstance(fact.what, (Planned, Pending, Done))
    return fact.what.due_on


def _limit(fact: Fact) -> date:
    assert isinstance(fact.what, Planned)
    return fact.what.due_on


def _counts_on(finish: Fact) -> date:
    assert isinstance(finish.what, Done)
    return min(finish.happened_on, finish.what.due_on)


def _outcome(fact: Fact) -> Outcome:
    assert isinstance(fact.what, Done)
    return Outcome.LATE if fact.what.late else Outcome.ON_TIME


def _in_force(planned: Mapping[UUID, list[Fact]], day: date) -> Mapping[UUID, Fact]:
    """第八条：the plans in force at the end of a day. A project's newest plan replaces its earlier ones as a whole.

    Planning again after the quarter does not undo what was overdue in it.
    """
    known = [fact for found in planned.values() for fact in found if fact.recorded_on <= day]
    newest_version: dict[UUID, int] = {}
    for fact in known:
        newest_version[fact.project] = max(newest_version.get(fact.project, 0), _version(fact))
    current: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in known:
        if _version(fact) == newest_version[fact.project]:
            current[fact.source.record_id].append(fact)
    return {node: newest(found) for node, found in current.items()}


def _version(fact: Fact) -> int:
    assert isinstance(fact.what, Planned)
    return fact.what.plan_version


def _pending(facts: ByRecord, day: date) -> dict[UUID, Fact]:
    """第十七条（一）：how each request stood with its bureau at the end of a day, by its latest step until then.

    A limit that was corrected holds from the step on that it corrects, whenever the calendar came.
    """
    steps: dict[UUID, list[Fact]] = defaultdict(list)
    for kind in PENDING - {FactKind.REQUEST_DUE_CORRECTED}:
        for request, found in facts[kind].items():
            steps[request] += found
    stood = {}
    for request, found in steps.items():
        known = [fact for fact in found if fact.recorded_on <= day]
        if known:
            corrections = facts[FactKind.REQUEST_DUE_CORRECTED].get(request, [])
            last = _answered(max(known, key=_request_age), [*known, *corrections])
            later = [fact for fact in found if fact.recorded_on > day]
            stood[request] = max((last, *(c for c in corrections if _corrects(c, last, later))), key=_request_age)
    return stood


def _answered(last: Fact, known: Iterable[Fact]) -> Fact:
    """第十七条（一）：the latest step; where that is 不予受理 after the limit, the one before it, whose limit it was."""
    if last.kind is not FactKind.REQUEST_NOT_ACCEPTED:
        return last
    before = max((f for f in known if _request_age(f) < _request_age(last)), key=_request_age, default=last)
    limit = _due(before)
    return before if limit is not None and limit < last.happened_on else last


def _corrects(correction: Fact, last: Fact, later: Iterable[Fact]) -> bool:
    """Whether a correction came in the version that a step made, or in one that the bureau made before the next step."""
    version = _request_age(correction)[0]
    return version >= _request_age(last)[0] and all(version < _request_age(step)[0] for step in later)


def _request_age(fact: Fact) -> tuple[int, tuple[datetime, UUID]]:
    assert isinstance(fact.what, Pending)
    return (fact.what.version, fact.age)
