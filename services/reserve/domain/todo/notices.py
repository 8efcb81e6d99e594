"""What units and people are told of when it happens in the reserve: kinds, clauses and words over the event's facts."""

from __future__ import annotations

from services.law.article import Article
from services.law.notice import kinds_of

_A3, _A4, _A6, _A11 = Article(3), Article(4), Article(6), Article(11)
_PLAN = Article(3, 4)
NOTICES = kinds_of(
    (
        (
            "guide.published",
            "申报指南",
            Article(3, 1),
            False,
            "{year}年度申报指南（第{number}版）已发布，{opensOn}至{closesOn}申报",
        ),
        (
            "application.returned",
            "申报退回",
            Article(3, 2),
            True,
            "{year}年度申报退回补正，{dueOn}前重报：{correction}",
        ),
        ("application.passed", "申报通过初审", _PLAN, False, "{year}年度申报已通过初审"),
        ("application.failed", "申报未通过", _PLAN, False, "{year}年度申报未通过初审：{reason}"),
        (
            "plan-item.issued",
            "列入计划",
            _PLAN,
            False,
            "项目已列入{year}年度计划（{documentNumber}），年度投资{annualInvestment}万元",
        ),
        (
            "plan-item.converted",
            "转为建设项目",
            Article(6),
            False,
            "前期项目已转为{year}年度建设项目，年度投资{annualInvestment}万元",
        ),
        ("plan-item.removed", "调出计划", _A11, False, "项目已调出{year}年度计划（{documentNumber}）：{reason}"),
        (
            "plan-item.revalued",
            "调整投资",
            _A11,
            False,
            "年度投资由{annualInvestmentBefore}万元调整为{annualInvestment}万元（{documentNumber}）：{reason}",
        ),
        (
            "plan.adjusted",
            "计划调整",
            _A11,
            False,
            "{year}年度计划已调整（{documentNumber}）：新增{added}个，调出{removed}个",
        ),
        ("project.converted", "逐级转化", _A6, False, "项目已转化入下一级储备库"),
        ("planned-report.returned", "月报退回", _A4, True, "谋划项目清单（{month}）被退回：{missing}"),
        ("planned-report.accepted", "月报接收", _A4, False, "谋划项目清单（{month}）已接收"),
        ("planned-report.reminded", "月报催报", _A4, True, "谋划项目清单（{month}）请于{dueOn}前报送"),
        ("member.added", "登记任职", _A3, False, "您已登记为单位人员，自{fromOn}起"),
        ("member.ended", "任职结束", _A3, False, "您的任职至{untilOn}止"),
    )
)
# Of these something is still to be done, until the record itself says that it is.
OF_APPLICATIONS = ("application.returned",)
OF_REPORTS = ("planned-report.returned",)
OF_MONTHS = ("planned-report.reminded",)
