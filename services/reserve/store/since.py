"""Tells who loses a race on a plan or an adjustment what the others have done meanwhile."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from services.chassis.clock import SHANGHAI
from services.chassis.tables import audit
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach

SHOWN = 3  # commands told of; who is further behind looks at the list anew anyway
NAMES = {
    "addPlanItem": "列入项目",
    "removePlanItem": "移出项目",
    "carryOver": "结转上年度项目",
    "giveOpinion": "提出会审意见",
    "suggestPlan": "形成建议名单",
    "recordDeliberation": "记录审议结果",
    "recordDecisionStep": "记录重大行政决策程序",
    "issuePlan": "下达计划",
    "startPreliminaryItem": "前期项目实时转为建设项目",
    "adjustAdd": "拟调入项目",
    "adjustRemove": "拟调出项目",
    "adjustValue": "拟调整投资",
    "undoAdjustmentChange": "撤销一项调整",
    "giveAdjustmentOpinion": "提出会审意见",
    "suggestAdjustment": "形成调整建议名单",
    "recordAdjustmentDeliberation": "记录审议结果",
    "recordAdjustmentDecisionStep": "记录重大行政决策程序",
    "issueAdjustment": "下达调整",
    "cancelAdjustment": "取消调整",
    "mergeOrganizations": "合并单位",
}


async def lost(work: Work, subject: str, current: int, expected: int) -> Breach | None:
    """Return the breach of a lost race with what was done since, or None when the caller saw the current version.

    subject: as the audit trail names it. Each accepted command is one version and one entry of the trail.
    """
    breach = stale(current, expected)
    if breach is None or not 0 < expected < current:
        return breach
    columns = select(audit.c.action, audit.c.actor_name, audit.c.at).where(audit.c.subject == subject)
    latest = columns.order_by(audit.c.id.desc()).limit(min(current - expected, SHOWN))
    done = [
        f"{actor}于{at.astimezone(SHANGHAI):%m月%d日%H:%M}{NAMES.get(action, action)}"
        for action, actor, at in (await work.session.execute(latest)).all()
    ]
    return replace(breach, message=f"{breach.message}；其间：{'，'.join(reversed(done))}") if done else breach
