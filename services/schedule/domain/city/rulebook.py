"""What the district sets for city-level projects: dated, cited values, as in `services.schedule.domain.rulebook`.

第九条 asks the authority to keep the city's system up to date and to watch the indicators of these projects every week; it
sets no thresholds. These are the district's.
"""

from __future__ import annotations

from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY

A9 = Article(9)
_SOURCE = "第九条“每周监测辖区市级重点项目各项数据指标”的执行口径，本区默认"

CITY_LEVELS = Dated(
    A9,
    "报送市重点项目管理系统的项目级别",
    Entry(FIRST_DAY, ("CITY", "PROVINCE", "NATIONAL"), "第九条；市级及以上"),
)
INVESTMENT_BEHIND = Dated(A9, "年度投资完成率落后于时间进度的上限（百分点）", Entry(FIRST_DAY, Decimal(10), _SOURCE))
OUT_OF_STEP = Dated(A9, "形象进度与投资完成率相差的上限（百分点）", Entry(FIRST_DAY, Decimal(20), _SOURCE))
MISSED_WEEKS = Dated(A9, "本年漏报周数的上限", Entry(FIRST_DAY, 2, _SOURCE))
LATE_NODES = Dated(A9, "逾期未办结节点数的上限", Entry(FIRST_DAY, 0, _SOURCE))
