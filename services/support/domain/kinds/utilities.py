"""第十七条（四）：transport, power, telecom, water and gas are supplied to key projects first.

The measures set no number of days. The limits here are defaults of the district, said to be such with each matter; the
units of the form are those in which each supplier reckons.
"""

from __future__ import annotations

from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.kinds.model import FieldType, FormField, RequestKind, Unit
from services.support.domain.kinds.since import FIRST_DAY

A17_4 = Article(17, 4)
KILOVOLT_AMPERE = Unit("KVA", "千伏安")
TONNE = Unit("TONNE", "吨")
CUBIC_METRES_A_DAY = Unit("CUBIC_METRE_DAY", "立方米/日")
CUBIC_METRES_AN_HOUR = Unit("CUBIC_METRE_HOUR", "立方米/时")
MEGABIT = Unit("MBPS", "兆比特/秒")
_SOURCE = "第十七条（四）：优先保障；时限、表单、提前2个工作日预警为本区默认（条文未定天数）"

_NEEDED_BY = FormField(
    code="needed_by", name="需要日期", type=FieldType.DATE, help="最迟何时需要到位 / By which day it is needed"
)
_PLACE = FormField(
    code="place", name="接入（运达）地点", type=FieldType.TEXT, help="地块、道路、接入点 / Plot, road, point of supply"
)
_STAGE = FormField(
    code="stage",
    name="用于",
    type=FieldType.CHOICE,
    choices=(("CONSTRUCTION", "建设"), ("OPERATION", "运营")),
    help="建设期临时用还是运营期长期用 / For construction, or for operation",
)
_CONTACT = FormField(
    code="contact_post",
    name="联系岗位",
    type=FieldType.TEXT,
    longest=60,
    help="写岗位（如“项目部机电主管”），不写姓名和电话 / The post to ask for; no name, no telephone number",
)
_PRESENT = FormField(
    code="present", name="现状", type=FieldType.TEXT, required=False, help="现有接入条件 / What there is already"
)
_PLAN = FormField(
    code="plan",
    name="方案或图纸",
    type=FieldType.FILE,
    required=False,
    help="负荷计算、管线图等 / Calculations or drawings",
)


def _utility(
    code: str, name: str, bureau: Role, days: int, series: str, unit: Unit, *more: FormField
) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=bureau,
        working_days=days,
        warning_days=2,
        series=series,
        article=A17_4,
        measured=unit,
        form=(_PLACE, _NEEDED_BY, _STAGE, *more, _CONTACT, _PRESENT, _PLAN),
        document=f"{name}答复函",
        help=f"数量填容量或用量（{unit.name}）；可部分保障 / The quantity is the capacity or volume; a part may be granted",
    )
    return Dated(A17_4, name, Entry(FIRST_DAY, kind, _SOURCE))


_GOODS = FormField(
    code="goods", name="物资", type=FieldType.TEXT, help="运什么，是否超限 / What is carried, oversize or not"
)
_ROUTE = FormField(
    code="route", name="路线", type=FieldType.TEXT, help="起讫地和途经道路 / From where to where, by which roads"
)
_VOLTAGE = FormField(
    code="voltage",
    name="电压等级",
    type=FieldType.CHOICE,
    choices=(("0.4KV", "0.4千伏"), ("10KV", "10千伏"), ("35KV", "35千伏"), ("110KV", "110千伏及以上")),
    help="申请的电压等级 / Voltage that is asked for",
)
_DOUBLE = FormField(
    code="double", name="是否需要双电源", type=FieldType.BOOLEAN, help="重要负荷才需要 / Only for important loads"
)
_SERVICE = FormField(
    code="service",
    name="通信服务",
    type=FieldType.CHOICE,
    choices=(("BROADBAND", "宽带专线"), ("COVERAGE", "移动信号覆盖"), ("RELOCATION", "杆线迁改")),
    help="需要哪一类服务 / Which service is needed",
)
_PIPE = FormField(
    code="pipe",
    name="接口管径",
    type=FieldType.NUMBER,
    at_least=Decimal(15),
    at_most=Decimal(3_000),
    places=0,
    unit="毫米",
    help="公称直径 / Nominal diameter, in millimetres",
)
_PRESSURE = FormField(
    code="pressure",
    name="用气压力",
    type=FieldType.NUMBER,
    at_least=Decimal("0.001"),
    at_most=Decimal(10),
    places=3,
    unit="兆帕",
    help="用气设备所需压力 / Pressure that the devices need, in megapascals",
)

KINDS: tuple[Dated[RequestKind], ...] = (
    _utility("TRANSPORT_SUPPORT", "生产资料运输保障", Role.TRANSPORT, 5, "株天交函", TONNE, _GOODS, _ROUTE),
    _utility("POWER_SUPPLY", "用电保障", Role.POWER, 10, "株天电函", KILOVOLT_AMPERE, _VOLTAGE, _DOUBLE),
    _utility("TELECOM_SUPPLY", "通信保障", Role.TELECOM, 7, "株天通函", MEGABIT, _SERVICE),
    _utility("WATER_SUPPLY", "用水保障", Role.WATER, 7, "株天水函", CUBIC_METRES_A_DAY, _PIPE),
    _utility("GAS_SUPPLY", "用气保障", Role.GAS, 7, "株天燃函", CUBIC_METRES_AN_HOUR, _PRESSURE),
)
