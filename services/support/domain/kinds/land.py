"""第十五条、第十七条（一）：land quota, the balance of cultivated land, forest land and logging."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import RequestKind
from services.support.domain.kinds.since import FIRST_DAY

A15, A17_1 = Article(15), Article(17, 1)
_SOURCES = {
    A15: "第十五条；时限第十五条未定，比照第十七条（一）15个工作日；提前3个工作日预警为本区默认",
    A17_1: "第十七条（一）；提前3个工作日预警为本区默认",
}


def _land(article: Article, code: str, name: str, series: str, account: str) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.LAND,
        working_days=15,
        warning_days=3,
        series=series,
        account=account,
        of_node=True,
        article=article,
    )
    return Dated(article, name, Entry(FIRST_DAY, kind, _SOURCES[article]))


KINDS: tuple[Dated[RequestKind], ...] = (
    _land(A15, "LAND_QUOTA", "新增建设用地计划指标", "株天自然资函", "NEW_CONSTRUCTION_LAND"),
    _land(A15, "CULTIVATED_LAND", "耕地占补平衡指标", "株天自然资函", "CULTIVATED_LAND_BALANCE"),
    _land(A17_1, "FOREST_LAND", "占用、征收林地定额", "株天林函", "FOREST_LAND_QUOTA"),
    _land(A17_1, "LOGGING", "林木采伐指标", "株天林函", "LOGGING_QUOTA"),
)
