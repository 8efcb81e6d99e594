"""第八条：node templates 节点模板, the usual nodes of a kind of project, as dated configuration.

They are offered for copying: a plan made from a template owns its copy, and a later change of the template does not
touch it.

The four stages are those of the national reform of construction approval (国办发〔2019〕11号); the standard days of the
items are the district's usual ones, within that document's limit of 120 working days for the approvals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.network.activity import DayUnit
from services.schedule.domain.rulebook import FIRST_DAY

STAGE_LAND = "立项用地规划许可"
STAGE_ENGINEERING = "工程建设许可"
STAGE_CONSTRUCTION = "施工许可"
STAGE_ACCEPTANCE = "竣工验收"
SOURCE = "国办发〔2019〕11号（四阶段）；各事项天数为本区默认"


@dataclass(frozen=True, slots=True)
class TemplateNode:
    """One item of a template. `predecessors` are codes of the same template."""

    code: str
    stage: str
    name: str
    duration: int
    key_link: str
    evidence: tuple[str, ...]
    predecessors: tuple[str, ...] = ()
    unit: DayUnit = DayUnit.WORKING_DAY
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """The usual nodes of one kind of project."""

    code: str
    name: str
    nodes: tuple[TemplateNode, ...]


_LAND_GOVERNMENT = (
    TemplateNode("A1", STAGE_LAND, "项目建议书批复", 5, "立项审批", ("项目建议书批复",)),
    TemplateNode("A2", STAGE_LAND, "用地预审与选址意见书", 8, "规划选址与用地预审", ("用地预审与选址意见书",), ("A1",)),
    TemplateNode("A3", STAGE_LAND, "可行性研究报告批复", 10, "可研评审与审批", ("可行性研究报告批复",), ("A2",)),
    TemplateNode("A4", STAGE_LAND, "环境影响评价审批", 10, "多评合一、统一受理", ("环评批复",), ("A2",)),
    TemplateNode(
        "A5", STAGE_LAND, "建设用地报批", 20, "新增建设用地指标落实", ("建设用地批复",), ("A3",), waits_for="LAND_QUOTA"
    ),
    TemplateNode("A6", STAGE_LAND, "建设用地规划许可证", 5, "划拨或出让手续", ("建设用地规划许可证",), ("A5",)),
)
_LAND_ENTERPRISE = (
    TemplateNode("A1", STAGE_LAND, "项目核准或备案", 3, "核准或备案", ("核准批复或备案证明",)),
    TemplateNode("A2", STAGE_LAND, "环境影响评价审批", 10, "多评合一、统一受理", ("环评批复",), ("A1",)),
    TemplateNode(
        "A3",
        STAGE_LAND,
        "用地报批与出让",
        20,
        "新增建设用地指标落实",
        ("国有建设用地使用权出让合同",),
        ("A1",),
        waits_for="LAND_QUOTA",
    ),
    TemplateNode("A4", STAGE_LAND, "建设用地规划许可证", 5, "出让合同签订", ("建设用地规划许可证",), ("A3",)),
)


def _later_stages(land: str, environment: str) -> tuple[TemplateNode, ...]:
    return (
        TemplateNode("B1", STAGE_ENGINEERING, "设计方案审查", 10, "方案联合审查", ("设计方案审查意见",), (land,)),
        TemplateNode(
            "B2", STAGE_ENGINEERING, "建设工程规划许可证", 5, "规划条件核对", ("建设工程规划许可证",), ("B1",)
        ),
        TemplateNode(
            "C1", STAGE_CONSTRUCTION, "施工图设计文件审查", 10, "消防、人防联合审图", ("施工图审查合格书",), ("B2",)
        ),
        TemplateNode(
            "C2", STAGE_CONSTRUCTION, "施工招标或发包", 20, "确定施工、监理单位", ("中标通知书或施工合同",), ("C1",)
        ),
        TemplateNode(
            "C3",
            STAGE_CONSTRUCTION,
            "建筑工程施工许可证",
            3,
            "质量安全监督手续",
            ("建筑工程施工许可证",),
            ("C2", environment),
        ),
        TemplateNode(
            "C4",
            STAGE_CONSTRUCTION,
            "主体工程施工",
            300,
            "主体结构封顶",
            ("主体结构验收记录",),
            ("C3",),
            DayUnit.CALENDAR_DAY,
        ),
        TemplateNode(
            "D1", STAGE_ACCEPTANCE, "联合验收", 10, "规划、土地、消防、人防、档案", ("联合验收意见书",), ("C4",)
        ),
        TemplateNode("D2", STAGE_ACCEPTANCE, "竣工验收备案", 3, "竣工验收备案", ("竣工验收备案表",), ("D1",)),
    )


_FIRST = (
    Template("GOVERNMENT", "政府投资工程建设项目", _LAND_GOVERNMENT + _later_stages("A6", "A4")),
    Template("ENTERPRISE", "社会投资工程建设项目", _LAND_ENTERPRISE + _later_stages("A4", "A2")),
)

NODE_TEMPLATES: Dated[tuple[Template, ...]] = Dated(Article(8), "倒排计划节点模板", Entry(FIRST_DAY, _FIRST, SOURCE))


def templates_on(day: date) -> tuple[Template, ...]:
    """Return the templates offered on the day."""
    return NODE_TEMPLATES.on(day)
