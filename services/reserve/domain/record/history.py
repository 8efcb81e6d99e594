"""The history of a project, replayed: what the record said at any time, and what changed between any two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

FIELD_NAMES = {
    "name": "项目名称",
    "owner_id": "项目业主",
    "level": "项目级别",
    "category": "项目类别",
    "investment_mode": "投资模式",
    "total_investment": "总投资（万元）",
    "town_id": "所属镇（街道）",
    "industry_authority_id": "行业主管部门",
    "cooperating_ids": "其他责任单位",
    "industry_code": "行业代码",
    "approval_route": "立项方式",
    "project_code": "国家项目代码",
    "code_exception_reason": "项目代码重复使用的理由",
    "code_exception_approver": "项目代码重复使用的批准人",
    "function": "功能定位",
    "scale": "建设规模",
    "content": "建设内容",
    "construction_mode": "建设方式",
    "fund_sources": "资金来源",
    "start_on": "计划开工",
    "finish_on": "计划完工",
    "fund_use": "资金投向",
    "benefit": "投资效益",
    "longitude": "经度",
    "latitude": "纬度",
    "coordinate_system": "坐标系",
    "library": "所在库",
    "package_id": "所在打包项目",
}
# what commands note beside the record
_PARTS = {"evidence": "佐证材料", "part": "子项目", "plan": "年度计划", "attachments": "附件", "city": "市储备库"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the history; `fields` has each field with its text before and after."""

    version: int
    at: datetime
    action: str
    actor_name: str
    roles: tuple[str, ...]
    reason: str | None
    approver: str | None
    fields: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two times tell differently; `last` is the change that made it what it is at the second."""

    field: str
    before: str | None
    after: str | None
    last: Change


def field_name(field: str) -> str:
    """Name a field for people.

    >>> field_name("benefit"), field_name("evidence/0199")
    ('投资效益', '佐证材料')
    """
    return FIELD_NAMES.get(field) or _PARTS.get(field.partition("/")[0], field)


def record_at(history: Iterable[Change], moment: datetime | None = None) -> dict[str, str]:
    """Replay the history up to a moment (all of it when left out); what is empty is not there."""
    return {f: v for f, v in _replayed(history, moment).items() if f in FIELD_NAMES}


def version_at(history: Iterable[Change], moment: datetime) -> int | None:
    """Return the version that held at a moment, None before the project was registered."""
    versions = [c.version for c in history if c.at <= moment]
    return max(versions) if versions else None


def differences(history: Sequence[Change], start: datetime, end: datetime) -> list[Difference]:
    """Tell what the record says differently at two times, in either direction; what was undone between them is not told."""
    before, after = _replayed(history, start), _replayed(history, end)
    earlier, later = sorted((start, end))
    last = {f: c for c in history if earlier < c.at <= later for f, _, _ in c.fields}
    return [
        Difference(field, before.get(field), after.get(field), last[field])
        for field in dict.fromkeys([*before, *after])
        if before.get(field) != after.get(field)
    ]


def _replayed(history: Iterable[Change], moment: datetime | None) -> dict[str, str]:
    record: dict[str, str] = {}
    for change in history:
        if moment is not None and change.at > moment:
            continue
        for field, _, value in change.fields:
            if value is None:
                record.pop(field, None)
            else:
                record[field] = value
    return record
