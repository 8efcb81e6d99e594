"""第十七条（三）：the site is surveyed and a decision made within five working days, for roads and green land.

The measures name the temporary occupation and the excavation of urban roads and of green land. What the forms ask for,
and the days of warning, are defaults of the district; the grounds are named with each matter.
"""

from __future__ import annotations

from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import (
    Consulted,
    FieldType,
    FormField,
    RequestKind,
    Requirement,
    SpecialProcedure,
)
from services.support.domain.kinds.since import FIRST_DAY

A17_3 = Article(17, 3)
WORKING_DAYS, WARNING_DAYS = 5, 2
_SERIES = "株天城管函"
_ROADS = "《城市道路管理条例》"
_GREEN = "《城市绿化条例》"

_PLACE = FormField(
    code="place",
    name="地点和范围",
    type=FieldType.TEXT,
    help="路名（地块）、起止点或四至 / Road or plot, with its bounds",
)
_AREA = FormField(
    code="area",
    name="面积",
    type=FieldType.NUMBER,
    at_least=Decimal("0.01"),
    at_most=Decimal(1_000_000),
    places=2,
    unit="平方米",
    help="拟占用的面积 / Area that is asked for, in square metres",
)
_FROM = FormField(code="from", name="开始日期", type=FieldType.DATE, help="拟开始的日期 / First day that is asked for")
_UNTIL = FormField(
    code="until",
    name="结束日期",
    type=FieldType.DATE,
    not_before="from",
    help="拟结束的日期 / Last day that is asked for",
)
_REASON = FormField(
    code="reason", name="事由", type=FieldType.TEXT, help="为什么必须在此处、此时进行 / Why here, and why then"
)
_RESTORE = FormField(
    code="restore",
    name="恢复方案",
    type=FieldType.TEXT,
    longest=2000,
    help="如何恢复原状 / How it is restored afterwards",
)
_PLAN = FormField(
    code="plan", name="平面图", type=FieldType.FILE, required=False, help="标明范围的平面图 / A drawing with the bounds"
)
_TRAFFIC = FormField(
    code="traffic",
    name="交通组织方案",
    type=FieldType.TEXT,
    longest=2000,
    required=False,
    help="影响通行的，说明如何疏导 / How traffic goes on, where it is touched",
)
_DEPTH = FormField(
    code="depth",
    name="挖掘深度",
    type=FieldType.NUMBER,
    at_least=Decimal("0.1"),
    at_most=Decimal(50),
    places=2,
    unit="米",
    help="最大挖掘深度 / Greatest depth, in metres",
)
_PIPES = FormField(
    code="pipes",
    name="地下管线查询",
    type=FieldType.TEXT,
    help="已向哪些管线单位核实 / Which owners of pipes and cables were asked",
)
_RECENT = FormField(
    code="recent",
    name="道路竣工时间是否不满五年（大修不满三年）",
    type=FieldType.BOOLEAN,
    help="是的，按《城市道路管理条例》还须经城市人民政府批准 / If so, the city's government must agree as well",
)
_TREES = FormField(
    code="trees",
    name="树木株数",
    type=FieldType.NUMBER,
    at_least=Decimal(1),
    at_most=Decimal(100_000),
    places=0,
    unit="株",
    help="拟砍伐或移植的株数 / How many trees are felled or moved",
)
_HOW = FormField(
    code="how",
    name="处置方式",
    type=FieldType.CHOICE,
    choices=(("FELL", "砍伐"), ("TRANSPLANT", "移植")),
    help="能移植的不砍伐 / What can be moved is not felled",
)
_SPECIES = FormField(
    code="species", name="树种和胸径", type=FieldType.TEXT, help="树种、胸径（厘米）/ Species and girth"
)
_OLD = FormField(
    code="old",
    name="是否古树名木",
    type=FieldType.BOOLEAN,
    help="古树名木禁止砍伐 / Old and famous trees must not be felled",
)

HEARING = SpecialProcedure(code="HEARING", name="听证", basis="《行政许可法》第四十五条：听证所需时间不计入期限")
EXPERT_REVIEW = SpecialProcedure(
    code="EXPERT_REVIEW", name="专家评审", basis="《行政许可法》第四十五条：专家评审所需时间不计入期限"
)
_STOPS = (HEARING, EXPERT_REVIEW)
_POLICE = (Consulted(role=Role.PUBLIC_SECURITY, working_days=2),)


def _urban(
    code: str, name: str, document: str, ground: str, form: tuple[FormField, ...], consulted: tuple[Consulted, ...] = ()
) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.URBAN_MANAGEMENT,
        working_days=WORKING_DAYS,
        warning_days=WARNING_DAYS,
        series=_SERIES,
        article=A17_3,
        form=form,
        stops=_STOPS,
        requires=frozenset({Requirement.SURVEY}),
        consulted=consulted,
        review_days=10,
        document=document,
        help="现场踏勘后5个工作日内决定；批准期限写入决定 / Decided within five working days, after a survey of the site",
    )
    source = f"第十七条（三）：现场踏勘，5个工作日；依据{ground}；表单、提前2个工作日预警、10个工作日内可复核为本区默认"
    return Dated(A17_3, name, Entry(FIRST_DAY, kind, source))


KINDS: tuple[Dated[RequestKind], ...] = (
    _urban(
        "ROAD_OCCUPATION",
        "临时占用城市道路",
        "临时占用城市道路审批决定书",
        _ROADS,
        (_PLACE, _AREA, _FROM, _UNTIL, _REASON, _TRAFFIC, _RESTORE, _PLAN),
        _POLICE,
    ),
    _urban(
        "ROAD_EXCAVATION",
        "挖掘城市道路",
        "挖掘城市道路审批决定书",
        _ROADS,
        (_PLACE, _AREA, _DEPTH, _FROM, _UNTIL, _REASON, _PIPES, _RECENT, _TRAFFIC, _RESTORE, _PLAN),
        _POLICE,
    ),
    _urban(
        "GREEN_LAND_OCCUPATION",
        "临时占用城市绿化用地",
        "临时占用城市绿化用地审批决定书",
        _GREEN,
        (_PLACE, _AREA, _FROM, _UNTIL, _REASON, _RESTORE, _PLAN),
    ),
    _urban(
        "TREE_FELLING",
        "砍伐、移植城市树木",
        "砍伐、移植城市树木审批决定书",
        _GREEN + "（第十七条（三）未单列，随绿化用地审批一并办理为本区默认）",
        (_PLACE, _TREES, _SPECIES, _HOW, _OLD, _FROM, _UNTIL, _REASON, _RESTORE, _PLAN),
    ),
)
