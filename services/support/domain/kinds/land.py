"""第十五条、第十七条（一）：land quota, the balance of cultivated land, forest land and logging.

Forest land and logging end in a formal document within fifteen working days of receipt (第十七条（一）). What may stop that
limit is named with its legal ground; the forms are defaults of the district.
"""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import Consulted, FieldType, FormField, RequestKind, SpecialProcedure
from services.support.domain.kinds.since import FIRST_DAY

A15, A17_1 = Article(15), Article(17, 1)
_SOURCES = {
    A15: "第十五条；时限第十五条未定，比照第十七条（一）15个工作日；提前3个工作日预警、征求意见、复核期限为本区默认",
    A17_1: "第十七条（一）；提前3个工作日预警、表单、征求意见、复核期限为本区默认",
}
_FOREST_RULES = "《森林法》《建设项目使用林地审核审批管理办法》"
_STOPS = (
    SpecialProcedure(
        code="PUBLIC_NOTICE",
        name="公示",
        basis=f"{_FOREST_RULES}：拟使用林地的用途、范围、面积须公示；公示期间停钟为本区默认",
    ),
    SpecialProcedure(
        code="EXPERT_REVIEW", name="专家评审", basis="《行政许可法》第四十五条：专家评审所需时间不计入期限"
    ),
    SpecialProcedure(
        code="SITE_INSPECTION",
        name="用地现场查验",
        basis=f"{_FOREST_RULES}：须现场查验；查验期间停钟以10个工作日为限，为本区默认",
        longest=10,
    ),
)
_HEARD = (
    SpecialProcedure(
        code="EXPERT_REVIEW", name="专家论证", basis="《行政许可法》第四十五条：专家评审所需时间不计入期限"
    ),
    SpecialProcedure(
        code="HEARING",
        name="听证",
        basis="《行政许可法》第四十五条、第四十八条：听证所需时间不计入期限，二十日内组织",
        longest=20,
    ),
)
_CONSULTED = tuple(
    Consulted(role=role, working_days=5) for role in (Role.REQUISITION, Role.ECOLOGY, Role.URBAN_MANAGEMENT)
)
_PLACE = FormField(
    code="place",
    name="林地位置",
    type=FieldType.TEXT,
    help="镇（街道）、村、林班小班 / Town, village, forest compartment",
)
_WOODLAND = FormField(
    code="woodland",
    name="林地类型",
    type=FieldType.CHOICE,
    choices=(
        ("ARBOR", "乔木林地"),
        ("BAMBOO", "竹林地"),
        ("SHRUB", "灌木林地"),
        ("SPARSE", "疏林地"),
        ("OTHER", "其他林地"),
    ),
    help="以森林资源管理“一张图”为准 / As the register of forest resources has it",
)
_CLASS = FormField(
    code="class",
    name="森林类别",
    type=FieldType.CHOICE,
    choices=(("PUBLIC", "公益林地"), ("COMMODITY", "商品林地")),
    help="公益林从严 / Public-benefit forest is treated more strictly",
)
_REPORT = FormField(
    code="report",
    name="可行性报告或现状调查表",
    type=FieldType.FILE,
    required=False,
    help="使用林地可行性报告或林地现状调查表 / The study of the use of forest land",
)
_SPECIES = FormField(
    code="species", name="树种", type=FieldType.TEXT, longest=200, help="主要树种和林龄 / Main species and age"
)
_METHOD = FormField(
    code="method",
    name="采伐方式",
    type=FieldType.CHOICE,
    choices=(("CLEAR", "皆伐"), ("SELECTIVE", "择伐"), ("THINNING", "抚育采伐"), ("OTHER", "其他采伐")),
    help="因建设占用林地的一般为皆伐 / Clear felling, as a rule, where land is built on",
)
_FORMS = {
    "FOREST_LAND": (_PLACE, _WOODLAND, _CLASS, _REPORT),
    "LOGGING": (_PLACE, _SPECIES, _METHOD, _REPORT),
}
_DOCUMENTS = {"FOREST_LAND": "使用林地审查意见", "LOGGING": "林木采伐审查意见"}
_HELP = {
    "FOREST_LAND": "数量为拟使用林地面积（公顷）/ The quantity is the area of forest land, in hectares",
    "LOGGING": "数量为拟采伐蓄积（立方米）/ The quantity is the volume of timber, in cubic metres",
}


def _land(article: Article, code: str, name: str, series: str, account: str) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.LAND,
        working_days=15,
        warning_days=3,
        series=series,
        account=account,
        of_node=True,
        article=article,
        form=_FORMS.get(code, ()),
        stops=_STOPS if article == A17_1 else _HEARD,
        consulted=_CONSULTED,
        review_days=10,
        document=_DOCUMENTS.get(code, ""),
        help=_HELP.get(code, ""),
    )
    return Dated(article, name, Entry(FIRST_DAY, kind, _SOURCES[article]))


KINDS: tuple[Dated[RequestKind], ...] = (
    _land(A15, "LAND_QUOTA", "新增建设用地计划指标", "株天自然资函", "NEW_CONSTRUCTION_LAND"),
    _land(A15, "CULTIVATED_LAND", "耕地占补平衡指标", "株天自然资函", "CULTIVATED_LAND_BALANCE"),
    _land(A17_1, "FOREST_LAND", "占用、征收林地定额", "株天林函", "FOREST_LAND_QUOTA"),
    _land(A17_1, "LOGGING", "林木采伐指标", "株天林函", "LOGGING_QUOTA"),
)
