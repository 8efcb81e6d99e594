"""What the measures set and another district or another year may set differently: dated, cited values.

A new rule of A2–A6 is a new `Entry` here when it changes a list or a limit, and a new function in the area when it asks
a new question. Old days keep their values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.reserve.domain.terms import ApprovalRoute, InvestmentMode, ItemKind, Library

FIRST_DAY = date.min  # the draft names no day, and projects of earlier years are taken over under the same rules
A5_1, A5_2, A5_3 = Article(5, 1), Article(5, 2), Article(5, 3)
A4, A6 = Article(4), Article(6)


@dataclass(frozen=True, slots=True)
class Party:
    """Who has to act, with the role that people of it hold."""

    role: Role
    name: str


OWNER = Party(Role.OWNER, "项目业主")
PLANNING = Party(Role.PLANNING_PARTY, "策划主体")
INDUSTRY = Party(Role.INDUSTRY_AUTHORITY, "行业主管部门")
INVESTMENT = Party(Role.INVESTMENT_AUTHORITY, "区投资主管部门")
LAND = Party(Role.LAND, "自然资源部门")


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of document that the criteria ask for; `numbered` when an authority issues it under a number.

    by: who has to see to it that the document comes about: whoever writes it, or the bureau that issues it.
    """

    code: str
    name: str
    article: Article
    by: Party
    numbered: bool


