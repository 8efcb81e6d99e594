"""Enterprise projects: a plant on new land, and one in a standard plant or by renovation."""

from __future__ import annotations

from services.schedule.domain.template.item import (
    ACCEPTANCE,
    CALENDAR,
    CONSTRUCTION,
    ENGINEERING,
    LAND,
    Template,
    after,
    ends_after,
    with_start_of,
)
from services.schedule.domain.template.shared import CONCRETE_AGE, ENVIRONMENT_NOTICE, FIRE_REVIEW, acceptance, start

_LISTING = "国土资源部令第39号：出让公告于挂牌开始日前至少二十日发布，挂牌时间不少于十日"
_EARLY_NOTICE = "《土地管理法实施条例》第二十六条：征收土地预公告不少于十个工作日"

NEW_LAND = Template(
    "ENTERPRISE",
    "企业投资项目（新供地建厂）",
    (
        LAND.approval("A1", "项目核准或备案", 3, "核准或备案", "核准批复或备案证明"),
        LAND.step("A2", "入园协议签订", 10, "投资强度、亩均税收约定", "入园协议", after("A1")),
        LAND.approval("A3", "环境影响评价审批", 10, "多评合一、统一受理", "环评批复", after("A1")),
        LAND.approval("A4", "节能审查", 5, "节能报告评审", "节能审查意见或承诺", after("A1")),
        LAND.step(
            "A5", "征收土地预公告与补偿安置", 30, "补偿安置协议签订", "补偿安置协议", after("A2"), basis=_EARLY_NOTICE
        ),
        LAND.approval(
            "A6",
            "建设用地报批",
            20,
            "新增建设用地指标落实",
            "建设用地批复",
            after("A5"),
            waits_for="LAND_QUOTA",
        ),
        LAND.step("A7", "出让公告", 20, "规划条件与出让方案", "出让公告", after("A6"), unit=CALENDAR, basis=_LISTING),
        LAND.step("A8", "挂牌出让", 10, "成交确认", "成交确认书", after("A7"), unit=CALENDAR, basis=_LISTING),
        LAND.step("A9", "出让合同签订", 5, "土地价款缴纳", "国有建设用地使用权出让合同", after("A8")),
        LAND.approval("A10", "建设用地规划许可证", 5, "出让合同签订", "建设用地规划许可证", after("A9")),
        LAND.approval("A11", "不动产权证（土地）", 3, "土地登记", "不动产权证书", after("A9")),
        ENGINEERING.step("B1", "勘察与方案设计", 30, "总平面与工艺布局", "设计方案文本", with_start_of("A7")),
        ENGINEERING.approval("B2", "设计方案审查", 7, "方案联合审查", "设计方案审查意见", after("B1", "A10")),
        ENGINEERING.approval("B3", "建设工程规划许可证", 5, "规划条件核对", "建设工程规划许可证", after("B2")),
        CONSTRUCTION.step("C1", "施工图设计", 20, "各专业会签", "施工图设计文件", with_start_of("B2", lag=5)),
        CONSTRUCTION.approval(
            "C2", "施工图设计文件审查", 7, "消防、人防联合审图", "施工图审查合格书", after("C1", "B3")
        ),
        CONSTRUCTION.step("C3", "施工发包", 15, "确定施工、监理单位", "施工合同；监理合同", with_start_of("C2")),
        *start(4, ("C3", "C2", "B3", "A3", "A4", "A11")),  # C4 to C6
        CONSTRUCTION.building("C7", "厂房基础施工", 60, "桩基检测", "地基与基础验收记录", after("C6")),
        CONSTRUCTION.building("C8", "厂房主体施工", 120, "主体结构封顶", "结构封顶影像；施工记录", after("C7")),
        CONSTRUCTION.step(
            "C9",
            "主体结构验收",
            3,
            "结构实体检测",
            "主体结构验收记录",
            after("C8", lag=28, unit=CALENDAR),
            basis=CONCRETE_AGE,
        ),
        CONSTRUCTION.building("C10", "设备订购与到货", 150, "主要设备合同", "采购合同；到货验收单", after("C6")),
        CONSTRUCTION.building("C11", "公用工程与室外配套", 60, "水电气接入", "接入验收记录", with_start_of("C9")),
        CONSTRUCTION.building(
            "C12", "设备安装调试", 60, "单机与联动试车", "安装调试记录", after("C9", "C10") + ends_after("C11")
        ),
        *acceptance(("C11", "C12")),
        ACCEPTANCE.approval("D6", "排污许可证", 15, "排污许可申领", "排污许可证或登记回执", after("C12")),
        ACCEPTANCE.milestone("D7", "试生产", "试生产方案备案", "试生产记录", after("D2", "D6")),
        ACCEPTANCE.milestone(
            "D8", "正式投产", "达产计划", "首批产品销售凭证", after("D4") + after("D7", lag=60, unit=CALENDAR)
        ),
    ),
)

