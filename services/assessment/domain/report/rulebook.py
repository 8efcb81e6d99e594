"""Who writes the packs and to whom, and how much a page shows: dated, cited (A18, A19)."""

from __future__ import annotations

from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

A18, A19 = Article(18), Article(19)
ISSUER = Dated(A18, "考核材料的落款", Entry(SINCE, "区投资主管部门", "第十八条：考核工作由区投资主管部门牵头"))
ADDRESSEE = Dated(
    A18,
    "考核材料的主送单位",
    Entry(SINCE, "各镇（街道）、区直部门、区属国有企业、市驻区单位、项目业主：", "第十八条：考核对象"),
)
TREND_QUARTERS = Dated(A19, "讲评材料所列趋势的季度数", Entry(SINCE, 8, "第十九条的执行口径：本期在内近八个季度"))
TREND_YEARS = Dated(A19, "趋势查询的年度跨度上限", Entry(SINCE, 10, "第十九条的执行口径：一次至多十个年度"))
