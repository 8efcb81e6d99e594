"""What the measures leave to the district to set: when a document counts as ending, weights, how long entries stay fresh."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.reserve.domain.rulebook import FIRST_DAY, OWNER, PLANNING, Party
from services.reserve.domain.terms import Library

OWN = (
    "本区设置（办法未作规定）"  # the measures name no number: the district sets it, and may set another from any day on
)

EXPIRING_WITHIN_DAYS = Dated(Article(5), "佐证材料有效期届满前多少天起提示", Entry(FIRST_DAY, 30, OWN))


@dataclass(frozen=True, slots=True)
class Freshness:
    """For how many months an entry of a library counts as up to date, and who has to look after it."""

    months: int
    by: Party


FRESH_FOR = Dated(
    Article(6),
    "在库项目信息的更新周期（月）及责任方",
    Entry(
        FIRST_DAY,
        {
            Library.FIVE_YEAR: Freshness(12, PLANNING),
            Library.THREE_YEAR: Freshness(6, PLANNING),
            Library.ONE_YEAR: Freshness(3, OWNER),
        },
        f"{OWN}；第六条“及时对入库储备项目开展前期研究”",
    ),
)

# Points of a criterion that is met. They order what is shown and explain it; nothing is decided by them.
MATURITY_WEIGHTS = Dated(
    Article(6),
    "项目成熟度评分权重（仅供参考，不作为转化依据）",
    Entry(
        FIRST_DAY,
        {
            "ELEMENT_FUNCTION": 1,
            "ELEMENT_SCALE": 1,
            "ELEMENT_CONTENT": 1,
            "ELEMENT_CONSTRUCTION_MODE": 1,
            "ELEMENT_FUND_SOURCES": 2,
            "ELEMENT_TIMING": 2,
            "ELEMENT_FUND_USE": 1,
            "ELEMENT_BENEFIT": 1,
            "PLANNING_CONFORMITY": 4,
            "POLICY_CONFORMITY": 3,
            "INDUSTRY_LAYOUT": 3,
            "SPATIAL_PLANNING": 5,
            "SCHEME_FIXED": 5,
            "NECESSITY": 3,
            "NEEDED_WITHIN_THREE_YEARS": 2,
            "PLAN_OR_INTENT": 5,
            "LAND_ARRANGED": 5,
            "FUNDS_ARRANGED": 5,
            "START_WITHIN_ONE_YEAR": 3,
            "FEASIBILITY_APPROVED": 7,
            "AGREED_OR_FILED": 7,
            "PROJECT_ESTABLISHED": 5,
            "LAND_PLANNING_PERMIT": 5,
            "ENGINEERING_PLANNING_PERMIT": 5,
            "DRAWING_REVIEW": 5,
        },
        f"{OWN}；第六条“根据项目成熟度和前期工作进展情况”",
    ),
)
