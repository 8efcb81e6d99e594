"""What units are told of when it happens in the assessment (第十九条、第二十一条): kinds and words over the event's facts."""

from __future__ import annotations

from services.assessment.domain.award.notices import OF_AWARDS
from services.assessment.domain.fact.notices import OF_DECISIONS
from services.assessment.domain.report.notices import OF_REPORTS
from services.assessment.domain.scheme.notices import OF_SCHEMES
from services.law.article import Article
from services.law.notice import kinds_of

_A19, _A20, _A21 = Article(19), Article(20), Article(21)
NOTICES = kinds_of(
    (
        ("result.published", "考核结果", _A19, False, "{period}考核结果：{score}分，第{rank}名"),
        (
            "result.overtaking",
            "季度结果更正（涉及年度）",
            _A20,
            False,
            "{period}考核结果更正：{score}分，第{rank}名；已发布的{year}年度考核结果仍以更正前的得分计，待投资主管部门核定",
        ),
        (
            "result.announced",
            "考核结果公示",
            _A19,
            True,
            "{period}考核结果公示：{score}分，第{rank}名；有异议的，请在{objectionsUntil}前提出",
        ),
        ("result.recalled", "考核结果重算", _A19, False, "{period}考核结果将重算并重新公示：{reason}"),
        ("objection.accepted", "异议采纳", _A19, False, "{period}考核结果的异议已采纳：{reason}"),
        ("objection.refused", "异议不予采纳", _A19, False, "{period}考核结果的异议不予采纳：{reason}"),
        ("card.yellow", "黄牌", _A21, True, "{year}年第{quarter}季度考核亮黄牌，请按要求表态"),
        ("card.red", "红牌", _A21, True, "{year}年第{quarter}季度考核亮红牌，请按要求书面汇报"),
        ("duty.set", "红黄牌义务", _A21, True, "{period}红黄牌：{what}，请在{dueOn}前完成"),
        ("duty.returned", "红黄牌义务退回", _A21, True, "{period}{what}被退回：{reason}；请在{dueOn}前重新提交"),
        ("duty.confirmed", "红黄牌义务确认", _A21, False, "{period}{what}已确认履行"),
        ("card.withdrawn", "红黄牌撤回", _A21, False, "{year}年第{quarter}季度红黄牌已撤回：{reason}"),
        *OF_AWARDS,
        *OF_DECISIONS,
        *OF_REPORTS,
        *OF_SCHEMES,
    )
)
OF_CARDS = ("card.yellow", "card.red")
OF_DUTIES = ("duty.set", "duty.returned")