RENOVATION = Template(
    "ENTERPRISE_RENOVATION",
    "企业投资项目（租用标准厂房或技术改造）",
    (
        LAND.approval("A1", "项目备案", 1, "线上即时备案", "备案证明"),
        LAND.step("A2", "厂房租赁或入园协议", 5, "荷载、层高、用电核对", "租赁合同或入园协议", after("A1")),
        LAND.approval("A3", "环境影响评价审批或登记", 10, "多评合一、统一受理", "环评批复或登记表回执", after("A1")),
        LAND.approval("A4", "节能审查", 5, "节能报告评审", "节能审查意见或承诺", after("A1")),
        ENGINEERING.step("B1", "工艺与装修改造设计", 20, "工艺布局与荷载复核", "改造设计文件", after("A2")),
        ENGINEERING.approval(
            "B2", "改造方案备案（外立面、加层须许可）", 5, "规划核对", "方案备案或许可文件", after("B1")
        ),
        CONSTRUCTION.approval(
            "C1",
            "消防设计审查或备案",
            15,
            "火灾危险性分类",
            "消防设计审查意见或备案凭证",
            after("B1"),
            basis=FIRE_REVIEW,
        ),
        CONSTRUCTION.step("C2", "改造工程发包", 10, "确定施工单位", "施工合同", with_start_of("C1")),
        CONSTRUCTION.approval(
            "C3", "施工许可或开工登记", 3, "限额以下登记", "施工许可证或登记表", after("C1", "C2", "B2", "A3", "A4")
        ),
        CONSTRUCTION.milestone("C4", "改造开工", "进场施工", "开工令；现场影像", after("C3")),
        CONSTRUCTION.building("C5", "设备订购与到货", 75, "主要设备合同", "采购合同；到货验收单", after("A2")),
        CONSTRUCTION.building("C6", "装修与公用工程改造", 60, "增容与管线", "改造工程验收记录", after("C4")),
        CONSTRUCTION.building(
            "C7",
            "设备安装调试",
            30,
            "单机与联动试车",
            "安装调试记录",
            after("C5") + with_start_of("C6", lag=30, unit=CALENDAR) + ends_after("C6", lag=10, unit=CALENDAR),
        ),
        ACCEPTANCE.approval(
            "D1", "消防验收或备案", 15, "现场评定", "消防验收意见或备案凭证", after("C6"), basis=FIRE_REVIEW
        ),
        ACCEPTANCE.approval("D2", "排污许可证", 15, "排污许可申领", "排污许可证或登记回执", after("A3", "C7")),
        ACCEPTANCE.milestone("D3", "投产", "首批产品下线", "投产证明", after("D1", "D2")),
        ACCEPTANCE.step(
            "D4", "竣工环境保护验收", 25, "验收监测与公示", "验收意见；公示截图", after("D3"), basis=ENVIRONMENT_NOTICE
        ),
    ),
)
