"""第十七条（二）：environmental evaluations, each for itself, or several of one project as one matter (多评合一).

The measures set no number of days. By the Environmental Impact Assessment Law a report form (报告表) is decided within
thirty calendar days, a report (报告书) within sixty; for key projects the district promises twenty working days, which is
within the shorter one. The other limits are defaults of the district as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import FieldType, FormField, Outcome, RequestKind, SpecialProcedure
from services.support.domain.kinds.since import FIRST_DAY

A17_2 = Article(17, 2)
JOINT_EVALUATION = "JOINT_EVALUATION"
_SERIES = "株天环评"
_LAW = "《环境影响评价法》"
_WHOLE = frozenset({Outcome.GRANTED, Outcome.REFUSED})

_STOPS = (
    SpecialProcedure(
        code="EXPERT_REVIEW", name="技术评估、专家评审", basis="《行政许可法》第四十五条：专家评审所需时间不计入期限"
    ),
    SpecialProcedure(code="HEARING", name="听证", basis="《行政许可法》第四十五条：听证所需时间不计入期限"),
    SpecialProcedure(
        code="MONITORING", name="检测、监测", basis="《行政许可法》第四十五条：检验、检测、鉴定所需时间不计入期限"
    ),
)
_BY_WHOM = FormField(
    code="prepared_by",
    name="编制单位",
    type=FieldType.TEXT,
    longest=100,
    help="编制文件的单位 / The firm that prepared it",
)
_PAPER = FormField(
    code="paper", name="文件", type=FieldType.FILE, required=False, help="报批稿 / The version for approval"
)


def _evaluation(code: str, name: str, days: int, ground: str, *form: FormField) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.ECOLOGY,
        working_days=days,
        warning_days=3,
        series=_SERIES,
        article=A17_2,
        form=(*form, _BY_WHOM, _PAPER),
        stops=_STOPS,
        outcomes=_WHOLE,
        document=f"关于{name}的批复",
        joint=JOINT_EVALUATION,
        help="同一项目涉及多项的，用多评合一一并申报 / Several of one project are submitted as one joint evaluation",
    )
    source = f"第十七条（二）；依据{ground}；{days}个工作日、提前3个工作日预警为本区默认（条文未定天数）"
    return Dated(A17_2, name, Entry(FIRST_DAY, kind, source))


KINDS: tuple[Dated[RequestKind], ...] = (
    _evaluation(
        "EIA_CONSTRUCTION",
        "建设项目环境影响评价",
        20,
        _LAW,
        FormField(
            code="form_kind",
            name="文件类型",
            type=FieldType.CHOICE,
            choices=(("REPORT", "报告书"), ("FORM", "报告表")),
            help="按分类管理名录确定；登记表实行备案，不在此申请 / By the catalogue; registrations are only filed",
        ),
        FormField(
            code="industry",
            name="名录类别",
            type=FieldType.TEXT,
            longest=100,
            help="分类管理名录中的类别 / Class of the catalogue",
        ),
        FormField(
            code="investment",
            name="环保投资",
            type=FieldType.MONEY,
            at_least=Decimal(0),
            required=False,
            help="环境保护投资（万元）/ Investment in protection of the environment",
        ),
    ),
    _evaluation(
        "EIA_RADIATION",
        "辐射类建设项目环境影响评价",
        15,
        f"{_LAW}、《放射性污染防治法》",
        FormField(
            code="source_kind",
            name="辐射源类型",
            type=FieldType.CHOICE,
            choices=(("IONISING", "电离辐射"), ("ELECTROMAGNETIC", "电磁辐射")),
            help="电离（射线装置、同位素）或电磁（输变电、基站）/ Ionising or electromagnetic",
        ),
        FormField(
            code="equipment", name="设备或设施", type=FieldType.TEXT, help="名称、数量、等级 / Name, number, class"
        ),
    ),
    _evaluation(
        "RIVER_OUTFALL",
        "入河排污口设置论证",
        15,
        "《水污染防治法》《入河排污口监督管理办法》",
        FormField(
            code="water", name="受纳水体", type=FieldType.TEXT, longest=100, help="河流（湖库）名称 / River or lake"
        ),
        FormField(
            code="discharge",
            name="排放量",
            type=FieldType.NUMBER,
            at_least=Decimal("0.01"),
            at_most=Decimal(10_000_000),
            places=2,
            unit="立方米/日",
            help="设计日排放量 / Designed discharge a day, in cubic metres",
        ),
        FormField(code="place", name="排污口位置", type=FieldType.TEXT, help="岸别、里程或坐标 / Bank and kilometre"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointKind:
    """A joint matter: several requests of one project that are accepted, discussed and decided as one.

    kinds: what may be part of it; fewest: of how many parts at least. working_days, warning_days: its one clock, which all
    parts share. stops: the special procedures that may stop it.
    """

    code: str
    name: str
    bureau: Role
    kinds: frozenset[str]
    fewest: int
    working_days: int
    warning_days: int
    series: str
    document: str
    stops: tuple[SpecialProcedure, ...]
    article: Article = A17_2


# The joint limit is that of the longest part, 20 working days: parts go on at the same time, so together they need no more
# than the longest does, and nobody waits longer because matters were joined. It is set for itself, so a district may change it.
JOINT: tuple[Dated[JointKind], ...] = (
    Dated(
        A17_2,
        "多评合一",
        Entry(
            FIRST_DAY,
            JointKind(
                code=JOINT_EVALUATION,
                name="环评事项多评合一",
                bureau=Role.ECOLOGY,
                kinds=frozenset({"EIA_CONSTRUCTION", "EIA_RADIATION", "RIVER_OUTFALL"}),
                fewest=2,
                working_days=20,
                warning_days=3,
                series=_SERIES,
                document="关于多项环境影响评价事项的批复",
                stops=_STOPS,
            ),
            "第十七条（二）：统一受理、牵头会商、一并批复；20个工作日（取各项中最长的）为本区默认",
        ),
    ),
)
JOINT_RULES = {"430211": JOINT}


def joint_on(division: str, code: str, day: date) -> JointKind | None:
    """Return the rule of a joint matter as it is in a division on the day; None where there is none.

    >>> joint_on("430211", "JOINT_EVALUATION", date(2027, 3, 1)).working_days
    20
    """
    of_day = (dated.on(day) for dated in JOINT_RULES.get(division, ()) if dated.entries[0].since <= day)
    return next((kind for kind in of_day if kind.code == code), None)
