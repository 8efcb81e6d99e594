"""What the district sets for guides and applications: dated, cited values, as in `services.reserve.domain.rulebook`."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.reserve.domain.rulebook import ELEMENTS, FIRST_DAY

A3_1, A3_2, A3_3, A3_4 = Article(3, 1), Article(3, 2), Article(3, 3), Article(3, 4)

CORRECTION_DAYS = Dated(
    A3_2,
    "申报材料补正期限（工作日，未另定日期时）",
    Entry(FIRST_DAY, 5, "第三条（二）“完善申报资料”的执行口径"),
)

LONGEST_CORRECTION_DAYS = Dated(
    A3_2,
    "申报材料补正期限最长（工作日）",
    Entry(FIRST_DAY, 20, "第三条（二）“完善申报资料”的执行口径"),
)

GUIDE_ELEMENTS = Dated(
    A3_1,
    "申报指南可要求登记的项目要素",
    Entry(
        FIRST_DAY,
        (
            *ELEMENTS,
            ("project_code", "国家项目代码"),
            ("industry_code", "行业代码"),
            ("approval_route", "立项方式"),
            ("town_id", "所属镇（街道）"),
            ("industry_authority_id", "行业主管部门"),
        ),
        "第三条（一）、第四条",
    ),
)
