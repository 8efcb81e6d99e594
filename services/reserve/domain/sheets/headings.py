"""Finds the heading of a sheet: up to three rows, merged cells, any order, many wordings, the unit of money in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.reserve.domain.sheets.grid import Sheet, squeeze

SEARCHED = 20  # rows from the top among which the heading is looked for
DEEPEST = 3  # heading rows
FEWEST = 3  # known columns that make a row a heading


class Column(StrEnum):
    """What a column can hold."""

    SERIAL = "SERIAL"
    NAME = "NAME"
    OWNER = "OWNER"
    TOWN = "TOWN"
    AUTHORITY = "AUTHORITY"
    COOPERATING = "COOPERATING"
    LEVEL = "LEVEL"
    CATEGORY = "CATEGORY"
    INDUSTRY_CODE = "INDUSTRY_CODE"
    MODE = "MODE"
    ROUTE = "ROUTE"
    PROJECT_CODE = "PROJECT_CODE"
    TOTAL = "TOTAL"
    FUNDS = "FUNDS"
    FUNCTION = "FUNCTION"
    SCALE = "SCALE"
    CONTENT = "CONTENT"
    CONSTRUCTION_MODE = "CONSTRUCTION_MODE"
    START = "START"
    FINISH = "FINISH"
    PERIOD = "PERIOD"
    FUND_USE = "FUND_USE"
    BENEFIT = "BENEFIT"
    LONGITUDE = "LONGITUDE"
    LATITUDE = "LATITUDE"
    COORDINATES = "COORDINATES"
    CODE_REASON = "CODE_REASON"
    CODE_APPROVER = "CODE_APPROVER"
    CONFIDENTIAL = "CONFIDENTIAL"
    IGNORED = "IGNORED"  # known, but not part of registering a project


class MoneyUnit(StrEnum):
    """Units of money that headings name."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"


# Each wording is the whole of a heading's last part, without the unit of money and without punctuation.
_WORDINGS: dict[Column, str] = {
    Column.SERIAL: "序号|编号|项目序号",
    Column.NAME: "项目名称|名称|项目|建设项目名称|工程名称",
    Column.OWNER: "项目业主|业主|业主单位|建设单位|项目单位|项目法人|实施单位|项目业主单位|实施主体",
    Column.TOWN: "所属镇|所属镇街|镇街|镇街道|所在镇街|所在镇街道|属地|属地镇街|建设地点镇街|所属乡镇",
    Column.AUTHORITY: "行业主管部门|主管部门|牵头单位|责任单位|牵头责任单位|行业主管单位|行业部门",
    Column.COOPERATING: "配合单位|配合责任单位|协办单位|参与单位",
    Column.LEVEL: "项目级别|级别|层级|项目层级|重点级别",
    Column.CATEGORY: "项目类别|类别|项目类型|类型|所属类别|项目分类",
    Column.INDUSTRY_CODE: "行业代码|国民经济行业代码|所属行业代码|行业分类代码",
    Column.MODE: "投资模式|投资主体|投资性质|投资类型|资金性质|政府社会投资",
    Column.ROUTE: "立项方式|审批方式|立项类型|审批核准备案",
    Column.PROJECT_CODE: "项目代码|国家项目代码|投资项目代码|统一代码|投资项目统一代码",
    Column.TOTAL: "总投资|总投资额|投资总额|项目总投资|计划总投资|估算总投资|概算总投资",
    Column.FUNDS: "资金来源|资金来源及金额|资金筹措",
    Column.FUNCTION: "功能定位|项目定位|功能",
    Column.SCALE: "建设规模|规模",
    Column.CONTENT: "建设内容|主要建设内容|建设内容及规模|建设规模及内容|建设规模及主要建设内容|主要建设内容及规模|"
    "建设规模和内容",
    Column.CONSTRUCTION_MODE: "建设方式|建设性质|建设模式",
    Column.START: "开工时间|计划开工时间|拟开工时间|开工年月|开工日期|起始时间|计划开工|开始时间",
    Column.FINISH: "完工时间|竣工时间|计划竣工时间|计划完工时间|竣工日期|建成时间|完成时间|计划竣工|终止时间",
    Column.PERIOD: "建设年限|建设起止年限|建设期限|建设周期|起止年限|建设起止时间|建设时序|起止时间",
    Column.FUND_USE: "资金投向|资金用途",
    Column.BENEFIT: "投资效益|预期效益|效益|经济社会效益|经济效益",
    Column.LONGITUDE: "经度|东经",
    Column.LATITUDE: "纬度|北纬",
    Column.COORDINATES: "坐标系|坐标系统|坐标系名称",
    Column.CODE_REASON: "项目代码例外理由|代码例外理由",
    Column.CODE_APPROVER: "项目代码例外批准人|代码例外批准人",
    Column.CONFIDENTIAL: "是否涉密|涉密|涉密项目|是否为涉密项目",
    Column.IGNORED: "备注|联系人|联系电话|联系方式|年度投资|年度计划投资|本年计划投资|累计完成投资|所在库|项目所在库|"
    "所属打包项目|进展情况",
}
_KNOWN = {wording: column for column, wordings in _WORDINGS.items() for wording in wordings.split("|")}
_UNIT = re.compile(r"(亿元|万元|(?<![亿万])元)")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SIGNS = re.compile(r"[\s：:、，,/／*＊·．.。\-—_（）()]")
_FUND_GROUP = re.compile(r"资金来源|资金筹措|资金构成")


