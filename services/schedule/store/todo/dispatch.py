"""Things to do about lists (第七条), rounds, bulletins, reviews, interviews (第十条) and leaders (第十三条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Select, Text, case, cast, column, func, true

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.schedule.domain.dispatch.rulebook import DISPATCHING_ROLES, JOINING_ROLES
from services.schedule.domain.dispatch.terms import (
    BulletinState,
    DifficultyOutcome,
    InterviewState,
    ReviewState,
    RoundState,
)
from services.schedule.domain.leaders.terms import ArrangementState
from services.schedule.domain.lists.rulebook import EDITORS
from services.schedule.domain.lists.terms import LIST_NAMES, ListState
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.todo.standing import ACTING

_list, _round, _difficulty = tables.MonthlyList, tables.DispatchRound, tables.DispatchDifficulty
_bulletin, _review, _interview = tables.DispatchBulletin, tables.DispatchReview, tables.Interview
_problem, _arrangement = tables.LeaderProblem, tables.LeaderArrangement


def lists(asking: Asking) -> Select[Any] | None:
    """第七条：drafts and corrections of lists, for those who make them; due on the last day of the list's month."""
    if not asking.actor.acts_as(*EDITORS.on(asking.today)):
        return None
    query = own(_list, asking).where(_list.state.in_([ListState.DRAFT, ListState.CORRECTING]))
    month = func.make_date(_list.year, _list.month, 1)
    last = month + func.make_interval(0, 1) - func.make_interval(0, 0, 0, 1)
    named = case(*((_list.kind == kind, name) for kind, name in LIST_NAMES.items()), else_="")
    title = _month(_list) + named
    return lines(KINDS["LIST_TO_PUBLISH"], query, _list.id, title=title, due_on=last, detail=_list.correcting_reason)


def _dispatches(asking: Asking) -> bool:
    return asking.actor.acts_as(*DISPATCHING_ROLES.on(asking.today))


def rounds(asking: Asking) -> Select[Any] | None:
    """第十条（周调度）：open rounds, due on the Sunday of their week."""
    if not _dispatches(asking):
        return None
    query = own(_round, asking).where(_round.state == RoundState.OPEN)
    title = cast(_round.week_on, Text) + "当周调度"
    return lines(KINDS["ROUND_TO_CLOSE"], query, _round.id, title=title, due_on=_round.week_on + 6)


def difficulties(asking: Asking) -> Select[Any] | None:
    """第十条：what was found in an open round and is not treated yet."""
    if not _dispatches(asking):
        return None
    query = own(_difficulty, asking).join(_round, _round.id == _difficulty.round_id)
    query = query.where(_difficulty.outcome == DifficultyOutcome.OPEN, _round.state == RoundState.OPEN)
    return lines(
        KINDS["DIFFICULTY_TO_TREAT"],
        query,
        _difficulty.id,
        title=_difficulty.text,
        project=_difficulty.project_id,
        due_on=_round.week_on + 6,
    )


def decisions(asking: Asking) -> Select[Any] | None:
    """第十条：decisions that the person's unit has to carry out."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(*ACTING):
        return None
    query = own(_difficulty, asking).where(
        _difficulty.outcome == DifficultyOutcome.DECISION,
        _difficulty.done_on.is_(None),
        _difficulty.decision_unit_id == actor.unit,
    )
    return lines(
        KINDS["DECISION_DUE"],
        query,
        _difficulty.id,
        title=_difficulty.decision,
        due_on=_difficulty.decision_until,
        project=_difficulty.project_id,
        unit=_difficulty.decision_unit_id,
        detail=_difficulty.decision_person,
    )


def bulletins(asking: Asking) -> Select[Any] | None:
    """第十条（月通报）：drafts of bulletins."""
    if not _dispatches(asking):
        return None
    query = own(_bulletin, asking).where(_bulletin.state == BulletinState.DRAFT)
    return lines(KINDS["BULLETIN_TO_SEND"], query, _bulletin.id, title=_bulletin.title)


def reviews_to_join(asking: Asking) -> Select[Any] | None:
    """第十条（季讲评）：open reviews that no inspector has joined."""
    if not asking.actor.acts_as(*JOINING_ROLES.on(asking.today)):
        return None
    query = own(_review, asking).where(_review.state == ReviewState.OPEN, _review.joined_on.is_(None))
    return lines(KINDS["REVIEW_TO_JOIN"], query, _review.id, title=_quarter(_review))


def reviews_to_close(asking: Asking) -> Select[Any] | None:
    """第十条（季讲评）：open reviews that an inspector has joined."""
    if not _dispatches(asking):
        return None
    query = own(_review, asking).where(_review.state == ReviewState.OPEN, _review.joined_on.is_not(None))
    return lines(KINDS["REVIEW_TO_CLOSE"], query, _review.id, title=_quarter(_review))


def interviews_to_hold(asking: Asking) -> Select[Any] | None:
    """第十条（约谈）：interviews whose day has come."""
    if not _dispatches(asking):
        return None
    day = cast(func.timezone("Asia/Shanghai", _interview.at), Date)
    query = own(_interview, asking).where(_interview.state == InterviewState.INVITED, day <= asking.today)
    title = _quarter(_interview) + "约谈"
    return lines(KINDS["INTERVIEW_TO_HOLD"], query, _interview.id, title=title, due_on=day)


def promises(asking: Asking) -> Select[Any] | None:
    """第十条（约谈）：what the person's unit promised in an interview and has not done yet."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(*ACTING):
        return None
    each = func.json_array_elements(_interview.promises).table_valued(column("value"), with_ordinality="at")
    each = each.render_derived()
    promise = each.c.value.op("->>")
    query = own(_interview, asking).join(each, true())
    query = query.where(
        _interview.state == InterviewState.HELD, _interview.unit_id == actor.unit, promise("done_on").is_(None)
    )
    return lines(
        KINDS["INTERVIEW_PROMISE"],
        query,
        _interview.id,
        title=_quarter(_interview) + "约谈整改",
        due_on=promise("until"),
        unit=_interview.unit_id,
        detail=promise("text"),
        part=cast(each.c.at, Text),
    )


def arrangements(asking: Asking) -> Select[Any] | None:
    """第十三条：drafts of the year's arrangement of leaders."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_arrangement, asking).where(_arrangement.state == ArrangementState.DRAFT)
    title = cast(_arrangement.year, Text) + "年区领导联系重点项目安排"
    return lines(KINDS["ARRANGEMENT_TO_ISSUE"], query, _arrangement.id, title=title)


def problems(asking: Asking) -> Select[Any] | None:
    """第十三条：problems that the leader was asked to settle and has not answered."""
    if not asking.actor.acts_as(Role.LEADER):
        return None
    query = own(_problem, asking).where(_problem.leader_subject == asking.actor.subject, _problem.answered_on.is_(None))
    title = _problem.project_name + "·" + _problem.title
    return lines(KINDS["PROBLEM_TO_ANSWER"], query, _problem.id, title=title, project=_problem.project_id)


def _month(row: Any) -> Any:
    return cast(row.year, Text) + "年" + cast(row.month, Text) + "月"


def _quarter(row: Any) -> Any:
    return cast(row.year, Text) + "年第" + cast(row.quarter, Text) + "季度"


SOURCES = (
    lists,
    rounds,
    difficulties,
    decisions,
    bulletins,
    reviews_to_join,
    reviews_to_close,
    interviews_to_hold,
    promises,
    arrangements,
    problems,
)
