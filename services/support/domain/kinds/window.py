"""第十七条（六）：the window first serves key projects, fees are paid back, the city's bureaus are dealt with.

The measures set no number of days for any of the three: the limits are defaults of the district, and said to be such.
"""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import FieldType, FormField, Outcome, RequestKind, Unit
from services.support.domain.kinds.since import FIRST_DAY

A17_6 = Article(17, 6)
WAN_YUAN = Unit("WAN_YUAN", "万元")
REFUND, LIAISON, WINDOW = "FEE_REFUND", "CITY_LIAISON", "WINDOW_SERVICE"
_SERIES = "株天审服函"
_SOURCE = "第十七条（六）；时限、表单、提前3个工作日预警为本区默认（条文未定天数）"
_WHOLE = frozenset({Outcome.GRANTED, Outcome.REFUSED})

_WINDOW = (
    FormField(
        code="matter", name="办理事项", type=FieldType.TEXT, help="需要窗口办理或协调的事项 / What the window is to do"
    ),
    FormField(
        code="stage",
        name="所处阶段",
        type=FieldType.CHOICE,
        choices=(
            ("LAND", "立项用地规划许可"),
            ("PLANNING", "工程建设许可"),
            ("CONSTRUCTION", "施工许可"),
            ("ACCEPTANCE", "竣工验收"),
        ),
        help="工程建设项目审批的四个阶段 / Which of the four stages of approval",
    ),
    FormField(
        code="needed_by", name="希望办结日期", type=FieldType.DATE, required=False, help="/ When it is hoped for"
    ),
    FormField(code="papers", name="材料", type=FieldType.FILE, required=False, help="已有的材料 / Papers at hand"),
)
_REFUND = (
    FormField(
        code="fee",
        name="费用名称",
        type=FieldType.CHOICE,
        choices=(
            ("WAGE_DEPOSIT", "农民工工资保证金"),
            ("WALL_FUND", "新型墙体材料专项基金"),
            ("CEMENT_FUND", "散装水泥专项资金"),
            ("RECLAMATION_DEPOSIT", "土地复垦保证金"),
            ("ROAD_DEPOSIT", "道路挖掘修复保证金"),
            ("OTHER", "其他"),
        ),
        help="申请清退的是哪一项；申请数量即金额（万元）/ Which fee; the quantity asked for is the amount",
    ),
    FormField(
        code="fee_note", name="费用说明", type=FieldType.TEXT, required=False, help="选“其他”的写明名称 / Name it"
    ),
    FormField(code="paid_on", name="缴纳日期", type=FieldType.DATE, help="以缴款凭证为准 / As the receipt says"),
    FormField(
        code="receipt", name="缴款凭证号", type=FieldType.TEXT, longest=100, help="票据号码 / Number of the receipt"
    ),
    FormField(code="reason", name="清退理由", type=FieldType.TEXT, help="退还条件如何已经具备 / Why it is due back"),
    FormField(
        code="proof", name="缴款凭证", type=FieldType.FILE, required=False, help="扫描件 / A scan of the receipt"
    ),
)
_LIAISON = (
    FormField(
        code="city_bureau",
        name="市直部门",
        type=FieldType.TEXT,
        longest=100,
        help="由哪个部门办理 / Which bureau of the city",
    ),
    FormField(
        code="matter", name="协调事项", type=FieldType.TEXT, help="请市直部门解决什么 / What it is asked to settle"
    ),
    FormField(
        code="accepted_number",
        name="市级受理号",
        type=FieldType.TEXT,
        required=False,
        longest=100,
        help="已在市级窗口受理的填写 / Where the city's window has a number for it",
    ),
    FormField(
        code="needed_by", name="希望办结日期", type=FieldType.DATE, required=False, help="/ When it is hoped for"
    ),
    FormField(code="papers", name="材料", type=FieldType.FILE, required=False, help="已有的材料 / Papers at hand"),
)


def _window(
    code: str,
    name: str,
    days: int,
    document: str,
    help: str,
    form: tuple[FormField, ...],
    measured: Unit | None = None,
) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.APPROVAL_SERVICE,
        working_days=days,
        warning_days=3,
        series=_SERIES,
        article=A17_6,
        measured=measured,
        form=form,
        outcomes=frozenset(Outcome) if measured else _WHOLE,
        review_days=10 if measured else 0,
        document=document,
        help=help,
    )
    return Dated(A17_6, name, Entry(FIRST_DAY, kind, _SOURCE))


KINDS: tuple[Dated[RequestKind], ...] = (
    _window(
        WINDOW, "窗口服务", 5, "窗口服务办理结果告知书", "由窗口优先办理的事项 / What the window does first", _WINDOW
    ),
    _window(
        REFUND,
        "费用清退",
        10,
        "费用清退决定书",
        "准予后登记退付金额和日期，可分次，不超过准予金额 / What is paid back is recorded after the grant, up to its amount",
        _REFUND,
        WAN_YUAN,
    ),
    _window(
        LIAISON,
        "对接市直部门",
        20,
        "市直对接事项办理结果告知书",
        "每次对接登记一条；办成为准予，未办成为不予并说明 / Each contact is on the log; the outcome closes the matter",
        _LIAISON,
    ),
)
