"""Lists of lists, statistics, leaders, the map, dispatch, bulletins, reviews, notices and addresses, as `test_list_plans` asks them."""

from __future__ import annotations

from typing import Any

from tests.harness.volume import IDLE, NOWHERE, RARE, numbered

PAGE = "pageInfo { hasNextPage endCursor }"


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


def _list(field: str, filter_type: str, shown: str) -> str:
    return f"query($f: {filter_type}, $l: Int) {{ {field}(filter: $f, last: $l) {{ {PAGE} edges {{ node {{ {shown} }} }} }} }}"


MONTHLY = _list("monthlyLists", "MonthlyListFilter", "id kind year month edition editions { digest }")
ROUNDS = _list("dispatchRounds", "DispatchRoundFilter", "id weekOn state left")
DIFFICULTIES = _list("dispatchDifficulties", "DispatchDifficultyFilter", "id text late round { weekOn } unit { id }")
BULLETINS = _list("dispatchBulletins", "DispatchBulletinFilter", "id number errata { number }")
INTERVIEWS = _list("interviews", "InterviewFilter", "id at state unit { id }")
LINKS = _list("leaderLinks", "LeaderLinkFilter", "id projectName leaderName serviceUnit { id }")
ARRANGEMENTS = _list("leaderArrangements", "LeaderArrangementFilter", "id year edition")
PROBLEMS = _list("leaderProblems", "LeaderProblemFilter", "id title answers { text }")
OUTSIDE = _list("outsideAdditions", "OutsideAdditionFilter", "id addedOn state")
NOTICES = f"query($f: NoticeFilter) {{ notices(filter: $f) {{ {PAGE} edges {{ node {{ id kind at readAt }} }} }} }}"
UNLISTED = (
    f"query($r: ListRole!) {{ schedulesWithoutListNode(role: $r) {{ {PAGE} edges {{ node {{ id projectName }} }} }} }}"
)
REPORTS = f"query($m: Boolean, $y: Int, $n: Int, $l: Int) {{ leaderReports(mine: $m, year: $y, month: $n, last: $l) {{ {PAGE} edges {{ node {{ id month }} }} }} }}"
ADDRESSES = f"{{ calendarAddresses {{ {PAGE} edges {{ node {{ id label }} }} }} }}"


def _asked(query: str, **filter: Any) -> tuple[str, dict[str, Any]]:
    return (query, {"f": filter})


def _listing(year_and_month: int) -> str:
    return _id("list", year_and_month * 4 + 1)


LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "monthly lists": _asked(MONTHLY),
    "monthly lists from the end": (MONTHLY, {"l": 20}),
    "monthly lists of a kind": _asked(MONTHLY, kind="TO_START"),
    "monthly lists of a year": _asked(MONTHLY, year=2001),
    "monthly lists of a month": _asked(MONTHLY, year=2026, month=3),
    "monthly lists that are drafts": _asked(MONTHLY, state="DRAFT"),
    "monthly lists that are corrected, of which there are none": _asked(MONTHLY, state="CORRECTING"),
    "entries of a published list": (
        f"query($i: UUID!) {{ monthlyList(id: $i) {{ entries {{ {PAGE} edges {{ node {{ projectName note }} }} }} }} }}",
        {"i": _listing(2026 * 12 + 11)},
    ),
    "entries of a draft, with its history": (
        (f"query($i: UUID!) {{ monthlyList(id: $i) {{ draftEntries {{ {PAGE} edges {{ node {{ projectName }} }} }} "
        f"changes {{ {PAGE} edges {{ node {{ action }} }} }} }} }}"),
        {"i": _listing(2026 * 12 + 12)},
    ),
    "schedules without a start": (UNLISTED, {"r": "START"}),
    "schedules without a completion": (UNLISTED, {"r": "COMPLETION"}),
    "what statistics have of a project": (
        (f"query($p: UUID!) {{ projectStatistics(projectId: $p) {{ entries {{ number }} investments {{ {PAGE} edges {{ node {{ amount }} }} }} "
        f"steps {{ {PAGE} edges {{ node {{ action }} }} }} }} }}"),
        {"p": _id("project", 10)},
    ),
    "files for the statistics office": (f"{{ statisticsExports {{ {PAGE} edges {{ node {{ id fileName }} }} }} }}", {}),
    "answers of the statistics office": (f"{{ statisticsImports {{ {PAGE} edges {{ node {{ id }} }} }} }}", {}),
    "arrangements of leaders": _asked(ARRANGEMENTS),
    "links of leaders": _asked(LINKS),
    "links from the end": (LINKS, {"l": 20}),
    "links of a year": _asked(LINKS, year=2026),
    "links of a year that has none": _asked(LINKS, year=2020),
    "links of a leader": _asked(LINKS, leader="l7"),
    "links of a leader who has none": _asked(LINKS, leader="nobody"),
    "links of the caller": _asked(LINKS, mine=True),
    "links that a unit serves": _asked(LINKS, serviceUnitId=_id("unit", 3)),
    "links that a unit serves, of which there are none": _asked(LINKS, serviceUnitId=_id("unit", IDLE)),
    "links of a project": _asked(LINKS, projectId=_id("project", 10)),
    "reports to leaders": (REPORTS, {}),
    "reports to leaders from the end": (REPORTS, {"l": 20}),
    "reports to the caller": (REPORTS, {"m": True}),
    "reports to leaders of a month": (REPORTS, {"y": 2026, "n": 3}),
    "reports to leaders of a year that has none": (REPORTS, {"y": 2020}),
    "problems of leaders": _asked(PROBLEMS),
    "problems of leaders from the end": (PROBLEMS, {"l": 20}),
    "problems of the caller": _asked(PROBLEMS, mine=True),
    "problems that wait for an answer": _asked(PROBLEMS, answered=False),
    "problems that were answered": _asked(PROBLEMS, answered=True),
    "problems of a project": _asked(PROBLEMS, projectId=_id("project", 10)),
    "problems of a year that has none": _asked(PROBLEMS, year=2020),
    "driving marks": (f"{{ drivingMarks {{ {PAGE} edges {{ node {{ id reason }} }} }} }}", {}),
    "driving marks of a year": (f"{{ drivingMarks(year: 2026) {{ {PAGE} edges {{ node {{ id reason }} }} }} }}", {}),
    "projects outside the plan": _asked(OUTSIDE),
    "projects outside the plan from the end": (OUTSIDE, {"l": 20}),
    "rounds": _asked(ROUNDS),
    "rounds from the end": (ROUNDS, {"l": 20}),
    "rounds that are open": _asked(ROUNDS, state="OPEN"),
    "rounds that are closed": _asked(ROUNDS, state="CLOSED"),
    "rounds of a time": _asked(ROUNDS, weekFrom="2020-01-01", weekUntil="2020-02-01"),
    "difficulties of a round": (
        f"query($i: UUID!) {{ dispatchRound(id: $i) {{ difficulties {{ {PAGE} edges {{ node {{ id text }} }} }} }} }}",
        {"i": _id("round", 0)},
    ),
    "open difficulties of a round": (
        f"query($i: UUID!) {{ dispatchRound(id: $i) {{ difficulties(outcome: OPEN) {{ {PAGE} edges {{ node {{ id text }} }} }} }} }}",
        {"i": _id("round", 0)},
    ),
    "difficulties": _asked(DIFFICULTIES),
    "difficulties from the end": (DIFFICULTIES, {"l": 20}),
    "difficulties that are open": _asked(DIFFICULTIES, outcome="OPEN"),
    "difficulties that were set aside, of which there are none": _asked(DIFFICULTIES, outcome="SET_ASIDE"),
    "difficulties of a grade": _asked(DIFFICULTIES, grade="JAM"),
    "difficulties of a project": _asked(DIFFICULTIES, projectId=_id("project", 10)),
    "difficulties of a unit": _asked(DIFFICULTIES, unitId=_id("unit", 110)),
    "difficulties of a unit that has none": _asked(DIFFICULTIES, unitId=_id("unit", IDLE)),
    "decisions that a unit has to act on": _asked(DIFFICULTIES, decisionUnitId=_id("unit", 3)),
    "decisions of a unit that has none": _asked(DIFFICULTIES, decisionUnitId=_id("unit", IDLE)),
    "decisions that are not done": _asked(DIFFICULTIES, undone=True),
    "decisions that are late": _asked(DIFFICULTIES, overdue=True),
    "search for a few difficulties": _asked(DIFFICULTIES, search=RARE),
    "search for nobody's difficulties": _asked(DIFFICULTIES, search=NOWHERE),
    "search for what all difficulties have": _asked(DIFFICULTIES, search="示例"),
    "steps of a difficulty": (
        f"query($f: DispatchDifficultyFilter) {{ dispatchDifficulties(filter: $f) {{ edges {{ node {{ steps {{ {PAGE} edges {{ node {{ action }} }} }} }} }} }} }}",
        {"f": {"projectId": _id("project", 10)}},
    ),
    "bulletins": _asked(BULLETINS),
    "bulletins from the end": (BULLETINS, {"l": 20}),
    "bulletins of a kind that has none": _asked(BULLETINS, kind="ANNUAL"),
    "bulletins of a year": _asked(BULLETINS, year=2001),
    "bulletins that are drafts, of which there are none": _asked(BULLETINS, state="DRAFT"),
    "figures of a bulletin": (
        f"query($i: UUID!) {{ dispatchBulletin(id: $i) {{ figures {{ {PAGE} edges {{ node {{ code value }} }} }} }} }}",
        {"i": _id("bulletin", 2026 * 12 + 3)},
    ),
    "reviews": (f"{{ dispatchReviews {{ {PAGE} edges {{ node {{ id year quarter }} }} }} }}", {}),
    "reviews of a year": (f"{{ dispatchReviews(year: 2001) {{ {PAGE} edges {{ node {{ id year quarter }} }} }} }}", {}),
    "candidates of a review": (
        f"query($i: UUID!) {{ dispatchReview(id: $i) {{ candidates {{ {PAGE} edges {{ node {{ id decision }} }} }} }} }}",
        {"i": _id("review", 2026 * 4 + 1)},
    ),
    "interviews": _asked(INTERVIEWS),
    "interviews from the end": (INTERVIEWS, {"l": 20}),
    "interviews to be held": _asked(INTERVIEWS, state="INVITED"),
    "interviews that were cancelled, of which there are none": _asked(INTERVIEWS, state="CANCELLED"),
    "interviews with a unit": _asked(INTERVIEWS, unitId=_id("unit", 110)),
    "interviews with a unit that had none": _asked(INTERVIEWS, unitId=_id("unit", IDLE)),
    "interviews of a quarter": _asked(INTERVIEWS, year=2026, quarter=2),
    "interviews of a year that has none": _asked(INTERVIEWS, year=2020),
    "notices": _asked(NOTICES),
    "notices that are not read": _asked(NOTICES, unread=True),
    "notices that are read": _asked(NOTICES, unread=False),
    "notices of a kind": _asked(NOTICES, kinds=["issue.overdue"]),
    "notices of a kind that has none": _asked(NOTICES, kinds=["bulletin.sent"]),
    "notices of a project": _asked(NOTICES, projectId=_id("project", 10)),
    "addresses of calendars": (ADDRESSES, {}),
}  # fmt: skip
