"""The enums of the schema, under names that no other subgraph uses."""

import strawberry

from services.assessment.domain.card.model import Colour, DutyKind
from services.assessment.domain.computing import ComputationKind, ComputationState
from services.assessment.domain.fact.model import FactKind
from services.assessment.domain.scheme.model import (
    Formula,
    IdleRule,
    Measure,
    Outcome,
    ShareRounding,
    SmallGroupRule,
    TieRule,
)
from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus
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
        "要素保障申请收件、退回补正、重报、撤回、特殊程序起止、不予受理、到期日更正、办结；交办问题及其报结、销号、重开、终结；"
        "入库入统的时限、办理、例外；协调服务事项的时限、办结、取消；列入、调出年度计划，前期转化，开竣工；"
        "表扬、事件及其撤销；责任分担、免予考核 / "
        "What happened: a node was planned, completed or its completion taken back, an annual task set, progress verified, "
        "the plan gave the project "
        "up or has it again; a support request was "
        "submitted, returned, resubmitted, withdrawn, suspended, resumed, not taken on, given a corrected limit, decided; an "
        "issue, a service or an entry in statistics was due, done, opened again or called off; a plan has a project or not; it "
        "started, was completed or converted; conduct and decisions on facts were recorded or revoked"
    ),
)
strawberry.enum(
    Measure,
    name="AssessmentMeasure",
    description=(
        "考核内容。季度：节点任务、形象进度、要素保障、协调服务、入库入统、交办问题销号；年度：开工、竣工、建设内容、投资计划、前期项目转化、"
        "季度结果；两者皆可：表扬等加分事项，质量、安全、舆情事件 / What an indicator looks at (A19): matters of a quarter, "
        "of the year, and what is on record beside them (commendations, incidents)"
    ),
)
strawberry.enum(
    Formula,
    name="IndicatorFormula",
    description=(
        "公式：RATIO 按时÷应办×权重；COUNT 按时（或记录）项数÷目标项数（至多 1）×权重；CAPPED_LINEAR 完成÷计划（封顶）×权重；"
        "TIERS 比率所在档次的比例×权重；RANK_POINTS 按比率的组内名次由满分递减到末位比例×权重；PER_EVENT 每项加减分（封顶） / "
        "RATIO on time ÷ all × weight; COUNT items ÷ target, 1 at most; CAPPED_LINEAR done ÷ planned up to a cap; TIERS "
        "the share of the tier that the ratio is in; RANK_POINTS from the full weight down to a floor, by rank; "
        "PER_EVENT points for each"
    ),
)
strawberry.enum(
    Outcome,
    name="Timeliness",
    description="按时、逾期（含期末未完成）、记录在案（无时限之事） / On time, late (also: unfinished at the end), or on record",
)
strawberry.enum(
    ShareRounding,
    name="AwardRounding",
    description="名额取整：舍去、四舍五入、进一 / How a share of units becomes a number of them",
)
strawberry.enum(
    SchemeStatus,
    description=(
        "细则的状态：草案、已批准（按此计算）、已冻结（已有结果按此发布）、被取代、已撤回 / "
        "A draft; approved, its year is computed by it; frozen, a result under it is published; superseded; withdrawn"
    ),
)
strawberry.enum(
    SchemeAction,
    description="起草、复制起草、修改草案、批准、被取代、撤回、冻结 / What was done with a scheme",
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
    name="PeriodStatus",
    description=(
        "已计算（可重算）、已公示（可提出异议）、已发布（冻结） / "
        "Computed (a draft), announced to the units (open to objections), published (frozen)"
    ),
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
strawberry.enum(
    ComputationKind,
    description=(
        "后台计算的种类：计算一期、核验一期、试算细则、比较细则 / "
        "What is computed in the background: a period, its verification, a scheme's trial, a comparison of two"
    ),
)
strawberry.enum(
    ComputationState,
    description="后台计算的进展：排队、计算中、已完成、未予计算、故障 / How far a computation in the background has come",
)
