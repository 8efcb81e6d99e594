"""What units are told of when it happens in the assessment (第十九条、第二十一条): kinds and words over the event's facts."""

from __future__ import annotations

from services.law.article import Article
from services.law.notice import kinds_of

_A21 = Article(21)
NOTICES = kinds_of(
    (
        ("result.published", "考核结果", Article(19), False, "{year}年第{quarter}季度考核结果：{score}分，第{rank}名"),
        ("card.yellow", "黄牌", _A21, True, "{year}年第{quarter}季度考核亮黄牌，请按要求表态"),
        ("card.red", "红牌", _A21, True, "{year}年第{quarter}季度考核亮红牌，请按要求书面汇报"),
        ("card.withdrawn", "红黄牌撤回", _A21, False, "{year}年第{quarter}季度红黄牌已撤回：{reason}"),
    )
)
OF_CARDS = ("card.yellow", "card.red")
