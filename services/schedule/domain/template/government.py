"""Government projects: buildings, municipal roads, social facilities, ecology and water."""

from __future__ import annotations

from services.schedule.domain.template.item import (
    ACCEPTANCE,
    CALENDAR,
    CONSTRUCTION,
    ENGINEERING,
    LAND,
    Template,
    TemplateNode,
    after,
    ends_after,
    with_start_of,
)
from services.schedule.domain.template.shared import CONCRETE_AGE, acceptance, requisition, start, tender

_ESTABLISHED = (
    LAND.approval("A1", "项目建议书批复", 5, "立项审批", "项目建议书批复"),
    LAND.approval("A2", "用地预审与选址意见书", 8, "规划选址与用地预审", "用地预审与选址意见书", after("A1")),
    LAND.step("A3", "可行性研究报告编制", 30, "方案比选与投资估算", "可行性研究报告", after("A1"), unit=CALENDAR),
    # 《固定资产投资项目节能审查办法》: a government project has its energy review before its study is submitted
    LAND.approval("A4", "可行性研究报告批复", 10, "可研评审与审批", "可行性研究报告批复", after("A2", "A3", "A6")),
    LAND.approval("A5", "环境影响评价审批", 10, "多评合一、统一受理", "环评批复", after("A2")),
    LAND.approval("A6", "节能审查", 5, "节能报告评审", "节能审查意见或承诺", after("A3")),
)
_SITE = requisition(7, "A2", ("A4",))  # A7 to A10


def _designed(scheme: str, review: str) -> tuple[TemplateNode, ...]:
    """Design of a government project: B1 to B5, C1, C2."""
    return (
        ENGINEERING.step("B1", "勘察设计招标", 30, "确定勘察设计单位", "中标通知书", after("A4"), unit=CALENDAR),
        ENGINEERING.step("B2", scheme, 20, "地质勘察与方案比选", "设计方案文本", after("B1")),
        ENGINEERING.approval("B3", "设计方案审查", 10, "方案联合审查", "设计方案审查意见", after("B2", "A10")),
        ENGINEERING.approval("B4", "初步设计及概算批复", 10, "概算评审", "初步设计及概算批复", after("B3")),
        ENGINEERING.approval("B5", "建设工程规划许可证", 5, "规划条件核对", "建设工程规划许可证", after("B3")),
        CONSTRUCTION.step("C1", "施工图设计", 20, "各专业会签", "施工图设计文件", after("B4")),
        CONSTRUCTION.approval("C2", review, 10, "消防、人防联合审图", "施工图审查合格书", after("C1")),
    )


_TENDERED = tender(3, ("C2",))  # C3 to C6
_BEGUN = (*_TENDERED, *start(7, ("C6", "B5", "A5")))  # C3 to C6, C7 to C9

BUILDING = Template(
    "GOVERNMENT",
    "政府投资房屋建筑项目",
    (
        *_ESTABLISHED,
        *_SITE,
        *_designed("勘察与方案设计", "施工图设计文件审查"),
        *_BEGUN,
        CONSTRUCTION.building("C10", "地基与基础施工", 90, "桩基检测", "地基与基础验收记录", after("C9")),
        CONSTRUCTION.building("C11", "主体结构施工", 150, "主体结构封顶", "结构封顶影像；施工记录", after("C10")),
        CONSTRUCTION.step(
            "C12",
            "主体结构验收",
            3,
            "结构实体检测",
            "主体结构验收记录",
            after("C11", lag=28, unit=CALENDAR),
            basis=CONCRETE_AGE,
        ),
        CONSTRUCTION.building(
            "C13",
            "机电安装",
            150,
            "管线综合与调试",
            "安装分部验收记录",
            with_start_of("C11", lag=60, unit=CALENDAR) + ends_after("C14"),
        ),
        CONSTRUCTION.building("C14", "装饰装修", 100, "样板确认", "装饰分部验收记录", after("C12")),
        CONSTRUCTION.building(
            "C15",
            "室外工程与配套",
            75,
            "水电气及道路接入",
            "室外工程验收记录",
            with_start_of("C14", lag=30, unit=CALENDAR),
        ),
        *acceptance(("C13", "C14", "C15")),
    ),
)

ROAD = Template(
    "MUNICIPAL_ROAD",
    "市政道路等基础设施项目",
    (
        *_ESTABLISHED,
        *_SITE,
        *_designed("勘察测量与方案设计", "施工图设计文件审查"),
        *_BEGUN,
        CONSTRUCTION.building(
            "C10", "房屋征拆与管线迁改", 90, "杆管线迁改协议", "征拆腾地证明；迁改验收记录", after("A8")
        ),
        CONSTRUCTION.building("C11", "路基土石方", 120, "软基处理", "路基验收记录", after("C9", "C10")),
        CONSTRUCTION.building(
            "C12",
            "雨污水与综合管线",
            120,
            "管道闭水试验",
            "管线验收记录",
            with_start_of("C11", lag=45, unit=CALENDAR) + ends_after("C11", lag=15, unit=CALENDAR),
        ),
        CONSTRUCTION.building("C13", "桥涵等结构物", 150, "梁板架设", "结构物验收记录", with_start_of("C11", lag=15)),
        CONSTRUCTION.building("C14", "基层施工", 45, "水稳基层摊铺", "基层验收记录", after("C11", "C12")),
        CONSTRUCTION.step(
            "C15",
            "沥青面层施工",
            20,
            "面层摊铺",
            "面层验收记录",
            after("C14", lag=7, unit=CALENDAR) + after("C13"),
            unit=CALENDAR,
            basis="JTG/T F20：水泥稳定材料基层养生期不少于七天",
        ),
        CONSTRUCTION.building(
            "C16", "照明、绿化与交通安全设施", 45, "交通标志标线", "附属工程验收记录", with_start_of("C15")
        ),
        *acceptance(("C15", "C16")),
    ),
)

