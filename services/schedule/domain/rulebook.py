"""Every limit and list of this service that a district may set differently: dated, cited, in one place.

The measures are in force from the day of their publication; the first entries here begin with the first year of the
official working-day calendar, so that every day that can be asked for has an answer. The node templates, which are
long, stand in `templates.py` in the same form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role

FIRST_DAY = date(2004, 1, 1)

DUE_SOON_DAYS = Dated(
    Article(8),
    "节点临期提醒（到期前工作日数）",
    Entry(FIRST_DAY, 5, "第八条“节点可见、进度可控”；提前五个工作日为本区默认"),
)


@dataclass(frozen=True, slots=True)
class Factor:
    """A kind of factor request that a node may have to wait for, and the article that guarantees the factor.

    The code is the one under which the support service decides such requests.
    """

    code: str
    name: str
    article: Article


FACTORS = Dated(
    Article(15),
    "节点可等待的要素保障事项",
    Entry(
        FIRST_DAY,
        (
            Factor("LAND_QUOTA", "新增建设用地计划指标", Article(15)),
            Factor("CULTIVATED_LAND", "耕地占补平衡指标", Article(15)),
            Factor("FOREST_LAND", "占用、征收林地定额", Article(17, 1)),
            Factor("LOGGING", "林木采伐指标", Article(17, 1)),
        ),
        "第十五条、第十七条（一）",
    ),
)

# Who draws up the first reverse schedule of a project of its own: A7(2) names industry authorities, towns, platforms
# and owners. Changing a plan that stands is the investment authority's (A8), or a late node could plan itself on time.
DRAFTING_ROLES = Dated(
    Article(7, 2),
    "首次拟定倒排计划的主体",
    Entry(
        FIRST_DAY,
        frozenset({Role.INVESTMENT_AUTHORITY, Role.OWNER, Role.INDUSTRY_AUTHORITY, Role.PLANNING_PARTY}),
        "第七条（二）",
    ),
)


@dataclass(frozen=True, slots=True)
class Light:
    """How a node state is shown on the war map 挂图作战."""

    name: str
    colour: str


LIGHTS = Dated(
    Article(8),
    "挂图作战节点状态的名称与颜色",
    Entry(
        FIRST_DAY,
        {
            "NOT_STARTED": Light("未开始", "grey"),
            "ON_TIME": Light("正常推进", "green"),
            "WAITING": Light("等待要素保障", "blue"),
            "DUE_SOON": Light("即将到期", "yellow"),
            "DUE_TODAY": Light("今日到期", "orange"),
            "LATE": Light("已逾期", "red"),
            "DONE": Light("按期完成", "darkgreen"),
            "DONE_LATE": Light("逾期完成", "brown"),
            "ENDED": Light("已终止", "white"),
        },
        "第八条“挂图作战”；颜色为本区默认",
    ),
)
