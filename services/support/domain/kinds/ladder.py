"""Who is told when a limit comes near, ends and is over, where a kind sets no ladder of its own (district default)."""

from __future__ import annotations

from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import Escalation, RequestKind
from services.support.domain.kinds.since import FIRST_DAY

_BUREAU: frozenset[Role] = frozenset()  # the bureau is told by every rung: it is the one that must act
_SERVICE = frozenset({Role.PROJECT_SERVICE})
_INSPECTOR = frozenset({Role.PROJECT_SERVICE, Role.INSPECTOR})
_LEADER = frozenset({Role.PROJECT_SERVICE, Role.INSPECTOR, Role.LEADER})

DEFAULT: Dated[tuple[Escalation, ...]] = Dated(
    Article(14),
    "催办升级阶梯（相对到期日的工作日数）",
    Entry(
        FIRST_DAY,
        (
            Escalation(days=-3, told=_BUREAU, name="临期提醒"),
            Escalation(days=0, told=_BUREAU, name="到期提醒"),
            Escalation(days=1, told=_SERVICE, name="超期催办"),
            Escalation(days=3, told=_INSPECTOR, name="超期督查"),
            Escalation(days=5, told=_LEADER, name="超期报告区领导"),
        ),
        "第十四条、第十七条未定升级层级；本区默认",
    ),
)


def ladder_of(rule: RequestKind, received_on: date) -> tuple[Escalation, ...]:
    """Return the ladder of a request: its kind's own, else the district's of the day of receipt.

    A rung that a short limit would reach before it begins to count is left out: nobody is warned of what was just received.
    """
    rungs = rule.ladder or DEFAULT.on(received_on)
    return tuple(rung for rung in rungs if rule.working_days + rung.days >= 1)