SOCIAL = Template(
    "SOCIAL_FACILITY",
    "学校、医院、养老等社会事业项目",
    (
        *_ESTABLISHED,
        *_SITE,
        LAND.approval(
            "A11", "设置（办学、医疗、养老机构）论证意见", 10, "行业主管部门论证", "设置论证意见", after("A1")
        ),
        *_designed("勘察与方案设计（含功能布局论证）", "施工图设计文件审查（含消防设计审查）"),
        *_TENDERED,
        *start(7, ("C6", "B5", "A5", "A11")),
        CONSTRUCTION.building("C10", "地基与基础施工", 75, "桩基检测", "地基与基础验收记录", after("C9")),
        CONSTRUCTION.building("C11", "主体结构施工", 120, "主体结构封顶", "结构封顶影像；施工记录", after("C10")),
        CONSTRUCTION.step(
            "C12",
            "主体结构验收",
            3,
            "结构实体检测",
            "主体结构验收记录",
            after("C11", lag=28, unit=CALENDAR),
            basis=CONCRETE_AGE,
        ),
        CONSTRUCTION.building("C13", "机电与装饰装修", 120, "专业系统调试", "分部验收记录", after("C12")),
        CONSTRUCTION.step(
            "C14", "教学、医疗等设备采购", 60, "采购需求论证", "采购合同", with_start_of("C13"), unit=CALENDAR
        ),
        CONSTRUCTION.building(
            "C15", "设备安装调试", 30, "设备联调", "安装调试记录", after("C14") + ends_after("C13", lag=10)
        ),
        CONSTRUCTION.building(
            "C16",
            "室外工程与配套",
            60,
            "无障碍与接驳道路",
            "室外工程验收记录",
            with_start_of("C13", lag=30, unit=CALENDAR),
        ),
        *acceptance(("C13", "C15", "C16")),
        ACCEPTANCE.approval(
            "D6", "室内空气质量检测与启用许可", 10, "行业许可", "检测报告；许可证", after("D2", lag=7, unit=CALENDAR)
        ),
        ACCEPTANCE.milestone("D7", "正式启用", "开学、开诊、入住", "启用公告", after("D4", "D6")),
    ),
)

_WATER_ESTABLISHED = (
    LAND.approval("A11", "水土保持方案审批", 7, "方案技术评审", "水土保持方案批复", after("A4")),
    LAND.approval("A12", "洪水影响评价审批", 10, "涉河方案评审", "洪水影响评价批复", after("A4")),
    TemplateNode(
        "A13",
        LAND.name,
        "使用林地审核",
        15,
        "林地定额落实",
        ("使用林地审核同意书",),
        after("A4"),
        waits_for="FOREST_LAND",
    ),
)

WATER = Template(
    "ECOLOGY_WATER",
    "生态环保与水利项目",
    (
        *_ESTABLISHED,
        *requisition(7, "A2", ("A4", "A13")),
        *_WATER_ESTABLISHED,
        *_designed("勘察测量与方案设计", "施工图设计文件审查"),
        *_TENDERED,
        *start(7, ("C6", "B5", "A5", "A11", "A12")),
        CONSTRUCTION.building("C10", "导流与围堰", 30, "枯水期施工", "围堰验收记录", after("C9")),
        CONSTRUCTION.building(
            "C11", "主体（堤防、管网、处理设施）施工", 180, "隐蔽工程验收", "分部工程验收记录", after("C10")
        ),
        CONSTRUCTION.building(
            "C12", "设备采购与安装", 90, "设备到货验收", "设备安装记录", with_start_of("C11", lag=90, unit=CALENDAR)
        ),
        CONSTRUCTION.building(
            "C13", "岸坡与生态修复", 90, "植物栽植季节", "修复工程验收记录", with_start_of("C11", lag=60, unit=CALENDAR)
        ),
        CONSTRUCTION.building("C14", "联合调试与试运行", 60, "进出水水质达标", "试运行报告", after("C11", "C12")),
        *acceptance(("C13", "C14"), before_use=("D6",)),
        ACCEPTANCE.step(
            "D6",
            "水土保持设施自主验收",
            25,
            "验收公示",
            "验收鉴定书；公示截图",
            after("C13"),
            basis="水保〔2019〕160号：验收材料公示不少于二十个工作日",
        ),
    ),
)
