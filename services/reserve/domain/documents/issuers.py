"""第三条: who issues the plan and for which district; another district sets both differently."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.reserve.domain.rulebook import FIRST_DAY, Body

DISTRICT = Dated(Article(3), "计划所属区域的名称", Entry(FIRST_DAY, "株洲高新区（天元区）", "第三条、文件标题"))

ISSUING_BODIES = Dated(
    Article(3),
    "联合发文机关",
    Entry(
        FIRST_DAY,
        (Body("MANAGEMENT_COMMITTEE", "株洲高新区管委会"), Body("PEOPLES_GOVERNMENT", "株洲市天元区人民政府")),
        "第三条“以株洲高新区管委会、株洲市天元区人民政府联合发文下达”",
    ),
)
