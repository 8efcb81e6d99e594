"""Kinds of things to do in the reserve, each with its clause and the command that does it."""

from __future__ import annotations

from types import MappingProxyType

from services.law.article import Article
from services.law.todo import Kind

_A3_2, _A3_4, _A4, _A5, _A11 = Article(3, 2), Article(3, 4), Article(4), Article(5), Article(11)
_KINDS = (
    ("APPLICATION_TO_CORRECT", "补正申报", "补正被退回的申报", _A3_2, "resubmitApplication", "applications"),
    ("APPLICATION_TO_REVIEW", "初审申报", "初审申报，或退回补正", _A3_4, "preReviewApplication", "applications"),
    ("PLAN_OPINION", "会审意见", "对计划内项目提出会商会审意见", _A3_4, "giveOpinion", "plans"),
    ("PLAN_TO_DELIBERATE", "审议计划", "登记建议名单的审议", _A3_4, "recordDeliberation", "plans"),
    ("PLAN_TO_ISSUE", "下达计划", "计划已审议通过，予以下达", _A3_4, "issuePlan", "plans"),
    ("ADJUSTMENT_OPINION", "调整会审", "对计划调整提出会商会审意见", _A11, "giveAdjustmentOpinion", "adjustments"),
    (
        "ADJUSTMENT_TO_DELIBERATE",
        "审议调整",
        "登记计划调整的审议",
        _A11,
        "recordAdjustmentDeliberation",
        "adjustments",
    ),
    ("ADJUSTMENT_TO_ISSUE", "下达调整", "计划调整已审议通过，予以下达", _A11, "issueAdjustment", "adjustments"),
    ("PLANNED_REPORT_DUE", "谋划月报", "报送当月谋划项目清单", _A4, "submitPlannedReport", "planning-parties"),
    ("PLANNED_REPORT_RETURNED", "补正月报", "补正被退回的谋划项目清单", _A4, "submitPlannedReport", "planned-reports"),
    ("PLANNED_REPORT_TO_ACCEPT", "接收月报", "接收或退回谋划项目清单", _A4, "acceptPlannedReport", "planned-reports"),
    ("EVIDENCE_EXPIRING", "材料到期", "佐证材料有效期将届满，登记新的材料", _A5, "recordEvidence", "projects"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path=path)
        for code, name, what, article, command, path in _KINDS
    }
)
