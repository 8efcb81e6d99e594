"""The columns of the library's sheet by name, and the sheet with some of them: what a list shows, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from services.law.document import Line, Table


class ProjectColumn(StrEnum):
    """Columns in the order in which the whole sheet has them, after the running number."""

    NAME = "NAME"  # 项目名称
    OWNER = "OWNER"  # 项目业主
    TOWN = "TOWN"  # 所属镇（街道）
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"  # 行业主管部门
    COOPERATING = "COOPERATING"  # 配合单位
    LIBRARY = "LIBRARY"  # 所在库
    LEVEL = "LEVEL"  # 级别
    CATEGORY = "CATEGORY"  # 类别
    INDUSTRY_CODE = "INDUSTRY_CODE"  # 行业代码
    PROJECT_CODE = "PROJECT_CODE"  # 项目代码
    CODE_EXCEPTION_REASON = "CODE_EXCEPTION_REASON"  # 项目代码例外理由
    CODE_EXCEPTION_APPROVER = "CODE_EXCEPTION_APPROVER"  # 项目代码例外批准人
    PACKAGE = "PACKAGE"  # 所属打包项目
    SECRET = "SECRET"  # noqa: S105 - 是否涉密
    INVESTMENT_MODE = "INVESTMENT_MODE"  # 投资模式
    APPROVAL_ROUTE = "APPROVAL_ROUTE"  # 立项方式
    TOTAL_INVESTMENT = "TOTAL_INVESTMENT"  # 总投资
    FUND_SOURCES = "FUND_SOURCES"  # 资金来源
    FUND_USE = "FUND_USE"  # 资金投向
    BENEFIT = "BENEFIT"  # 投资效益
    FUNCTION = "FUNCTION"  # 功能定位
    SCALE = "SCALE"  # 建设规模
    CONTENT = "CONTENT"  # 建设内容
    CONSTRUCTION_MODE = "CONSTRUCTION_MODE"  # 建设方式
    START_ON = "START_ON"  # 开工时间
    FINISH_ON = "FINISH_ON"  # 完工时间
    LONGITUDE = "LONGITUDE"  # 经度
    LATITUDE = "LATITUDE"  # 纬度
    COORDINATE_SYSTEM = "COORDINATE_SYSTEM"  # 坐标系


_PLACES = {column: place for place, column in enumerate(ProjectColumn, start=1)}
_ALWAYS = (0, _PLACES[ProjectColumn.NAME])  # a line says which one it is, a sum of what


def places(columns: Sequence[ProjectColumn] | None) -> tuple[int, ...] | None:
    """Return which columns of the sheet are asked for, in that order; number and name are always first. None: all."""
    if not columns:
        return None
    return tuple(dict.fromkeys((*_ALWAYS, *(_PLACES[c] for c in columns))))


def narrowed(table: Table, chosen: tuple[int, ...] | None) -> Table:
    """Give the table's heading with the chosen columns."""
    return table if chosen is None else replace(table, columns=tuple(table.columns[at] for at in chosen))


def picked(line: Line, chosen: tuple[int, ...] | None) -> Line:
    """Give a line with the chosen columns."""
    return line if chosen is None else Line(line.kind, tuple(line.cells[at] for at in chosen))
