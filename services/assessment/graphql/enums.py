"""The enums of the schema, under names that no other subgraph uses."""

import strawberry

from services.assessment.domain.card.model import Colour, DutyKind
from services.assessment.domain.fact.model import FactKind
from services.assessment.domain.scheme.model import Formula, IdleRule, Measure, Outcome, SmallGroupRule, TieRule
from services.assessment.domain.score.record import Status
from services.law.parties import UnitCategory

strawberry.enum(
    UnitCategory,
    description="单位类别：镇（街道）、区直部门、区属国有企业、市驻区单位、项目业主 / Kinds of units, the assessed groups (A18)",
)
strawberry.enum(
    FactKind,
    description=(
        "事实种类：节点任务下达、节点完成、办结被退回、年度投资任务下达、进度核实、项目调出计划、重新列入；"
        "要素保障申请收件、退回补正、重报、撤回、特殊程序起止、不予受理、到期日更正、办结 / "
        "What happened: a node was planned, completed or its completion taken back, an annual task set, progress verified, "
        "the plan gave the project "
        "up or has it again; a support request was "
        "submitted, returned, resubmitted, withdrawn, suspended, resumed, not taken on, given a corrected limit, decided"
    ),
)
strawberry.enum(
    Measure,
    name="AssessmentMeasure",
    description="考核内容：节点任务、形象进度、要素保障 / What an indicator looks at (A19)",
)
strawberry.enum(
    Formula,
    name="IndicatorFormula",
    description=(
        "公式：RATIO 按时÷应办×权重；CAPPED_LINEAR 完成÷计划（封顶）×权重；PER_EVENT 每项加减分（封顶） / "
        "RATIO on time ÷ all × weight; CAPPED_LINEAR done ÷ planned up to a cap × weight; PER_EVENT points for each"
    ),
)
strawberry.enum(
    Outcome,
    name="Timeliness",
    description="按时、逾期（含期末未完成） / On time, or late (unfinished at the end included)",
)
strawberry.enum(
    TieRule,
    description="末位线同分规则：一并列入、均不列入 / Equal scores across the line of the last three: all in, or all out",
)
strawberry.enum(
    SmallGroupRule,
    description="三个及以下单位的组：不发牌、只列最后一名、除第一名外均列入 / Cards in groups of three or fewer",
)
strawberry.enum(
    IdleRule,
    description="本季度无任务的指标：权重分摊、按满分计 / An indicator without any task: weight shared out, or full points",
)
strawberry.enum(
    Status,
    name="QuarterStatus",
    description="已计算（可重算）、已发布（冻结） / Computed (a draft), published (frozen)",
)
strawberry.enum(
    Colour,
    name="CardColour",
    description="黄牌、红牌（红牌更重，含义见考核细则） / Yellow or red; red is the graver, see the scheme for what they mean",
)
strawberry.enum(
    DutyKind,
    name="CardDutyKind",
    description="现场表态发言、书面表态发言、书面情况汇报 / Statement in person, statement in writing, report in writing",
)
