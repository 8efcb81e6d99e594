"""What the invented projects are about: names, industries (GB/T 4754), scale and use."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing to build. `scale` has a place for the size, of which each 万元 of investment makes `size_per_wan`."""

    name: str
    code: str
    owner: str
    authority: str
    function: str
    scale: str
    size_per_wan: Decimal
    content: str
    benefit: str


def _maker(product: str, code: str, owner: str, unit: str) -> Idea:
    size = {"万": "0.002", "吨": "0.5"}.get(unit[0], "0.1")
    return Idea(
        product,
        code,
        owner,
        "industry",
        f"{product}研发与制造",
        f"年产{product}约{{size}}{unit}",
        Decimal(size),
        f"建设{product}生产厂房、检测中心及配套设施，购置自动化生产线",
        "达产后年产值约{revenue}万元，新增就业约{jobs}人",
    )


MAKERS = (
    _maker("水性涂料助剂", "C2641", "materials", "吨"),
    _maker("数控机床主轴", "C3421", "precision", "套"),
    _maker("精密滚动轴承", "C3451", "precision", "万套"),
    _maker("电力电子功率模块", "C3824", "energy", "万只"),
    _maker("轨道交通制动装置", "C3715", "precision", "套"),
    _maker("航空结构件", "C3744", "precision", "件"),
    _maker("新能源汽车电驱系统", "C3670", "energy", "万套"),
    _maker("动力电池结构件", "C3841", "energy", "万套"),
    _maker("光伏逆变设备", "C3825", "energy", "台"),
    _maker("风电叶片", "C3415", "energy", "套"),
    _maker("节能变压器", "C3821", "energy", "台"),
    _maker("工业机器人", "C3491", "precision", "台"),
    _maker("硬质合金切削刀具", "C3321", "materials", "万件"),
    _maker("特种陶瓷部件", "C3073", "materials", "万件"),
    _maker("医用影像设备", "C3581", "medicine", "台"),
    _maker("现代中药制剂", "C2740", "medicine", "万盒"),
    _maker("高密度电路板", "C3982", "park", "万平方米"),
    _maker("智能传感器", "C3983", "park", "万只"),
)
MAKER_PLANS = ("产业化项目", "智能工厂项目")


def _public(
    name: str, code: str, owner: str, authority: str, function: str, scale: str, per_wan: str, content: str
) -> Idea:
    return Idea(name, code, owner, authority, function, scale, Decimal(per_wan), content, "受益人口约{served}人")


_ROAD = "路基路面、雨污水管网、照明、绿化及交通设施"
_LONG, _BUILT = "全长约{size}米", "建筑面积约{size}平方米"
WORKS = (
    _public("樟桐大道（一期）道路工程", "E4813", "building", "transport", "城市主干路", _LONG, "0.08", _ROAD),
    _public("柏溪产业园配套道路工程", "E4813", "hitech", "transport", "园区次干路", _LONG, "0.1", _ROAD),
    _public(
        "竹亭输变电工程", "E4851", "power", "industry", "园区供电", "线路约{size}米", "0.3", "变电站一座及送出线路"
    ),
    _public(
        "桂园片区雨污分流改造工程",
        "E4852",
        "building",
        "housing",
        "城市排水",
        "改造管网约{size}米",
        "0.5",
        "管网、泵站",
    ),
    _public(
        "河西水厂扩建工程", "D4610", "building", "housing", "城市供水", "日供水约{size}吨", "2", "净水构筑物及输水管线"
    ),
    _public(
        "桐湾公交综合场站", "E4819", "hitech", "transport", "公共交通", "占地约{size}平方米", "2", "停保场及充电设施"
    ),
    _public("产业园标准厂房（三期）", "E4790", "hitech", "housing", "产业承载", _BUILT, "3", "标准厂房、倒班楼及管网"),
    _public("樟林片区停车及充电设施", "E4819", "building", "housing", "停车充电", _BUILT, "2", "立体停车库、充电桩"),
    _public("区级数据中心基础设施", "I6450", "hitech", "industry", "数据服务", _BUILT, "0.5", "机房、供配电、制冷设施"),
)
SOCIAL = (
    _public(
        "桐湾第一小学新建工程", "P8321", "building", "education", "义务教育", _BUILT, "2", "教学楼、综合楼及运动场"
    ),
    _public("柏溪初级中学扩建工程", "P8331", "building", "education", "义务教育", _BUILT, "2", "教学楼、宿舍及食堂"),
    _public("区级医院综合楼", "Q8411", "hitech", "health", "医疗服务", _BUILT, "1.5", "门急诊、医技及住院用房"),
    _public("竹亭养老服务中心", "Q8514", "building", "health", "养老服务", _BUILT, "2", "护理、康复用房及室外场地"),
    _public(
        "桂园老旧小区改造工程", "E4710", "building", "housing", "居住改善", _BUILT, "8", "屋面、管线、消防及适老改造"
    ),
    _public("区文化馆图书馆", "R8870", "hitech", "education", "公共文化", _BUILT, "1.5", "展厅、阅览室及报告厅"),
    _public(
        "樟林体育公园", "R8920", "building", "education", "全民健身", "占地约{size}平方米", "4", "球场、步道及配套用房"
    ),
)
ECOLOGY = (
    _public(
        "柏溪河生态修复工程",
        "N7719",
        "building",
        "water",
        "水生态修复",
        "治理河道约{size}米",
        "0.6",
        "清淤、护岸、湿地",
    ),
)
