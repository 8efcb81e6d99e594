"""What somebody who comes second is told: not only that the project was changed, but by whom and how."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from services.chassis import clock
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.terms import LIBRARY_NAMES
from services.reserve.store import tables

ACTIONS = {
    "registerProject": "登记了项目",
    "importProjects": "导入了项目",
    "changeProject": "变更了项目信息",
    "recordEvidence": "登记了佐证材料",
    "withdrawEvidence": "撤回了佐证材料",
    "attachFile": "附上了文件",
    "detachFile": "移除了附件",
    "convertProject": "办理了转化",
    "returnProject": "办理了退库",
    "removeProject": "办理了出库",
    "confirmProject": "确认了信息仍然有效",
    "addToPackage": "办理了打包",
    "removeFromPackage": "移出了项目包",
    "mergeOrganizations": "合并了单位",
}


async def changed_since(work: Work, row: tables.Project, expected: int) -> Breach | None:
    """Return the breach of a lost race, which names the latest change, or None when the caller saw the current version."""
    breach = stale(row.version, expected)
    if breach is None:
        return None
    change = tables.ProjectChange
    its = select(change).where(change.project_id == row.id, change.version == row.version)
    # the first entry is the change itself; what plans did with the project since has the same version
    last = (await work.session.scalars(its.order_by(change.id).limit(1))).one_or_none()
    if last is None:
        return breach
    at = last.at.astimezone(clock.SHANGHAI)
    said = f"{last.actor_name}于{at:%Y-%m-%d %H:%M}{ACTIONS.get(last.action, f'办理了{last.action}')}"
    where = LIBRARY_NAMES[row.library] if row.library else "未入库"
    return replace(breach, message=f"{breach.message}。最近一次：{said}，项目现为{where}")
