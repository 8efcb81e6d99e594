"""What the district sets for contact persons and weekly updates: dated, cited values, as in `services.schedule.domain.rulebook`.

第九条 asks for one contact person a construction project and an update every week, and leaves the rest to how it is
carried out.
"""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY

A9 = Article(9)
_SOURCE = "第九条“每周及时更新项目信息”的执行口径，本区默认"

WEEK_ENDS = Dated(
    A9,
    "周更新截止日：该周至此日为止的最后一个工作日（0 为周一，6 为周日）；该周无工作日的，免报",
    Entry(FIRST_DAY, 6, _SOURCE),
)
WEEK_BELONGS = Dated(A9, "周归属月份：以该日所在月为准（0 为周一，3 为周四）", Entry(FIRST_DAY, 3, _SOURCE))
WEEKS_BACK = Dated(A9, "周更新可补报的周数", Entry(FIRST_DAY, 26, _SOURCE))
APPOINT_AHEAD = Dated(A9, "项目专员确定、交接可提前登记的天数", Entry(FIRST_DAY, 90, _SOURCE))
MOST_DIFFICULTIES = Dated(A9, "一次周更新的难点、堵点、卡点数上限", Entry(FIRST_DAY, 20, _SOURCE))
MOST_PHOTOS = Dated(A9, "一次周更新的照片数上限", Entry(FIRST_DAY, 20, _SOURCE))
PHOTO_FAR_METRES = Dated(A9, "照片拍摄地点距项目位置超过此距离（米）的，予以标记", Entry(FIRST_DAY, 2000, _SOURCE))
MOST_WAITING = Dated(A9, "一人已上传、未使用的文件数上限", Entry(FIRST_DAY, 200, _SOURCE))
