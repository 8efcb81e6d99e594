"""What the columns of a sheet can hold, and by what wordings offices call them, for each thing that is imported."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Subject(StrEnum):
    """What the rows of a sheet are."""

    PROJECTS = "PROJECTS"  # 第四条: projects for the reserve library
    PLAN_ITEMS = "PLAN_ITEMS"  # 第三条: items of a yearly plan's draft
    APPLICATIONS = "APPLICATIONS"  # 第三条（二）: applications for a year's plan


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
    KIND = "KIND"
    ANNUAL = "ANNUAL"
    BASIS = "BASIS"
    ASSESSMENT = "ASSESSMENT"
    EXCEPTION_REASON = "EXCEPTION_REASON"
    EXCEPTION_APPROVER = "EXCEPTION_APPROVER"
    CHANNEL = "CHANNEL"
    STATEMENT = "STATEMENT"
    IGNORED = "IGNORED"  # known, but not part of what is imported


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
_LISTED: dict[Column, str] = {
    Column.KIND: "建设性质|项目性质|计划性质|计划类别|申报性质|性质",
    Column.ANNUAL: "年度投资|年度计划投资|本年计划投资|计划年度投资|年度投资计划|申报年度投资|当年计划投资",
}
_PLANNED: dict[Column, str] = {
    Column.BASIS: "列入依据|纳入依据",
    Column.ASSESSMENT: "评估意见",
    Column.EXCEPTION_REASON: "未入库例外理由|例外理由",
    Column.EXCEPTION_APPROVER: "未入库例外批准人|例外批准人",
}
_ASKED: dict[Column, str] = {
    Column.CHANNEL: "申报渠道|渠道",
    Column.STATEMENT: "申报理由|申报说明|理由",
}
_FOUND_BY = (Column.SERIAL, Column.NAME, Column.OWNER, Column.PROJECT_CODE)  # a project that is there already


def _known(*tables: Mapping[Column, str]) -> dict[str, Column]:
    return {
        wording: column for table in tables for column, wordings in table.items() for wording in wordings.split("|")
    }


def _beside(own: Mapping[Column, str]) -> dict[str, Column]:
    """What is not asked of a project that is registered already is known, and passed over."""
    registered = {wording: c if c in _FOUND_BY else Column.IGNORED for wording, c in _known(_WORDINGS).items()}
    return registered | _known(_LISTED, own)


WORDINGS: dict[Subject, dict[str, Column]] = {
    Subject.PROJECTS: _known(_WORDINGS),
    Subject.PLAN_ITEMS: _beside(_PLANNED),
    Subject.APPLICATIONS: _beside(_ASKED),
}
ELEMENTS: dict[Subject, frozenset[Column]] = {s: frozenset(known.values()) for s, known in WORDINGS.items()}
