"""Things to do as an iCalendar feed (RFC 5545): one entry each on the day of its limit; the same bytes for the same day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event
from icalendar import Todo as Entry

from services.chassis.clock import SHANGHAI
from services.law.todo import Severity, Todo

MEDIA = "text/calendar; charset=utf-8"
PRIORITIES = {Severity.OVERDUE: 1, Severity.DUE_TODAY: 1, Severity.DUE_SOON: 3, Severity.NORMAL: 5}
ADDRESSES_REMEMBERED = 10_000
FIRST_DAY = date(2004, 1, 1)


def feed(todos: Iterable[Todo], *, name: str, service: str, today: date, soon_until: date, tasks: bool) -> bytes:
    """Write what has a limit, the first due first; as whole days (VEVENT), or as tasks (VTODO, which not every program shows).

    An entry keeps its UID as long as there is something to do; what is done is in the feed no longer.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//zhongdian//{service}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    stamp = datetime.combine(today, time.min, SHANGHAI).astimezone(UTC)  # derived anew each day, and no oftener
    for todo in sorted((t for t in todos if t.due_on is not None), key=lambda t: t.order):
        calendar.add_component(_entry(todo, service, stamp, todo.severity(today, soon_until), tasks=tasks))
    return bytes(calendar.to_ical())


def _entry(todo: Todo, service: str, stamp: datetime, severity: Severity, *, tasks: bool) -> Event | Entry:
    assert todo.due_on is not None, "only what has a limit is in a calendar"
    entry = Entry() if tasks else Event()
    entry.add("uid", f"{todo.key.lower()}@{service}.zhongdian")
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("sequence", (stamp.date() - FIRST_DAY).days)  # each day's entry is a later version of the one before
    entry.add("summary", f"{'【逾期】' if severity is Severity.OVERDUE else ''}{todo.kind.name}：{todo.title}")
    entry.add("description", f"{todo.kind.what}（{todo.kind.article}）")
    entry.add("categories", [todo.kind.name])
    entry.add("priority", PRIORITIES[severity])
    entry.add("class", "PRIVATE")
    if tasks:
        entry.add("due", todo.due_on)
        entry.add("status", "NEEDS-ACTION")
    else:
        entry.add(
            "dtstart", todo.due_on
        )  # a date, so that VALUE=DATE is said: RFC 5545 takes it for a moment otherwise
        entry.add("dtend", todo.due_on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")  # a limit takes nobody's time
    return entry


def etag_of(content: bytes) -> str:
    """Return the strong validator of a feed."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def digest_of(token: str) -> str:
    """Return what is kept of a token; a token has 256 bits, so that no slow digest is needed."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Pace:
    """How often each address may be asked by one process: so many times in so many seconds."""

    def __init__(self, times: int, seconds: int) -> None:
        self._times, self._span = times, timedelta(seconds=seconds)
        self._asked: OrderedDict[str, list[datetime]] = OrderedDict()

    def wait(self, digest: str, now: datetime) -> int:
        """Count this time in, and return 0; or return the seconds to wait."""
        recent = [at for at in self._asked.pop(digest, []) if now - at < self._span]
        late = len(recent) >= self._times
        self._asked[digest] = recent if late else [*recent, now]
        if len(self._asked) > ADDRESSES_REMEMBERED:
            self._asked.popitem(last=False)
        return max(1, int((self._span - (now - recent[0])).total_seconds()) + 1) if late else 0