@dataclass(frozen=True, slots=True)
class At:
    """Where a column is, how its heading reads, and in which unit its money is."""

    index: int
    heading: str
    unit: MoneyUnit | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The heading of a sheet, understood."""

    sheet: str
    first_data_row: int
    columns: dict[Column, At]
    funds: tuple[At, ...]  # one column for each source of funds, its heading the source
    unknown: tuple[At, ...]
    twice: tuple[At, ...]


def find_layout(sheet: Sheet) -> Layout | None:
    """Return the heading with the most known columns, the shallower and upper of equals; None when nothing is one."""
    candidates = (
        _understand(sheet, top, depth)
        for depth in range(1, DEEPEST + 1)
        for top in range(1, min(SEARCHED, len(sheet.rows)) + 1)
    )
    best: Layout | None = None
    for layout in candidates:
        known = len(layout.columns) + len(layout.funds)
        if Column.NAME not in layout.columns or known < FEWEST:
            continue
        if best is None or known > len(best.columns) + len(best.funds):
            best = layout
    return best


def _understand(sheet: Sheet, top: int, depth: int) -> Layout:
    columns: dict[Column, At] = {}
    funds: list[At] = []
    unknown: list[At] = []
    twice: list[At] = []
    general = _unit_above(sheet, top)
    width = max(len(r) for r in sheet.rows[top - 1 : top - 1 + depth])
    for index in range(width):
        parts = _parts(sheet, top, depth, index)
        heading = "/".join(parts)
        found = _UNIT.findall(heading)
        at = At(index, heading, MoneyUnit(found[-1]) if found else general)
        column = _known(parts)
        if len(parts) > 1 and _FUND_GROUP.search("".join(parts[:-1])):
            funds.append(At(index, _bare(parts[-1]), at.unit))
        elif column is None:
            unknown += [at] if heading else []
        elif column in columns and column is not Column.IGNORED:
            twice.append(at)
        else:
            columns[column] = at
    return Layout(sheet.name, top + depth, columns, tuple(funds), tuple(unknown), tuple(twice))


def _parts(sheet: Sheet, top: int, depth: int, index: int) -> list[str]:
    """Read a column's heading from top to bottom; a cell merged downwards is one part."""
    parts: list[str] = []
    for row in range(top, top + depth):
        words = squeeze(sheet.cell(row, index))
        if words and (not parts or parts[-1] != words):
            parts.append(words)
    return parts


def _known(parts: Sequence[str]) -> Column | None:
    """Understand the last part, or else all parts together ("建设" over "规模" and "内容")."""
    if not parts:
        return None
    for words in (parts[-1], "".join(parts)):
        for wording in (words, _bare(words), _bare(words).replace("单位", ""), _SIGNS.sub("", words)):
            if wording in _KNOWN:
                return _KNOWN[wording]
    return None


def _bare(words: str) -> str:
    """Take units, remarks in brackets and punctuation off a heading.

    >>> _bare("总投资（万元）"), _bare("*项目名称")
    ('总投资', '项目名称')
    """
    return _UNIT.sub("", _SIGNS.sub("", _BRACKETS.sub("", words))) or words


def _unit_above(sheet: Sheet, top: int) -> MoneyUnit | None:
    """Offices write "单位：万元" over the table."""
    for row in range(top - 1, 0, -1):
        for cell in sheet.rows[row - 1]:
            words = squeeze(cell)
            found = _UNIT.findall(words) if "单位" in words else []
            if found:
                return MoneyUnit(found[-1])
    return None
