"""第十条：what a district may set differently of dispatch: dated, cited, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role

FIRST_DAY = date(2004, 1, 1)
A10 = Article(10)
FARTHEST_LIMIT = timedelta(days=731)  # two years; a limit or an appointment farther away is a slip of the pen

DISPATCHING_ROLES = Dated(
    A10,
    "组织周调度、月通报、季讲评的部门",
    Entry(
        FIRST_DAY,
        frozenset({Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY}),
        "第十条“区项目服务部门、区投资主管部门”",
    ),
)
JOINING_ROLES = Dated(
    A10,
    "联合开展督导、约谈的部门",
    Entry(FIRST_DAY, frozenset({Role.INSPECTOR}), "第十条“联合区委督查室、区政府督查室”"),
)
LOOK_BACK_DAYS = Dated(
    A10,
    "开轮时收集难点、堵点、卡点的回看天数（自然日）",
    Entry(FIRST_DAY, 14, "第十条“每周调度”；回看两周以免漏收晚报，为本区默认"),
)


@dataclass(frozen=True, slots=True)
class Places:
    """How many places figures of a kind are published with; a half is rounded up."""

    amount: int
    percent: int


PLACES = Dated(
    A10,
    "通报数据的小数位数（四舍五入）",
    Entry(FIRST_DAY, Places(amount=2, percent=1), "第十条“向全区通报”；万元两位、百分比一位为本区默认"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a unit is named as a candidate for an interview in the quarter's review.

    behind_percent: verified of planned investment, from January to the quarter's end, below it is behind.
    late_nodes, overdue_issues, late_requests: as many of them, or more, are too many.
    """

    behind_percent: Decimal
    late_nodes: int
    overdue_issues: int
    late_requests: int


INTERVIEW_LIMITS = Dated(
    A10,
    "季讲评约谈建议的阈值",
    Entry(
        FIRST_DAY,
        Limits(behind_percent=Decimal(80), late_nodes=3, overdue_issues=2, late_requests=2),
        "第十条“项目推进缓慢、服务保障乏力”；数值为本区默认",
    ),
)
INTERVIEWED_CATEGORIES = Dated(
    A10,
    "约谈对象的单位类别",
    Entry(
        FIRST_DAY,
        frozenset({"TOWN", "DEPARTMENT", "STATE_PLATFORM"}),
        "第十条“镇（街道）、行业主管部门、区属国有公司”",
    ),
)
PROMISES_AT_MOST = 20  # of one interview: more is a plan, not a promise
SIGNATURES = Dated(
    A10,
    "通报的落款单位（可改）",
    Entry(FIRST_DAY, ("区项目服务部门", "区投资主管部门"), "第十条“区项目服务部门、区投资主管部门”"),
)