@dataclass(frozen=True, slots=True)
class ByEvidence:
    """Met by any one valid document of these kinds; where `by_route` is given, of the kinds of the project's route."""

    kinds: tuple[str, ...]
    by_route: tuple[tuple[ApprovalRoute, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ByElement:
    """Met when the project states this element of A4."""

    element: str


@dataclass(frozen=True, slots=True)
class ByStart:
    """Met when the planned start is at most this many months away (a start already made counts)."""

    months: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One entry standard of a library; `mode` where it is asked of one kind of investment only."""

    code: str
    name: str
    article: Article
    judge: ByEvidence | ByElement | ByStart
    mode: InvestmentMode | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body that gives an opinion (with the role that speaks for it) or deliberates (role None)."""

    code: str
    name: str
    role: Role | None = None


def _kind(code: str, name: str, article: Article, by: Party, *, numbered: bool = False) -> EvidenceKind:
    return EvidenceKind(code, name, article, by, numbered)


EVIDENCE_KINDS = Dated(
    Article(5),
    "入库转库佐证材料",
    Entry(
        FIRST_DAY,
        (
            _kind("PLANNING_CONFORMITY", "中长期规划符合性说明", A5_3, PLANNING),
            _kind("POLICY_CONFORMITY", "发展方向和投资重点符合性说明", A5_3, PLANNING),
            _kind("INDUSTRY_LAYOUT", "产业布局和产业链符合性意见", A5_3, INDUSTRY),
            _kind("SPATIAL_PLANNING", "国土空间规划符合性意见", A5_2, LAND),
            _kind("SCHEME", "建设规模、内容和方案", A5_2, OWNER),
            _kind("NECESSITY", "建设必要性论证", A5_2, OWNER),
            _kind("SPECIAL_PLAN", "政府批准的专项规划", A5_2, INDUSTRY, numbered=True),
            _kind("DEVELOPMENT_PLAN", "政府批准的发展建设规划", A5_2, INDUSTRY, numbered=True),
            _kind("LETTER_OF_INTENT", "招商意向协议", A5_2, PLANNING),
            _kind("FRAMEWORK_AGREEMENT", "框架协议", A5_2, PLANNING),
            _kind("LAND_ARRANGEMENT", "用地落实计划", A5_1, LAND),
            _kind("FUND_ARRANGEMENT", "资金落实计划", A5_1, OWNER),
            _kind("FEASIBILITY_APPROVAL", "可行性研究报告批复", A5_1, INVESTMENT, numbered=True),
            _kind("PARK_AGREEMENT", "入园协议", A5_1, PLANNING),
            _kind("CONFIRMATION", "企业投资项目核准文件", A5_1, INVESTMENT, numbered=True),
            _kind("FILING", "企业投资项目备案证明", A5_1, INVESTMENT, numbered=True),
            _kind("LAND_PLANNING_PERMIT", "建设用地规划许可证", A6, LAND, numbered=True),
            _kind("ENGINEERING_PLANNING_PERMIT", "建设工程规划许可证", A6, LAND, numbered=True),
            _kind("DRAWING_REVIEW", "施工图审查合格书", A6, OWNER, numbered=True),
            _kind("COMPLETION_ACCEPTANCE", "竣工验收备案", Article(7, 4), OWNER, numbered=True),
        ),
        "第五条、第六条",
    ),
)

ELEMENTS = (
    ("function", "功能定位"),
    ("scale", "建设规模"),
    ("content", "建设内容"),
    ("construction_mode", "建设方式"),
    ("fund_sources", "资金来源"),
    ("timing", "建设时序（计划开工、完工时间）"),
    ("fund_use", "资金投向"),
    ("benefit", "投资效益"),
)


def _by(code: str, name: str, article: Article, *kinds: str, mode: InvestmentMode | None = None) -> Criterion:
    return Criterion(code, name, article, ByEvidence(kinds), mode)


_FIVE_YEAR = (
    *(Criterion(f"ELEMENT_{e.upper()}", name, A4, ByElement(e)) for e, name in ELEMENTS),
    _by("PLANNING_CONFORMITY", "满足国民经济和社会发展中长期规划", A5_3, "PLANNING_CONFORMITY"),
    _by("POLICY_CONFORMITY", "符合经济社会发展方向、调控目标、投资重点", A5_3, "POLICY_CONFORMITY"),
    _by("INDUSTRY_LAYOUT", "满足全区产业布局和产业链发展需求", A5_3, "INDUSTRY_LAYOUT"),
)
_THREE_YEAR = (
    _by("SPATIAL_PLANNING", "符合国土空间利用规划", A5_2, "SPATIAL_PLANNING"),
    _by("SCHEME_FIXED", "建设规模、建设内容、建设方案基本确定", A5_2, "SCHEME"),
    _by("NECESSITY", "有必要建设", A5_2, "NECESSITY"),
    Criterion("NEEDED_WITHIN_THREE_YEARS", "计划三年内建设", A5_2, ByStart(36)),
    _by(
        "PLAN_OR_INTENT",
        "已纳入政府批准的专项规划和发展建设规划，或已签订招商意向协议、框架协议",
        A5_2,
        "SPECIAL_PLAN",
        "DEVELOPMENT_PLAN",
        "LETTER_OF_INTENT",
        "FRAMEWORK_AGREEMENT",
    ),
)
_ONE_YEAR = (
    _by("LAND_ARRANGED", "计划1年内落实土地", A5_1, "LAND_ARRANGEMENT"),
    _by("FUNDS_ARRANGED", "计划1年内落实资金", A5_1, "FUND_ARRANGEMENT"),
    Criterion("START_WITHIN_ONE_YEAR", "计划1年内开工建设", A5_1, ByStart(12)),
    _by(
        "FEASIBILITY_APPROVED",
        "政府投资项目已批复可行性研究报告",
        A5_1,
        "FEASIBILITY_APPROVAL",
        mode=InvestmentMode.GOVERNMENT,
    ),
    _by(
        "AGREED_OR_FILED",
        "社会投资项目已签订入园协议或完成核准备案",
        A5_1,
        "PARK_AGREEMENT",
        "CONFIRMATION",
        "FILING",
        mode=InvestmentMode.ENTERPRISE,
    ),
)
_ROUTES = (
    (ApprovalRoute.APPROVAL, "FEASIBILITY_APPROVAL"),
    (ApprovalRoute.CONFIRMATION, "CONFIRMATION"),
    (ApprovalRoute.FILING, "FILING"),
)
_CONSTRUCTION = (
    Criterion("PROJECT_ESTABLISHED", "已办理立项（审批、核准、备案）手续", A6, ByEvidence((), _ROUTES)),
    _by("LAND_PLANNING_PERMIT", "已办理建设用地规划许可", A6, "LAND_PLANNING_PERMIT"),
    _by("ENGINEERING_PLANNING_PERMIT", "已办理建设工程规划许可", A6, "ENGINEERING_PLANNING_PERMIT"),
    _by("DRAWING_REVIEW", "施工图已审查合格", A6, "DRAWING_REVIEW"),
)

ENTRY_CRITERIA = Dated(
    Article(5),
    "各库入库（转化）标准",
    Entry(
        FIRST_DAY,
        {
            Library.FIVE_YEAR: _FIVE_YEAR,
            Library.THREE_YEAR: _THREE_YEAR,
            Library.ONE_YEAR: _ONE_YEAR,
            Library.CONSTRUCTION: _CONSTRUCTION,
        },
        "第四条、第五条（一）（二）（三）、第六条",
    ),
)

OPINION_BODIES = Dated(
    Article(3, 4),
    "会商会审部门",
    Entry(
        FIRST_DAY,
        (
            Body("INDUSTRY_AUTHORITY", "行业主管部门", Role.INDUSTRY_AUTHORITY),
            Body("FINANCE", "财政部门", Role.FINANCE),
            Body("LAND", "自然资源部门", Role.LAND),
            Body("FINANCIAL_SERVICES", "金融服务部门", Role.FINANCIAL_SERVICES),
        ),
        "第三条（四）",
    ),
)

OPPOSITION_BARS = Dated(
    Article(3, 4),
    "会商会审不同意的项目不列入建议名单",
    Entry(FIRST_DAY, True, "第三条（四）“提出明确审查意见”的执行口径"),
)

DELIBERATING_BODIES = Dated(
    Article(3, 4),
    "审议机构及次序",
    Entry(
        FIRST_DAY,
        (
            Body("WORKING_COMMITTEE", "工委委员会"),
            Body("STANDING_COMMITTEE", "区委常委会"),
            Body("GOVERNMENT_EXECUTIVE", "区政府常务会"),
        ),
        "第三条（四）",
    ),
)

DECISION_STEPS = Dated(
    Article(3, 4),
    "重大行政决策程序",
    Entry(
        FIRST_DAY,
        (
            Body("PUBLIC_PARTICIPATION", "公众参与"),
            Body("EXPERT_ARGUMENT", "专家论证"),
            Body("RISK_ASSESSMENT", "风险评估"),
            Body("LEGALITY_REVIEW", "合法性审查"),
            Body("COLLECTIVE_DECISION", "集体讨论决定"),
        ),
        "第三条（四）；《重大行政决策程序暂行条例》",
    ),
)

KIND_LIBRARIES = Dated(
    Article(2),
    "各类计划项目应处的库",
    Entry(
        FIRST_DAY,
        {
            ItemKind.NEW_START: (Library.ONE_YEAR, Library.CONSTRUCTION),
            ItemKind.CONTINUING: (Library.CONSTRUCTION,),
            ItemKind.PRELIMINARY: (Library.FIVE_YEAR, Library.THREE_YEAR, Library.ONE_YEAR),
        },
        "第二条、第五条（一）、第六条",
    ),
)

PLAN_YEARS_AHEAD = Dated(
    Article(3), "计划最多提前编制的年数", Entry(FIRST_DAY, 1, "第三条“年度重点项目计划”的执行口径")
)

SHARE_PLACES = Dated(Article(3), "公布比重保留的小数位数（四舍五入）", Entry(FIRST_DAY, 1, "第三条下达计划的执行口径"))
