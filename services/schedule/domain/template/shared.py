"""Runs of items that several kinds of projects share: requisition of land, a tender, the end of a project."""

from __future__ import annotations

from services.schedule.domain.template.item import (
    ACCEPTANCE,
    CALENDAR,
    CONSTRUCTION,
    LAND,
    TemplateNode,
    after,
    ends_after,
)

BIDDING_LAW = "《招标投标法》第二十四条：自招标文件发出至投标截止不少于二十日"
AWARD_NOTICE = "《招标投标法实施条例》第五十四条：中标候选人公示期不少于三日"
EARLY_NOTICE = "《土地管理法实施条例》第二十六条：征收土地预公告不少于十个工作日"
COMPENSATION_NOTICE = "《土地管理法》第四十七条：征地补偿安置方案公告至少三十日"
CONCRETE_AGE = "GB 50204：混凝土强度按28天龄期评定"
FILING_LIMIT = "《建设工程质量管理条例》第四十九条：自竣工验收合格之日起十五日内备案"
ENVIRONMENT_NOTICE = "国环规环评〔2017〕4号：验收报告公示不少于二十个工作日"
FIRE_REVIEW = "住房城乡建设部令第51号：消防设计审查、消防验收自受理之日起十五个工作日内"


def requisition(first: int, known: str, ready: tuple[str, ...]) -> tuple[TemplateNode, ...]:
    """征地与用地报批 A{first}…: notices from when the site is known, the approval when the rest is ready too."""
    early, plan, approval, permit = (f"A{first + n}" for n in range(4))
    return (
        LAND.step(
            early, "征收土地预公告", 10, "公告与现状调查", "预公告；现状调查成果", after(known), basis=EARLY_NOTICE
        ),
        LAND.step(
            plan,
            "征地补偿安置方案公告",
            30,
            "补偿安置协议签订",
            "补偿安置方案公告；补偿安置协议",
            after(early),
            unit=CALENDAR,
            basis=COMPENSATION_NOTICE,
        ),
        LAND.approval(
            approval,
            "建设用地报批",
            20,
            "新增建设用地指标落实",
            "建设用地批复",
            after(plan, *ready),
            waits_for="LAND_QUOTA",
        ),
        LAND.approval(permit, "建设用地规划许可证", 5, "划拨或出让手续", "建设用地规划许可证", after(approval)),
    )


def tender(first: int, ready: tuple[str, ...]) -> tuple[TemplateNode, ...]:
    """施工招标 C{first}…: notice, opening of the bids, award, contract."""
    notice, bids, award, contract = (f"C{first + n}" for n in range(4))
    twenty_days = after(notice, lag=20, unit=CALENDAR)
    return (
        CONSTRUCTION.step(notice, "施工招标公告发布", 3, "招标文件与控制价", "招标公告；招标文件", after(*ready)),
        CONSTRUCTION.step(bids, "开标评标", 2, "评标委员会组建", "评标报告", twenty_days, basis=BIDDING_LAW),
        CONSTRUCTION.step(
            award, "中标候选人公示、中标通知", 5, "公示无异议", "公示；中标通知书", after(bids), basis=AWARD_NOTICE
        ),
        CONSTRUCTION.step(contract, "签订施工、监理合同", 5, "确定施工、监理单位", "施工合同；监理合同", after(award)),
    )


def start(first: int, ready: tuple[str, ...]) -> tuple[TemplateNode, ...]:
    """施工许可与开工 C{first}…: supervision of quality and safety, the permit, and the milestone 开工."""
    supervision, permit, begun = (f"C{first + n}" for n in range(3))
    return (
        CONSTRUCTION.approval(
            supervision, "质量安全监督手续", 3, "质量安全报监", "质量监督手续；安全监督手续", after(ready[0])
        ),
        CONSTRUCTION.approval(
            permit, "建筑工程施工许可证", 3, "开工条件核查", "建筑工程施工许可证", after(supervision, *ready)
        ),
        CONSTRUCTION.milestone(begun, "项目开工", "正式进场施工", "开工令；现场影像", after(permit)),
    )


def acceptance(works: tuple[str, ...], *, before_use: tuple[str, ...] = ()) -> tuple[TemplateNode, ...]:
    """竣工验收 D1…D5: joint acceptance, filing, environmental acceptance, accounts, and the milestone 竣工.

    before_use: further acceptances without which the project must not be put to use.
    """
    return (
        ACCEPTANCE.approval("D1", "联合验收", 10, "规划、土地、消防、人防、档案", "联合验收意见书", after(*works)),
        ACCEPTANCE.approval("D2", "竣工验收备案", 3, "竣工验收备案", "竣工验收备案表", after("D1"), basis=FILING_LIMIT),
        ACCEPTANCE.step(
            "D3",
            "竣工环境保护验收",
            25,
            "验收监测与公示",
            "验收意见；公示截图",
            after(*works),
            basis=ENVIRONMENT_NOTICE,
        ),
        ACCEPTANCE.milestone("D4", "项目竣工", "交付使用", "交付使用证明", after("D2", "D3", *before_use)),
        ACCEPTANCE.step(
            "D5",
            "竣工结算与财务决算",
            60,
            "结算审核",
            "结算审核报告；决算批复",
            after("D1") + ends_after("D4", lag=20),
            unit=CALENDAR,
        ),
    )
